//! Pack files as written; `lints/README.md` is their documentation.

use serde::Deserialize;
use toml::Spanned;

use super::model::{Ceiling, FactKind, Harm, PredicateKind, Role, Strength, Unit};

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
    #[serde(default)]
    pub(super) myth: Vec<MythEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Header {
    pub(super) id: Ref,
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
    pub(super) topic_ambiguous: Vec<Ref>,
    #[serde(default)]
    pub(super) topic_beside: Vec<Ref>,
    #[serde(default)]
    pub(super) akin: Vec<Ref>,
    #[serde(default)]
    pub(super) neighbours: Vec<Ref>,
    #[serde(default)]
    pub(super) shared: Vec<Ref>,
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
    pub(super) interval: Option<Spanned<[f64; 2]>>,
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
    #[serde(default)]
    pub(super) inherit: InheritEntry,
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
    #[serde(default)]
    pub(super) by_age: bool,
    #[serde(default)]
    pub(super) limit: bool,
    #[serde(default)]
    pub(super) exceptions: Vec<Ref>,
    pub(super) disagreement: Option<DisagreementEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DisagreementEntry {
    pub(super) rule: Ref,
    #[serde(default)]
    pub(super) single_valued: bool,
    #[serde(default)]
    pub(super) values: Vec<Vec<Ref>>,
    #[serde(default)]
    pub(super) only: bool,
    #[serde(default)]
    pub(super) winner: bool,
    #[serde(rename = "as")]
    pub(super) counts_as: Option<CountsAsEntry>,
    #[serde(default)]
    pub(super) frame: Vec<Ref>,
    #[serde(default)]
    pub(super) unless: Vec<Ref>,
    #[serde(default)]
    pub(super) settled: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CountsAsEntry {
    pub(super) predicate: Ref,
    pub(super) subject: Option<Ref>,
    #[serde(default)]
    pub(super) turned: bool,
}

/// `true`, `false` or a word: from where a missing subject may come.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(untagged, expecting = "`inherit` is true, false or \"sentence\"")]
pub(super) enum InheritEntry {
    Anywhere(bool),
    Within(InheritWord),
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum InheritWord {
    Sentence,
}

impl Default for InheritEntry {
    fn default() -> Self {
        Self::Anywhere(true)
    }
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
    pub(super) kind: Option<FactKind>,
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
    pub(super) accept_values: Option<Spanned<Vec<f64>>>,
    pub(super) by_age: Option<ByAgeEntry>,
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
    pub(super) strength: Option<Strength>,
    pub(super) guideline: Option<String>,
    pub(super) country: Option<String>,
    #[serde(default)]
    pub(super) sources: Vec<Ref>,
    pub(super) reviewed: Option<Spanned<toml::value::Datetime>>,
    pub(super) review_by: Option<Spanned<toml::value::Datetime>>,
    #[serde(default)]
    pub(super) agrees: Vec<Ref>,
    #[serde(default)]
    pub(super) contradicts: Vec<Ref>,
    #[serde(default)]
    pub(super) near_misses: Vec<Ref>,
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
    pub(super) accept_values: Option<Spanned<Vec<f64>>>,
    pub(super) by_age: Option<ByAgeEntry>,
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

/// Figures at listed ages, with the tolerances they share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ByAgeEntry {
    pub(super) figures: Spanned<Vec<[f64; 2]>>,
    pub(super) accept: f64,
    pub(super) soft: f64,
    pub(super) limit: f64,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "expected a step of the frequency scale or two numbers"
)]
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MythEntry {
    pub(super) id: Ref,
    pub(super) claim: Ref,
    pub(super) correction: String,
    pub(super) facts: Vec<Ref>,
    pub(super) severity: Harm,
    #[serde(default)]
    pub(super) forms: Vec<Ref>,
    #[serde(default)]
    pub(super) refutations: Vec<Ref>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use super::*;

    /// Returns the names that serde lists when it meets one that it doesn't know.
    fn listed(error: &str) -> BTreeSet<String> {
        let known = error.split_once("expected").expect("serde lists names").1;
        let names = known.split('`').skip(1).step_by(2);
        names.map(str::to_owned).collect()
    }

    #[track_caller]
    fn has_the_fields_of<T: DeserializeOwned>(schema: &Value) {
        let error = toml::from_str::<T>("'?' = 0").err().expect("no such field");
        let properties = schema["properties"].as_object().expect("an object");
        assert_eq!(
            listed(error.message()),
            properties.keys().cloned().collect(),
            "{}",
            std::any::type_name::<T>()
        );
        assert_eq!(schema["additionalProperties"], Value::Bool(false));
        let described = properties.values().all(|property| {
            let text = ["description", "$ref"].map(|key| property[key].is_string());
            text.contains(&true) || property["items"]["$ref"].is_string()
        });
        assert!(described, "every field has a description");
    }

    #[track_caller]
    fn has_the_variants_of<T: DeserializeOwned>(schema: &Value) {
        let word = Value::String("?".to_owned());
        let error = serde_json::from_value::<T>(word)
            .err()
            .expect("no such word");
        let words = schema["enum"].as_array().expect("a list of words");
        let words = words.iter().filter_map(Value::as_str);
        assert_eq!(
            listed(&error.to_string()),
            words.map(str::to_owned).collect()
        );
    }

    #[test]
    fn the_json_schema_says_what_the_types_say() {
        let schema: Value = serde_json::from_str(crate::built_in::schema()).unwrap();
        let of = |name: &str| &schema["$defs"][name];
        has_the_fields_of::<PackFile>(&schema);
        has_the_fields_of::<Header>(of("pack"));
        has_the_fields_of::<LevelsEntry>(of("levels"));
        has_the_fields_of::<ConceptEntry>(of("concept"));
        has_the_fields_of::<NamesUnderEntry>(of("names-under"));
        has_the_fields_of::<CueEntry>(of("cue"));
        has_the_fields_of::<PredicateEntry>(of("predicate"));
        has_the_fields_of::<FactEntry>(of("fact"));
        has_the_fields_of::<SaysEntry>(of("also-says"));
        has_the_fields_of::<LeftToEntry>(of("left-to"));
        has_the_fields_of::<SourceEntry>(of("source"));
        has_the_fields_of::<MythEntry>(of("myth"));
        has_the_variants_of::<Role>(&of("cue")["properties"]["role"]);
        has_the_variants_of::<PredicateKind>(&of("predicate")["properties"]["kind"]);
        has_the_variants_of::<Order>(&of("predicate")["properties"]["order"]);
        has_the_variants_of::<Unit>(&of("fact")["properties"]["unit"]);
        has_the_variants_of::<FactKind>(&of("fact")["properties"]["kind"]);
        has_the_variants_of::<Ceiling>(&of("fact")["properties"]["ceiling"]);
        has_the_variants_of::<Harm>(&of("myth")["properties"]["severity"]);
        has_the_variants_of::<PolarityEntry>(&of("fact")["properties"]["polarity"]);
    }
}
