//! Which lines a patch of git adds or changes.

use std::collections::BTreeMap;
use std::ops::Range;

/// What changed in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::run) enum Change {
    /// All of it: it is new, or no text to git.
    Whole,
    /// These lines, counted from 0 by line feeds, half open, in order; none where lines were only taken out.
    Lines(Vec<Range<usize>>),
}

impl Change {
    /// Tells whether one of the lines in `range`, counted from 0, changed.
    pub(in crate::run) fn touches(&self, range: &Range<usize>) -> bool {
        match self {
            Self::Whole => true,
            Self::Lines(changed) => {
                let next = changed.partition_point(|lines| lines.end <= range.start);
                changed
                    .get(next)
                    .is_some_and(|lines| lines.start < range.end)
            }
        }
    }
}

/// Returns the changes that `patch` makes, by path as in the repository. The patch is one of `git diff` with the
/// prefixes `a/` and `b/`.
pub(super) fn read_patch(patch: &[u8]) -> BTreeMap<Vec<u8>, Change> {
    let mut changes = BTreeMap::new();
    let mut file: Option<Vec<u8>> = None;
    let mut hunk = Hunk::default();
    for line in patch.split(|byte| *byte == b'\n') {
        if hunk.goes_on() {
            // Content, whatever it looks like.
            if let Some(added) = hunk.take(line)
                && let Some(Change::Lines(lines)) =
                    file.as_ref().and_then(|file| changes.get_mut(file))
            {
                add(added, lines);
            }
        } else if let Some(names) = line.strip_prefix(b"diff --git ") {
            file = None;
            // A change of mode, a pure rename and a file that is no text name no lines.
            if let Some(path) = new_path_of_header(names) {
                changes.insert(path, Change::Lines(Vec::new()));
            }
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            file = named(name, b"b/");
            changes.extend(file.clone().map(|path| (path, Change::Lines(Vec::new()))));
        } else if let Some(name) = line.strip_prefix(b"rename to ") {
            file = named(name, b"");
            changes.extend(file.clone().map(|path| (path, Change::Lines(Vec::new()))));
        } else if let Some(names) = line.strip_prefix(b"Binary files ") {
            changes.extend(new_path_of_binary(names).map(|path| (path, Change::Whole)));
        } else if let Some(next) = Hunk::read(line) {
            hunk = next;
        }
    }
    changes
}

/// Adds a line to those before it.
fn add(line: usize, lines: &mut Vec<Range<usize>>) {
    match lines.last_mut() {
        Some(last) if last.end == line => last.end += 1,
        _ => lines.push(line..line + 1),
    }
}

/// Where in a hunk of a patch the reader is.
#[derive(Debug, Default)]
struct Hunk {
    /// Lines of the old file that are still to come.
    old: usize,
    /// Lines of the new file that are still to come.
    new: usize,
    /// The next line of the new file, counted from 0.
    line: usize,
}

impl Hunk {
    /// Returns the hunk that `@@ -a,b +c,d @@` begins.
    fn read(line: &[u8]) -> Option<Self> {
        let rest = line.strip_prefix(b"@@ -")?;
        // Behind the numbers stands text of the file, which may be cut within a letter.
        let end = rest.windows(3).position(|window| window == b" @@")?;
        let numbers = std::str::from_utf8(&rest[..end]).ok()?;
        let (old, new) = numbers.split_once(" +")?;
        let ((_, old), (start, new)) = (place(old)?, place(new)?);
        Some(Self {
            old,
            new,
            line: start.saturating_sub(1),
        })
    }

    fn goes_on(&self) -> bool {
        self.old > 0 || self.new > 0
    }

    /// Takes a line of the hunk; returns which line of the new file it puts in, if it does.
    fn take(&mut self, line: &[u8]) -> Option<usize> {
        match line.first() {
            Some(b'-') => self.old = self.old.saturating_sub(1),
            Some(b'+') => {
                self.new = self.new.saturating_sub(1);
                self.line += 1;
                return Some(self.line - 1);
            }
            // "\ No newline at end of file"
            Some(b'\\') => {}
            // Git leaves out the space before an empty line if it is told to.
            _ => {
                self.old = self.old.saturating_sub(1);
                self.new = self.new.saturating_sub(1);
                self.line += 1;
            }
        }
        None
    }
}

/// Returns `a,b` as numbers; without `b` it is one line.
fn place(text: &str) -> Option<(usize, usize)> {
    match text.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}

/// Returns the path of a line such as `+++ b/path`; `None` for a file that is no more.
fn named(name: &[u8], prefix: &[u8]) -> Option<Vec<u8>> {
    // A tab ends names with spaces.
    let name = name.strip_suffix(b"\t").unwrap_or(name);
    let name = unquoted(name);
    if name == b"/dev/null" {
        return None;
    }
    name.strip_prefix(prefix).map(<[u8]>::to_vec)
}

/// Returns the path behind the change of `diff --git a/path b/path`, if both are one; names with ` b/` in them need no
/// more than that, for both halves are equally long.
fn new_path_of_header(names: &[u8]) -> Option<Vec<u8>> {
    if names.starts_with(b"\"") {
        let end = end_of_quoted(names)?;
        return named(names[end..].strip_prefix(b" ")?, b"b/");
    }
    let half = names.len().checked_sub(1)? / 2;
    let (old, new) = (&names[..half], names.get(half + 1..)?);
    let same = old.strip_prefix(b"a/") == new.strip_prefix(b"b/");
    same.then(|| named(new, b"b/"))?
}

/// Returns the path of `Binary files a/path and b/path differ`.
fn new_path_of_binary(names: &[u8]) -> Option<Vec<u8>> {
    let names = names.strip_suffix(b" differ")?;
    let border = names.windows(5).rposition(|window| window == b" and ")?;
    named(&names[border + 5..], b"b/")
}

/// Returns a name without the quotes and escapes that git puts around special ones.
fn unquoted(name: &[u8]) -> Vec<u8> {
    let Some(inner) = name
        .strip_prefix(b"\"")
        .and_then(|rest| rest.strip_suffix(b"\""))
    else {
        return name.to_vec();
    };
    let mut plain = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            plain.push(byte);
            continue;
        }
        match bytes.next() {
            Some(digit @ b'0'..=b'3') => {
                let mut value = digit - b'0';
                for _ in 0..2 {
                    let next = bytes.next_if(|byte| (b'0'..=b'7').contains(byte));
                    value = value * 8 + next.map_or(0, |digit| digit - b'0');
                }
                plain.push(value);
            }
            Some(b'a') => plain.push(7),
            Some(b'b') => plain.push(8),
            Some(b't') => plain.push(b'\t'),
            Some(b'n') => plain.push(b'\n'),
            Some(b'v') => plain.push(11),
            Some(b'f') => plain.push(12),
            Some(b'r') => plain.push(b'\r'),
            Some(other) => plain.push(other),
            None => {}
        }
    }
    plain
}

/// Returns the byte after the closing quote of the name that `names` starts with.
fn end_of_quoted(names: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match names.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(ranges: &[(usize, usize)]) -> Change {
        Change::Lines(ranges.iter().map(|(start, end)| *start..*end).collect())
    }

    #[track_caller]
    fn check(patch: &str, expected: &[(&str, Change)]) {
        let found: Vec<(String, Change)> = read_patch(patch.as_bytes())
            .into_iter()
            .map(|(path, change)| (String::from_utf8(path).expect("UTF-8"), change))
            .collect();
        let expected: Vec<(String, Change)> = expected
            .iter()
            .map(|(path, change)| ((*path).to_owned(), change.clone()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn added_and_changed_lines_are_told() {
        check(
            "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -3 +3,2 @@ text\n-old\n+new\n+new\n@@ -9,2 +9,0 @@\n-a\n-b\n",
            &[("a", lines(&[(2, 4)]))],
        );
        check(
            "diff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+x\n",
            &[("n", lines(&[(0, 1)]))],
        );
    }

    #[test]
    fn context_is_no_change() {
        check(
            "diff --git a/s/a b/s/a\n--- a/s/a\n+++ b/s/a\n@@ -1,3 +1,4 @@\n x\n+y\n x\n-z\n+z\n\\ No newline at end of file\n",
            &[("s/a", lines(&[(1, 2), (3, 4)]))],
        );
    }

    #[test]
    fn content_that_looks_like_a_patch_is_content() {
        check(
            "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n--- a/x\n-diff --git a/y b/y\n+++ b/z\n+@@ -1 +9 @@\n",
            &[("a", lines(&[(0, 2)]))],
        );
    }

    #[test]
    fn names_may_be_anything() {
        check(
            "diff --git a/a b b/a b\n--- a/a b\t\n+++ b/a b\t\n@@ -1 +1 @@\n-x\n+y\n",
            &[("a b", lines(&[(0, 1)]))],
        );
        check(
            "diff --git \"a/q\\\"\\n\\303\\251\" \"b/q\\\"\\n\\303\\251\"\n--- \"a/q\\\"\\n\\303\\251\"\n+++ \"b/q\\\"\\n\\303\\251\"\n@@ -1 +1 @@\n-x\n+y\n",
            &[("q\"\n\u{e9}", lines(&[(0, 1)]))],
        );
    }

    #[test]
    fn renames_and_modes_change_no_line_and_other_files_change_whole() {
        check(
            "diff --git a/a b/b\nsimilarity index 100%\nrename from a\nrename to b\n",
            &[("b", lines(&[]))],
        );
        check(
            "diff --git a/a b/a\nold mode 100644\nnew mode 100755\n",
            &[("a", lines(&[]))],
        );
        check(
            "diff --git a/a b/a\nindex 1..2\nBinary files a/a and b/a differ\n",
            &[("a", Change::Whole)],
        );
    }

    #[test]
    fn lines_are_touched_from_their_first_to_before_their_last() {
        let change = lines(&[(2, 4), (8, 9)]);
        let touched: Vec<usize> = (0..10)
            .filter(|line| change.touches(&(*line..line + 1)))
            .collect();
        assert_eq!(touched, [2, 3, 8]);
        assert!(
            change.touches(&(0..3)) && !change.touches(&(4..8)) && Change::Whole.touches(&(5..6))
        );
    }
}
