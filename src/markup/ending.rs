//! Where an article ends.

use crate::source::{Format, SourceFile};

/// Where a paragraph can be added to an article, behind all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ending {
    /// The byte of the file before which it goes: the end of the last line in which something is written.
    pub at: Option<u32>,
    /// The markup there.
    pub format: Format,
}

impl Ending {
    /// Sets what is the same for all articles; without a place, that is the end of the file.
    pub(super) fn settle(&mut self, file: &SourceFile) {
        let at = self.at.map_or(file.text.len(), |at| at as usize);
        let before = file.text.get(..at).unwrap_or(&file.text);
        let written = before.trim_end();
        // Blanks at the end of the last line belong to it.
        let behind = &before[written.len()..];
        let blanks = behind.find(['\r', '\n']).unwrap_or_default();
        self.at = u32::try_from(written.len() + blanks).ok();
        self.format = file.format;
    }
}
