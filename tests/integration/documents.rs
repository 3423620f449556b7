//! The documents beside the code say what is true of it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use assert_cmd::cargo::cargo_bin_cmd;
use factlint::built_in::{built_in_files, rule_pages};
use factlint::pack::{Layer, PackText, load};
use factlint::rules::read_rules;
use regex::Regex;

use crate::site::Site;

/// Documents whose paths are checked.
const DOCUMENTS: [&str; 3] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

/// What the README tells a newcomer to type, and nothing else.
const SET_UP: [&str; 2] = [
    "cargo run --release -- check fixtures/articles",
    "cargo test",
];

#[test]
fn every_path_the_documents_name_exists() {
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let named = named_paths(&read(document));
        assert!(
            !named.is_empty(),
            "{document} names no path; is the test still reading it?"
        );
        let gone = named
            .iter()
            .filter(|path| !repository().join(path).exists());
        missing.extend(gone.map(|path| format!("{document}: {path}")));
    }
    assert!(
        missing.is_empty(),
        "what is named does not exist:\n{}",
        missing.join("\n")
    );
}

#[test]
fn the_readme_sets_up_in_two_commands() {
    let readme = read("README.md");
    let set_up = section(&readme, "## Set-up");
    let commands: Vec<&str> = fenced(set_up, "sh")
        .into_iter()
        .flat_map(str::lines)
        .collect();
    assert_eq!(commands, SET_UP);
}

#[test]
fn the_check_script_runs_the_commands_of_the_readme() {
    let script = read(".ci/run");
    for command in SET_UP {
        let is_run = script.lines().any(|line| line.starts_with(command));
        assert!(is_run, ".ci/run does not run `{command}`");
    }
}

#[test]
fn the_readme_lists_every_rule_with_its_severity() {
    let readme = read("README.md");
    let shown = between(&readme, "rules").trim();
    let ran = cargo_bin_cmd!("factlint")
        .args(["rules", "--format", "markdown"])
        .current_dir(repository())
        .output()
        .unwrap();
    let table = String::from_utf8(ran.stdout).unwrap();
    assert!(
        shown == table.trim(),
        "the README lists other rules than `factlint rules --format markdown`, which prints:\n{table}"
    );
    let pages = rule_pages().len();
    assert!(
        readme.contains(&format!("{pages} rules")),
        "the README counts the rules wrongly: there are {pages}"
    );
}

#[test]
fn the_run_in_the_readme_is_what_the_program_prints() {
    let readme = read("README.md");
    let shown = fenced(between(&readme, "run"), "text").concat();
    let (line, output) = shown
        .split_once('\n')
        .expect("the run is a command and its output");
    let arguments = line
        .strip_prefix("$ factlint ")
        .expect("the first line is the command");
    let ran = cargo_bin_cmd!("factlint")
        .args(arguments.split_whitespace())
        .current_dir(repository())
        .output()
        .unwrap();
    let printed = String::from_utf8(ran.stdout).unwrap();
    assert!(
        without_time(output) == without_time(&printed),
        "`{line}` prints something else than the README shows. It prints:\n{printed}"
    );
}

#[test]
fn the_worked_examples_of_the_contributor_guide_load() {
    let guide = read("CONTRIBUTING.md");
    let examples = fenced(&guide, "toml").concat();
    let mut files = built_in_files();
    files.push(PackText {
        name: "CONTRIBUTING.md".to_owned(),
        text: Arc::from(examples),
        layer: Layer(1),
    });
    let pack = load(&files).unwrap_or_else(|err| panic!("{:?}", miette::Report::new(err)));
    let pages = fenced(&guide, "markdown");
    assert!(!pages.is_empty(), "the guide shows no rule page");
    let named = pages.into_iter().map(|page| ("example", page));
    let rules =
        read_rules(named, &pack).unwrap_or_else(|err| panic!("{:?}", miette::Report::new(err)));
    for rule in rules {
        assert!(
            !rule.fails().is_empty() && !rule.passes().is_empty(),
            "{} has no examples",
            rule.title
        );
    }
}

#[test]
fn the_worked_example_judges_its_sentences_as_the_guide_says() {
    let guide = read("CONTRIBUTING.md");
    let facts = fenced(&guide, "toml").concat();
    let draft = "For sciatica, magnets work better than a placebo.\n\nFor sciatica, magnets do not work better than a placebo.\n";
    let site = Site::with(&[
        ("magnets.toml", facts.as_bytes()),
        ("draft.md", draft.as_bytes()),
    ]);
    let ran = site.run("claims --facts magnets.toml --format jsonl draft.md");
    let claims = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let verdicts: Vec<String> = claims
        .map(|claim| format!("{} {}", claim["verdict"], claim["fact"]))
        .collect();
    let expected = [
        r#""contradicted" "house-magnets""#,
        r#""supported" "house-magnets""#,
    ];
    assert_eq!(verdicts, expected, "{}", ran.stderr);
    for line in [
        "facts check magnets.toml",
        "facts test --facts magnets.toml --pack magnets.toml",
        "facts show house-magnets --facts magnets.toml",
        "facts impact house-magnets --facts magnets.toml draft.md",
    ] {
        let ran = site.run(line);
        assert_eq!(ran.code, Some(0), "{line}\n{}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn paths_are_told_from_other_code() {
    let text = "`src/lib.rs`, `Cargo.toml`, [`x`](lints/README.md#sources), [y](https://a.example/b), [z](#here)\n\
                `lints/rules/<family>/<id>.md` `facts/*.toml` `cargo run -- a/b` `factlint` `.md` `https://a.example`\n\
                ```sh\ncat `not/this`\n```\n";
    let expected = ["Cargo.toml", "lints/README.md", "src/lib.rs"].map(str::to_owned);
    assert_eq!(named_paths(text), BTreeSet::from(expected));
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn read(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap_or_else(|err| panic!("{path}: {err}"))
}

/// Returns the paths that stand in backticks or as targets of links, outside code blocks.
fn named_paths(text: &str) -> BTreeSet<String> {
    let code = Regex::new(r"`([^`\n]+)`").unwrap();
    let link = Regex::new(r"\]\(([^)#\s]+)(?:#[^)]*)?\)").unwrap();
    let prose = without_code_blocks(text);
    let in_code = code
        .captures_iter(&prose)
        .map(|found| found[1].to_owned())
        .filter(|code| looks_like_path(code));
    let targets = link.captures_iter(&prose).map(|found| found[1].to_owned());
    in_code
        .chain(targets.filter(|target| !target.contains("://")))
        .collect()
}

/// Tells whether `code` can only be a path: no command, placeholder, pattern or address.
fn looks_like_path(code: &str) -> bool {
    let is_something_else = code.contains("://") || code.contains(['<', '*', ' ']);
    let is_file = [".rs", ".md", ".toml"]
        .iter()
        .any(|end| code.len() > end.len() && code.ends_with(end));
    // The file of a user's repository, not of this one.
    let is_theirs = code == factlint::config::FILE_NAME;
    !is_something_else && !is_theirs && (code.contains('/') || is_file)
}

/// Returns the part of `text` from the heading `title` to the next one of its level.
#[track_caller]
fn section<'a>(text: &'a str, title: &str) -> &'a str {
    let (_, rest) = text
        .split_once(&format!("\n{title}\n"))
        .unwrap_or_else(|| panic!("there is no `{title}`"));
    rest.split("\n## ").next().unwrap_or_default()
}

/// Returns what stands between the comments that begin and end the part `name` of a document.
#[track_caller]
fn between<'a>(text: &'a str, name: &str) -> &'a str {
    let (_, rest) = text
        .split_once(&format!("<!-- {name}: begin -->"))
        .unwrap_or_else(|| panic!("the part `{name}` does not begin"));
    let (part, _) = rest
        .split_once(&format!("<!-- {name}: end -->"))
        .unwrap_or_else(|| panic!("the part `{name}` does not end"));
    part
}

/// A fenced block of code, with its place in the text.
struct CodeBlock<'a> {
    language: &'a str,
    inner: Range<usize>,
    whole: Range<usize>,
}

/// Returns the code blocks of a text; a fence is of three or more backticks and ends with as many.
fn code_blocks(text: &str) -> Vec<CodeBlock<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, CodeBlock<'_>)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let language = line.trim_end().trim_start_matches('`');
        let fence = &line[..line.len() - line.trim_start_matches('`').len()];
        match open.take() {
            None if fence.len() >= 3 => {
                let block = CodeBlock {
                    language,
                    inner: end..end,
                    whole: start..end,
                };
                open = Some((fence, block));
            }
            Some((opening, block)) if fence == opening && language.is_empty() => {
                blocks.push(CodeBlock {
                    inner: block.inner.start..start,
                    whole: block.whole.start..end,
                    ..block
                })
            }
            still_open => open = still_open,
        }
    }
    assert!(open.is_none(), "a code block is not closed");
    blocks
}

/// Returns what the code blocks of `language` hold.
fn fenced<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let blocks = code_blocks(text)
        .into_iter()
        .filter(|block| block.language == language);
    blocks.map(|block| &text[block.inner]).collect()
}

/// Returns `text` without its code blocks.
fn without_code_blocks(text: &str) -> String {
    let mut kept = text.to_owned();
    for block in code_blocks(text).into_iter().rev() {
        kept.replace_range(block.whole, "");
    }
    kept
}

/// Returns what a run prints without how long it took.
fn without_time(output: &str) -> String {
    let time = Regex::new(r"(?m) in [0-9.]+ m?s$").unwrap();
    time.replace(output.trim(), "").into_owned()
}
