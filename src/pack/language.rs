//! How the words of one language vary, and how its numbers are written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The parts of a language that are not cues.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Language {
    /// How words vary.
    pub words: Words,
    /// Where sentences do not end.
    pub sentences: Sentences,
    /// Numbers in words.
    pub numbers: NumberWords,
    /// Who wrote an article, and when.
    pub bylines: Bylines,
    /// How it is told from others.
    pub identity: Identity,
    /// Where statements come from.
    pub references: ReferenceWords,
}

impl Language {
    /// Names of the files that make up a language, besides those that hold cues.
    pub const FILES: [&'static str; 6] = [
        "words.toml",
        "numbers.toml",
        "sentences.toml",
        "bylines.toml",
        "identity.toml",
        "references.toml",
    ];

    /// Returns the language that the texts of [`Self::FILES`] make up, in that order.
    ///
    /// # Errors
    /// What is wrong with the first broken one.
    pub fn parse(
        [words, numbers, sentences, bylines, identity, references]: [&str; 6],
    ) -> Result<Self, toml::de::Error> {
        Ok(Self {
            words: toml::from_str(words)?,
            numbers: toml::from_str(numbers)?,
            sentences: toml::from_str(sentences)?,
            bylines: toml::from_str(bylines)?,
            identity: toml::from_str(identity)?,
            references: toml::from_str(references)?,
        })
    }

    /// Tells whether `name` is a name of this language, in lower case: `en`, `eng`.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.sentences.code == name || self.identity.names.iter().any(|other| other == name)
    }
}

/// How a language is told from others.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// What articles call it, besides its code.
    pub names: Vec<String>,
    /// Frequent words that other languages hardly use, in lower case.
    pub frequent: Vec<String>,
}

/// Words by which an article says where its statements come from; see `lints/language/en/references.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReferenceWords {
    /// Beside a name: one author among others.
    pub authors: Vec<String>,
    /// Above or before a list of sources.
    pub lists: Vec<String>,
    /// Before figures in brackets that cite nothing.
    pub not_citation_before: Vec<String>,
}

/// How words vary.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Words {
    /// Words that may stand inside a name without being written in it.
    pub skipped: Vec<String>,
    /// Endings that are words of their own.
    pub clitics: Vec<String>,
    /// Spellings and forms of one word.
    pub same: Vec<Vec<String>>,
    /// Regular plurals; the first rule that fits is used.
    pub plurals: Vec<EndingRule>,
    /// Shortest word that has a plural, in letters.
    pub plural_from: usize,
    /// Regular verb forms; all rules that fit are used.
    pub verbs: Vec<EndingRule>,
    /// Irregular verb forms.
    pub irregular: BTreeMap<String, Vec<String>>,
}

/// A rule on word endings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndingRule {
    /// Words it fits.
    pub ending: String,
    /// Letters cut from the end.
    #[serde(default)]
    pub cut: usize,
    /// Whether the last letter is doubled.
    #[serde(default)]
    pub double: bool,
    /// What is added, one form each.
    pub add: Vec<String>,
}

impl EndingRule {
    /// Returns the forms of `word`, if the rule fits.
    pub fn forms(&self, word: &str) -> Option<impl Iterator<Item = String>> {
        if !word.ends_with(&self.ending) || word.chars().count() <= self.cut {
            return None;
        }
        let cut = word.char_indices().rev().nth(self.cut.saturating_sub(1));
        let stem = match cut {
            Some((at, _)) if self.cut > 0 => &word[..at],
            _ => word,
        };
        let mut stem = stem.to_owned();
        if self.double {
            stem.extend(word.chars().last());
        }
        Some(self.add.iter().map(move |ending| format!("{stem}{ending}")))
    }
}

/// Words after which a full stop does not end a sentence; without the stop, in lower case.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sentences {
    /// ISO 639 code of the language.
    pub code: String,
    /// Never.
    pub never_last: Vec<String>,
    /// Only if a capital follows.
    pub last_before_capital: Vec<String>,
    /// Answers that are sentences of their own.
    pub answers: Vec<String>,
}

/// Words by which an article says who wrote and checked it, and when; see `lints/language/en/bylines.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Bylines {
    /// Before who wrote it.
    pub author: Vec<String>,
    /// Before who checked it.
    pub reviewer: Vec<String>,
    /// Before when it appeared.
    pub published: Vec<String>,
    /// Before when it was last changed.
    pub modified: Vec<String>,
    /// Before when it was last checked.
    pub reviewed: Vec<String>,
    /// Before when it has to be checked again.
    pub next_review: Vec<String>,
    /// Before dates.
    pub before_dates: Vec<String>,
    /// Between people.
    pub joiners: Vec<String>,
    /// Before names, saying what somebody is.
    pub titles: Vec<String>,
    /// Written small inside of names.
    pub particles: Vec<String>,
    /// In names of places to work at.
    pub workplaces: Vec<String>,
    /// What somebody is: abbreviations as they are written, but without full stops, and words in small letters.
    pub credentials: Vec<String>,
    /// Endings of other words for what somebody is.
    pub credential_endings: Vec<String>,
    /// Of credentials, endings and titles, what makes somebody a clinician.
    pub clinical: Vec<String>,
    /// What somebody is who cannot check medicine.
    pub lay: Vec<String>,
    /// Titles that alone don't say what somebody is.
    pub vague_titles: Vec<String>,
    /// In the place of a name or a date, naming none.
    pub nobody: Vec<String>,
    /// With a capital, but no names.
    pub no_names: Vec<String>,
    /// In names of organisations, besides workplaces.
    pub organisations: Vec<String>,
    /// Small words in names of organisations, besides particles.
    pub inside_organisations: Vec<String>,
    /// In names of organisations that treat people.
    pub clinical_organisations: Vec<String>,
    /// At the beginning of a line that names the publisher.
    pub copyright: Vec<String>,
    /// Around the name of the publisher.
    pub rights: Vec<String>,
    /// Owners of pictures.
    pub picture_agencies: Vec<String>,
    /// Before who checked figures and quotations.
    pub fact_checker: Vec<String>,
    /// In an article that was checked for them.
    pub fact_checks: Vec<String>,
    /// In an article that comes out of a process.
    pub processes: Vec<String>,
    /// In an article that is no longer looked after.
    pub archived: Vec<String>,
    /// In an article that says how to reach its publisher.
    pub contacts: Vec<String>,
    /// In the place of a date, naming no day that stays the same.
    pub no_days: Vec<String>,
}

/// Numbers in words, and the words around numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NumberWords {
    /// Single words and their values.
    pub words: BTreeMap<String, f64>,
    /// Words that multiply what stands before them.
    pub multipliers: BTreeMap<String, f64>,
    /// Shares in percent.
    pub shares: BTreeMap<String, [f64; 2]>,
    /// Lengths of time in days.
    pub durations: BTreeMap<String, [f64; 2]>,
    /// When an article counts as one.
    pub single: Single,
    /// Words for units.
    pub units: BTreeMap<String, Vec<String>>,
    /// Ratios such as "four in ten".
    pub ratio: Ratio,
    /// Words that soften or bound a figure.
    pub bounds: Bounds,
    /// Company in which a figure says nothing about people.
    pub not_shares: NotShares,
    /// Ranges of labels.
    pub labels: LabelWords,
    /// Ratios in words: "twice the risk".
    pub multiples: BTreeMap<String, [f64; 2]>,
    /// Words before a figure that make it a ratio.
    pub times_before: Vec<String>,
    /// Company in which a share is a change.
    pub changes: NotShares,
    /// Words for ages.
    pub ages: Ages,
}

/// Words that make a figure an age.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ages {
    /// Before the figure or what bounds it.
    pub before: Vec<String>,
    /// Behind the figure.
    pub after: Vec<String>,
    /// Before what bounds a bare figure: "people over 60".
    pub people: Vec<String>,
    /// Decades of life, in years.
    pub decades: BTreeMap<String, [f64; 2]>,
}

/// Words between the labels of a numbered series.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelWords {
    /// Between first and last label.
    /// Between two figures of a range.
    pub range: Vec<String>,
    /// Before two neighbours that are joined by one of `joiners`.
    pub openers: Vec<String>,
    /// See `openers`.
    pub joiners: Vec<String>,
}

/// "A week" is one week after some words.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Single {
    /// The articles.
    pub articles: Vec<String>,
    /// The words before them.
    pub after: Vec<String>,
    /// Words that may stand between a figure and a unit of time: "three full years".
    pub fillers: Vec<String>,
}

/// Words of ratios.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// Between both figures.
    pub joiners: Vec<String>,
    /// May stand between the first figure and the joiner.
    pub between: Vec<String>,
    /// Before a word for everyone that only names whom another figure is about.
    pub of: Vec<String>,
}

/// Words that soften or bound a figure.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Bounds {
    /// The figure is a guess: "about".
    pub about: Vec<String>,
    /// A little less.
    pub nearly: Vec<String>,
    /// A little more.
    pub just_over: Vec<String>,
    /// Before the figure: that or more.
    pub at_least: Vec<String>,
    /// Behind the figure: that or more.
    pub at_least_after: Vec<String>,
    /// Before the figure: that or less.
    pub at_most: Vec<String>,
    /// Behind the figure: that or less.
    pub at_most_after: Vec<String>,
    /// The figure is the highest.
    pub up_to: Vec<String>,
    /// Between two figures of a range.
    pub range: Vec<String>,
    /// Between two figures, behind an opening word.
    pub range_opened: Vec<String>,
    /// Open a range: "between", "from".
    pub range_openers: Vec<String>,
}

/// Words around a figure that say what it is not.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotShares {
    /// Words before the figure.
    pub before: Vec<String>,
    /// Words after the figure.
    pub after: Vec<String>,
}
