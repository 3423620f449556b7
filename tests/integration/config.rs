//! `factlint.toml`: which packs articles are compared with.

use std::fs;
use std::path::Path;

use crate::site::Site;

/// Contradicts a built-in fact.
const ARTICLE: (&str, &[u8]) = (
    "blog/a.md",
    b"# Sciatica\n\nS1 pain is usually felt in the groin.\n",
);

/// Switches that fact off.
const OFF: (&str, &[u8]) = (
    "house/off.toml",
    b"[[fact]]\nid = \"root-s1-region\"\nenabled = false\n",
);

/// Returns the facts that the articles of `site` contradict.
fn contradicted(site: &Site, line: &str) -> Vec<String> {
    let ran = site.run(line);
    assert_eq!(ran.stderr, "", "{line}");
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let findings = report["diagnostics"].as_array().unwrap();
    let facts = findings.iter().filter_map(|found| found["fact"].as_str());
    facts.map(str::to_owned).collect()
}

fn with_config(config: &[u8]) -> Site {
    Site::with(&[ARTICLE, OFF, ("factlint.toml", config)])
}

#[test]
fn packs_of_the_configuration_are_loaded_in_their_order() {
    let check = "check --format json";
    let site = with_config(b"packs = [\"sciatica\", \"house/off.toml\"]\n");
    assert_eq!(contradicted(&site, check), [""; 0]);
    let site = with_config(b"packs = [\"sciatica\"]\n");
    assert_eq!(contradicted(&site, check), ["root-s1-region"]);
    let site = with_config(b"# nothing set\n");
    assert_eq!(contradicted(&site, check), ["root-s1-region"]);
}

#[test]
fn the_nearest_configuration_above_counts_and_its_paths_are_its_own() {
    let site = with_config(b"packs = [\"sciatica\", \"./house\"]\n");
    let contradicted = || {
        let mut command = site.command("check --format json");
        let ran = command.current_dir(site.path().join("blog")).output();
        let report: serde_json::Value = serde_json::from_slice(&ran.unwrap().stdout).unwrap();
        assert_eq!(report["summary"]["articles"], 1);
        report["summary"]["contradicted"].as_u64().unwrap()
    };
    assert_eq!(contradicted(), 0);
    let nested = site.path().join("blog/factlint.toml");
    fs::write(&nested, "profile = \"legal\"").unwrap();
    assert_eq!(contradicted(), 0);
    fs::write(&nested, "packs = [\"sciatica\"]").unwrap();
    assert_eq!(contradicted(), 1);
    fs::write(&nested, "root = true").unwrap();
    assert_eq!(contradicted(), 1);
}

#[test]
fn facts_of_the_command_line_stand_above_the_configuration() {
    let site = with_config(b"packs = [\"sciatica\"]\n");
    assert_eq!(
        contradicted(&site, "check --format json --facts house"),
        [""; 0]
    );
    let shown = site.run("facts list --facts house").stdout;
    let line = shown.lines().find(|line| line.contains("switches off"));
    assert!(
        line.is_some_and(|line| line.contains("root-s1-region")),
        "{shown}"
    );
}

#[test]
fn a_pack_may_take_the_place_of_the_built_in_ones() {
    let hand = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/packs/carpal-tunnel");
    let config = format!("packs = [{:?}]\n", hand.to_str().unwrap());
    let site = with_config(config.as_bytes());
    assert_eq!(contradicted(&site, "check --format json"), [""; 0]);
    let facts = site.run("facts list --format json").stdout;
    assert!(
        facts.contains("carpal-tunnel-area") || facts.contains("median"),
        "{facts}"
    );
    assert!(!facts.contains("root-s1-region"));
}

#[test]
fn selectors_tell_where_articles_are_in_html_and_in_markdown() {
    let page = b"<h1>Sciatica</h1><main><div class=note>S1 pain is usually felt in the groin.</div></main><div id=b>x</div>";
    let text = b"# Sciatica\n\n<div class=note>S1 pain is usually felt in the groin.</div>\n";
    for (config, expected) in [
        (&b""[..], 2),
        (b"[html]\nexclude = [\".note\"]", 0),
        (b"html.article = [\"#b\"]", 1),
    ] {
        let site = Site::with(&[("a.html", page), ("b.md", text), ("factlint.toml", config)]);
        let found = contradicted(&site, "check --format json");
        assert_eq!(found.len(), expected, "{}", String::from_utf8_lossy(config));
    }
}

#[test]
fn a_broken_configuration_ends_the_run_with_its_place() {
    for (config, told) in [
        (&b"packs = [\"sciatca\"]"[..], "did you mean `sciatica`?"),
        (b"pack = []", "there is no key `pack`"),
        (b"packs = [\"./nowhere\"]", "nowhere"),
        (
            b"[html]\nexclude = [\"#comments > p\"]",
            "`>` is not known here",
        ),
        (b"[html]\narticles = []", "did you mean `article`?"),
        (b"packs = [\"\xff\"]", "factlint.toml"),
    ] {
        let ran = with_config(config).run("check");
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{told}");
        assert!(ran.stderr.contains(told), "{}", ran.stderr);
    }
    let ran = with_config(b"").run("check --config other.toml");
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr
            .contains("cannot read the configuration in other.toml")
    );
}
