//! What a run works with: the configurations of the articles, and the packs they name with those of `--facts` above
//! them.

use std::path::{Path, PathBuf};

use super::RunError;
use super::fact_files::add_layer;
use super::pipeline::{Knowledge, knowledge_of, prepared_knowledge};
use super::today::today;
use crate::built_in::{
    BuiltIn, built_in, built_in_pack, built_in_packs, built_in_without_examples, language_files,
};
use crate::cli::SetupArgs;
use crate::config::{Cascade, CommandLine, Configs, Merged, PackChoice, overrides_of};
use crate::pack::PackText;
use crate::rules::Settings;

/// Most bytes of an article where nothing else is said: no article comes near, and what a folder may hold
/// besides articles still costs little.
pub(super) const LARGEST_FILE: u64 = 20_000_000;

/// What a run works with, from its arguments and the configurations.
#[derive(Debug)]
pub(super) struct Setup {
    configs: Configs,
    pub(super) command: CommandLine,
    /// Those of `--facts`.
    facts: Vec<PathBuf>,
}

/// What holds for one article.
#[derive(Debug)]
pub(super) struct Found {
    /// Its path, absolute.
    pub(super) article: PathBuf,
    /// The files that hold.
    pub(super) cascade: Cascade,
    /// Of the overrides in them, which do.
    pub(super) overrides: Vec<bool>,
}

impl Found {
    /// Returns the files as one.
    pub(super) fn merged<'c>(&'c self, command: &'c CommandLine) -> Merged<'c> {
        Merged::new(&self.cascade, &self.overrides, command)
    }
}

impl Setup {
    /// Returns what the arguments say.
    pub(super) fn new(args: &SetupArgs, command: CommandLine) -> Self {
        Self {
            configs: Configs::new(here(), args.config.as_deref()),
            command,
            facts: args.facts.clone(),
        }
    }

    /// Returns what holds for the article at `path`, or for all articles of a folder where it ends with a separator.
    ///
    /// # Errors
    /// A configuration file that cannot be read or has a mistake.
    pub(super) fn find(&mut self, path: &Path) -> Result<Found, RunError> {
        let article = self.configs.absolute(path);
        let folder = article.parent().unwrap_or(Path::new(""));
        let cascade = self.configs.cascade(folder)?;
        Ok(Found {
            overrides: overrides_of(&cascade, &article),
            cascade,
            article,
        })
    }

    /// Returns the configuration files that were read so far.
    pub(super) fn config_files(&self) -> impl Iterator<Item = &Path> {
        self.configs.files()
    }

    /// Returns the packs that hold in the current folder, the lowest layer first.
    ///
    /// # Errors
    /// A configuration file that cannot be read or has a mistake.
    pub(super) fn packs_here(&mut self) -> Result<Vec<PackChoice>, RunError> {
        let found = self.find(Path::new(ANY_ARTICLE))?;
        Ok(self.packs(&found.merged(&self.command)))
    }

    /// Returns the packs that are set, or else all built-in ones, and those of the command line above.
    pub(super) fn packs(&self, merged: &Merged<'_>) -> Vec<PackChoice> {
        let mut packs = match merged.packs() {
            Some(set) => set.value.clone(),
            None => {
                let ids = built_in_packs().into_iter();
                ids.map(|id| PackChoice::BuiltIn(id.to_owned())).collect()
            }
        };
        packs.extend(self.facts.iter().cloned().map(PackChoice::Path));
        packs
    }

    /// Returns the files of the packs that hold in the current folder.
    ///
    /// # Errors
    /// A configuration or a fact file that cannot be read, or a mistake in a configuration.
    pub(super) fn files(&mut self) -> Result<Vec<PackText>, RunError> {
        files_of(&self.packs_here()?)
    }

    /// Returns the packs that hold in the current folder, ready to compare articles with.
    ///
    /// # Errors
    /// A file that cannot be read or has a mistake.
    pub(super) fn knowledge(&mut self) -> Result<Knowledge, RunError> {
        knowledge_from(&self.packs_here()?)
    }
}

/// Stands for any article of a folder: no glob asks for this name, so that those of folders decide.
pub(super) const ANY_ARTICLE: &str = "\u{2026}";

/// Returns the settings that `merged` makes up, today.
pub(super) fn settings_of(merged: &Merged<'_>) -> Settings {
    merged.settings(today())
}

/// Returns how many bytes an article may have where the arguments don't say it.
pub(super) fn largest_file(merged: &Merged<'_>) -> u64 {
    let set = merged.nearest(|values| values.max_file_size.as_ref());
    set.map_or(LARGEST_FILE, |set| set.value)
}

/// Returns the files of all packs; each path is a layer of its own, above those before it.
///
/// # Errors
/// A file that cannot be read.
pub(super) fn files_of(packs: &[PackChoice]) -> Result<Vec<PackText>, RunError> {
    let mut files = language_files();
    let built_in = packs.iter().filter_map(|choice| match choice {
        PackChoice::BuiltIn(id) => built_in_pack(id),
        PackChoice::Path(_) => None,
    });
    files.extend(built_in.flatten());
    for choice in packs {
        if let PackChoice::Path(path) = choice {
            add_layer(path, &mut files)?;
        }
    }
    Ok(files)
}

/// Returns the packs, ready to compare articles with, and with the examples of their facts.
///
/// # Errors
/// A file that cannot be read or has a mistake.
pub(super) fn knowledge_from(packs: &[PackChoice]) -> Result<Knowledge, RunError> {
    knowledge_or(packs, built_in)
}

/// Returns the packs, ready to compare articles with; built-in facts are without examples.
///
/// # Errors
/// A file that cannot be read or has a mistake.
pub(super) fn knowledge_to_check(packs: &[PackChoice]) -> Result<Knowledge, RunError> {
    knowledge_or(packs, built_in_without_examples)
}

/// Returns the packs; `prepared`, if they are the built-in ones.
fn knowledge_or(packs: &[PackChoice], prepared: fn() -> BuiltIn) -> Result<Knowledge, RunError> {
    let mut chosen: Vec<&str> = Vec::with_capacity(packs.len());
    for choice in packs {
        match choice {
            PackChoice::BuiltIn(id) => chosen.push(id),
            PackChoice::Path(_) => return knowledge_of(&files_of(packs)?),
        }
    }
    chosen.sort_unstable();
    if chosen == built_in_packs() {
        Ok(prepared_knowledge(prepared()))
    } else {
        knowledge_of(&files_of(packs)?)
    }
}

/// Returns the folder the program was started in; an empty path if it has none.
#[expect(
    clippy::disallowed_methods,
    reason = "relative paths begin in the folder the program runs in"
)]
pub(super) fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}
