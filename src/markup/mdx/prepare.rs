//! What the parser is given in place of the file: a copy of the same length in which comments of HTML are
//! comments of MDX, and the lines around admonitions (`:::note`) are blank.
//!
//! Fenced code is left alone. Elsewhere in code the copy only decides what is parsed; prose is always taken
//! from the file.

use crate::source::Span;

/// A copy of a file.
pub(super) struct Prepared {
    /// As long as the file; all other characters stand where they stood.
    pub(super) text: String,
    /// Bytes of the line ends before and after titles of admonitions, in order.
    title_borders: Vec<usize>,
}

impl Prepared {
    /// Tells whether the line end at `span` parts the title of an admonition from text.
    pub(super) fn parts_title(&self, span: Span) -> bool {
        let range = span.range();
        let next = self.title_borders.partition_point(|at| *at < range.start);
        self.title_borders
            .get(next)
            .is_some_and(|at| range.contains(at))
    }
}

/// Returns the copy of `text`; what stands before `body_start` stays as it is.
pub(super) fn prepare(text: &str, body_start: usize) -> Prepared {
    let mut copying = Copying {
        text,
        copy: text.as_bytes().to_vec(),
        title_borders: Vec::new(),
        comment_end: body_start,
        has_more_comments: true,
    };
    let mut fence: Option<&str> = None;
    let mut at = body_start;
    for line in text[body_start..].split_inclusive('\n') {
        let in_comment = at < copying.comment_end;
        let inner = line.trim_start_matches(BEFORE_MARKS);
        match (fence, fence_of(inner)) {
            (Some(open), Some(marks)) if marks.starts_with(open) && inner.trim_end() == marks => {
                fence = None;
            }
            (Some(_), _) => {}
            (None, Some(marks)) if !in_comment => fence = Some(marks),
            (None, _) => {
                copying.blank_comments(at, at + line.len());
                if !in_comment {
                    copying.blank_admonition(line, at);
                }
            }
        }
        at += line.len();
    }
    Prepared {
        // Only whole characters were replaced, and by ASCII.
        text: String::from_utf8(copying.copy).unwrap_or_else(|_| text.to_owned()),
        title_borders: copying.title_borders,
    }
}

/// What may stand on a line before marks of blocks.
const BEFORE_MARKS: [char; 3] = [' ', '\t', '>'];

/// Returns the marks with which a line starts that opens or closes fenced code.
fn fence_of(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|mark| "`~".contains(*mark))?;
    let len = line.len() - line.trim_start_matches(mark).len();
    let is_code_in_line = mark == '`' && line[len..].contains('`');
    (len >= 3 && !is_code_in_line).then_some(&line[..len])
}

struct Copying<'a> {
    text: &'a str,
    copy: Vec<u8>,
    title_borders: Vec<usize>,
    /// Where the last comment ends.
    comment_end: usize,
    /// Whether there may be a further end of a comment.
    has_more_comments: bool,
}

impl Copying<'_> {
    /// Makes comments of HTML that start between `start` and `end` comments of MDX, without what stands in
    /// them.
    fn blank_comments(&mut self, start: usize, end: usize) {
        let mut at = start.max(self.comment_end);
        while at < end && self.has_more_comments {
            let Some(open) = self.text[at..end].find("<!--").map(|found| at + found) else {
                return;
            };
            let Some(close) = self.text[open + 4..].find("-->").map(|len| open + 7 + len) else {
                self.has_more_comments = false;
                return;
            };
            at = close;
            if self.text[..open].ends_with('\\') {
                at = open + 4;
                continue;
            }
            self.copy[open..close].fill(b' ');
            self.copy[open..open + 3].copy_from_slice(b"{/*");
            self.copy[close - 3..close].copy_from_slice(b"*/}");
            self.comment_end = close;
        }
    }

    /// Blanks the marks of an admonition in `line`, which starts at `start`: all but its title.
    fn blank_admonition(&mut self, line: &str, start: usize) {
        let end = line.trim_end().len();
        let inner = line[..end].trim_start_matches(BEFORE_MARKS);
        let name = inner.trim_start_matches(':');
        if inner.len() - name.len() < 3 {
            return;
        }
        let rest = name.trim_start_matches(|letter: char| {
            letter.is_alphanumeric() || letter == '-' || letter == '_'
        });
        let title = title_in(rest);
        let after = end - rest.len() + title.end;
        let begin = end - rest.len() + title.start;
        let marks = start + end - inner.len();
        self.copy[marks..start + begin].fill(b' ');
        if !title.is_empty() {
            // A tag without a name, since spaces alone would put the title into a list above.
            self.copy[marks..marks + 2].copy_from_slice(b"<>");
        }
        self.copy[start + after..start + end].fill(b' ');
        if !title.is_empty() {
            let line_end = start + line.trim_end_matches(['\r', '\n']).len();
            self.title_borders.extend(start.checked_sub(1));
            self.title_borders.push(line_end);
        }
    }
}

/// Returns where the title stands in what follows the name of an admonition: `[title]{attributes}`, or just
/// a title.
fn title_in(rest: &str) -> std::ops::Range<usize> {
    let mut range = 0..rest.len();
    if rest.starts_with('{') {
        range.start = rest.find('}').map_or(rest.len(), |end| end + 1);
    }
    if rest[range.clone()].starts_with('[')
        && let Some(close) = rest.rfind(']')
    {
        range = range.start + 1..close;
    }
    let title = &rest[range.clone()];
    range.start += title.len() - title.trim_start().len();
    range.start..range.start + title.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let copy = prepare(text, 0).text;
        assert_eq!(copy.len(), text.len());
        assert_eq!(copy, expected);
    }

    #[test]
    fn comments_of_html_become_comments_of_mdx() {
        check("a <!-- é\nb --> c", "a {/*       */} c");
        check("\\<!-- a --> <!-- b -->", "\\<!-- a --> {/*    */}");
        check("a <!--> b --> c <!-- d", "a {/*     */} c <!-- d");
    }

    #[test]
    fn of_admonitions_only_titles_stay() {
        check(":::note\nA\n:::\n", "       \nA\n   \n");
        check("> :::tip[A b]{.c}\n", "> <>     A b     \n");
        check("::::warning A b \r\n", "<>          A b \r\n");
        check(":::info{title=\"x\"}", "                  ");
        check(":: a\nb ::: c", ":: a\nb ::: c");
    }

    #[test]
    fn fenced_code_stays() {
        let code = "```md\n:::note\n<!-- a\n````\n";
        check(code, code);
        check("~~~\n:::\n```\n~~~\n:::", "~~~\n:::\n```\n~~~\n   ");
        check("<!--\n```\n-->\n:::", "{/*      */}\n   ");
    }

    #[test]
    fn line_ends_around_titles_are_known() {
        let prepared = prepare("a\n:::tip B\r\nc\n:::", 0);
        let parts = |at| prepared.parts_title(Span::of_range(at..at + 1));
        assert!(parts(1) && parts(10));
        assert!(!parts(0) && !parts(13));
    }
}
