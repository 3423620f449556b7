//! What was to be filled in, and lists that got lost.

use memchr::memmem;

use super::{Finding, Findings, Literal, Placeholders};
use crate::checked::Checked;
use crate::claim::ReadSentence;
use crate::markup::{Block, BlockIndex, BlockKind};
use crate::pack::{Pack, Role, Selector};
use crate::sentence::TokenKind;
use crate::source::{ProseSpan, Span};

/// Words from which on a paragraph is no entry of a list without bullets.
const PARAGRAPH_WORDS: usize = 20;
/// Most words of a title at the start of an entry: "Disc herniation – ...".
const TITLE_WORDS: usize = 7;
/// Most words between the end of a lead-in and the words that announce a list.
const LEAD_IN_TAIL: usize = 1;

/// Adds a finding for every place that is still to be filled in.
pub(super) fn check(
    checked: &Checked<'_>,
    placeholders: &Placeholders,
    pack: &Pack,
    findings: &mut Findings<'_>,
) {
    check_literals(checked, placeholders, findings);
    for at in 0..checked.article.blocks.len() {
        if is_lost_list(checked, at, placeholders, pack) {
            let block = &checked.article.blocks[at];
            let last = checked.read[at].sentences.last();
            let span = last.map_or(block.source(), |last| block.map.to_source(last.span));
            findings.add(Finding::new(
                span,
                &placeholders.lost_list,
                "announces a list",
            ));
        }
    }
    for at in &checked.references.list.bare_labels {
        if !is_followed(checked, *at) {
            let span = checked.article.blocks[*at].source();
            findings.add(Finding::new(span, &placeholders.empty_label, "of what?"));
        }
    }
    check_links(checked, placeholders, pack, findings);
    let article = checked.article;
    for note in &article.notes {
        let holds = |block: &Block| note.span.contains(block.source());
        if !article.blocks.iter().any(holds) {
            findings.add(Finding::new(
                note.span,
                &placeholders.empty_note,
                "is empty",
            ));
        }
    }
}

/// Adds a finding for every literal; the other places where it stands go with the first.
fn check_literals(checked: &Checked<'_>, placeholders: &Placeholders, findings: &mut Findings<'_>) {
    let possible = possible(checked, &placeholders.literals);
    let literals = placeholders.literals.iter().zip(possible);
    for (literal, _) in literals.filter(|(_, possible)| *possible) {
        // Where no link was kept, none can be missed.
        if literal.unlinked && checked.article.links.is_empty() {
            continue;
        }
        let mut places = places_of(checked, literal).into_iter();
        if let Some(first) = places.next() {
            let mut finding = Finding::new(first, &literal.message, "these words");
            finding.others = places
                .map(|place| (place, "the same here".to_owned()))
                .collect();
            findings.add(finding);
        }
    }
}

/// Returns of each literal whether the article holds one of the texts that it cannot do without.
fn possible(checked: &Checked<'_>, literals: &[Literal]) -> Vec<bool> {
    let blocks = checked.article.blocks.iter();
    let mut prose = String::with_capacity(blocks.map(|block| block.prose.len() + 1).sum());
    for block in &checked.article.blocks {
        prose.push_str(&block.prose);
        prose.push('\n');
    }
    prose.make_ascii_lowercase();
    let is_possible = |literal: &Literal| {
        let mut needs = literal.needs.iter();
        needs.any(|needed| memmem::find(prose.as_bytes(), needed.as_bytes()).is_some())
    };
    literals.iter().map(is_possible).collect()
}

/// Returns where a literal stands, code aside.
fn places_of(checked: &Checked<'_>, literal: &Literal) -> Vec<Span> {
    let article = checked.article;
    let blocks = article.blocks.iter();
    let found = blocks.flat_map(|block| {
        let found = literal.pattern.regex().find_iter(&block.prose);
        found.map(|found| block.map.to_source(ProseSpan::of_range(found.range())))
    });
    found
        .filter(|span| {
            let in_code = article.code.iter().any(|code| code.overlaps(*span));
            let in_link = || article.links.iter().any(|link| link.span.overlaps(*span));
            !(in_code || literal.unlinked && in_link())
        })
        .collect()
}

fn check_links(
    checked: &Checked<'_>,
    placeholders: &Placeholders,
    pack: &Pack,
    findings: &mut Findings<'_>,
) {
    for link in checked.article.links.iter().filter(|link| link.is_empty()) {
        let sentence = sentence_at(checked, link.span.start, link.span.end);
        let is_reference = sentence.is_some_and(|sentence| {
            let all = sentence.all();
            let mut wanted = placeholders.references.iter();
            wanted.any(|selector| sentence.mentions.holds(*selector, &all, pack))
        });
        // Scripts hang on links to the top of the page.
        if link.target.trim().is_empty() && sentence.is_some() || is_reference {
            findings.add(Finding::new(
                link.span,
                &placeholders.empty_link,
                "leads nowhere",
            ));
        }
    }
}

/// Returns the sentence that shares a byte of the file with `start..end`.
fn sentence_at<'a>(checked: &'a Checked<'_>, start: u32, end: u32) -> Option<&'a ReadSentence> {
    let blocks = checked.article.blocks.iter().zip(&checked.read);
    let mut near = blocks.filter(|(block, _)| {
        let source = block.source();
        source.start < end && start < source.end
    });
    near.find_map(|(block, read)| {
        read.sentences.iter().find(|sentence| {
            let source = block.map.to_source(sentence.span);
            source.start < end && start < source.end
        })
    })
}

/// Tells whether something that is no prose stands behind a block.
fn is_followed(checked: &Checked<'_>, at: BlockIndex) -> bool {
    checked.article.followed_by_other.binary_search(&at).is_ok()
}

/// Tells whether a block announces a list, and none comes.
fn is_lost_list(
    checked: &Checked<'_>,
    at: BlockIndex,
    placeholders: &Placeholders,
    pack: &Pack,
) -> bool {
    let blocks = &checked.article.blocks;
    let block = &blocks[at];
    if block.kind != BlockKind::Paragraph || block.quoted || is_followed(checked, at) {
        return false;
    }
    let Some(last) = checked.read[at].sentences.last() else {
        return false;
    };
    let strictly = announces(last, &placeholders.lead_ins, pack);
    if !strictly && !announces(last, &placeholders.open_lead_ins, pack) {
        return false;
    }
    let Some(next) = blocks.get(at + 1) else {
        return true;
    };
    match next.kind {
        BlockKind::Heading(level) => !sections_are_the_list(checked, at, level),
        BlockKind::Paragraph => strictly && !next.quoted && !may_be_entry(checked, at + 1),
        BlockKind::Byline => true,
        BlockKind::Item | BlockKind::Cell | BlockKind::Footnote | BlockKind::ImageText => false,
    }
}

/// Tells whether a sentence ends with a colon and, before it, one of `lead_ins`.
fn announces(sentence: &ReadSentence, lead_ins: &[Selector], pack: &Pack) -> bool {
    let Some((colon, words)) = sentence.tokens.split_last() else {
        return false;
    };
    if !colon.is_mark(':') {
        return false;
    }
    let all = 0..words.len();
    let last = words.len().saturating_sub(LEAD_IN_TAIL);
    lead_ins.iter().any(|selector| {
        let mut found = sentence.mentions.find_all(*selector, &all, pack);
        found.any(|tokens| tokens.end >= last)
    })
}

/// Tells whether the sections behind the block `at`, the first of which has a heading of `level`, may be what
/// the block announces: there are several, and they stand below it.
fn sections_are_the_list(checked: &Checked<'_>, at: BlockIndex, level: u8) -> bool {
    let blocks = &checked.article.blocks;
    let own = blocks[at]
        .headings
        .last()
        .map_or(0, |above| match blocks[*above].kind {
            BlockKind::Heading(level) => level,
            _ => 0,
        });
    let is_numbered = blocks[at + 1]
        .prose
        .starts_with(|letter: char| letter.is_ascii_digit());
    if level <= own {
        return is_numbered;
    }
    let behind = blocks[at + 1..]
        .iter()
        .filter_map(|block| match block.kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        });
    let below = behind.take_while(|level| *level > own);
    below.filter(|other| *other == level).count() > 1
}

/// Tells whether the paragraph `at` may be an entry of a list that has lost its bullets.
fn may_be_entry(checked: &Checked<'_>, at: BlockIndex) -> bool {
    let block = &checked.article.blocks[at];
    let sentences = &checked.read[at].sentences;
    let words: usize = sentences.iter().map(words_of).sum();
    let begins_so = |letter: char| !letter.is_uppercase() && !"“\"‘'".contains(letter);
    if words < PARAGRAPH_WORDS || block.prose.starts_with(begins_so) {
        return true;
    }
    let bold_start = block.strong.first().is_some_and(|span| span.start == 0);
    // The next lead-in is no entry.
    if block.prose.ends_with(':') {
        return false;
    }
    let Some(first) = sentences.first() else {
        return true;
    };
    let title = first
        .tokens
        .iter()
        .position(|token| matches!(token.kind, TokenKind::Mark(':' | '–' | '-')));
    let titled = title.is_some_and(|at| at <= TITLE_WORDS)
        || words_of(first) <= TITLE_WORDS
        || states_nothing(first);
    bold_start || titled || block.prose.contains('\n') || sentences.len() < 2
}

/// Tells whether a sentence is none, but names something: "A test of the iron in your blood."
fn states_nothing(sentence: &ReadSentence) -> bool {
    let all = sentence.all();
    let mut stating = [Role::Auxiliary, Role::Verb, Role::NewSubject, Role::Pronoun].into_iter();
    !stating.any(|role| sentence.has_role(role, &all))
}

fn words_of(sentence: &ReadSentence) -> usize {
    let is_word = |kind: TokenKind| !matches!(kind, TokenKind::Mark(_));
    sentence
        .tokens
        .iter()
        .filter(|token| is_word(token.kind))
        .count()
}
