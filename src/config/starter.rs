//! The text of a first `factlint.toml`.

use std::fmt::Write as _;

use super::Generator;

/// What was found in the folder it is written for.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The program that makes the site, and its configuration file.
    pub generator: Option<(Generator, &'static str)>,
    /// Folders with articles.
    pub articles: Vec<String>,
    /// How many articles there are of each format, by its name.
    pub formats: Vec<(&'static str, usize)>,
    /// Known fields of front matter, and how many articles have each.
    pub fields: Vec<(String, usize)>,
    /// How many articles were read.
    pub read: usize,
    /// What none of them has, as `site.provides` calls it.
    pub lacking: Vec<&'static str>,
}

/// Returns a configuration that fits what was found: what is known as keys, all else as comments.
#[must_use]
pub fn starter(found: &Findings) -> String {
    let mut text = String::from(
        "# What factlint checks here, and how. Written by `factlint init`; every line with a # in front is an example\n\
         # or what holds anyway. `factlint rules` lists the rules, `factlint explain NAME` says what one of them does.\n\n\
         # Whether files of this name in folders above count no more.\n# root = true\n\n\
         # Another file that this one adds to.\n# extends = \"../factlint.toml\"\n\n\
         # Facts to compare articles with: built-in packs, and folders or files of your own.\n\
         # packs = [\"sciatica\", \"./house-facts\"]\n\n\
         # Which rules report, and how loud: \"default\", \"editorial\" (hints for a draft) or \"legal\" (advertising rules).\n\
         # profile = \"default\"\n\n\
         # Only these rules, or all but these.\n# select = [\"wrong-number\"]\n# ignore = [\"absolute-claim\"]\n\n",
    );
    folders(found, &mut text);
    text.push_str(
        "# After how many months without a review an article is old.\n# review-months = 36\n\n\
         # The day to compare dates with, where runs have to be repeatable.\n# today = 2026-07-01\n\n\
         # Larger files are not read.\n# max-file-size = \"20MB\"\n\n",
    );
    site(found, &mut text);
    text.push_str(
        "# Your own wording of a notice, which a fix may insert.\n# [notices]\n\
         # not-medical-advice = \"This page is general information. It does not replace advice from a professional who knows you.\"\n\n\
         # How loud single rules are: \"error\", \"warning\", \"advice\" or \"off\".\n# [rules]\n# wrong-number = \"warning\"\n\n\
         # Where on its page an article in HTML is.\n# [html]\n# article = [\"main\"]\n# exclude = [\".related\"]\n\n\
         # What differs for some files.\n# [[overrides]]\n# files = [\"drafts/**\"]\n# profile = \"editorial\"\n",
    );
    text
}

fn folders(found: &Findings, text: &mut String) {
    let globs = |folders: &mut dyn Iterator<Item = &str>| {
        let globs: Vec<String> = folders.map(|folder| format!("\"{folder}/**\"")).collect();
        format!("[{}]", globs.join(", "))
    };
    text.push_str(
        "# Which files are articles, and which are none; from the folder of this file.\n",
    );
    if let Some((generator, file)) = found.generator {
        let _ = writeln!(
            text,
            "# This looks like a site of {} ({file}).",
            generator.name
        );
    }
    if found.articles.is_empty() {
        text.push_str("# include = [\"content/**\"]\n");
    } else {
        let include = globs(&mut found.articles.iter().map(String::as_str));
        let _ = writeln!(text, "include = {include}");
    }
    match found.generator {
        Some((generator, _)) if !generator.others.is_empty() => {
            let exclude = globs(&mut generator.others.iter().copied());
            let _ = writeln!(text, "exclude = {exclude}\n");
        }
        _ => text.push_str("# exclude = [\"drafts/**\"]\n\n"),
    }
}

fn site(found: &Findings, text: &mut String) {
    if !found.fields.is_empty() {
        let fields: Vec<String> = found
            .fields
            .iter()
            .map(|(field, count)| format!("{field} ({count})"))
            .collect();
        let _ = writeln!(
            text,
            "# What articles say of themselves (read: {}): {}.",
            found.read,
            fields.join(", ")
        );
    }
    text.push_str(
        "# What the template of your site adds to every article, so that nobody misses it: names of notices, and\n\
         # \"author\", \"reviewer\", \"date\", \"references\", \"contact\".\n# [site]\n",
    );
    if found.lacking.is_empty() {
        text.push_str("# provides = [\"not-medical-advice\"]\n");
    } else {
        let lacking: Vec<String> = found
            .lacking
            .iter()
            .map(|item| format!("\"{item}\""))
            .collect();
        let _ = writeln!(
            text,
            "# No article here has one of these. If the template adds them:\n# provides = [{}]",
            lacking.join(", ")
        );
    }
    text.push_str(
        "#\n# Which notices an include or shortcode holds.\n# [site.includes]\n# \"disclaimer.html\" = [\"not-medical-advice\"]\n\n",
    );
}
