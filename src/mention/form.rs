//! The notation of names and cue forms.

/// Returns the plain word sequences that `form` stands for; `{a|b}` gives one each.
///
/// An unclosed brace is taken as it stands.
pub(super) fn expand(form: &str) -> Vec<String> {
    let Some(open) = form.find('{') else {
        return vec![form.to_owned()];
    };
    let Some(close) = form[open..].find('}').map(|at| open + at) else {
        return vec![form.to_owned()];
    };
    let (before, after) = (&form[..open], &form[close + 1..]);
    let rest = expand(after);
    let mut all = Vec::new();
    for alternative in form[open + 1..close].split('|') {
        for tail in &rest {
            all.push(format!("{before} {alternative} {tail}").replace(" ~", "~"));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::expand;

    #[test]
    fn alternatives_give_one_sequence_each() {
        let words = |form| -> Vec<Vec<String>> {
            expand(form)
                .iter()
                .map(|text| text.split_whitespace().map(str::to_owned).collect())
                .collect()
        };
        assert_eq!(words("calf"), [["calf"]]);
        assert_eq!(
            words("{herniated|slipped} disc"),
            [["herniated", "disc"], ["slipped", "disc"]]
        );
        assert_eq!(words("{|lower} back").len(), 2);
        assert_eq!(words("{lose|lack}~ {a|b}").len(), 4);
        assert!(words("{lose|lack}~ {a|b}").contains(&vec!["lose~".to_owned(), "b".to_owned()]));
    }
}
