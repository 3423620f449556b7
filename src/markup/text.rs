//! Plain text to blocks.
//!
//! Plain text has no marks, only habits. Two are common and contradict each other: one paragraph per
//! line (text exported from web pages), and paragraphs wrapped by hand at a fixed width. Lines are
//! joined only where they look wrapped, so that a doubtful line is a block of its own.

use std::ops::RangeInclusive;
use std::slice;

use super::{Article, Block, BlockIndex, BlockKind, Comment, ListPlace};
use crate::source::{LineIndex, MapBuilder, SourceMap, Span};

/// Bounds for a line that may be a heading, in characters and words.
const HEADING_CHARS: usize = 80;
const HEADING_WORDS: usize = 10;

/// Bounds for the lines of a wrapped paragraph, in characters. Above nobody wraps: a longer line is a whole
/// paragraph. Below it takes more than the length to tell (see [`Line::runs_on`]).
const WRAPPED_CHARS: RangeInclusive<usize> = 50..=120;

/// Least width of a wrapped paragraph, in characters; what is narrower is rather a list.
const LEAST_WIDTH: usize = 20;

/// By how many characters an underline may be shorter or longer than its heading, if it might be a
/// separator.
const UNDERLINE_DIFFERENCE: usize = 2;

/// How many columns further to the right an item must stand to be nested; exports indent raggedly.
const NESTING_COLUMNS: usize = 2;

/// Columns between the ends of tabs.
const TAB: usize = 4;

const BULLETS: [char; 11] = ['•', '-', '*', '–', '·', '◦', '‣', '▪', '●', '⁃', '+'];

/// Bullets that mean nothing else, and need no space behind them; word processors write the last.
const PLAIN_BULLETS: [char; 11] = ['•', '◦', '‣', '▪', '●', '■', '✓', '✔', '➤', '►', '\u{F0B7}'];

pub(super) fn read(text: &str) -> Article {
    let lines = read_lines(text);
    let mut reader = Reader::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = &lines[at..];
        let mut taken = 1;
        match line.kind {
            LineKind::Blank => {}
            LineKind::Comment => reader.push_comment(line),
            LineKind::Rule => reader.start_without_text(),
            LineKind::Heading(level) => reader.push_heading(level, line),
            LineKind::Item { ordered } => {
                taken = paragraph_len(rest);
                reader.push_item(ordered, &rest[..taken]);
            }
            LineKind::Text => {
                taken = paragraph_len(rest);
                let before = at.checked_sub(1).map(|before| &lines[before]);
                if taken == 1 && is_heading(before, line, &rest[1..]) {
                    reader.push_heading(
                        if reader.article.blocks.is_empty() {
                            1
                        } else {
                            2
                        },
                        line,
                    );
                } else {
                    reader.push_paragraph(&rest[..taken]);
                }
            }
        }
        at += taken;
    }
    reader.article
}

/// One line without the white space at its borders.
struct Line<'a> {
    kind: LineKind,
    /// What is visible, without the bullet of an item.
    text: &'a str,
    /// Where `text` stands in the file.
    span: Span,
    /// Columns before the first visible character, which may be a bullet.
    indent: usize,
    /// Columns before `text`.
    text_indent: usize,
    /// Length of `text`, in characters.
    chars: usize,
    /// Whether the line is as full as the lines around it, and one of them goes on in the next.
    runs_on: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LineKind {
    Blank,
    /// A comment addressed to factlint, which parts paragraphs as an empty line does.
    Comment,
    /// A line without letters and digits.
    Rule,
    /// A line that is underlined.
    Heading(u8),
    Item {
        ordered: bool,
    },
    Text,
}

fn read_lines(text: &str) -> Vec<Line<'_>> {
    let index = LineIndex::new(text);
    let starts = index.starts().iter().map(|start| *start as usize);
    let ends = starts.clone().skip(1).chain([text.len()]);
    let mut lines = Vec::<Line<'_>>::new();
    for (start, end) in starts.zip(ends) {
        let mut line = Line::new(text, start, end);
        if let Some(above) = lines.last_mut()
            && above.kind == LineKind::Text
            && above.chars <= HEADING_CHARS
            && let Some(level) = underline_level(line.text, above.chars)
        {
            above.kind = LineKind::Heading(level);
            line.kind = LineKind::Blank;
        }
        lines.push(line);
    }
    mark_runs(&mut lines);
    lines
}

/// Marks the lines that are filled up to the same width: those to which the first word of the next line
/// could not have been added.
fn mark_runs(lines: &mut [Line<'_>]) {
    let mut start = 0;
    while start < lines.len() {
        let in_chunk = match lines[start].kind {
            LineKind::Text | LineKind::Item { .. } => {
                let is_text = |line: &&Line<'_>| line.kind == LineKind::Text;
                lines[start + 1..].iter().take_while(is_text).count()
            }
            LineKind::Blank | LineKind::Comment | LineKind::Rule | LineKind::Heading(_) => 0,
        };
        mark_runs_of_chunk(&mut lines[start..=start + in_chunk]);
        start += 1 + in_chunk;
    }
}

/// Marks the runs in `chunk`: lines with none between them.
fn mark_runs_of_chunk(chunk: &mut [Line<'_>]) {
    let most = *WRAPPED_CHARS.end();
    let widths = chunk.iter().map(|line| line.chars);
    let width = widths.filter(|chars| *chars <= most).max().unwrap_or(0);
    if width < LEAST_WIDTH {
        return;
    }
    let mut start = 0;
    while start + 1 < chunk.len() {
        let is_full = |pair: &&[Line<'_>]| {
            let word = pair[1].text.split_whitespace().next().unwrap_or_default();
            let is_full = pair[0].chars + 1 + word.chars().count() > width;
            is_full && pair[0].chars <= most && !pair[0].text.ends_with(':')
        };
        let full = chunk[start..].windows(2).take_while(is_full).count();
        // Where every line starts small, they are rather entries of a list.
        let first = &chunk[start];
        let above = start.checked_sub(1).map(|above| chunk[above].text);
        let leads_in = above.is_some_and(|text| text.ends_with(':'));
        let is_paragraph = first.kind != LineKind::Text || !first.starts_small() && !leads_in;
        let goes_on = |pair: &[Line<'_>]| pair[1].starts_small() && !ends_sentence(pair[0].text);
        let run = start..start + full;
        let is_whole = ends_sentence(chunk[run.end].text);
        if is_paragraph && is_whole && chunk[start..=run.end].windows(2).any(goes_on) {
            chunk[run].iter_mut().for_each(|line| line.runs_on = true);
        }
        start += full + 1;
    }
}

impl<'a> Line<'a> {
    /// Returns the line of `file` from byte `start` to byte `end`.
    fn new(file: &'a str, start: usize, end: usize) -> Self {
        let whole = &file[start..end];
        let indented = match start {
            0 => whole.trim_start_matches('\u{FEFF}').trim_start(),
            _ => whole.trim_start(),
        };
        let visible = indented.trim_end();
        let (kind, text) = if visible.is_empty() {
            (LineKind::Blank, visible)
        } else if !visible.contains(char::is_alphanumeric) {
            (LineKind::Rule, visible)
        } else if comment(visible).is_some() {
            (LineKind::Comment, visible)
        } else if let Some(text) = after_bullet(visible) {
            (LineKind::Item { ordered: false }, text)
        } else if let Some(text) = after_number(visible) {
            (LineKind::Item { ordered: true }, text)
        } else {
            (LineKind::Text, visible)
        };
        let visible_start = end - indented.len();
        let text_start = visible_start + (visible.len() - text.len());
        Self {
            kind,
            text,
            span: Span::of_range(text_start..text_start + text.len()),
            indent: columns(&file[start..visible_start]),
            text_indent: columns(&file[start..text_start]),
            chars: text.chars().count(),
            runs_on: false,
        }
    }

    fn starts_small(&self) -> bool {
        self.text
            .starts_with(|letter: char| letter.is_lowercase() || letter.is_numeric())
    }
}

/// Returns what the comment says that `line` is, if it is addressed to factlint. Plain text has no comments
/// otherwise: what looks like one is what somebody wrote.
fn comment(line: &str) -> Option<&str> {
    let text = line.strip_prefix("<!--")?.strip_suffix("-->")?;
    let is_one = !text.contains("-->") && text.trim_start().starts_with("factlint");
    is_one.then_some(text)
}

/// Returns the width of what stands before a text; tabs end where most editors have them end.
fn columns(before: &str) -> usize {
    before.chars().fold(0, |column, letter| match letter {
        '\t' => column + TAB - column % TAB,
        _ => column + 1,
    })
}

/// Returns the level of the heading above, of `chars` characters, if `line` underlines it.
fn underline_level(line: &str, chars: usize) -> Option<u8> {
    let mark = line.chars().next()?;
    let len = line.len();
    if len < 3 || !line.chars().all(|letter| letter == mark) {
        return None;
    }
    match mark {
        '=' => Some(1),
        '-' => Some(2),
        '~' | '*' | '_' if len.abs_diff(chars) <= UNDERLINE_DIFFERENCE => Some(2),
        _ => None,
    }
}

fn after_bullet(line: &str) -> Option<&str> {
    if let Some(text) = line.strip_prefix(PLAIN_BULLETS) {
        return Some(text.trim_start()).filter(|text| !text.is_empty());
    }
    // Exports of word processors write a hollow bullet as a letter.
    if let Some(text) = line.strip_prefix("o\t") {
        return Some(text.trim_start());
    }
    after_space(line.strip_prefix(BULLETS)?)
}

/// Returns what follows `1.`, `1)`, `(1)` or `a)`. A number of more than two digits at the start of a line
/// is rather a quantity or a year.
fn after_number(line: &str) -> Option<&str> {
    let (line, closes) = match line.strip_prefix('(') {
        Some(line) => (line, &[')'][..]),
        None => (line, &['.', ')'][..]),
    };
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    match line.len() - rest.len() {
        1..=2 => after_space(rest.strip_prefix(closes)?),
        0 => {
            let rest = rest.strip_prefix(|letter: char| letter.is_ascii_alphabetic())?;
            after_space(rest.strip_prefix(')')?)
        }
        _ => None,
    }
}

fn after_space(rest: &str) -> Option<&str> {
    let text = rest.trim_start();
    (text.len() < rest.len()).then_some(text)
}

/// Returns how many of `lines`, from the first on, are one paragraph.
fn paragraph_len(lines: &[Line<'_>]) -> usize {
    let joined = lines
        .windows(2)
        .take_while(|pair| is_wrapped(&pair[0], &pair[1]) || hangs(&lines[0], &pair[1]))
        .count();
    1 + joined
}

/// Tells whether the text of `line` goes on in `next`.
fn is_wrapped(line: &Line<'_>, next: &Line<'_>) -> bool {
    let fits = next.kind == LineKind::Text
        && next.chars <= *WRAPPED_CHARS.end()
        && [line.indent, line.text_indent].contains(&next.indent);
    let ends = ends_sentence(line.text);
    let is_open = line.text.ends_with([',', ';', '–', '—']) && next.starts_small();
    fits && (line.runs_on || !ends && (WRAPPED_CHARS.contains(&line.chars) || is_open))
}

/// Tells whether `line` stands below the text of `item`, to the right of its bullet.
fn hangs(item: &Line<'_>, line: &Line<'_>) -> bool {
    matches!(item.kind, LineKind::Item { .. })
        && line.kind == LineKind::Text
        && item.indent < item.text_indent
        && line.indent == item.text_indent
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']'])
        .ends_with(['.', '!', '?', ':'])
}

/// Tells whether `line` stands alone and looks like a title of what comes after it.
///
/// The last line of a file has nothing below it, and is rather a signature.
fn is_heading(before: Option<&Line<'_>>, line: &Line<'_>, after: &[Line<'_>]) -> bool {
    let has_text_below = after
        .iter()
        .any(|line| !matches!(line.kind, LineKind::Blank | LineKind::Comment));
    let stands_alone = before.is_none_or(Line::is_gap)
        && after.first().is_some_and(|next| {
            let is_item = matches!(next.kind, LineKind::Item { .. });
            next.is_gap() || is_item || next.chars > line.chars
        });
    let is_phrase = !line.text.starts_with(char::is_lowercase)
        && !line.text.contains(':')
        && !line.text.ends_with(['.', ',', ';', '!', '?', '…']);
    stands_alone
        && has_text_below
        && line.chars <= HEADING_CHARS
        && line.text.split_whitespace().count() <= HEADING_WORDS
        && (is_phrase || line.is_in_capitals())
}

impl Line<'_> {
    fn is_gap(&self) -> bool {
        matches!(
            self.kind,
            LineKind::Blank | LineKind::Comment | LineKind::Rule
        )
    }

    /// Tells whether the line holds a word in capital letters, and no small letter.
    fn is_in_capitals(&self) -> bool {
        let is_word = |word: &str| word.chars().filter(|letter| letter.is_uppercase()).count() > 3;
        !self.text.contains(char::is_lowercase) && self.text.split_whitespace().any(is_word)
    }
}

/// What is known between two lines.
#[derive(Default)]
struct Reader {
    article: Article,
    /// Headings above with their levels, outermost first.
    headings: Vec<(u8, BlockIndex)>,
    /// The block that leads in if a list starts now.
    leading: Option<BlockIndex>,
    /// Lists that may go on, outermost first.
    lists: Vec<OpenList>,
    list_count: usize,
}

struct OpenList {
    indent: usize,
    /// Place of the item that was read last, and its block.
    last: (ListPlace, BlockIndex),
}

impl Reader {
    fn start_without_text(&mut self) {
        self.lists.clear();
        self.leading = None;
    }

    fn push_comment(&mut self, line: &Line<'_>) {
        self.article.comments.push(Comment {
            text: comment(line.text).unwrap_or_default().to_owned(),
            span: line.span,
            block: self.article.blocks.len(),
            in_table: false,
        });
    }

    fn push_heading(&mut self, level: u8, line: &Line<'_>) {
        self.lists.clear();
        self.headings.retain(|(above, _)| *above < level);
        let block = self.push(BlockKind::Heading(level), None, slice::from_ref(line));
        self.headings.push((level, block));
    }

    fn push_paragraph(&mut self, lines: &[Line<'_>]) {
        self.lists.clear();
        self.push(BlockKind::Paragraph, None, lines);
    }

    fn push_item(&mut self, ordered: bool, lines: &[Line<'_>]) {
        let indent = lines[0].indent;
        let is_outer = |list: &OpenList| list.indent + NESTING_COLUMNS <= indent;
        let is_over = |list: &mut OpenList| {
            let is_inner = indent + NESTING_COLUMNS <= list.indent;
            is_inner || !is_outer(list) && list.last.0.ordered != ordered
        };
        while self.lists.pop_if(is_over).is_some() {}
        let (indent, place) = match self.lists.pop_if(|list| !is_outer(list)) {
            Some(OpenList { indent, last }) => {
                let item = last.0.item + 1;
                (indent, ListPlace { item, ..last.0 })
            }
            None => (indent, self.new_list(ordered)),
        };
        let block = self.push(BlockKind::Item, Some(place), lines);
        self.lists.push(OpenList {
            indent,
            last: (place, block),
        });
    }

    /// Returns the first place of a new list, inside the innermost open one.
    fn new_list(&mut self, ordered: bool) -> ListPlace {
        let (lead_in, parent) = match self.lists.last() {
            Some(OpenList { last, .. }) => (last.0.lead_in, Some(last.1)),
            None => (self.leading, None),
        };
        let list = self.list_count;
        self.list_count += 1;
        ListPlace {
            list,
            item: 0,
            ordered,
            lead_in,
            parent,
            ticked: None,
        }
    }

    fn push(&mut self, kind: BlockKind, list: Option<ListPlace>, lines: &[Line<'_>]) -> BlockIndex {
        let (prose, map) = prose(lines);
        let block = self.article.blocks.len();
        self.article.blocks.push(Block {
            kind,
            prose,
            map,
            headings: self.headings.iter().map(|(_, heading)| *heading).collect(),
            list,
            cell: None,
            language: None,
            quoted: false,
            strong: Vec::new(),
            links: Vec::new(),
        });
        self.leading = Some(block);
        block
    }
}

fn prose(lines: &[Line<'_>]) -> (String, SourceMap) {
    let mut prose = MapBuilder::default();
    let mut end = lines[0].span.start;
    for line in lines {
        prose.push_space(Span::new(end, line.span.start));
        prose.push_text(line.text, line.span.start);
        end = line.span.end;
    }
    prose.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::assert_sound;
    use super::super::dump::dump;
    use super::*;

    /// Checks the blocks of `text`, one per line, in the form of [`dump`].
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = read(text);
        assert_sound(text, &article);
        assert_eq!(
            dump(&article).lines().collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn a_line_of_its_own_may_be_a_comment_addressed_to_factlint() {
        let text = "<!-- factlint-a -->\nTitle\n<!--factlint-ignore b: c-->\n- d\n<!-- e -->\n\nf <!-- factlint-g -->";
        check(
            text,
            &[
                r#"0 Heading(1) "Title""#,
                r#"1 Item "d" under 0 list 0.0 <0"#,
                r#"2 Paragraph "<!-- e -->" under 0"#,
                r#"3 Paragraph "f <!-- factlint-g -->" under 0"#,
                r#"comment " factlint-a ""#,
                r#"comment "factlint-ignore b: c""#,
            ],
        );
        let blocks: Vec<usize> = read(text)
            .comments
            .iter()
            .map(|comment| comment.block)
            .collect();
        assert_eq!(blocks, [0, 1]);
    }

    #[test]
    fn short_lines_that_stand_alone_are_headings() {
        check(
            "Leg pain and the spine\n\nMany patients have it.\n\nPossible Causes\nThe first cause is an injury.\n\nTreatment\n\n  • Rest\n\nAuthor\n\nA. B. is a doctor.",
            &[
                r#"0 Heading(1) "Leg pain and the spine""#,
                r#"1 Paragraph "Many patients have it." under 0"#,
                r#"2 Heading(2) "Possible Causes" under 0"#,
                r#"3 Paragraph "The first cause is an injury." under 0 2"#,
                r#"4 Heading(2) "Treatment" under 0"#,
                r#"5 Item "Rest" under 0 4 list 0.0 <4"#,
                r#"6 Heading(2) "Author" under 0"#,
                r#"7 Paragraph "A. B. is a doctor." under 0 6"#,
            ],
        );
    }

    #[test]
    fn other_short_lines_are_paragraphs() {
        for line in [
            "Sciatica: the causes",
            "Several nerves:",
            "sciatica from a disc",
            "It is common.",
            "Is it common?",
            "Wait, ",
            "One two three four five six seven eight nine ten eleven",
        ] {
            let article = read(&format!("First.\n\n{line}\n\nLast."));
            assert_eq!(article.blocks[1].kind, BlockKind::Paragraph, "{line}");
        }
        check("Rest\n", &[r#"0 Paragraph "Rest""#]);
        check(
            "Text.\nInsight\nMore text.\n\nDr. A. B.\nMedical Officer\nRadiologist\n\nPosts\n\n",
            &[
                r#"0 Paragraph "Text.""#,
                r#"1 Paragraph "Insight""#,
                r#"2 Paragraph "More text.""#,
                r#"3 Paragraph "Dr. A. B.""#,
                r#"4 Paragraph "Medical Officer""#,
                r#"5 Paragraph "Radiologist""#,
                r#"6 Paragraph "Posts""#,
            ],
        );
    }

    #[test]
    fn underlined_lines_are_headings() {
        check(
            "Sciatica.\n===\nb:\n---\n- c\n\n---\n\n1. d\ne\n=-=\n***\nf",
            &[
                r#"0 Heading(1) "Sciatica.""#,
                r#"1 Heading(2) "b:" under 0"#,
                r#"2 Item "c" under 0 1 list 0.0 <1"#,
                r#"3 Item "d" under 0 1 list 1.0 ordered"#,
                r#"4 Paragraph "e" under 0 1"#,
                r#"5 Paragraph "f" under 0 1"#,
            ],
        );
    }

    #[test]
    fn items_may_be_indented_spaced_and_numbered() {
        check(
            "Signs include:\n\n  • one\n  \u{2022}\u{A0}two\n\n  – three\n\nText.\n1) four\n2. five\n-six\n3.5 mg\n2020. Then",
            &[
                r#"0 Paragraph "Signs include:""#,
                r#"1 Item "one" list 0.0 <0"#,
                r#"2 Item "two" list 0.1 <0"#,
                r#"3 Item "three" list 0.2 <0"#,
                r#"4 Paragraph "Text.""#,
                r#"5 Item "four" list 1.0 ordered <4"#,
                r#"6 Item "five" list 1.1 ordered <4"#,
                r#"7 Paragraph "-six""#,
                r#"8 Paragraph "3.5 mg""#,
                r#"9 Paragraph "2020. Then""#,
            ],
        );
    }

    #[test]
    fn items_further_right_are_nested() {
        check(
            "Signs:\n- L5:\n   · big toe\n    · calf\n   1. first\n - S1\n1. d\n\t- e",
            &[
                r#"0 Paragraph "Signs:""#,
                r#"1 Item "L5:" list 0.0 <0"#,
                r#"2 Item "big toe" list 1.0 <0 ^1"#,
                r#"3 Item "calf" list 1.1 <0 ^1"#,
                r#"4 Item "first" list 2.0 ordered <0 ^1"#,
                r#"5 Item "S1" list 0.1 <0"#,
                r#"6 Item "d" list 3.0 ordered <5"#,
                r#"7 Item "e" list 4.0 <5 ^6"#,
            ],
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        check(
            "Sciatica is pain along the sciatic nerve, which runs from the\nlower back down the leg. It affects one in ten people at some\ntime.\n\n - Pain that radiates from the lower back down through the\n   buttocks\n - Rest",
            &[
                r#"0 Paragraph "Sciatica is pain along the sciatic nerve, which runs from the lower back down the leg. It affects one in ten people at some time.""#,
                r#"1 Item "Pain that radiates from the lower back down through the buttocks" list 0.0 <0"#,
                r#"2 Item "Rest" list 0.1 <0"#,
            ],
        );
    }

    #[test]
    fn lines_of_a_narrow_column_are_one_paragraph() {
        check(
            "Where is it felt?\n\nPain of the S1 nerve root is\ntypically felt in the front\nof the thigh.\n\nSciatica is not a disease.\nIt is a symptom of something\nelse. Ask for help early if\nit is in both legs.\n\n- Sciatica is a\n  sign.\n  It has causes",
            &[
                r#"0 Paragraph "Where is it felt?""#,
                r#"1 Paragraph "Pain of the S1 nerve root is typically felt in the front of the thigh.""#,
                r#"2 Paragraph "Sciatica is not a disease. It is a symptom of something else. Ask for help early if it is in both legs.""#,
                r#"3 Item "Sciatica is a sign. It has causes" list 0.0 <2"#,
            ],
        );
        check(
            "It is common,\nand it goes.\n\nPossible causes of it\nThe most frequent cause is\na disc that presses on one\nof the roots.",
            &[
                r#"0 Paragraph "It is common, and it goes.""#,
                r#"1 Heading(2) "Possible causes of it""#,
                r#"2 Paragraph "The most frequent cause is a disc that presses on one of the roots." under 1"#,
            ],
        );
    }

    #[test]
    fn entries_without_bullets_stay_apart() {
        for text in [
            "numbness in the big toe of the foot\ntingling in the calf\nweakness of the ankle",
            "Numbness in the big toe of the foot\nTingling in the calf\nWeakness of the ankle",
            "Signs that need help at once are:\nweakness of both the legs\nnumbness in the saddle",
            "Signs that need help at once\nnumbness between the legs\nweakness in both legs",
        ] {
            assert_eq!(read(text).blocks.len(), 3, "{text}");
        }
    }

    #[test]
    fn headings_may_be_in_capitals_or_underlined_with_any_line() {
        check(
            "WHICH ROOT IS IT?\n\na.\n\nSIGNS: WHAT TO SEE\n\nThe rest\n~~~~~~~~\nb and c\n***",
            &[
                r#"0 Heading(1) "WHICH ROOT IS IT?""#,
                r#"1 Paragraph "a." under 0"#,
                r#"2 Heading(2) "SIGNS: WHAT TO SEE" under 0"#,
                r#"3 Heading(2) "The rest" under 0"#,
                r#"4 Paragraph "b and c" under 0 3"#,
            ],
        );
    }

    #[test]
    fn bullets_may_be_letters_in_brackets_or_glued() {
        check(
            "a) one\nb) two\n(1) three\n•four\n\u{F0B7}\tfive\no\tsix\n(a two) seven\n+ eight",
            &[
                r#"0 Item "one" list 0.0 ordered"#,
                r#"1 Item "two" list 0.1 ordered"#,
                r#"2 Item "three" list 0.2 ordered"#,
                r#"3 Item "four" list 1.0 <2"#,
                r#"4 Item "five" list 1.1 <2"#,
                r#"5 Item "six" list 1.2 <2"#,
                r#"6 Paragraph "(a two) seven""#,
                r#"7 Item "eight" list 2.0 <6"#,
            ],
        );
    }

    #[test]
    fn lines_that_are_not_wrapped_stay_apart() {
        let start = "Sciatica is pain along the sciatic nerve, which runs from";
        for (line, next) in [
            ("the lower back.", "It is common."),
            ("the lower \"back.\"", "It is common."),
            ("the lower back:", "Pain"),
            ("the lower back", "  Pain"),
            ("the lower back", "- Pain"),
        ] {
            let article = read(&format!("{start} {line}\n{next}"));
            assert_eq!(article.blocks.len(), 2, "{line} / {next}");
        }
        assert_eq!(read("Rest\nand heat").blocks.len(), 2);
        assert_eq!(
            read(&format!("{start}\n{}", start.repeat(3))).blocks.len(),
            2
        );
        assert_eq!(read(&format!("{start}\n{start}\n---")).blocks.len(), 2);
        assert_eq!(read(&format!("{start}\n{start}")).blocks.len(), 1);
    }

    #[test]
    fn white_space_and_line_ends_do_not_matter() {
        check(
            "\u{FEFF}\u{A0} A  \t title \u{A0}\r\n\r\nb\u{A0}c\rd\r\r",
            &[
                r#"0 Heading(1) "A title""#,
                r#"1 Paragraph "b\u{a0}c" under 0"#,
                r#"2 Paragraph "d" under 0"#,
            ],
        );
        check("", &[]);
        check("\u{FEFF}\n \t\n---\n• \n", &[]);
    }

    fn documents() -> impl Strategy<Value = String> {
        let starts = prop::sample::select(vec![
            "", "", "  ", "\t", "\u{A0} ", "- ", "  • ", "    * ", "1. ", "12) ", "(3) ", "•", "–",
            "\u{F0B7}", "\u{FEFF}",
        ]);
        let pieces = prop::sample::select(vec![
            "Sciatica",
            "l5",
            "é😀",
            " ",
            "  ",
            "\t",
            "\u{A0}",
            ".",
            ":",
            "?",
            "”",
            "===",
            "---",
            "~~~~",
            "•",
            "that runs down the leg",
            ",",
            "pain along the sciatic nerve, which runs from the lower back",
            "1.",
            "\0",
            "\u{2028}",
        ]);
        let ends = prop::sample::select(vec!["\n", "\n", "\n\n", "\r\n", "\r", ""]);
        let line = (starts, prop::collection::vec(pieces, 0..5), ends)
            .prop_map(|(start, pieces, end)| format!("{start}{}{end}", pieces.concat()));
        prop::collection::vec(line, 0..12).prop_map(|lines| lines.concat())
    }

    proptest! {
        #[test]
        fn any_document_gives_sound_blocks_and_loses_no_word(text in documents()) {
            let article = read(&text);
            assert_sound(&text, &article);
            let letters = |text: &str| text.matches(char::is_alphabetic).collect::<String>();
            let prose = article.blocks.iter().map(|block| block.prose.as_str());
            prop_assert_eq!(letters(&prose.collect::<String>()), letters(&text));
        }

        #[test]
        fn any_text_gives_sound_blocks(text in "(?s).{0,80}") {
            assert_sound(&text, &read(&text));
        }
    }
}
