//! Statements of different articles that cannot both be so.
//!
//! The statements of all articles are sorted by what they are about. Of each thing, every article has one position, and
//! every position a rank: how well it stands with the facts, how many articles share it, how early it comes. An article
//! is reported where a position of a higher rank clashes with its own, so each conflict is reported at one of its ends.
//! Figures find their opponents by their ends in sorted order, other values by their few distinct ones: nothing is
//! compared pair by pair.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::consistency::{Key, Standing, Statement, Value, described, quoted};
use crate::pack::{Pack, PredicateKind};
use crate::report::{ArticleReport, ReadyDiagnostic, Related};
use crate::rules::{Diagnostic, Rule, RuleKind, Severity};

/// Most places of other articles that a finding names.
const SHOWN: usize = 3;

/// What one article says of one thing.
#[derive(Clone, Copy, Debug)]
struct Position {
    /// Place of the article.
    article: u32,
    /// Its statement; of several figures their common range.
    statement: Statement,
}

/// How much a position weighs, the lightest first: whether the facts are against it, how many share it, whether the facts
/// say the same, how early it comes.
type Rank = (Reverse<bool>, usize, bool, Reverse<u32>);

/// An article that is in the minority.
struct Loser {
    position: Position,
    /// Places of articles that say otherwise, the first ones.
    opponents: Vec<Position>,
    /// How many say otherwise.
    count: usize,
}

/// Adds what the articles say against each other.
pub(super) fn add(
    articles: &mut [ArticleReport],
    comparable: &dyn Fn(&ArticleReport) -> bool,
    rules: &[Rule],
    pack: &Pack,
) {
    let mut found: Vec<(usize, ReadyDiagnostic)> = Vec::new();
    let places = places(articles, comparable);
    let by_key = places.chunk_by(|one, other| one.key == other.key);
    for same in by_key.filter(|same| same.len() > 1) {
        let same: Vec<Position> = same.iter().map(|place| place.position(articles)).collect();
        for loser in losers(&same, pack) {
            let at = loser.position.article as usize;
            found.extend(finding(&loser, articles, rules, pack).map(|finding| (at, finding)));
        }
    }
    for article in articles.iter_mut().filter(|article| comparable(article)) {
        article.carried.forget_statements();
    }
    for (at, finding) in found {
        articles[at].diagnostics.push(finding);
    }
}

/// Where a statement is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// Rank of its key among all that occur.
    key: u32,
    article: u32,
    /// In the list of its article.
    statement: u32,
}

impl Place {
    fn position(self, articles: &[ArticleReport]) -> Position {
        let carried = &articles[self.article as usize].carried;
        Position {
            article: self.article,
            statement: carried.statements()[self.statement as usize],
        }
    }
}

/// Returns where the statements are, sorted by their keys, those of each in the order of the articles.
fn places(articles: &[ArticleReport], comparable: &dyn Fn(&ArticleReport) -> bool) -> Vec<Place> {
    let compared = || {
        (0..)
            .zip(articles)
            .filter(|(_, article)| comparable(article))
    };
    let mut count = 0;
    let mut ranks: BTreeMap<Key, u32> = BTreeMap::new();
    for (_, article) in compared() {
        for statement in article.carried.statements().iter() {
            ranks.insert(statement.key, 0);
            count += 1;
        }
    }
    for (at, rank) in (0..).zip(ranks.values_mut()) {
        *rank = at;
    }
    // They are as many as all articles say: room for just these, and less of each than all that it says.
    let mut places = Vec::with_capacity(count);
    for (article, read) in compared() {
        let statements = read.carried.statements();
        places.extend((0..).zip(statements.iter()).map(|(statement, said)| Place {
            key: ranks[&said.key],
            article,
            statement,
        }));
    }
    places.sort_unstable();
    places
}

/// Returns the positions of one article on each thing that its `statements` are about, sorted by these. One that is at
/// odds with itself has none.
pub(super) fn positions(mut statements: Vec<Statement>, pack: &Pack) -> Vec<Statement> {
    statements.sort_by_key(|statement| (statement.key, statement.span));
    let by_key = statements.chunk_by(|one, other| one.key == other.key);
    let mut positions: Vec<Statement> = by_key.flat_map(|same| position(same, pack)).collect();
    positions.shrink_to_fit();
    positions
}

/// Returns what statements of one article and thing come to: one range of figures, or each value once; nothing if they
/// clash.
fn position(same: &[Statement], pack: &Pack) -> Vec<Statement> {
    let mut values: Vec<Statement> = Vec::new();
    for statement in same {
        if let Some(known) = values
            .iter_mut()
            .find(|known| known.value == statement.value)
        {
            known.standing = known.standing.max(statement.standing);
            continue;
        }
        if values
            .iter()
            .any(|other| other.clashes_with(statement, pack))
        {
            return Vec::new();
        }
        match (values.first_mut(), statement.value) {
            (Some(first), Value::Range { low, high }) => {
                first.standing = first.standing.max(statement.standing);
                if let Value::Range {
                    low: lowest,
                    high: highest,
                } = &mut first.value
                {
                    *lowest = lowest.min(low);
                    *highest = highest.max(high);
                }
            }
            _ => values.push(*statement),
        }
    }
    values
}

/// Returns the articles in the minority on one thing, each once.
fn losers(same: &[Position], pack: &Pack) -> Vec<Loser> {
    let Some(first) = same.first() else {
        return Vec::new();
    };
    let mut losers = match first.statement.value {
        Value::Range { .. } => {
            let mut losers = losers_by_range(same);
            // Where that decides, what the facts let pass is not held against anything.
            losers.retain(|loser| {
                let statement = &loser.position.statement;
                !statement.is_settled_with(statement, pack)
            });
            losers
        }
        Value::Advice(_) | Value::Object { .. } => losers_by_value(same, pack),
    };
    losers.dedup_by_key(|loser| loser.position.article);
    losers
}

/// Returns the rank of a position that `support` articles share, of which `first` is the first with just this value.
fn rank(position: &Position, support: usize, first: u32) -> Rank {
    let against = position.statement.standing >= Standing::Against;
    let agreed = position.statement.standing == Standing::Agreed;
    (Reverse(against), support, agreed, Reverse(first))
}

/// Of figures: those below and above are found by their sorted ends.
fn losers_by_range(same: &[Position]) -> Vec<Loser> {
    let ends = |position: &Position| match position.statement.value {
        Value::Range { low, high } => (low, high),
        Value::Advice(_) | Value::Object { .. } => (f32::NEG_INFINITY, f32::INFINITY),
    };
    let mut by_high: Vec<usize> = (0..same.len()).collect();
    by_high.sort_by(|one, other| ends(&same[*one]).1.total_cmp(&ends(&same[*other]).1));
    let mut by_low: Vec<usize> = (0..same.len()).collect();
    by_low.sort_by(|one, other| ends(&same[*one]).0.total_cmp(&ends(&same[*other]).0));
    let below = |position: &Position| {
        by_high.partition_point(|other| ends(&same[*other]).1 < ends(position).0)
    };
    let above = |position: &Position| {
        by_low.partition_point(|other| ends(&same[*other]).0 <= ends(position).1)
    };
    let mut firsts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let ranks: Vec<Rank> = same
        .iter()
        .map(|position| {
            let (low, high) = ends(position);
            let value = (low.to_bits(), high.to_bits());
            let first = *firsts.entry(value).or_insert(position.article);
            let opponents = below(position) + (same.len() - above(position));
            rank(position, same.len() - opponents, first)
        })
        .collect();
    // The heaviest of those that end before, and of those that begin behind.
    let heaviest = |mut best: Vec<usize>| {
        for at in 1..best.len() {
            if ranks[best[at - 1]] > ranks[best[at]] {
                best[at] = best[at - 1];
            }
        }
        best
    };
    let heaviest_below = heaviest(by_high.clone());
    let heaviest_above: Vec<usize> = {
        let from_behind = heaviest(by_low.iter().rev().copied().collect());
        from_behind.into_iter().rev().collect()
    };
    let mut losers = Vec::new();
    for (at, position) in same.iter().enumerate() {
        let (below, above) = (below(position), above(position));
        let under = below.checked_sub(1).map(|last| heaviest_below[last]);
        let over = heaviest_above.get(above).copied();
        let winner = under.into_iter().chain(over).max_by_key(|at| ranks[*at]);
        let Some(winner) = winner.filter(|winner| ranks[*winner] > ranks[at]) else {
            continue;
        };
        // Those on the winner's side, the winner first.
        let side: &[usize] = match Some(winner) == under {
            true => &by_high[..below],
            false => &by_low[above..],
        };
        let others = side.iter().copied().filter(|other| *other != winner);
        let shown = std::iter::once(winner).chain(others).take(SHOWN);
        losers.push(Loser {
            position: *position,
            opponents: shown.map(|at| same[at]).collect(),
            count: below + (same.len() - above),
        });
    }
    losers
}

/// The articles that share one value.
struct Camp {
    value: Value,
    /// In order; the first ones.
    shown: Vec<Position>,
    articles: usize,
    /// Rank of its heaviest article.
    rank: Rank,
}

impl Camp {
    /// What the first of them says.
    fn said(&self) -> &Statement {
        &self.shown[0].statement
    }
}

/// Of other values: there are few distinct ones, as many as the pack has objects.
fn losers_by_value(same: &[Position], pack: &Pack) -> Vec<Loser> {
    let mut camps: Vec<Camp> = Vec::new();
    let mut camp_of: Vec<usize> = Vec::with_capacity(same.len());
    for position in same {
        let value = position.statement.value;
        let at = camps.iter().position(|camp| camp.value == value);
        let at = at.unwrap_or_else(|| {
            camps.push(Camp {
                value,
                shown: Vec::new(),
                articles: 0,
                rank: rank(position, 0, position.article),
            });
            camps.len() - 1
        });
        camps[at].articles += 1;
        camps[at].rank = camps[at].rank.max(rank(position, 0, position.article));
        if camps[at].shown.len() < SHOWN {
            camps[at].shown.push(*position);
        }
        camp_of.push(at);
    }
    for camp in &mut camps {
        camp.rank.1 = camp.articles;
    }
    let against: Vec<Vec<usize>> = camps
        .iter()
        .map(|camp| {
            let others = (0..camps.len())
                .filter(|other| camp.said().clashes_with(camps[*other].said(), pack));
            others.collect()
        })
        .collect();
    let mut losers = Vec::new();
    for (position, camp) in same.iter().zip(camp_of) {
        let first = camps[camp].shown[0].article;
        let own = rank(position, camps[camp].articles, first);
        let mut opponents: Vec<&Camp> = against[camp]
            .iter()
            .map(|at| &camps[*at])
            .filter(|other| !position.statement.is_settled_with(other.said(), pack))
            .collect();
        opponents.sort_by_key(|camp| Reverse(camp.rank));
        if opponents.first().is_none_or(|camp| camp.rank <= own) {
            continue;
        }
        let shown = opponents.iter().flat_map(|camp| &camp.shown);
        losers.push(Loser {
            position: *position,
            opponents: shown.take(SHOWN).copied().collect(),
            count: opponents.iter().map(|camp| camp.articles).sum(),
        });
    }
    losers
}

/// Returns what is reported at a loser; `None` if it is reported against a fact, or its site has the rule off.
fn finding(
    loser: &Loser,
    articles: &[ArticleReport],
    rules: &[Rule],
    pack: &Pack,
) -> Option<ReadyDiagnostic> {
    let statement = &loser.position.statement;
    let severity: Severity = statement.severity?;
    if statement.standing == Standing::Reported {
        return None;
    }
    let wanted = &pack.predicate(statement.said.0).disagreement.as_ref()?.rule;
    let rule = rules
        .iter()
        .find(|rule| rule.id == *wanted && matches!(rule.kind, RuleKind::Disagreement))?;
    let diagnostic = Diagnostic {
        rule: rule.id.clone(),
        family: rule.family,
        severity,
        fact: None,
        message: message(loser, articles, pack),
        help: Some("decide which of them is right, or say what makes the difference".to_owned()),
        span: statement.span,
        labels: Vec::new(),
        fix: None,
    };
    let more = loser.count.saturating_sub(loser.opponents.len());
    let related = loser.opponents.iter().enumerate().map(|(at, other)| {
        let article = &articles[other.article as usize];
        let said = described(&other.statement, &article.text(), pack);
        let last = at + 1 == loser.opponents.len();
        Related {
            path: article.path.clone(),
            span: other.statement.span,
            message: match more {
                more if more > 0 && last => format!("{said}, and so do {more} more"),
                _ => said,
            },
        }
    });
    Some(ReadyDiagnostic {
        related: related.collect(),
        ..ReadyDiagnostic::new(&diagnostic, pack)
    })
}

/// What this article says, and what the others say.
fn message(loser: &Loser, articles: &[ArticleReport], pack: &Pack) -> String {
    let own = &articles[loser.position.article as usize];
    let said = described(&loser.position.statement, &own.text(), pack);
    let Some(other) = loser.opponents.first() else {
        return format!("this article {said}");
    };
    let text = &articles[other.article as usize].text();
    let kind = pack.predicate(other.statement.said.0).kind;
    let figure = matches!(other.statement.value, Value::Range { .. })
        && kind != PredicateKind::Frequency
        && other.statement.said == loser.position.statement.said;
    let theirs = match (figure, loser.count) {
        (true, 1) => format!("gives {}", quoted(text, other.statement.span)),
        (true, _) => format!(
            "give other figures, such as {}",
            quoted(text, other.statement.span)
        ),
        (false, 1) => described(&other.statement, text, pack),
        (false, _) => format!(
            "disagree, the first {}",
            described(&other.statement, text, pack)
        ),
    };
    let who = match loser.count {
        1 => "another article".to_owned(),
        count => format!("{count} other articles"),
    };
    format!("this article {said}; {who} {theirs}")
}
