//! `factlint init`.

use crate::site::Site;

/// Keys that a configuration may have.
const KEYS: [&str; 15] = [
    "root",
    "extends",
    "packs",
    "profile",
    "select",
    "ignore",
    "rules",
    "include",
    "exclude",
    "overrides",
    "site",
    "notices",
    "review-months",
    "today",
    "max-file-size",
];

const ARTICLE: &[u8] = b"---\ntitle: Sciatica\nauthor: Maria Ng\nupdated: 2026-05-01\ncolour: red\n---\n\nSciatica hurts.\n";

#[test]
fn the_first_configuration_says_what_was_found() {
    let site = Site::with(&[
        ("hugo.toml", b"title = \"Backs\"\n"),
        ("content/sciatica.md", ARTICLE),
        (
            "content/nerves.md",
            b"---\ntitle: Nerves\n---\n\nThe S1 root.\n",
        ),
        ("static/old.html", b"<p>Sciatica hurts.</p>"),
    ]);
    let ran = site.run("init");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!("init_prints", ran.stdout);
    let text = std::fs::read_to_string(site.path().join("factlint.toml")).unwrap();
    insta::assert_snapshot!("init_writes", text);
    let written: toml::Table = text.parse().unwrap();
    assert!(
        written.keys().all(|key| KEYS.contains(&key.as_str())),
        "{text}"
    );
}

#[test]
fn what_is_written_for_an_unknown_site_can_be_loaded() {
    let site = Site::with(&[("sciatica.md", ARTICLE)]);
    assert_eq!(site.run("init").code, Some(0));
    let ran = site.run("check");
    assert_eq!(
        (ran.code, ran.stderr.as_str()),
        (Some(0), ""),
        "{}",
        ran.stdout
    );
}

#[test]
fn every_example_in_the_comments_is_a_setting() {
    let site = Site::with(&[("sciatica.md", ARTICLE)]);
    site.run("init");
    let text = std::fs::read_to_string(site.path().join("factlint.toml")).unwrap();
    let is_setting = |line: &str| {
        let key = line.split(['=', ']']).next().unwrap_or_default();
        line.starts_with('[') || line.contains(" = ") && !key.trim().contains(' ')
    };
    let settings: String = text
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .filter(|line| is_setting(line))
        .map(|line| format!("{line}\n"))
        .collect();
    let written: toml::Table = settings
        .parse()
        .unwrap_or_else(|err| panic!("{err}\n{settings}"));
    let expected = KEYS.into_iter().chain(["html"]);
    for key in expected {
        assert!(written.contains_key(key), "{key} has no example");
    }
}

#[test]
fn programs_are_told_by_their_files() {
    for (files, name) in [
        (&["hugo.yaml"][..], "Hugo"),
        (&["_config.yml", "Gemfile"], "Jekyll"),
        (&["_config.yml", "scaffolds/post.md"], "Hexo"),
        (&["eleventy.config.js"], "Eleventy"),
        (&["docusaurus.config.ts"], "Docusaurus"),
        (&["astro.config.mjs"], "Astro"),
        (&["gatsby-config.js"], "Gatsby"),
        (&["next.config.mjs"], "Next.js"),
        (&["mkdocs.yml"], "MkDocs"),
        (&["_config.yml"], "no known program"),
        (&["config.toml"], "no known program"),
    ] {
        let files: Vec<(&str, &[u8])> = files.iter().map(|file| (*file, &b""[..])).collect();
        let ran = Site::with(&files).run("init");
        assert!(
            ran.stdout.contains(&format!("made by: {name}")),
            "{files:?}: {}",
            ran.stdout
        );
    }
    for (line, name) in [("base_url = \"a\"", "Zola"), ("baseURL = \"a\"", "Hugo")] {
        let ran = Site::with(&[("config.toml", line.as_bytes())]).run("init");
        assert!(ran.stdout.contains(&format!("made by: {name}")));
    }
}

#[test]
fn a_configuration_is_replaced_by_force_only() {
    let site = Site::with(&[("site/factlint.toml", b"# mine\n")]);
    let ran = site.run("init site");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(
        ran.stderr.contains("there is a configuration already") && ran.stderr.contains("--force"),
        "{}",
        ran.stderr
    );
    let path = site.path().join("site/factlint.toml");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "# mine\n");
    assert_eq!(site.run("init --force site").code, Some(0));
    assert!(std::fs::read_to_string(&path).unwrap().contains("profile"));
    let ran = site.run("init nowhere");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("there is no folder"), "{}", ran.stderr);
}
