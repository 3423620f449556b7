//! What fixes change, line by line.

use similar::TextDiff;

/// Returns a unified diff of an article at `path` before and after its fixes; empty if they are the same.
#[must_use]
pub fn unified_diff(path: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().header(path, path).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_names_the_article_and_shows_changed_lines() {
        assert_eq!(unified_diff("a.md", "a\nb\n", "a\nb\n"), "");
        assert_eq!(
            unified_diff("x/a.md", "a\nb\n", "a\nb\n\nc\n"),
            "--- x/a.md\n+++ x/a.md\n@@ -1,2 +1,4 @@\n a\n b\n+\n+c\n"
        );
        assert_eq!(
            unified_diff("a.md", "a", "b"),
            "--- a.md\n+++ a.md\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"
        );
    }
}
