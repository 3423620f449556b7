//! Names of people, with what they are.

use crate::pack::Bylines;

/// Somebody who wrote or checked an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The name, without degrees and titles as far as they are known.
    pub name: String,
    /// Titles, degrees and professions, one per entry.
    pub credentials: Vec<String>,
}

impl Person {
    /// Returns the person `name`, about whom nothing else is known.
    pub(super) fn named(name: &str) -> Self {
        Self {
            name: name.trim().to_owned(),
            credentials: Vec::new(),
        }
    }

    /// Adds what somebody is, unless it is known.
    pub(super) fn add_credential(&mut self, credential: &str) {
        let credential = credential.trim();
        let known = self.credentials.iter().any(|known| known == credential);
        if !known && !credential.is_empty() {
            self.credentials.push(credential.to_owned());
        }
    }
}

/// Most people that an article names; who comes later is left out.
const MOST_PEOPLE: usize = 100;

/// Adds `person` to `people`, or what is new about them if their name is there.
pub(super) fn add_person(people: &mut Vec<Person>, person: Person) {
    let name = person.name.to_lowercase();
    let has_room = people.len() < MOST_PEOPLE;
    match people
        .iter_mut()
        .find(|known| known.name.to_lowercase() == name)
    {
        Some(known) => {
            for credential in &person.credentials {
                known.add_credential(credential);
            }
        }
        None if has_room => people.push(person),
        None => {}
    }
}

/// A list of people, read with the words of a language.
#[derive(Clone, Copy)]
pub(super) struct People<'b> {
    pub(super) words: &'b Bylines,
}

impl People<'_> {
    /// Returns the people that `text` lists, each with what they are: "Ada Osei, GP, and Dr Maria Ng".
    ///
    /// What is neither a name nor known to be a credential belongs to the name before it.
    pub(super) fn listed(self, text: &str) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        for part in self.parts(text) {
            let alone = part.split_whitespace().count() == 1;
            match people.last_mut() {
                Some(last) if self.is_credential(&part) => last.add_credential(&part),
                Some(last) if self.is_workplace(&part) => {
                    // What somebody works at is nothing they are.
                    if last.credentials.is_empty() {
                        last.name = format!("{}, {part}", last.name);
                    }
                }
                Some(last) if alone && self.untitled(&part).credentials.is_empty() => {
                    last.name = format!("{}, {part}", last.name);
                }
                _ => people.push(self.untitled(&part)),
            }
        }
        people
    }

    /// Returns the person whose name, or first name alone, is all that `text` holds, or all but what is said of
    /// them: "Anna, wellness enthusiast".
    pub(super) fn first_name(self, text: &str) -> Option<Person> {
        let mut parts = self.parts(text).into_iter();
        let name = parts.next()?;
        let lower = name.to_lowercase();
        let is_word = name.chars().all(char::is_alphabetic) && name.chars().count() > 1;
        let is_first_name = is_word
            && name.starts_with(char::is_uppercase)
            && !self.words.no_names.contains(&lower);
        let is_name = is_first_name || self.is_name(&name, false);
        let mut person = Person::named(&name);
        for part in parts {
            let words = part.split_whitespace().count();
            if self.is_credential(&part) {
                person.add_credential(&part);
            } else if words > MOST_OF_DESCRIPTION || part.contains(['.', '?', '!']) {
                return None;
            }
        }
        is_name.then_some(person)
    }

    /// Returns the people that `text` lists if it holds nothing else.
    pub(super) fn only(self, text: &str) -> Option<Vec<Person>> {
        if self.is_team(text) {
            return Some(vec![Person::named(text)]);
        }
        let mut people: Vec<Person> = Vec::new();
        for part in self.parts(text) {
            match people.last_mut() {
                Some(last) if self.is_credential(&part) => {
                    if part.split_whitespace().count() > MOST_WORDS {
                        return None;
                    }
                    last.add_credential(&part);
                }
                // The number of a register: "GCC 01234".
                Some(last) if !last.credentials.is_empty() && is_registration(&part) => {}
                // A place of work, or of a place.
                Some(last) if !last.credentials.is_empty() && self.is_place(&part) => {}
                _ => {
                    let person = self.untitled(&part);
                    let titled = !person.credentials.is_empty();
                    if !self.is_name(&person.name, titled) {
                        return None;
                    }
                    people.push(person);
                }
            }
        }
        (!people.is_empty()).then_some(people)
    }

    /// Cuts `text` where one name or credential ends and another begins.
    fn parts(self, text: &str) -> Vec<String> {
        let text = text.replace(['(', ';', '|', ')', '[', ']'], ",");
        let mut parts = Vec::new();
        for part in text.split(',') {
            let mut words: Vec<&str> = Vec::new();
            for word in part.split_whitespace() {
                let is_joiner = self.words.joiners.iter().any(|joiner| joiner == word);
                if is_joiner {
                    parts.push(std::mem::take(&mut words).join(" "));
                } else {
                    words.push(word);
                }
            }
            parts.push(words.join(" "));
        }
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// Returns the person that `part` names, without the titles before and the credentials behind the name.
    fn untitled(self, part: &str) -> Person {
        let words: Vec<&str> = part.split_whitespace().collect();
        let titles = words.iter().take_while(|word| self.is_title(word)).count();
        let titles = if titles < words.len() { titles } else { 0 };
        // "Staff writer Sam".
        let role = words
            .iter()
            .take_while(|word| {
                word.chars()
                    .all(|letter| letter.is_lowercase() || letter == '-')
            })
            .count();
        let role = words[..role]
            .iter()
            .rposition(|word| self.is_profession(word))
            .map_or(0, |last| last + 1);
        if titles == 0 && role > 0 && role < words.len() {
            let mut person = self.untitled(&words[role..].join(" "));
            person.add_credential(&words[..role].join(" "));
            return person;
        }
        let name = &words[titles..];
        // Behind a name, small words and known abbreviations are no part of it.
        let degree = name.iter().enumerate().skip(1).position(|(at, word)| {
            let known = self.is_known_abbreviation(word);
            // After two names, a profession is hardly a third.
            let apart = word.starts_with(char::is_lowercase) || at > 1;
            known || apart && self.is_profession(word)
        });
        let end = degree.map_or(name.len(), |at| at + 1);
        let mut person = Person::named(&name[..end].join(" "));
        for title in &words[..titles] {
            person.add_credential(title);
        }
        let degrees = &name[end..];
        if degrees.iter().all(|word| self.is_known_abbreviation(word)) {
            degrees
                .iter()
                .for_each(|degree| person.add_credential(degree));
        } else {
            person.add_credential(&degrees.join(" "));
        }
        person
    }

    /// Tells whether `text` can only be the name of an organisation, or of a part of one.
    fn is_team(self, text: &str) -> bool {
        let words: Vec<&str> = text.split_whitespace().collect();
        let known = |word: &&&str| {
            let lower = bare(word).to_lowercase();
            word.starts_with(char::is_uppercase)
                || self.words.particles.contains(&lower)
                || self.words.joiners.contains(&lower)
                || self.words.inside_organisations.contains(&lower)
                || self.words.is_organisation_word(&lower)
        };
        let others = words.iter().filter(|word| !known(word)).count();
        let ends_well = words.last().is_some_and(|word| known(&word));
        (2..=MOST_WORDS).contains(&words.len())
            && others <= 1
            && ends_well
            && !text.contains([',', ';', '(', '|', '?', '!', ':'])
            && !text.contains(". ")
            && !self.is_person_at_work(text)
            && self.words.is_organisation(text)
    }

    /// Tells whether somebody is named, and where they work: "Ada Osei MD Harbour Hospital".
    fn is_person_at_work(self, text: &str) -> bool {
        let first = text.split_whitespace().next();
        let mut small = text
            .split_whitespace()
            .take_while(|word| word.starts_with(char::is_lowercase));
        first.is_some_and(|word| self.is_title(word))
            || small.any(|word| self.is_profession(word))
            || text
                .split_whitespace()
                .any(|word| self.is_known_abbreviation(word))
    }

    fn is_title(self, word: &str) -> bool {
        let word = bare(word).to_lowercase();
        self.words.titles.contains(&word)
    }

    /// Tells whether `part` says what somebody is: all that some write behind a name.
    fn is_credential(self, part: &str) -> bool {
        let lower = part.to_lowercase();
        let long = || {
            let mut known = self.words.credentials.iter();
            known.any(|known| known.contains(' ') && lower.contains(known.as_str()))
        };
        let words = || part.split([' ', '-', '/', '\u{A0}']);
        let abbreviation = part
            .split_whitespace()
            .any(|word| self.is_known_abbreviation(word));
        abbreviation || words().any(|word| self.is_profession(word)) || long()
    }

    fn is_known_abbreviation(self, word: &str) -> bool {
        let word = bare(word);
        let known = self.words.credentials.iter();
        known
            .filter(|known| **known == word)
            .any(|known| known.contains(char::is_uppercase))
    }

    fn is_profession(self, word: &str) -> bool {
        let word = bare(word).to_lowercase();
        let is_same = |known: &String| {
            // Of several people the same is said in the plural.
            *known == word || word.strip_suffix('s').is_some_and(|one| known == one)
        };
        let known = self.words.credentials.iter();
        let ends = |end: &String| {
            word.strip_suffix('s')
                .unwrap_or(&word)
                .ends_with(end.as_str())
        };
        known
            .filter(|known| is_same(known))
            .any(|known| !known.contains(char::is_uppercase))
            || self.words.credential_endings.iter().any(ends)
    }

    fn is_workplace(self, part: &str) -> bool {
        part.split_whitespace().any(|word| {
            let word = bare(word).to_lowercase();
            self.words.workplaces.contains(&word)
        })
    }

    fn is_place(self, part: &str) -> bool {
        let words = part.split_whitespace().count();
        words <= MOST_WORDS && (self.is_workplace(part) || words == 1 && self.has_capitals(part))
    }

    fn has_capitals(self, part: &str) -> bool {
        part.split_whitespace().all(|word| {
            let small = self.words.particles.iter().any(|particle| particle == word);
            let first = word.chars().next();
            small || first.is_some_and(|letter| letter.is_uppercase())
        })
    }

    /// Tells whether `text` can be a name, and nothing but one.
    fn is_name(self, text: &str, titled: bool) -> bool {
        let words: Vec<&str> = text.split_whitespace().collect();
        let fewest = if titled { 1 } else { 2 };
        let sounds = |word: &&str| {
            let initial = word.chars().filter(|letter| letter.is_alphabetic()).count() <= 2;
            let of_letters = word
                .chars()
                .all(|letter| letter.is_alphabetic() || "-'’.".contains(letter));
            of_letters && (initial || !word.contains('.'))
        };
        (fewest..=MOST_NAMES).contains(&words.len())
            && self.has_capitals(text)
            && words.iter().all(sounds)
            && words
                .last()
                .is_some_and(|word| word.starts_with(char::is_uppercase))
    }
}

/// Most words of a name.
const MOST_NAMES: usize = 6;
/// Most words of what a person with a first name alone says of themselves.
const MOST_OF_DESCRIPTION: usize = 4;
/// Most words of what somebody is, or works at.
const MOST_WORDS: usize = 10;

/// Returns `word` without full stops, and marks around it.
fn bare(word: &str) -> String {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    word.replace('.', "")
}

/// Tells whether `text` is an abbreviation with a number, or a number alone.
fn is_registration(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let is_number = |word: &str| word.ends_with(|letter: char| letter.is_ascii_digit());
    let is_short = |word: &str| word.chars().all(|letter| letter.is_uppercase());
    words.next().is_some_and(is_number)
        && words.next().is_none_or(is_short)
        && words.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built_in::built_in_language;

    fn shown(people: &[Person]) -> Vec<String> {
        let show = |person: &Person| format!("{} <{}>", person.name, person.credentials.join("; "));
        people.iter().map(show).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let words = built_in_language().bylines;
        let people = People { words: &words };
        assert_eq!(shown(&people.listed(text)), expected, "{text}");
        let only = people.only(text).unwrap_or_default();
        assert_eq!(shown(&only), expected, "{text}");
    }

    #[test]
    fn credentials_stand_behind_names() {
        check("Ada Osei, GP", &["Ada Osei <GP>"]);
        check("Dr A. Osei, MD", &["A. Osei <Dr; MD>"]);
        check("Ada Osei MD FRCGP", &["Ada Osei <MD; FRCGP>"]);
        check("Ada Osei, M.D., Ph.D.", &["Ada Osei <M.D.; Ph.D.>"]);
        check(
            "Maria Ng (chartered physiotherapist)",
            &["Maria Ng <chartered physiotherapist>"],
        );
        check("Prof. Maria van der Ng", &["Maria van der Ng <Prof.>"]);
        check("Maria Ng physiotherapist", &["Maria Ng <physiotherapist>"]);
        check("Md Rahman", &["Md Rahman <>"]);
        check("Mary Nurse", &["Mary Nurse <>"]);
        check("Ada Osei, MD, Harbour Hospital", &["Ada Osei <MD>"]);
    }

    #[test]
    fn several_people_are_several() {
        check("A. Bee, C. Dee", &["A. Bee <>", "C. Dee <>"]);
        check(
            "Ada Osei, GP, and Maria Ng, physiotherapist and writer",
            &["Ada Osei <GP>", "Maria Ng <physiotherapist; writer>"],
        );
        check("Ada Osei & Dr Ng", &["Ada Osei <>", "Ng <Dr>"]);
    }

    #[test]
    fn what_is_no_name_stays_whole_in_metadata_and_is_none_in_text() {
        let words = built_in_language().bylines;
        let people = People { words: &words };
        assert_eq!(shown(&people.listed("Osei, Ada")), ["Osei, Ada <>"]);
        assert_eq!(shown(&people.listed("the web team")), ["the web team <>"]);
        for text in [
            "",
            "treating the S1 root early",
            "Osei",
            "the web team",
            "Rest And Ice, which help",
            "Ada Osei. Rest helps",
            "Ada 2",
            "most people, doctor or not",
        ] {
            assert_eq!(people.only(text), None, "{text}");
        }
    }
}
