//! Fixes, made: checked again, and written back.
//!
//! All fixes of all articles are made in memory first, and each article is checked again with them. A fix whose finding
//! is still there afterwards, or which only brings another one that could be fixed, is taken back, so that what is
//! written never changes again in the next run. Only then files are written, each whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::panics::catch_panic;
use super::save::try_save;
use crate::discover::{Unencodable, decode, encode};
use crate::fixing::{apply, choose, unified_diff};
use crate::report::{ArticleReport, ReadyDiagnostic, fingerprints};
use crate::source::SourceFile;

/// Articles with their fixes made.
pub(super) struct Fixed {
    /// As they were read.
    before: Vec<ArticleReport>,
    /// As they are with their fixes; nothing is known of what only all articles show.
    after: Vec<ArticleReport>,
    /// How many fixes were made in each.
    made: Vec<usize>,
}

/// Why an article was not fixed.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotFixed {
    #[error("the file has changed since it was read")]
    Changed,
    #[error("only plain files are changed, no links")]
    NotAFile,
    #[error("the file is read-only")]
    ReadOnly,
    #[error(transparent)]
    Unencodable(#[from] Unencodable),
    #[error("the file would not be read as it was written")]
    Unreadable,
    #[error("cannot be written: {0}")]
    Unwritable(#[from] io::Error),
}

/// Fixes that were made in one article, and have to show that they help.
struct Attempt {
    article: usize,
    before: ArticleReport,
    /// Fingerprints of their findings.
    prints: Vec<String>,
    /// How many findings of each of their rules may be left.
    most_left: BTreeMap<String, usize>,
    /// How many findings could be fixed.
    fixable: usize,
}

/// Makes the safe fixes of `articles`, or all of them if `unsafe_too`.
///
/// `check` reads an article again; `finish` does to the findings of all articles whatever happens to them before they
/// are reported, for what is not reported is not fixed.
pub(super) fn fix(
    articles: Vec<ArticleReport>,
    unsafe_too: bool,
    check: impl Fn(&SourceFile) -> ArticleReport,
    finish: impl Fn(&mut Vec<ArticleReport>),
) -> Fixed {
    let mut fixed = Fixed {
        made: vec![0; articles.len()],
        after: articles.clone(),
        before: articles,
    };
    let mut refused: BTreeSet<(usize, String)> = BTreeSet::new();
    // Where several fixes did not help together, they are tried one by one.
    let mut one_by_one: BTreeSet<usize> = BTreeSet::new();
    let mut attempts: Vec<Attempt> = Vec::new();
    // Each fix that stays leaves less to fix, and between two of them each is refused once: this ends.
    loop {
        let mut finished = fixed.after.clone();
        finish(&mut finished);
        let (good, failed): (Vec<Attempt>, Vec<Attempt>) =
            attempts.drain(..).partition(|attempt| {
                attempt.helped(&finished[attempt.article].diagnostics, unsafe_too)
            });
        for attempt in good {
            // The text is another one, and what did not help before may help now.
            refused.retain(|(article, _)| *article != attempt.article);
            one_by_one.remove(&attempt.article);
            fixed.made[attempt.article] += attempt.prints.len();
        }
        let took_back = !failed.is_empty();
        for attempt in failed {
            if let [print] = attempt.prints.as_slice() {
                refused.insert((attempt.article, print.clone()));
            } else {
                one_by_one.insert(attempt.article);
            }
            fixed.after[attempt.article] = attempt.before;
        }
        if took_back {
            continue;
        }
        for (at, article) in finished.iter().enumerate() {
            let prints = fingerprints(article).reported;
            let is_refused = |finding: usize| refused.contains(&(at, prints[finding].clone()));
            let mut chosen = choose(article, unsafe_too, is_refused);
            if one_by_one.contains(&at) {
                chosen.truncate(1);
            }
            if chosen.is_empty() {
                continue;
            }
            let attempt = Attempt::new(at, article, &chosen, &prints, &fixed.after[at], unsafe_too);
            match with_fixes(article, &chosen, &check) {
                Some(changed) => {
                    fixed.after[at] = changed;
                    attempts.push(attempt);
                }
                None => refused.extend(attempt.prints.into_iter().map(|print| (at, print))),
            }
        }
        if attempts.is_empty() {
            break;
        }
    }
    fixed
}

impl Attempt {
    fn new(
        at: usize,
        article: &ArticleReport,
        chosen: &[usize],
        prints: &[String],
        before: &ArticleReport,
        unsafe_too: bool,
    ) -> Self {
        let mut most_left: BTreeMap<String, usize> = BTreeMap::new();
        for finding in chosen {
            let rule = &article.diagnostics[*finding].rule;
            let left = most_left
                .entry(rule.clone())
                .or_insert_with(|| count(rule, &article.diagnostics));
            *left = left.saturating_sub(1);
        }
        Self {
            article: at,
            before: before.clone(),
            prints: chosen.iter().map(|at| prints[*at].clone()).collect(),
            most_left,
            fixable: fixable(&article.diagnostics, unsafe_too),
        }
    }

    /// Tells whether each fix took a finding of its rule away, and all together leave less to fix; `left` are the
    /// findings afterwards.
    fn helped(&self, left: &[ReadyDiagnostic], unsafe_too: bool) -> bool {
        let mut rules = self.most_left.iter();
        rules.all(|(rule, most)| count(rule, left) <= *most)
            && fixable(left, unsafe_too) < self.fixable
    }
}

fn fixable(findings: &[ReadyDiagnostic], unsafe_too: bool) -> usize {
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
    fixes.filter(|fix| fix.safe || unsafe_too).count()
}

fn count(rule: &str, findings: &[ReadyDiagnostic]) -> usize {
    findings
        .iter()
        .filter(|finding| finding.rule == rule)
        .count()
}

/// Returns `article`, checked again with the fixes of the `chosen` findings; `None` if it cannot be read like this.
fn with_fixes(
    article: &ArticleReport,
    chosen: &[usize],
    check: impl Fn(&SourceFile) -> ArticleReport,
) -> Option<ArticleReport> {
    let findings = chosen.iter().map(|at| &article.diagnostics[*at]);
    let fixes = findings.filter_map(|finding| finding.fix.as_ref());
    let text = apply(&article.text, fixes.flat_map(|fix| &fix.edits));
    let file = match encoded(article, &text) {
        Ok((_, file)) => file,
        // To be told when the file is to be written.
        Err(_) => SourceFile {
            path: PathBuf::from(&article.path),
            format: article.format,
            text,
            bytes: article.bytes.clone(),
        },
    };
    let changed = catch_panic(|| check(&file)).ok()?;
    Some(ArticleReport {
        from_stdin: article.from_stdin,
        ..changed
    })
}

/// Returns the bytes of `article` with another `text`, and how they are read.
fn encoded(article: &ArticleReport, text: &str) -> Result<(Vec<u8>, SourceFile), NotFixed> {
    let bytes = encode(text, &article.bytes)?;
    let path = PathBuf::from(&article.path);
    let file = decode(path, article.format, bytes.clone()).map_err(|_| NotFixed::Unreadable)?;
    if file.text == text {
        Ok((bytes, file))
    } else {
        Err(NotFixed::Unreadable)
    }
}

impl Fixed {
    /// Writes all changed articles that are files; those that cannot be written are again as they were read.
    pub(super) fn write(&mut self) -> Vec<(PathBuf, NotFixed)> {
        let mut failed = Vec::new();
        for at in self.changed() {
            let (before, after) = (&self.before[at], &self.after[at]);
            if before.from_stdin {
                continue;
            }
            if let Err(why) = write_back(before, &after.text) {
                failed.push((PathBuf::from(&before.path), why));
                self.take_back(at);
            }
        }
        failed
    }

    /// Returns the bytes of the article that came on standard input, with its fixes if they can be written in its
    /// encoding; if not, why.
    pub(super) fn standard_input(&mut self) -> Option<(Vec<u8>, Option<NotFixed>)> {
        let at = self.before.iter().position(|article| article.from_stdin)?;
        match encoded(&self.before[at], &self.after[at].text) {
            Ok((bytes, _)) => Some((bytes, None)),
            Err(why) => {
                self.take_back(at);
                let before = &self.before[at];
                // What was decoded can be encoded.
                let bytes = encode(&before.text, &before.bytes).ok()?;
                Some((bytes, Some(why)))
            }
        }
    }

    /// Returns the differences of all articles, and in how many articles there are any.
    pub(super) fn difference(&self) -> (String, usize) {
        let changed = self.changed();
        let diffs = changed.iter().map(|at| {
            let (before, after) = (&self.before[*at], &self.after[*at]);
            unified_diff(&before.path, &before.text, &after.text)
        });
        (diffs.collect(), changed.len())
    }

    /// Returns how many fixes were made.
    pub(super) fn count(&self) -> usize {
        self.made.iter().sum()
    }

    /// Returns the articles as they are now.
    pub(super) fn into_articles(self) -> Vec<ArticleReport> {
        self.after
    }

    fn changed(&self) -> Vec<usize> {
        let all = self.before.iter().zip(&self.after).enumerate();
        let changed = all.filter(|(_, (before, after))| before.text != after.text);
        changed.map(|(at, _)| at).collect()
    }

    fn take_back(&mut self, at: usize) {
        self.after[at] = self.before[at].clone();
        self.made[at] = 0;
    }
}

#[expect(clippy::disallowed_methods, reason = "--fix changes articles")]
fn write_back(article: &ArticleReport, text: &str) -> Result<(), NotFixed> {
    let (bytes, _) = encoded(article, text)?;
    let path = Path::new(&article.path);
    let metadata = std::fs::symlink_metadata(path)?;
    if !metadata.is_file() {
        return Err(NotFixed::NotAFile);
    }
    if metadata.permissions().readonly() {
        return Err(NotFixed::ReadOnly);
    }
    let now = std::fs::read(path)?;
    if encode(&article.text, &article.bytes).ok().as_ref() != Some(&now) {
        return Err(NotFixed::Changed);
    }
    Ok(try_save(path, &bytes)?)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests build folders")]
mod tests {
    use std::sync::LazyLock;

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::discover::{Candidate, Origin, read_source};
    use crate::pack::Pack;
    use crate::rules::{Diagnostic, Edit, Family, Fix, Settings, Severity};
    use crate::run::pipeline::{Knowledge, check_article, load_knowledge};
    use crate::source::{Format, Span};

    const NOTICE: &str = "Our pages are no advice \u{2013} ask somebody who knows you.";

    /// Returns an article that needs two notices.
    fn needing_notices() -> String {
        let padding = "Sciatica is pain that runs along a nerve.\n".repeat(20);
        format!("# Sciatica\n\nTake ibuprofen for your sciatica every day.\n\n{padding}")
    }

    fn settings() -> Settings {
        let mut settings = Settings::on(date(2026, 7, 1));
        for (name, text) in [
            ("not-medical-advice", NOTICE),
            ("see-a-professional", "Call the desk at any time."),
        ] {
            settings.snippets.insert(name.to_owned(), text.to_owned());
        }
        settings
    }

    fn check_with_notices(file: &SourceFile) -> ArticleReport {
        static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| load_knowledge(&[]).unwrap());
        check_article(file, &KNOWLEDGE, &settings())
    }

    fn read(path: &Path) -> ArticleReport {
        let candidate = Candidate {
            searched: false,
            origin: Origin::File,
            path: path.to_path_buf(),
            format: Format::of_path(path).unwrap(),
        };
        check_with_notices(&read_source(&candidate, 1_000_000).unwrap())
    }

    fn fix_notices(article: ArticleReport) -> Fixed {
        fix(vec![article], false, check_with_notices, |_| {})
    }

    /// Returns the bytes of a file after its fixes, which another run does not change, and what was not fixed.
    #[track_caller]
    fn fixed_file(name: &str, bytes: &[u8]) -> (Vec<u8>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let mut fixed = fix_notices(read(&path));
        let failed = fixed.write();
        let after = std::fs::read(&path).unwrap();
        let left = &fixed.after[0].diagnostics;
        let again = fix_notices(read(&path));
        assert_eq!(again.difference(), (String::new(), 0));
        if failed.is_empty() {
            assert!(left.iter().all(|finding| finding.fix.is_none()), "{left:?}");
            assert_eq!(&again.before[0].diagnostics, left);
        }
        let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(names.len(), 1, "nothing temporary is left");
        let failed = failed.into_iter().map(|(_, why)| why.to_string());
        (after, failed.collect())
    }

    fn added(end: &str) -> String {
        format!("{end}{end}{NOTICE}{end}{end}Call the desk at any time.")
    }

    #[test]
    fn notices_are_added_and_everything_else_stays_byte_for_byte() {
        let text = needing_notices();
        let fixed = text.trim_end().to_owned() + &added("\n") + "\n";
        let expect = |name: &str, before: &[u8], after: &[u8]| {
            let (found, failed) = fixed_file(name, before);
            assert_eq!(failed, [""; 0]);
            assert_eq!(
                String::from_utf8_lossy(&found),
                String::from_utf8_lossy(after)
            );
        };
        expect("a.md", text.as_bytes(), fixed.as_bytes());
        expect("a.txt", text.as_bytes(), fixed.as_bytes());
        expect("a.mdx", text.as_bytes(), fixed.as_bytes());
        let windows = |text: &str| format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
        expect(
            "a.md",
            windows(&text).as_bytes(),
            windows(&fixed).as_bytes(),
        );
        for (mark, order) in [
            (b"\xFF\xFE", u16::to_le_bytes as fn(u16) -> [u8; 2]),
            (b"\xFE\xFF", u16::to_be_bytes),
        ] {
            let wide = |text: &str| {
                let units = text.encode_utf16().flat_map(order);
                mark.iter().copied().chain(units).collect::<Vec<u8>>()
            };
            expect("a.md", &wide(&text), &wide(&fixed));
        }
    }

    #[test]
    fn pages_keep_their_encoding() {
        let page = |text: &str| {
            let head =
                "<meta charset=windows-1252><body><article><h1>Sciatica</h1>\r\n<p>Caf\u{e9}. ";
            format!("{head}{text}</p>\r\n</article></body>\r\n")
        };
        let bytes = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let text = needing_notices().replace('#', "").replace('\n', " ");
        let before = page(&text);
        let notices =
            format!("</p>\r\n<p>{NOTICE}</p>\r\n<p>Call the desk at any time.</p>\r\n</article>");
        let after = before.replace("</p>\r\n</article>", &notices);
        let (found, failed) = fixed_file("a.html", &bytes(&before));
        assert_eq!(failed, [""; 0]);
        assert_eq!(found, bytes(&after));
    }

    #[test]
    fn what_the_encoding_lacks_is_not_written() {
        let page = "<meta charset=windows-1252><p>Caf\u{e9}</p>";
        let bytes = encoding_rs::WINDOWS_1252.encode(page).0.into_owned();
        let file = decode("a.html".into(), Format::Html, bytes).unwrap();
        let article = ArticleReport {
            path: "a.html".to_owned(),
            format: Format::Html,
            text: file.text.clone(),
            bytes: file.bytes,
            ..ArticleReport::default()
        };
        let told = |text: &str| encoded(&article, text).unwrap_err().to_string();
        assert!(told(&page.replace("Caf", "\u{2192}")).contains("U+2192"));
        // Without the letter that is not UTF-8 it would be, and with these two it would seem to be.
        assert!(encoded(&article, &page.replace('\u{e9}', "e")).is_ok());
        let misleading = page.replace('\u{e9}', "\u{c3}\u{a9}");
        assert_eq!(
            told(&misleading),
            "the file would not be read as it was written"
        );
    }

    #[test]
    fn a_file_that_has_changed_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, needing_notices()).unwrap();
        let mut fixed = fix_notices(read(&path));
        assert_eq!(fixed.count(), 2);
        std::fs::write(&path, "Something else.\n").unwrap();
        let failed = fixed.write();
        assert!(
            matches!(failed.as_slice(), [(_, NotFixed::Changed)]),
            "{failed:?}"
        );
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "Something else.\n");
        assert_eq!((fixed.count(), fixed.difference().1), (0, 0));
        std::fs::remove_file(&path).unwrap();
        let mut fixed = fix_notices(fixed.before.remove(0));
        assert!(matches!(
            fixed.write().as_slice(),
            [(_, NotFixed::Unwritable(_))]
        ));
    }

    #[cfg(unix)]
    #[test]
    fn modes_are_kept_and_links_and_read_only_files_left_alone() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let mode = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode));
        std::fs::write(&path, needing_notices()).unwrap();
        let link = folder.path().join("link.md");
        symlink("a.md", &link).unwrap();
        let failed = fix_notices(read(&link)).write();
        assert!(
            matches!(failed.as_slice(), [(_, NotFixed::NotAFile)]),
            "{failed:?}"
        );
        mode(0o440).unwrap();
        let failed = fix_notices(read(&path)).write();
        assert!(
            matches!(failed.as_slice(), [(_, NotFixed::ReadOnly)]),
            "{failed:?}"
        );
        assert_eq!(std::fs::read_to_string(&path).unwrap(), needing_notices());
        mode(0o640).unwrap();
        assert!(fix_notices(read(&path)).write().is_empty());
        let after = std::fs::metadata(&path).unwrap();
        assert_eq!(after.permissions().mode() & 0o777, 0o640);
        assert!(std::fs::read_to_string(&path).unwrap().contains(NOTICE));
    }

    /// Finds every `from`, and wants to write `to` there.
    fn find(from: &str, to: &str, safe: bool, file: &SourceFile) -> Vec<ReadyDiagnostic> {
        let places = file.text.match_indices(from);
        let findings = places.map(|(at, found)| {
            let span = Span::of_range(at..at + found.len());
            let edit = Edit {
                span,
                replacement: to.to_owned(),
            };
            let diagnostic = Diagnostic {
                rule: format!("no-{from}"),
                family: Family::Evidence,
                severity: Severity::Error,
                fact: None,
                message: String::new(),
                help: None,
                span,
                labels: Vec::new(),
                fix: Some(Fix {
                    description: String::new(),
                    safe,
                    edits: vec![edit],
                }),
            };
            ReadyDiagnostic::new(&diagnostic, &Pack::default())
        });
        findings.collect()
    }

    fn found(file: &SourceFile, diagnostics: Vec<ReadyDiagnostic>) -> ArticleReport {
        ArticleReport {
            path: "a.md".to_owned(),
            text: file.text.clone(),
            diagnostics,
            ..ArticleReport::default()
        }
    }

    fn fix_text(
        text: &str,
        unsafe_too: bool,
        check: impl Fn(&SourceFile) -> ArticleReport,
    ) -> (String, usize) {
        let article = check(&SourceFile::new("a.md", Format::Markdown, text));
        let fixed = fix(vec![article], unsafe_too, check, |_| {});
        (fixed.after[0].text.clone(), fixed.made[0])
    }

    #[test]
    fn a_fix_that_does_not_help_is_taken_back() {
        let never = |file: &SourceFile| found(file, find("b", "b!", true, file));
        assert_eq!(fix_text("a b c", true, never), ("a b c".to_owned(), 0));
        let both = |file: &SourceFile| {
            let mut findings = find("b", "b!", true, file);
            findings.extend(find("c", "d", true, file));
            found(file, findings)
        };
        assert_eq!(fix_text("c a b c", true, both), ("d a b d".to_owned(), 2));
        let panics = |file: &SourceFile| {
            assert!(!file.text.contains('d'), "tripped");
            found(file, find("c", "d", true, file))
        };
        assert_eq!(fix_text("c", true, panics), ("c".to_owned(), 0));
    }

    #[test]
    fn unsafe_fixes_and_findings_that_are_not_reported_are_left_alone() {
        let check = |file: &SourceFile| found(file, find("b", "c", false, file));
        assert_eq!(fix_text("a b", false, check), ("a b".to_owned(), 0));
        assert_eq!(fix_text("a b", true, check), ("a c".to_owned(), 1));
        let article = check(&SourceFile::new("a.md", Format::Markdown, "a b"));
        let hidden = |articles: &mut Vec<ArticleReport>| {
            for article in articles {
                article.baselined.append(&mut article.diagnostics);
            }
        };
        assert_eq!(fix(vec![article], true, check, hidden).count(), 0);
    }

    proptest! {
        #[test]
        fn to_fix_twice_changes_nothing_more(
            text in "[abc\r\n ]{0,30}",
            rules in prop::collection::vec(("[abc]{1,2}", "[abc\n]{0,2}", any::<bool>()), 1..4),
            unsafe_too: bool,
        ) {
            let check = |file: &SourceFile| {
                let findings = rules.iter().flat_map(|(from, to, safe)| find(from, to, *safe, file));
                let mut findings: Vec<ReadyDiagnostic> = findings.collect();
                findings.sort_by_key(|finding| finding.span);
                found(file, findings)
            };
            let (once, _) = fix_text(&text, unsafe_too, check);
            let (twice, made) = fix_text(&once, unsafe_too, check);
            prop_assert_eq!((twice, made), (once, 0));
        }
    }
}
