//! `man`: the manual, made of the help.

use std::io::{self, Write};

use clap::CommandFactory;
use clap::builder::Resettable;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::{Outcome, RunError, save};
use crate::cli::{Cli, ManArgs};

/// A page, and the file it belongs into.
struct Page {
    name: String,
    text: Vec<u8>,
}

pub(super) fn man(args: &ManArgs, mut stdout: impl Write) -> Result<Outcome, RunError> {
    let mut command = Cli::command();
    command.build();
    let Some(folder) = &args.output else {
        let page = page(&command).map_err(RunError::Write)?;
        let printed = stdout.write_all(&page.text).and_then(|()| stdout.flush());
        return printed.map(|()| Outcome::Clean).map_err(RunError::Write);
    };
    let mut pages = Vec::new();
    add_pages(&command, &mut pages).map_err(RunError::Write)?;
    for page in pages {
        save::save(&folder.join(page.name), &page.text)?;
    }
    Ok(Outcome::Clean)
}

/// Adds the pages of `command` and of all below it.
fn add_pages(command: &clap::Command, pages: &mut Vec<Page>) -> io::Result<()> {
    pages.push(page(command)?);
    let below = command.get_subcommands();
    for command in below.filter(|command| !command.is_hide_set()) {
        add_pages(command, pages)?;
    }
    Ok(())
}

fn page(command: &clap::Command) -> io::Result<Page> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let version = env!("CARGO_PKG_VERSION");
    let mut text = Vec::new();
    Man::new(command.clone().after_help(Resettable::Reset))
        .source(format!("{} {version}", env!("CARGO_PKG_NAME")))
        .render(&mut text)?;
    if let Some(help) = command.get_after_help() {
        sections(&help.to_string()).to_writer(&mut text)?;
    }
    Ok(Page {
        name: format!("{name}.1"),
        text,
    })
}

/// Returns what stands below the options: each line without a margin that ends in a colon begins a section, whose lines
/// stay as they are.
fn sections(help: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("nf", []);
    for line in help.lines() {
        match line.strip_suffix(':') {
            Some(title) if !line.starts_with(' ') => {
                roff.control("SH", [title.to_uppercase().as_str()]);
                roff.control("nf", []);
            }
            _ => {
                roff.text([roman(line)]);
            }
        }
    }
    roff.control("fi", []);
    roff
}
