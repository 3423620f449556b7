//! Markup to prose.
//!
//! Input: one [`SourceFile`].
//! Output: [`Article`], the text a reader sees, cut into blocks, each with its structure and a
//! [`SourceMap`] back to the file.
//!
//! - Pure: no file system, clock, environment or network.
//! - Never fails: broken markup gives less prose, not an error.
//! - Every byte of a block's prose lies in exactly one map segment.
//! - Blocks are in reading order, and a block only refers to blocks before it.
//!
//! Absent on purpose: sentence splitting (see [`crate::sentence`]).

mod blocks;
mod ending;
mod front_matter;
mod html;
mod includes;
mod language_code;
mod lines;
mod links;
mod markdown;
#[cfg(feature = "mdx")]
mod mdx;
mod metadata;
mod sound;
mod text;

#[cfg(test)]
mod documents;
#[cfg(test)]
mod dump;
#[cfg(test)]
mod pairs;
#[cfg(test)]
mod strange;

pub use ending::Ending;
pub use front_matter::FrontMatter;
pub use html::{ElementSelector, PageLayout, SelectorError};
pub use language_code::LanguageCode;
pub use links::{Link, Note, NoteMark, NotePlace};
pub use markdown::extensions;
pub use metadata::{DateRole, Metadata, Person, Says, WrittenDate};
pub use sound::assert_sound;

use std::collections::BTreeSet;

use smallvec::SmallVec;

use crate::pack::Bylines;
use crate::source::{Format, ProseSpan, SourceFile, SourceMap, Span};

/// One article: its blocks in reading order, and what stands before them.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// What the article says about itself, outside of its prose.
    pub metadata: Metadata,
    /// Metadata set aside from the body, as it is written.
    pub front_matter: FrontMatter,
    /// Lines above and below the article that are no prose of it, but may say who wrote it, and when.
    pub margin: Vec<String>,
    /// Where a paragraph can be added to it.
    pub ending: Ending,
    /// Lines of the footers of its page, which may say who publishes it.
    pub imprint: Vec<String>,
    /// Comments and other marks addressed to programs, with their spans; not prose.
    pub comments: Vec<Comment>,
    /// Names of the includes, shortcodes and components that it asks for, each once.
    pub includes: Vec<String>,
    /// Links with their addresses, in order.
    pub links: Vec<Link>,
    /// Marks of notes that are no prose, in order.
    pub note_marks: Vec<NoteMark>,
    /// Notes of the markup, in order.
    pub notes: Vec<Note>,
    /// Where a note could be added; `None` where the format has no syntax for it.
    pub note_place: Option<NotePlace>,
    /// Code inside of lines, which is prose, in order.
    pub code: Vec<Span>,
    /// Blocks behind which something that is no prose stands before the next one, in order.
    pub followed_by_other: Vec<BlockIndex>,
}

impl Article {
    /// Returns the keys of its front matter that say something factlint knows about; each once, as they are written.
    #[must_use]
    pub fn known_fields(&self) -> BTreeSet<String> {
        let fields = self.front_matter.fields.iter();
        fields
            .filter(|(key, values)| Metadata::knows(key, values))
            .map(|(key, _)| key.clone())
            .collect()
    }
}

/// A comment of the markup, without its delimiters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What stands between the delimiters.
    pub text: String,
    /// The whole comment with its delimiters.
    pub span: Span,
    /// The block it stands in, or else the next one; if no block follows, the number of blocks. In a cell without
    /// text, it is another block of the row.
    pub block: BlockIndex,
    /// Whether it stands in a table.
    pub in_table: bool,
}

/// Stands in prose for what a reader sees there and nobody can know who does not run the page.
///
/// It is the object replacement character of Unicode.
pub const UNKNOWN: char = '\u{FFFC}';

/// Place of a block in [`Article::blocks`].
pub type BlockIndex = usize;

/// One run of prose: a paragraph, a heading, a list item, a table cell.
#[derive(Clone, Debug)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// The visible text.
    pub prose: String,
    /// Where it comes from.
    pub map: SourceMap,
    /// Chain of headings above, outermost first; a heading's own chain excludes itself.
    pub headings: SmallVec<[BlockIndex; 4]>,
    /// For what stands in a list: the list.
    pub list: Option<ListPlace>,
    /// For what stands in a table: the cell.
    pub cell: Option<CellPlace>,
    /// Whether the block stands in a block quote.
    pub quoted: bool,
    /// The language that its part of the article is declared to be in, where that is said of the part.
    pub language: Option<LanguageCode>,
    /// Parts set in bold, in order.
    pub strong: Vec<ProseSpan>,
    /// Parts that are the text of a link, in order.
    pub links: Vec<ProseSpan>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// The first (or only) text of a list item.
    Item,
    /// One cell of a table; header cells included.
    Cell,
    /// Text of a footnote.
    Footnote,
    /// Who wrote or checked the article, and when; see [`Metadata`]. Claims nothing.
    Byline,
    /// Alternative text of an image: never asserted.
    ImageText,
}

/// Where in a list a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPlace {
    /// Number of the list in its article, from 0; nested lists have numbers of their own.
    pub list: usize,
    /// Number of the item in its list, from 0.
    pub item: usize,
    /// Whether the list is numbered.
    pub ordered: bool,
    /// Text block directly before the outermost line of this list, if it leads in: a paragraph or a
    /// heading directly above.
    pub lead_in: Option<BlockIndex>,
    /// For a nested list: the item that holds it.
    pub parent: Option<BlockIndex>,
    /// For an item with a check box: whether it is ticked.
    pub ticked: Option<bool>,
}

/// Where in a table a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// Number of the table in its article, from 0.
    pub table: usize,
    /// Row: the header row is row 0, rows with data are counted from 1.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
    /// First cell of the same row, unless this is it.
    pub row_header: Option<BlockIndex>,
    /// Header cell of the same column, unless this is in the header row.
    pub column_header: Option<BlockIndex>,
}

/// Returns the article that `file` holds.
///
/// A byte order mark is not prose. Spans are bytes of [`SourceFile::text`].
#[must_use]
pub fn read_article(file: &SourceFile) -> Article {
    read_article_with(file, ReadOptions::default())
}

/// What the reading of articles depends on, besides the articles.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions<'o> {
    /// Where articles are on their pages.
    pub layout: Option<&'o PageLayout>,
    /// Words of bylines; without them, names stay as they are written, and text stays text.
    pub bylines: Option<&'o Bylines>,
}

/// Returns what [`read_article`] does, with `options` of a configuration.
#[must_use]
pub fn read_article_with(file: &SourceFile, options: ReadOptions<'_>) -> Article {
    let unset = PageLayout::default();
    let layout = options.layout.unwrap_or(&unset);
    let mut article = match file.format {
        Format::Markdown => markdown::read(&file.text, layout),
        Format::Mdx => read_mdx(&file.text, layout),
        Format::Html => html::read(&file.text, layout),
        Format::Text => text::read(&file.text),
    };
    article.includes = includes::includes(&file.text);
    article.ending.settle(file);
    article.note_place = NotePlace::of(&file.text, file.format);
    article.followed_by_other = links::followed_by_other(&article, &file.text, file.format);
    if let Some(bylines) = options.bylines {
        article.metadata.settle(bylines);
        metadata::take_bylines(&mut article, bylines);
        metadata::take_publisher(&mut article, bylines);
        article.metadata.take_file_name(&file.path);
        metadata::locate(&mut article, &file.text);
    }
    article
}

/// Tells whether MDX is read as MDX. Without the feature `mdx` it is read as Markdown, in which the tags
/// of components are HTML and code of JavaScript is prose.
pub const READS_MDX: bool = cfg!(feature = "mdx");

#[cfg(feature = "mdx")]
fn read_mdx(text: &str, layout: &PageLayout) -> Article {
    mdx::read(text, layout)
}

#[cfg(not(feature = "mdx"))]
fn read_mdx(text: &str, layout: &PageLayout) -> Article {
    markdown::read(text, layout)
}
