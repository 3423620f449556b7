//! What can be wrong with a path never stops the others, and is said once.

use crate::site::Site;

const GOOD: (&str, &[u8]) = ("good.md", b"Nothing to see.\n");

/// Compares what is said about `line` with `problem`, and wants `articles` to be read all the same.
#[track_caller]
fn check(files: &[(&str, &[u8])], line: &str, problem: &str, articles: u64) {
    let ran = Site::with(files).run(&format!("check --format json {line}"));
    assert_eq!(ran.stderr, problem);
    assert_eq!(ran.code, Some(if problem.is_empty() { 0 } else { 2 }));
    assert_eq!(ran.summary("articles"), articles);
    assert_eq!(
        ran.summary("unreadable"),
        ran.stderr.matches("problem: ").count() as u64
    );
}

#[test]
fn a_missing_path_is_named_with_the_nearest() {
    check(
        &[GOOD],
        "nowhere/at-all.md good.md",
        "problem: nowhere/at-all.md: no such file or folder\n",
        1,
    );
    check(
        &[GOOD],
        "godo.md good.md godo.md",
        "problem: godo.md: no such file or folder\n   help: did you mean `good.md`?\n",
        1,
    );
}

#[test]
fn bytes_that_are_not_text_are_named_with_their_place() {
    let latin: (&str, &[u8]) = ("latin.md", b"caf\xE9 and more");
    let problem = "problem: latin.md: not UTF-8 text: byte 0xe9 at offset 3\n   help: save the article as UTF-8\n";
    check(&[GOOD, latin], ".", problem, 1);
    check(&[GOOD, latin], "latin.md good.md ./latin.md", problem, 1);
    let half: (&str, &[u8]) = ("half.md", b"\xFF\xFEa");
    let problem = "problem: half.md: broken UTF-16 text: byte 0x61 at offset 2\n   help: save the article as UTF-8\n";
    check(&[GOOD, half], ".", problem, 1);
}

#[test]
fn utf_16_with_a_mark_and_empty_files_are_articles() {
    let wide: (&str, &[u8]) = ("wide.md", b"\xFE\xFF\0a\0b");
    check(
        &[GOOD, wide, ("empty.md", b""), ("mark.txt", b"\xEF\xBB\xBF")],
        ".",
        "",
        4,
    );
}

#[test]
fn other_formats_are_a_problem_when_named_and_skipped_in_folders() {
    let page: (&str, &[u8]) = ("page.docx", b"<p>Text");
    check(&[GOOD, page], ".", "", 1);
    check(
        &[GOOD, page],
        "good.md page.docx",
        "problem: page.docx: not an article format factlint reads (.md, .markdown, .mdx, .html, .htm, .txt)\n",
        1,
    );
}

#[test]
fn a_folder_named_like_an_article_is_searched() {
    check(&[("x.md/inner.md", b"Text.")], "x.md", "", 1);
}

#[cfg(unix)]
#[test]
fn dangling_links_and_pipes_are_problems_and_nothing_hangs() {
    let site = Site::with(&[GOOD]);
    std::os::unix::fs::symlink("nowhere.md", site.path().join("link.md")).unwrap();
    let ran = site.run("check link.md good.md /dev/null");
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.stderr,
        "problem: link.md: a link that leads nowhere\n\
         problem: /dev/null: a device, not a file\n   \
         help: pass the text on standard input and name it `-`\n"
    );
    assert!(
        ran.stdout
            .starts_with("1 article, 0 claims: no findings, 2 paths not checked in ")
    );
}

#[test]
fn files_above_the_limit_are_reported_and_not_read() {
    let long: (&str, &[u8]) = ("long.md", &[b'a'; 501]);
    let help = "   help: --max-file-size, or max-file-size in factlint.toml, sets another limit\n";
    let problem =
        format!("problem: long.md: larger than 500 B, the largest file that is read\n{help}");
    check(&[GOOD, long], "--max-file-size 500 .", &problem, 1);
    check(&[GOOD, long], "--max-file-size 501 .", "", 2);
    check(&[GOOD, long], "--max-file-size 0.5kB .", &problem, 1);
    let config: (&str, &[u8]) = ("factlint.toml", b"max-file-size = \"0.5 kB\"\n");
    check(&[GOOD, long, config], ".", &problem, 1);
    check(&[GOOD, long, config], "--max-file-size 1MB .", "", 2);
    let site = Site::with(&[GOOD]);
    let ran = site.run_with_input("check --max-file-size 9 - good.md", b"ten bytes.");
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr.starts_with("problem: <stdin>: larger than 9 B"),
        "{ran:?}"
    );
    let ran = site.run("check --max-file-size much");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("--max-file-size"), "{ran:?}");
}

#[test]
fn a_file_above_the_usual_limit_is_never_held_in_memory() {
    let site = Site::with(&[GOOD]);
    let file = std::fs::File::create(site.path().join("huge.md")).unwrap();
    // Takes no place on the disk, and more memory than there is.
    file.set_len(1 << 42).unwrap();
    let ran = site.run("check --format json");
    assert_eq!(ran.code, Some(2));
    assert_eq!((ran.summary("articles"), ran.summary("unreadable")), (1, 1));
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let finding = &report["diagnostics"][0];
    assert_eq!(finding["rule"], "file-too-large");
    assert_eq!(
        finding["message"],
        "larger than 20.0 MB, the largest file that is read"
    );
}

#[cfg(unix)]
#[test]
fn endless_standard_input_ends_at_the_limit() {
    use std::process::{Command, Stdio};

    let endless = std::fs::File::open("/dev/zero").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(["check", "-", "--max-file-size", "1MB"])
        .stdin(Stdio::from(endless))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("larger than 1.0 MB"));
}

#[cfg(unix)]
#[test]
fn pipes_sockets_and_loops_are_told_and_nothing_is_waited_for() {
    let site = Site::with(&[GOOD, ("folder/inner.md", b"Text.")]);
    let path = |name: &str| site.path().join(name);
    let made = std::process::Command::new("mkfifo")
        .arg(path("pipe.md"))
        .status();
    assert!(made.unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(path("socket.html")).unwrap();
    std::os::unix::fs::symlink("b.md", path("a.md")).unwrap();
    std::os::unix::fs::symlink("a.md", path("b.md")).unwrap();
    std::os::unix::fs::symlink("..", path("folder/up")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", path("zero.md")).unwrap();
    let ran = site.run("check");
    assert_eq!(ran.code, Some(2));
    let help = "   help: pass the text on standard input and name it `-`\n";
    assert_eq!(
        ran.stderr,
        format!(
            "problem: pipe.md: a named pipe, not a file\n{help}\
             problem: socket.html: a socket, not a file\n{help}"
        )
    );
    assert!(ran.stdout.starts_with("2 articles"), "{ran:?}");
    let ran = site.run("check good.md a.md folder/up zero.md");
    assert_eq!(ran.code, Some(2));
    let lines: Vec<&str> = ran.stderr.lines().collect();
    assert!(
        lines[0].starts_with("problem: a.md: cannot be read: "),
        "{ran:?}"
    );
    assert!(
        lines.contains(&"problem: zero.md: a device, not a file"),
        "{ran:?}"
    );
}

#[cfg(unix)]
#[test]
fn standard_input_may_be_named_as_a_file() {
    use std::process::{Command, Stdio};

    let site = Site::with(&[("a.md", b"Pain of the S1 root is felt in the groin.")]);
    let article = std::fs::File::open(site.path().join("a.md")).unwrap();
    let check = |input: Stdio| {
        Command::new(env!("CARGO_BIN_EXE_factlint"))
            .args(["check", "/dev/stdin"])
            .stdin(input)
            .output()
            .unwrap()
    };
    assert_eq!(check(Stdio::from(article)).status.code(), Some(1));
    // Who would write into it?
    let empty = check(Stdio::piped());
    assert_eq!(empty.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&empty.stderr).contains("a named pipe, not a file"));
}

#[cfg(unix)]
#[test]
fn folders_that_may_not_be_read_are_told_and_the_others_are_read() {
    use std::os::unix::fs::PermissionsExt;

    let site = Site::with(&[GOOD, ("closed/a.md", b"Text."), ("shut.md", b"Text.")]);
    let set = |name: &str, mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(site.path().join(name), permissions).unwrap();
    };
    set("closed", 0o000);
    set("shut.md", 0o000);
    let mighty = std::fs::read_dir(site.path().join("closed")).is_ok();
    let ran = site.run("check");
    set("closed", 0o700);
    if mighty {
        println!("permissions mean nothing to this user: all is read");
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        return;
    }
    assert_eq!(ran.code, Some(2));
    for name in ["closed", "shut.md"] {
        let told = format!("problem: {name}: cannot be read: Permission denied");
        assert!(ran.stderr.contains(&told), "{ran:?}");
    }
    assert!(ran.stdout.starts_with("1 article"), "{ran:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_unicode_are_read_and_shown() {
    use std::os::unix::ffi::OsStrExt;

    let site = Site::with(&[]);
    for name in [b"caf\xE9.md", b"caf\xE8.md"] {
        let path = site.path().join(std::ffi::OsStr::from_bytes(name));
        std::fs::write(path, "Pain of the S1 root is felt in the groin.").unwrap();
    }
    let ran = site.run("check --format json");
    assert_eq!((ran.code, ran.summary("articles")), (Some(1), 2));
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    for finding in report["diagnostics"].as_array().unwrap() {
        assert_eq!(finding["path"], "caf\u{FFFD}.md");
    }
    assert!(site.run("check").stdout.contains("[caf\u{FFFD}.md:1:36]"));
    let named = std::ffi::OsStr::from_bytes(b"nowhere\xFF.md");
    let ran = site
        .command("check --format jsonl")
        .arg(named)
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(2));
    let finding: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(finding["path"], "nowhere\u{FFFD}.md");
    assert_eq!(finding["rule"], "unreadable-file");
}

#[cfg(unix)]
#[test]
fn control_characters_of_a_path_never_reach_the_terminal() {
    let site = Site::with(&[
        GOOD,
        ("\u{1b}[31m\u{202e}.md", b"caf\xE9"),
        ("\u{1b}]0;x.md", b"Fine."),
    ]);
    for line in [
        "check",
        "claims",
        "check --format json",
        "check --format jsonl",
        "check --color always",
    ] {
        let ran = site.run(line);
        assert_eq!(ran.code, Some(2));
        assert!(!ran.stderr.contains(['\u{1b}', '\u{202e}']), "{ran:?}");
        assert!(ran.stderr.contains("?[31m\u{FFFD}.md"), "{ran:?}");
    }
    let mut named = site.command("check");
    let output = named.arg("--\u{1b}[31m").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.contains(&0x1b));
}

#[test]
fn no_article_names_where_it_was_searched_and_for_what() {
    let site = Site::with(&[("pictures/logo.png", b"PNG"), ("page.docx", b"<p>")]);
    insta::assert_snapshot!(site.run("check pictures").stderr, @"
    error: no article found in pictures
     help: folders are searched for .md, .markdown, .mdx, .html, .htm, .txt, hidden and ignored files left out; --allow-empty accepts that there are none
    ");
    insta::assert_snapshot!(site.run("check").stderr, @"
    error: no article found in the current folder
     help: folders are searched for .md, .markdown, .mdx, .html, .htm, .txt, hidden and ignored files left out; --allow-empty accepts that there are none
    ");
}

#[test]
fn an_unknown_rule_is_an_error_before_anything_is_read() {
    let ran = Site::with(&[GOOD]).run("check --select no-such-rule");
    assert_eq!(ran.stdout, "");
    assert_eq!(ran.stderr, "error: there is no rule `no-such-rule`\n");
}

#[test]
fn standard_input_is_read_once_and_has_the_name_it_is_given() {
    let site = Site::with(&[GOOD]);
    let ran = site.run_with_input("check --format json - good.md -", b"Text.");
    assert_eq!((ran.code, ran.summary("articles")), (Some(0), 2));
    let ran = site.run_with_input("check --stdin-filename draft.md", b"caf\xE9");
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr.starts_with("problem: draft.md: not UTF-8 text"),
        "{ran:?}"
    );
    let ran = site.run_with_input("check -", b"\xE9");
    assert!(
        ran.stderr.starts_with("problem: <stdin>: not UTF-8 text"),
        "{ran:?}"
    );
    let ran = site.run_with_input("check - --stdin-filename page.docx", b"Text.");
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr
            .starts_with("problem: page.docx: not an article format"),
        "{ran:?}"
    );
}

#[test]
fn a_broken_fact_file_ends_the_run_with_its_places() {
    let facts: (&str, &[u8]) = (
        "facts.toml",
        br#"[[fact]]
id = "house-fact"
subject = ["s1-rooot"]
predicate = "felt-in"
typical = ["buttock"]
accept = [40, 10]
ceiling = "error"
statement = "A statement."
sources = ["lee2008"]
reviewed = 2026-11-20
review-by = 2028-11-20
"#,
    );
    let ran = Site::with(&[GOOD, facts]).run("check --facts facts.toml .");
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.stdout, "");
    for said in [
        "2 mistakes",
        "facts.toml:6:10",
        "facts.toml:3:12",
        "did you mean `s1-root`?",
    ] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
}

#[test]
fn a_myth_that_no_known_fact_refutes_ends_the_run() {
    let facts: (&str, &[u8]) = (
        "facts.toml",
        br#"[[myth]]
id = "house-myth"
claim = "A claim."
correction = "A correction."
facts = ["root-s1-regionn"]
severity = "low"
"#,
    );
    let ran = Site::with(&[GOOD, facts]).run("check --facts facts.toml .");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    for said in ["facts.toml:5:10", "did you mean `root-s1-region`?"] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
}

#[test]
fn counts_and_ages_out_of_order_end_the_run() {
    let facts: (&str, &[u8]) = (
        "facts.toml",
        br#"[[fact]]
id = "house-count"
subject = ["spinal-column"]
predicate = "spine-vertebrae-number"
accept-values = [33, 24]
ceiling = "error"
statement = "A statement."
sources = ["grays"]
reviewed = 2026-11-20
review-by = 2028-11-20

[[fact.also-says]]
subject = ["disc-degeneration"]
predicate = "share-of-pain-free"
accept = [29, 100]
by-age = { figures = [[50, 80], [20, 37]], accept = 8, soft = 20, limit = 40 }

[[fact.also-says]]
subject = ["disc-degeneration"]
predicate = "share-of-pain-free"
accept = [29, 100]
by-age = { figures = [[20, 37]], accept = 20, soft = 8, limit = 40 }
"#,
    );
    let ran = Site::with(&[GOOD, facts]).run("check --facts facts.toml .");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    for said in [
        "`accept-values` stands instead of `accept`",
        "facts.toml:5:17",
        "`by-age` lists ages in ascending order",
        "facts.toml:16:22",
        "facts.toml:22:22",
    ] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
}

#[test]
fn a_fact_file_that_is_no_toml_or_not_there_ends_the_run() {
    let torn: (&str, &[u8]) = ("facts.toml", b"[[fact]\nid = 3");
    let ran = Site::with(&[GOOD, torn]).run("check --facts facts.toml .");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("facts.toml:1:8"), "{}", ran.stderr);
    let ran = Site::with(&[GOOD]).run("check --facts nowhere.toml .");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("nowhere.toml"), "{}", ran.stderr);
}
