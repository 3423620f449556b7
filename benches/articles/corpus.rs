//! A made-up site: as many articles as one likes, the same ones each time.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::sentences::{CLAIMS, ERRORS, HEADINGS, OTHERS, SLOTS};

/// Sections of an article.
const SECTIONS: usize = 6;
/// Sentences of a section that claim something.
const CLAIMS_EACH: usize = 4;
/// Other sentences of a section, at least.
const OTHERS_LEAST: usize = 5;
/// So many more are there in some articles.
const OTHERS_MORE: usize = 4;
/// One claim in so many is wrong.
const WRONG: usize = 60;
/// Articles in one folder.
const FOLDER: usize = 1_000;

/// Articles in a folder.
pub(crate) struct Site {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// How many articles there are.
    pub(crate) articles: usize,
    /// Bytes of all articles together.
    pub(crate) bytes: usize,
    /// FNV-1a of all articles: two measurements with the same number read the same bytes.
    pub(crate) checksum: u64,
}

/// Writes a site of this size into `folder`, whatever stood there before.
pub(crate) fn write_site(folder: &Path, articles: usize) -> Site {
    if folder.exists() {
        std::fs::remove_dir_all(folder).expect("the last measurement can be removed");
    }
    let mut site = Site {
        folder: folder.to_owned(),
        articles,
        bytes: 0,
        checksum: 0xcbf2_9ce4_8422_2325,
    };
    for number in 0..articles {
        let place = folder.join(format!("{:03}", number / FOLDER));
        if number % FOLDER == 0 {
            std::fs::create_dir_all(&place).expect("a folder can be made");
        }
        let text = article(number);
        site.bytes += text.len();
        for byte in text.bytes() {
            site.checksum = (site.checksum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        std::fs::write(place.join(file_name(number)), text).expect("an article can be written");
    }
    site
}

fn file_name(number: usize) -> String {
    format!("article-{number:06}.md")
}

/// Returns the article of this number, in Markdown: mostly 1,000 to 1,500 words, with about 30 claims.
pub(crate) fn article(number: usize) -> String {
    let mut maker = Maker {
        chance: Chance(number as u64 + 1),
        number,
    };
    let others = OTHERS_LEAST + maker.chance.below(OTHERS_MORE + 1);
    let first = maker.chance.below(HEADINGS.len());
    let title = HEADINGS[first].trim_end_matches('?');
    let mut text = format!(
        "---\ntitle: \"{title}, part {number}\"\nauthor: Maria Ng, physiotherapist\n\
         reviewed_by: Dr Ada Osei, GP\nupdated: 2026-{:02}-{:02}\ntags: [sciatica, back, page-{number}]\n---\n\n\
         # {title}, part {number}\n\n",
        number % 9 + 1,
        number % 28 + 1
    );
    for section in 1..=SECTIONS {
        let heading = HEADINGS[(first + 2 * section) % HEADINGS.len()];
        let _ = write!(text, "## {heading}\n\n");
        maker.section(others, &mut text);
        match section {
            2 => maker.table(&mut text),
            4 => {
                let other = maker.fill("> {opening}think of {name}, and do **not** lose heart.");
                let _ = write!(text, "{other}\n\n");
            }
            _ => {}
        }
    }
    maker.end(&mut text);
    text
}

/// Writes one article.
struct Maker {
    chance: Chance,
    number: usize,
}

impl Maker {
    /// Sentences in paragraphs, and now and then a list.
    fn section(&mut self, others: usize, text: &mut String) {
        let mut sentences = Vec::with_capacity(CLAIMS_EACH + others);
        let mut claims_left = CLAIMS_EACH;
        for left in (1..=CLAIMS_EACH + others).rev() {
            // Whatever is left over is spread evenly.
            let is_claim = self.chance.below(left) < claims_left;
            claims_left -= usize::from(is_claim);
            let templates = match is_claim {
                true if self.chance.below(WRONG) == 0 => ERRORS,
                true => CLAIMS,
                false => OTHERS,
            };
            let template = self.chance.of(templates);
            sentences.push(self.fill(template));
        }
        let mut rest = sentences.as_slice();
        while !rest.is_empty() {
            let (these, others) = rest.split_at(rest.len().min(2 + self.chance.below(4)));
            rest = others;
            match self.chance.below(5) {
                0 => these.iter().for_each(|one| {
                    let _ = writeln!(text, "- {one}");
                }),
                1 => these.iter().zip(1..).for_each(|(one, at)| {
                    let _ = writeln!(text, "{at}. {one}");
                }),
                _ => {
                    let _ = writeln!(text, "{}", these.join(" "));
                }
            }
            text.push('\n');
        }
    }

    fn table(&mut self, text: &mut String) {
        text.push_str("| Root | Where it is felt | What to try |\n| --- | --- | --- |\n");
        for (root, area) in [
            ("L4", "the inner shin"),
            ("L5", "the top of the foot"),
            ("S1", "the outer edge of the foot"),
        ] {
            let row = self.fill("{activity} {daytime}");
            let _ = writeln!(text, "| {root} | {area} | {row} |");
        }
        text.push('\n');
    }

    fn end(&mut self, text: &mut String) {
        let number = self.number;
        let _ = write!(
            text,
            "This page is general information and does not replace advice from a health professional.\n\n\
             Read on in [the article before this one]({}).\n\n\
             ![A person on a bench beside a river](https://spine.example/pictures/{number}.jpg)\n\n\
             ## Sources\n\n\
             1. National Institute for Health and Care Excellence. Low back pain and sciatica in over 16s. 2016. \
             <https://www.nice.org.uk/guidance/ng59>\n\
             2. Spine Foundation. Back pain in figures, volume {}. 2024. https://spine.example/figures/{number}\n",
            file_name(number / FOLDER * FOLDER),
            self.chance.below(40) + 1
        );
    }

    /// Returns `template` with all words in braces filled in, and a capital letter first.
    fn fill(&mut self, template: &str) -> String {
        let mut text = String::with_capacity(2 * template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').expect("a brace is closed");
            text.push_str(before);
            if name == "target" {
                let page = self.chance.below(1_000);
                let _ = write!(text, "https://spine.example/pages/{page}");
            } else {
                let slot = SLOTS.iter().find(|(known, _)| *known == name);
                let (_, words) = slot.expect("each word in braces has its list");
                text.push_str(self.chance.of(words));
            }
            rest = after;
        }
        text.push_str(rest);
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        text
    }
}

/// Numbers that look like chance and are the same each time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % bound as u64).expect("the bound is a usize")
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}
