//! Which rules report.

use super::RunError;
use crate::nearest::nearest;

/// The rules that `--select` and `--ignore` leave.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ChosenRules<'a> {
    select: &'a [String],
    ignore: &'a [String],
}

impl<'a> ChosenRules<'a> {
    /// Returns the rules in `select` (all, if it is empty) without those in `ignore`.
    ///
    /// A name that isn't known is an error: with a typing error, a check would quietly check something else.
    pub(super) fn new<'k>(
        select: &'a [String],
        ignore: &'a [String],
        known: impl Iterator<Item = &'k str> + Clone,
    ) -> Result<Self, RunError> {
        for name in select.iter().chain(ignore) {
            if known.clone().all(|rule| rule != name) {
                return Err(unknown_rule(name, known));
            }
        }
        if !select.is_empty() && select.iter().all(|name| ignore.contains(name)) {
            return Err(RunError::NoRuleLeft);
        }
        Ok(Self { select, ignore })
    }

    /// Tells whether findings of `rule` are reported.
    pub(super) fn contains(&self, rule: &str) -> bool {
        let is_selected = self.select.is_empty() || self.select.iter().any(|name| name == rule);
        is_selected && self.ignore.iter().all(|name| name != rule)
    }
}

fn unknown_rule<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> RunError {
    let name = name.to_owned();
    match nearest(&name, known) {
        Some(nearest) => RunError::MisspeltRule {
            nearest: nearest.to_owned(),
            name,
        },
        None => RunError::UnknownRule { name },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["wrong-root-area", "wrong-disc-root", "overclaim-cure"];

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[track_caller]
    fn check(select: &[&str], ignore: &[&str], expected: &[&str]) {
        let (select, ignore) = (names(select), names(ignore));
        let chosen = ChosenRules::new(&select, &ignore, KNOWN.into_iter()).unwrap();
        let left: Vec<&str> = KNOWN
            .into_iter()
            .filter(|rule| chosen.contains(rule))
            .collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn select_narrows_and_ignore_takes_away() {
        check(&[], &[], &KNOWN);
        check(&["wrong-disc-root"], &[], &["wrong-disc-root"]);
        check(
            &[],
            &["wrong-disc-root"],
            &["wrong-root-area", "overclaim-cure"],
        );
        check(
            &["wrong-disc-root", "overclaim-cure"],
            &["overclaim-cure"],
            &["wrong-disc-root"],
        );
    }

    #[test]
    fn unknown_rules_and_empty_choices_are_errors() {
        let fails = |select: &[&str], ignore: &[&str]| {
            ChosenRules::new(&names(select), &names(ignore), KNOWN.into_iter()).unwrap_err()
        };
        let misspelt = fails(&[], &["wrong-disk-root"]);
        assert!(
            matches!(misspelt, RunError::MisspeltRule { nearest, .. } if nearest == "wrong-disc-root")
        );
        assert!(matches!(
            fails(&["spelling"], &[]),
            RunError::UnknownRule { .. }
        ));
        assert!(matches!(fails(&[""], &[]), RunError::UnknownRule { .. }));
        let nothing = fails(&["overclaim-cure"], &["overclaim-cure"]);
        assert!(matches!(nothing, RunError::NoRuleLeft));
    }
}
