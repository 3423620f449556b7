//! The notation of names and cue forms.

use std::ops::RangeInclusive;

use crate::sentence::{fold, tokenize};
use crate::source::ProseSpan;

/// One word of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FormWord {
    /// As it is written.
    pub(super) text: String,
    /// Whether it stands for all its verb forms.
    pub(super) verb: bool,
}

/// The ways in which one stretch of a form may be said; an empty one may be left out.
pub(super) type Alternatives = Vec<Vec<FormWord>>;

/// Returns the stretches of `form`, in order; `{a|b}` is one with two alternatives, `{1..9}` one with nine.
///
/// An unclosed brace is taken as it stands. `clitics` are word endings that are words of their own.
pub(super) fn parse_form(form: &str, clitics: &[String]) -> Vec<Alternatives> {
    let mut stretches: Vec<Alternatives> = Vec::new();
    let mut rest = form;
    loop {
        let braces = rest.find('{').and_then(|open| {
            let close = rest[open..].find('}')?;
            Some((open, open + close))
        });
        let plain = braces.map_or(rest, |(open, _)| &rest[..open]);
        let plain = plain.trim_start();
        let plain = match (plain.strip_prefix('~'), stretches.last_mut()) {
            (Some(after), Some(before)) => {
                let lasts = before.iter_mut().filter_map(|words| words.last_mut());
                lasts.for_each(|word| word.verb = true);
                after
            }
            _ => plain,
        };
        let words = words_of(plain, clitics);
        if !words.is_empty() {
            stretches.push(vec![words]);
        }
        let Some((open, close)) = braces else {
            return stretches;
        };
        let mut alternatives = Vec::new();
        for text in rest[open + 1..close].split('|') {
            match range(text) {
                Some(numbers) => {
                    let figures = numbers.map(|number| words_of(&number.to_string(), clitics));
                    alternatives.extend(figures);
                }
                None => alternatives.push(words_of(text, clitics)),
            }
        }
        stretches.push(alternatives);
        rest = &rest[close + 1..];
    }
}

/// Returns the numbers that "1900..1950" stands for: from the first to the last one.
fn range(text: &str) -> Option<RangeInclusive<u16>> {
    let (first, last) = text.split_once("..")?;
    let numbers = first.parse().ok()?..=last.parse().ok()?;
    (!numbers.is_empty()).then_some(numbers)
}

fn words_of(text: &str, clitics: &[String]) -> Vec<FormWord> {
    let length = u32::try_from(text.len()).expect("forms are short");
    let tokens = tokenize(text, ProseSpan::new(0, length), clitics);
    let mut words: Vec<FormWord> = Vec::with_capacity(tokens.len());
    for token in &tokens {
        match words.last_mut() {
            Some(before) if token.is_mark('~') => before.verb = true,
            _ => words.push(FormWord {
                text: fold(&text[token.span.range()]),
                verb: false,
            }),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns every way to say `form`.
    fn ways(form: &str) -> Vec<String> {
        let mut all = vec![String::new()];
        for alternatives in parse_form(form, &[]) {
            let longer = |start: &String| -> Vec<String> {
                let said = alternatives.iter().map(|words| {
                    let words = words
                        .iter()
                        .map(|word| format!(" {}{}", word.text, if word.verb { "~" } else { "" }));
                    words.collect::<String>()
                });
                said.map(|said| format!("{start}{said}")).collect()
            };
            all = all.iter().flat_map(longer).collect();
        }
        all.iter().map(|way| way.trim().to_owned()).collect()
    }

    #[test]
    fn alternatives_give_one_sequence_each() {
        assert_eq!(ways("calf"), ["calf"]);
        assert_eq!(
            ways("{herniated|slipped} disc"),
            ["herniated disc", "slipped disc"]
        );
        assert_eq!(ways("{|lower} back"), ["back", "lower back"]);
        assert_eq!(
            ways("{lose|be without}~ {a|b} c"),
            [
                "lose~ a c",
                "lose~ b c",
                "be without~ a c",
                "be without~ b c"
            ]
        );
        assert_eq!(
            ways("supply~ {the|} leg"),
            ["supply~ the leg", "supply~ leg"]
        );
        assert_eq!(
            ways("in {1998..2001|may}"),
            ["in 1998", "in 1999", "in 2000", "in 2001", "in may"]
        );
        assert_eq!(ways("{9..1} or {..5}").len(), 1);
        assert_eq!(ways("open { brace"), ["open { brace"]);
    }
}
