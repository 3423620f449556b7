//! Markdown to blocks.

use super::{Article, front_matter};

pub(super) fn read(text: &str) -> Article {
    let (front_matter, _) = front_matter::cut(text);
    Article {
        front_matter,
        ..Article::default()
    }
}
