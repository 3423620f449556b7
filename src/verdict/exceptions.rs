//! Exceptions that an article grants: "always" is softer where the section itself names a case that is not so.

use super::{Judged, Verdict};
use crate::claim::{Claim, Modality};
use crate::markup::Article;
use crate::pack::Pack;
use crate::proposition::{ConceptId, Conflict, Interval, Polarity};

/// Makes a claim that goes too far a disputed one where the same section says of the same thing that it can be
/// otherwise, and notes which claim that is.
///
/// What a section is, its chain of headings tells. Words that could delay emergency care stay what they are.
pub fn grant_exceptions(judged: &mut [Judged], article: &Article, pack: &Pack) {
    for at in 0..judged.len() {
        let bold = &judged[at];
        if !goes_too_far(bold) || says_emergency(bold, pack) {
            continue;
        }
        let granted = judged.iter().find(|other| {
            article.blocks[other.claim.block].headings == article.blocks[bold.claim.block].headings
                && (other.claim.block, other.claim.clause) != (bold.claim.block, bold.claim.clause)
                && matches!(other.verdict, Verdict::Supported | Verdict::Compatible)
                && is_weak(&other.claim)
                && grants(&other.claim, bold, pack)
        });
        if let Some(place) = granted.map(|other| (other.claim.block, other.claim.clause)) {
            judged[at].verdict = Verdict::Disputed;
            judged[at].granted = Some(place);
        }
    }
}

/// Tells whether a claim is contradicted for leaving no exception.
fn goes_too_far(judged: &Judged) -> bool {
    let proposition = &judged.claim.proposition;
    let total = |often: Interval| often.low >= 100.0 || often.high <= 0.0;
    judged.verdict == Verdict::Contradicted
        && (proposition.polarity == Polarity::Denied
            || judged.claim.modality == Modality::Absolute
            || proposition.frequency.is_some_and(total))
}

fn says_emergency(judged: &Judged, pack: &Pack) -> bool {
    judged
        .fact
        .is_some_and(|fact| pack.fact(fact).says[judged.said].emergency)
}

/// Tells whether a claim only says that something occurs.
fn is_weak(claim: &Claim) -> bool {
    match claim.proposition.frequency {
        // Not said of most cases, but of some.
        Some(often) => often.high > 0.0 && often.low < 50.0,
        None => claim.modality >= Modality::Possible,
    }
}

/// Tells whether `weak` names a case that `bold` leaves no room for.
fn grants(weak: &Claim, bold: &Judged, pack: &Pack) -> bool {
    let bold_claim = &bold.claim.proposition;
    let said = &weak.proposition;
    let shares = |one: &[ConceptId], other: &[ConceptId]| one.iter().any(|one| other.contains(one));
    if !shares(&said.subject, &bold_claim.subject) {
        return false;
    }
    let same = shares(&said.objects.typical, &bold_claim.objects.typical)
        || (said.objects.typical.is_empty() && bold_claim.objects.typical.is_empty());
    if said.predicate != bold_claim.predicate {
        let exceptions = &pack.predicate(bold_claim.predicate).exceptions;
        return exceptions.contains(&said.predicate) && !same;
    }
    let complements = |one: &[ConceptId], other: &[ConceptId]| {
        let mut complements = one.iter().filter_map(|one| pack.lattice.complement(*one));
        complements.any(|complement| other.contains(&complement))
    };
    let (theirs, its) = (&said.objects.typical, &bold_claim.objects.typical);
    let turned = complements(theirs, its) || complements(its, theirs);
    match bold.conflict {
        Some(Conflict::Frequency) => same || turned,
        Some(Conflict::DeniesTypical | Conflict::Polarity) => {
            same && said.polarity != bold_claim.polarity
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::checked::check_claims;
    use crate::claim::one::BUILT_IN;
    use crate::markup::read_article;
    use crate::source::{Format, SourceFile};
    use crate::verdict::Verdict;

    /// Returns the worst verdict, and whether an exception made it so.
    fn worst(text: &str) -> (Verdict, bool) {
        let file = SourceFile::new("one.md", Format::Markdown, text);
        let article = read_article(&file);
        let checked = check_claims(
            &article,
            &BUILT_IN.lexicon,
            &BUILT_IN.language,
            &BUILT_IN.pack,
        );
        let found = checked
            .claims
            .iter()
            .filter(|judged| matches!(judged.verdict, Verdict::Contradicted | Verdict::Disputed));
        let worst = found.max_by_key(|judged| judged.verdict).unwrap();
        (worst.verdict, worst.granted.is_some())
    }

    #[test]
    fn what_goes_too_far_is_disputed_where_its_section_names_the_exception() {
        for text in [
            "Sciatica always affects only one leg. Very occasionally both legs are involved.",
            "Rarely, both legs hurt.\n\nSciatica never affects both legs.",
            "Sciatica is always caused by a herniated disc. In rare cases a tumour presses on the nerve.",
            "S1 pain is never felt in the calf. S1 pain can be felt in the calf.",
        ] {
            assert_eq!(worst(text), (Verdict::Disputed, true), "{text}");
        }
    }

    #[test]
    fn other_claims_stay_what_they_are() {
        for text in [
            // Another section.
            "# One\n\nSciatica always affects only one leg.\n\n# Two\n\nVery occasionally both legs are involved.",
            // The exception does not speak of the same thing.
            "Sciatica always affects only one leg. Very occasionally an operation is needed.",
            // What is wrong about it is not that it goes too far.
            "S1 pain is felt in the groin. S1 pain can be felt in the calf.",
            "Sciatica usually affects both legs. Sometimes only one leg is affected.",
            // The exception would be wrong itself.
            "The ankle jerk never depends on S1. In rare cases it depends on L2.",
        ] {
            assert_eq!(worst(text), (Verdict::Contradicted, false), "{text}");
        }
    }
}
