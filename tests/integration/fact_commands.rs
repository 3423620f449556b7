//! What `factlint facts …` prints about a small file of facts over the built-in ones.

use crate::site::{Ran, Site};

const HOUSE: &str = r#"# Facts of a newsroom.

[[fact]]
id = "root-s1-region"
kind = "relation"
subject = ["s1-root"]
predicate = "felt-in"
typical = ["calf", "lateral-foot"]
contradicted = ["groin"]
ceiling = "warning"
statement = "S1 is felt in the calf and the outer foot."
strength = "textbook"
sources = ["house2026"]
reviewed = 2026-01-01
review-by = 2027-01-01
agrees = ["The S1 root is felt in the calf.", "The S1 root is felt in the groin."]
contradicts = ["The S1 root is felt in the groin.", "The weather is fine."]

[[fact]]
id = "tx-orthotics"
enabled = false

[[source]]
id = "house2026"
title = "What we print about nerve roots"
authors = "The newsroom"
where = "House rules"
year = 2026
"#;

const ARTICLE: &str = "\
# S1

The S1 root is felt in the groin. The S1 root is felt in the calf.
";

/// Runs a command in a folder with the facts, an article, and a pack.
fn run(line: &str) -> Ran {
    Site::with(&[
        ("house.toml", HOUSE.as_bytes()),
        ("pack/facts.toml", HOUSE.as_bytes()),
        ("a.md", ARTICLE.as_bytes()),
        ("b.md", b"Nothing to see.\n"),
    ])
    .run(line)
}

#[test]
fn list_says_where_facts_come_from() {
    let ran = run("facts list --facts house.toml --origin house.toml");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn list_is_filtered() {
    let count = |filter: &str| {
        let ran = run(&format!("facts list --format json {filter}"));
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let list: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        list["facts"].as_array().unwrap().len()
    };
    let all = count("");
    assert!(all > 150, "{all}");
    assert_eq!(count("--origin sciatica"), all);
    let levels = ["error", "warning", "silent"].map(|level| count(&format!("--ceiling {level}")));
    assert_eq!(levels.iter().sum::<usize>(), all);
    let (root, roots) = (count("--concept s1-root"), count("--concept nerve-root"));
    assert!(0 < root && root < roots, "kinds and parts count, too");
    assert!(count("--kind relation --strength textbook") > 0);
    for (filter, said) in [
        (
            "--kind relatoin",
            "there is no kind of fact `relatoin`\n help: did you mean `relation`?",
        ),
        (
            "--concept s1-rot",
            "there is no concept or class `s1-rot`\n help: did you mean `s1-root`?",
        ),
        ("--ceiling loud", "there is no ceiling `loud`"),
        (
            "--origin elsewhere.toml",
            "there is no pack or fact file `elsewhere.toml`",
        ),
    ] {
        let ran = run(&format!("facts list {filter}"));
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
}

#[test]
fn show_tells_everything() {
    let ran = run("facts show root-s1-region --facts house.toml");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(ran.stdout);
    let ran = run("facts show root-s1-region --facts house.toml --format json");
    insta::assert_snapshot!("show_as_json", ran.stdout);
    let ran = run("facts show root-s1-regoin");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("did you mean `root-s1-region`?"));
    let ran = run("facts show tx-orthotics --facts house.toml");
    assert_eq!(ran.code, Some(2), "it is switched off");
}

#[test]
fn test_points_to_each_sentence_that_fails() {
    let ran = run("facts test --pack pack");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    insta::assert_snapshot!(ran.stdout);
    let sound = HOUSE.replace(", \"The weather is fine.\"", "");
    let sound = sound.replace(", \"The S1 root is felt in the groin.\"]", "]");
    let ran = Site::with(&[("pack/facts.toml", sound.as_bytes())]).run("facts test --pack pack");
    assert_eq!(ran.code, Some(0));
    assert_eq!(ran.stdout, "2 sentences of 1 fact: all come out\n");
}

#[test]
fn impact_names_the_sentences_that_rest_on_a_fact() {
    let ran = run("facts impact root-s1-region .");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(ran.stdout);
    let ran = run("facts impact root-s1-region --format jsonl a.md");
    assert_eq!(ran.stdout.lines().count(), 2);
    assert!(ran.stdout.contains(r#""verdict":"contradicted""#));
    assert_eq!(run("facts impact no-such-fact .").code, Some(2));
    assert_eq!(
        run("facts impact root-s1-region a.md nowhere.md").code,
        Some(2)
    );
}

#[test]
fn stale_lists_what_is_overdue() {
    let ran = run("facts stale --pack pack --on 2027-01-02");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    insta::assert_snapshot!(ran.stdout);
    let ran = run("facts stale --pack pack --on 2027-01-01");
    assert_eq!(ran.code, Some(0), "on the last day it is not overdue");
    assert_eq!(ran.stdout, "1 fact: no review is overdue on 2027-01-01\n");
    assert_eq!(run("facts stale --on tomorrow").code, Some(2));
}

#[test]
fn diff_names_facts_fields_and_verdicts() {
    let new = HOUSE
        .replace("contradicted = [\"groin\"]\n", "plausible = [\"groin\"]\n")
        .replace("[[fact]]\nid = \"tx-orthotics\"\nenabled = false\n", "");
    let site = Site::with(&[
        ("old.toml", HOUSE.as_bytes()),
        ("new.toml", new.as_bytes()),
        ("a.md", ARTICLE.as_bytes()),
    ]);
    let ran = site.run("facts diff old.toml new.toml a.md");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    insta::assert_snapshot!(ran.stdout);
    let ran = site.run("facts diff old.toml old.toml a.md");
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (Some(0), "no difference\n")
    );
    let ran = site.run("facts diff new.toml old.toml --format json");
    let diff: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(diff["removed"], serde_json::json!(["tx-orthotics"]));
    assert_eq!(diff["verdicts"], serde_json::json!([]));
}

#[test]
fn a_whole_pack_takes_the_place_of_the_built_in_one() {
    let lints = concat!(env!("CARGO_MANIFEST_DIR"), "/lints/packs/sciatica");
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for entry in walkdir::WalkDir::new(lints)
        .into_iter()
        .filter_map(Result::ok)
    {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(lints).unwrap();
            let bytes = std::fs::read(entry.path()).unwrap();
            files.push((format!("new/{}", path.display()), bytes));
        }
    }
    let facts = files
        .iter_mut()
        .find(|(path, _)| path.ends_with("facts/surgery.toml"));
    let text = String::from_utf8(facts.as_ref().unwrap().1.clone()).unwrap();
    let last = text.rfind("[[fact]]").unwrap();
    facts.unwrap().1.truncate(last);
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    let ran = Site::with(&files).run(&format!("facts diff {lints} new"));
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let id = text[last..].lines().nth(1).unwrap();
    let id = id.trim_start_matches("id = ").trim_matches('"');
    assert_eq!(
        ran.stdout,
        format!("removed  {id}\n\n0 facts added, 1 removed, 0 changed\n")
    );
}

#[test]
fn a_later_layer_replaces_and_switches_off() {
    let first = HOUSE.replace("ceiling = \"warning\"", "ceiling = \"error\"");
    let site = Site::with(&[
        ("one.toml", first.as_bytes()),
        ("two.toml", HOUSE.as_bytes()),
        ("a.md", ARTICLE.as_bytes()),
    ]);
    let errors = |line: &str| {
        site.run(&format!("check --format json a.md {line}"))
            .summary("errors")
    };
    assert_eq!(errors("--facts one.toml"), 1);
    assert_eq!(errors("--facts one.toml --facts two.toml"), 0);
    assert_eq!(errors("--facts two.toml --facts one.toml"), 1);
    let ran = site.run("facts show root-s1-region --facts one.toml --facts two.toml");
    assert!(
        ran.stdout.contains("instead of that of one.toml"),
        "{}",
        ran.stdout
    );
}
