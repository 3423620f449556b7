//! `rules`: what there is to find, and how loud.

use std::io::{BufWriter, Write};

use anstream::AutoStream;
use anstream::stream::{AsLockedWrite, RawStream};

use super::setup::Setup;
use super::{Outcome, RunError, looks};
use crate::cli::{Colour, RulesArgs, RulesFormat};
use crate::config::CommandLine;
use crate::report::{write_rules, write_rules_json, write_rules_markdown};
use crate::rules::Rule;

pub(super) fn rules<Stream: RawStream + AsLockedWrite>(
    args: &RulesArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let knowledge = Setup::new(&args.setup, CommandLine::default()).knowledge()?;
    let is_on = |rule: &&Rule| {
        let mut profiles = args.profile.into_iter();
        profiles.all(|profile| rule.severity.at(profile).is_some())
    };
    let rules: Vec<&Rule> = knowledge.rules.iter().filter(is_on).collect();
    let (choice, look) = looks(Colour::Auto, &stdout);
    let mut out = BufWriter::new(AutoStream::new(stdout, choice));
    match args.format {
        RulesFormat::Human => write_rules(&rules, args.profile, look, &mut out),
        RulesFormat::Json => write_rules_json(&rules, &mut out),
        RulesFormat::Markdown => write_rules_markdown(&rules, args.profile, &mut out),
    }
    .and_then(|()| out.flush())
    .map_err(RunError::Write)?;
    Ok(Outcome::Clean)
}
