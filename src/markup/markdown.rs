//! Markdown to blocks.

use super::Article;

pub(super) fn read(_text: &str) -> Article {
    Article::default()
}
