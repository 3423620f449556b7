//! Several packs in one: which file belongs to which, and what each is about.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::super::model::{PackIndex, PackInfo, Theme};
use super::super::schema::{Header, LevelsEntry, PackFile, Ref};
use super::{Loader, Placed, number};
use crate::pack::{Selector, Wanted};

/// The packs that the files make up.
#[derive(Default)]
pub(super) struct Packs {
    headers: Vec<Placed<Header>>,
    /// The pack of each file; by file.
    of_file: Vec<Option<PackIndex>>,
    /// The pack of each concept and predicate that stands in a file of one.
    of_id: FxHashMap<String, PackIndex>,
}

impl Packs {
    /// Returns the pack in whose folder a file stands.
    pub(super) fn of(&self, file: usize) -> Option<PackIndex> {
        self.of_file[file]
    }

    /// Returns the id of the pack in whose folder a file stands.
    pub(super) fn id_of(&self, file: usize) -> Option<&str> {
        let header = &self.headers[self.of(file)?.0 as usize];
        Some(header.entry.id.get_ref())
    }

    /// Returns the pack of a concept or predicate: what a file on its own replaces stays where it was, what it
    /// adds belongs to the first pack.
    pub(super) fn of_entry(&self, file: usize, id: &Ref) -> Option<PackIndex> {
        let first = (!self.headers.is_empty()).then_some(PackIndex(0));
        let known = || self.of_id.get(id.get_ref()).copied();
        self.of(file).or_else(known).or(first)
    }

    /// Tells whether a file may put another entry in the place of one of `older`: a pack changes nothing in
    /// another pack.
    pub(super) fn may_replace(&self, file: usize, older: usize) -> bool {
        self.of(file).is_none() || self.of(file) == self.of(older)
    }
}

impl Loader<'_> {
    /// Takes the headers out of `parsed` and finds the pack of each file: the one whose header stands nearest
    /// above it.
    pub(super) fn collect_packs(&mut self, parsed: &mut [Placed<PackFile>]) {
        let mut folders: Vec<(usize, PackIndex)> = Vec::new();
        for Placed { file, entry } in parsed.iter_mut() {
            let Some(header) = entry.pack.take() else {
                continue;
            };
            let headers = &mut self.packs.headers;
            let same = |other: &Placed<Header>| other.entry.id.get_ref() == header.id.get_ref();
            let known = headers.iter().position(same);
            let index = known.unwrap_or(headers.len());
            folders.push((*file, PackIndex(number(index))));
            let header = Placed {
                file: *file,
                entry: header,
            };
            match known {
                None => headers.push(header),
                Some(known) if self.files[headers[known].file].layer < self.files[*file].layer => {
                    headers[known] = header;
                }
                Some(_) => {
                    let id = &header.entry.id;
                    let message = format!("the pack `{}` is declared twice", id.get_ref());
                    self.problem(*file, id.span(), message, None);
                }
            }
        }
        let files = self.files;
        let folder = |file: usize| Path::new(&files[file].name).parent();
        let of_file = files.iter().map(|text| {
            let above = folders.iter().filter(|(header, _)| {
                let above = |folder| Path::new(&text.name).starts_with(folder);
                files[*header].layer == text.layer && folder(*header).is_some_and(above)
            });
            let depth = |header| folder(header).map_or(0, |folder| folder.components().count());
            let nearest = above.max_by_key(|(header, _)| depth(*header));
            nearest.map(|(_, pack)| *pack)
        });
        self.packs.of_file = of_file.collect();
        for Placed { file, entry } in parsed {
            let Some(pack) = self.packs.of(*file) else {
                continue;
            };
            let concepts = entry.concept.iter().map(|concept| &concept.id);
            let predicates = entry.predicate.iter().map(|predicate| &predicate.id);
            for id in concepts.chain(predicates) {
                let known = self.packs.of_id.entry(id.get_ref().clone());
                known.or_insert(pack);
            }
        }
    }

    /// Returns the packs and what each is about.
    pub(super) fn resolve_packs(&mut self) -> (Vec<PackInfo>, Vec<Theme>) {
        let headers = std::mem::take(&mut self.packs.headers);
        let mut infos = Vec::with_capacity(headers.len());
        let mut themes = Vec::with_capacity(headers.len());
        for Placed { file, entry } in headers {
            themes.push(Theme {
                topic: self.concept(file, &entry.topic),
                family: self.wanted(file, &entry.topic_family),
                ambiguous: self.wanted(file, &entry.topic_ambiguous),
                beside: self.wanted(file, &entry.topic_beside),
                elsewhere: self.wanted(file, &entry.elsewhere),
                others: Wanted::default(),
                away: Wanted::default(),
                bound: self.wanted(file, &entry.topic_bound),
                everyday: self.wanted(file, &entry.everyday),
                akin: self.wanted(file, &entry.akin),
                neighbours: self.wanted(file, &entry.neighbours),
                shared: self.wanted(file, &entry.shared),
                assumed: themes.is_empty(),
            });
            infos.push(PackInfo {
                id: entry.id.into_inner(),
                version: entry.version,
                title: entry.title,
            });
        }
        let families: Vec<Vec<Selector>> =
            themes.iter().map(|theme| theme.family.to_vec()).collect();
        for (at, theme) in themes.iter_mut().enumerate() {
            let others = families.iter().enumerate();
            let others = others.filter(|(other, _)| *other != at);
            let selectors = others.flat_map(|(_, family)| family.iter().copied());
            let others = selectors.filter(|selector| !theme.family.contains(selector));
            let others: Vec<Selector> = others.collect();
            let away = [theme.elsewhere.to_vec(), others.clone()].concat();
            theme.others = self.numbering.wanted(others);
            theme.away = self.numbering.wanted(away);
        }
        (infos, themes)
    }

    /// Keeps the series of a pack; a later one of the same pack replaces it where it may.
    pub(super) fn put_levels(&mut self, file: usize, levels: LevelsEntry) {
        let packs = &self.packs;
        let levels = Placed {
            file,
            entry: levels,
        };
        let mut kept = self.levels.iter_mut();
        match kept.find(|older| packs.of(older.file) == packs.of(file)) {
            Some(older) => *older = levels,
            None => self.levels.push(levels),
        }
    }

    /// Returns the place of a level in the series of the file's pack; files on their own may name any.
    pub(super) fn level_place(&self, file: usize, label: &str) -> Option<usize> {
        let own = self.packs.of(file);
        let mut series = self
            .levels
            .iter()
            .filter(|levels| own.is_none() || self.packs.of(levels.file) == own);
        series.find_map(|levels| levels.entry.order.iter().position(|name| name == label))
    }

    /// One class must not hold the concepts of two packs: the predicates of each would take those of the other.
    pub(super) fn report_shared_classes(&mut self) {
        let mut first: BTreeMap<&str, PackIndex> = BTreeMap::new();
        let mut found: Vec<(usize, Range<usize>, String)> = Vec::new();
        for Placed { file, entry } in &self.concepts {
            let Some(pack) = self.packs.of(*file) else {
                continue;
            };
            for class in &entry.class {
                let owner = *first.entry(class.get_ref()).or_insert(pack);
                if owner != pack {
                    let owner = &self.packs.headers[owner.0 as usize].entry.id;
                    let message = format!(
                        "`{}` is a class of the pack `{}`",
                        class.get_ref(),
                        owner.get_ref()
                    );
                    found.push((*file, class.span(), message));
                }
            }
        }
        for (file, at, message) in found {
            let help = "choose a name that no other pack has".to_owned();
            self.problem(file, at, message, Some(help));
        }
    }
}
