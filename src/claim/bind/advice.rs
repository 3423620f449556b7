//! Advice: is something recommended or advised against, and how firmly?

use std::ops::Range;

use super::Place;
use super::subject::Subject;
use crate::claim::reach::Reach;
use crate::claim::read::{ReadSentence, context_blocks};
use crate::claim::scope::is_denied;
use crate::claim::{Claim, Modality};
use crate::markup::BlockKind;
use crate::mention::{ConceptMention, Naming, inside};
use crate::pack::Role;
use crate::proposition::{Objects, Polarity, PredicateId, Proposition};
use crate::source::ProseSpan;

/// How far before a verb phrase the word stands that orders or forbids it, in tokens.
const ORDER: usize = 4;
/// How far into a clause its subject or, without one, its verb stands, in tokens.
const OPENING: usize = 4;
/// How far behind a judging word its object stands, in tokens.
const OBJECT: usize = 2;

/// For or against, firmly or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Force {
    polarity: Polarity,
    firm: bool,
}

const DO: Force = Force {
    polarity: Polarity::Affirmed,
    firm: true,
};
const DO_NOT: Force = Force {
    polarity: Polarity::Denied,
    firm: true,
};

/// What judges, and how.
const JUDGING: [(Role, Force); 5] = [
    (Role::ForStrong, DO),
    (Role::ForWeak, DO.weak()),
    (Role::AgainstStrong, DO_NOT),
    (Role::AgainstWeak, DO_NOT.weak()),
    (Role::NeedNot, DO_NOT.weak()),
];

impl Force {
    const fn weak(self) -> Self {
        Self {
            firm: false,
            ..self
        }
    }

    fn turned(self) -> Self {
        Self {
            polarity: self.polarity.flipped(),
            ..self
        }
    }
}

pub(super) fn bind(place: &Place<'_>, id: PredicateId, claims: &mut Vec<Claim>) {
    let predicate = place.pack.predicate(id);
    let clause = place.tokens();
    let mentions = place.mentions(predicate, &predicate.subject, clause);
    if mentions.is_empty() {
        bind_inherited(place, id, claims);
        return;
    }
    if place.holds_any(&predicate.excludes, clause) || !place.meets(&predicate.requires, clause) {
        return;
    }
    for mention in mentions {
        if forbids_twice(place, mention) {
            continue;
        }
        let force = match command_start(place, mention) {
            Some(start) => ordered(place, mention, start),
            None => noun_before(place, core_start(place, mention))
                .map(|force| match framed(place, mention) {
                    Some(DO_NOT) => force.turned(),
                    _ => force,
                })
                .or_else(|| replaced(place, mention))
                .or_else(|| praised(place, mention))
                .or_else(|| framed(place, mention)),
        };
        if let Some(force) = force {
            let subject = Subject {
                concepts: mention.concepts.as_slice().into(),
                at: Some((place.block, place.sentence.span_of(&mention.tokens))),
                by_layout: false,
            };
            claims.push(claim(place, id, subject, &mention.tokens, force));
        }
    }
}

/// "Keep moving instead of staying in bed": the clause orders something in place of it.
fn replaced(place: &Place<'_>, mention: &ConceptMention) -> Option<Force> {
    let clause = place.tokens();
    let start = mention.tokens.start;
    let cue = place
        .sentence
        .roles(Role::InsteadOf, clause)
        .find(|cue| cue.end <= start && start <= cue.end + 1)?;
    let before = clause.start..cue.start;
    let ordered = place.sentence.mentions.concepts.iter().any(|other| {
        other.how == Naming::Command
            && inside(&other.tokens, &before)
            && ordered(place, other, other.tokens.start) == Some(DO)
    });
    ordered.then_some(DO_NOT)
}

/// Returns where the verb phrase begins if a mention is one that orders something, or has one among its pieces.
fn command_start(place: &Place<'_>, mention: &ConceptMention) -> Option<usize> {
    let mut concepts = place.sentence.mentions.concepts.iter();
    match mention.how {
        Naming::Command => Some(mention.tokens.start),
        Naming::Pieces => concepts
            .find(|other| other.how == Naming::Command && inside(&other.tokens, &mention.tokens))
            .map(|other| other.tokens.start),
        _ => None,
    }
}

/// Returns where a mention begins; for something said in pieces, where its first piece does: "for back pain, everyone
/// should have a scan".
fn core_start(place: &Place<'_>, mention: &ConceptMention) -> usize {
    let core = first_piece(place, mention).filter(|_| mention.how == Naming::Pieces);
    core.map_or(mention.tokens.start, |tokens| tokens.start)
}

fn first_piece(place: &Place<'_>, mention: &ConceptMention) -> Option<Range<usize>> {
    let concept = place.pack.concept(*mention.concepts.first()?);
    let first = concept.composite.as_ref()?.parts.first()?;
    first.iter().find_map(|selector| {
        let mut found = place
            .sentence
            .mentions
            .find_all(*selector, &mention.tokens, place.pack);
        found.next()
    })
}

/// "..., although guidance advises against it": the clause judges what an earlier one named.
fn bind_inherited(place: &Place<'_>, id: PredicateId, claims: &mut Vec<Claim>) {
    let predicate = place.pack.predicate(id);
    let clause = place.tokens();
    if place.holds_any(&predicate.excludes, clause) || !place.meets(&predicate.requires, clause) {
        return;
    }
    // What names something that can be advised itself judges that, and a label what follows it.
    if place.names_advisable(clause) || place.is_label() {
        return;
    }
    let Some(force) = place.judging().verdict() else {
        return;
    };
    let subject = place.inherited(&predicate.subject, predicate);
    // "Bed rest: no. Walking: recommended": what was named last is judged, whoever asks.
    let is_last = |subject: &Subject| {
        let named = subject.at.filter(|(block, _)| *block == place.block);
        let mut since = place.sentence.clauses[..place.clause]
            .iter()
            .filter(|clause| {
                let starts_behind =
                    |name: ProseSpan| name.end <= place.sentence.span_of(&clause.tokens).start;
                !clause.tokens.is_empty() && named.is_none_or(|(_, name)| starts_behind(name))
            });
        !since.any(|clause| place.names_advisable(&clause.tokens))
    };
    let is_meant = |subject: &Subject| !is_headed(place, subject) || speaks_of_it(place, clause);
    if let Some(subject) = subject.filter(is_last).filter(is_meant) {
        claims.push(claim(place, id, subject, clause, force));
    }
}

/// Tells whether a heading names the subject, for prose below it or an item of a list.
fn is_headed(place: &Place<'_>, subject: &Subject) -> bool {
    let blocks = &place.article.blocks;
    let named_by = subject.at.map(|(block, _)| blocks[block].kind);
    matches!(named_by, Some(BlockKind::Heading(_))) && blocks[place.block].kind != BlockKind::Cell
}

/// Tells whether a clause leaves it to a heading what it judges: it opens with a pronoun, or with the word that judges
/// and has no verb beside it ("Highly recommended."), or judges a pronoun ("Doctors advise against it"). Others have a
/// subject of their own: "Our team will help you".
fn speaks_of_it(place: &Place<'_>, clause: &Range<usize>) -> bool {
    let sentence = place.sentence;
    let has = |role, within: &Range<usize>| sentence.has_role(role, within);
    let opening = clause.start..clause.end.min(clause.start + OPENING);
    let first = clause.start..clause.end.min(clause.start + 1);
    if has(Role::Pronoun, &opening) || has(Role::Possessive, &first) {
        return true;
    }
    let verbs = [Role::Auxiliary, Role::Verb]
        .into_iter()
        .flat_map(|role| sentence.roles(role, clause));
    let verbs: Vec<Range<usize>> = verbs.collect();
    let judging = JUDGING
        .into_iter()
        .flat_map(|(role, _)| sentence.roles(role, clause));
    let mut judging = judging.map(|cue| {
        let alone = || verbs.iter().all(|verb| inside(verb, &cue));
        let behind = cue.end..clause.end.min(cue.end + OBJECT);
        inside(&cue, &opening) && alone() || has(Role::Pronoun, &behind)
    });
    judging.any(|meant| meant)
}

fn claim(
    place: &Place<'_>,
    id: PredicateId,
    subject: Subject,
    focus: &Range<usize>,
    force: Force,
) -> Claim {
    let predicate = place.pack.predicate(id);
    let clause = place.tokens();
    let (cues, concepts) = place.company(clause);
    let modality = match place.modality(predicate, clause) {
        _ if !force.firm => Modality::Possible,
        Modality::Absolute => Modality::Absolute,
        other => other,
    };
    Claim {
        proposition: Proposition {
            subject: subject.concepts.into_vec(),
            predicate: id,
            objects: Objects::default(),
            quantity: None,
            polarity: force.polarity,
            frequency: None,
            population: place.population(predicate, &[]),
            collective: false,
        },
        block: place.block,
        clause: place.sentence.span_of(clause),
        focus: place.sentence.span_of(focus),
        subject_at: subject.at,
        stance: place.stance,
        modality,
        cues,
        concepts,
    }
}

/// Tells whether an item under "What not to do" forbids by itself: "Don't wear a corset" says it once more, and "Do
/// not: - stop walking" twice over, so nobody knows.
fn forbids_twice(place: &Place<'_>, mention: &ConceptMention) -> bool {
    if framed(place, mention) != Some(DO_NOT) {
        return false;
    }
    let forbidden = match command_start(place, mention) {
        Some(start) => words_before(place, start),
        None => noun_before(place, core_start(place, mention)),
    };
    forbidden.is_some_and(|force| force.polarity == Polarity::Denied)
}

/// A verb phrase: ordered or forbidden by the words before it, or by standing first.
fn ordered(place: &Place<'_>, mention: &ConceptMention, start: usize) -> Option<Force> {
    let clause = place.tokens();
    match (words_before(place, start), framed(place, mention)) {
        // "Do not: - stop walking"
        (Some(force), Some(DO_NOT)) => return Some(force.turned()),
        (Some(force), _) | (None, Some(force)) => return Some(force),
        (None, None) => {}
    }
    let first = start == clause.start || {
        let before = clause.start..start;
        let connecting = place
            .sentence
            .roles(Role::Coordinator, &before)
            .any(|cue| cue.end == start);
        let comma = place.sentence.tokens[start - 1].is_mark(',');
        connecting || comma || is_numbered(place, start)
    };
    if first {
        return (!is_judged(place, mention)).then_some(DO);
    }
    // "The best thing is to stay in bed": the verb phrase is a noun.
    let before = clause.start..start;
    let is_noun = place
        .sentence
        .roles(Role::Infinitive, &before)
        .any(|cue| cue.end == start);
    let force = if is_noun {
        praised(place, mention)
    } else {
        None
    };
    force.filter(|force| force.firm)
}

/// Tells whether what looks like an order is condemned right behind: "Rest in bed for weeks is not advised".
fn is_judged(place: &Place<'_>, mention: &ConceptMention) -> bool {
    let rest = mention.tokens.end..place.tokens().end;
    let roles = |role| place.sentence.roles(role, &rest);
    // "Keep active to avoid bed rest" judges the rest; so does what a comma or an "and" sets off.
    let ends_before = |cue: &Range<usize>| {
        let between = mention.tokens.end..cue.start;
        let tokens = &place.sentence.tokens[between.clone()];
        let has = |role| place.sentence.has_role(role, &between);
        has(Role::Coordinator)
            || tokens.iter().any(|token| token.is_mark(','))
            || roles(Role::Purpose).any(|purpose| inside(cue, &purpose))
    };
    let praise = [Role::ForStrong, Role::ForWeak]
        .into_iter()
        .flat_map(&roles);
    let mut denied = praise.filter(|cue| is_denied(place.scopes, cue, None, &[]));
    let blame = [Role::AgainstStrong, Role::AgainstWeak]
        .into_iter()
        .flat_map(&roles);
    let mut stated = blame.filter(|cue| !is_denied(place.scopes, cue, None, &[]));
    denied.any(|cue| !ends_before(&cue)) || stated.any(|cue| !ends_before(&cue))
}

fn is_numbered(place: &Place<'_>, start: usize) -> bool {
    place.sentence.tokens[..start].iter().all(|token| {
        matches!(
            token.kind,
            crate::sentence::TokenKind::Number(_) | crate::sentence::TokenKind::Mark(_)
        )
    })
}

/// The word right before that orders, forbids or spares what follows.
fn words_before(place: &Place<'_>, start: usize) -> Option<Force> {
    let clause = place.tokens();
    let before = start.saturating_sub(ORDER).max(clause.start)..start;
    // "No reason not to walk" forbids nothing.
    let hidden = |cue: &Range<usize>| {
        let mut others = place.sentence.roles(Role::PseudoNegation, clause);
        others.any(|other| inside(cue, &other))
    };
    let reach = reach_of(place);
    let last = |role| {
        place
            .sentence
            .roles(role, &before)
            .filter(|cue| role != Role::MustNot || !hidden(cue))
            // "Rest is not needed and walking is recommended": the need is another's.
            .filter(|cue| !reach.is_parted(&(cue.end..start)))
            .max_by_key(|cue| cue.end)
    };
    // "Nobody needs to": the need is denied, not the thing. "Nobody should" forbids it.
    let order = |role, denied: Force| {
        last(role).map(|cue| {
            let is_denied = is_denied(place.scopes, &cue, None, &[]);
            // "Not everyone should": nor is that an order.
            let seldom = is_seldom(place, &(clause.start..cue.start), &[]);
            let force = match (is_denied, seldom) {
                (true, _) => denied,
                (false, true) => DO_NOT.weak(),
                (false, false) => DO,
            };
            (cue, force)
        })
    };
    // "Nobody should stop exercising" forbids to forbid.
    let forbidden = last(Role::MustNot).map(|cue| {
        let is_denied = is_denied(place.scopes, &cue, None, &[]);
        (cue, if is_denied { DO.weak() } else { DO_NOT })
    });
    // "Do not always ...": neither ordered nor forbidden.
    if last(Role::Must).is_some_and(|cue| is_not_always(place, &cue)) {
        return None;
    }
    let forces = [
        last(Role::NeedNot).map(|cue| (cue, DO_NOT.weak())),
        forbidden,
        order(Role::Must, DO_NOT),
        order(Role::Need, DO_NOT.weak()),
    ];
    let nearest = forces
        .into_iter()
        .flatten()
        .max_by_key(|(cue, _)| (cue.end, cue.len()))?;
    Some(nearest.1)
}

/// Tells whether a word such as "always" stands in an expression that denies it.
fn is_not_always(place: &Place<'_>, cue: &Range<usize>) -> bool {
    place.sentence.mentions.cues.iter().any(|other| {
        let interval = other.frequency(place.pack);
        other.tokens.len() > cue.len()
            && inside(cue, &other.tokens)
            && interval.is_some_and(|how_often| how_often.low == 0.0)
    })
}

/// A noun right behind the word that forbids it, or behind one that orders and a verb such as "have" or
/// "use": "avoid bed rest", "you should have an MRI".
fn noun_before(place: &Place<'_>, start: usize) -> Option<Force> {
    let clause = place.tokens();
    let before = start.saturating_sub(ORDER).max(clause.start)..start;
    // In "give up" nobody is given anything.
    let given_up = |cue: &Range<usize>| {
        let mut forbidding = place.sentence.roles(Role::MustNot, clause);
        forbidding.any(|other| other.len() > cue.len() && inside(cue, &other))
    };
    let used = place
        .sentence
        .roles(Role::Use, &before)
        .filter(|cue| !given_up(cue))
        .min_by_key(|cue| cue.start);
    let verb = used.filter(|cue| start - cue.end <= 1);
    let order_end = verb.as_ref().map_or(start, |cue| cue.start);
    let force = words_before(place, order_end)?;
    let reach = order_end.saturating_sub(2)..order_end;
    let roles = [Role::Must, Role::Need, Role::MustNot, Role::NeedNot];
    let adjacent = roles.into_iter().any(|role| {
        place.sentence.mentions.cues.iter().any(|cue| {
            cue.role == Some(role) && cue.tokens.end > reach.start && cue.tokens.end <= order_end
        })
    });
    // "No need to give up walking": what must not be forbidden may be done.
    let mut forbidding = place.sentence.roles(Role::MustNot, &before);
    let spared = forbidding.any(|cue| cue.end == order_end);
    (adjacent && (verb.is_some() || spared || force.polarity == Polarity::Denied)).then_some(force)
}

/// Tells whether a denial or comparison reaches a part of `subject` but not the word that judges it: "instead of two
/// weeks in bed, try short walks".
fn is_torn(place: &Place<'_>, subject: &Range<usize>, judging: &Range<usize>) -> bool {
    place.scopes.iter().any(|scope| {
        scope.tokens.start < subject.end
            && subject.start < scope.tokens.end
            && !inside(subject, &scope.tokens)
            && !inside(judging, &scope.tokens)
            && !inside(&scope.cue, judging)
    })
}

fn reach_of<'a>(place: &Place<'a>) -> Reach<'a> {
    Reach {
        sentence: place.sentence,
        clause: place.tokens(),
    }
}

/// Words that praise or condemn what is named: "is recommended", "helps", "advises against".
fn praised(place: &Place<'_>, mention: &ConceptMention) -> Option<Force> {
    let subject = &mention.tokens;
    let reach = reach_of(place);
    let force = place.judging().verdict_of(|cue| match mention.how {
        // What is said in pieces has words between them: "an X-ray is essential in the first week".
        Naming::Pieces => !is_torn(place, subject, cue),
        _ if cue.end <= subject.start => !reach.is_parted(&(cue.end..subject.start)),
        _ => subject.end <= cue.start && !reach.is_parted(&(subject.end..cue.start)),
    })?;
    Some(match recommends_that_not(place, subject) {
        true => force.turned(),
        false => force,
    })
}

/// Tells whether the clause recommends that `subject` be not so: "NICE recommends that steroids are not offered".
fn recommends_that_not(place: &Place<'_>, subject: &Range<usize>) -> bool {
    let (sentence, clause) = (place.sentence, place.tokens());
    let before = clause.start..subject.start;
    let opens_that = |cue: Range<usize>| {
        let next = cue.end..clause.end.min(cue.end + 1);
        sentence.has_role(Role::Relative, &next)
    };
    let behind = subject.end.min(clause.end)..clause.end;
    let reach = reach_of(place);
    let is_so = |denial: Range<usize>| !reach.is_parted(&(subject.end..denial.start));
    subject.start >= clause.start
        && [Role::ForStrong, Role::ForWeak]
            .into_iter()
            .any(|role| sentence.roles(role, &before).any(opens_that))
        && sentence.roles(Role::Negation, &behind).any(is_so)
}

/// What of a clause judges something.
#[derive(Debug)]
pub(super) struct Judging {
    /// The words that do, none of them inside longer ones, with what they make of what they judge.
    words: Vec<(Range<usize>, Force)>,
    /// Whether it is said to be so seldom or not always.
    seldom: bool,
}

impl Judging {
    /// Returns what of the clause at `place` judges something.
    pub(super) fn of(place: &Place<'_>) -> Self {
        let (sentence, clause) = (place.sentence, place.tokens());
        let mut words: Vec<(Range<usize>, Force)> = Vec::new();
        for (role, force) in JUDGING {
            if sentence.has_role(role, clause) {
                words.extend(sentence.roles(role, clause).map(|cue| (cue, force)));
            }
        }
        if words.is_empty() {
            let seldom = false;
            return Self { words, seldom };
        }
        let spans: Vec<Range<usize>> = words.iter().map(|(cue, _)| cue.clone()).collect();
        // "Works best when ..." says when, not whether.
        let conditions: Vec<Range<usize>> = sentence.roles(Role::Condition, clause).collect();
        let longer = spans.iter().chain(&conditions);
        words.retain(|(cue, _)| {
            let hides = |other: &Range<usize>| other.len() > cue.len() && inside(cue, other);
            !longer.clone().any(hides)
        });
        for (cue, force) in &mut words {
            let denied = is_denied(place.scopes, cue, None, &spans);
            *force = match (denied, force.polarity) {
                (true, Polarity::Denied) => force.turned().weak(),
                (true, Polarity::Affirmed) => force.turned(),
                (false, _) => *force,
            };
        }
        // "Not always necessary", "rarely recommended": how often turns the praise. In "rarely needed" the word itself
        // says so.
        let seldom = is_seldom(place, clause, &spans);
        Self { words, seldom }
    }

    /// Returns what all of the words say.
    pub(super) fn verdict(&self) -> Option<Force> {
        self.verdict_of(|_| true)
    }

    /// Returns what those of the words say that `counts` lets pass. With praise and blame in one clause nobody knows
    /// which is meant.
    fn verdict_of(&self, counts: impl Fn(&Range<usize>) -> bool) -> Option<Force> {
        let mut verdict: Option<Force> = None;
        for (_, force) in self.words.iter().filter(|(cue, _)| counts(cue)) {
            let before = verdict.unwrap_or(*force);
            if before.polarity != force.polarity {
                return None;
            }
            verdict = Some(Force {
                firm: before.firm || force.firm,
                ..before
            });
        }
        verdict.map(|force| match self.seldom {
            true => force.turned().weak(),
            false => force,
        })
    }
}

/// Tells whether a word inside `within` says that it happens seldom or not always; words inside `taken` don't
/// count.
fn is_seldom(place: &Place<'_>, within: &Range<usize>, taken: &[Range<usize>]) -> bool {
    place.sentence.mentions.cues.iter().any(|cue| {
        let how_often = cue.frequency(place.pack);
        inside(&cue.tokens, within)
            && !taken.iter().any(|words| inside(&cue.tokens, words))
            && how_often.is_some_and(|how_often| how_often.low == 0.0 && how_often.high > 0.0)
    })
}

/// An item under "Do" or "Avoid".
fn framed(place: &Place<'_>, mention: &ConceptMention) -> Option<Force> {
    let block = &place.article.blocks[place.block];
    if mention.tokens.start > place.tokens().start + 2 {
        return None;
    }
    // "Avoid: bed rest"
    let labelled = place.label().and_then(|label| frame(place.sentence, label));
    // Where the item goes on, what it goes on with decides.
    let goes_on = place.read[place.block].sentences.len() > 1;
    let is_line = !goes_on && matches!(block.kind, BlockKind::Item | BlockKind::Cell);
    if labelled.is_some() || !is_line {
        return labelled;
    }
    let row = block.cell.and_then(|cell| cell.row_header);
    let framing = context_blocks(block).filter(|at| Some(*at) != row);
    framing.into_iter().find_map(|at| {
        let sentence = place.read[at].sentences.first()?;
        frame(sentence, &sentence.all())
    })
}

/// Returns what a heading or label orders: the order opens or closes it, "Avoid", "What not to do".
fn frame(sentence: &ReadSentence, heading: &Range<usize>) -> Option<Force> {
    let frames = |role| {
        sentence
            .roles(role, heading)
            .any(|cue| cue.start < heading.start + 2 || cue.end + 1 >= heading.end)
    };
    match (frames(Role::AvoidHeading), frames(Role::DoHeading)) {
        (true, _) => Some(DO_NOT),
        (false, true) => Some(DO),
        (false, false) => None,
    }
}
