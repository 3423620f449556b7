//! Articles in several formats: the same words give the same claims and findings, at the right bytes.

use std::path::{Path, PathBuf};

use crate::settings;
use factlint::markup::READS_MDX;
use factlint::report::{ArticleReport, ListedClaim};
use factlint::run::pipeline::{Knowledge, list_article, load_knowledge};
use factlint::source::{Format, SourceFile, Span};

fn checked(format: Format, text: &str, knowledge: &Knowledge) -> ArticleReport {
    let file = SourceFile::new("article", format, text);
    list_article(&file, knowledge, &settings())
}

/// Returns what is claimed and found, without places.
fn told(path: &Path, knowledge: &Knowledge) -> (Vec<String>, Vec<String>) {
    let text = std::fs::read_to_string(path).unwrap();
    let report = checked(Format::of_path(path).unwrap(), &text, knowledge);
    let nowhere = Span::new(0, 0);
    let claims = report.claims.into_iter().map(|claim| {
        let claim = ListedClaim {
            span: nowhere,
            subject_span: None,
            exception: None,
            ..claim
        };
        format!("{claim:?}")
    });
    let found = report.diagnostics.into_iter().map(|found| {
        format!(
            "{}: {:?} {:?}: {}",
            found.rule, found.severity, found.fact, found.message
        )
    });
    (claims.collect(), found.collect())
}

#[test]
fn the_same_article_gives_the_same_claims_and_findings_in_all_formats() {
    let knowledge = load_knowledge(&[]).expect("the built-in facts are right");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/same");
    let mut articles: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| Format::of_path(path) == Some(Format::Markdown))
        .collect();
    articles.sort();
    assert!(articles.len() >= 20, "{}", articles.len());
    let mut all_found = String::new();
    for article in articles {
        let (claims, found) = told(&article, &knowledge);
        assert!(!claims.is_empty() && !found.is_empty());
        for extension in ["mdx", "html"] {
            if extension == "mdx" && !READS_MDX {
                continue;
            }
            let path = article.with_extension(extension);
            let (same_claims, same_found) = told(&path, &knowledge);
            assert_eq!(same_claims, claims, "{}", path.display());
            assert_eq!(same_found, found, "{}", path.display());
        }
        let name = article.file_stem().unwrap().to_string_lossy();
        all_found.push_str(&format!("{name}\n  {}\n", found.join("\n  ")));
    }
    insta::assert_snapshot!(all_found);
}

#[test]
fn findings_in_awkward_places_have_their_bytes() {
    let knowledge = load_knowledge(&[]).expect("the built-in facts are right");
    for (format, text, expected) in [
        (
            Format::Html,
            "<p>The S1&nbsp;root is felt in the <b>gro</b>in.",
            "gro</b>in",
        ),
        (
            Format::Html,
            "\u{FEFF}<p>A&amp;E &#8211; S1 is felt in the\r\n<i>groin</i>.",
            "groin",
        ),
        (
            Format::Html,
            "<table><tr><th>Root<th>Area<tr><td>S1<td><p>the <em>groin</em></table>",
            "groin",
        ),
        (Format::Html, "<dl><dt>S1<dd>Groin.</dl>", "Groin"),
        (
            Format::Markdown,
            "a\n\n<div align=center>S1 is felt in the <b>groin</b>.</div>",
            "groin",
        ),
        (
            Format::Markdown,
            "> <p>S1 is felt\n> in the &#103;roin.</p>",
            "&#103;roin",
        ),
        (
            Format::Markdown,
            "| Root | Area |\n|--|--|\n| S1 | calf,<br>groin |",
            "groin",
        ),
        (
            Format::Markdown,
            "<details><summary>S1</summary>\n\nS1 is felt in the *groin*.\n\n</details>",
            "groin",
        ),
        (
            Format::Mdx,
            "<Tab label='S1'>The S1 root is felt in{' '}the <B>gro</B>in.</Tab>",
            "gro</B>in",
        ),
        (
            Format::Mdx,
            "# S1\n\n<Figure\r\n  caption={'S1 is felt in the gr\\u006Fin.'}\r\n/>",
            "gr\\u006Fin",
        ),
        (
            Format::Mdx,
            "---\na: b\n---\n:::note S1\nS1 is felt in <!-- é --> the groin.\n:::",
            "groin",
        ),
    ] {
        if format == Format::Mdx && !READS_MDX {
            continue;
        }
        let report = checked(format, text, &knowledge);
        let found = report.diagnostics.iter();
        let places: Vec<&str> = found
            .filter(|found| found.rule == "wrong-root-area")
            .flat_map(|found| &found.labels)
            .map(|label| &text[label.span.range()])
            .collect();
        assert!(places.contains(&expected), "{text}: {places:?}");
    }
}

#[test]
fn what_is_no_prose_is_never_reported() {
    let knowledge = load_knowledge(&[]).expect("the built-in facts are right");
    let wrong = "The S1 root is felt in the groin.";
    for around in [
        "<!-- ",
        "<script>",
        "<style>",
        "<template><p>",
        "<noscript>",
        "<title>",
        "<nav>",
        "<footer>",
        "<aside>",
        "<form>",
        "<button>",
        "<pre>",
        "<p hidden>",
        "<del>",
        "<div style='display: none'>",
        "<span aria-hidden=true>",
        "<meta name=description content='",
        "<p title='",
        "<img alt='",
        "<textarea>",
        "<svg><text>",
    ] {
        let text = format!("<h1>S1</h1><p>Nerve roots.</p>{around}{wrong}");
        let report = checked(Format::Html, &text, &knowledge);
        let contradictions = report
            .diagnostics
            .iter()
            .filter(|found| found.fact.is_some());
        assert_eq!(contradictions.count(), 0, "{text}");
        assert!(report.claims.is_empty(), "{text}");
    }
}

#[test]
#[cfg(feature = "mdx")]
fn code_in_mdx_is_never_reported() {
    let knowledge = load_knowledge(&[]).expect("the built-in facts are right");
    let wrong = "The S1 root is felt in the groin.";
    for text in [
        format!("export const a = \"{wrong}\"\n"),
        format!("export const A = () => (\n  <p>{wrong}</p>\n)\n"),
        format!("{{/* {wrong} */}}"),
        format!("{{a ? <p>{wrong}</p> : null}}"),
        format!("{{not}} {wrong}"),
        format!("<A b={{() => <p>{wrong}</p>}} c=\"{wrong}\" />"),
        format!("<Tip title=\"{wrong}\">S1</Tip> is a root."),
        format!("<CodeBlock>\n{wrong}\n</CodeBlock>"),
        format!("<style>{{`{wrong}`}}</style>"),
        format!("<Image alt=\"{wrong}\" title=\"{wrong}\" />"),
    ] {
        let text = format!("# S1\n\nNerve roots.\n\n{text}\n");
        let report = checked(Format::Mdx, &text, &knowledge);
        let contradicted = report.diagnostics.iter().find(|found| found.fact.is_some());
        assert!(contradicted.is_none(), "{text}: {contradicted:?}");
    }
}
