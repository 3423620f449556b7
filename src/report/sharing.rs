//! What many findings say, kept once.

use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashSet;

use super::{ArticleReport, CitedSource};

/// The texts and sources that findings have in common: those of facts, and of the pages of rules.
#[derive(Debug, Default)]
pub struct Shared {
    texts: Mutex<FxHashSet<Arc<str>>>,
    sources: Mutex<FxHashSet<Arc<[CitedSource]>>>,
}

impl Shared {
    /// Returns `text` as all share it.
    pub fn text(&self, text: &str) -> Arc<str> {
        let mut all = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(text) {
            return Arc::clone(known);
        }
        let text: Arc<str> = text.into();
        all.insert(Arc::clone(&text));
        text
    }

    /// Lets the findings of `article` share what they have in common with those of earlier articles.
    pub fn share(&self, article: &mut ArticleReport) {
        for finding in &mut article.diagnostics {
            let texts = [&mut finding.statement, &mut finding.help];
            for text in texts.into_iter().flatten() {
                known(&self.texts, text);
            }
            known(&self.sources, &mut finding.sources);
        }
    }
}

/// Replaces `thing` by an equal one that is known, or makes it known.
fn known<Thing: ?Sized + Eq + Hash>(all: &Mutex<FxHashSet<Arc<Thing>>>, thing: &mut Arc<Thing>) {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    match all.get(thing) {
        Some(other) => *thing = Arc::clone(other),
        None => {
            all.insert(Arc::clone(thing));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_is_kept_once() {
        let all = Mutex::default();
        let (mut one, mut same, mut other): (Arc<str>, Arc<str>, Arc<str>) =
            ("heel".into(), "heel".into(), "groin".into());
        for text in [&mut one, &mut same, &mut other] {
            known(&all, text);
        }
        assert!(Arc::ptr_eq(&one, &same));
        assert_eq!((&*same, &*other), ("heel", "groin"));
    }
}
