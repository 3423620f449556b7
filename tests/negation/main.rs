//! Negation alone, on sentences that others wrote and marked.
//!
//! Each sentence goes through the passes of the program: words, mentions, clauses, scopes. Nothing of the data
//! is part of this repository; it is looked for in `../shared/corpora/negation`, and without it nothing is
//! measured.
//!
//! | file | what is marked | what is measured |
//! | --- | --- | --- |
//! | `context-2376.tsv` | a phrase, and whether it is denied | phrases that we deny |
//! | `bioscope-abstracts.tsv`, `bioscope-full-papers.tsv` | a cue, and the words it reaches | the words that our scope of that cue reaches; the cue itself does not count |
//!
//! ```sh
//! cargo test --release --test negation -- --data FOLDER --show phrases --json FIGURES
//! ```
//!
//! `--show` prints the rows that differ, of `phrases` or `scopes`. Other arguments are for other tests.
//! `.ci/negation.toml` holds the figures that have to be reached. What differs on purpose:
//!
//! | the data | we |
//! | --- | --- |
//! | "no change in vision" is denied | hold "no change", "no increase" and "no difference" for statements of their own |
//! | "nausea resolved", "former smoker", "quit smoking" are denied | leave it to the words: what has ended was there |
//! | "occult blood was negative", "-ve for" are denied | do not read the shorthand of records |
//! | "no murmurs, rubs, gallops" is one list | end a list behind a comma where no "or" follows |
//! | the subject of every passive is reached ("ELAM was not expressed") | reach it for participles that we know, and one item of a list |
//! | what a bracket at the end adds, and a verb we do not know, is not reached | reach it: nothing tells us where the denial ends |
//! | "absent", "missing" and "failure of" deny | take them for findings |
#![expect(
    clippy::disallowed_methods,
    reason = "a measurement reads its data and writes its figures"
)]
#![expect(clippy::print_stdout, reason = "a measurement prints its figures")]

mod phrases;
mod reading;
mod scopes;
mod table;

use std::path::PathBuf;

use factlint::built_in::{BuiltIn, built_in};
use phrases::Phrases;
use scopes::Scopes;
use table::Counts;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value_of = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).map(String::as_str)
    };
    let folder = value_of("--data").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/negation"),
        PathBuf::from,
    );
    if !folder.is_dir() {
        println!(
            "SKIPPED: {} is not there, so negation was NOT measured",
            folder.display()
        );
        return;
    }
    println!("{} is there: it is used", folder.display());
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path)
            .unwrap_or_else(|err| panic!("cannot read {}: {err}", path.display()))
    };
    let built_in = built_in();
    let show = value_of("--show").unwrap_or_default();
    let figures = [
        measure_phrases(&read("context-2376.tsv"), &built_in, show == "phrases"),
        measure_scopes(
            [
                ("abstracts", &read("bioscope-abstracts.tsv")),
                ("papers", &read("bioscope-full-papers.tsv")),
            ],
            &built_in,
            show == "scopes",
        ),
    ]
    .concat();
    if let Some(path) = value_of("--json") {
        let figures: serde_json::Map<_, _> = figures
            .into_iter()
            .map(|(name, value)| (name, value.into()))
            .collect();
        let text = serde_json::Value::from(figures).to_string();
        std::fs::write(path, text).unwrap_or_else(|err| panic!("cannot write {path}: {err}"));
    }
}

/// Figures by name.
type Figures = Vec<(String, f64)>;

fn measure_phrases(file: &str, built_in: &BuiltIn, show: bool) -> Figures {
    let result = phrases::measure(file, built_in);
    let Phrases { all, lost, .. } = result;
    println!("\nPhrases that are denied ({lost} phrases not found in their sentence)\n");
    let width = 34;
    header("by cue", width);
    let mut by_cue: Vec<_> = result.by_cue.into_iter().collect();
    by_cue.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.wrong + counts.missed));
    for (cue, counts) in by_cue {
        line(&cue, width, counts);
    }
    line("all", width, all);
    if show {
        println!("\n{}", result.different);
    }
    vec![
        ("phrase_precision".to_owned(), all.precision()),
        ("phrase_recall".to_owned(), all.recall()),
        ("phrase_f1".to_owned(), all.f1()),
    ]
}

fn measure_scopes(files: [(&str, &str); 2], built_in: &BuiltIn, show: bool) -> Figures {
    let mut both = Counts::default();
    let mut figures = Figures::new();
    for (name, file) in files {
        let result = scopes::measure(file, built_in);
        let Scopes {
            words,
            rows,
            exact,
            unmarked,
            ..
        } = result;
        println!(
            "\nWords that a marked cue reaches, {name}: {rows} cues, {exact} with exactly the marked words"
        );
        println!(
            "{} sentences without a marked cue, {} with a denial of ours\n",
            unmarked.0, unmarked.1
        );
        let width = 34;
        header("by cue: rows, exact", width);
        let mut by_cue: Vec<_> = result.by_cue.into_iter().collect();
        by_cue.sort_by_key(|(_, (_, _, counts))| std::cmp::Reverse(counts.wrong + counts.missed));
        for (cue, (rows, exact, counts)) in by_cue {
            line(&format!("{cue}: {rows}, {exact}"), width, counts);
        }
        line("all", width, words);
        if show {
            println!("\n{}", result.different);
        }
        both.add_all(words);
        figures.push((format!("scope_f1_{name}"), words.f1()));
    }
    println!();
    line("both files", 34, both);
    figures.push(("scope_f1".to_owned(), both.f1()));
    figures
}

fn header(what: &str, width: usize) {
    println!("{what:width$} right wrong missed  precision recall    F1");
}

fn line(name: &str, width: usize, counts: Counts) {
    let Counts {
        right,
        wrong,
        missed,
    } = counts;
    println!(
        "{name:width$} {right:5} {wrong:5} {missed:6}  {:9.3} {:6.3} {:5.3}",
        counts.precision(),
        counts.recall(),
        counts.f1()
    );
}
