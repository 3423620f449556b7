//! Configuration that people expect: files upwards from each article, shared files, overrides, the command line.

use std::path::{Path, PathBuf};

use assert_cmd::cargo::cargo_bin_cmd;

use crate::site::{Ran, Site};

fn sites() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sites")
}

/// Returns what `factlint line` does in the folder of the sites.
fn run(line: &str) -> Ran {
    let mut command = cargo_bin_cmd!("factlint");
    let output = command
        .current_dir(sites())
        .args(line.split_whitespace())
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Returns one line for each finding: path, rule and severity.
fn findings(ran: &Ran) -> Vec<String> {
    assert_eq!(ran.stderr, "");
    let found = ran.stdout.lines().map(|line| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| finding[name].as_str().unwrap().replace('\\', "/");
        format!(
            "{}: {} ({})",
            field("path"),
            field("rule"),
            field("severity")
        )
    });
    found.collect()
}

/// Compares what a command prints in the folder of the sites with its snapshot, which also holds the command.
macro_rules! assert_prints {
    ($line:expr) => {
        let ran = run($line);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        insta::with_settings!({
            description => format!("factlint {}", $line),
            omit_expression => true,
            prepend_module_to_snapshot => false,
            // How many rules there are is told elsewhere; without a setting, the day is that of the test.
            filters => [
                (r"\d+ (rules|off)", "[some] $1"),
                (r"\d{4}-\d{2}-\d{2}(\S+ +built-in)", "[today]$1"),
            ],
        }, {
            insta::assert_snapshot!(ran.stdout);
        });
    };
}

#[test]
fn sites_of_one_run_are_checked_each_by_its_own_rules() {
    let ran = run("check --format jsonl clinic magazine plain");
    let mut found = findings(&ran);
    let shown = ["cure-claim", "missing-not-medical-advice"];
    found.retain(|line| shown.iter().any(|rule| line.contains(rule)));
    insta::with_settings!({
        description => "the same text in each place",
        omit_expression => true,
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!(found.join("\n"));
    });
}

/// The baseline holds what was found in the clinic's articles but for one finding, which is new, and an entry of an
/// article that is gone; the interview leaves out a finding, and once more than there is.
#[test]
fn sites_with_a_baseline_and_suppressions() {
    let line = "check --baseline factlint-baseline.json clinic magazine plain";
    let ran = run(&format!("{line} --format jsonl"));
    let stale =
        "note: 1 entry of factlint-baseline.json no longer occurs; --prune-baseline takes it out\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), stale));
    let found = findings(&Ran {
        stderr: String::new(),
        ..ran
    });
    let report = run(&format!("{line} --format json")).stdout;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let summary = &report["summary"];
    insta::with_settings!({
        description => format!("factlint {line}"),
        omit_expression => true,
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!(format!("{}\n\n{summary:#}", found.join("\n")));
    });
}

#[test]
fn config_of_an_article_of_a_strict_site() {
    assert_prints!("config clinic/leaflet.md");
}

#[test]
fn config_of_an_article_without_settings() {
    assert_prints!("config plain/with-notice.md");
}

#[test]
fn config_of_an_article_with_overrides() {
    assert_prints!("config magazine/blog/clinic.advertisement.md");
}

#[test]
fn config_of_a_folder_with_a_command_line() {
    assert_prints!("config --select overclaim,DS202 --ignore OC302 --profile legal magazine/blog");
}

#[test]
fn config_of_an_article_that_is_left_out() {
    assert_prints!("config magazine/news/archive/treatment.md");
}

#[test]
fn config_as_json() {
    let ran = run("config clinic --format json");
    let mut report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let rules = report["rules"].as_array_mut().unwrap();
    let all = factlint::built_in::rule_pages().len();
    assert_eq!(rules.len(), all, "every rule is listed");
    rules.retain(|rule| {
        ["cure-claim", "missing-see-a-professional"].contains(&rule["id"].as_str().unwrap())
    });
    insta::with_settings!({
        description => "factlint config clinic --format json, two of the rules",
        omit_expression => true,
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!(serde_json::to_string_pretty(&report).unwrap());
    });
}

#[test]
fn the_nearest_file_is_that_of_the_article_wherever_factlint_runs() {
    let all = findings(&run("check --format jsonl clinic/treatment.md"));
    let ran = Site::with(&[])
        .command("check --format jsonl")
        .arg(sites().join("clinic/treatment.md"))
        .output()
        .unwrap();
    let elsewhere = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(elsewhere.lines().count(), all.len());
    assert!(elsewhere.contains(
        "\"rule\":\"missing-not-medical-advice\",\"family\":\"disclaimer\",\"severity\":\"error\""
    ));
}

#[test]
fn a_named_configuration_replaces_the_search() {
    let found = findings(&run(
        "check --format jsonl --config plain/factlint.toml magazine clinic",
    ));
    let archive = "magazine/news/archive/treatment.md: cure-claim (error)";
    assert!(found.contains(&archive.to_owned()), "{found:?}");
    assert!(
        found.contains(&"clinic/treatment.md: missing-not-medical-advice (warning)".to_owned())
    );
}

/// Findings of this text are one of each: a contradiction, a promise, a missing notice.
const ARTICLE: &[u8] = include_bytes!("../../fixtures/sites/plain/treatment.md");

/// Returns the rules that report on [`ARTICLE`] as `site/blog/a.md`, with their severities.
#[track_caller]
fn reported(config: &str, options: &str) -> Vec<String> {
    let site = Site::with(&[
        ("site/factlint.toml", config.as_bytes()),
        ("site/blog/a.md", ARTICLE),
    ]);
    let ran = site.run(&format!("check --format jsonl {options}"));
    let found = findings(&ran).into_iter();
    // What other rules find in the article is nothing to this test.
    let meant = |line: &String| line.starts_with("cure-claim") || line.starts_with("missing-not-");
    found
        .map(|line| line.replace("site/blog/a.md: ", ""))
        .filter(meant)
        .collect()
}

const CURE: &str = "cure-claim (error)";
const NOTICE: &str = "missing-not-medical-advice (warning)";

#[test]
fn select_ignore_and_levels_of_a_file_decide_what_reports() {
    for (config, expected) in [
        ("", &[CURE, NOTICE][..]),
        ("select = [\"cure-claim\"]", &[CURE]),
        ("select = [\"DS201\"]", &[NOTICE]),
        ("select = []", &[CURE, NOTICE]),
        ("ignore = [\"overclaim\"]", &[NOTICE]),
        ("select = [\"overclaim\"]\nignore = [\"OC301\"]", &[]),
        (
            "[rules]\ncure-claim = \"advice\"",
            &["cure-claim (advice)", NOTICE],
        ),
        (
            "[rules]\noverclaim = \"off\"\nOC301 = \"warning\"",
            &["cure-claim (warning)", NOTICE],
        ),
        (
            "select = [\"overclaim\"]\n[rules]\nDS201 = \"error\"",
            &[CURE],
        ),
        (
            "profile = \"legal\"",
            &[CURE, "missing-not-medical-advice (error)"],
        ),
        (
            "[[overrides]]\nfiles = [\"blog/\"]\nignore = [\"overclaim\"]",
            &[NOTICE],
        ),
        (
            "[[overrides]]\nfiles = [\"news/\"]\nignore = [\"overclaim\"]",
            &[CURE, NOTICE],
        ),
        (
            "ignore = [\"overclaim\"]\n[[overrides]]\nfiles = [\"blog/**\"]\nselect = [\"OC301\"]",
            &[CURE],
        ),
        (
            "[[overrides]]\nfiles = [\"blog/**\"]\nprofile = \"legal\"\n\
             [[overrides]]\nfiles = [\"*.md\"]\nprofile = \"default\"\nignore = [\"OC301\"]",
            &[NOTICE],
        ),
    ] {
        assert_eq!(reported(config, ""), expected, "{config}");
    }
}

#[test]
fn the_command_line_goes_before_files() {
    let off = "ignore = [\"overclaim\"]\nprofile = \"legal\"";
    let legal = "missing-not-medical-advice (error)";
    for (options, expected) in [
        ("", &[legal][..]),
        ("--profile default", &[NOTICE]),
        ("--select OC301", &[CURE]),
        ("--extend-select cure-claim", &[CURE, legal]),
        ("--ignore DS201", &[]),
        ("--extend-select OC301 --ignore overclaim", &[legal]),
    ] {
        assert_eq!(reported(off, options), expected, "{options}");
    }
    // A level of a file holds for what the command line switches on.
    let quiet = "ignore = [\"overclaim\"]\nrules.cure-claim = \"advice\"";
    assert_eq!(reported(quiet, "--select OC301"), ["cure-claim (advice)"]);
}

#[test]
fn a_level_is_a_cap_on_contradictions_and_the_severity_elsewhere() {
    let text = b"# Sciatica\n\nS1 pain is usually felt in the groin.\n";
    let severity = |level: &str| {
        let config = format!("[rules]\nwrong-root-area = \"{level}\"");
        let site = Site::with(&[("a.md", text), ("factlint.toml", config.as_bytes())]);
        findings(&site.run("check --format jsonl")).concat()
    };
    assert_eq!(severity("error"), "a.md: wrong-root-area (error)");
    assert_eq!(severity("warning"), "a.md: wrong-root-area (warning)");
    assert_eq!(severity("off"), "");
    let soft = b"# Sciatica\n\nS1 pain may be felt in the groin.\n";
    let config: &[u8] = b"[rules]\nwrong-root-area = \"error\"";
    let site = Site::with(&[("a.md", soft), ("factlint.toml", config)]);
    let found = findings(&site.run("check --format jsonl"));
    assert_eq!(found, ["a.md: wrong-root-area (advice)"]);
}

#[test]
fn include_and_exclude_hold_for_searches_and_not_for_named_files() {
    let files: &[(&str, &[u8])] = &[
        ("site/a.md", b"Text."),
        ("site/drafts/b.md", b"Text."),
        ("site/drafts/c.txt", b"Text."),
        ("site/x/d.md", b"Text."),
    ];
    let articles = |config: &str, line: &str| {
        let config = ("site/factlint.toml", config.as_bytes());
        let ran = Site::with(&[files, &[config]].concat()).run(line);
        ran.summary("articles")
    };
    let check = "check --format json";
    assert_eq!(articles("", check), 4);
    assert_eq!(articles("exclude = [\"drafts/\"]", check), 2);
    assert_eq!(
        articles("exclude = [\"drafts/*\", \"!drafts/c.txt\"]", check),
        3
    );
    assert_eq!(articles("include = [\"*.md\"]", check), 3);
    assert_eq!(articles("include = [\"/x/**\", \"a.md\"]", check), 2);
    assert_eq!(articles("include = []", check), 4);
    let both = "include = [\"*.md\"]\nexclude = [\"drafts\"]";
    assert_eq!(articles(both, check), 2);
    let named = "check --format json site/drafts/c.txt site";
    assert_eq!(articles(both, named), 3);
    let ran =
        Site::with(&[files, &[("site/factlint.toml", b"exclude = [\"*\"]")]].concat()).run("check");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("no article found"), "{}", ran.stderr);
}

#[test]
fn standard_input_has_the_configuration_of_its_name() {
    let site = Site::with(&[
        ("a/factlint.toml", b"ignore = [\"overclaim\"]"),
        (
            "factlint.toml",
            b"[rules]\nmissing-not-medical-advice = \"off\"",
        ),
    ]);
    let here = site.run_with_input("check --format jsonl -", ARTICLE);
    assert_eq!(findings(&here), ["<stdin>: cure-claim (error)"]);
    let named = "check --format jsonl - --stdin-filename a/new/draft.md";
    assert_eq!(findings(&site.run_with_input(named, ARTICLE)), [""; 0]);
}

#[test]
fn articles_of_one_run_may_be_compared_with_different_packs() {
    let text: &[u8] = b"# Sciatica\n\nS1 pain is usually felt in the groin.\n";
    let off: &[u8] = b"[[fact]]\nid = \"root-s1-region\"\nenabled = false\n";
    let own: &[u8] = b"packs = [\"sciatica\", \"../house/off.toml\"]";
    let site = Site::with(&[
        ("a/a.md", text),
        ("b/b.md", text),
        ("b/factlint.toml", own),
        ("house/off.toml", off),
    ]);
    let found = findings(&site.run("check --format jsonl"));
    assert_eq!(found, ["a/a.md: wrong-root-area (error)"]);
    // Known where one of the articles knows it.
    let ran = site.run("facts impact root-s1-region --format json");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(ran.stdout.contains("a/a.md") && !ran.stdout.contains("b/b.md"));
    let ran = site.run("facts impact root-s1-region b");
    assert_eq!(ran.code, Some(2), "{ran:?}");
    let ran = site.run("facts diff house/off.toml house/off.toml a b");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
}

#[test]
fn limits_and_layouts_are_those_of_the_article() {
    let page: &[u8] =
        b"<main><h1>Sciatica</h1><p class=note>S1 pain is usually felt in the groin.</p></main>";
    let site = Site::with(&[
        ("a/a.html", page),
        ("a/factlint.toml", b"html.exclude = [\".note\"]"),
        ("b/b.html", page),
        ("c/c.html", page),
        ("c/factlint.toml", b"max-file-size = 10"),
    ]);
    let ran = site.run("check --format jsonl");
    assert!(ran.stdout.contains("b/b.html") && !ran.stdout.contains("a/a.html"));
    assert!(
        ran.stderr.contains("c/c.html: larger than 10 B"),
        "{}",
        ran.stderr
    );
}

/// Checks what a broken configuration beside an article says, and that nothing else is done.
#[track_caller]
fn check_refused(files: &[(&str, &str)], told: &[&str]) {
    let mut files = files.to_vec();
    files.push(("a.md", "S1 pain is usually felt in the groin.\n"));
    files.push(("b/b.md", "Text.\n"));
    let site = Site::of_texts(&files);
    for line in [
        "check -o out.json --format json",
        "claims",
        "facts impact root-s1-region",
        "config b",
    ] {
        let ran = site.run(line);
        assert_eq!(
            (ran.code, ran.stdout.as_str()),
            (Some(2), ""),
            "{line}: {ran:?}"
        );
        for told in told {
            assert!(ran.stderr.contains(told), "{line}: {}", ran.stderr);
        }
    }
    assert!(!site.path().join("out.json").exists());
}

#[test]
fn a_mistake_in_any_folder_ends_the_run_with_its_place() {
    for (text, place, told) in [
        ("\n\nprofil = \"legal\"", "3:1", "did you mean `profile`?"),
        ("profile = \"legl\"", "1:11", "did you mean `legal`?"),
        (
            "select = [\n  \"cure-clam\"]",
            "2:3",
            "did you mean `cure-claim`?",
        ),
        (
            "[rules]\nmissing-autor = \"off\"",
            "2:1",
            "there is no rule `missing-autor`",
        ),
        (
            "[rules]\ncure-claim = \"loud\"",
            "2:14",
            "there is no level `loud`",
        ),
        (
            "packs = [\"./house\"]",
            "1:10",
            "there is no file or folder `./house`",
        ),
        ("exclude = [\"[a\"]", "1:12", "`[a` is no glob"),
        ("today = \"1.7.2026\"", "1:9", "this is no date"),
        ("review-months = -1", "1:17", "no number of months"),
        (
            "extends = \"../c.toml\"",
            "1:11",
            "there is no file `../c.toml`",
        ),
        ("extends = \"factlint.toml\"", "1:11", "leads back"),
        ("extends = \".\"", "1:11", "cannot read `.`"),
        (
            "[site]\nprovides = [\"autor\"]",
            "2:13",
            "did you mean `author`?",
        ),
        (
            "[notices]\nnot-medical-advise = \"x\"",
            "2:1",
            "did you mean `not-medical-advice`?",
        ),
        (
            "[[overrides]]\nfiles = [\"x\"]\nhtml = {}",
            "3:1",
            "`html` cannot differ",
        ),
        ("packs = [", "1:10", "array"),
    ] {
        let place = format!("b/factlint.toml:{place}");
        check_refused(&[("b/factlint.toml", text)], &[&place, told]);
    }
    let shared = [
        ("b/factlint.toml", "extends = \"../shared.toml\""),
        ("shared.toml", "\nroot = 1"),
    ];
    check_refused(&shared, &["shared.toml:2:8", "takes true or false"]);
    let snippet = [
        (
            "b/factlint.toml",
            "notices.not-medical-advice = { file = \"x.md\" }",
        ),
        ("b/x.md", "---\ntitle: x\n---\nText.\n"),
    ];
    check_refused(&snippet, &["b/factlint.toml:1:39", "front matter"]);
}

#[test]
fn what_has_the_name_of_a_configuration_and_is_no_file_is_refused() {
    check_refused(
        &[("b/factlint.toml/x.txt", "Text.")],
        &["b/factlint.toml: not a file"],
    );
}

#[test]
fn config_says_what_is_wrong_with_its_arguments() {
    let ran = run("config nowhere");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(
        ran.stderr.starts_with("error: cannot find nowhere"),
        "{}",
        ran.stderr
    );
    let ran = run("config --extend-select cure-clam");
    assert!(
        ran.stderr.contains("did you mean `cure-claim`?"),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_configuration_in_the_readme_holds() {
    let readme = include_str!("../../README.md");
    let (_, section) = readme.split_once("\n## Configuration\n").unwrap();
    let (_, rest) = section.split_once("```toml\n").unwrap();
    let (example, _) = rest.split_once("```\n").unwrap();
    let off: &[u8] = b"[[fact]]\nid = \"root-s1-region\"\nenabled = false\n";
    let with = |example: &str| {
        Site::with(&[
            ("factlint.toml", example.as_bytes()),
            ("shared/factlint.toml", b""),
            ("house-facts/off.toml", off),
            ("snippets/red-flags.md", b"Call an ambulance.\n"),
            ("blog/a.md", ARTICLE),
        ])
    };
    // What is only shown as a comment must hold, too.
    for example in [example.to_owned(), example.replace("# select", "select")] {
        let site = with(&example);
        let ran = site.run("config blog/a.md");
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        for key in [
            "packs",
            "include",
            "notices.red-flag-notice",
            "html.exclude",
        ] {
            let line = ran.stdout.lines().find(|line| line.starts_with(key));
            assert!(
                line.is_some_and(|line| line.contains("factlint.toml:")),
                "{ran:?}"
            );
        }
        assert!(
            ran.stdout.contains("\"Call an ambulance.\""),
            "{}",
            ran.stdout
        );
    }
}
