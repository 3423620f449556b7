//! Every mistake of a fact file is told, at its place, and no article is judged with half of the facts.

use serde_json::Value;

use crate::site::Site;

/// A fact without mistakes, up to its fields.
const SOUND: &str = r#"[[fact]]
id = "house-fact"
predicate = "felt-in"
ceiling = "error"
statement = "A statement."
sources = ["lee2008"]
"#;

/// Its dates and examples.
const DATED: &str = r#"reviewed = 2026-11-20
review-by = 2028-11-20
agrees = ["Nothing."]
contradicts = ["The S1 root is usually felt in the groin."]
"#;

/// Returns what `facts check` says of a file, each as `line:column severity: message (help)`.
#[track_caller]
fn told(text: &str) -> Vec<String> {
    let site = Site::with(&[("house.toml", text.as_bytes())]);
    let ran = site.run("facts check --format json house.toml");
    let report: Value = serde_json::from_str(&ran.stdout).expect("valid JSON");
    let mistakes = report["mistakes"].as_u64().unwrap();
    assert_eq!(ran.code, Some(if mistakes > 0 { 2 } else { 0 }), "{ran:?}");
    let found = report["diagnostics"].as_array().unwrap().iter();
    let line = |found: &Value| {
        let help = found["help"].as_str();
        format!(
            "{}:{} {}: {}{}",
            found["span"]["line"],
            found["span"]["column"],
            found["severity"].as_str().unwrap(),
            found["message"].as_str().unwrap(),
            help.map(|help| format!(" ({help})")).unwrap_or_default()
        )
    };
    found.map(line).collect()
}

/// Compares what is said of a file with lines of `expected`, each of which may be the beginning of what is said.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let told = told(text);
    let fits = told.len() == expected.len()
        && told
            .iter()
            .zip(expected)
            .all(|(told, expected)| told.starts_with(expected));
    assert!(fits, "{text}\ntold:\n  {}", told.join("\n  "));
}

/// Checks a fact that is sound but for `fields`, which begin at line 7.
#[track_caller]
fn check_fields(fields: &str, expected: &[&str]) {
    check(&format!("{SOUND}{fields}\n{DATED}"), expected);
}

#[test]
fn a_sound_file_is_silent() {
    check_fields(
        "subject = [\"s1-root\"]\ntypical = [\"calf\"]\ncontradicted = [\"groin\"]",
        &[],
    );
}

#[test]
fn examples_that_fail_are_mistakes() {
    // The built-in fact about the same root would say so, but not this one.
    check_fields(
        "subject = [\"s1-root\"]\ntypical = [\"calf\"]\nplausible = [\"groin\"]",
        &["13:16 error: the sentence contradicts `house-fact`, but it does not say so"],
    );
    let fact = format!(
        "{SOUND}subject = [\"s1-root\"]\ntypical = [\"calf\"]\ncontradicted = [\"groin\"]\n{DATED}"
    );
    let accused = fact.replace(
        "agrees = [",
        "agrees = [\"The S1 root is felt in the hand.\", ",
    );
    check(&accused, &["12:11 error: the sentence agrees with `"]);
}

#[test]
fn unknown_fields_and_tables_are_all_told() {
    check(
        "[[fact]]\nid = \"tx-orthotics\"\nenabeld = false\ncolour = 1\n\n[[fcat]]\nid = \"y\"\n\n\
         [[concept]]\nid = \"house-thing\"\nnames = [\"thing\", 3]\nlable = \"thing\"\n",
        &[
            "3:1 error: there is no field `enabeld` here (did you mean `enabled`?)",
            "4:1 error: there is no field `colour` here (known here: id, enabled,",
            "6:3 error: a pack file holds no `fcat` (did you mean `fact`?)",
            "11:19 error: invalid type: integer `3`, expected a string",
            "12:1 error: there is no field `lable` here (did you mean `label`?)",
            "2:6 advice: the fact `tx-orthotics` has no example sentences",
        ],
    );
    check(
        "[fact]\nid = \"tx-orthotics\"\nenabled = false\n",
        &["1:2 error: there can be several of `fact` (write [[fact]])"],
    );
    check(
        "[[source]]\ntitle = \"No id\"\n",
        &["1:1 error: the field `id` is missing"],
    );
}

#[test]
fn broken_toml_is_told_with_what_stands_before_it() {
    check(
        "[[fact]]\nid = \"tx-orthotics\"\nenabled = false\nlabel = \"x\"\n\n[[concept]\nid = \"x\"\n\n[[cue]]\nid =\n",
        &[
            "4:1 error: there is no field `label` here",
            "6:11 error: unclosed array table",
            "10:5 error: ",
        ],
    );
    check(
        "[[source]]\nid = \"x\"\ntitle = \"A list without an end\"\nlist = [1, 2\n\n[[fact]]\nid = \"x\"\n",
        &[
            "4:1 error: there is no field `list` here",
            "6:1 error: missing comma between array elements",
            "2:6 advice: no fact rests on the source `x`",
            "2:6 advice: nobody can find the source `x`",
        ],
    );
}

#[test]
fn unknown_names_come_with_the_nearest() {
    check_fields(
        "subject = [\"s1-rooot\"]\ntypical = [\"calf\", \"clf\"]\npopulation = \"pregnnt\"",
        &[
            "7:12 error: there is no concept `s1-rooot` (did you mean `s1-root`?)",
            "8:20 error: there is no concept `clf` (did you mean `calf`?)",
            "9:14 error: there is no cue `pregnnt`",
        ],
    );
    check(
        "[[fact]]\nid = \"tx-ortotics\"\nenabled = false\n",
        &["2:6 error: there is no fact `tx-ortotics` (did you mean `tx-orthotics`?)"],
    );
}

#[test]
fn a_wrong_predicate_hides_no_other_mistake() {
    let fields = "subject = [\"s1-rot\"]\ntypical = [\"calff\"]\naccept = [9, 2]";
    let fact = format!("{SOUND}{fields}\n{DATED}").replace("\"felt-in\"", "\"felt-inn\"");
    check(
        &fact,
        &[
            "3:13 error: there is no predicate `felt-inn`",
            "7:12 error: there is no concept `s1-rot`",
            "8:12 error: there is no concept `calff`",
            "9:10 error: nothing lies between 9 and 2",
        ],
    );
}

#[test]
fn ids_are_defined_once_in_a_layer() {
    check(
        "[[concept]]\nid = \"house-thing\"\n\n[[concept]]\nid = \"house-thing\"\n",
        &["5:6 error: `house-thing` is defined twice (the other one: house.toml:2:6)"],
    );
}

#[test]
fn circles_are_named_whole() {
    check(
        "[[concept]]\nid = \"aa\"\nis-a = [\"bb\"]\n[[concept]]\nid = \"bb\"\npart-of = [\"cc\"]\n\
         [[concept]]\nid = \"cc\"\nis-a = [\"aa\"]\n[[concept]]\nid = \"dd\"\nis-a = [\"dd\", \"aa\"]\n",
        &[
            "2:6 error: a concept cannot be a kind or a part of itself: `aa` → `bb` → `cc` → `aa`",
            "11:6 error: a concept cannot be a kind or a part of itself: `dd` → `dd`",
        ],
    );
}

#[test]
fn ranges_run_forwards_and_bands_nest() {
    check_fields(
        "subject = [\"s1-root\"]\naccept = [40, 10]\nsoft = [5, 60]",
        &["8:10 error: nothing lies between 40 and 10 (the smaller number comes first)"],
    );
    check_fields(
        "subject = [\"s1-root\"]\naccept = [10, 40]\nsoft = [20, 60]",
        &["8:10 error: the bands do not nest"],
    );
    check_fields(
        "subject = [\"s1-root\"]\naccept = [nan, 40]",
        &["8:10 error: nothing lies between NaN and 40"],
    );
    check_fields(
        "subject = [\"s1-root\"]\naccept = []",
        &["8:10 error: invalid length 0, expected two numbers"],
    );
    check_fields(
        "subject = [\"s1-root\"]\ntypical = [\"calf\"]\nfrequency = [50, 120]",
        &["9:13 error: 50 to 120 is no range of percentages"],
    );
    check(
        "[[cue]]\nid = \"house-word\"\nforms = [\"x\"]\ninterval = [9, 3]\n",
        &["4:12 error: nothing lies between 9 and 3"],
    );
}

#[test]
fn a_fact_has_a_basis_and_sensible_dates() {
    check(
        "[[fact]]\nid = \"bare\"\n",
        &[
            "2:6 error: the fact `bare` has no `subject`, no `predicate`, no `ceiling`, no `statement`, no `sources`, \
             no `reviewed`, no `review-by`",
            "2:6 advice: the fact `bare` has no example sentences",
        ],
    );
    let fact = |sources: &str, reviewed: &str, review_by: &str| {
        format!(
            "[[fact]]\nid = \"x\"\nsubject = [\"s1-root\"]\npredicate = \"felt-in\"\ntypical = [\"calf\"]\n\
             ceiling = \"error\"\nstatement = \"A statement.\"\nsources = [{sources}]\n\
             reviewed = {reviewed}\nreview-by = {review_by}\nagrees = [\"A.\"]\ncontradicts = [\"B.\"]\n"
        )
    };
    check(
        &fact("", "2026-11-20", "2028-11-20"),
        &["2:6 error: the fact `x` has no `sources`"],
    );
    check(
        &fact("\"lee2009\"", "2026-11-20", "2028-11-20"),
        &["8:12 error: there is no source `lee2009` (did you mean `lee2008`?)"],
    );
    check(
        &fact("\"lee2008\"", "2028-11-20", "2026-11-20"),
        &["10:13 error: `review-by` 2026-11-20 lies before `reviewed` 2028-11-20"],
    );
    check(
        &fact("\"lee2008\"", "\"soon\"", "10:30:00"),
        &[
            "9:12 error: invalid type: string \"soon\", expected a date such as 2026-11-20",
            "10:13 error: `review-by` needs a date such as 2026-11-20",
        ],
    );
}

#[test]
fn sources_that_nobody_finds_or_uses_are_advice() {
    check(
        "[[source]]\nid = \"nowhere\"\ntitle = \"A title\"\n",
        &[
            "2:6 advice: no fact rests on the source `nowhere`",
            "2:6 advice: nobody can find the source `nowhere` (give `doi`, `pmid`, `url` or `where`)",
        ],
    );
}

/// Returns a whole fact with these fields.
fn fact(id: &str, fields: &str) -> String {
    format!("{}{fields}\n{DATED}", SOUND.replace("house-fact", id))
}

/// Checks that a file holds no facts that contradict each other or a built-in one.
#[track_caller]
fn agree(text: &str) {
    let told = told(text);
    let conflict = told
        .iter()
        .find(|line| line.contains("contradict each other"));
    assert_eq!(conflict, None, "{text}");
}

#[test]
fn facts_that_contradict_each_other_are_told() {
    let wrong = "2:6 error: the facts `x` and `root-s1-region` contradict each other about: the S1 root · is felt in · the groin";
    check(
        &fact(
            "x",
            "subject = [\"s1-root\"]\ntypical = [\"calf\", \"groin\"]",
        ),
        &[wrong],
    );
    // Whichever says it, the place is in the later file.
    check(
        &fact("x", "subject = [\"s1-root\"]\ncontradicted = [\"calf\"]"),
        &[
            "2:6 error: the facts `root-s1-region` and `x` contradict each other about: the S1 root · is felt in · the calf",
        ],
    );
    // What a fact only allows for contradicts nothing.
    agree(&fact(
        "x",
        "subject = [\"s1-root\"]\nplausible = [\"groin\"]",
    ));
    // What is more special may differ from the general fact, but not from what never happens.
    let special = |object: &str| {
        fact(
            "x",
            &format!("subject = [\"house-root\"]\ntypical = [\"{object}\"]"),
        ) + "[[concept]]\nid = \"house-root\"\nlabel = \"our root\"\nis-a = [\"s1-root\"]\n"
    };
    agree(&special("groin"));
    let two = |one: &str, other: &str| {
        fact("x", one).replace("felt-in", "house-share")
            + &fact("y", other).replace("felt-in", "house-share")
            + "[[predicate]]\nid = \"house-share\"\nlabel = \"affects\"\nkind = \"share\"\nrule = \"wrong-number\"\n"
    };
    check(
        &two(
            "subject = [\"s1-root\"]\naccept = [10, 20]",
            "subject = [\"s1-root\"]\naccept = [40, 50]\nsoft = [35, 60]\nbelow = 30",
        ),
        &["2:6 error: the facts `x` and `y` contradict each other about: the S1 root · affects"],
    );
    agree(&two(
        "subject = [\"s1-root\"]\naccept = [10, 20]",
        "subject = [\"l5-root\"]\naccept = [40, 50]\nsoft = [35, 60]\nbelow = 30",
    ));
    let stances = "subject = [\"s1-root\"]\npolarity = \"denied\"";
    let stances = two("subject = [\"s1-root\"]", stances).replace("share", "stance");
    check(
        &stances,
        &["2:6 error: the facts `x` and `y` contradict each other about: the S1 root · affects"],
    );
}

#[test]
fn no_article_is_judged_with_facts_that_have_a_mistake() {
    let contradicting = fact("x", "subject = [\"s1-root\"]\ntypical = [\"groin\"]");
    let circle = "[[concept]]\nid = \"aa\"\nis-a = [\"aa\"]\n";
    for text in [
        "[[fact]\n",
        "[[fact]]\nid = \"x\"\n",
        circle,
        &contradicting,
    ] {
        let site = Site::with(&[("house.toml", text.as_bytes()), ("a.md", b"Nothing.\n")]);
        for line in [
            "check --facts house.toml a.md",
            "claims --facts house.toml a.md",
            "facts test --facts house.toml",
            "facts impact root-s1-region a.md --facts house.toml",
        ] {
            let ran = site.run(line);
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{line}");
            assert!(
                ran.stderr.contains("the facts cannot be used: 1 mistake"),
                "{ran:?}"
            );
        }
    }
}

#[test]
fn files_that_are_no_text_and_empty_ones_end_the_run() {
    let site = Site::with(&[
        ("latin.toml", b"# caf\xE9"),
        ("empty.toml", b""),
        ("comments.toml", b"# Nothing yet.\n"),
        (
            "mark.toml",
            b"\xEF\xBB\xBF[[fact]]\nid = \"tx-orthotics\"\nenabled = false\n",
        ),
        ("folder/notes.txt", b"No facts."),
        ("a.md", b"Nothing.\n"),
    ]);
    for (path, said) in [
        (
            "latin.toml",
            "error: the facts in latin.toml are not UTF-8 text: byte 0xe9 at offset 5\n",
        ),
        ("empty.toml", "error: nothing is written in empty.toml\n"),
        (
            "comments.toml",
            "error: nothing is written in comments.toml\n",
        ),
        ("folder", "error: no fact file (.toml) in folder\n"),
        ("nowhere", "error: cannot read the facts in nowhere"),
    ] {
        for command in ["facts check", "check a.md --facts", "facts test --pack"] {
            let ran = site.run(&format!("{command} {path}"));
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran:?}");
            assert!(ran.stderr.starts_with(said), "{ran:?}");
        }
    }
    assert_eq!(site.run("check a.md --facts mark.toml").code, Some(0));
}

#[test]
fn of_thousands_of_mistakes_the_first_are_shown() {
    let many: String = (0..3000)
        .map(|number| format!("[[fact]]\nid = \"f{number}\"\ncolour = 1\n"))
        .collect();
    let site = Site::with(&[("many.toml", many.as_bytes()), ("a.md", b"Nothing.\n")]);
    let ran = site.run("facts check many.toml");
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stdout.contains("and 5950 more mistakes\n"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.lines().count() < 2000);
    let ran = site.run("check --facts many.toml a.md");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("6000 mistakes"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("and 5950 more, not shown"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.lines().count() < 2000);
}

#[test]
fn the_built_in_facts_have_no_mistakes() {
    let ran = Site::with(&[]).run("facts check");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(ran.stdout.contains("no mistakes"), "{}", ran.stdout);
}
