//! What the parser is given in place of the file: a copy of the same length without JavaScript.
//!
//! | in the file | in the copy |
//! |---|---|
//! | `{expression}` | `{0         }` |
//! | imports and exports | spaces |
//! | `{`, not closed | a space |
//! | `<!-- comment -->` | `{0             }` |
//! | `:::note Title`, `:::` | `<>      Title`, `   ` |
//!
//! The parser would hand JavaScript to a parser that calls itself for everything nested, and so ends the process when
//! a stack is full; and it takes time that grows with the square of what is not closed. Prose is always taken from the
//! file, so that in code, too, nothing is lost.

use std::collections::BTreeMap;
use std::ops::Range;

use super::expression::end_of_braces;
use crate::source::Span;

/// Most tags and expressions of one paragraph. The time of the parser grows with their square.
const MOST_MARKS: usize = 2_000;

/// Most braces that are opened and not closed. For each, all that follows is read in search of its end.
const MOST_UNCLOSED: usize = 10;

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

/// Returns the copy of `text`; what stands before `body_start` stays as it is. `None` if the parser would
/// take too long.
pub(super) fn prepare(text: &str, body_start: usize) -> Option<Prepared> {
    let mut copying = Copying {
        text,
        copy: text.as_bytes().to_vec(),
        title_borders: Vec::new(),
        done: body_start,
        has_more_comments: true,
        marks: 0,
        unclosed: 0,
        paragraph_end: body_start,
        unclosed_code: BTreeMap::new(),
    };
    let mut fence: Option<&str> = None;
    let mut may_be_code = true;
    let mut at = body_start;
    for line in text[body_start..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        if at <= copying.done {
            continue;
        }
        let is_new = start >= copying.done;
        let inner = line.trim_start_matches(BEFORE_MARKS);
        match (fence, fence_of(inner)) {
            (Some(open), Some(marks)) if marks.starts_with(open) && inner.trim_end() == marks => {
                fence = None;
            }
            (Some(_), _) => {}
            (None, Some(marks)) if is_new => fence = Some(marks),
            (None, _) if is_new && may_be_code && is_module_code(line) => {
                copying.blank_module_code(start);
                continue;
            }
            (None, _) => {
                copying.blank_inside(start, at)?;
                if is_new {
                    copying.blank_admonition(line, start);
                }
            }
        }
        may_be_code = inner.trim_ascii().is_empty();
    }
    copying.hide_keywords(body_start);
    Some(Prepared {
        // Only whole characters were replaced, and by ASCII.
        text: String::from_utf8(copying.copy).ok()?,
        title_borders: copying.title_borders,
    })
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

/// Tells whether `line` begins an import or an export, and not a sentence with the word.
fn is_module_code(line: &str) -> bool {
    const DECLARATIONS: &[&str] = &[
        "const",
        "let",
        "var",
        "function",
        "class",
        "default",
        "async",
        "type",
        "interface",
        "enum",
    ];
    if let Some(rest) = line.strip_prefix("import") {
        let rest = rest.trim_start();
        return rest.starts_with(['{', '*', '"', '\''])
            || rest.contains(" from ")
                && rest.trim_end().trim_end_matches(';').ends_with(['"', '\'']);
    }
    let Some(rest) = line.strip_prefix("export") else {
        return false;
    };
    let rest = rest.trim_start();
    let word = rest
        .find(|letter: char| !letter.is_ascii_alphabetic())
        .map_or(rest, |end| &rest[..end]);
    rest.starts_with(['{', '*']) || DECLARATIONS.contains(&word)
}

struct Copying<'a> {
    text: &'a str,
    copy: Vec<u8>,
    title_borders: Vec<usize>,
    /// Up to where all is copied.
    done: usize,
    /// Whether there may be a further end of a comment.
    has_more_comments: bool,
    /// How many tags and expressions the paragraph has so far.
    marks: usize,
    /// How many braces were not closed so far.
    unclosed: usize,
    /// Where the paragraph ends.
    paragraph_end: usize,
    /// How many backticks nothing closes in the paragraph that ends there.
    unclosed_code: BTreeMap<usize, usize>,
}

impl Copying<'_> {
    /// Blanks the imports and exports that start at `start`, up to the first empty line outside of brackets, or,
    /// if there is none, to the first.
    fn blank_module_code(&mut self, start: usize) {
        let mut first_empty = None;
        let mut depth = 0_usize;
        let mut quote: Option<char> = None;
        let mut end = start;
        for line in self.text[start..].split_inclusive('\n') {
            if line.trim().is_empty() {
                first_empty.get_or_insert(end);
                if depth == 0 && quote.is_none() {
                    return self.blank(start..end);
                }
            }
            follow_code(line, &mut depth, &mut quote);
            end += line.len();
        }
        let is_closed = depth == 0 && quote.is_none();
        let end = first_empty.filter(|_| !is_closed).unwrap_or(end);
        self.blank(start..end);
    }

    /// Makes capitals of the letters that lines from `body_start` on begin `import` and `export` with: what is left of
    /// these words is prose, and the parser must not try to read it as code.
    fn hide_keywords(&mut self, body_start: usize) {
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        for line in self.copy[body_start..].split_mut(is_end) {
            if line.starts_with(b"import") || line.starts_with(b"export") {
                line[0].make_ascii_uppercase();
            }
        }
    }

    /// Blanks what stands at `range`, but for line ends.
    fn blank(&mut self, range: Range<usize>) {
        for byte in &mut self.copy[range.clone()] {
            if !matches!(byte, b'\r' | b'\n') {
                *byte = b' ';
            }
        }
        self.done = range.end;
    }

    /// Hides the brace at `at` that nothing closes: for each, the parser would try all tags behind it once more.
    fn hide(&mut self, at: usize) {
        if self.copy[at] == b'{' {
            self.copy[at] = b' ';
        }
    }

    /// Makes all of `range` one expression without a content.
    fn empty(&mut self, range: Range<usize>) {
        let copy = &mut self.copy[range.clone()];
        let is_spread = copy.starts_with(b"{...") && copy.len() > 5;
        copy.fill(b' ');
        if is_spread {
            copy[..5].copy_from_slice(b"{...a");
        } else if copy.len() > 2 {
            copy[..2].copy_from_slice(b"{0");
        } else {
            copy[0] = b'{';
        }
        copy[range.len() - 1] = b'}';
        self.done = range.end;
    }

    /// Empties the expressions and comments that start between `start` and `end`, a line. `None` if there are too
    /// many.
    fn blank_inside(&mut self, start: usize, end: usize) -> Option<()> {
        if self.text[start..end]
            .trim_start_matches(BEFORE_MARKS)
            .trim()
            .is_empty()
        {
            self.marks = 0;
        }
        let mut at = start.max(self.done);
        while at < end {
            let rest = &self.text[at..end];
            let Some(found) = rest.find(['\\', '`', '{', '<']) else {
                break;
            };
            at += found;
            at = match self.text.as_bytes()[at] {
                b'\\' => at + 1 + self.text[at + 1..].chars().next().map_or(0, char::len_utf8),
                b'`' => self.end_of_code(at),
                mark => {
                    self.marks += 1;
                    if self.marks > MOST_MARKS || self.unclosed > MOST_UNCLOSED {
                        return None;
                    }
                    let end = if mark == b'{' {
                        self.end_of_expression(at)
                    } else {
                        self.end_of_comment(at)
                    };
                    match end {
                        Some(end) => {
                            self.empty(at..end);
                            end
                        }
                        None => {
                            self.hide(at);
                            at + 1
                        }
                    }
                }
            };
        }
        self.done = self.done.max(at);
        Some(())
    }

    /// Returns the end of the comment at `at`, if there is one.
    fn end_of_comment(&mut self, at: usize) -> Option<usize> {
        if !self.has_more_comments || !self.text[at..].starts_with("<!--") {
            return None;
        }
        let end = self.text[at + 4..].find("-->").map(|len| at + 7 + len);
        self.has_more_comments = end.is_some();
        end
    }

    /// Returns the end of the expression at `at`, if it is closed: in its paragraph, unless it is a block or
    /// the value of an attribute.
    fn end_of_expression(&mut self, at: usize) -> Option<usize> {
        let line_start = self.text[..at].rfind('\n').map_or(0, |found| found + 1);
        let before = self.text[line_start..at].trim_matches(BEFORE_MARKS);
        let until = if before.is_empty() || before.ends_with('=') {
            self.text.len()
        } else {
            self.end_of_paragraph(at)
        };
        let end = end_of_braces(&self.text[at..until], 0).map(|len| at + len);
        self.unclosed += usize::from(end.is_none());
        end
    }

    /// Returns the byte after the code in the line that starts at `at`, or after the backticks there if none
    /// close it.
    fn end_of_code(&mut self, at: usize) -> usize {
        let len = ticks(&self.text[at..]);
        let after = at + len;
        let until = self.end_of_paragraph(at);
        if self.unclosed_code.get(&len) == Some(&until) {
            return after;
        }
        let mut next = after;
        while let Some(found) = self.text[next..until].find('`') {
            next += found;
            let closing = ticks(&self.text[next..until]);
            next += closing;
            if closing == len {
                return next;
            }
        }
        self.unclosed_code.insert(len, until);
        after
    }

    /// Returns where the paragraph around `at` ends: before an empty line.
    fn end_of_paragraph(&mut self, at: usize) -> usize {
        if at < self.paragraph_end {
            return self.paragraph_end;
        }
        let mut end = at;
        for line in self.text[at..].split_inclusive('\n') {
            if line.trim_matches(BEFORE_MARKS).trim().is_empty() {
                break;
            }
            end += line.len();
        }
        self.paragraph_end = end;
        end
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

/// Returns how many backticks `text` starts with.
fn ticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// Follows brackets and quotes of JavaScript through `line`.
fn follow_code(line: &str, depth: &mut usize, quote: &mut Option<char>) {
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (*quote, letter) {
            (Some(_), '\\') => {
                letters.next();
            }
            (Some(open), _) if open == letter => *quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => *quote = Some(letter),
            (None, '(' | '[' | '{') => *depth += 1,
            (None, ')' | ']' | '}') => *depth = depth.saturating_sub(1),
            (None, '/') if letters.as_str().starts_with('/') => break,
            (None, _) => {}
        }
    }
    // Only templates go on.
    *quote = quote.filter(|open| *open == '`');
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
        let copy = prepare(text, 0).unwrap().text;
        assert_eq!(copy.len(), text.len());
        assert_eq!(copy, expected);
    }

    #[test]
    fn expressions_are_emptied() {
        check("a {b\nc} {} {d}", "a {0  } {} {0}");
        check("{a\n\nb} c", "{0   } c");
        check(
            "<A b={`}\n\n`} {...c} {...d} e='{é}'/>",
            "<A b={0    } {...a} {...a} e='{0 }'/>",
        );
        check("<A {...cd} />", "<A {...a } />");
    }

    #[test]
    fn what_only_looks_like_an_expression_is_none() {
        check(
            "a {b\n\nc} \\{d} `{` e `}` {",
            "a  b\n\nc} \\{d} `{` e `}`  ",
        );
        check("``{` `` {f}", "``{` `` {0}");
        check("`` ` {f}", "`` ` {0}");
    }

    #[test]
    fn imports_and_exports_are_blanked() {
        check(
            "import a from 'b';\nexport * from 'c'\n\nd\n",
            "                  \n                 \n\nd\n",
        );
        check(
            "export const a = {\n\n  b: `\n\n`}\n\nc",
            "                  \n\n      \n\n  \n\nc",
        );
        check("export const a = {\n\nb", "                  \n\nb");
        check("export const a = (", "                  ");
        check(
            "import duties\n\na\nimport b from 'c'",
            "Import duties\n\na\nImport b from 'c'",
        );
        check("a `\nimport b`\rexport c", "a `\nImport b`\rExport c");
    }

    #[test]
    fn what_would_take_too_long_is_refused() {
        assert!(prepare(&"{a".repeat(MOST_UNCLOSED + 2), 0).is_none());
        assert!(prepare(&"{}".repeat(MOST_MARKS + 1), 0).is_none());
        assert!(prepare(&"{}\n\n".repeat(MOST_MARKS + 1), 0).is_some());
    }

    #[test]
    fn comments_of_html_become_comments_of_mdx() {
        check("a <!-- é\nb --> c", "a {0          } c");
        check("\\<!-- a --> <!-- b -->", "\\<!-- a --> {0       }");
        check("a <!--> b --> c <!-- d", "a {0        } c <!-- d");
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
        check("<!--\n```\n-->\n:::", "{0         }\n   ");
    }

    #[test]
    fn line_ends_around_titles_are_known() {
        let prepared = prepare("a\n:::tip B\r\nc\n:::", 0).unwrap();
        let parts = |at| prepared.parts_title(Span::of_range(at..at + 1));
        assert!(parts(1) && parts(10));
        assert!(!parts(0) && !parts(13));
    }
}
