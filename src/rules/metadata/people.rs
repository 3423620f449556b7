//! Who wrote an article, who checked it, and what they are.

use super::Flaw;
use crate::checked::Checked;
use crate::markup::{BlockKind, Person, Says};
use crate::pack::{Bylines, Standing};

pub(super) fn missing_author(checked: &Checked<'_>) -> Option<Flaw> {
    let metadata = &checked.article.metadata;
    let words = checked.bylines;
    let named = |person: &Person| !words.is_nobody(&person.name);
    if metadata.authors.iter().any(named) || has_publisher(checked) {
        return None;
    }
    // A name that names nobody is worth pointing at.
    let nobody = metadata.authors.iter().find(|author| !named(author));
    let at = nobody.and_then(|author| metadata.places.get(&author.name));
    Some(match at {
        Some(place) => Flaw {
            at: Some(*place),
            message: None,
            label: "this names nobody",
        },
        None => Flaw::missing(),
    })
}

/// Tells whether an organisation is named that answers for the article.
pub(super) fn has_publisher(checked: &Checked<'_>) -> bool {
    let metadata = &checked.article.metadata;
    let words = checked.bylines;
    let is_named = |name: &String| !words.is_nobody(name) && name.contains(char::is_alphabetic);
    metadata.organisations.iter().any(is_named)
        || metadata
            .authors
            .iter()
            .any(|author| words.is_organisation(&author.name))
}

pub(super) fn missing_credentials(checked: &Checked<'_>) -> Option<Flaw> {
    let metadata = &checked.article.metadata;
    let words = checked.bylines;
    let mut people = metadata
        .authors
        .iter()
        .filter(|author| !words.is_nobody(&author.name))
        .peekable();
    let first = people.peek().copied()?;
    if people.any(|author| says_what(author, checked)) {
        return None;
    }
    Some(Flaw {
        at: metadata.places.get(&first.name).copied(),
        message: None,
        label: "nothing says what this author is",
    })
}

/// Tells whether an article says what `author` is or where they work: in the byline, or beside the name elsewhere.
fn says_what(author: &Person, checked: &Checked<'_>) -> bool {
    let words = checked.bylines;
    let is_said = |credential: &String| words.standing(credential) != Standing::Vague;
    if author.credentials.iter().any(is_said) || words.is_organisation(&author.name) {
        return true;
    }
    // In a byline, what stands around the name has been read.
    let article = checked.article;
    let prose = article
        .blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Byline);
    prose
        .map(|block| block.prose.as_str())
        .chain(article.margin.iter().map(String::as_str))
        .any(|text| introduces(text, author, words))
}

/// Tells whether `text` names `author` and, behind the name, what they are: "Kim is a nurse in Leeds."
fn introduces(text: &str, author: &Person, words: &Bylines) -> bool {
    text.match_indices(author.name.as_str()).any(|(at, name)| {
        let behind = &text[at + name.len()..];
        let end = behind.find(". ").unwrap_or(behind.len());
        words.names_profession(&behind[..end])
    })
}

pub(super) fn missing_reviewer(checked: &Checked<'_>, fact_check_counts: bool) -> Option<Flaw> {
    let metadata = &checked.article.metadata;
    let words = checked.bylines;
    let says = |what| metadata.says.contains(&what);
    let fact_checked = says(Says::FactChecked) || !metadata.fact_checkers.is_empty();
    if says(Says::Process) || fact_check_counts && fact_checked {
        return None;
    }
    let reviewed = metadata
        .reviewers
        .iter()
        .any(|person| can_review(person, words));
    let by_clinician = metadata.authors.iter().any(|person| {
        let clinical = |credential: &String| {
            matches!(
                words.standing(credential),
                Standing::Clinical | Standing::Vague
            )
        };
        person.credentials.iter().any(clinical) || words.is_clinical_organisation(&person.name)
    });
    (!reviewed && !by_clinician).then(Flaw::missing)
}

/// Tells whether `person` may have checked the medicine: they are not known to be something else only.
fn can_review(person: &Person, words: &Bylines) -> bool {
    let mut standings = person
        .credentials
        .iter()
        .map(|credential| words.standing(credential));
    let lay = standings.clone().any(|standing| standing == Standing::Lay);
    let clinical = standings.any(|standing| standing >= Standing::Clinical);
    let lay = lay || person.credentials.is_empty() && words.standing(&person.name) == Standing::Lay;
    !words.is_nobody(&person.name) && (clinical || !lay)
}
