//! Findings for people.

use std::fmt;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::excerpt::{Excerpt, Remark};
use super::places::Places;
use super::sanitise::sanitise_line;
use super::summary::rounded;
use super::wrap::wrap;
use super::{ArticleReport, CitedSource, Look, ReadyDiagnostic, Related, Report, Summary};
use crate::rules::{Label, Severity};

/// Columns a frame takes beside the text of its lines: line numbers up to 9,999 and their borders.
const FRAME: usize = 10;

/// Columns beside a message, at most: a sign of two columns, the spaces around it, and a margin.
const MESSAGE_MARGIN: usize = 10;

/// Width of the names before notes: `source: ` with a margin.
const NOTE_INDENT: usize = 10;

/// Places of a finding that are shown; more are counted. The time of a frame grows with the square of their number.
const MOST_PLACES: usize = 100;

/// Sources that are named; more are counted.
const MOST_SOURCES: usize = 3;

pub(super) fn write(report: &Report, look: Look, out: &mut dyn Write) -> io::Result<()> {
    for article in &report.articles {
        write_article(article, report, look, out)?;
    }
    if look.summary {
        write_summary(report, look, out)?;
    }
    Ok(())
}

fn write_article(
    article: &ArticleReport,
    report: &Report,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown =
        |finding: &&ReadyDiagnostic| look.least.is_some_and(|least| finding.severity >= least);
    let findings = article.findings();
    let mut findings = findings.iter().filter(shown).peekable();
    if findings.peek().is_none() {
        return Ok(());
    }
    let places = Places::of_article(article);
    for finding in findings {
        let frame = Frame::new(finding, article, &places, look);
        out.write_all(frame.render(look).as_bytes())?;
        write_notes(finding, report, look, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// A finding as miette reads it: clean strings, and an excerpt instead of the whole article.
#[derive(Debug)]
struct Frame {
    code: String,
    message: String,
    severity: Severity,
    url: Option<String>,
    excerpt: Excerpt,
}

impl Frame {
    fn new(
        finding: &ReadyDiagnostic,
        article: &ArticleReport,
        places: &Places<'_>,
        look: Look,
    ) -> Self {
        let room = look.width.saturating_sub(FRAME);
        Self {
            code: format!(
                "{}[{}]",
                finding.severity.name(),
                sanitise_line(&finding.rule)
            ),
            message: sanitise_line(&finding.message),
            severity: finding.severity,
            url: finding.url.as_deref().map(sanitise_line),
            excerpt: Excerpt::new(&article.path, places, &remarks(finding, places), room),
        }
    }

    /// Tells whether the message surely fits into one line; breaking lines takes more time than all else.
    fn is_one_line(&self, look: Look) -> bool {
        let message = &self.message;
        message.is_ascii() && !message.is_empty() && message.len() + MESSAGE_MARGIN <= look.width
    }

    fn render(&self, look: Look) -> String {
        let mut text = String::new();
        GraphicalReportHandler::new_themed(theme(self, look))
            .with_width(look.width)
            .with_context_lines(0)
            .with_links(look.links)
            .with_urls(look.links)
            .without_syntax_highlighting()
            .with_wrap_lines(!self.is_one_line(look))
            .render_report(&mut text, self)
            .expect("a string takes everything, and every label lies in the excerpt");
        text
    }
}

/// Returns the labels of `finding` and, first, its own place, which needs no text where a label has one.
fn remarks(finding: &ReadyDiagnostic, places: &Places<'_>) -> Vec<Remark> {
    let labels = shown(&finding.labels);
    let is_told = labels.is_empty() || labels.iter().any(|label| label.span == finding.span);
    let own = Remark {
        at: places.clamp(finding.span),
        text: (!is_told).then(|| "here".to_owned()),
        primary: true,
    };
    let others = labels.iter().map(|label| Remark {
        at: places.clamp(label.span),
        text: Some(label.text.clone()),
        primary: false,
    });
    std::iter::once(own).chain(others).collect()
}

/// Returns those of `labels` that are shown: all, or at least two are left out.
fn shown(labels: &[Label]) -> &[Label] {
    match labels.len() > MOST_PLACES + 1 {
        true => &labels[..MOST_PLACES],
        false => labels,
    }
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Frame {}

impl miette::Diagnostic for Frame {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice => miette::Severity::Advice,
        })
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let url = self.url.as_ref()?;
        Some(Box::new(url))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.labels()))
    }
}

/// Returns a quiet theme: the words in question have the colour of the severity, other places are blue-green,
/// everything else is plain or dim.
fn theme(frame: &Frame, look: Look) -> GraphicalTheme {
    if !look.colour {
        return GraphicalTheme::unicode_nocolor();
    }
    let mut theme = GraphicalTheme::unicode();
    let styles = &mut theme.styles;
    styles.error = styles.error.bold();
    styles.warning = styles.warning.bold();
    styles.advice = styles.advice.bold();
    styles.link = miette::ThemeStyles::none().link.bold();
    let words = match frame.severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Advice => styles.advice,
    };
    let elsewhere = styles.help;
    styles.highlights = frame
        .excerpt
        .primaries()
        .map(|primary| if primary { words } else { elsewhere })
        .collect();
    theme
}

fn write_notes(
    finding: &ReadyDiagnostic,
    report: &Report,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let left_out = finding.labels.len() - shown(&finding.labels).len();
    if left_out > 0 {
        write_note("", &format!("and {left_out} more places"), look, out)?;
    }
    for related in &finding.related {
        write_note("see", &related_place(related, report), look, out)?;
    }
    if let Some(statement) = &finding.statement {
        let fact = finding.fact.as_deref().unwrap_or_default();
        write_note("facts", &format!("{statement} ({fact})"), look, out)?;
    }
    for source in finding.sources.iter().take(MOST_SOURCES) {
        write_note("source", &citation(source), look, out)?;
    }
    if let Some(more) = finding.sources.len().checked_sub(MOST_SOURCES + 1) {
        write_note("", &format!("and {} more", more + 1), look, out)?;
    }
    if let Some(help) = &finding.help {
        write_note("help", help, look, out)?;
    }
    // What would be put in place of a wrong claim stands above already.
    match finding.fix.as_ref().filter(|fix| fix.safe) {
        Some(fix) => write_note("fix", &format!("{} (--fix)", fix.description), look, out),
        None => Ok(()),
    }
}

/// Writes `   name: text`, with further lines under the text.
fn write_note(name: &str, text: &str, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let style = if look.colour {
        AnsiColor::Cyan.on_default()
    } else {
        Style::new()
    };
    let colon = if name.is_empty() { ' ' } else { ':' };
    let lines = wrap(&sanitise_line(text), look.width.saturating_sub(NOTE_INDENT));
    for (number, line) in lines.iter().enumerate() {
        if number == 0 {
            let width = NOTE_INDENT - 2;
            writeln!(out, "{style}{name:>width$}{colon}{style:#} {line}")?;
        } else {
            writeln!(out, "{:NOTE_INDENT$}{line}", "")?;
        }
    }
    Ok(())
}

/// Returns `Lee et al.: Title, 2008, https://…`, without what is unknown.
fn citation(source: &CitedSource) -> String {
    let mut text = String::new();
    if !source.authors.is_empty() {
        text = format!("{}: ", source.authors);
    }
    text.push_str(&source.title);
    if let Some(year) = source.year {
        text = format!("{text}, {year}");
    }
    if let Some(url) = &source.url {
        text = format!("{text}, {url}");
    }
    text
}

fn related_place(related: &Related, report: &Report) -> String {
    let article = report
        .articles
        .iter()
        .find(|article| article.path == related.path);
    let Some(article) = article else {
        return format!("{}: {}", related.path, related.message);
    };
    let at = Places::of_article(article).position(related.span.start as usize);
    format!(
        "{}:{}:{}: {}",
        related.path, at.line, at.column, related.message
    )
}

fn write_summary(report: &Report, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let summary = Summary::of(report);
    let colour = if summary.errors > 0 {
        AnsiColor::Red
    } else if summary.warnings > 0 {
        AnsiColor::Yellow
    } else if summary.advice > 0 {
        AnsiColor::Cyan
    } else {
        AnsiColor::Green
    };
    let style = if look.colour {
        colour.on_default().bold()
    } else {
        Style::new()
    };
    let (read, found) = (summary.read(), summary.found());
    let rest = summary.left_out() + &summary.not_checked();
    let elapsed = rounded(report.elapsed);
    writeln!(out, "{read}: {style}{found}{style:#}{rest} in {elapsed}")
}
