//! What an article has put in by whoever builds its page: includes, shortcodes and components.

use std::sync::LazyLock;

use regex::Regex;

/// Begins of what templates put in, each with the name as its group. Source: the documentation of Hugo (`{{< name >}}`,
/// `{{% name %}}`, `{{ partial "name" . }}`), Jekyll, Liquid, Eleventy and Nunjucks (`{% include name %}`), Handlebars
/// (`{{> name}}`), MkDocs snippets (`--8<-- "name"`), MDX (`<Name />`) and custom elements (`<the-name>`). Names
/// are in ASCII.
static INCLUDE: LazyLock<Regex> = LazyLock::new(|| {
    let begins = [
        r#"\{\{\s*[<%]\s*(?:partial\s+)?["']?((?-u:[\w./-])+)"#,
        r#"\{\{-?\s*partial\s+["']((?-u:[\w./-])+)"#,
        r#"\{%-?\s*(?:include|include_relative|render|embed|import)\s+["']?((?-u:[\w./-])+)"#,
        r#"\{\{>\s*((?-u:[\w./-])+)"#,
        r#"--8<--\s+["']((?-u:[\w./-])+)"#,
        r"<([A-Z](?-u:[\w.])*)",
        r"<([a-z]+-[a-z0-9-]+)",
    ];
    Regex::new(&begins.join("|")).expect("a test runs it")
});

/// Tells whether `text` may ask for anything: a brace or an angle bracket goes on as all that is looked for does.
fn may_ask(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'{', b'<', bytes).any(|at| {
        let rest = &bytes[at + 1..];
        match bytes[at] {
            b'{' => matches!(rest.first(), Some(b'{' | b'%')),
            _ => {
                let letters = rest.iter().take_while(|byte| byte.is_ascii_lowercase());
                bytes[..at].ends_with(b"--8")
                    || rest.first().is_some_and(u8::is_ascii_uppercase)
                    || rest.get(letters.count()) == Some(&b'-')
            }
        }
    })
}

/// Returns the names of what `text` asks for, in order of the alphabet, each once. Code that only shows it counts,
/// too: a site that maps such a name to a notice rarely writes about it.
pub(super) fn includes(text: &str) -> Vec<String> {
    if !may_ask(text) {
        return Vec::new();
    }
    let names = INCLUDE.captures_iter(text).filter_map(|found| {
        let mut groups = found.iter().skip(1);
        groups.find_map(|group| Some(group?.as_str().to_owned()))
    });
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(includes(text), expected, "{text}");
    }

    #[test]
    fn templates_and_components_are_named() {
        check(
            "{{< disclaimer >}} {{% red-flags title=\"x\" %}}",
            &["disclaimer", "red-flags"],
        );
        check(
            "{{ partial \"notices/general.html\" . }}",
            &["notices/general.html"],
        );
        check(
            "{% include disclaimer.html a=1 %}{%- render 'b' -%}",
            &["b", "disclaimer.html"],
        );
        check(
            "{{> footer}}\n--8<-- \"notice.md\"",
            &["footer", "notice.md"],
        );
        check(
            "<Disclaimer /> <Notice.General>",
            &["Disclaimer", "Notice.General"],
        );
        check("<page-footer></page-footer><p>a</p>", &["page-footer"]);
    }

    #[test]
    fn prose_names_none() {
        check("Pain < 3 and {a} 100 % {{ page.title }}", &[]);
    }
}
