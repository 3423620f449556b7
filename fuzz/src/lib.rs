//! What the fuzz targets do with their bytes, and what must hold whatever they are.
//!
//! The test suite runs the same functions over the inputs kept under `fixtures/fuzz`.

use std::sync::LazyLock;

use clap::ValueEnum;
use factlint::built_in::language_files;
use factlint::discover::decode;
use factlint::markup::{assert_sound, read_article};
use factlint::pack::{Layer, PackText, load};
use factlint::report::{
    ArticleReport, CheckFormat, Format as Output, Look, Report, write_check, write_claims,
};
use factlint::rules::Settings;
use factlint::run::pipeline::{Knowledge, check_article, load_knowledge, trace_article};
use factlint::source::{Format, SourceFile};
use factlint::suppress;

/// Longest input: longer ones find nothing that these don't, and cost time.
const LONGEST: usize = 16 * 1024;

/// Reads `bytes` as Markdown.
pub fn markdown(bytes: &[u8]) {
    article(bytes, Format::Markdown);
}

/// Reads `bytes` as MDX.
pub fn mdx(bytes: &[u8]) {
    article(bytes, Format::Mdx);
}

/// Reads `bytes` as HTML.
pub fn html(bytes: &[u8]) {
    article(bytes, Format::Html);
}

/// Reads `bytes` as plain text.
pub fn text(bytes: &[u8]) {
    article(bytes, Format::Text);
}

/// Bytes to article: whatever is read maps back into the file.
fn article(bytes: &[u8], format: Format) {
    let Some(file) = source(bytes, format) else {
        return;
    };
    assert_sound(&file.text, &read_article(&file));
}

/// Returns the article that `bytes` are, if they are text at all.
fn source(bytes: &[u8], format: Format) -> Option<SourceFile> {
    let bytes = bytes.get(..LONGEST).unwrap_or(bytes);
    decode("fuzzed".into(), format, bytes.to_vec()).ok()
}

/// Returns the article that `bytes` are behind the first, which chooses the format.
fn chosen_source(bytes: &[u8]) -> Option<SourceFile> {
    let (choice, bytes) = bytes.split_first()?;
    let formats = [Format::Markdown, Format::Mdx, Format::Html, Format::Text];
    source(bytes, formats[usize::from(*choice) % formats.len()])
}

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| load_knowledge(&[]).expect("the built-in packs are right"));

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| Settings::on(jiff::civil::date(2026, 7, 1)));

/// Article to diagnostics, claims and output; the first byte chooses the format.
///
/// # Panics
/// If a place lies outside of the file, or a control character reaches what people read.
pub fn check(bytes: &[u8]) {
    let Some(file) = chosen_source(bytes) else {
        return;
    };
    let found = trace_article(&file, &KNOWLEDGE, &SETTINGS);
    let spans = found.diagnostics.iter().flat_map(|finding| {
        let labels = finding.labels.iter().map(|label| label.span);
        labels.chain([finding.span])
    });
    for span in spans.chain(found.claims.iter().map(|claim| claim.span)) {
        assert!(
            file.text.get(span.range()).is_some(),
            "{span:?} is no part of the article"
        );
    }
    assert_clean(found);
}

/// Article to what it asks to leave out of its findings; the first byte chooses the format.
///
/// # Panics
/// If a place lies outside of the file, or a finding is lost on the way.
pub fn suppressions(bytes: &[u8]) {
    let Some(file) = chosen_source(bytes) else {
        return;
    };
    let mut found = check_article(&file, &KNOWLEDGE, &SETTINGS);
    let before = found.diagnostics.len();
    let asked = found.suppressions.as_ref();
    let places = asked.map_or_else(Vec::new, |asked| asked.places());
    suppress::leave_out(&mut found);
    assert_eq!(found.diagnostics.len() + found.suppressed.len(), before);
    suppress::finish(&mut found);
    let left_out = found.suppressed.iter();
    let left_out = left_out.flat_map(|one| [one.at, one.finding.span]);
    let spans = found.diagnostics.iter().flat_map(|finding| {
        let labels = finding.labels.iter().map(|label| label.span);
        labels.chain([finding.span])
    });
    for span in places.into_iter().chain(left_out).chain(spans) {
        assert!(
            file.text.get(span.range()).is_some(),
            "{span:?} is no part of the article"
        );
    }
    assert_clean(found);
}

/// Writes all that was found for people and for programs.
fn assert_clean(article: ArticleReport) {
    let report = Report {
        articles: vec![article],
        ..Report::default()
    };
    let mut out = Vec::new();
    write_check(&report, CheckFormat::Human, Look::default(), &mut out).expect("memory takes it");
    write_claims(&report, true, Output::Human, Look::default(), &mut out).expect("memory takes it");
    let printed = String::from_utf8(out).expect("reports are UTF-8");
    let control = |letter: &char| letter.is_control() && *letter != '\n';
    assert_eq!(printed.chars().find(control), None, "in what people read");
    for format in CheckFormat::value_variants() {
        let mut out = Vec::new();
        write_check(&report, *format, Look::default(), &mut out).expect("memory takes it");
    }
    for format in [Output::Json, Output::Jsonl] {
        let mut out = Vec::new();
        write_claims(&report, true, format, Look::default(), &mut out).expect("memory takes it");
    }
}

/// Fact file to pack: it is taken, or refused with mistakes that point into it.
///
/// # Panics
/// If a mistake points outside of the file.
pub fn facts(bytes: &[u8]) {
    let bytes = bytes.get(..LONGEST).unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let mut files = language_files();
    files.push(PackText {
        name: "fuzzed.toml".to_owned(),
        text: text.into(),
        layer: Layer(1),
    });
    if let Err(error) = load(&files) {
        for problem in &error.problems {
            let end = problem.at.offset() + problem.at.len();
            assert!(end <= problem.file.inner().len(), "{problem}");
        }
    }
}
