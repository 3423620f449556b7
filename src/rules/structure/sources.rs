//! Articles that name no source at all.

use super::{Finding, Findings, Sources};
use crate::checked::Checked;
use crate::markup::BlockKind;
use crate::pack::{Pack, Selector};

/// Name of what a site or an article provides that lists its sources elsewhere.
const PROVIDED: &str = "references";

/// Adds a finding, at the first sentence that needs a source, for an article that names none.
pub(super) fn check(
    checked: &Checked<'_>,
    sources: &Sources,
    pack: &Pack,
    findings: &mut Findings<'_>,
) {
    let too_short = checked.gated && checked.words < sources.min_words;
    if too_short
        || findings.settings.provides.contains(PROVIDED)
        || names_any(checked, sources, pack)
    {
        return;
    }
    let Some((block, sentence)) = first_with(checked, &sources.subjects, pack) else {
        return;
    };
    let span = checked.read[block].sentences[sentence].span;
    let span = checked.article.blocks[block].map.to_source(span);
    let message = findings.message();
    findings.add(Finding::new(span, message, "this needs a source"));
}

/// Tells whether the article names a source: in its metadata, in a list, or where a sentence leads to one.
fn names_any(checked: &Checked<'_>, sources: &Sources, pack: &Pack) -> bool {
    let fields = &checked.article.front_matter.fields;
    let declared = fields.iter().any(|(key, values)| {
        sources.front_matter.contains(&key.to_lowercase()) && !values.is_empty()
    });
    let leads_out = |(block, at): (usize, usize)| {
        let sentence = &checked.read[block].sentences[at];
        let all = sentence.all();
        let mut offers = sources.offers.iter();
        checked.references.leads_out(block, at)
            && !offers.any(|selector| sentence.mentions.holds(*selector, &all, pack))
    };
    declared || !checked.references.list.is_empty() || places(checked).any(leads_out)
}

/// Returns block and sentence of the first sentence outside of headings that names one of `subjects`.
fn first_with(checked: &Checked<'_>, subjects: &[Selector], pack: &Pack) -> Option<(usize, usize)> {
    places(checked).find(|(block, at)| {
        let sentence = &checked.read[*block].sentences[*at];
        let all = sentence.all();
        let kind = checked.article.blocks[*block].kind;
        let is_text = !matches!(kind, BlockKind::Heading(_) | BlockKind::ImageText);
        is_text
            && subjects
                .iter()
                .any(|selector| sentence.mentions.holds(*selector, &all, pack))
    })
}

fn places<'a>(checked: &'a Checked<'_>) -> impl Iterator<Item = (usize, usize)> + 'a {
    let blocks = checked.read.iter().enumerate();
    blocks.flat_map(|(block, read)| (0..read.sentences.len()).map(move |at| (block, at)))
}
