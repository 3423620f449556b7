//! What the words of a byline say about somebody.

use super::Bylines;

/// What a title, a degree or a profession says about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A title that doesn't say of what.
    Vague,
    /// Somebody whose profession is none of those that treat people.
    Lay,
    /// Any other role, degree or place of work.
    Named,
    /// Somebody who treats people.
    Clinical,
}

impl Bylines {
    /// Tells whether `text` stands where a name or a date should, and names none: "Admin", "TBD".
    #[must_use]
    pub fn is_nobody(&self, text: &str) -> bool {
        let text = text.trim().trim_end_matches(['.', '!', ',']).to_lowercase();
        text.is_empty() || self.nobody.contains(&text)
    }

    /// Tells whether `name` is that of an organisation: with one of its words, and with a name of its own.
    #[must_use]
    pub fn is_organisation(&self, name: &str) -> bool {
        let says_so = words(name).any(|word| self.is_organisation_word(&word.to_lowercase()));
        says_so && words(name).any(|word| self.is_own_name(word))
    }

    /// Tells whether the organisation `name` treats people.
    #[must_use]
    pub fn is_clinical_organisation(&self, name: &str) -> bool {
        let known = |word: &str| self.clinical_organisations.contains(&word.to_lowercase());
        self.is_organisation(name) && words(name).any(known)
    }

    pub(crate) fn is_organisation_word(&self, word: &str) -> bool {
        let lists = [&self.organisations, &self.workplaces];
        lists
            .iter()
            .any(|list| list.iter().any(|known| known == word))
    }

    /// Tells whether `word` is an abbreviation, or has a capital and is no word that many organisations share.
    pub(crate) fn is_own_name(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let abbreviation = word.chars().count() > 1 && !word.contains(char::is_lowercase);
        let capital = word.starts_with(char::is_uppercase);
        let shared = self.is_organisation_word(&lower)
            || self.particles.contains(&lower)
            || self.lay.contains(&lower)
            || self.nobody.contains(&lower);
        word.contains(char::is_alphabetic) && (abbreviation || capital && !shared)
    }

    /// Returns what `credential` says about somebody.
    #[must_use]
    pub fn standing(&self, credential: &str) -> Standing {
        let lower = credential.to_lowercase();
        let lower = lower.trim().trim_end_matches('.');
        if self.vague_titles.iter().any(|title| title == lower) {
            Standing::Vague
        } else if self.is_clinical(credential) {
            Standing::Clinical
        } else if words(lower).any(|word| self.lay.iter().any(|lay| lay == word)) {
            Standing::Lay
        } else {
            Standing::Named
        }
    }

    fn is_clinical(&self, credential: &str) -> bool {
        let lower = credential.to_lowercase();
        let mut phrases = self.clinical.iter().filter(|known| known.contains(' '));
        words(credential).any(|word| self.is_profession(word, &self.clinical))
            || phrases.any(|phrase| lower.contains(phrase.as_str()))
    }

    /// Tells whether `text` says what somebody is: a degree, or a profession among other words.
    #[must_use]
    pub fn names_profession(&self, text: &str) -> bool {
        words(text).any(|word| self.is_profession(word, &self.credentials))
    }

    /// Tells whether `word` is one of `listed`, with or without full stops and the ending of the plural, or ends like a
    /// profession. Those with capitals are listed as they are written.
    fn is_profession(&self, word: &str, listed: &[String]) -> bool {
        let bare = word.replace('.', "");
        let small = bare.to_lowercase();
        let one = small.strip_suffix('s').unwrap_or(&small);
        let has_capital = |known: &str| known.contains(char::is_uppercase);
        let is_listed = listed.iter().any(|known| {
            let is_small = *known == small || known == one;
            *known == bare && (is_small || has_capital(known)) || is_small && !has_capital(known)
        });
        let mut endings = self.credential_endings.iter();
        is_listed || endings.any(|end| one.ends_with(end.as_str()))
    }
}

/// Returns the words of `text`, without the marks around them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|letter: char| letter.is_whitespace() || ",;/()|".contains(letter));
    parts
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built_in::built_in_language;

    #[test]
    fn organisations_have_a_name_of_their_own() {
        let words = built_in_language().bylines;
        for name in [
            "Spine Foundation",
            "the MSK team at Riverside Hospital",
            "the NHS physiotherapy team",
            "Mayo Clinic Staff",
            "Harbour Editorial Team",
        ] {
            assert!(words.is_organisation(name), "{name}");
        }
        for name in [
            "Maria Ng",
            "the team",
            "Editorial Team",
            "our SEO",
            "Kim",
            "",
        ] {
            assert!(!words.is_organisation(name), "{name}");
        }
    }

    #[test]
    fn credentials_tell_clinicians_from_others() {
        let words = built_in_language().bylines;
        for (credential, standing) in [
            ("GP", Standing::Clinical),
            ("M.D.", Standing::Clinical),
            ("chartered physiotherapist", Standing::Clinical),
            ("Consultant Neurosurgeon", Standing::Clinical),
            ("dermatologist", Standing::Clinical),
            ("Clinical Director", Standing::Clinical),
            ("Dr", Standing::Vague),
            ("Dr.", Standing::Vague),
            ("health journalist", Standing::Lay),
            ("SEO editor", Standing::Lay),
            ("PhD", Standing::Named),
            ("yoga teacher", Standing::Named),
        ] {
            assert_eq!(words.standing(credential), standing, "{credential}");
        }
    }

    #[test]
    fn some_names_name_nobody() {
        let words = built_in_language().bylines;
        for name in ["Admin", "TBD", "Guest writer", "", " n/a "] {
            assert!(words.is_nobody(name), "{name}");
        }
        assert!(!words.is_nobody("Ada Min"));
    }
}
