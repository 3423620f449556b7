//! Concepts, the lattice they form, and the numbered series.

use super::super::model::{Composite, Concept, Levels, NamesUnder, Selector, WeakNames};
use super::super::schema::{ConceptEntry, LevelsEntry, Ref};
use super::predicates::forms;
use super::{Loader, Placed, number};
use crate::proposition::{ConceptId, Lattice, Links};

impl Loader<'_> {
    pub(super) fn resolve_concepts(&mut self) -> Vec<Concept> {
        let mut resolved = Vec::with_capacity(self.concepts.len());
        for Placed { file, entry } in &std::mem::take(&mut self.concepts) {
            let file = *file;
            let composite = (!entry.parts.is_empty()).then(|| Composite {
                parts: entry
                    .parts
                    .iter()
                    .map(|part| self.wanted(file, part))
                    .collect(),
                within: entry.within.unwrap_or(6),
                ordered: entry.ordered,
            });
            let under = entry.names_under.iter().map(|under| NamesUnder {
                cues: self.wanted(file, &under.cue),
                names: forms(&under.names),
            });
            let under = under.collect();
            let weak = WeakNames {
                names: forms(&entry.weak_names),
                with: self.wanted(file, &entry.weak_with),
            };
            let classes = entry.class.iter();
            resolved.push(Concept {
                id: entry.id.get_ref().clone(),
                pack: self.packs.of_entry(file, &entry.id),
                label: entry
                    .label
                    .clone()
                    .unwrap_or_else(|| entry.id.get_ref().replace('-', " ")),
                classes: classes
                    .map(|class| self.names.classes[class.get_ref()])
                    .collect(),
                names: forms(&entry.names),
                weak,
                under,
                commands: forms(&entry.commands),
                composite,
                levels: self.level_places(file, entry),
            });
            self.remember_links(file, entry);
        }
        resolved
    }

    /// Remembers the links of a concept, for the lattice.
    pub(super) fn remember_links(&mut self, file: usize, entry: &ConceptEntry) {
        let links = Links {
            is_a: self.concept_list(file, &entry.is_a),
            part_of: self.concept_list(file, &entry.part_of),
            readings: self.concept_list(file, &entry.readings),
            complement_of: entry
                .complement_of
                .as_ref()
                .and_then(|other| self.concept(file, other)),
        };
        self.names.links.push((file, entry.id.span(), links));
    }

    pub(super) fn resolve_lattice(&mut self, concepts: &[Concept]) -> Lattice {
        let placed = std::mem::take(&mut self.names.links);
        let links: Vec<Links> = placed.iter().map(|(_, _, links)| links.clone()).collect();
        let up: Vec<Vec<ConceptId>> = links
            .iter()
            .map(|link| link.is_a.iter().chain(&link.part_of).copied().collect())
            .collect();
        let circles = circles(&up);
        for circle in &circles {
            let (file, at, _) = &placed[circle[0].0 as usize];
            let ids = circle.iter().chain(&circle[..1]);
            let ids: Vec<String> = ids
                .map(|concept| format!("`{}`", concepts[concept.0 as usize].id))
                .collect();
            let message = format!(
                "a concept cannot be a kind or a part of itself: {}",
                ids.join(" → ")
            );
            let help = "each is, by `is-a` or `part-of`, below the next; cut one of these links";
            self.problem(*file, at.clone(), message, Some(help.to_owned()));
        }
        if circles.is_empty() {
            Lattice::new(&links).unwrap_or_default()
        } else {
            Lattice::default()
        }
    }

    pub(super) fn level_places(&mut self, file: usize, entry: &ConceptEntry) -> Vec<u32> {
        let labels: Vec<&Ref> = entry.level.iter().chain(&entry.levels).collect();
        let mut places = Vec::with_capacity(labels.len());
        for label in labels {
            let found = self.level_place(file, label.get_ref());
            match found {
                Some(found) => places.push(number(found)),
                None => {
                    let message = format!("there is no level `{}`", label.get_ref());
                    self.problem(file, label.span(), message, None);
                }
            }
        }
        places
    }

    /// Returns the series of all packs; each has members of its own classes.
    pub(super) fn resolve_levels(&mut self, concepts: &[Concept]) -> Vec<Levels> {
        let entries = std::mem::take(&mut self.levels).into_iter();
        entries
            .map(|levels| self.resolve_series(levels, concepts))
            .collect()
    }

    fn resolve_series(&mut self, levels: Placed<LevelsEntry>, concepts: &[Concept]) -> Levels {
        let Placed { file, entry } = levels;
        let single = self.selectors(file, &entry.single);
        let pair = self.selectors(file, &entry.pair);
        let of_class = |concept: &Concept, wanted: &[Selector]| {
            wanted.iter().any(|selector| match selector {
                Selector::Class(class) => concept.classes.contains(class),
                _ => false,
            })
        };
        let mut singles = vec![None; entry.order.len()];
        let mut pairs = vec![None; entry.order.len()];
        for (at, concept) in concepts.iter().enumerate() {
            let id = ConceptId(number(at));
            match concept.levels.as_slice() {
                [one] if of_class(concept, &single) => singles[*one as usize] = Some(id),
                [upper, lower] if of_class(concept, &pair) && *lower == upper + 1 => {
                    pairs[*upper as usize] = Some(id);
                }
                _ => {}
            }
        }
        Levels {
            singles,
            pairs,
            pair_cues: self.cue_list(file, &entry.pair_cues),
            other_cues: self.cue_list(file, &entry.other_cues),
            order: entry.order,
        }
    }
}

/// Returns the circles that following `up` can end in, each concept in one at most.
fn circles(up: &[Vec<ConceptId>]) -> Vec<Vec<ConceptId>> {
    let mut circles = Vec::new();
    let mut done = vec![false; up.len()];
    let mut place_on_path = vec![None; up.len()];
    for start in 0..up.len() {
        if done[start] {
            continue;
        }
        // A path from `start` upwards: each concept with the number of its links already followed.
        let mut path = vec![(start, 0)];
        place_on_path[start] = Some(0);
        while let Some((concept, next)) = path.last_mut() {
            let concept = *concept;
            let Some(above) = up[concept].get(*next) else {
                done[concept] = true;
                place_on_path[concept] = None;
                path.pop();
                continue;
            };
            *next += 1;
            let above = above.0 as usize;
            if let Some(from) = place_on_path[above] {
                let circle: &[(usize, usize)] = &path[from..];
                circles.push(
                    circle
                        .iter()
                        .map(|(at, _)| ConceptId(number(*at)))
                        .collect(),
                );
            } else if !done[above] {
                place_on_path[above] = Some(path.len());
                path.push((above, 0));
            }
        }
    }
    circles
}
