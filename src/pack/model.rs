//! What packs are made of, with every reference resolved.

use serde::{Deserialize, Serialize};

use super::{ListId, Wanted};
use crate::proposition::{ConceptId, CueId, Interval, PredicateId, Proposition};
use crate::source::Span;

/// Place of a fact in [`super::Pack::facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactIndex(pub u32);

/// Place of a source in [`super::Pack::sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceIndex(pub u32);

/// Place of a pack in [`super::Pack::infos`] and [`super::Pack::themes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PackIndex(pub u32);

/// A class of concepts, such as `region`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClassId(pub u32);

/// Place of a file in [`super::Pack::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileIndex(pub u32);

/// How late a file comes: what stands in a later layer replaces what earlier ones say under the same id.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Layer(pub u32);

impl Layer {
    /// The layer of everything that is part of the program.
    pub const BUILT_IN: Self = Self(0);
}

/// One file that was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackFileInfo {
    /// Its name, as messages print it.
    pub name: String,
    /// Its layer.
    pub layer: Layer,
    /// Id of the pack it belongs to: the one declared in its folder, or in a folder above.
    pub pack: Option<String>,
}

impl PackFileInfo {
    /// Returns the pack the file belongs to, else its own name.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.pack.as_deref().unwrap_or(&self.name)
    }
}

/// A fact of an earlier layer that a later one replaced or switched off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Id of the fact.
    pub fact: String,
    /// Where it stood.
    pub earlier: FileIndex,
    /// Where that was changed.
    pub later: FileIndex,
    /// Whether it was switched off, not replaced.
    pub off: bool,
}

/// A sentence that runs as a test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Where it stands in the file of its fact, quotation marks included.
    pub at: Span,
}

/// One pack that was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackInfo {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title, for people.
    pub title: String,
}

/// What one pack is about, and what is said to be about something else.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Theme {
    /// What claims without a subject are about.
    pub topic: Option<ConceptId>,
    /// Naming one of these makes an article speak about the topic.
    pub family: Wanted,
    /// Of these, what has names that mean other things as well.
    pub ambiguous: Wanted,
    /// An article in which ambiguous names alone name the topic must name one of these as well.
    pub beside: Wanted,
    /// Naming one of these in a heading or as a subject moves the text away from the topic.
    pub elsewhere: Wanted,
    /// The families of the other packs: they move the text away as well.
    pub others: Wanted,
    /// Everything that moves a text away from the topic: `elsewhere` and `others`.
    pub away: Wanted,
    /// Subjects whose facts hold for the topic only: a treatment of another condition is another matter.
    pub bound: Wanted,
    /// Of these, those that a fragment may speak of without naming the topic.
    pub everyday: Wanted,
    /// A fragment that names one of these is taken to speak of the topic.
    pub akin: Wanted,
    /// Of `elsewhere`, the conditions that share warning signs with the topic.
    pub neighbours: Wanted,
    /// Subjects whose facts hold for the topic and its neighbours only: a sign of another condition is another matter.
    pub shared: Wanted,
    /// Whether a fragment that names no condition is taken to be about the topic; so it is for the first pack.
    pub assumed: bool,
}

/// What a predicate or a composite asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Selector {
    /// Words of this group.
    Cue(CueId),
    /// This concept or a kind of it.
    Concept(ConceptId),
    /// Any concept of this class.
    Class(ClassId),
}

/// One name or cue form as written, before its notation is expanded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form(pub String);

/// A thing that can be named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Concept {
    /// Its id.
    pub id: String,
    /// The pack it belongs to.
    pub pack: Option<PackIndex>,
    /// How messages name it.
    pub label: String,
    /// What kind of thing it is.
    pub classes: Vec<ClassId>,
    /// Names that always mean it. A prepared pack is without them: the lexicon holds them.
    #[serde(skip)]
    pub names: Vec<Form>,
    /// Names that mean it in company only.
    pub weak: WeakNames,
    /// Names that mean it under certain headings only.
    pub under: Vec<NamesUnder>,
    /// Verb phrases that order it. A prepared pack is without them: the lexicon holds them.
    #[serde(skip)]
    pub commands: Vec<Form>,
    /// Ways of saying it in pieces.
    pub composite: Option<Composite>,
    /// Place in the [`Levels::order`] of its pack of the level or levels it stands for.
    pub levels: Vec<u32>,
}

/// Names that count only where one of `with` stands in the same clause.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WeakNames {
    /// The names. A prepared pack is without them: the lexicon holds them.
    #[serde(skip)]
    pub names: Vec<Form>,
    /// What they need.
    pub with: Wanted,
}

/// Names that count only under a heading, lead-in or table header that holds one of `cues`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamesUnder {
    /// What the heading holds.
    pub cues: Wanted,
    /// The names. A prepared pack is without them: the lexicon holds them.
    #[serde(skip)]
    pub names: Vec<Form>,
}

/// A concept said in pieces: one of each list in one clause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Composite {
    /// The pieces.
    pub parts: Vec<Wanted>,
    /// Most words between two pieces.
    pub within: u32,
    /// Whether the pieces come in this order.
    pub ordered: bool,
}

/// A group of words with one function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// Its id.
    pub id: String,
    /// What the program does with it; domain cues have none.
    pub role: Option<Role>,
    /// The words. A prepared pack is without them: the lexicon holds them.
    #[serde(skip)]
    pub forms: Vec<Form>,
    /// For [`Role::Frequency`]: how often, in percent.
    pub interval: Option<Interval>,
    /// Whether a list asks for it.
    pub asked: bool,
    /// Whether claims and verdicts depend on it; other cues stand in rules alone.
    pub in_claims: bool,
}

/// What a group of language cues does to a claim. `lints/language/en/cues.toml` explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Denies what follows, up to the end of the clause.
    Negation,
    /// Goes on with a denial; opens one only where there is none.
    NegationList,
    /// Denies what stands before it in the clause.
    NegationBefore,
    /// Marks a negation that denies a noun: it ends with the phrase.
    DeniesNoun,
    /// Marks a negation that opens a statement with what it denies.
    DeniesSubject,
    /// Begins an item that stands for itself: "no fever and a weak leg" denies the fever only.
    NewItem,
    /// Contains a negation word, but denies nothing.
    PseudoNegation,
    /// Affirms what follows, and announces more.
    NotOnly,
    /// Denies the phrase that follows, up to a comma.
    InsteadOf,
    /// The phrase that follows, up to a comma, asserts nothing.
    Aside,
    /// The phrase that follows is taken out of a denial.
    Exceptive,
    /// Begins a new clause.
    Border,
    /// Begins a new clause with a subject of its own.
    Contrast,
    /// What follows is rejected, up to a truth label or the end of the block.
    Myth,
    /// Ends what a myth rejects.
    TruthLabel,
    /// Rejects what others think; the clause itself is the author's own.
    Contrary,
    /// The whole sentence reports something false.
    Untrue,
    /// Reported of somebody with authority.
    Attribution,
    /// Reported of somebody the author keeps at a distance.
    Hearsay,
    /// What used to be thought or done.
    Historical,
    /// The present again, after the past.
    Nowadays,
    /// Never the case: asserts nothing.
    Supposed,
    /// Opens a condition, which asserts nothing but may name the subject.
    Condition,
    /// One person's story.
    Personal,
    /// Not one person, though it looks like one.
    Anybody,
    /// It can be so.
    Possible,
    /// It is said to be so.
    Reported,
    /// It is hardly so.
    Unlikely,
    /// Without exception.
    Absolute,
    /// From beginning to end, everywhere.
    Throughout,
    /// Before a superlative: names no winner.
    OneOf,
    /// Narrows the people it is about.
    Population,
    /// Recommends, firmly.
    ForStrong,
    /// Recommends, mildly.
    ForWeak,
    /// Advises against, firmly.
    AgainstStrong,
    /// Advises against, mildly.
    AgainstWeak,
    /// Makes a noun of a verb phrase.
    Infinitive,
    /// Before a verb phrase: orders it.
    Must,
    /// Before a verb phrase: forbids it.
    MustNot,
    /// Says that there is need.
    Need,
    /// Before a verb phrase: says there is no need.
    NeedNot,
    /// Between an order and a noun: "should have an MRI".
    Use,
    /// A heading that orders the items below it.
    DoHeading,
    /// A heading that forbids the items below it.
    AvoidHeading,
    /// Pairs two lists in order.
    Respectively,
    /// The first of two that were named.
    Former,
    /// The second of two that were named.
    Latter,
    /// Stands for what was named before.
    Pronoun,
    /// Opens a side clause about the word before it.
    Relative,
    /// An answer that affirms the question.
    Yes,
    /// An answer that denies the question.
    No,
    /// How often.
    Frequency,
    /// The phrase up to the comma is an aim.
    Purpose,
    /// What follows is only compared with.
    Comparison,
    /// Says that something belongs to what was named before.
    Possessive,
    /// Says that what follows "that" is not so.
    NotTrue,
    /// Opens a question.
    Question,
    /// Asks for a thing: the answer may be no more than its name.
    QuestionWord,
    /// Says that what used to be held still holds.
    Revival,
    /// Begins a sentence, or what stands behind a dash, and rejects what stands before: "In reality, ..."
    Rebuttal,
    /// Calls a statement false, all by itself behind it: "- Rest is best: false".
    Verdict,
    /// A heading or header under which others speak: "Comments".
    ToldHeading,
    /// A heading under which one person tells a story.
    StoryHeading,
    /// A heading under which the reader is tested.
    QuizHeading,
    /// A heading or header under which stands what used to be so: "Then".
    PastHeading,
    /// A heading under which it is about something else altogether.
    OtherHeading,
    /// A heading or header under which the author speaks, whatever stands above or beside: "Now", "Answers".
    OwnHeading,
    /// In a condition, says that it is contrary to fact: "were".
    Unreal,
    /// Behind a condition, says that it does not hold: "would".
    Would,
    /// Reports somebody whose word the author passes on as their own.
    Endorsed,
    /// Joins things of one kind.
    Coordinator,
    /// Joins alternatives.
    Alternative,
    /// A verb of which every statement has one at most.
    Auxiliary,
    /// Another verb in a form that makes a statement.
    Verb,
    /// An auxiliary that may follow a list.
    PluralVerb,
    /// Behind a comma or an "and": the subject of another statement.
    NewSubject,
    /// Picks some people out: "patients who", "men treated".
    Group,
    /// Ties what follows to what stands before, so that no clause begins in it: "as soon as".
    Tie,
    /// Before the topic: opens a condition that every reader meets.
    Given,
    /// An auxiliary that tells of the past.
    Past,
    /// A label or header: names the kind of thing that stands behind or below it.
    Aspect,
    /// A label or header: what stands behind or below it is not what the heading above is about.
    Exempt,
    /// Says of what stands before it that it is a sign of what stands behind, or is not affected: "suggests".
    SpeaksFor,
    /// Behind a comma: comments on what was said.
    Comment,
}

/// A predicate: what can be said, and how it is recognised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Predicate {
    /// Its id.
    pub id: String,
    /// The pack it belongs to, whose topic its claims are about.
    pub pack: Option<PackIndex>,
    /// Between subject and object, for messages.
    pub label: String,
    /// What its claims carry.
    pub kind: PredicateKind,
    /// Rule that reports contradictions.
    pub rule: String,
    /// What its subject may be.
    pub subject: Wanted,
    /// What its object may be.
    pub object: Wanted,
    /// Of each list, one must stand in the clause.
    pub requires: Vec<Wanted>,
    /// All of these lists in one.
    pub asked: Wanted,
    /// None of these may stand in the clause.
    pub excludes: Wanted,
    /// One of these stands between subject and object, if any is listed.
    pub between: Wanted,
    /// Whether `requires` is taken for granted in lists, tables and label lines.
    pub layout: bool,
    /// Which of subject and object comes first; `None` for any order.
    pub subject_first: Option<bool>,
    /// From where a missing subject may come.
    pub inherit: Inherit,
    /// Whether what it says holds whatever the article is about.
    pub anywhere: bool,
    /// Whether every subject and object is asserted.
    pub collective: bool,
    /// Cues that say "cannot" but are part of the finding.
    pub not_negation: Wanted,
    /// Cues that deny this predicate.
    pub negated_by: Wanted,
    /// For counts: what the number stands before.
    pub counted: Wanted,
    /// For measures: the unit of its quantities.
    pub unit: Option<Unit>,
    /// Whether an age belongs to what is said, instead of restricting it to some people.
    pub by_age: bool,
    /// Whether its figure is a limit: "more than three months" is three months.
    pub limit: bool,
    /// Predicates that name a case beside those of this one: what they say of a few is an exception to it.
    pub exceptions: Vec<PredicateId>,
    /// How statements of it disagree with each other; `None` if they are not compared.
    pub disagreement: Option<Disagreement>,
}

/// When two statements of one predicate cannot both be true, whatever the facts say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// Rule that reports it between articles.
    pub rule: String,
    /// Whether there is one object for each subject.
    pub single_valued: bool,
    /// Groups of objects: objects of two of them cannot both be so.
    pub values: Vec<Vec<ConceptId>>,
    /// Whether no other object is left beside the one that is named.
    pub only: bool,
    /// Whether the object, such as the first place, has one subject.
    pub winner: bool,
    /// What its statements count as, where that is something else.
    pub counts_as: Option<CountsAs>,
    /// Words that make it a statement about something else when they stand in the clause.
    pub frame: Vec<Selector>,
    /// A statement with one of these in its sentence, or above it, is not compared.
    pub unless: Vec<Selector>,
    /// Whether two statements that the facts let pass never disagree.
    pub settled: bool,
}

/// A statement that is the same as one of another predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountsAs {
    /// The other predicate.
    pub predicate: PredicateId,
    /// Its subject, instead of the own one.
    pub subject: Option<ConceptId>,
    /// Whether to affirm one is to deny the other.
    pub turned: bool,
}

impl Predicate {
    /// Returns what the numbers of its claims count: a unit, or things; `None` if they carry no quantity.
    #[must_use]
    pub fn counted_unit(&self) -> Option<Option<Unit>> {
        match self.kind {
            PredicateKind::Share => Some(Some(Unit::Percent)),
            PredicateKind::Duration => Some(Some(Unit::Days)),
            PredicateKind::Measure => Some(self.unit.map(Unit::base)),
            PredicateKind::Count => Some(None),
            PredicateKind::Relation | PredicateKind::Frequency | PredicateKind::Stance => None,
        }
    }

    /// Returns a list of which something must stand in each clause that it has claims of, or around it; `None` if it can
    /// do without.
    #[must_use]
    pub fn required(&self) -> Option<ListId> {
        let first = || self.requires.first().map(Wanted::list);
        match self.kind {
            PredicateKind::Count => Some(self.counted.list()),
            // The question before may hold it.
            PredicateKind::Duration => None,
            // Layout may stand for the words.
            _ if self.layout => None,
            PredicateKind::Relation | PredicateKind::Frequency => {
                let between = (!self.between.is_empty()).then(|| self.between.list());
                first().or(between)
            }
            PredicateKind::Share | PredicateKind::Measure | PredicateKind::Stance => first(),
        }
    }
}

/// From where a missing subject may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Inherit {
    /// From nowhere: the clause names it.
    Never,
    /// From earlier clauses of the sentence.
    Sentence,
    /// From the sentence, and from what stands before and above it.
    Context,
}

/// What the claims of a predicate carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PredicateKind {
    /// An object.
    Relation,
    /// An object and how often.
    Frequency,
    /// A share in percent.
    Share,
    /// A length of time in days.
    Duration,
    /// A number of things.
    Count,
    /// A length or an angle.
    Measure,
    /// For or against.
    Stance,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Percent of people or cases.
    Percent,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Weeks of 7 days.
    Weeks,
    /// Months of 30.4 days.
    Months,
    /// Years of 365 days.
    Years,
    /// Things.
    Count,
    /// Millimetres.
    Millimetres,
    /// Centimetres.
    Centimetres,
    /// Inches of 25.4 millimetres.
    Inches,
    /// Degrees of an angle.
    Degrees,
    /// Years of age.
    YearsOfAge,
    /// Times as often: a ratio of risks.
    Times,
    /// Percent by which something changes.
    PercentChange,
}

impl Unit {
    /// Returns what one of the unit is in the unit of quantities: percent, days, millimetres; 1 for the others.
    ///
    /// A month is 30.4 days, a year 365.
    #[must_use]
    pub fn factor(self) -> f64 {
        match self {
            Self::Percent
            | Self::Days
            | Self::Count
            | Self::Millimetres
            | Self::Degrees
            | Self::YearsOfAge
            | Self::Times
            | Self::PercentChange => 1.0,
            Self::Minutes => 1.0 / 1440.0,
            Self::Hours => 1.0 / 24.0,
            Self::Weeks => 7.0,
            Self::Months => 30.4,
            Self::Years => 365.0,
            Self::Centimetres => 10.0,
            Self::Inches => 25.4,
        }
    }
}

/// How loud a contradiction of a fact may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ceiling {
    /// Never.
    Silent,
    /// A warning.
    Warning,
    /// An error.
    Error,
}

/// What kind of statement a fact makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// Something stands in a relation to something else.
    Relation,
    /// How much, how many, or what share.
    Quantity,
    /// What comes first.
    Ranking,
    /// How often something happens.
    Frequency,
    /// Something has a property.
    Property,
    /// What is advised, or advised against.
    Recommendation,
    /// What a word means.
    Definition,
    /// How long something takes.
    Duration,
    /// How many there are in a body.
    AnatomyCount,
}

impl FactKind {
    /// Returns the name used in pack files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Relation => "relation",
            Self::Quantity => "quantity",
            Self::Ranking => "ranking",
            Self::Frequency => "frequency",
            Self::Property => "property",
            Self::Recommendation => "recommendation",
            Self::Definition => "definition",
            Self::Duration => "duration",
            Self::AnatomyCount => "anatomy-count",
        }
    }
}

/// What a fact rests on; the strongest that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// A guideline.
    Guideline,
    /// A systematic review.
    SystematicReview,
    /// A randomised controlled trial.
    #[serde(rename = "RCT")]
    Rct,
    /// A cohort or another observational study.
    Cohort,
    /// Textbooks agree.
    Textbook,
    /// Experts agree.
    Consensus,
    /// Sources disagree.
    Contested,
}

impl Strength {
    /// Returns the name used in pack files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Guideline => "guideline",
            Self::SystematicReview => "systematic-review",
            Self::Rct => "RCT",
            Self::Cohort => "cohort",
            Self::Textbook => "textbook",
            Self::Consensus => "consensus",
            Self::Contested => "contested",
        }
    }
}

impl Ceiling {
    /// Returns the name used in pack files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A sourced fact: one or more propositions with their tolerances.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Its id.
    pub id: String,
    /// What kind of statement it is; for people.
    pub kind: Option<FactKind>,
    /// What it says, in fields.
    pub says: Vec<Says>,
    /// Objects another fact decides about.
    pub left_to: Vec<ConceptId>,
    /// How loud a contradiction of its first proposition may be.
    pub ceiling: Ceiling,
    /// What it says, for people.
    pub statement: String,
    /// What to write instead, where the statement doesn't say it.
    pub advice: Option<String>,
    /// What it rests on, if it says so.
    pub strength: Option<Strength>,
    /// For advice: whose it is.
    pub guideline: Option<String>,
    /// For advice: where it applies.
    pub country: Option<String>,
    /// Where it comes from.
    pub sources: Vec<SourceIndex>,
    /// When it was last read against its sources.
    pub reviewed: jiff::civil::Date,
    /// When it has to be read again.
    pub review_by: jiff::civil::Date,
    /// Sentences that agree; run as tests. Prepared apart.
    #[serde(skip)]
    pub agrees: Vec<Example>,
    /// Sentences that contradict; run as tests. Prepared apart.
    #[serde(skip)]
    pub contradicts: Vec<Example>,
    /// Sentences that come close to a contradiction and are right; run as tests. Prepared apart.
    #[serde(skip)]
    pub near_misses: Vec<Example>,
    /// The file it stands in.
    pub file: FileIndex,
    /// Where its id stands in that file.
    pub at: Span,
}

impl Fact {
    /// Returns its sentences: those that agree, those that contradict and those that come close.
    #[must_use]
    pub fn examples(&self) -> [&[Example]; 3] {
        [&self.agrees, &self.contradicts, &self.near_misses]
    }

    /// Takes what [`Self::examples`] returned.
    pub fn set_examples(&mut self, [agrees, contradicts, near_misses]: [Vec<Example>; 3]) {
        self.agrees = agrees;
        self.contradicts = contradicts;
        self.near_misses = near_misses;
    }
}

/// One of the propositions of a fact, with its own limits of what is reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Says {
    /// The proposition with its tolerances.
    pub proposition: Proposition,
    /// A conflict counts only beside one of these; empty for always.
    pub flag_only_with: Vec<Selector>,
    /// A conflict doesn't count beside one of these.
    pub unless_with: Vec<Selector>,
    /// It never happens: "may" is no excuse.
    pub impossible: bool,
    /// Neither hedges nor doubts are an excuse.
    pub emergency: bool,
    /// Rule that reports contradictions, if it isn't the predicate's.
    pub rule: Option<String>,
    /// How loud a contradiction may be.
    pub ceiling: Ceiling,
}

/// A publication a fact rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Authors or organisation.
    pub authors: String,
    /// Journal, publisher or place.
    pub container: String,
    /// Year, if it has one.
    pub year: Option<i16>,
    /// Where to read it.
    pub url: Option<String>,
}

/// A false claim that pages repeat, with the facts that refute it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Myth {
    /// Its id.
    pub id: String,
    /// The file it stands in.
    pub file: FileIndex,
    /// Where its id stands in that file.
    pub at: Span,
    /// What is claimed; run as a test.
    pub claim: Example,
    /// What is so instead.
    pub correction: String,
    /// The facts that refute it; those a later file has disabled are left out.
    pub facts: Vec<FactIndex>,
    /// How much harm it does to believe it.
    pub severity: Harm,
    /// Other ways to say it; run as tests.
    pub forms: Vec<Example>,
    /// Texts that speak of it and are right; run as tests.
    pub refutations: Vec<Example>,
}

/// How much harm it does to believe a myth, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Harm {
    /// It misleads.
    Low,
    /// It costs time or money.
    Medium,
    /// It leads to wrong care.
    High,
    /// It is a danger to health.
    Critical,
}

impl Harm {
    /// Returns its name in packs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// A numbered series whose labels are written joined, such as "L4-L5".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levels {
    /// Labels in order.
    pub order: Vec<String>,
    /// Concept of each label on its own; by place.
    pub singles: Vec<Option<ConceptId>>,
    /// Concept of each label joined with the next one; by place of the first.
    pub pairs: Vec<Option<ConceptId>>,
    /// Words that make a joined label the pair.
    pub pair_cues: Vec<CueId>,
    /// Words next to a label that make it something else.
    pub other_cues: Vec<CueId>,
}
