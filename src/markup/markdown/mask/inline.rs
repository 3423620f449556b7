//! Marks inside a line: attributes, links of wikis, emphasis of dialects, symbols and formulas.

use std::iter;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::source::ByteSet;

use super::find::Finder;
use super::{Mask, SIGN};

/// Longest name of a symbol, in bytes; the longest of GitHub has 36.
const LONGEST_NAME: usize = 60;

/// Longest sign of a unit that may be raised to a power, in letters: `mm^2^`.
const LONGEST_UNIT: usize = 2;

/// Longest attributes, formulas and targets of links, in bytes.
const LONGEST_MARK: usize = 2_000;

/// Masks the marks in the line at `place` of `text`.
pub(super) fn mask(text: &str, place: Range<usize>, mask: &mut Mask<'_>) {
    let line = &text[place.clone()];
    if MARKS.find(line.as_bytes()).is_none() {
        return;
    }
    let mut reader = Reader {
        line,
        code: code_fences(line),
        ends: ["}", "]]", "]", "$", "%%", ">"].map(|end| Finder::new(line, end)),
    };
    let mut at = 0;
    while let Some(found) = MARKS_AND_COVERS.find(&line.as_bytes()[at..]) {
        at += found;
        if let Some(end) = mask.comment_end(place.start + at) {
            at = end - place.start;
            if at >= line.len() {
                return;
            }
            continue;
        }
        let (next, hidden) = reader.mark(at);
        for range in hidden.into_iter().filter(|range| !range.is_empty()) {
            mask.hide(place.start + range.start..place.start + range.end, SIGN);
        }
        at = next;
    }
}

/// What a mark may start with.
static MARKS: ByteSet = ByteSet::of(b"{[:=$%^~");

/// The same, and what hides such marks.
static MARKS_AND_COVERS: ByteSet = ByteSet::of(b"{[:=$%^~`\\<");

struct Reader<'t> {
    line: &'t str,
    /// Runs of backticks: for each length the places, in order.
    code: FxHashMap<usize, Vec<usize>>,
    ends: [Finder<'t>; 6],
}

/// The end of what is looked for; its place in [`Reader::ends`].
#[derive(Clone, Copy)]
enum End {
    Brace,
    Brackets,
    Bracket,
    Dollar,
    Remark,
    Tag,
}

/// Where to go on, and what is hidden.
type Found = (usize, Vec<Range<usize>>);

impl Reader<'_> {
    /// Reads the mark that may start at `at`.
    fn mark(&mut self, at: usize) -> Found {
        let found = match self.line.as_bytes()[at] {
            b'\\' => return (self.after_escape(at), Vec::new()),
            b'`' => return (self.after_code(at), Vec::new()),
            b'<' => return (self.after_tag(at), Vec::new()),
            b'{' => self.attributes(at),
            b'[' => self.link(at),
            b':' => self.symbol(at),
            b'=' => self.highlight(at),
            b'$' => self.formula(at),
            b'%' => self.remark(at),
            b'~' => self.lowered(at),
            _ => self.raised(at),
        };
        found.unwrap_or((at + 1, Vec::new()))
    }

    fn next(&mut self, end: End, from: usize) -> Option<usize> {
        let found = self.ends[end as usize].next(from)?;
        (found - from <= LONGEST_MARK).then_some(found)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.line.as_bytes().get(at).copied()
    }

    fn before(&self, at: usize) -> Option<u8> {
        self.byte(at.checked_sub(1)?)
    }

    /// Returns the end of the character behind the backslash at `at`.
    fn after_escape(&self, at: usize) -> usize {
        let escaped = self.line[at + 1..].chars().next();
        at + 1 + escaped.map_or(0, char::len_utf8)
    }

    /// Returns the end of the code that starts at `at`, or of the backticks if it does not end.
    fn after_code(&self, at: usize) -> usize {
        let len = run_len(self.line, at);
        let places = self.code.get(&len).map_or(&[][..], Vec::as_slice);
        let next = places.get(places.partition_point(|place| *place <= at));
        next.copied().unwrap_or(at) + len
    }

    /// Returns the end of the HTML tag or the address that starts at `at`.
    fn after_tag(&mut self, at: usize) -> usize {
        let opens = self
            .byte(at + 1)
            .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'/');
        let end = self.next(End::Tag, at).filter(|_| opens);
        end.unwrap_or(at) + 1
    }

    /// `{.class}`, `{: #id}`, `{role}` before code.
    fn attributes(&mut self, at: usize) -> Option<Found> {
        let end = self.next(End::Brace, at)? + 1;
        let content = &self.line[at + 1..end - 1];
        let (before, rest) = (&self.line[..at], &self.line[end..]);
        if rest.starts_with('`') && is_role(content) {
            return Some(self.role(at..end));
        }
        let attached = before.ends_with([')', ']', '*', '_', '`', '}']);
        let apart = before.trim().is_empty() || before.ends_with([' ', '\t']);
        let ends_line = rest.trim().is_empty() || rest.trim_start().starts_with('|');
        let is_attribute = match content.as_bytes().first()? {
            b':' => attached || apart || before.ends_with(['.', '!', '?']),
            b'#' | b'.' => is_label(&content[1..]) && (attached || apart && ends_line),
            b'-' => content == "-" && apart && ends_line,
            _ => attached && is_assignment(content),
        };
        is_attribute.then(|| hide_all(at..end))
    }

    /// The name of a role at `name`, and the target inside the code behind it.
    fn role(&self, name: Range<usize>) -> Found {
        let end = self.after_code(name.end);
        let len = run_len(self.line, name.end);
        let code = self.line.get(name.end + len..end.saturating_sub(len));
        let target = code.and_then(|code| {
            let (shown, target) = code.rsplit_once('<')?;
            let start = name.end + len + shown.trim_end().len();
            (target.ends_with('>') && !shown.trim().is_empty()).then_some(start..end - len)
        });
        let hidden = [Some(name), target].into_iter().flatten().collect();
        (end, hidden)
    }

    /// `[[Page|shown]]`, `![[embedded]]`, `[@citation]`.
    fn link(&mut self, at: usize) -> Option<Found> {
        let rest = &self.line[at + 1..];
        if rest.starts_with('@') || rest.starts_with("-@") {
            let end = self.next(End::Bracket, at)? + 1;
            return Some(hide_all(at..end));
        }
        if !rest.starts_with('[') {
            return None;
        }
        let close = self.next(End::Brackets, at + 2)?;
        let end = close + 2;
        let inner = &self.line[at + 2..close];
        // `[[1]](address)` is a link of Markdown.
        let goes_on = self.line[end..].starts_with(['(', '[']);
        if inner.trim().is_empty() || inner.contains(['[', ']', '`']) || goes_on {
            return None;
        }
        if self.line[..at].ends_with('!') {
            return Some(hide_all(at - 1..end));
        }
        if inner
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b", -".contains(&byte))
        {
            return Some(hide_all(at..end));
        }
        let shown = match inner.rfind('|') {
            Some(bar) => bar + 1..inner.len(),
            None => {
                0..inner
                    .find('#')
                    .filter(|part| *part > 0)
                    .unwrap_or(inner.len())
            }
        };
        let shown = at + 2 + shown.start..at + 2 + shown.end;
        Some((end, vec![at..shown.start, shown.end..end]))
    }

    /// `:warning:`, and the role `:term:` before code.
    fn symbol(&self, at: usize) -> Option<Found> {
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b':' || byte >= 0x80;
        if self.before(at).is_some_and(is_word) {
            return None;
        }
        let rest = &self.line.as_bytes()[at + 1..];
        let name_len = rest
            .iter()
            .take(LONGEST_NAME)
            .take_while(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(byte))
            .count();
        let name = &rest[..name_len];
        let end = at + 1 + name_len + 1;
        let has_letter = name.iter().any(u8::is_ascii_alphabetic) || name == b"+1" || name == b"-1";
        if name_len < 2 || !has_letter || rest.get(name_len) != Some(&b':') {
            return None;
        }
        match self.byte(end) {
            Some(b'`') => Some(self.role(at..end)),
            Some(byte) if is_word(byte) => None,
            _ => Some(hide_all(at..end)),
        }
    }

    /// `==marked==`; what is marked may hold other marks and go over several lines.
    fn highlight(&self, at: usize) -> Option<Found> {
        let len = run_len(self.line, at);
        let is_edge = |byte: Option<u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
        let is_space = |byte: Option<u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace());
        let (before, after) = (self.before(at), self.byte(at + len));
        let opens = is_edge(before) && !is_space(after);
        let closes = is_edge(after) && !is_space(before);
        let hidden = (len == 2 && (opens || closes)).then_some(at..at + 2);
        Some((at + len, hidden.into_iter().collect()))
    }

    /// `$$x$$`, and `$x^2$` if it is no price.
    fn formula(&mut self, at: usize) -> Option<Found> {
        if self.byte(at + 1) == Some(b'$') {
            let close = self.next(End::Dollar, at + 2)?;
            let is_formula = close > at + 2 && self.byte(close + 1) == Some(b'$');
            return is_formula.then(|| hide_all(at..close + 2));
        }
        let close = self.next(End::Dollar, at + 1)?;
        let content = &self.line[at + 1..close];
        let apart = self
            .byte(close + 1)
            .is_none_or(|byte| !byte.is_ascii_alphanumeric());
        let tight = !content.starts_with([' ', '\t']) && !content.ends_with([' ', '\t', '\\']);
        let is_formula = content.contains(['\\', '^', '_', '=', '{'])
            || content.len() == 1 && content.as_bytes()[0].is_ascii_alphabetic();
        (apart && tight && is_formula).then(|| hide_all(at..close + 1))
    }

    /// `%%a remark%%`.
    fn remark(&mut self, at: usize) -> Option<Found> {
        let len = run_len(self.line, at);
        let is_percent = self.before(at).is_some_and(|byte| byte.is_ascii_digit());
        if len != 2 || is_percent {
            return Some((at + len, Vec::new()));
        }
        let close = self.next(End::Remark, at + 2)?;
        Some(hide_all(at..close + 2))
    }

    /// `^label` at the end of a line, `^[a note]`, and `x^2^`.
    fn raised(&mut self, at: usize) -> Option<Found> {
        let rest = &self.line[at + 1..];
        if rest.starts_with('[') {
            let end = self.next(End::Bracket, at)? + 1;
            return Some(hide_all(at..end));
        }
        let before = &self.line[..at];
        if let Some(close) = self.script_end(at).filter(|_| !before.ends_with('[')) {
            if is_note_mark(before, &self.line[at + 1..close]) {
                return Some(hide_all(at..close + 1));
            }
            // A power of ten is no other number.
            let is_power = before.ends_with(|letter: char| letter.is_ascii_digit());
            let opener = (!is_power).then_some(at..at + 1);
            let hidden = opener.into_iter().chain(iter::once(close..close + 1));
            return Some((close + 1, hidden.collect()));
        }
        let apart = before.is_empty() || before.ends_with(' ');
        let is_name = (4..=LONGEST_NAME).contains(&rest.len())
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (apart && is_name).then(|| hide_all(at..self.line.len()))
    }

    /// `H~2~O`. Several words between tildes are struck out, as GitHub has it.
    fn lowered(&self, at: usize) -> Option<Found> {
        let len = run_len(self.line, at);
        let close = self.script_end(at).filter(|_| len == 1);
        let close = close.filter(|close| run_len(self.line, *close) == 1);
        match close {
            Some(close) => Some((close + 1, vec![at..at + 1, close..close + 1])),
            None => Some((at + len, Vec::new())),
        }
    }

    /// Returns the place of the mark that ends the raised or lowered text behind the mark at `at`.
    fn script_end(&self, at: usize) -> Option<usize> {
        let bytes = self.line.as_bytes();
        let inside = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+-,.()*".contains(byte);
        let len = bytes[at + 1..]
            .iter()
            .take(LONGEST_NAME)
            .take_while(inside)
            .count();
        let close = at + 1 + len;
        (len > 0 && bytes.get(close) == Some(&bytes[at])).then_some(close)
    }
}

/// Tells whether `raised` text behind `before` is the mark of a note: powers stand behind figures and the
/// signs of units.
fn is_note_mark(before: &str, raised: &str) -> bool {
    let letters = before.chars().rev().take(LONGEST_UNIT + 1);
    let letters = letters.take_while(|letter| letter.is_alphabetic());
    let ends = before.ends_with(['.', ',', ';', ':', '!', '?', ')', '”', '"']);
    let is_sign = |byte: u8| byte.is_ascii_digit() || b",-*()".contains(&byte);
    raised.bytes().all(is_sign) && (ends || letters.count() > LONGEST_UNIT)
}

/// Hides the whole of a mark, and goes on behind it.
fn hide_all(mark: Range<usize>) -> Found {
    (mark.end, iter::once(mark).collect())
}

/// Returns the places of all runs of backticks, by their lengths.
fn code_fences(line: &str) -> FxHashMap<usize, Vec<usize>> {
    let mut fences = FxHashMap::<usize, Vec<usize>>::default();
    let mut at = 0;
    while let Some(found) = line[at..].find('`') {
        at += found;
        let len = run_len(line, at);
        fences.entry(len).or_default().push(at);
        at += len;
    }
    fences
}

/// Returns how often the byte at `at` stands there in a row.
fn run_len(line: &str, at: usize) -> usize {
    let bytes = &line.as_bytes()[at..];
    bytes.iter().take_while(|byte| **byte == bytes[0]).count()
}

fn is_role(content: &str) -> bool {
    content.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && content
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_:.+".contains(&byte))
}

/// Tells whether `content` is made of what names of classes and labels are made of.
fn is_label(content: &str) -> bool {
    content.starts_with(|letter: char| letter.is_alphanumeric() || "-_".contains(letter))
        && !content.contains(['{', '`', '<'])
}

/// Tells whether `content` is `key=value`.
fn is_assignment(content: &str) -> bool {
    content.split_once('=').is_some_and(|(key, _)| {
        !key.is_empty()
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}
