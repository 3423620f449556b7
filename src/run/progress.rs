//! A sign of life in long runs.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter runs show nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar on standard error, if that is a terminal and the run takes long.
pub(super) struct Progress {
    bar: ProgressBar,
    started: Instant,
    may_show: AtomicBool,
}

impl Progress {
    #[expect(
        clippy::disallowed_methods,
        reason = "the bar waits, and lives on standard error"
    )]
    pub(super) fn new(articles: usize) -> Self {
        let bar =
            ProgressBar::with_draw_target(Some(articles as u64), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("checking {bar:30} {pos}/{len} articles")
            .expect("the template is well formed");
        bar.set_style(style);
        Self {
            bar,
            started: Instant::now(),
            may_show: AtomicBool::new(std::io::stderr().is_terminal()),
        }
    }

    /// Counts one article.
    pub(super) fn advance(&self) {
        if self.started.elapsed() > PATIENCE && self.may_show.swap(false, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
