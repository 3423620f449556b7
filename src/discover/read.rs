//! The text of one article.

use std::io::{self, Read};
use std::path::Path;

use super::{Candidate, Origin, Problem, ProblemKind, decode};
use crate::source::SourceFile;

/// Returns the article with its text, if it has at most `limit` bytes.
///
/// Never waits for another program, but for the one that writes standard input, and never holds more than
/// `limit` bytes of the file: it may have changed since it was found.
///
/// # Errors
/// [`ProblemKind::Unreadable`], [`ProblemKind::NotAFile`], [`ProblemKind::TooLarge`] and
/// [`ProblemKind::NotText`].
pub fn read_source(candidate: &Candidate, limit: u64) -> Result<SourceFile, Problem> {
    // Spans cannot count more.
    let limit = limit.min(u64::from(u32::MAX));
    let bytes = match candidate.origin {
        Origin::StandardInput => read_stdin(limit),
        Origin::File => read_file(&candidate.path, limit),
    };
    bytes
        .and_then(|bytes| {
            decode(candidate.path.clone(), candidate.format, bytes).map_err(ProblemKind::NotText)
        })
        .map_err(|kind| Problem {
            path: candidate.path.clone(),
            kind,
        })
}

#[expect(clippy::disallowed_types, reason = "discovery reads the articles")]
fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, ProblemKind> {
    let unreadable = |source| ProblemKind::Unreadable { source };
    let mut options = std::fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A pipe that has taken the place of a file would be waited for.
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    }
    let file = options.open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(ProblemKind::not_a_file(metadata.file_type()));
    }
    if metadata.len() > limit {
        return Err(ProblemKind::TooLarge { limit });
    }
    read_at_most(file, limit, metadata.len())
}

#[expect(clippy::disallowed_methods, reason = "`-` stands for standard input")]
fn read_stdin(limit: u64) -> Result<Vec<u8>, ProblemKind> {
    read_at_most(io::stdin().lock(), limit, 0)
}

/// Returns all that `from` gives, about `expected` bytes.
fn read_at_most(from: impl Read, limit: u64, expected: u64) -> Result<Vec<u8>, ProblemKind> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
    from.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| ProblemKind::Unreadable { source })?;
    if bytes.len() as u64 > limit {
        return Err(ProblemKind::TooLarge { limit });
    }
    Ok(bytes)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests build folders")]
mod tests {
    use super::*;
    use crate::source::Format;

    fn candidate(folder: &tempfile::TempDir, name: &str) -> Candidate {
        Candidate {
            origin: Origin::File,
            path: folder.path().join(name),
            format: Format::Markdown,
            searched: false,
        }
    }

    #[test]
    fn a_limit_is_the_longest_that_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let article = candidate(&folder, "a.md");
        std::fs::write(&article.path, "twelve bytes").unwrap();
        assert_eq!(read_source(&article, 12).unwrap().text, "twelve bytes");
        let problem = read_source(&article, 11).unwrap_err();
        assert!(matches!(problem.kind, ProblemKind::TooLarge { limit: 11 }));
    }

    #[test]
    fn what_grows_while_it_is_read_is_cut_off() {
        let endless = io::repeat(b'a');
        let problem = read_at_most(endless, 1_000, 10).unwrap_err();
        assert!(matches!(problem, ProblemKind::TooLarge { limit: 1_000 }));
        let shrunk = read_at_most(&b"abc"[..], 1_000, 500).unwrap();
        assert_eq!(shrunk, b"abc");
    }

    #[test]
    fn what_has_vanished_or_become_a_folder_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        let problem = read_source(&candidate(&folder, "gone.md"), 9).unwrap_err();
        assert!(matches!(problem.kind, ProblemKind::Unreadable { .. }));
        std::fs::create_dir(folder.path().join("folder.md")).unwrap();
        assert!(read_source(&candidate(&folder, "folder.md"), 9).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = candidate(&folder, "pipe.md");
        #[expect(
            clippy::disallowed_types,
            reason = "the standard library cannot make pipes with a name"
        )]
        let made = std::process::Command::new("mkfifo")
            .arg(&pipe.path)
            .status();
        assert!(made.unwrap().success());
        let problem = read_source(&pipe, 9).unwrap_err();
        assert_eq!(problem.kind.to_string(), "a named pipe, not a file");
    }
}
