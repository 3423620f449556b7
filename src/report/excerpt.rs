//! The lines of an article that a finding shows.
//!
//! Web text has paragraphs of thousands of characters in one line, and miette prints whole lines. So miette
//! gets a small text of its own: the lines with remarks, cut to windows around the words, with the line
//! numbers and columns of the article. It is made safe for terminals on the way, and costs the size of those
//! lines, not of the file.

use std::collections::BTreeMap;
use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::places::Places;
use super::sanitise::{sanitise, sanitise_line, sanitise_name};
use super::wrap::wrap;

/// Characters of context that long words leave on a line, and the shortest piece of anything.
const CONTEXT: usize = 12;

/// Remarks on more lines than this are shown on their first line only.
const MOST_LINES: usize = 4;

/// Lines with remarks are shown in one frame if at most this many lines lie between them.
const GAP: usize = 2;

const ELLIPSIS: &str = "…";

/// A remark on a place of the article.
#[derive(Clone, Debug)]
pub(super) struct Remark {
    /// The place, in bytes of the article.
    pub(super) at: Range<usize>,
    /// What is remarked.
    pub(super) text: Option<String>,
    /// Whether this is the place the finding is about.
    pub(super) primary: bool,
}

/// The part of an article that a finding shows.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    chunks: Vec<Chunk>,
    labels: Vec<Label>,
}

/// Consecutive lines of the article, each ended by a line feed.
#[derive(Debug)]
struct Chunk {
    bytes: Range<usize>,
    first_line: usize,
}

/// A remark, placed in the text of the excerpt.
#[derive(Debug)]
struct Label {
    bytes: Range<usize>,
    /// Column of its start in the article, from 0.
    column: usize,
    text: Option<String>,
    primary: bool,
}

impl Excerpt {
    /// Returns the lines of the article that `remarks` are on, at most about `room` characters of each.
    pub(super) fn new(name: &str, places: &Places<'_>, remarks: &[Remark], room: usize) -> Self {
        let mut lines: BTreeMap<usize, Vec<Remark>> = BTreeMap::new();
        for remark in remarks {
            for (line, part) in parts_by_line(remark, places) {
                lines.entry(line).or_default().push(part);
            }
        }
        let mut excerpt = Self {
            name: sanitise_name(name),
            text: String::new(),
            chunks: Vec::new(),
            labels: Vec::new(),
        };
        for (line, parts) in lines {
            excerpt.fill_gap(line, places, room);
            excerpt.add_line(line, &separated(parts, places.text()), places, room);
        }
        excerpt
    }

    /// Returns the remarks for miette, in the order of the text.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> {
        self.labels.iter().map(|label| {
            let new = if label.primary {
                LabeledSpan::new_primary_with_span
            } else {
                LabeledSpan::new_with_span
            };
            new(label.text.clone(), label.bytes.clone())
        })
    }

    /// Tells for each label, in order, whether it is the one the finding is about.
    pub(super) fn primaries(&self) -> impl Iterator<Item = bool> {
        self.labels.iter().map(|label| label.primary)
    }

    /// Opens a chunk for `line`, or continues the last one with the lines in between.
    fn fill_gap(&mut self, line: usize, places: &Places<'_>, room: usize) {
        let next = self.chunks.last().map(|chunk| {
            let lines = self.text[chunk.bytes.clone()].matches('\n').count();
            chunk.first_line + lines
        });
        match next {
            Some(next) if line <= next + GAP => {
                for between in next..line {
                    self.add_line(between, &[], places, room);
                }
            }
            _ => self.chunks.push(Chunk {
                bytes: self.text.len()..self.text.len(),
                first_line: line,
            }),
        }
    }

    fn add_line(&mut self, line: usize, parts: &[Remark], places: &Places<'_>, room: usize) {
        let line = places.line(line);
        let kept = windows(line.clone(), parts, places.text(), room);
        let first_byte = self.text.len();
        let mut starts = Vec::with_capacity(kept.len());
        for (number, window) in kept.iter().enumerate() {
            if number > 0 {
                self.text.push(' ');
            }
            if number > 0 || window.start > line.start {
                self.text.push_str(ELLIPSIS);
                self.text.push(' ');
            }
            starts.push(self.text.len());
            self.text
                .push_str(&sanitise(&places.text()[window.clone()]));
        }
        if kept.last().is_some_and(|window| window.end < line.end) {
            self.text.push(' ');
            self.text.push_str(ELLIPSIS);
        }
        for part in parts {
            let moved = |offset: usize| {
                let at = kept.partition_point(|window| window.end < offset);
                let at = at.min(kept.len() - 1);
                starts[at] + offset.clamp(kept[at].start, kept[at].end) - kept[at].start
            };
            let start = moved(part.at.start);
            let bytes = start..moved(part.at.end).max(start);
            let middle = self.text.floor_char_boundary(start + bytes.len() / 2);
            let middle = self.text[first_byte..middle].chars().count();
            self.labels.push(Label {
                column: places.position(part.at.start).column as usize - 1,
                text: part
                    .text
                    .as_deref()
                    .map(|text| label_text(text, middle, room)),
                primary: part.primary,
                bytes,
            });
        }
        self.text.push('\n');
        let chunk = self
            .chunks
            .last_mut()
            .expect("a chunk was opened before its lines");
        chunk.bytes.end = self.text.len();
    }
}

impl SourceCode for Excerpt {
    /// Returns the lines that `span` touches; lines of context are the excerpt's business. The column is that
    /// of the span's start in the article, because miette prints it in the frame.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        // Out of bounds for one chunk tells miette to draw two frames.
        let chunk = self
            .chunks
            .iter()
            .find(|chunk| chunk.bytes.start <= start && end < chunk.bytes.end)
            .ok_or(MietteError::OutOfBounds)?;
        let before = &self.text[chunk.bytes.start..start];
        let line_start = before
            .rfind('\n')
            .map_or(chunk.bytes.start, |at| chunk.bytes.start + at + 1);
        let line_end = self.text[end..]
            .find('\n')
            .map_or(chunk.bytes.end, |at| end + at + 1);
        let line = chunk.first_line + before.matches('\n').count();
        let column = self
            .labels
            .iter()
            .find(|label| label.bytes.start == start)
            .map_or(0, |label| label.column);
        // All lines up to the end of the chunk: miette joins frames that touch by this count.
        let count = self.text[line_start..chunk.bytes.end].matches('\n').count();
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            &self.text.as_bytes()[line_start..line_end],
            (line_start, line_end - line_start).into(),
            line,
            column,
            count,
        )))
    }
}

/// Returns `remark` line by line, without the markup of quotes and white space at the borders: underlined
/// words read better than the arrows miette draws beside several lines. The text goes to the last line.
fn parts_by_line(remark: &Remark, places: &Places<'_>) -> Vec<(usize, Remark)> {
    let Range { start, end } = remark.at;
    let first = places.line_of(start);
    let last = places.line_of(end.saturating_sub(1).max(start));
    let last = if last - first < MOST_LINES {
        last
    } else {
        first
    };
    let mut parts: Vec<(usize, Remark)> = Vec::new();
    for number in first..=last {
        let line = places.line(number);
        let is_markup = |letter: char| letter.is_whitespace() || number > first && letter == '>';
        let at = start.clamp(line.start, line.end)..end.clamp(line.start, line.end);
        let words = places.text()[at.clone()].trim_start_matches(is_markup);
        let at_start = at.end - words.len();
        let at_end = at_start + words.trim_end().len();
        if at_start < at_end {
            let part = Remark {
                at: at_start..at_end,
                text: None,
                primary: remark.primary && parts.is_empty(),
            };
            parts.push((number, part));
        }
    }
    if parts.is_empty() {
        let line = places.line(first);
        let point = start.clamp(line.start, line.end);
        let part = Remark {
            at: point..point,
            text: None,
            primary: remark.primary,
        };
        parts.push((first, part));
    }
    if let Some((_, part)) = parts.last_mut() {
        part.text = remark.text.clone();
    }
    parts
}

/// Returns the parts of one line in order and without overlap, because miette misplaces underlines that
/// overlap. The primary part stays whole; a part that is nothing beside it leaves its text there.
fn separated(mut parts: Vec<Remark>, text: &str) -> Vec<Remark> {
    parts.sort_by_key(|part| (!part.primary, part.at.start, part.at.end));
    let mut apart: Vec<Remark> = Vec::with_capacity(parts.len());
    for mut part in parts {
        let mut swallowed_by = None;
        for (number, other) in apart.iter().enumerate() {
            let is_beside = part.at.end <= other.at.start || other.at.end <= part.at.start;
            if is_beside && part.at != other.at {
                continue;
            }
            part.at = if part.at.start < other.at.start {
                part.at.start..other.at.start
            } else {
                other.at.end..part.at.end.max(other.at.end)
            };
            let words = text[part.at.clone()].trim_start();
            let start = part.at.end - words.len();
            part.at = start..start + words.trim_end().len();
            if part.at.is_empty() {
                swallowed_by = Some(number);
                break;
            }
        }
        match swallowed_by {
            Some(number) => join_texts(&mut apart[number].text, part.text),
            None => apart.push(part),
        }
    }
    apart.sort_by_key(|part| (part.at.start, part.at.end));
    // miette draws a stem under every part before a labelled one, and without a text it would lead nowhere.
    let last_labelled = apart
        .iter()
        .rposition(|part| part.text.is_some())
        .unwrap_or(0);
    for part in &mut apart[..last_labelled] {
        part.text.get_or_insert_with(|| ELLIPSIS.to_owned());
    }
    apart
}

fn join_texts(text: &mut Option<String>, more: Option<String>) {
    match (text, more) {
        (Some(text), Some(more)) if *text != more => {
            text.push_str("; ");
            text.push_str(&more);
        }
        (text @ None, more) => *text = more,
        _ => {}
    }
}

/// Returns what to show of a line: all of it if it fits, else windows around its parts, in order.
fn windows(line: Range<usize>, parts: &[Remark], text: &str, room: usize) -> Vec<Range<usize>> {
    if fits(&text[line.clone()], room) {
        return vec![line];
    }
    let cores = cores(parts, text, room);
    let Some(first) = cores.first() else {
        let window = line.start..forward(text, line.start, line.end, room);
        return vec![window];
    };
    let shown: usize = cores
        .iter()
        .map(|core| text[core.clone()].chars().count())
        .sum();
    let spare = room.saturating_sub(shown + 2 * cores.len() * ELLIPSIS.chars().count());
    let share = spare / (2 * cores.len());
    let left_over = match cores.len() {
        1 => unused(text, &line, first, share),
        _ => 0,
    };
    let mut kept: Vec<Range<usize>> = Vec::with_capacity(cores.len());
    for core in &cores {
        let start = backward(text, line.start, core.start, share + left_over);
        let end = forward(text, core.end, line.end, share + left_over);
        match kept.last_mut() {
            Some(window) if start <= window.end + ELLIPSIS.len() + 2 => {
                window.end = end.max(window.end)
            }
            _ => kept.push(start..end),
        }
    }
    kept
}

/// Returns how many of the `share` characters on each side of `core` lie beyond the ends of the line; the
/// other side can have them.
fn unused(text: &str, line: &Range<usize>, core: &Range<usize>, share: usize) -> usize {
    let before = text[line.start..core.start]
        .chars()
        .rev()
        .take(share)
        .count();
    let after = text[core.end..line.end].chars().take(share).count();
    2 * share - before - after
}

/// Returns the parts of `parts` that must be seen: all of the short ones, both ends of the long ones.
fn cores(parts: &[Remark], text: &str, room: usize) -> Vec<Range<usize>> {
    let count = parts.len().max(1);
    let all: usize = parts
        .iter()
        .map(|part| text[part.at.clone()].chars().count())
        .sum();
    let most = if all + 2 * count * ELLIPSIS.len() <= room {
        all
    } else {
        (room / count).saturating_sub(CONTEXT).max(CONTEXT)
    };
    let mut cores = Vec::with_capacity(parts.len());
    for part in parts {
        if fits(&text[part.at.clone()], most) {
            cores.push(part.at.clone());
        } else {
            cores.push(part.at.start..forward(text, part.at.start, part.at.end, most / 2));
            cores.push(backward(text, part.at.start, part.at.end, most / 2)..part.at.end);
        }
    }
    cores
}

fn fits(text: &str, room: usize) -> bool {
    text.len() <= room || text.chars().nth(room).is_none()
}

/// Returns the end of the words after `from`: at most `count` characters, not beyond `end`.
fn forward(text: &str, from: usize, end: usize, count: usize) -> usize {
    let rest = &text[from..end];
    let Some((cut, _)) = rest.char_indices().nth(count) else {
        return end;
    };
    let border = rest[..cut].rfind(char::is_whitespace);
    // A window may not be empty: a word of many characters is cut.
    let cut = border
        .filter(|border| *border > 0 || count < CONTEXT)
        .unwrap_or(cut);
    from + rest[..cut].trim_end().len()
}

/// Returns the start of the words before `to`: at most `count` characters, not before `start`.
fn backward(text: &str, start: usize, to: usize, count: usize) -> usize {
    let rest = &text[start..to];
    let cut = match count
        .checked_sub(1)
        .and_then(|last| rest.char_indices().rev().nth(last))
    {
        Some((cut, _)) if cut > 0 => cut,
        Some(_) | None if count > 0 => return start,
        _ => return to,
    };
    let shown = &rest[cut..];
    let shown = match shown.find(char::is_whitespace) {
        Some(border) if border + 1 < shown.len() => shown[border..].trim_start(),
        _ => shown,
    };
    to - shown.len()
}

/// Returns the text of a label under column `middle`, in lines that end within `room` if they can.
fn label_text(text: &str, middle: usize, room: usize) -> String {
    let left = room.saturating_sub(middle + 4).max(2 * CONTEXT);
    wrap(&sanitise_line(text), left).join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, words: &[&str], room: usize) -> Excerpt {
        let remarks: Vec<Remark> = words
            .iter()
            .enumerate()
            .map(|(number, words)| {
                let start = text.find(words).expect("the words are in the text");
                Remark {
                    at: start..start + words.len(),
                    text: Some(format!("remark {number}")),
                    primary: number == 0,
                }
            })
            .collect();
        Excerpt::new("a.md", &Places::new(text), &remarks, room)
    }

    #[track_caller]
    fn check(text: &str, words: &[&str], expected: &str) {
        let excerpt = excerpt(text, words, 40);
        assert_eq!(excerpt.text, expected);
        let labelled: Vec<&str> = excerpt
            .labels
            .iter()
            .map(|label| &excerpt.text[label.bytes.clone()])
            .collect();
        let mut sorted = words.to_vec();
        sorted.sort_by_key(|words| text.find(words));
        assert_eq!(labelled, sorted);
    }

    #[test]
    fn short_lines_are_shown_whole() {
        check("one\ntwo words here\nthree", &["words"], "two words here\n");
    }

    #[test]
    fn long_lines_are_shown_around_the_words() {
        let long = "It is said by many that pain of the first sacral root is felt in the groin, which it is not, or so we hope.";
        check(long, &["groin"], "… is felt in the groin, which it is …\n");
        check(long, &["It is"], "It is said by many that pain of the …\n");
        check(long, &["hope."], "… which it is not, or so we hope.\n");
        check(long, &["groin", "said"], "It is said by … the groin, …\n");
    }

    #[test]
    fn line_numbers_and_columns_are_those_of_the_article() {
        let text = format!("\u{FEFF}first\n{}the words stand here", "ä ".repeat(100));
        let excerpt = excerpt(&text, &["words"], 40);
        let label = &excerpt.labels[0];
        let span = (label.bytes.start, label.bytes.len()).into();
        let contents = excerpt.read_span(&span, 0, 0).unwrap();
        assert_eq!((contents.line(), contents.column()), (1, 204));
    }

    #[test]
    fn near_lines_share_a_frame_and_far_lines_do_not() {
        let text = "a1\nb2\nc3\nd4\ne5\nf6\ng7\n";
        assert_eq!(excerpt(text, &["a1", "c3"], 40).text, "a1\nb2\nc3\n");
        assert_eq!(excerpt(text, &["a1", "c3"], 40).chunks.len(), 1);
        assert_eq!(excerpt(text, &["a1", "g7"], 40).chunks.len(), 2);
    }

    #[test]
    fn overlapping_remarks_are_kept_apart() {
        let both = excerpt("pain in the groin is said", &["groin", "the groin is"], 40);
        let shown: Vec<(&str, Option<&str>)> = both
            .labels
            .iter()
            .map(|label| (&both.text[label.bytes.clone()], label.text.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [("the", Some("remark 1")), ("groin", Some("remark 0"))]
        );
        let same = excerpt("pain in the groin", &["groin", "groin"], 40);
        assert_eq!(same.labels.len(), 1);
        assert_eq!(same.labels[0].text.as_deref(), Some("remark 0; remark 1"));
    }

    #[test]
    fn remarks_on_several_lines_skip_the_markup_between() {
        let quote = excerpt("> pain in\n>   the groin\n", &["in\n>   the"], 40);
        let shown: Vec<&str> = quote
            .labels
            .iter()
            .map(|label| &quote.text[label.bytes.clone()])
            .collect();
        assert_eq!(shown, ["in", "the"]);
    }
}
