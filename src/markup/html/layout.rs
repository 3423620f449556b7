//! Tables that only lay a page out.

use super::tokens::{StartTag, Token, for_each_token};

/// Most bytes of text in a cell of a table that tells something by its rows and columns.
const MOST_TEXT: usize = 800;
/// Most paragraphs in such a cell.
const MOST_PARAGRAPHS: usize = 3;

/// What is known of a table that is open.
#[derive(Default)]
struct Seen {
    /// Place among all tables, in the order in which they start.
    number: usize,
    /// Whether its own markup calls something a header.
    has_headers: bool,
    /// Whether it holds what no table of data does.
    lays_out: bool,
    has_text: bool,
    cells: usize,
    /// Bytes of text in the current cell.
    text: usize,
    paragraphs: usize,
    /// Whether the last tag was a line break.
    after_break: bool,
}

/// Returns of each table of `html`, in the order of their start tags, whether it only lays things out.
///
/// The signs are those browsers tell assistive technology by: no header cells, but headings, parts of a
/// page, other tables, long text, or a single cell.
pub(super) fn layout_tables(html: &str) -> Vec<bool> {
    let mut found = Vec::new();
    let mut open: Vec<Seen> = Vec::new();
    for_each_token(html, |token, _| match token {
        Token::Start(tag) if tag.name == "table" => {
            if let Some(around) = open.last_mut() {
                around.lays_out = true;
            }
            open.push(Seen {
                number: found.len(),
                ..Seen::default()
            });
            found.push(false);
        }
        Token::Start(tag) => {
            if let Some(seen) = open.last_mut() {
                seen.start(tag);
            }
        }
        Token::Text { text } => {
            if let Some(seen) = open.last_mut() {
                let len = text.trim_ascii().len();
                seen.text += len;
                seen.has_text |= len > 0;
                seen.after_break &= len == 0;
                seen.lays_out |= seen.text > MOST_TEXT;
            }
        }
        Token::End { name: "table" } => {
            if let Some(seen) = open.pop() {
                found[seen.number] = seen.lays_out();
            }
        }
        Token::End { .. } | Token::Comment { .. } => {}
    });
    for seen in open {
        found[seen.number] = seen.lays_out();
    }
    found
}

impl Seen {
    fn start(&mut self, tag: &StartTag) {
        let after_break = std::mem::take(&mut self.after_break);
        match tag.name.as_str() {
            "th" | "thead" | "caption" => self.has_headers = true,
            "td" => {
                self.has_headers |= tag.get("scope").is_some() || tag.get("headers").is_some();
                self.cells += 1;
                self.text = 0;
                self.paragraphs = 0;
            }
            "p" => self.paragraphs += 1,
            "br" => {
                self.paragraphs += usize::from(after_break);
                self.after_break = !after_break;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "main" | "article" | "section" | "nav"
            | "header" | "footer" | "aside" | "form" | "hr" => self.lays_out = true,
            _ => {}
        }
        self.lays_out |= self.paragraphs > MOST_PARAGRAPHS;
    }

    fn lays_out(&self) -> bool {
        let one_cell = self.cells == 1 && self.has_text;
        !self.has_headers && (self.lays_out || one_cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &[bool]) {
        assert_eq!(layout_tables(html), expected, "{html}");
    }

    #[test]
    fn rows_and_columns_tell_something_unless_they_hold_a_page() {
        check(
            "<table><tr><td>L5<td>toe<tr><td>S1<td>heel</table>",
            &[false],
        );
        check("<table><tr><td>menu<td><h1>A</h1><p>a</table>", &[true]);
        check("<table><tr><th>A<th>B<tr><td>c<td><h3>d</table>", &[false]);
        check("<table><tr><td>a<tr><td>b</table>", &[false]);
        check("<table><tr><td>a</table>", &[true]);
        check("<table></table>", &[false]);
        let long = "word ".repeat(200);
        check(&format!("<table><tr><td>a<td>{long}</table>"), &[true]);
        check(
            "<table><tr><td>a<td>b<br><br>c<br>\n<br>d<br><br>e<br><br>f</table>",
            &[true],
        );
        check(
            "<table><tr><td>a<td>b<br>c<br>d<br>e<br>f<br>g</table>",
            &[false],
        );
    }

    #[test]
    fn a_table_of_data_may_stand_in_one_that_lays_out() {
        check(
            "<table><tr><td>a<td><table><tr><th>A<tr><td>b</table><tr><td>c<td>d",
            &[true, false],
        );
    }
}
