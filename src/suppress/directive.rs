//! What a comment says to factlint: `factlint-ignore wrong-number, DS203 until=2027-01-31: reason`.

use std::iter;
use std::ops::Range;

use jiff::civil::Date;

use super::SuppressionKind;
use crate::nearest::nearest;
use crate::source::Span;

/// What a directive does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instruction {
    /// Leaves out findings of one place, or of the whole file.
    Ignore(SuppressionKind),
    /// Leaves out findings up to an [`Instruction::Enable`].
    Disable,
    /// Ends what [`Instruction::Disable`] began.
    Enable,
}

/// The words that directives begin with.
const INSTRUCTIONS: [(&str, Instruction); 5] = [
    (
        "factlint-ignore",
        Instruction::Ignore(SuppressionKind::Block),
    ),
    (
        "factlint-ignore-line",
        Instruction::Ignore(SuppressionKind::Line),
    ),
    (
        "factlint-ignore-file",
        Instruction::Ignore(SuppressionKind::File),
    ),
    ("factlint-disable", Instruction::Disable),
    ("factlint-enable", Instruction::Enable),
];

/// How all of them begin.
const PREFIX: &str = "factlint";

/// Longest word that is compared with the words that are known, in bytes; nobody mistypes a longer one.
pub(super) const LONGEST_WORD: usize = 80;

/// A comment that is addressed to factlint.
#[derive(Debug)]
pub(super) struct Directive {
    /// What it does; for a word that is not known, the nearest one.
    pub(super) instruction: Result<Instruction, Option<&'static str>>,
    /// The word that says so, as it is written.
    pub(super) word: String,
    /// From its first word to its last.
    pub(super) span: Span,
    pub(super) body: Body,
}

/// What is left out, why, and for how long.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) names: Vec<Name>,
    /// What stands behind the colon, if that is anything.
    pub(super) reason: Option<String>,
    pub(super) until: Option<Until>,
}

/// A word that should be the name of a rule or a fact.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) span: Span,
    /// Whether it stands first or behind a comma; else it may be a reason without a colon.
    pub(super) is_listed: bool,
}

/// The last day of a suppression.
#[derive(Debug)]
pub(super) struct Until {
    /// None if what is written is no day.
    pub(super) day: Option<Date>,
    pub(super) text: String,
    pub(super) span: Span,
}

impl Until {
    /// Returns the day that `text`, which stands at `span`, is.
    pub(super) fn new(text: &str, span: Span) -> Self {
        Self {
            day: text.parse().ok(),
            text: text.to_owned(),
            span,
        }
    }
}

/// Returns what the comment at `span` of `file` says, if it is addressed to factlint.
pub(super) fn directive(file: &str, span: Span) -> Option<Directive> {
    let inner = inner(file.get(span.range())?);
    let base = span.range().start;
    let inner = base + inner.start..base + inner.end;
    let words = words(file, inner);
    let (first, rest) = words.split_first()?;
    let whole = &file[first.clone()];
    let len = whole.find([':', ',']).unwrap_or(whole.len());
    let word = &whole[..len];
    let instruction = instruction(word, whole, rest.first().map(|next| &file[next.clone()]))?;
    let glued = first.start + len..first.end;
    let tail: Vec<_> = iter::once(glued).chain(rest.iter().cloned()).collect();
    let end = words.last().map_or(first.end, |last| last.end);
    Some(Directive {
        instruction,
        word: word.to_owned(),
        span: Span::of_range(first.start..end),
        body: body(file, &tail),
    })
}

/// Returns what `word` does, which stands in `whole` and before `next`; `None` if nobody addresses factlint.
fn instruction(
    word: &str,
    whole: &str,
    next: Option<&str>,
) -> Option<Result<Instruction, Option<&'static str>>> {
    if let Some((_, known)) = INSTRUCTIONS.iter().find(|(name, _)| *name == word) {
        return Some(Ok(*known));
    }
    let rest = word.strip_prefix(PREFIX)?;
    let names = INSTRUCTIONS.map(|(name, _)| name);
    let near = |word: &str| {
        let is_short = word.len() <= LONGEST_WORD;
        is_short.then(|| nearest(word, names)).flatten()
    };
    if rest.starts_with(['-', '_']) {
        return Some(Err(near(word)));
    }
    // `factlint ignore`, `factlint: ignore`, `factlint:ignore`.
    let behind = whole[word.len()..].trim_start_matches(':');
    let meant = if behind.is_empty() { next? } else { behind };
    let meant = format!("{PREFIX}-{}", meant.trim_end_matches([':', ',']));
    let known = names
        .into_iter()
        .find(|name| rest.is_empty() && *name == meant)?;
    Some(Err(Some(known)))
}

/// Returns what `words` of `file` leave out.
pub(super) fn body(file: &str, words: &[Range<usize>]) -> Body {
    let mut body = Body::default();
    let mut is_listed = true;
    for (at, word) in words.iter().enumerate() {
        let mut start = word.start;
        loop {
            let rest = &file[start..word.end];
            let len = rest.find([',', ':']).unwrap_or(rest.len());
            body.add(&rest[..len], Span::of_range(start..start + len), is_listed);
            is_listed &= len == 0;
            start += len + 1;
            match rest[len..].chars().next() {
                Some(',') => is_listed = true,
                Some(_) => {
                    let rest = words[at + 1..].iter().cloned();
                    let behind: Vec<_> = iter::once(start..word.end).chain(rest).collect();
                    body.add_reason(file, &behind);
                    return body;
                }
                None => break,
            }
        }
    }
    body
}

impl Body {
    fn add(&mut self, text: &str, span: Span, is_listed: bool) {
        if text.is_empty() {
            return;
        }
        if let Some(until) = until(text, span.range().start) {
            self.until = Some(until);
            return;
        }
        self.names.push(Name {
            text: text.to_owned(),
            span,
            is_listed,
        });
    }

    /// Adds `words` of `file`: the reason, and the day among them.
    pub(super) fn add_reason(&mut self, file: &str, words: &[Range<usize>]) {
        let mut reason = Vec::new();
        for word in words {
            let text = &file[word.clone()];
            match until(text, word.start) {
                Some(until) => self.until = Some(until),
                None if !text.is_empty() => reason.push(text),
                None => {}
            }
        }
        let reason = reason.join(" ");
        self.reason = reason.contains(char::is_alphanumeric).then_some(reason);
    }
}

/// Returns the day that `word`, which starts at `start`, sets.
fn until(word: &str, start: usize) -> Option<Until> {
    const OPEN: [char; 2] = ['(', '['];
    const CLOSE: [char; 6] = [')', ']', '.', ',', ';', ':'];
    let inner = word.trim_start_matches(OPEN);
    let day = inner.strip_prefix("until=")?;
    let start = start + (word.len() - inner.len());
    let text = day.trim_end_matches(CLOSE);
    let span = Span::of_range(start..start + "until=".len() + text.len());
    Some(Until::new(text, span))
}

/// Returns where the words of `file` stand at `range`. Marks of quotes at the start of a line are none.
pub(super) fn words(file: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut at_margin = false;
    for (at, letter) in file[range.clone()].char_indices() {
        let at = range.start + at;
        if letter.is_whitespace() {
            words.extend(start.take().map(|start| start..at));
            at_margin |= matches!(letter, '\n' | '\r');
        } else if !(at_margin && letter == '>') {
            at_margin = false;
            start.get_or_insert(at);
        }
    }
    words.extend(start.map(|start| start..range.end));
    words
}

/// Returns what stands between the delimiters of the comment `raw`.
fn inner(raw: &str) -> Range<usize> {
    let len = raw.len();
    let cut = |open: &str, closes: &[&str]| {
        let rest = raw.strip_prefix(open)?;
        let text = closes.iter().find_map(|close| rest.strip_suffix(close));
        Some(text.unwrap_or(rest))
    };
    let text = if raw.starts_with('{') {
        let text = cut("{", &["}"]).unwrap_or(raw).trim();
        let text = text.strip_prefix("/*").or_else(|| text.strip_prefix("//"));
        let text = text.unwrap_or_default();
        text.strip_suffix("*/").unwrap_or(text)
    } else if raw.starts_with('[') {
        let title = raw.split_once("]:").map_or("", |(_, title)| title).trim();
        let title = title
            .find(char::is_whitespace)
            .map_or("", |at| &title[at..]);
        let title = title.trim_start();
        title.get(1..title.len().saturating_sub(1)).unwrap_or("")
    } else {
        cut("<!--", &["-->", "--!>"])
            .or_else(|| cut("/*", &["*/"]))
            .or_else(|| cut("//", &[]))
            .unwrap_or(raw)
    };
    // Some begin and end with a mark more.
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || "*-!".contains(letter));
    let start = offset_in(raw, text);
    start..(start + text.len()).min(len)
}

/// Returns where `part`, a slice of `whole`, starts in it.
fn offset_in(whole: &str, part: &str) -> usize {
    let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize);
    start
        .filter(|start| start + part.len() <= whole.len())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks what the comment `text` says, one part after the other.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let Some(found) = directive(text, Span::of_range(0..text.len())) else {
            assert_eq!("none", expected, "{text}");
            return;
        };
        let instruction = match found.instruction {
            Ok(_) => found.word.clone(),
            Err(nearest) => format!("{}? {}", found.word, nearest.unwrap_or("no")),
        };
        let mut shown = vec![instruction];
        for name in &found.body.names {
            assert_eq!(text[name.span.range()], name.text);
            let joined = if name.is_listed { "" } else { "+" };
            shown.push(format!("{joined}{}", name.text));
        }
        if let Some(until) = &found.body.until {
            assert_eq!(text[until.span.range()], format!("until={}", until.text));
            let day = until.day.map_or("no day".to_owned(), |day| day.to_string());
            shown.push(format!("({day})"));
        }
        shown.extend(found.body.reason.map(|reason| format!("“{reason}”")));
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn names_reason_and_day_are_told_apart() {
        check(
            "<!-- factlint-ignore wrong-number: a reason -->",
            "factlint-ignore wrong-number “a reason”",
        );
        check(
            "<!--factlint-ignore-line a,b , DS203:c: d-->",
            "factlint-ignore-line a b DS203 “c: d”",
        );
        check(
            "<!-- factlint-ignore-file a until=2027-01-31: b -->",
            "factlint-ignore-file a (2027-01-31) “b”",
        );
        check(
            "<!-- factlint-disable a: b (until=2027-02-30), c -->",
            "factlint-disable a (no day) “b c”",
        );
        check("<!-- factlint-enable -->", "factlint-enable");
        check("<!-- factlint-ignore: b -->", "factlint-ignore “b”");
        check("<!-- factlint-ignore a: - -->", "factlint-ignore a");
        check(
            "<!-- factlint-ignore a as it is -->",
            "factlint-ignore a +as +it +is",
        );
    }

    #[test]
    fn every_markup_has_its_comments() {
        let expected = "factlint-ignore a “b”";
        check("{/* factlint-ignore a: b */}", expected);
        check("{ /** factlint-ignore a: b **/ }", expected);
        check("{// factlint-ignore a: b\n}", expected);
        check("/* factlint-ignore a: b */", expected);
        check("// factlint-ignore a: b", expected);
        check("[//]: # (factlint-ignore a: b)", expected);
        check("[factlint]: <> 'factlint-ignore a: b'", expected);
        check("<!--- factlint-ignore a: b --->", expected);
        check("<!-- factlint-ignore\r\n> > a:\r\n> b -->", expected);
    }

    #[test]
    fn what_is_nearly_a_directive_is_told_from_what_is_none() {
        check(
            "<!-- factlint-ingore a: b -->",
            "factlint-ingore? factlint-ignore a “b”",
        );
        check(
            "<!-- factlint-ignore-next-line a -->",
            "factlint-ignore-next-line? factlint-ignore-line a",
        );
        check(
            "<!-- factlint: ignore a -->",
            "factlint? factlint-ignore “ignore a”",
        );
        check(
            "<!-- factlint:disable a -->",
            "factlint? factlint-disable “disable a”",
        );
        check("<!-- factlint-based a -->", "factlint-based? no a");
        for none in [
            "<!-- factlint is run on this page -->",
            "<!-- factlint -->",
            "<!-- see factlint-ignore a -->",
            "<!-- factlinter: ignore -->",
            "<!---->",
            "<!-->",
            "{/**/}",
            "[//]: #",
            "[",
        ] {
            check(none, "none");
        }
    }
}
