//! What a run works with: the packs of the configuration and those of `--facts` above them, where articles are on
//! their pages, and how large they may be.

use std::path::{Path, PathBuf};

use super::RunError;
use super::fact_files::add_layer;
use super::pipeline::{Knowledge, knowledge_of, prepared_knowledge};
use crate::built_in::{built_in_pack, built_in_packs, language_files};
use crate::cli::SetupArgs;
use crate::config::{Config, PackChoice, find_config, parse_config};
use crate::markup::PageLayout;
use crate::pack::PackText;

/// Most bytes of an article where nothing else is said: no article comes near, and what a folder may hold
/// besides articles still costs little.
const LARGEST_FILE: u64 = 20_000_000;

/// What a run works with, from its arguments and the configuration.
#[derive(Debug)]
pub(super) struct Setup {
    /// Lowest layer first.
    packs: Vec<PackChoice>,
    layout: PageLayout,
    max_file_size: Option<u64>,
    /// Where the configuration says that the baseline is.
    baseline: Option<PathBuf>,
}

impl Setup {
    /// Returns what the arguments and the configuration say.
    ///
    /// # Errors
    /// A configuration file that cannot be read or has a mistake.
    pub(super) fn read(args: &SetupArgs) -> Result<Self, RunError> {
        let built_in = built_in_packs();
        let config = match &args.config {
            Some(file) => Some(file.clone()),
            None => here().as_deref().and_then(find_config),
        };
        let config = match config {
            Some(file) => {
                let text = read_config(&file)?;
                parse_config(&text, &file, &built_in).map_err(RunError::Config)?
            }
            None => Config::default(),
        };
        let all = || {
            let ids = built_in.iter();
            ids.map(|id| PackChoice::BuiltIn((*id).to_owned()))
                .collect()
        };
        let mut packs = config.packs.unwrap_or_else(all);
        packs.extend(args.facts.iter().cloned().map(PackChoice::Path));
        Ok(Self {
            packs,
            layout: config.layout,
            max_file_size: config.max_file_size,
            baseline: None,
        })
    }

    /// Returns how many bytes an article may have where the arguments don't say it.
    pub(super) fn largest_file(&self) -> u64 {
        self.max_file_size.unwrap_or(LARGEST_FILE)
    }

    /// Returns where the baseline is, unless the arguments say it.
    pub(super) fn baseline(&self) -> Option<&Path> {
        self.baseline.as_deref()
    }

    /// Returns the files of all packs; each path is a layer of its own, above those before it.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub(super) fn files(&self) -> Result<Vec<PackText>, RunError> {
        let mut files = language_files();
        let built_in = self.packs.iter().filter_map(|choice| match choice {
            PackChoice::BuiltIn(id) => built_in_pack(id),
            PackChoice::Path(_) => None,
        });
        files.extend(built_in.flatten());
        for choice in &self.packs {
            if let PackChoice::Path(path) = choice {
                add_layer(path, &mut files)?;
            }
        }
        Ok(files)
    }

    /// Returns the packs, ready to compare articles with.
    ///
    /// # Errors
    /// A file that cannot be read or has a mistake.
    pub(super) fn knowledge(&self) -> Result<Knowledge, RunError> {
        Ok(self.laid_out(self.known()?))
    }

    /// Returns `knowledge`, with where articles are on their pages.
    pub(super) fn laid_out(&self, knowledge: Knowledge) -> Knowledge {
        Knowledge {
            layout: self.layout.clone(),
            ..knowledge
        }
    }

    fn known(&self) -> Result<Knowledge, RunError> {
        let mut chosen: Vec<&str> = Vec::with_capacity(self.packs.len());
        for choice in &self.packs {
            match choice {
                PackChoice::BuiltIn(id) => chosen.push(id),
                PackChoice::Path(_) => return knowledge_of(&self.files()?),
            }
        }
        chosen.sort_unstable();
        if chosen == built_in_packs() {
            prepared_knowledge()
        } else {
            knowledge_of(&self.files()?)
        }
    }
}

/// Returns the folder the program was started in, if it has one.
#[expect(
    clippy::disallowed_methods,
    reason = "the configuration is that of the folder the program runs in"
)]
fn here() -> Option<PathBuf> {
    std::env::current_dir().ok()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the configuration is read once, before any article"
)]
fn read_config(file: &Path) -> Result<String, RunError> {
    std::fs::read_to_string(file).map_err(|source| RunError::UnreadableConfig {
        path: file.to_path_buf(),
        source,
    })
}
