//! The directives of an article.

use super::directive::{Body, Directive, Instruction, Name, directive};
use super::front_matter::{Entry, entries};
use super::names::{Known, Names};
use super::reach::{Lines, Reach, block};
use super::remarks::{RULES, Remarks};
use super::{Suppression, SuppressionKind, Suppressions};
use crate::markup::{Article, Comment};
use crate::source::{SourceFile, Span};

/// What every directive and every comment about one holds.
const ADDRESSED: &str = "factlint";

/// Most names in the directives of one article. Nobody writes so many, and each is compared with each finding.
const MOST_NAMES: usize = 200;

/// Returns what `article`, which was read from `file`, asks to leave out of its findings, where `names` are known.
pub(super) fn read(file: &SourceFile, article: &Article, names: Names<'_>) -> Suppressions {
    // Nearly all articles hold none.
    if !file.text.contains(ADDRESSED) {
        return Suppressions::default();
    }
    let mut reader = Reader {
        text: &file.text,
        article,
        lines: None,
        names,
        remarks: Remarks {
            names,
            made: Vec::new(),
        },
        found: Vec::new(),
        open: Vec::new(),
        is_broken: false,
        count: 0,
    };
    if let Some(span) = article.front_matter.span {
        for entry in entries(&file.text, span) {
            reader.entry(&entry);
        }
    }
    for comment in &article.comments {
        if comment.text.contains(ADDRESSED)
            && let Some(directive) = directive(&file.text, comment.span)
        {
            reader.directive(&directive, comment);
        }
    }
    Suppressions {
        all: reader.found,
        remarks: reader.remarks.made,
    }
}

struct Reader<'a> {
    text: &'a str,
    article: &'a Article,
    /// Found out when they are needed.
    lines: Option<Lines>,
    names: Names<'a>,
    remarks: Remarks<'a>,
    found: Vec<Suppression>,
    /// Names that are disabled, and their places in `found`, if they are there.
    open: Vec<(String, Option<usize>)>,
    /// Whether a directive that might have disabled something was not read.
    is_broken: bool,
    /// How many names were read.
    count: usize,
}

impl Reader<'_> {
    fn entry(&mut self, entry: &Entry) {
        match entry {
            Entry::Odd { span, meant } => self.remarks.odd_entry(*meant, *span),
            Entry::Body { body, span } => {
                self.leave_out(
                    body,
                    None,
                    *span,
                    SuppressionKind::FrontMatter,
                    &Reach::File,
                );
            }
        }
    }

    fn directive(&mut self, directive: &Directive, comment: &Comment) {
        let Directive {
            word, span, body, ..
        } = directive;
        let instruction = match directive.instruction {
            Ok(instruction) => instruction,
            Err(nearest) => {
                // What is neither like a directive nor names anything is a remark for people.
                let mut names = body.names.iter();
                if nearest.is_some() || names.any(|name| self.names.find(&name.text).is_some()) {
                    let end = span.start + Span::of_range(0..word.len()).end;
                    let place = Span::new(span.start, end);
                    self.remarks.unknown_word(word, nearest, place);
                    self.is_broken = true;
                }
                return;
            }
        };
        match instruction {
            Instruction::Enable => self.enable(body, *span),
            Instruction::Disable => {
                let end = Span::of_range(self.text.len()..self.text.len()).start;
                let reach = Reach::Places(vec![Span::new(comment.span.end, end)]);
                self.leave_out(body, Some(word), *span, SuppressionKind::Range, &reach);
            }
            Instruction::Ignore(kind) => {
                let reach = match kind {
                    SuppressionKind::Line => self.line(comment.span),
                    SuppressionKind::Block => block(self.article, comment),
                    _ => Reach::File,
                };
                self.leave_out(body, Some(word), *span, kind, &reach);
            }
        }
    }

    fn line(&mut self, comment: Span) -> Reach {
        let (article, text) = (self.article, self.text);
        let lines = self.lines.get_or_insert_with(|| Lines::new(article, text));
        lines.reach(comment)
    }

    /// Adds what `body`, at `span`, leaves out of `reach`.
    fn leave_out(
        &mut self,
        body: &Body,
        word: Option<&str>,
        span: Span,
        kind: SuppressionKind,
        reach: &Reach,
    ) {
        if self.count > MOST_NAMES {
            return;
        }
        self.count += body.names.len().max(1);
        if self.count > MOST_NAMES {
            self.is_broken = true;
            return self.remarks.too_many(MOST_NAMES, span);
        }
        let known = self.known(body);
        if body.names.is_empty() {
            self.is_broken = true;
            return self.remarks.nameless(span);
        }
        if body.reason.is_none()
            && let Some((name, _)) = known.first()
        {
            self.remarks.unreasoned(word, &name.text, span);
        }
        let holds = self.holds(body, span);
        for (name, known) in known {
            if kind == SuppressionKind::Range {
                let at = holds.then_some(self.found.len());
                self.open.push((known.target.id().to_owned(), at));
            }
            if holds {
                self.add(name, known, body, kind, reach.clone());
            }
        }
    }

    /// Returns the names of `body` that are known, and says which are not.
    fn known<'b>(&mut self, body: &'b Body) -> Vec<(&'b Name, Known)> {
        let mut known = Vec::with_capacity(body.names.len());
        for name in &body.names {
            match self.names.find(&name.text) {
                Some(found) => known.push((name, found)),
                // Words behind a name without a comma are a reason without its colon.
                None if name.is_listed => {
                    self.remarks.unknown(&name.text, name.span);
                    self.is_broken = true;
                }
                None => {}
            }
        }
        known
    }

    /// Tells whether the last day of `body`, at `span`, has not passed; says so if it has, or if it is no day.
    fn holds(&mut self, body: &Body, span: Span) -> bool {
        let Some(until) = &body.until else {
            return true;
        };
        match until.day {
            None => self.remarks.no_day(until),
            Some(day) if day < self.names.settings.today => self.remarks.expired(until, span),
            Some(_) => return true,
        }
        false
    }

    fn add(&mut self, name: &Name, known: Known, body: &Body, kind: SuppressionKind, reach: Reach) {
        let unused = self.remarks.unused(&known.target, kind, name.span);
        self.found.push(Suppression {
            kind,
            reach,
            reason: body.reason.clone(),
            at: name.span,
            is_used: false,
            unused: unused.filter(|_| known.is_awake),
            is_about_suppressions: RULES.contains(&known.target.id()),
            target: known.target,
        });
    }

    /// Ends what was disabled before `span`: what `body` names, or all.
    fn enable(&mut self, body: &Body, span: Span) {
        if body.names.is_empty() {
            if self.open.is_empty() && !self.is_broken {
                self.remarks.nothing_to_end(None, span);
            }
            for (_, at) in std::mem::take(&mut self.open) {
                self.end(at, span.start);
            }
            return;
        }
        for (name, known) in self.known(body) {
            let id = known.target.id();
            let (ended, open): (Vec<_>, Vec<_>) =
                self.open.drain(..).partition(|(open, _)| open == id);
            self.open = open;
            if ended.is_empty() && !self.is_broken {
                self.remarks.nothing_to_end(Some(id), name.span);
            }
            for (_, at) in ended {
                self.end(at, span.start);
            }
        }
    }

    /// Lets the suppression `at` end before `end`.
    fn end(&mut self, at: Option<usize>, end: u32) {
        let reach = at
            .and_then(|at| self.found.get_mut(at))
            .map(|found| &mut found.reach);
        if let Some(Reach::Places(places)) = reach {
            for place in places {
                place.end = end.max(place.start);
            }
        }
    }
}
