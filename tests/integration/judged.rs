//! Texts with what factlint makes of their claims.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use factlint::built_in::{BuiltIn, built_in};
pub(crate) use factlint::examples::accuses;
use factlint::examples::{Owner, Tried, try_examples};
use factlint::pack::{Ceiling, Says};
use factlint::sentence::tokenize;
use factlint::source::ProseSpan;
use factlint::verdict::{Judged, Verdict};

/// All that texts are compared with; loading it takes longer than judging hundreds of sentences.
pub(crate) static KNOWN: LazyLock<BuiltIn> = LazyLock::new(built_in);

/// Runs the sentences of `owners`.
pub(crate) fn try_known<'p>(owners: impl IntoIterator<Item = Owner<'p>>) -> Vec<Tried<'p>> {
    try_examples(owners, &KNOWN.lexicon, &KNOWN.language, &KNOWN.pack)
}

/// Returns the claims of a Markdown article, judged.
pub(crate) fn judge_text(text: &str) -> Vec<Judged> {
    factlint::examples::judge_text(text, &KNOWN.lexicon, &KNOWN.language, &KNOWN.pack)
}

/// Returns the ids of all concepts that a sentence names or may mean.
pub(crate) fn named_concepts(sentence: &str) -> BTreeSet<String> {
    let span = ProseSpan::new(0, u32::try_from(sentence.len()).unwrap());
    let tokens = tokenize(sentence, span, &KNOWN.language.words.clitics);
    let mentions = KNOWN.lexicon.finder().find(sentence, &tokens, &KNOWN.pack);
    let named = mentions
        .concepts
        .iter()
        .flat_map(|mention| &mention.concepts);
    named
        .flat_map(|concept| KNOWN.pack.lattice.readings(*concept))
        .map(|concept| KNOWN.pack.concept(concept).id.clone())
        .collect()
}

/// Tells whether the conflict of a contradicted claim is reported as an error.
pub(crate) fn is_loud(judged: &Judged) -> bool {
    judged.verdict == Verdict::Contradicted
        && decider(judged).is_some_and(|said| said.emergency || said.ceiling == Ceiling::Error)
}

/// Returns what decided about the claim.
fn decider(judged: &Judged) -> Option<&'static Says> {
    judged
        .fact
        .map(|fact| &KNOWN.pack.fact(fact).says[judged.said])
}

/// Returns the claims in a line, such as "Supported: l5-root felt-in big-toe (root-l5-region)".
pub(crate) fn describe(claims: &[Judged]) -> String {
    let lines: BTreeSet<String> = claims.iter().map(describe_claim).collect();
    if lines.is_empty() {
        return "no claim".to_owned();
    }
    lines.into_iter().collect::<Vec<_>>().join("; ")
}

/// Returns those that do not come out, each with its claims, in lines.
pub(crate) fn failures(tried: &[Tried]) -> String {
    let failed = tried.iter().filter(|tried| !tried.passed);
    let lines = failed.map(|tried| {
        let (id, field, text) = (tried.owner.id(), tried.kind.field(), &tried.example.text);
        format!("{id} | {field} | {text}\n    {}\n", describe(&tried.claims))
    });
    lines.collect()
}

fn describe_claim(judged: &Judged) -> String {
    let pack = &KNOWN.pack;
    let proposition = &judged.claim.proposition;
    let ids = |concepts: &[factlint::proposition::ConceptId]| {
        concepts
            .iter()
            .map(|concept| pack.concept(*concept).id.as_str())
            .collect::<Vec<_>>()
            .join("|")
    };
    let mut words = vec![
        ids(&proposition.subject),
        pack.predicate(proposition.predicate).id.clone(),
        ids(&proposition.objects.typical),
    ];
    words.retain(|word| !word.is_empty());
    let said = words.join(" ");
    let fact = judged
        .fact
        .map(|fact| format!(" ({})", pack.fact(fact).id))
        .unwrap_or_default();
    let Judged { claim, verdict, .. } = judged;
    format!(
        "{verdict:?}: {said}, {:?}, {:?}, {:?}{fact}",
        proposition.polarity, claim.modality, claim.stance
    )
}
