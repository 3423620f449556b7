//! The nearest of some names, for "did you mean".

/// Returns the name closest to `word`, if one is close enough to be a slip of the finger.
///
/// Up to a third of the letters, and at least one, may differ; letter case doesn't count.
#[must_use]
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let most = (word.chars().count() / 3).max(1);
    names
        .into_iter()
        .map(|name| (strsim::osa_distance(&word, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_another_word_does_not() {
        let names = ["wrong-root-area", "wrong-disc-root", "overclaim-cure"];
        assert_eq!(nearest("wrong-rot-area", names), Some("wrong-root-area"));
        assert_eq!(nearest("Wrong-Root-Area", names), Some("wrong-root-area"));
        assert_eq!(nearest("spelling", names), None);
        assert_eq!(nearest("", names), None);
    }
}
