//! Slopes of later activity against earlier one.

use super::{MultistepRegression, TrialMean, jackknife};

/// Sums over the pairs (a_t, a_{t+k}) of one block at one lag.
#[derive(Clone, Copy, Debug, Default)]
struct Pairs {
    n: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
}

impl Pairs {
    fn of(early: &[f64], late: &[f64], center: Center) -> Self {
        let mut sums = Self::default();
        for (x, y) in early.iter().zip(late) {
            let (x, y) = (center.relative(*x), center.relative(*y));
            let pair = Self { n: 1.0, x, y, xx: x * x, xy: x * y };
            sums = sums.plus(&pair);
        }
        sums
    }

    fn plus(&self, other: &Self) -> Self {
        Self {
            n: self.n + other.n,
            x: self.x + other.x,
            y: self.y + other.y,
            xx: self.xx + other.xx,
            xy: self.xy + other.xy,
        }
    }

    /// n times the covariance, and n times the variance of the earlier activity.
    fn centered(&self) -> (f64, f64) {
        if self.n == 0.0 {
            return (0.0, 0.0);
        }
        (self.xy - self.x * self.y / self.n, self.xx - self.x * self.x / self.n)
    }
}

/// The most trials of which each makes a block of its own, unless more blocks are asked for: leaving out each of n blocks
/// takes a time that grows with n².
const MOST_TRIALS: usize = 1000;

/// The sums of so many blocks, each of several trials. With a mean for each trial they are taken about that, and the sums
/// of the blocks can then be added as if all trials had one mean, which is 0.
fn pool(trials: &[Pairs], blocks: usize, mean: TrialMean) -> Vec<Pairs> {
    let own = |pairs: &Pairs| match mean {
        TrialMean::Common => *pairs,
        TrialMean::Each => {
            let (xy, xx) = pairs.centered();
            Pairs { n: pairs.n, xy, xx, ..Pairs::default() }
        }
    };
    let end = |block: usize| block * trials.len() / blocks;
    let sum = |block: usize| {
        let trials = trials[end(block)..end(block + 1)].iter();
        trials.fold(Pairs::default(), |sum, pairs| sum.plus(&own(pairs)))
    };
    (0..blocks).map(sum).collect()
}

/// Sums for each lag and each block of each trial.
pub(super) struct Sums {
    /// For each lag, and at last for lag 1, the sums of all blocks.
    lags: Vec<Vec<Pairs>>,
    /// The trial of each block.
    trials: Vec<usize>,
    mean: TrialMean,
}

impl Sums {
    pub(super) fn of<T: AsRef<[f64]>>(trials: &[T], options: &MultistepRegression) -> Self {
        let most = MOST_TRIALS.max(options.blocks);
        let pooled = trials.len() > most;
        let per_trial = options.blocks.div_ceil(trials.len());
        let center = Center::of(trials);
        let lags = options.lags.iter().copied().chain([1]);
        let sums = |lag: usize| {
            let blocks =
                trials.iter().flat_map(|trial| blocks(trial.as_ref(), lag, per_trial, center));
            let blocks: Vec<Pairs> = blocks.collect();
            if pooled { pool(&blocks, most, options.mean) } else { blocks }
        };
        let number = 0..trials.len();
        let trials = number.flat_map(|trial| vec![trial; per_trial]).collect();
        let (trials, mean) =
            if pooled { (vec![0; most], TrialMean::Common) } else { (trials, options.mean) };
        Self { lags: lags.map(sums).collect(), trials, mean }
    }

    pub(super) fn blocks(&self) -> usize {
        self.trials.len()
    }

    /// r_k at all lags, without one of the blocks.
    pub(super) fn correlations(&self, without: Option<usize>) -> Vec<f64> {
        let lags = &self.lags[..self.lags.len() - 1];
        lags.iter().map(|blocks| self.slope(blocks, without)).collect()
    }

    /// r₁ and its standard error.
    pub(super) fn naive(&self) -> (f64, f64) {
        let first = &self.lags[self.lags.len() - 1];
        let without = (0..self.blocks()).map(|block| self.slope(first, Some(block)));
        (self.slope(first, None), jackknife(without))
    }

    fn slope(&self, blocks: &[Pairs], without: Option<usize>) -> f64 {
        let (mut covariance, mut variance) = (0.0, 0.0);
        let mut group = Pairs::default();
        for (block, pairs) in blocks.iter().enumerate() {
            let is_new = block > 0 && self.trials[block] != self.trials[block - 1];
            if is_new && self.mean == TrialMean::Each {
                let sums = std::mem::take(&mut group).centered();
                (covariance, variance) = (covariance + sums.0, variance + sums.1);
            }
            if Some(block) != without {
                group = group.plus(pairs);
            }
        }
        let sums = group.centered();
        (covariance + sums.0) / (variance + sums.1)
    }
}

/// What activity is taken relative to, so that sums lose no digits and never overflow. Slopes do not depend
/// on it.
#[derive(Clone, Copy)]
struct Center {
    mean: f64,
    scale: f64,
}

impl Center {
    fn of<T: AsRef<[f64]>>(trials: &[T]) -> Self {
        let all = || trials.iter().flat_map(AsRef::as_ref);
        let scale = all().fold(0.0_f64, |largest, x| largest.max(x.abs()));
        let steps: usize = trials.iter().map(|trial| trial.as_ref().len()).sum();
        Self { mean: all().map(|x| x / scale).sum::<f64>() / steps as f64, scale }
    }

    fn relative(self, x: f64) -> f64 {
        x / self.scale - self.mean
    }
}

/// The sums of a trial at a lag, in blocks of equal length.
fn blocks(trial: &[f64], lag: usize, blocks: usize, center: Center) -> Vec<Pairs> {
    let pairs = trial.len() - lag;
    let end = |block: usize| block * pairs / blocks;
    let of = |block: usize| {
        let range = end(block)..end(block + 1);
        Pairs::of(&trial[range.clone()], &trial[lag..][range], center)
    };
    (0..blocks).map(of).collect()
}
