//! `check`: the findings of all articles, from the first look to the exit code.
//!
//! The order of what happens to findings matters:
//!
//! 1. Each article is checked, and leaves out what it asks to leave out.
//! 2. All articles are compared, which adds findings; the articles may leave out these, too.
//! 3. A baseline takes out what is known.
//! 4. Of the rest, only what changed is reported, if that was asked for.
//! 5. What is the same everywhere is said once.
//!
//! Fixes are made of what would be reported, and everything is done again with them.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anstream::stream::{AsLockedWrite, RawStream};

use super::baseline::{KnownFindings, Looked};
use super::changed::{Changes, Scope};
use super::deliver::{Service, Targets, deliver};
use super::fixing::{self, Fixed};
use super::gather::Texts;
use super::pipeline::{Knowledge, check_article, find_in_article};
use super::plan::{Plan, Terms, plan};
use super::repository::folder_in_repository;
use super::setup::{self, Setup, knowledge_to_check};
use super::{Outcome, RunError, gather, outcome, print_problems, save, select};
use crate::baseline::Entry;
use crate::cli::{Changed, CheckArgs, ReadingArgs};
use crate::corpus;
use crate::report::{
    ArticleReport, ReadyDiagnostic, Report, ReportedRule, printed_path, write_changes,
    write_statistics,
};
use crate::rules::{Rule, Settings, Severity};
use crate::source::SourceFile;
use crate::suppress;

pub(super) fn check<Stream: RawStream + AsLockedWrite>(
    args: &CheckArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let targets = Targets::new(&args.format, &Service::of_environment())?;
    let changes = args.changed.as_ref().map(changed).transpose()?;
    let mut setup = Setup::new(&args.reading.setup, select::command_line(&args.rules)?);
    let baseline = KnownFindings::read(&args.baseline)?;
    let outputs: Vec<&Path> = targets.files().collect();
    let all = || {
        args.reading
            .output
            .as_deref()
            .into_iter()
            .chain(targets.files())
    };
    save::protect_each_other(all())?;
    save::protect_inputs(baseline.iter().map(KnownFindings::file), all())?;
    let plan = plan(&args.reading, &outputs, &mut setup, knowledge_to_check)?;
    // The process is about to end: to free thousands of names one by one would only take time.
    let mut plan = ManuallyDrop::new(plan);
    let fixes = args.fixes.fix || args.fixes.diff;
    // Nobody else asks which findings are the same as before.
    let for_people = targets.are_for_people();
    let read: Read = match baseline.is_none() && !fixes && for_people {
        true => find_in_article,
        false => check_article,
    };
    // What else looks at findings before they are written wants them in memory.
    let only_shown = for_people && baseline.is_none() && changes.is_none() && !args.statistics;
    let texts = match (fixes, only_shown) {
        (true, _) => Texts::Held,
        (false, true) => Texts::SpooledWithFindings,
        (false, false) => Texts::Spooled,
    };
    let mut report = gather::gather(
        &args.reading,
        &mut plan,
        texts,
        |file, knowledge, settings| check_and_leave_out(read, file, knowledge, settings),
    )?;
    let finishing = Finishing {
        plan: &plan,
        terms: terms_by_path(&plan),
        looks_around: plan.articles.iter().any(|(article, _)| article.searched),
        baseline: baseline.as_ref(),
        changes: changes.as_ref(),
    };
    if let Some(changes) = &changes {
        report
            .problems
            .retain(|problem| changes.contains(&problem.path));
    }
    let mut not_fixed = Vec::new();
    let mut stdin_text = None;
    if fixes {
        let mut fixed = finishing.fix(&mut report, args.fixes.unsafe_fixes);
        if args.fixes.diff {
            return show_difference(&args.reading, &fixed, &report, stdout);
        }
        not_fixed = fixed.write();
        if let Some((text, why)) = fixed.standard_input() {
            not_fixed.extend(why.map(|why| (PathBuf::from("-"), why)));
            stdin_text = Some(text);
        }
        report.fixed = fixed.count();
        report.articles = fixed.into_articles();
    }
    let stale = finishing.finish(&mut report.articles);
    report.has_baseline = baseline.is_some();
    report.stale = stale.len();
    if !for_people {
        report.rules = reported_rules(&plan);
    }
    report.folder = folder_in_repository();
    let fails = args.fail_on.severity();
    let least = if args.reading.quiet {
        fails
    } else {
        Some(Severity::Advice)
    };
    if args.fixes.fix && reads_stdin(&args.reading) {
        print_text(&stdin_text.unwrap_or_default(), stdout)?;
        targets.write(&report, &args.reading, least, standard_error())?;
    } else {
        targets.write(&report, &args.reading, least, stdout)?;
    }
    print_problems(&report.problems);
    for (path, why) in &not_fixed {
        print_note(&format!(
            "problem: {}: not fixed: {why}",
            printed_path(path)
        ));
    }
    if args.statistics {
        // If nobody listens, nobody needs to know.
        let _ = write_statistics(&report, &mut standard_error());
    }
    if let Some(baseline) = &baseline {
        baseline.settle(&report, &stale, |looked| finishing.ran(looked))?;
    }
    Ok(if not_fixed.is_empty() {
        outcome(&report, fails)
    } else {
        Outcome::Incomplete
    })
}

/// One article through the stages.
type Read = fn(&SourceFile, &Knowledge, &Settings) -> ArticleReport;

fn check_and_leave_out(
    read: Read,
    file: &SourceFile,
    knowledge: &Knowledge,
    settings: &Settings,
) -> ArticleReport {
    let mut article = read(file, knowledge, settings);
    suppress::leave_out(&mut article);
    article
}

/// What happens to the findings of all articles before they are reported.
struct Finishing<'a> {
    plan: &'a Plan,
    /// What each article is checked under, by its path; empty if all are checked under the first terms.
    terms: HashMap<&'a Path, &'a Terms>,
    /// Whether folders are searched, so that articles have those beside them to be compared with.
    looks_around: bool,
    baseline: Option<&'a KnownFindings>,
    changes: Option<&'a Changes>,
}

impl Finishing<'_> {
    /// Does all that follows the first look, and returns the entries of the baseline that no longer occur.
    fn finish(&self, articles: &mut [ArticleReport]) -> Vec<Entry> {
        self.compare(articles);
        corpus::add_outliers(articles);
        for article in articles.iter_mut() {
            suppress::finish(article);
        }
        let stale = self.baseline.map_or_else(Vec::new, |baseline| {
            baseline.apply(articles, |looked| self.ran(looked))
        });
        if let Some(changes) = self.changes {
            self.narrow(articles, changes);
        }
        corpus::collapse(articles);
        stale
    }

    /// Compares the articles that were read with the same packs.
    fn compare(&self, articles: &mut [ArticleReport]) {
        for (at, known) in self.plan.knowledge.iter().enumerate() {
            let comparable = |article: &ArticleReport| {
                let terms = self.terms.get(Path::new(&article.path));
                terms.is_none_or(|terms| terms.knowledge == at)
            };
            corpus::compare(articles, &comparable, &known.rules, &known.pack);
        }
    }

    /// Leaves what has to do with `changes`.
    fn narrow(&self, articles: &mut [ArticleReport], changes: &Changes) {
        let of_article = |finding: &ReadyDiagnostic| {
            let mut rules = self.rules();
            rules.any(|rule| rule.id == finding.rule && rule.is_about_articles())
        };
        for article in articles {
            changes.narrow(article, of_article);
        }
    }

    /// Makes the fixes of what would be reported.
    fn fix(&self, report: &mut Report, unsafe_too: bool) -> Fixed {
        let check = |file: &SourceFile| {
            let terms = self.terms.get(file.path.as_path()).copied();
            let terms = terms.unwrap_or(&self.plan.terms[0]);
            let knowledge = &self.plan.knowledge[terms.knowledge];
            check_and_leave_out(check_article, file, knowledge, &terms.settings)
        };
        let read = std::mem::take(&mut report.articles);
        fixing::fix(read, unsafe_too, check, |articles| {
            self.finish(articles);
        })
    }

    /// Tells whether a rule looked for a finding: it was on for the article (for any, if that is gone), and the others
    /// that it takes were there.
    fn ran(&self, looked: &Looked<'_>) -> bool {
        let is_meant = |rule: &&Rule| rule.id == looked.rule;
        let mut known = self.rules().filter(is_meant).peekable();
        if known.peek().is_none() {
            return true;
        }
        let of_article = looked.article.and_then(|article| self.terms.get(article));
        let all = self.plan.terms.iter().filter(|_| of_article.is_none());
        let terms: Vec<&Terms> = of_article.copied().into_iter().chain(all).collect();
        let sees_others = self.looks_around && looked.everywhere;
        known.any(|rule| {
            terms.iter().any(|terms| {
                terms.settings.severity(rule).is_some()
                    && (sees_others || !rule.takes_others(&terms.settings))
            })
        })
    }

    fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.plan.knowledge.iter().flat_map(|known| &known.rules)
    }
}

/// Returns what each article is checked under, by its path; nothing where that is the same for all.
fn terms_by_path(plan: &Plan) -> HashMap<&Path, &Terms> {
    let several = plan.terms.len() > 1;
    let articles = plan.articles.iter().filter(|_| several);
    articles
        .map(|(candidate, terms)| (candidate.path.as_path(), &plan.terms[*terms]))
        .collect()
}

/// Returns how loud `rule` is where it is loudest; `None` if it is off everywhere.
fn loudest(plan: &Plan, rule: &Rule) -> Option<Severity> {
    let terms = plan.terms.iter();
    terms
        .filter_map(|terms| terms.settings.severity(rule))
        .max()
}

/// Returns the rules of a run as reports name them, each as loud as it is anywhere.
fn reported_rules(plan: &Plan) -> Vec<ReportedRule> {
    let mut rules: BTreeMap<&str, &Rule> = BTreeMap::new();
    for rule in plan.knowledge.iter().flat_map(|known| &known.rules) {
        rules.insert(&rule.id, rule);
    }
    let reported = rules.values().map(|rule| ReportedRule {
        id: rule.id.clone(),
        code: rule.code.clone(),
        family: rule.family,
        title: rule.title.clone(),
        severity: loudest(plan, rule),
        page: rule.body().to_owned(),
    });
    reported.collect()
}

/// Returns what changed, as far as `asked` cares.
fn changed(asked: &Changed) -> Result<Changes, RunError> {
    let scope = if asked.whole_files {
        Scope::Files
    } else {
        Scope::Lines
    };
    Changes::since(asked.revision.as_deref(), scope, &setup::here()).map_err(RunError::Changed)
}

/// Shows what fixes would change, and returns whether there is anything.
fn show_difference<Stream: RawStream + AsLockedWrite>(
    reading: &ReadingArgs,
    fixed: &Fixed,
    report: &Report,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let (difference, articles) = fixed.difference();
    let exact = reading.output.is_some();
    deliver(reading, true, None, stdout, |_, out| {
        write_changes(&difference, exact, out)
    })?;
    print_problems(&report.problems);
    let fixes = fixed.count();
    if !reading.quiet {
        let (one, many) = (fixes == 1, articles != 1);
        print_note(&format!(
            "note: {fixes} {} in {articles} {} would be made",
            if one { "fix" } else { "fixes" },
            if many { "articles" } else { "article" },
        ));
    }
    Ok(if !report.problems.is_empty() {
        Outcome::Incomplete
    } else if articles > 0 {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// Tells whether one of the articles comes on standard input.
fn reads_stdin(reading: &ReadingArgs) -> bool {
    let named = reading.paths.iter().any(|path| path.as_os_str() == "-");
    named || reading.paths.is_empty() && reading.stdin_filename.is_some()
}

fn print_text<Stream: RawStream + AsLockedWrite>(
    text: &[u8],
    mut stdout: Stream,
) -> Result<(), RunError> {
    let printed = stdout.write_all(text).and_then(|()| stdout.flush());
    printed.map_err(RunError::Write)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the report makes way for the fixed text"
)]
fn standard_error() -> io::StderrLock<'static> {
    io::stderr().lock()
}

/// Prints a line on standard error.
fn print_note(line: &str) {
    // If nobody listens, nobody needs to know.
    let _ = writeln!(standard_error(), "{line}");
}
