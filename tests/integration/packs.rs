//! Several packs: each alone, and side by side.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::settings;
use factlint::built_in::{built_in_pack, built_in_packs, language_files};
use factlint::pack::{Example, Layer, Pack, PackError, PackText, load};
use factlint::report::{ArticleReport, ReadyDiagnostic};
use factlint::rules::Family;
use factlint::run::pipeline::{Knowledge, check_article, knowledge_of, load_knowledge, pack_files};
use factlint::source::{Format, SourceFile};

use crate::articles::{articles, check};

const ARTICLES: &str = "fixtures/packs/articles";

/// The pack on carpal tunnel syndrome, without the one on sciatica.
static ALONE: LazyLock<Knowledge> = LazyLock::new(|| {
    let files = language_files().into_iter().chain(hand_pack());
    knowledge_of(&files.collect::<Vec<_>>()).unwrap()
});

/// The built-in packs alone.
static BUILT_IN: LazyLock<Knowledge> = LazyLock::new(|| load_knowledge(&[]).unwrap());

/// Both packs.
static BOTH: LazyLock<Knowledge> = LazyLock::new(|| load_knowledge(&[hand_folder()]).unwrap());

fn hand_folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/packs/carpal-tunnel")
}

fn hand_pack() -> Vec<PackText> {
    pack_files(&hand_folder(), Layer(1)).unwrap()
}

fn report(text: &str, format: Format, knowledge: &Knowledge) -> ArticleReport {
    let file = SourceFile::new("article.md", format, text);
    check_article(&file, knowledge, &settings())
}

fn found(text: &str, format: Format, knowledge: &Knowledge) -> Vec<String> {
    let shown =
        |found: &ReadyDiagnostic| format!("{} {:?} {}", found.rule, found.span, found.message);
    let diagnostics = report(text, format, knowledge).diagnostics;
    diagnostics.iter().map(shown).collect()
}

#[test]
fn a_pack_alone_reports_what_its_articles_expect() {
    let hand: Vec<_> = articles(ARTICLES)
        .into_iter()
        .filter(|path| !path.ends_with("both.md"))
        .collect();
    assert_eq!(hand.len(), 2, "the articles on the hand");
    let planted: usize = hand.iter().map(|path| check(path, &ALONE)).sum();
    assert!(planted >= 8, "the articles hold planted errors");
}

#[test]
fn packs_side_by_side_report_what_the_articles_expect() {
    for folder in [ARTICLES, "fixtures/articles"] {
        for path in articles(folder) {
            check(&path, &BOTH);
        }
    }
}

#[test]
fn each_pack_is_silent_about_the_other_topic() {
    let hand = |found: &String| found.contains("carpal") || found.contains("median nerve");
    for path in articles(ARTICLES) {
        let text = std::fs::read_to_string(&path).unwrap();
        let with_sciatica = found(&text, Format::Markdown, &BUILT_IN);
        let both = path.ends_with("both.md");
        assert!(both || with_sciatica.is_empty(), "{with_sciatica:?}");
        assert!(!with_sciatica.iter().any(hand), "{with_sciatica:?}");
    }
    for path in articles("fixtures/articles") {
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(
            found(&text, Format::Markdown, &ALONE),
            Vec::<String>::new(),
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_pack_says_the_same_of_a_mixed_article_alone_and_in_company() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(ARTICLES)
        .join("both.md");
    let text = std::fs::read_to_string(path).unwrap();
    let in_company = report(&text, Format::Markdown, &BOTH).diagnostics;
    let of_hand = |found: &&ReadyDiagnostic| {
        let mut facts = ALONE.pack.facts.iter();
        facts.any(|fact| found.fact.as_ref() == Some(&fact.id))
    };
    let in_company: Vec<&ReadyDiagnostic> = in_company.iter().filter(of_hand).collect();
    let alone = report(&text, Format::Markdown, &ALONE).diagnostics;
    assert_eq!(alone.iter().collect::<Vec<_>>(), in_company);
    assert_eq!(alone.len(), 2);
}

#[test]
fn a_second_pack_changes_nothing_in_texts_on_the_first_topic() {
    let mut compared = 0;
    for path in articles("fixtures/language") {
        let page = std::fs::read_to_string(&path).unwrap();
        let lines = page.lines().filter_map(|line| {
            let code = line.split_once('`')?.1;
            Some(
                code.split_once('`')?
                    .0
                    .replace(" ⏎", "\n")
                    .replace("\n ", "\n"),
            )
        });
        for text in lines {
            compared += 1;
            let one = found(&text, Format::Markdown, &BUILT_IN);
            assert_eq!(one, found(&text, Format::Markdown, &BOTH), "{text}");
        }
    }
    for fact in &BUILT_IN.pack.facts {
        for Example { text, .. } in fact.agrees.iter().chain(&fact.contradicts) {
            compared += 1;
            let one = found(text, Format::Text, &BUILT_IN);
            assert_eq!(one, found(text, Format::Text, &BOTH), "{text}");
        }
    }
    assert!(compared > 500, "{compared} texts");
}

#[test]
fn the_sentences_of_the_second_pack_come_out_alone_and_in_company() {
    let mut wrong = Vec::new();
    for (name, knowledge) in [("alone", &*ALONE), ("in company", &*BOTH)] {
        for fact in &ALONE.pack.facts {
            assert!(fact.agrees.len() >= 3 && fact.contradicts.len() >= 3);
            for Example { text, .. } in &fact.agrees {
                let found = report(text, Format::Text, knowledge).diagnostics;
                if found
                    .iter()
                    .any(|found| found.family == Family::Contradiction)
                {
                    wrong.push(format!("{name}: accused: {text}"));
                }
            }
            for Example { text, .. } in &fact.contradicts {
                let found = report(text, Format::Text, knowledge).diagnostics;
                if !found
                    .iter()
                    .any(|found| found.fact.as_ref() == Some(&fact.id))
                {
                    wrong.push(format!("{name}: missed: {text}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn careful_sentences_stay_unaccused_in_company() {
    let sentences = [
        "Sciatica hurts in the leg; carpal tunnel syndrome hurts in the hand; it often starts in the thumb.",
        "Unlike sciatica, carpal tunnel syndrome numbs the thumb and the index finger.",
        "# Sciatica and carpal tunnel syndrome\n\n- numbness in the thumb\n- pain in the calf",
        "# Sciatica\n\n## Carpal tunnel syndrome\n\n- numbness in the thumb\n- pain in the shoulder",
        "# Carpal tunnel syndrome\n\n## Sciatica\n\n- numbness in the foot\n- pain in the calf",
        "Carpal tunnel syndrome is common. Sciatica is rarer. It is felt in the foot.",
        "Sciatica is common. The median nerve is another matter. It supplies the thumb.",
        "Sciatica affects the leg, and the median nerve supplies the thumb.",
        "The sciatic nerve supplies the foot, the median nerve the thumb and the index finger.",
    ];
    for text in sentences {
        let reported = report(text, Format::Markdown, &BOTH).diagnostics;
        let accused = reported
            .iter()
            .filter(|found| found.family == Family::Contradiction);
        let messages: Vec<&str> = accused.map(|found| found.message.as_str()).collect();
        assert_eq!(messages, Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn rule_pages_made_of_the_words_of_a_missing_pack_are_left_out() {
    let ids = |knowledge: &Knowledge| -> Vec<String> {
        knowledge.rules.iter().map(|rule| rule.id.clone()).collect()
    };
    let (alone, both) = (ids(&ALONE), ids(&BOTH));
    assert_eq!(both, ids(&BUILT_IN));
    assert!(both.contains(&"missing-red-flag-notice".to_owned()));
    assert!(!alone.contains(&"missing-red-flag-notice".to_owned()));
    assert!(alone.contains(&"wrong-recommendation".to_owned()));
    for predicate in &ALONE.pack.predicates {
        assert!(alone.contains(&predicate.rule), "{}", predicate.rule);
    }
}

#[test]
fn built_in_packs_are_named_by_their_folders() {
    for id in built_in_packs() {
        let mut files = language_files();
        files.extend(built_in_pack(id).unwrap());
        let pack = load(&files).unwrap();
        assert_eq!(pack.infos.len(), 1);
        assert_eq!(pack.infos[0].id, id);
    }
    assert!(built_in_pack("en").is_none());
}

fn text(name: &str, text: &str, layer: u32) -> PackText {
    PackText {
        name: name.to_owned(),
        text: Arc::from(text),
        layer: Layer(layer),
    }
}

/// A pack of one file in a folder of its own.
fn small(id: &str, more: &str) -> PackText {
    let header = format!(
        "[pack]\nid = \"{id}\"\nversion = \"0\"\ntitle = \"{id}\"\nlanguage = \"en\"\ntopic = \"{id}-topic\"\n\
         topic-family = [\"{id}-topic\"]\n"
    );
    let topic =
        format!("[[concept]]\nid = \"{id}-topic\"\nclass = [\"{id}-class\"]\nnames = [\"{id}\"]\n");
    text(
        &format!("{id}/pack.toml"),
        &format!("{header}{more}{topic}"),
        1,
    )
}

fn messages(result: Result<Pack, PackError>) -> Vec<String> {
    let problems = result
        .map(|_| Vec::new())
        .unwrap_or_else(|err| err.problems);
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn packs_that_share_an_id_or_a_class_are_refused() {
    let rival = "[[concept]]\nid = \"one-topic\"\nnames = [\"other\"]\n";
    assert_eq!(
        messages(load(&[small("one", ""), small("two", rival)])),
        ["`one-topic` is defined twice"]
    );
    let class = "[[concept]]\nid = \"two-thing\"\nclass = [\"one-class\"]\nnames = [\"thing\"]\n";
    assert_eq!(
        messages(load(&[small("one", ""), small("two", class)])),
        ["`one-class` is a class of the pack `one`"]
    );
    assert_eq!(
        messages(load(&[small("one", ""), small("two", "")])),
        [""; 0]
    );
}

#[test]
fn a_file_on_its_own_replaces_and_leaves_the_pack_as_it_is() {
    let change =
        "[[concept]]\nid = \"two-topic\"\nclass = [\"two-class\"]\nnames = [\"other name\"]\n";
    let files = [
        small("one", ""),
        small("two", ""),
        text("more/change.toml", change, 2),
    ];
    let pack = load(&files).unwrap();
    let two = pack.find_pack("two");
    let concept = pack
        .concepts
        .iter()
        .find(|concept| concept.id == "two-topic")
        .unwrap();
    assert_eq!(concept.pack, two);
    assert_eq!(concept.names[0].0, "other name");
    assert!(two.is_some() && pack.find_pack("three").is_none());
}

#[test]
fn every_pack_has_its_own_topic_and_series() {
    let series = |id: &str| {
        format!(
            "[levels]\norder = [\"L1\", \"L2\"]\nsingle = [\"{id}-level\"]\npair = [\"{id}-pair\"]\n\
             [[concept]]\nid = \"{id}-l1\"\nclass = [\"{id}-level\"]\nlevel = \"L1\"\n\
             [[concept]]\nid = \"{id}-l12\"\nclass = [\"{id}-pair\"]\nlevels = [\"L1\", \"L2\"]\n"
        )
    };
    let pack = load(&[small("one", &series("one")), small("two", &series("two"))]).unwrap();
    let [one, two] = pack.levels.as_slice() else {
        panic!("two series: {:?}", pack.levels);
    };
    assert!(one.singles[0].is_some() && two.singles[0].is_some());
    assert_ne!(one.singles[0], two.singles[0]);
    let [one, two] = pack.themes.as_slice() else {
        panic!("two themes: {:?}", pack.themes);
    };
    assert_ne!(one.topic, two.topic);
    assert_eq!((&one.others, &two.others), (&two.family, &one.family));
}
