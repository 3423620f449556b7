//! `completions`: what completes the command line in a shell.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Generator;

use super::{Outcome, RunError};
use crate::cli::{Cli, CompletionsArgs};

pub(super) fn completions(
    args: &CompletionsArgs,
    mut stdout: impl Write,
) -> Result<Outcome, RunError> {
    let mut command = Cli::command();
    command.set_bin_name(env!("CARGO_PKG_NAME"));
    command.build();
    let mut script = Vec::new();
    args.shell
        .try_generate(&command, &mut script)
        .and_then(|()| stdout.write_all(&script))
        .and_then(|()| stdout.flush())
        .map_err(RunError::Write)?;
    Ok(Outcome::Clean)
}
