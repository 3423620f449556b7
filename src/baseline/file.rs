//! The format of baseline files: one JSON object, with one entry per line.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::{Baseline, BaselineError, Entry};
use crate::report::escape_json;

/// Version of the format.
const VERSION: u64 = 1;

/// What tells a baseline from other JSON.
const KIND: &str = "factlint-baseline";

const OTHER_FILE: &str = "name a file that --write-baseline has written";

const BROKEN: &str = "after a merge, keep the entries of both sides, one per line with a comma between two; \
    or restore the file and write it again with --write-baseline";

#[derive(Deserialize)]
struct File {
    entries: Vec<Entry>,
}

/// Returns the baseline that the file at `path` with the text `text` holds; entries that stand there twice, as after a
/// merge, count once.
///
/// # Errors
/// [`BaselineError`] points to what is no JSON, no baseline, of another version, or of another shape.
pub fn parse_baseline(text: &str, path: &Path) -> Result<Baseline, BaselineError> {
    let json = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let refuse = |err: &serde_json::Error, help| {
        let at = text.len() - json.len() + offset_of(json, err.line(), err.column());
        let end = text.ceil_char_boundary(at + 1).min(text.len());
        // What serde_json says ends with the place, which is shown.
        let message = err.to_string();
        let place = format!(" at line {} column {}", err.line(), err.column());
        let message = message.strip_suffix(&place).unwrap_or(&message);
        BaselineError::new(
            format!("this is no baseline: {message}"),
            help,
            path,
            text,
            at..end,
        )
    };
    let value: Value = serde_json::from_str(json).map_err(|err| refuse(&err, BROKEN))?;
    let at_start = |message: String, help| {
        let start = text.len() - json.trim_start().len();
        BaselineError::new(message, help, path, text, start..start)
    };
    if value.get("kind").and_then(Value::as_str) != Some(KIND) {
        let message = format!("this is no baseline: `kind` is not `{KIND}`");
        return Err(at_start(message, OTHER_FILE));
    }
    match &value["version"] {
        Value::Number(version) if version.as_u64() == Some(VERSION) => {}
        Value::Number(version) => {
            return Err(at_start(
                format!("this baseline has version {version}, and only {VERSION} is read"),
                "use the factlint that wrote it, or write a new one",
            ));
        }
        _ => {
            let message = "this is no baseline: `version` is not a number".to_owned();
            return Err(at_start(message, OTHER_FILE));
        }
    }
    let file: File = serde_json::from_str(json).map_err(|err| refuse(&err, BROKEN))?;
    let entries: BTreeSet<Entry> = file.entries.into_iter().collect();
    Ok(Baseline { entries })
}

/// Returns the byte of `text` at a line and column as serde_json counts them: from 1, in bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines.take(line.saturating_sub(1)).map(str::len).sum();
    text.floor_char_boundary((before + column.saturating_sub(1)).min(text.len()))
}

/// Returns the text of a file that holds `baseline`.
#[must_use]
pub fn write_baseline(baseline: &Baseline) -> String {
    let name = env!("CARGO_PKG_NAME");
    let version = env!("CARGO_PKG_VERSION");
    let mut text = format!(
        "{{\n  \"version\": {VERSION},\n  \"kind\": \"{KIND}\",\n  \"tool\": {{\"name\": \"{name}\", \"version\": \"{version}\"}},\n  \"entries\": ["
    );
    for (number, entry) in baseline.entries.iter().enumerate() {
        let entry = serde_json::to_string(entry).expect("texts are always JSON");
        let comma = if number == 0 { "" } else { "," };
        write!(text, "{comma}\n    {}", escape_json(&entry)).expect("a string takes everything");
    }
    if !baseline.entries.is_empty() {
        text.push_str("\n  ");
    }
    text.push_str("]\n}\n");
    text
}

#[cfg(test)]
mod tests {
    use miette::Diagnostic;
    use proptest::prelude::*;

    use super::*;

    fn entry(path: &str, fact: Option<&str>) -> Entry {
        Entry {
            path: path.to_owned(),
            rule: "wrong-number".to_owned(),
            fact: fact.map(str::to_owned),
            fingerprint: "0123456789abcdef".to_owned(),
            excerpt: "About \"40 %\" \u{202e}".to_owned(),
        }
    }

    #[test]
    fn a_file_has_one_entry_per_line_in_order() {
        let entries = [
            entry("b.md", None),
            entry("a.md", Some("x")),
            entry("a.md", None),
        ];
        let baseline = Baseline {
            entries: entries.into_iter().collect(),
        };
        let text = write_baseline(&baseline);
        let version = env!("CARGO_PKG_VERSION");
        let line = |path: &str, fact: &str| {
            format!(
                r#"    {{"path":"{path}","rule":"wrong-number","fact":{fact},"fingerprint":"0123456789abcdef","excerpt":"About \"40 %\" \u202e"}}"#
            )
        };
        let expected = format!(
            "{{\n  \"version\": 1,\n  \"kind\": \"factlint-baseline\",\n  \"tool\": {{\"name\": \"factlint\", \"version\": \"{version}\"}},\n  \"entries\": [\n{},\n{},\n{}\n  ]\n}}\n",
            line("a.md", "null"),
            line("a.md", "\"x\""),
            line("b.md", "null"),
        );
        assert_eq!(text, expected);
        assert_eq!(
            parse_baseline(&text, Path::new("b.json")).unwrap(),
            baseline
        );
        let empty = write_baseline(&Baseline::default());
        assert!(empty.ends_with("\"entries\": []\n}\n"), "{empty}");
        assert_eq!(
            parse_baseline(&empty, Path::new("b.json")).unwrap(),
            Baseline::default()
        );
    }

    #[track_caller]
    fn check_error(text: &str, message: &str, at: usize) {
        let error = parse_baseline(text, Path::new("b.json")).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
        let label = error.labels().and_then(|mut labels| labels.next()).unwrap();
        assert_eq!(label.offset(), at, "{error}");
        assert!(error.help().is_some());
    }

    #[test]
    fn what_is_no_baseline_is_refused_with_its_place() {
        check_error("", "EOF while parsing a value", 0);
        check_error("{\n  \"version\": 1,", "EOF while parsing", 16);
        check_error("{\n<<<<<<< HEAD\n", "key must be a string", 2);
        check_error("\u{FEFF}[1, x]", "expected value", 7);
        check_error(" [1]", "`kind` is not", 1);
        check_error("{\"diagnostics\": []}", "`kind` is not", 0);
        check_error("{\"kind\": \"factlint-baseline\"}", "`version` is not", 0);
        let other = "{\"kind\": \"factlint-baseline\", \"version\": 2}";
        check_error(other, "version 2, and only 1 is read", 0);
        let none = "{\"kind\": \"factlint-baseline\", \"version\": 1}";
        check_error(none, "missing field `entries`", none.len() - 1);
        let wrong =
            "{\"kind\": \"factlint-baseline\", \"version\": 1,\n \"entries\": [{\"path\": 1}]}";
        check_error(wrong, "expected a string", wrong.find("1}]").unwrap());
    }

    #[test]
    fn entries_from_both_sides_of_a_merge_count_once() {
        let one = Baseline {
            entries: [entry("a.md", None)].into_iter().collect(),
        };
        let text = write_baseline(&one);
        let line = text.lines().find(|line| line.contains("a.md")).unwrap();
        let twice = text.replace(line, &format!("{line},\n{line}"));
        assert_eq!(parse_baseline(&twice, Path::new("b.json")).unwrap(), one);
    }

    proptest! {
        #[test]
        fn a_baseline_is_read_as_it_was_written(
            entries in prop::collection::vec((".{0,12}", ".{0,6}", prop::option::of(".{0,6}"), ".{0,20}"), 0..5),
        ) {
            let entries = entries.into_iter().map(|(path, rule, fact, excerpt)| Entry {
                path, rule, fact, fingerprint: "0".repeat(16), excerpt,
            });
            let baseline = Baseline { entries: entries.collect() };
            let text = write_baseline(&baseline);
            prop_assert_eq!(parse_baseline(&text, Path::new("b.json")).unwrap(), baseline);
        }

        #[test]
        fn any_text_is_a_baseline_or_refused_at_a_place_of_it(text in ".{0,60}") {
            if let Err(error) = parse_baseline(&text, Path::new("b.json")) {
                let label = error.labels().and_then(|mut labels| labels.next()).unwrap();
                prop_assert!(label.offset() + label.len() <= text.len());
            }
        }
    }
}
