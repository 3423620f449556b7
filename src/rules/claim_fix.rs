//! What the facts say, in place of a sentence that says otherwise.

use super::fix::escaped;
use super::{Edit, Fix};
use crate::checked::Checked;
use crate::markup::{BlockIndex, BlockKind};
use crate::pack::{Fact, FactIndex};
use crate::source::{Format, ProseSpan, Span};
use crate::verdict::Verdict;

/// Returns the fix that puts the statement of `fact` in place of a sentence; `None` where more than the sentence would
/// change: it is a fragment, marked up, has a reference, or makes other claims as well.
///
/// It is for people to look at: the facts may say less, or more, than belongs there.
pub(super) fn stating(
    (index, fact): (FactIndex, &Fact),
    (block, sentence): (BlockIndex, ProseSpan),
    checked: &Checked<'_>,
) -> Option<Fix> {
    let span = plain_place(checked, block, sentence)?;
    let at = checked.read[block]
        .sentences
        .iter()
        .position(|read| read.span == sentence)?;
    let mut others = checked.claims.iter().filter(|judged| {
        let claim = &judged.claim;
        claim.block == block && sentence.contains(claim.focus)
    });
    let says_more = others.any(|judged| {
        let rests = matches!(judged.verdict, Verdict::Supported | Verdict::Contradicted);
        rests && judged.fact != Some(index)
    });
    if says_more || checked.references.attached(block, at) {
        return None;
    }
    Some(Fix {
        description: "puts what the facts say in place of the sentence".to_owned(),
        safe: false,
        edits: vec![Edit {
            span,
            replacement: written(&fact.statement, checked.article.ending.format)?,
        }],
    })
}

/// Returns where a whole sentence of running text stands, if it stands there as it is read.
fn plain_place(checked: &Checked<'_>, at: BlockIndex, sentence: ProseSpan) -> Option<Span> {
    let block = &checked.article.blocks[at];
    let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
    let words = &block.prose[sentence.range()];
    let is_whole = words.starts_with(char::is_uppercase) && words.ends_with(['.', '!']);
    let span = block.map.to_source(sentence);
    // Markup, entities and marks of quotes and lists all take bytes that are not prose.
    let is_plain = span.end - span.start == sentence.end - sentence.start;
    (is_text && is_whole && is_plain).then_some(span)
}

/// Returns a statement as text of `format`; `None` if a character of it would be markup there.
fn written(statement: &str, format: Format) -> Option<String> {
    match format {
        Format::Text => Some(statement.to_owned()),
        Format::Html => Some(escaped(statement)),
        Format::Markdown | Format::Mdx => {
            let is_mark = |letter: char| "*_`[]<>{}\\|#~$^&".contains(letter);
            (!statement.contains(is_mark)).then(|| statement.to_owned())
        }
    }
}
