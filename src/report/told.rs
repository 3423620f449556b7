//! A finding in words, for formats that have one text for it.

use super::objects::DiagnosticObject;
use super::sanitise::sanitise_line;

/// Returns what is wrong, what the facts say, where from, and what to write instead: one line each, harmless on a
/// terminal.
pub(super) fn told(finding: &DiagnosticObject<'_>) -> Vec<String> {
    let mut lines = vec![sanitise_line(&finding.message)];
    if let Some(statement) = finding.statement {
        let fact = finding.fact.unwrap_or_default();
        lines.push(sanitise_line(&format!("facts: {statement} ({fact})")));
    }
    for source in &finding.sources {
        lines.push(sanitise_line(&format!("source: {}", source.in_words())));
    }
    if let Some(help) = &finding.help {
        lines.push(sanitise_line(&format!("help: {help}")));
    }
    lines
}

/// Returns the path of a finding as it is in its repository: with `/`, without `./`, below `folder`.
pub(super) fn path_in_repository(path: &str, folder: &str) -> String {
    let path = if std::path::MAIN_SEPARATOR == '\\' {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    };
    let mut rest = path.as_str();
    while let Some(behind) = rest.strip_prefix("./") {
        rest = behind.trim_start_matches('/');
    }
    if folder.is_empty() || rest.starts_with('/') {
        return rest.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').collect();
    while let Some(behind) = rest.strip_prefix("../") {
        if parts.pop().is_none() {
            break;
        }
        rest = behind;
    }
    parts.push(rest);
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_repository() {
        assert_eq!(path_in_repository("./a/b.md", ""), "a/b.md");
        assert_eq!(
            path_in_repository("b.md", "site/content"),
            "site/content/b.md"
        );
        assert_eq!(path_in_repository("../b.md", "site/content"), "site/b.md");
        assert_eq!(path_in_repository("/tmp/b.md", "site"), "/tmp/b.md");
    }
}
