//! The text of one article.

use std::io::{self, Read};
use std::path::Path;

use super::{Candidate, Origin, Problem, ProblemKind};
use crate::source::{DecodeError, SourceFile, decode};

/// Returns the article with its text.
///
/// # Errors
/// [`ProblemKind::Unreadable`] and [`ProblemKind::NotText`].
pub fn read_source(candidate: &Candidate) -> Result<SourceFile, Problem> {
    let bytes = match candidate.origin {
        Origin::StandardInput => read_stdin(),
        Origin::File => read_file(&candidate.path),
    };
    bytes
        .map_err(|source| ProblemKind::Unreadable { source })
        .and_then(|bytes| {
            let bytes = bytes
                .ok_or(DecodeError::TooLong)
                .map_err(ProblemKind::NotText)?;
            decode(bytes).map_err(ProblemKind::NotText)
        })
        .map(|text| SourceFile {
            path: candidate.path.clone(),
            format: candidate.format,
            text,
        })
        .map_err(|kind| Problem {
            path: candidate.path.clone(),
            kind,
        })
}

/// Most bytes of an article: more than this, and spans cannot count them.
const MOST: u64 = u32::MAX as u64;

/// Returns the bytes of the file; `None` if they are too many to be read at all.
#[expect(clippy::disallowed_types, reason = "discovery reads the articles")]
fn read_file(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut file = std::fs::File::open(path)?;
    let size = file.metadata()?.len();
    if size > MOST {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    file.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

#[expect(clippy::disallowed_methods, reason = "`-` stands for standard input")]
fn read_stdin() -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MOST).then_some(bytes))
}
