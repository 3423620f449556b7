//! Which rules report, as the command line says it.

use super::RunError;
use crate::cli::RuleArgs;
use crate::config::{CommandLine, Names};

/// Returns what the arguments say.
///
/// A name that isn't known is an error: with a typing error, a check would quietly check something else.
pub(super) fn command_line(args: &RuleArgs) -> Result<CommandLine, RunError> {
    let lists = [&args.select, &args.extend_select, &args.ignore];
    for name in lists.into_iter().flatten() {
        let names = Names::built_in();
        if names.rules(name).is_empty() {
            return Err(unknown_rule(name, names));
        }
    }
    if !args.select.is_empty() && leaves_nothing(args) {
        return Err(RunError::NoRuleLeft);
    }
    Ok(CommandLine {
        profile: args.profile,
        select: args.select.clone(),
        extend_select: args.extend_select.clone(),
        ignore: args.ignore.clone(),
    })
}

fn leaves_nothing(args: &RuleArgs) -> bool {
    let rules = |list: &[String]| -> Vec<&str> {
        let names = Names::built_in();
        list.iter().flat_map(|name| names.rules(name)).collect()
    };
    let (selected, ignored) = (rules(&args.select), rules(&args.ignore));
    let extended = rules(&args.extend_select);
    let mut chosen = selected.iter().chain(&extended);
    chosen.all(|rule| ignored.contains(rule))
}

fn unknown_rule(name: &str, names: &Names) -> RunError {
    let name = name.to_owned();
    match names.nearest_rule(&name) {
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

    fn args(select: &[&str], ignore: &[&str]) -> RuleArgs {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        RuleArgs {
            select: names(select),
            ignore: names(ignore),
            ..RuleArgs::default()
        }
    }

    #[test]
    fn unknown_rules_and_empty_choices_are_errors() {
        let fails = |select: &[&str], ignore: &[&str]| command_line(&args(select, ignore)).err();
        let misspelt = fails(&[], &["wrong-disk-root"]);
        assert!(
            matches!(misspelt, Some(RunError::MisspeltRule { nearest, .. }) if nearest == "wrong-disc-root")
        );
        for wrong in ["spelling", ""] {
            assert!(matches!(
                fails(&[wrong], &[]),
                Some(RunError::UnknownRule { .. })
            ));
        }
        for ignored in ["cure-claim", "OC301", "overclaim"] {
            let nothing = fails(&["cure-claim"], &[ignored]);
            assert!(matches!(nothing, Some(RunError::NoRuleLeft)));
        }
        assert!(fails(&["overclaim"], &["cure-claim"]).is_none());
    }
}
