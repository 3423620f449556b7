//! What a sentence is about when it doesn't say.

use super::by_sentence::BySentence;
use super::read::{ReadBlock, ReadSentence};
use crate::markup::{Article, BlockIndex, BlockKind};
use crate::mention::{ConceptMention, Naming};
use crate::pack::{Pack, Role, Theme};

/// What text without a subject of its own is about, as one pack sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The pack's topic.
    Own,
    /// The pack's topic, for all one knows: a fragment that names no condition.
    Assumed,
    /// Another condition, which shares warning signs with the topic.
    Neighbour,
    /// Another condition.
    Other,
    /// Nothing is known about it.
    Unknown,
}

/// An article of at most this many words without headings may be a fragment about the topic.
const FRAGMENT: usize = 24;
/// A text of at most this many words is about what it names, if only once.
const NOTE: usize = 100;
/// An article is about the topic if it names it in a heading, or in one of this many sentences.
const SENTENCES_PER_NAMING: usize = 25;
/// An article that names the topic by ambiguous names alone, such as "S3" and "disc", is about it if it has at most this
/// many words for each sentence with one.
const WORDS_PER_NAMING: usize = 50;

/// Returns the topic of every sentence of every block, for the pack with this theme.
///
/// The nearest heading that names a condition governs its section; a condition named in the text governs
/// what follows, up to the next heading. Text that never names the topic is not about it, unless it is a
/// short fragment that names no other condition either.
#[must_use]
pub fn topics(
    article: &Article,
    read: &[ReadBlock],
    theme: &Theme,
    pack: &Pack,
) -> BySentence<Topic> {
    let default = article_topic(article, read, theme, pack);
    let words: usize = sentences(read).map(|sentence| sentence.tokens.len()).sum();
    // "Back belts prevent back pain": what the topic belongs to stands for it.
    let akin =
        default == Topic::Assumed && sentences(read).any(|sentence| sentence.holds(&theme.akin));
    let default = if akin { Topic::Own } else { default };
    let mut section: Option<&[BlockIndex]> = None;
    let mut current = default;
    let mut all = BySentence::with_room_for(read);
    for (block, found) in article.blocks.iter().zip(read) {
        let heading = matches!(block.kind, BlockKind::Heading(_));
        if section != Some(block.headings.as_slice()) {
            section = Some(block.headings.as_slice());
            let governing = block.headings.iter().rev().find_map(|at| {
                read[*at].sentences.iter().find_map(|sentence| {
                    let own = named(sentence, theme, pack)?;
                    if default == Topic::Unknown && names_ambiguously(sentence, theme, pack) {
                        return None;
                    }
                    Some(after(own, sentence, theme))
                })
            });
            current = governing.unwrap_or(default);
        }
        all.push(found.sentences.iter().map(|sentence| {
            let own = named(sentence, theme, pack);
            let own = own
                .filter(|_| current != Topic::Unknown || !names_ambiguously(sentence, theme, pack));
            // Where the article is about something else, a mention in passing speaks for its own sentence only.
            let passing = current == Topic::Unknown && words > NOTE;
            let topic = match own {
                Some(Topic::Other | Topic::Neighbour) if passing => Topic::Unknown,
                own => own.unwrap_or(current),
            };
            if let Some(own) = own.filter(|_| !heading && !passing && block.cell.is_none()) {
                current = after(own, sentence, theme);
            }
            topic
        }));
    }
    all
}

fn sentences(read: &[ReadBlock]) -> impl Iterator<Item = &ReadSentence> {
    read.iter().flat_map(|block| &block.sentences)
}

/// Returns what a sentence names: the topic, else another condition.
fn named(sentence: &ReadSentence, theme: &Theme, pack: &Pack) -> Option<Topic> {
    if sentence.holds(&theme.family) {
        Some(Topic::Own)
    } else if sentence.holds(&theme.away) {
        let concepts = &sentence.mentions.concepts;
        let mut others = concepts
            .iter()
            .filter(|mention| mention.is_one(&theme.away, pack));
        let near = others.all(|mention| mention.is_one(&theme.neighbours, pack));
        Some(if near { Topic::Neighbour } else { Topic::Other })
    } else {
        None
    }
}

/// Returns what the text behind a sentence that names `own` is about: beside the topic of another pack nobody
/// knows.
fn after(own: Topic, sentence: &ReadSentence, theme: &Theme) -> Topic {
    if sentence.holds(&theme.others) {
        Topic::Other
    } else {
        own
    }
}

/// Tells whether all that names the topic's family in a sentence is the label of one thing, such as "S1", or another name
/// that means other things as well.
fn names_ambiguously(sentence: &ReadSentence, theme: &Theme, pack: &Pack) -> bool {
    let is_label =
        |mention: &ConceptMention| mention.how == Naming::Label && mention.concepts.len() == 1;
    let concepts = sentence.mentions.concepts.iter();
    let mut family = concepts.filter(|mention| mention.is_one(&theme.family, pack));
    sentence.holds(&theme.family)
        && family.all(|mention| is_label(mention) || mention.is_one(&theme.ambiguous, pack))
}

fn article_topic(article: &Article, read: &[ReadBlock], theme: &Theme, pack: &Pack) -> Topic {
    let is_heading = |at: usize| matches!(article.blocks[at].kind, BlockKind::Heading(_));
    let (mut sentences, mut naming, mut words, mut titled) = (0, 0, 0, false);
    let (mut elsewhere, mut naming_others, mut ambiguous) = (false, 0, 0);
    let mut beside = theme.beside.is_empty();
    for (at, block) in read.iter().enumerate() {
        for sentence in &block.sentences {
            sentences += 1;
            words += sentence.tokens.len();
            elsewhere |= sentence.holds(&theme.away);
            beside |= sentence.holds(&theme.beside);
            naming_others += usize::from(sentence.holds(&theme.others));
            if sentence.holds(&theme.family) {
                naming += 1;
                if names_ambiguously(sentence, theme, pack) {
                    ambiguous += 1;
                } else {
                    titled |= is_heading(at);
                }
            }
        }
    }
    let often = match naming == ambiguous {
        true => words <= NOTE || beside && naming * WORDS_PER_NAMING >= words,
        false => naming * SENTENCES_PER_NAMING >= sentences,
    };
    if titled || naming > 0 && often {
        let shared = naming_others >= naming;
        return if shared { Topic::Other } else { Topic::Own };
    }
    let fragment = naming == 0 && words <= FRAGMENT && !elsewhere;
    // "Do" and "Avoid" are no titles, nor are questions.
    let is_title = |at: usize| {
        let framed = read[at].sentences.iter().any(|sentence| {
            let all = sentence.all();
            sentence.has_role(Role::DoHeading, &all)
                || sentence.has_role(Role::AvoidHeading, &all)
                || sentence.ends_with('?')
        });
        is_heading(at) && !framed
    };
    let titled_outside = article.metadata.title.is_some();
    let headed =
        article.front_matter.span.is_some() || titled_outside || (0..read.len()).any(is_title);
    if fragment && !headed && theme.assumed {
        Topic::Assumed
    } else {
        Topic::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::Topic::{self, Assumed, Neighbour, Other, Own, Unknown};
    use super::topics;
    use crate::claim::one::{BUILT_IN, article};

    /// Compares the topics of all sentences, in order, with what is expected.
    #[track_caller]
    fn check(text: &str, expected: &[Topic]) {
        let pack = &BUILT_IN.pack;
        let (article, read) = article(text);
        let topics = topics(&article, &read, &pack.themes[0], pack);
        assert_eq!(topics.all(), expected, "{text}");
    }

    #[test]
    fn a_condition_that_is_named_governs_what_follows() {
        check("Sciatica is common. It hurts.", &[Own, Own]);
        check(
            "Sciatica is common. Piriformis syndrome is not. It hurts in the buttock.",
            &[Own, Neighbour, Neighbour],
        );
    }

    #[test]
    fn a_heading_governs_its_section() {
        check(
            "# Sciatica\n\nIt hurts.\n\n## Piriformis syndrome\n\nIt hurts.\n\n# Back to the roots\n\nIt hurts.",
            &[Own, Own, Neighbour, Neighbour, Own, Own],
        );
    }

    #[test]
    fn a_name_of_other_things_as_well_does_not_tell_alone() {
        // More than a note.
        let filler = "The builders keep their files in it. ".repeat(20);
        let long = |text: &str| format!("{text} {filler}");
        let topic = |text: &str| {
            let pack = &BUILT_IN.pack;
            let (article, read) = article(&long(text));
            topics(&article, &read, &pack.themes[0], pack).all()[0]
        };
        assert_eq!(topic("Copy the disk to S3."), Unknown);
        assert_eq!(topic("Copy the disk to S3. It hurts in the calf."), Unknown);
        assert_eq!(topic("The herniated disc presses on S3."), Own);
        let roots = "S3 is felt in the buttock, S2 in the thigh. S1 hurts in the heel. ";
        assert_eq!(topic(&roots.repeat(3)), Own);
        check("Copy the disk to S3. It is full.", &[Own, Own]);
    }

    #[test]
    fn a_fragment_may_be_about_the_topic() {
        check("It is felt in the calf.", &[Assumed]);
        check("# Migraine\n\nIt is felt in the calf.", &[Other, Other]);
        check("# News\n\nIt is felt in the calf.", &[Unknown, Unknown]);
    }
}
