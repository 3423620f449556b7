//! The files of the data: tab-separated, with a header line.

use std::collections::HashMap;

/// A row by the names of its columns.
pub(crate) type Row<'a> = HashMap<&'a str, &'a str>;

/// Returns the rows of a file; a cell that a row lacks is empty.
pub(crate) fn rows(text: &str) -> Vec<Row<'_>> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    lines
        .map(|line| {
            let cells = line.split('\t').chain(std::iter::repeat(""));
            header.iter().copied().zip(cells).collect()
        })
        .collect()
}

/// Counts of right and wrong decisions.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// Found and marked.
    pub(crate) right: usize,
    /// Found, but not marked.
    pub(crate) wrong: usize,
    /// Marked, but not found.
    pub(crate) missed: usize,
}

impl Counts {
    /// Adds one decision.
    pub(crate) fn add(&mut self, marked: bool, found: bool) {
        match (marked, found) {
            (true, true) => self.right += 1,
            (false, true) => self.wrong += 1,
            (true, false) => self.missed += 1,
            (false, false) => {}
        }
    }

    /// Adds all decisions of `other`.
    pub(crate) fn add_all(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    /// Returns the share of what was found that is marked.
    pub(crate) fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// Returns the share of what is marked that was found.
    pub(crate) fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// Returns the harmonic mean of the two.
    pub(crate) fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

#[expect(clippy::cast_precision_loss, reason = "the counts are small")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
