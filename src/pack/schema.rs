//! Pack files as written; `lints/README.md` is their documentation.

use serde::Deserialize;
use toml::Spanned;

use super::model::{Ceiling, PredicateKind, Role, Unit};

/// A name that refers to something else, with its place in the file.
pub(super) type Ref = Spanned<String>;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct PackFile {
    pub(super) pack: Option<Header>,
    pub(super) levels: Option<LevelsEntry>,
    #[serde(default)]
    pub(super) concept: Vec<ConceptEntry>,
    #[serde(default)]
    pub(super) cue: Vec<CueEntry>,
    #[serde(default)]
    pub(super) predicate: Vec<PredicateEntry>,
    #[serde(default)]
    pub(super) fact: Vec<FactEntry>,
    #[serde(default)]
    pub(super) source: Vec<SourceEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Header {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) title: String,
    #[serde(rename = "language")]
    pub(super) _language: String,
    pub(super) topic: Ref,
    #[serde(default)]
    pub(super) topic_family: Vec<Ref>,
    #[serde(default)]
    pub(super) elsewhere: Vec<Ref>,
    #[serde(default)]
    pub(super) topic_bound: Vec<Ref>,
    #[serde(default)]
    pub(super) everyday: Vec<Ref>,
    #[serde(default)]
    pub(super) akin: Vec<Ref>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LevelsEntry {
    pub(super) order: Vec<String>,
    pub(super) single: Vec<Ref>,
    pub(super) pair: Vec<Ref>,
    #[serde(default)]
    pub(super) pair_cues: Vec<Ref>,
    #[serde(default)]
    pub(super) other_cues: Vec<Ref>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ConceptEntry {
    pub(super) id: Ref,
    #[serde(default)]
    pub(super) class: Vec<Ref>,
    pub(super) label: Option<String>,
    #[serde(default)]
    pub(super) part_of: Vec<Ref>,
    #[serde(default)]
    pub(super) is_a: Vec<Ref>,
    #[serde(default)]
    pub(super) names: Vec<Ref>,
    #[serde(default)]
    pub(super) readings: Vec<Ref>,
    #[serde(default)]
    pub(super) weak_names: Vec<Ref>,
    #[serde(default)]
    pub(super) weak_with: Vec<Ref>,
    #[serde(default)]
    pub(super) names_under: Vec<NamesUnderEntry>,
    #[serde(default)]
    pub(super) parts: Vec<Vec<Ref>>,
    pub(super) within: Option<u32>,
    #[serde(default)]
    pub(super) ordered: bool,
    pub(super) complement_of: Option<Ref>,
    #[serde(default)]
    pub(super) commands: Vec<Ref>,
    pub(super) level: Option<Ref>,
    #[serde(default)]
    pub(super) levels: Vec<Ref>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamesUnderEntry {
    pub(super) cue: Vec<Ref>,
    pub(super) names: Vec<Ref>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CueEntry {
    pub(super) id: Ref,
    pub(super) role: Option<Role>,
    #[serde(default)]
    pub(super) forms: Vec<Ref>,
    pub(super) interval: Option<[f64; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PredicateEntry {
    pub(super) id: Ref,
    pub(super) label: String,
    pub(super) kind: PredicateKind,
    pub(super) rule: Ref,
    #[serde(default)]
    pub(super) subject: Vec<Ref>,
    #[serde(default)]
    pub(super) object: Vec<Ref>,
    #[serde(default)]
    pub(super) requires: Vec<Vec<Ref>>,
    #[serde(default)]
    pub(super) excludes: Vec<Ref>,
    #[serde(default)]
    pub(super) between: Vec<Ref>,
    #[serde(default)]
    pub(super) layout: bool,
    pub(super) order: Option<Order>,
    #[serde(default = "yes")]
    pub(super) inherit: bool,
    #[serde(default)]
    pub(super) anywhere: bool,
    #[serde(default)]
    pub(super) collective: bool,
    #[serde(default)]
    pub(super) not_negation: Vec<Ref>,
    #[serde(default)]
    pub(super) negated_by: Vec<Ref>,
    #[serde(default)]
    pub(super) counted: Vec<Ref>,
    pub(super) unit: Option<Unit>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Order {
    Any,
    SubjectFirst,
    ObjectFirst,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FactEntry {
    pub(super) id: Ref,
    #[serde(default = "yes")]
    pub(super) enabled: bool,
    #[serde(default)]
    #[serde(rename = "kind")]
    pub(super) _kind: Option<String>,
    #[serde(default)]
    pub(super) subject: Vec<Ref>,
    pub(super) predicate: Option<Ref>,
    #[serde(default)]
    pub(super) typical: Vec<Ref>,
    #[serde(default)]
    pub(super) plausible: Vec<Ref>,
    #[serde(default)]
    pub(super) doubtful: Vec<Ref>,
    #[serde(default)]
    pub(super) contradicted: Vec<Ref>,
    #[serde(default)]
    pub(super) exclusive: bool,
    #[serde(default)]
    pub(super) also: Vec<Ref>,
    pub(super) accept: Option<Spanned<[f64; 2]>>,
    pub(super) soft: Option<Spanned<[f64; 2]>>,
    pub(super) below: Option<Spanned<f64>>,
    pub(super) above: Option<Spanned<f64>>,
    pub(super) note_if_upper_at_least: Option<f64>,
    pub(super) unit: Option<Unit>,
    pub(super) frequency: Option<Spanned<FrequencyEntry>>,
    pub(super) polarity: Option<PolarityEntry>,
    pub(super) population: Option<Ref>,
    #[serde(default)]
    pub(super) also_says: Vec<SaysEntry>,
    #[serde(default)]
    pub(super) left_to: Vec<LeftToEntry>,
    #[serde(default)]
    pub(super) impossible: bool,
    #[serde(default)]
    pub(super) emergency: bool,
    #[serde(default)]
    pub(super) flag_only_with: Vec<Ref>,
    #[serde(default)]
    pub(super) unless_with: Vec<Ref>,
    pub(super) rule: Option<Ref>,
    pub(super) ceiling: Option<Ceiling>,
    #[serde(default)]
    pub(super) statement: String,
    pub(super) advice: Option<String>,
    #[serde(default)]
    pub(super) strength: String,
    pub(super) guideline: Option<String>,
    pub(super) country: Option<String>,
    #[serde(default)]
    pub(super) sources: Vec<Ref>,
    pub(super) reviewed: Option<Spanned<toml::value::Datetime>>,
    pub(super) review_by: Option<Spanned<toml::value::Datetime>>,
    #[serde(default)]
    pub(super) agrees: Vec<String>,
    #[serde(default)]
    pub(super) contradicts: Vec<String>,
    #[serde(default)]
    pub(super) near_misses: Vec<String>,
}

/// The fields of a fact that make up one proposition.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SaysEntry {
    #[serde(default)]
    pub(super) subject: Vec<Ref>,
    pub(super) predicate: Ref,
    #[serde(default)]
    pub(super) typical: Vec<Ref>,
    #[serde(default)]
    pub(super) plausible: Vec<Ref>,
    #[serde(default)]
    pub(super) doubtful: Vec<Ref>,
    #[serde(default)]
    pub(super) contradicted: Vec<Ref>,
    #[serde(default)]
    pub(super) exclusive: bool,
    #[serde(default)]
    pub(super) also: Vec<Ref>,
    pub(super) accept: Option<Spanned<[f64; 2]>>,
    pub(super) soft: Option<Spanned<[f64; 2]>>,
    pub(super) below: Option<Spanned<f64>>,
    pub(super) above: Option<Spanned<f64>>,
    pub(super) note_if_upper_at_least: Option<f64>,
    pub(super) unit: Option<Unit>,
    pub(super) frequency: Option<Spanned<FrequencyEntry>>,
    pub(super) polarity: Option<PolarityEntry>,
    pub(super) population: Option<Ref>,
    #[serde(default)]
    pub(super) flag_only_with: Vec<Ref>,
    #[serde(default)]
    pub(super) unless_with: Vec<Ref>,
    pub(super) ceiling: Option<Ceiling>,
    pub(super) impossible: Option<bool>,
    pub(super) emergency: Option<bool>,
    pub(super) rule: Option<Ref>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum FrequencyEntry {
    Step(String),
    Interval([f64; 2]),
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum PolarityEntry {
    Affirmed,
    Denied,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeftToEntry {
    pub(super) object: Ref,
    pub(super) fact: Ref,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceEntry {
    pub(super) id: Ref,
    pub(super) title: String,
    #[serde(default)]
    pub(super) authors: String,
    #[serde(default, rename = "where")]
    pub(super) container: String,
    pub(super) year: Option<i16>,
    pub(super) doi: Option<String>,
    pub(super) pmid: Option<String>,
    pub(super) url: Option<String>,
}
