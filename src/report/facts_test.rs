//! Example sentences that do not come out.

use std::io::{self, Write};
use std::sync::Arc;

use miette::NamedSource;
use serde::Serialize;

use super::article::name_of_verdict;
use super::fact_files::{FileRemark, by_file, write_remarks};
use super::json::write_object;
use super::objects::{DiagnosticObject, VERSION, diagnostic_objects};
use super::{Look, counted, counted_entries};
use crate::examples::{ExampleKind, Owner, Tried};
use crate::pack::{Pack, PackProblem, PackText};
use crate::proposition::ConceptId;
use crate::rules::Severity;
use crate::verdict::Judged;

/// What came of the example sentences of some facts and myths.
#[derive(Debug)]
pub struct ExampleReport {
    facts: usize,
    myths: usize,
    sentences: usize,
    failed: Vec<FailedExample>,
}

#[derive(Debug)]
struct FailedExample {
    message: String,
    help: String,
    label: &'static str,
    name: String,
    text: Arc<str>,
    at: std::ops::Range<usize>,
}

/// All of `facts test`.
#[derive(Serialize)]
struct TestObject<'a> {
    version: u32,
    facts: usize,
    myths: usize,
    sentences: usize,
    failed: usize,
    diagnostics: Vec<DiagnosticObject<'a>>,
}

impl ExampleReport {
    /// Returns the report on the sentences `tried` of `owners` in `pack`, which was loaded from `files`.
    #[must_use]
    pub fn new(tried: &[Tried<'_>], owners: &[Owner<'_>], pack: &Pack, files: &[PackText]) -> Self {
        let failed = tried.iter().filter(|tried| !tried.passed);
        let is_myth = |owner: &&Owner| matches!(owner, Owner::Myth(_));
        let myths = owners.iter().filter(is_myth).count();
        Self {
            facts: owners.len() - myths,
            myths,
            sentences: tried.len(),
            failed: failed
                .map(|tried| failed_example(tried, pack, files))
                .collect(),
        }
    }

    /// Tells whether a sentence does not come out.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        !self.failed.is_empty()
    }

    /// Returns the sentences that do not come out as mistakes of their files.
    #[must_use]
    pub fn into_mistakes(self) -> Vec<PackProblem> {
        let mistakes = self.failed.into_iter().map(|failed| PackProblem {
            message: failed.message,
            help: Some(failed.help),
            file: NamedSource::new(failed.name, failed.text).with_language("TOML"),
            at: (failed.at.start, failed.at.len()).into(),
            label: failed.label.to_owned(),
        });
        mistakes.collect()
    }

    fn remarks(&self) -> impl Iterator<Item = FileRemark<'_>> {
        self.failed.iter().map(|failed| FileRemark {
            rule: "example",
            severity: Severity::Error,
            message: failed.message.clone(),
            help: Some(failed.help.clone()),
            label: failed.label.to_owned(),
            name: &failed.name,
            text: &failed.text,
            at: failed.at.clone(),
        })
    }
}

/// Writes the sentences that fail for people, and how many there are.
///
/// # Errors
/// Those of `out`.
pub fn write_examples(report: &ExampleReport, look: Look, out: &mut dyn Write) -> io::Result<()> {
    write_remarks(report.remarks(), look, out)?;
    let ran = format!(
        "{} of {}",
        counted(report.sentences, "sentence", "sentences"),
        counted_entries(report.facts, report.myths)
    );
    match report.failed.len() {
        0 => writeln!(out, "{ran}: all come out"),
        1 => writeln!(out, "{ran}: 1 fails"),
        count => writeln!(out, "{ran}: {count} fail"),
    }
}

/// Writes the sentences that fail as one JSON object.
///
/// # Errors
/// Those of `out`.
pub fn write_examples_json(report: &ExampleReport, out: &mut dyn Write) -> io::Result<()> {
    let files = by_file(report.remarks());
    let object = TestObject {
        version: VERSION,
        facts: report.facts,
        myths: report.myths,
        sentences: report.sentences,
        failed: report.failed.len(),
        diagnostics: diagnostic_objects(&files).collect(),
    };
    write_object(&object, out)
}

fn failed_example(tried: &Tried<'_>, pack: &Pack, files: &[PackText]) -> FailedExample {
    let file = &files[tried.owner.file().0 as usize];
    let id = tried.owner.id();
    let (message, label) = match tried.kind {
        ExampleKind::Agrees => (
            format!("the sentence agrees with `{id}`, but is reported as wrong"),
            "accused",
        ),
        ExampleKind::Contradicts => (
            format!("the sentence contradicts `{id}`, but it does not say so"),
            "missed",
        ),
        ExampleKind::NearMisses => (
            format!(
                "the sentence only comes close to contradicting `{id}`, but is reported as wrong"
            ),
            "accused",
        ),
        ExampleKind::Claim | ExampleKind::Forms => (
            format!("the sentence is the myth `{id}`, but none of its facts refutes it"),
            "missed",
        ),
        ExampleKind::Refutations => (
            format!("the text is right about the myth `{id}`, but is reported as wrong"),
            "accused",
        ),
    };
    let claims: Vec<String> = tried
        .claims
        .iter()
        .map(|judged| described(judged, pack))
        .collect();
    let help = if claims.is_empty() {
        "factlint finds no claim in it: look at the names of its concepts and the cues of the predicate".to_owned()
    } else {
        format!("what factlint reads: {}", claims.join("; "))
    };
    FailedExample {
        message,
        help,
        label,
        name: file.name.clone(),
        text: Arc::clone(&file.text),
        at: tried.example.at.range(),
    }
}

/// Returns a claim in a line, such as "l5-root felt-in big-toe: supported by root-l5-region".
fn described(judged: &Judged, pack: &Pack) -> String {
    let said = &judged.claim.proposition;
    let ids = |concepts: &[ConceptId]| {
        let ids = concepts
            .iter()
            .map(|concept| pack.concept(*concept).id.as_str());
        ids.collect::<Vec<_>>().join("|")
    };
    let mut words = vec![
        ids(&said.subject),
        pack.predicate(said.predicate).id.clone(),
        ids(&said.objects.typical),
    ];
    words.retain(|word| !word.is_empty());
    let fact = judged.fact.map(|fact| format!(" ({})", pack.fact(fact).id));
    format!(
        "{}: {}{}",
        words.join(" "),
        name_of_verdict(judged.verdict),
        fact.unwrap_or_default()
    )
}
