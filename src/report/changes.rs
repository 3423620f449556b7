//! What fixes would change.

use std::io::{self, Write};

use super::sanitise::sanitise_lines;

/// Writes a unified diff of articles: for a program if it is to be `exact`, and else for people, without what a terminal
/// would take for a command.
///
/// # Errors
/// Those of `out`.
pub fn write_changes(diff: &str, exact: bool, out: &mut dyn Write) -> io::Result<()> {
    if exact {
        return out.write_all(diff.as_bytes());
    }
    for line in diff.split_inclusive('\n') {
        let text = line.trim_end_matches(['\r', '\n']);
        writeln!(out, "{}", sanitise_lines(text))?;
    }
    Ok(())
}
