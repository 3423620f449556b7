//! Nothing that others wrote reaches a terminal raw, and no line of the output is a command for a service that
//! runs builds.

use crate::site::{Ran, Site};

/// Escape sequences, controls, bidi and invisible characters, marks in floods, and commands.
const HOSTILE: [&str; 16] = [
    "\u{1b}[31m",
    "\u{1b}]8;;https://a.example\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    "\u{1b}]0;title\u{7}",
    "\u{9b}2J",
    "\u{90}q\u{9c}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{200d}",
    "\u{ad}",
    "\u{e0041}",
    "\u{8}\u{7f}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
];

const COMMANDS: [&str; 3] = [
    "::error file=a.md::x",
    "##[error]x",
    "##vso[task.complete]x",
];

/// Returns all of it that may stand together, and each command.
fn hostile_texts() -> impl Iterator<Item = String> {
    let commands = COMMANDS.map(str::to_owned);
    std::iter::once(HOSTILE.concat()).chain(commands)
}

/// Tells why `text` may not be printed.
fn danger(text: &str) -> Option<String> {
    let is_bad = |letter: char| {
        letter.is_control() && letter != '\n'
            || matches!(letter, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}')
            || matches!(letter, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
    };
    if let Some(letter) = text.chars().find(|letter| is_bad(*letter)) {
        return Some(format!("{letter:?}"));
    }
    if text.contains("\u{301}\u{301}\u{301}\u{301}\u{301}") {
        return Some("a flood of marks".to_owned());
    }
    let is_command = |line: &&str| {
        line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso[")
    };
    text.lines()
        .find(is_command)
        .map(|line| format!("command: {line}"))
}

#[track_caller]
fn assert_harmless(ran: &Ran, line: &str) {
    for (name, text) in [("output", &ran.stdout), ("errors", &ran.stderr)] {
        let danger = danger(text);
        assert!(danger.is_none(), "{line}, {name}: {danger:?}\n{text:?}");
    }
}

/// Returns an article that is reported, with something hostile in all its parts.
fn article(hostile: &str) -> String {
    format!(
        "---\ntitle: {hostile}\nauthor: {hostile}\n---\n\n# {hostile} Roots {hostile}\n\n\
         {hostile} S1 pain is usually {hostile} felt in the groin {hostile}\n\n\
         {hostile} About 40% of adults {hostile} get sciatica every year {hostile}.\n"
    )
}

const LINES: [&str; 8] = [
    "check",
    "check --format json",
    "check --format jsonl",
    "claims --all",
    "claims --format json",
    "claims --trace",
    "claims --trace --format jsonl",
    "facts impact root-s1-region",
];

#[test]
fn hostile_articles_are_shown_harmless_and_still_reported() {
    let mut reported = 0;
    for hostile in hostile_texts() {
        let text = article(&hostile);
        let site = Site::with(&[("a.md", text.as_bytes()), ("b.txt", text.as_bytes())]);
        for line in LINES {
            let ran = site.run(line);
            assert_harmless(&ran, line);
            reported += ran.stdout.matches("wrong-root-area").count();
        }
    }
    assert!(reported > 0, "the article is understood");
}

#[test]
fn json_says_what_the_article_says() {
    for hostile in HOSTILE {
        let text = format!("S1 pain is felt in the groin, said {hostile}x.");
        let site = Site::with(&[("a.txt", text.as_bytes())]);
        let ran = site.run("claims --trace --format json");
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        let sentences = report["sentences"].as_array().unwrap();
        let read: String = sentences
            .iter()
            .map(|sentence| sentence["text"].as_str().unwrap())
            .collect();
        let visible = |text: &str| {
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
        };
        assert_eq!(visible(&read), visible(&text));
    }
}

#[cfg(unix)]
#[test]
fn hostile_names_are_shown_harmless() {
    use std::os::unix::ffi::OsStrExt;

    for hostile in hostile_texts() {
        let name = format!("{}\n::error::y.md", hostile.replace('/', "."));
        let bad = format!("x{name}");
        let site = Site::with(&[(&name, article("").as_bytes()), (&bad, b"caf\xE9")]);
        for line in LINES {
            assert_harmless(&site.run(line), line);
        }
        // As an argument of which nothing is known.
        for line in [
            "check",
            "explain",
            "check --select",
            "check --facts",
            "check --config",
            "chek",
        ] {
            let output = site
                .command(line)
                .arg(std::ffi::OsStr::from_bytes(
                    format!("::x\n{name}").as_bytes(),
                ))
                .output()
                .unwrap();
            let ran = Ran {
                code: output.status.code(),
                stdout: String::from_utf8(output.stdout).unwrap(),
                stderr: String::from_utf8(output.stderr).unwrap(),
            };
            assert_eq!(ran.code, Some(2), "{ran:?}");
            assert_harmless(&ran, line);
        }
    }
}

#[test]
fn hostile_facts_and_configurations_are_shown_harmless() {
    for hostile in hostile_texts() {
        let quoted = serde_json::to_string(&hostile).unwrap();
        // TOML knows no surrogates and takes no raw controls; as a comment it takes the rest.
        let written =
            if quoted.contains("\\u") || hostile.contains('\u{7f}') || quoted.contains("\\b") {
                "\"x\"".to_owned()
            } else {
                quoted
            };
        let fact = format!(
            "[[fact]]\nid = {written}\nsubject = [\"s1-root\"]\npredicate = \"felt-in\"\ncontradicted = [\"groin\"]\n\
             ceiling = \"error\"\nstatement = {written}\nsources = [\"lee2008\"]\nreviewed = 2026-11-20\n\
             review-by = 2028-11-20\n"
        );
        let broken = format!("[[fact]]\nid = \"house\"\nwrong = \"{hostile}\"\n");
        let config = format!("packs = [\"{hostile}\"]\n");
        let site = Site::with(&[
            ("a.md", b"S1 pain is felt in the groin."),
            ("fact.toml", fact.as_bytes()),
            ("broken.toml", broken.as_bytes()),
            ("config.toml", config.as_bytes()),
        ]);
        for line in [
            "check --facts fact.toml a.md",
            "facts check fact.toml",
            "facts list --facts fact.toml --origin fact.toml",
            "facts check broken.toml",
            "facts check broken.toml --format json",
            "check --facts broken.toml a.md",
            "check --config config.toml a.md",
        ] {
            assert_harmless(&site.run(line), line);
        }
    }
}
