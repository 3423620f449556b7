//! What people and scripts see of one report, made by hand.

use std::path::PathBuf;
use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::discover::{BadByte, DecodeError, ProblemKind};
use crate::proposition::Interval;
use crate::rules::{Edit, Family, Fix, Label};
use crate::source::{Position, Span};
use crate::suppress::{Suppressed, SuppressionKind};
use crate::verdict::Verdict;

const ROOTS: &str = "\
# Nerve roots

> Trouble with the S1 root is felt
> in the **groin** and the foot.

Most people need surgery.
";

const LONG: &str = "\
Sciatica is common, and many readers ask us where each nerve root is felt; the answer is that it depends, though \
for the first sacral root (S1), which leaves the spine at its very end, most textbooks agree that pain, tingling \
and numbness are usually felt in the front of the thigh and the knee, and that it may last for quite some time \
before it goes away, which it does for most people without anything having been done about it at all.
";

/// Returns the span of the first `words` in `text`.
#[track_caller]
fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words are in the text");
    let start = u32::try_from(start).expect("short text");
    Span::new(start, start + words.len() as u32)
}

fn label(text: &str, words: &str, remark: &str) -> Label {
    Label {
        span: at(text, words),
        text: remark.to_owned(),
    }
}

fn wrong_root(text: &str, words: &str, labels: Vec<Label>) -> ReadyDiagnostic {
    ReadyDiagnostic {
        rule: "wrong-root-area".to_owned(),
        family: Family::Contradiction,
        severity: Severity::Error,
        fact: Some("root-s1-region".to_owned()),
        statement: Some(
            "S1 root symptoms are usually felt in the buttock, the back of the thigh and calf, the heel and \
             the outer foot."
                .into(),
        ),
        message: "the article says that the S1 root is felt there, but the facts place it elsewhere".to_owned(),
        help: Some("write \"the back of the thigh and the outer foot\", or name another root".into()),
        url: None,
        span: at(text, words),
        labels,
        related: Vec::new(),
        sources: [CitedSource {
            id: "lee2008".to_owned(),
            title: "An evidence-based approach to human dermatomes".to_owned(),
            authors: "Lee et al.".to_owned(),
            year: Some(2008),
            url: Some("https://doi.org/10.1002/ca.20636".to_owned()),
        }]
        .into(),
        fix: None,
    }
}

fn need_of_surgery() -> ReadyDiagnostic {
    ReadyDiagnostic {
        rule: "figure-outside-range".to_owned(),
        severity: Severity::Warning,
        fact: None,
        statement: None,
        message: "\"most\" is more than the facts allow".to_owned(),
        help: None,
        sources: Default::default(),
        related: vec![Related {
            path: "articles/long.md".to_owned(),
            span: at(LONG, "most people without"),
            message: "says that most people get better without anything having been done"
                .to_owned(),
        }],
        ..wrong_root(
            ROOTS,
            "Most people",
            vec![label(ROOTS, "surgery", "of this")],
        )
    }
}

fn claim(text: &str, words: &str, verdict: Verdict) -> ListedClaim {
    ListedClaim {
        span: at(text, words),
        text: words.to_owned(),
        subject: "s1-root".to_owned(),
        predicate: "felt-in".to_owned(),
        object: Some("groin|anterior-thigh".to_owned()),
        quantity: None,
        polarity: "affirmed",
        frequency: None,
        stance: "author",
        modality: "asserted",
        verdict,
        fact: Some("root-s1-region".to_owned()),
        reason: (verdict == Verdict::Contradicted).then_some("wrong-object"),
        section: vec!["Roots".to_owned()],
        subject_span: None,
        population: None,
        exception: None,
    }
}

/// Returns an article with the counts of its claims.
fn counted(article: ArticleReport) -> ArticleReport {
    let verdicts = VerdictCounts::of(article.claims.iter().map(|claim| claim.verdict));
    ArticleReport {
        verdicts,
        ..article
    }
}

fn report() -> Report {
    let roots = ArticleReport {
        path: "articles/roots.md".to_owned(),
        text: ROOTS.to_owned(),
        words: 18,
        claims: vec![
            claim(ROOTS, "Trouble with the S1 root", Verdict::Contradicted),
            ListedClaim {
                object: None,
                quantity: Some(Quantity {
                    interval: Interval {
                        low: 50.0,
                        high: f64::INFINITY,
                    },
                    unit: "percent",
                }),
                frequency: Some(Interval::new(51.0, 99.0)),
                fact: None,
                ..claim(ROOTS, "Most people need surgery", Verdict::Unverified)
            },
            claim(ROOTS, "Nerve roots", Verdict::NotAsserted),
        ],
        diagnostics: vec![
            wrong_root(
                ROOTS,
                "groin",
                vec![
                    label(ROOTS, "groin", "not an S1 area"),
                    label(ROOTS, "S1 root", "said of this root"),
                ],
            ),
            need_of_surgery(),
        ],
        suppressed: vec![Suppressed {
            finding: need_of_surgery(),
            kind: SuppressionKind::Line,
            reason: None,
            at: Span::default(),
        }],
        ..ArticleReport::default()
    };
    let long = ArticleReport {
        path: "articles/long.md".to_owned(),
        text: LONG.to_owned(),
        words: 83,
        claims: vec![claim(
            LONG,
            "pain, tingling and numbness are usually felt",
            Verdict::Supported,
        )],
        diagnostics: vec![ReadyDiagnostic {
            severity: Severity::Advice,
            ..wrong_root(
                LONG,
                "the front of the thigh and the knee",
                vec![
                    label(LONG, "(S1)", "said of this root"),
                    label(LONG, "the front of the thigh and the knee", "not S1 areas"),
                ],
            )
        }],
        ..ArticleReport::default()
    };
    Report {
        packs: vec![PackInfo {
            id: "sciatica".to_owned(),
            version: "1.0.0".to_owned(),
            title: "Sciatica".to_owned(),
        }],
        articles: vec![counted(long), counted(roots)],
        problems: Vec::new(),
        elapsed: Duration::from_micros(12_700),
        rules: vec![ReportedRule {
            id: "wrong-root-area".to_owned(),
            code: "CD001".to_owned(),
            family: Family::Contradiction,
            title: "A root is given the wrong area".to_owned(),
            severity: Some(Severity::Error),
            page: "# A root is given the wrong area\n\n## What it does\n\nLooks for it.\n\n## Examples\n\nNone.".to_owned(),
        }],
        folder: String::new(),
        ..Report::default()
    }
}

fn checked(report: &Report, format: CheckFormat, look: Look) -> String {
    let mut out = Vec::new();
    write_check(report, format, look, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn claimed(report: &Report, all: bool, format: Format, look: Look) -> String {
    let mut out = Vec::new();
    write_claims(report, all, format, look, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Compares with the snapshot, which also holds the articles.
macro_rules! assert_seen {
    ($output:expr) => {
        insta::with_settings!({
            description => format!("articles/long.md:\n{LONG}\narticles/roots.md:\n{ROOTS}"),
            omit_expression => true,
            prepend_module_to_snapshot => false,
        }, {
            insta::assert_snapshot!($output);
        });
    };
}

#[test]
fn check_for_people() {
    assert_seen!(checked(&report(), CheckFormat::Human, Look::default()));
}

#[test]
fn of_very_many_places_some_are_shown() {
    let text = "[^1] rest\n".repeat(300);
    let shown = |count: u32| {
        let places = (0..count).map(|line| Label {
            span: Span::new(line * 10, line * 10 + 4),
            text: "leads nowhere".to_owned(),
        });
        let finding = ReadyDiagnostic {
            span: Span::new(0, 4),
            labels: places.collect(),
            ..need_of_surgery()
        };
        let article = ArticleReport {
            text: text.clone(),
            diagnostics: vec![finding],
            ..ArticleReport::default()
        };
        let report = Report {
            articles: vec![article],
            ..Report::default()
        };
        checked(&report, CheckFormat::Human, Look::default())
    };
    assert_eq!(shown(101).matches("leads nowhere").count(), 101);
    assert!(!shown(101).contains("more places"));
    assert_eq!(shown(300).matches("leads nowhere").count(), 100);
    assert!(shown(300).contains("and 200 more places"));
}

#[test]
fn check_for_people_in_colour() {
    let look = Look {
        colour: true,
        ..Look::default()
    };
    assert_seen!(checked(&report(), CheckFormat::Human, look).replace('\u{1b}', "␛"));
}

#[test]
fn check_for_people_in_a_narrow_terminal() {
    let look = Look {
        width: 60,
        ..Look::default()
    };
    assert_seen!(checked(&report(), CheckFormat::Human, look));
}

#[test]
fn check_for_services() {
    for (name, format) in [
        ("github", CheckFormat::Github),
        ("sarif", CheckFormat::Sarif),
        ("gitlab", CheckFormat::Gitlab),
        ("junit", CheckFormat::Junit),
        ("checkstyle", CheckFormat::Checkstyle),
        ("rdjson", CheckFormat::Rdjson),
        ("markdown", CheckFormat::Markdown),
    ] {
        let output = checked(&hostile_report(), format, Look::default());
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("check_as_{name}"), output.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
        });
    }
}

#[test]
fn a_summary_in_markdown_is_no_larger_than_services_take() {
    let mut report = report();
    let finding = ReadyDiagnostic {
        help: Some("a long story, ".repeat(400).into()),
        ..need_of_surgery()
    };
    let roots = report.articles.last_mut().expect("there are articles");
    roots.diagnostics = vec![finding; 400];
    let summary = checked(&report, CheckFormat::Markdown, Look::default());
    assert!(summary.len() < 1024 * 1024, "{}", summary.len());
    let rows = summary.lines().filter(|line| line.contains("a long story"));
    let (rows, last) = (rows.count(), summary.lines().last());
    // One finding of the other article is there, too.
    assert!(rows > 100, "{rows}");
    assert_eq!(
        last,
        Some(format!("and {} more findings", 401 - rows).as_str())
    );
}

#[test]
fn statistics() {
    let mut out = Vec::new();
    write_statistics(&report(), &mut out).unwrap();
    assert_seen!(String::from_utf8(out).unwrap());
}

/// Returns a report with what commands, markup and terminals take for theirs: line ends, `::`, `]]>`, quotes, control
/// characters and emoji, in paths and texts, and with a fix.
fn hostile_report() -> Report {
    let hostile = "a \"b\" 'c'\n::error::d ]]> <e> & %0A | `f` \u{1b}[31m \u{202e} \u{1f9b4} @g #1";
    let mut report = report();
    let mut finding = need_of_surgery();
    finding.message = hostile.to_owned();
    finding.help = Some(hostile.into());
    finding.severity = Severity::Warning;
    finding.fix = Some(crate::rules::Fix {
        description: "put it in".to_owned(),
        safe: true,
        edits: vec![crate::rules::Edit {
            span: finding.span,
            replacement: "\u{1f9b4} \"new\"".to_owned(),
        }],
    });
    report.folder = "site/content".to_owned();
    report.has_baseline = true;
    let roots = report.articles.last_mut().expect("there are articles");
    roots.diagnostics.push(finding);
    roots.suppressed[0].reason = Some(hostile.to_owned());
    roots.baselined = vec![need_of_surgery()];
    roots.path = "articles/a, b:c%20#1 \u{e9}\u{1f9b4}\n::x.md".to_owned();
    report
}

#[test]
fn check_as_json() {
    assert_seen!(checked(&report(), CheckFormat::Json, Look::default()));
}

#[test]
fn check_as_jsonl() {
    assert_seen!(checked(&report(), CheckFormat::Jsonl, Look::default()));
}

#[test]
fn claims_for_people() {
    assert_seen!(claimed(&report(), true, Format::Human, Look::default()));
}

#[test]
fn claims_as_json() {
    assert_seen!(claimed(&report(), false, Format::Json, Look::default()));
}

#[test]
fn claims_that_are_not_asserted_are_listed_on_request_only() {
    let lines = |all| {
        claimed(&report(), all, Format::Jsonl, Look::default())
            .lines()
            .count()
    };
    assert_eq!((lines(false), lines(true)), (3, 4));
    let shown = claimed(&report(), false, Format::Human, Look::default());
    assert!(!shown.contains("not-asserted"), "{shown}");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [60, 80, 100] {
        let look = Look {
            width,
            summary: false,
            ..Look::default()
        };
        for line in checked(&report(), CheckFormat::Human, look).lines() {
            assert!(
                line.chars().count() <= width || !line.contains(' '),
                "{width}: {line}"
            );
        }
    }
}

#[test]
fn quiet_output_is_what_fails_the_run_and_no_summary() {
    let quiet = |least| {
        let look = Look {
            summary: false,
            least,
            ..Look::default()
        };
        checked(&report(), CheckFormat::Human, look)
    };
    let errors = quiet(Some(Severity::Error));
    assert!(errors.starts_with("error[wrong-root-area]"), "{errors}");
    assert!(
        !errors.contains("warning[") && !errors.contains("advice[") && !errors.contains("12 ms")
    );
    assert_eq!(quiet(None), "");
}

#[test]
fn the_summary_leaves_out_what_is_zero_and_names_what_was_not_checked() {
    let empty = Report::default();
    let line = checked(&empty, CheckFormat::Human, Look::default());
    assert_eq!(line, "0 articles, 0 claims: no findings in 0 ms\n");
    let unread = Report {
        problems: vec![Problem {
            path: PathBuf::from("a.md"),
            kind: ProblemKind::Missing,
        }],
        elapsed: Duration::from_millis(1440),
        ..report()
    };
    let output = checked(&unread, CheckFormat::Human, Look::default());
    assert_eq!(
        output.lines().last(),
        Some(
            "2 articles, 3 claims (1 supported, 1 contradicted, 1 unverified): \
             1 error, 1 warning, 1 advice, 1 suppressed, 1 path not checked in 1.4 s"
        )
    );
}

#[test]
fn problems_name_the_path_the_reason_and_the_remedy_without_control_characters() {
    let problem = Problem {
        path: PathBuf::from("bad\u{1b}[2J  name\n.md"),
        kind: ProblemKind::NotText(DecodeError::NotUtf8(BadByte {
            offset: 3,
            byte: 0xE9,
            position: Position { line: 1, column: 4 },
        })),
    };
    let mut out = Vec::new();
    write_problem(&problem, &mut out).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "problem: bad?[2J  name?.md: not UTF-8 text: byte 0xe9 at offset 3\n   help: save the article as UTF-8\n"
    );
}

/// Letters, markup, line ends, wide and combining characters, and what must never reach a terminal.
fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "word ",
        "é",
        "漢字",
        "e\u{301}",
        "😀",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "> ",
        "**",
        "\u{feff}",
        "\u{1b}[31m",
        "\u{1b}]8;;http://x\u{1b}\\",
        "\u{7}",
        "\u{9b}",
        "\u{202e}",
        "\u{2066}",
        "\u{2028}",
        "\0",
        "averyveryveryveryveryverylongwordwithoutanyborderinit",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

/// Tells whether a parser takes all of it.
fn is_well_formed(xml: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return true,
            Ok(quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag)) => {
                if tag.attributes().any(|attribute| attribute.is_err()) {
                    return false;
                }
            }
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

proptest! {
    #[test]
    fn any_text_and_any_spans_give_clean_output(
        text in hostile_text(),
        spans in prop::collection::vec((0u32..400, 0u32..200), 1..5),
        width in 20usize..120,
    ) {
        let span = |(start, length): (u32, u32)| Span::new(start, start + length);
        let finding = ReadyDiagnostic {
            rule: text.clone(),
            fact: Some(text.clone()),
            statement: Some(text.as_str().into()),
            message: text.clone(),
            help: Some(text.as_str().into()),
            url: Some(text.clone()),
            span: span(spans[0]),
            labels: spans.iter().map(|at| Label { span: span(*at), text: text.clone() }).collect(),
            ..need_of_surgery()
        };
        let claim = ListedClaim {
            span: span(spans[0]),
            text: text.clone(),
            fact: Some(text.clone()),
            ..claim(ROOTS, "groin", Verdict::Contradicted)
        };
        let hostile = Report {
            articles: vec![ArticleReport {
                path: text.clone(),
                text: text.clone(),
                claims: vec![claim],
                diagnostics: vec![finding],
                ..ArticleReport::default()
            }],
            ..Report::default()
        };
        let look = Look { width, ..Look::default() };
        let is_foul = |letter: char| letter != '\n' && letter.is_control() || "\u{202e}\u{2066}\u{2028}".contains(letter);
        let mut seen = claimed(&hostile, true, Format::Human, look);
        seen.push_str(&checked(&hostile, CheckFormat::Human, look));
        for format in [CheckFormat::Json, CheckFormat::Jsonl] {
            let json = checked(&hostile, format, look);
            let value: serde_json::Value = serde_json::from_str(&json).expect("valid JSON");
            let first = if format == CheckFormat::Json { &value["diagnostics"][0] } else { &value };
            prop_assert_eq!(first["message"].as_str(), Some(text.as_str()));
            seen.push_str(&json);
        }
        for format in [CheckFormat::Sarif, CheckFormat::Gitlab, CheckFormat::Rdjson] {
            let json = checked(&hostile, format, look);
            prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{}", json);
            seen.push_str(&json);
        }
        for format in [CheckFormat::Junit, CheckFormat::Checkstyle] {
            let xml = checked(&hostile, format, look);
            prop_assert!(is_well_formed(&xml), "{}", xml);
            seen.push_str(&xml);
        }
        let annotations = checked(&hostile, CheckFormat::Github, look);
        prop_assert_eq!(annotations.lines().count(), 1, "{}", annotations);
        prop_assert!(annotations.starts_with("::warning file="), "{}", annotations);
        let (properties, data) = annotations[2..].split_once("::").expect("a command");
        prop_assert!(!properties.contains("::") && !data.contains('\r'), "{}", annotations);
        seen.push_str(&annotations);
        let summary = checked(&hostile, CheckFormat::Markdown, look);
        prop_assert_eq!(summary.lines().filter(|line| line.starts_with('|')).count(), 3, "{}", summary);
        prop_assert!(!summary.contains("<script"), "{}", summary);
        seen.push_str(&summary);
        prop_assert!(!seen.contains(is_foul), "{:?}", seen);
    }
}

#[test]
fn what_could_not_be_checked_is_a_finding_in_json() {
    let report = Report {
        problems: vec![Problem {
            path: PathBuf::from("a.md"),
            kind: ProblemKind::Internal {
                what: "tripped over \u{202e}x (a.rs, line 1)".to_owned(),
            },
        }],
        ..Report::default()
    };
    let mut out = Vec::new();
    write_check(&report, CheckFormat::Json, Look::default(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(!text.contains('\u{202e}'), "{text}");
    let object: serde_json::Value = serde_json::from_str(&text).unwrap();
    let finding = &object["diagnostics"][0];
    for (field, expected) in [
        ("path", "a.md"),
        ("rule", "internal-error"),
        ("family", "input"),
        ("severity", "error"),
        (
            "message",
            "internal error: tripped over \u{202e}x (a.rs, line 1)",
        ),
    ] {
        assert_eq!(finding[field], expected, "{field}");
    }
    let help = finding["help"].as_str().unwrap();
    assert!(help.starts_with("please report this "), "{help}");
    assert_eq!(object["summary"]["errors"], 1);
    let mut lines = Vec::new();
    write_check(&report, CheckFormat::Jsonl, Look::default(), &mut lines).unwrap();
    let line: serde_json::Value = serde_json::from_slice(&lines).unwrap();
    assert_eq!(&line, finding);
}

#[test]
fn a_fix_is_told_in_a_line_and_in_json_with_the_line_ends_of_the_article() {
    let text = "One.\r\nTwo.\r\n";
    let fix = |safe| Fix {
        description: "adds a notice at the end".to_owned(),
        safe,
        edits: vec![Edit {
            span: Span::new(10, 10),
            replacement: "\n\nThree.".to_owned(),
        }],
    };
    let with_fix = |safe| Report {
        articles: vec![ArticleReport {
            path: "a.md".to_owned(),
            text: text.to_owned(),
            diagnostics: vec![ReadyDiagnostic {
                span: Span::new(0, 3),
                labels: Vec::new(),
                fix: Some(fix(safe)),
                ..need_of_surgery()
            }],
            ..ArticleReport::default()
        }],
        fixed: 2,
        ..Report::default()
    };
    let safe = checked(&with_fix(true), CheckFormat::Human, Look::default());
    assert!(
        safe.contains("\n     fix: adds a notice at the end (--fix)\n"),
        "{safe}"
    );
    assert!(safe.ends_with(", 2 fixed in 0 ms\n"), "{safe}");
    let other = checked(&with_fix(false), CheckFormat::Human, Look::default());
    assert!(!other.contains("fix:"), "{other}");
    let json = checked(&with_fix(true), CheckFormat::Json, Look::default());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["summary"]["fixed"], 2);
    let expected = serde_json::json!({
        "description": "adds a notice at the end",
        "safe": true,
        "edits": [{
            "span": {"start": 10, "end": 10, "line": 2, "column": 5, "end_line": 2, "end_column": 5},
            "replacement": "\r\n\r\nThree.",
        }],
    });
    assert_eq!(json["diagnostics"][0]["fix"], expected);
}
