//! Edits, made.

use crate::rules::Edit;
use crate::source::LineEnd;

/// Returns `text` with `edits`, of which no two meet and all lie in it, in any order. What is put in has the line ends
/// of the text.
#[must_use]
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let end = LineEnd::of(text);
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut fixed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        fixed.push_str(&text[at..edit.span.range().start]);
        fixed.push_str(&end.apply(&edit.replacement));
        at = edit.span.range().end;
    }
    fixed.push_str(&text[at..]);
    fixed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::fixing::{apply, choose};
    use crate::report::{ArticleReport, ReadyDiagnostic};
    use crate::rules::{Diagnostic, Edit, Family, Fix, Severity};
    use crate::source::Span;

    fn finding(rule: &str, safe: bool, edits: Vec<Edit>) -> ReadyDiagnostic {
        let diagnostic = Diagnostic {
            rule: rule.to_owned(),
            family: Family::Evidence,
            severity: Severity::Warning,
            fact: None,
            message: String::new(),
            help: None,
            span: edits.first().map_or(Span::default(), |edit| edit.span),
            labels: Vec::new(),
            fix: Some(Fix {
                description: String::new(),
                safe,
                edits,
            }),
        };
        ReadyDiagnostic::new(&diagnostic, &crate::pack::Pack::default())
    }

    fn edit(start: u32, end: u32, replacement: &str) -> Edit {
        Edit {
            span: Span { start, end },
            replacement: replacement.to_owned(),
        }
    }

    fn article(text: &str, diagnostics: Vec<ReadyDiagnostic>) -> ArticleReport {
        ArticleReport {
            text: text.to_owned(),
            diagnostics,
            ..ArticleReport::default()
        }
    }

    fn chosen_edits(article: &ArticleReport, chosen: &[usize]) -> Vec<Edit> {
        let fixes = chosen
            .iter()
            .filter_map(|at| article.diagnostics[*at].fix.clone());
        fixes.flat_map(|fix| fix.edits).collect()
    }

    /// A rule, and where its fix puts what.
    type RuleEdits<'a> = (&'a str, &'a [(u32, u32, &'a str)]);

    #[track_caller]
    fn check(text: &str, fixes: &[RuleEdits<'_>], expected: &str) {
        let findings = fixes.iter().map(|(rule, edits)| {
            let edits = edits
                .iter()
                .map(|(start, end, text)| edit(*start, *end, text));
            finding(rule, true, edits.collect())
        });
        let article = article(text, findings.collect());
        let chosen = choose(&article, false, |_| false);
        assert_eq!(apply(text, &chosen_edits(&article, &chosen)), expected);
    }

    #[test]
    fn of_fixes_that_meet_the_first_by_place_then_by_rule_is_made() {
        check(
            "abcdef",
            &[("b", &[(1, 3, "X")]), ("a", &[(2, 4, "Y")])],
            "aXdef",
        );
        check(
            "abcdef",
            &[("b", &[(1, 3, "X")]), ("a", &[(1, 3, "Y")])],
            "aYdef",
        );
        check(
            "abcdef",
            &[("b", &[(1, 3, "X")]), ("a", &[(3, 4, "Y")])],
            "aXYef",
        );
        check(
            "abc",
            &[("b", &[(3, 3, "X")]), ("a", &[(3, 3, "Y")])],
            "abcY",
        );
        check(
            "abc",
            &[("b", &[(1, 2, "X")]), ("a", &[(2, 2, "Y")])],
            "aXc",
        );
        check(
            "abc",
            &[("a", &[(0, 1, "X"), (2, 3, "Z")]), ("b", &[(1, 2, "Y")])],
            "XYZ",
        );
        check(
            "abc",
            &[("a", &[(0, 1, "X"), (2, 3, "Z")]), ("b", &[(2, 3, "Y")])],
            "XbZ",
        );
    }

    #[test]
    fn what_cannot_be_made_is_left_alone() {
        check("aé", &[("a", &[(2, 3, "X")])], "aé");
        check("abc", &[("a", &[(2, 9, "X")])], "abc");
        check("abc", &[("a", &[(2, 1, "X")])], "abc");
        check("abc", &[("a", &[])], "abc");
        check("abc", &[("a", &[(1, 2, "b")])], "abc");
        check("abc", &[("a", &[(1, 3, "X"), (0, 2, "Y")])], "abc");
    }

    #[test]
    fn what_is_put_in_has_the_line_ends_of_the_text() {
        check(
            "a\r\nb\r\n",
            &[("a", &[(4, 4, "\n\nc")])],
            "a\r\nb\r\n\r\nc\r\n",
        );
        check("a\nb\n", &[("a", &[(3, 3, "\r\nc")])], "a\nb\nc\n");
    }

    #[test]
    fn unsafe_fixes_are_made_only_if_that_is_asked_for() {
        let article = article("abc", vec![finding("a", false, vec![edit(0, 1, "X")])]);
        assert_eq!(choose(&article, false, |_| false), [0_usize; 0]);
        assert_eq!(choose(&article, true, |_| false), [0]);
        assert_eq!(choose(&article, true, |at| at == 0), [0_usize; 0]);
    }

    prop_compose! {
        fn any_edit()(start in 0u32..30, length in 0u32..6, replacement in "[xé\n]{0,4}") -> Edit {
            edit(start, start + length, &replacement)
        }
    }

    proptest! {
        #[test]
        fn chosen_edits_never_meet_and_bytes_outside_of_them_stay(
            text in "[a-cé😀\r\n ]{0,24}",
            fixes in prop::collection::vec((prop::collection::vec(any_edit(), 0..3), "[ab]"), 0..6),
        ) {
            let findings = fixes.into_iter().map(|(edits, rule)| finding(&rule, true, edits));
            let article = article(&text, findings.collect());
            let chosen = choose(&article, false, |_| false);
            let mut edits = chosen_edits(&article, &chosen);
            edits.sort_by_key(|edit| edit.span);
            for pair in edits.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
                prop_assert!(pair[0].span != pair[1].span);
            }
            let fixed = apply(&text, &edits);
            // Taken apart from the front, the fixed text is what stood between the edits, and what they put in.
            let (mut rest, mut at) = (fixed.as_str(), 0);
            for edit in &edits {
                let kept = &text[at..edit.span.range().start];
                prop_assert!(rest.starts_with(kept));
                rest = &rest[kept.len()..];
                let put_in = crate::source::LineEnd::of(&text).apply(&edit.replacement);
                prop_assert!(rest.starts_with(put_in.as_ref()));
                rest = &rest[put_in.len()..];
                at = edit.span.range().end;
            }
            prop_assert_eq!(rest, &text[at..]);
        }
    }
}
