//! Measuring several things by turns.

use std::time::Instant;

/// How often everything is measured.
#[derive(Clone, Copy)]
pub(crate) struct Round {
    /// How often.
    pub(crate) times: usize,
}

impl Round {
    /// Small sites are measured more often: their figures vary more.
    pub(crate) fn for_site(articles: usize) -> Self {
        let times = match articles {
            0..=500 => 11,
            501..=5_000 => 7,
            5_001..=50_000 => 3,
            _ => 1,
        };
        Self { times }
    }
}

/// Does all of `things` by turns, small ones once unmeasured before that; returns the seconds that each took, in each round.
pub(crate) fn rounds<T>(things: &[T], round: Round, mut run: impl FnMut(&T)) -> Vec<Vec<f64>> {
    if round.times > 3 {
        things.iter().for_each(&mut run);
    }
    let mut times = vec![Vec::with_capacity(round.times); things.len()];
    for _ in 0..round.times {
        for (thing, times) in things.iter().zip(&mut times) {
            let start = Instant::now();
            run(thing);
            times.push(start.elapsed().as_secs_f64());
        }
    }
    times
}

/// Returns the middle one of `times`, which are an odd number, or the upper one of the two in the middle.
pub(crate) fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
