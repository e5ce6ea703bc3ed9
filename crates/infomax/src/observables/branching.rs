//! The branching ratio, also of a subsampled population.

mod correlations;
mod decay;
mod options;

pub use options::{TrialMean, Weighting};

use crate::Error;
use crate::error::{require_at_least, require_at_most, require_finite, require_increasing};
use correlations::Sums;
use decay::Decay;

/// Options of the multistep regression.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::observables::{BranchingProcess, MultistepRegression, thinned};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let activity = BranchingProcess { ratio: 0.9, drive: 10.0 }.draw(50_000, rng)?;
/// let seen: Vec<f64> = thinned(&activity, 0.1, rng)?.into_iter().map(|n| n as f64).collect();
/// let regression =
///     MultistepRegression { lags: (1..=20).collect(), ..MultistepRegression::default() };
/// let found = regression.run(&[seen])?;
/// assert!((found.ratio - 0.9).abs() < 0.03); // although nine in ten spikes are not seen
/// assert!(found.naive < 0.6); // what a regression on one lag gives
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct MultistepRegression {
    /// The lags k of the correlations r_k, in steps and in rising order.
    pub lags: Vec<usize>,
    /// Whether r_k = b m^k + c is fitted instead of r_k = b m^k. The offset takes up what does not decay
    /// within the lags, as a slow change of the drive.
    pub offset: bool,
    /// About which mean correlations are taken.
    pub mean: TrialMean,
    /// How the lags count in the fit.
    pub weighting: Weighting,
    /// The number of blocks of the jackknife by which standard errors are found. Trials are divided into
    /// blocks of equal length until there are at least so many. Of more than a thousand trials, or `blocks` if it is larger,
    /// several make a block.
    pub blocks: usize,
}

impl Default for MultistepRegression {
    /// Lags 1 to 100, no offset, twenty blocks.
    fn default() -> Self {
        Self {
            lags: (1..=100).collect(),
            offset: false,
            mean: TrialMean::default(),
            weighting: Weighting::default(),
            blocks: 20,
        }
    }
}

/// A correlation at one lag.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::observables::{BranchingProcess, LagCorrelation, MultistepRegression};
///
/// let process = BranchingProcess { ratio: 0.8, drive: 10.0 };
/// let activity = process.draw(20_000, &mut ChaCha8Rng::seed_from_u64(1))?;
/// let activity: Vec<f64> = activity.into_iter().map(|n| n as f64).collect();
/// let regression = MultistepRegression { lags: vec![1, 2, 3], ..MultistepRegression::default() };
/// let LagCorrelation { lag, correlation, .. } = regression.run(&[activity])?.correlations[1];
/// assert!(lag == 2 && (correlation - 0.64).abs() < 0.05);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct LagCorrelation {
    /// The lag k, in steps.
    pub lag: usize,
    /// The slope r_k of the activity at t + k against that at t.
    pub correlation: f64,
    /// Its standard error, by the jackknife.
    pub std_error: f64,
    /// r_k less the fitted value. Residuals that alternate in long runs speak against the model, as
    /// oscillations do.
    pub residual: f64,
}

/// The branching ratio of an activity, by the multistep-regression estimator of Wilting &
/// Priesemann (2018, Nature Communications 9, 2325): r_k = Cov(a_t, a_{t+k})/Var(a_t) decays as b m^k with
/// the same m whatever fraction of the neurons was observed. Sampling lowers b alone.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::observables::{BranchingProcess, MultistepRegression};
///
/// let process = BranchingProcess { ratio: 0.9, drive: 10.0 };
/// let activity = process.draw(20_000, &mut ChaCha8Rng::seed_from_u64(1))?;
/// let activity: Vec<f64> = activity.into_iter().map(|n| n as f64).collect();
/// let regression =
///     MultistepRegression { lags: (1..=20).collect(), ..MultistepRegression::default() };
/// let found = regression.run(&[activity])?;
/// assert!((found.time_scale + 1.0 / found.ratio.ln()).abs() < 1e-9); // in steps
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct BranchingRatio {
    /// m. It depends on the width of a step; the time scale does not, if expressed in seconds.
    pub ratio: f64,
    /// The standard error of m, by the jackknife.
    pub ratio_std_error: f64,
    /// The time scale τ = −1/ln m, in steps.
    pub time_scale: f64,
    /// The standard error of the time scale, by the jackknife.
    pub time_scale_std_error: f64,
    /// b. For a Poisson-driven process of which each unit was seen with probability α it is
    /// α/(α + (1 − α)(1 − m²)).
    pub amplitude: f64,
    /// c, or 0 without offset.
    pub offset: f64,
    /// The correlations and how the fit meets them.
    pub correlations: Vec<LagCorrelation>,
    /// The root of the mean squared residual.
    pub residual: f64,
    /// r₁, the conventional estimate, which is too low where neurons were missed.
    pub naive: f64,
    /// The standard error of the conventional estimate.
    pub naive_std_error: f64,
}

/// The largest lag.
const MOST_LAG: usize = 1 << 20;
/// The most blocks.
const MOST_BLOCKS: usize = 10_000;

impl MultistepRegression {
    /// Estimates the branching ratio from the activity of one trial or of several.
    ///
    /// ```
    /// use rand::RngExt;
    /// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::observables::MultistepRegression;
    ///
    /// // Each of 100 units passes its activity on with probability 0.9, and starts by itself with 0.02.
    /// let mut rng = ChaCha12Rng::seed_from_u64(1);
    /// let (mut active, mut activity) = (0_u32, Vec::new());
    /// for _ in 0..20_000 {
    ///     let mut count = |n: u32, p: f64| (0..n).filter(|_| rng.random_bool(p)).count() as u32;
    ///     active = count(active, 0.9) + count(100, 0.02);
    ///     // One unit in five is seen.
    ///     activity.push(f64::from(count(active, 0.2)));
    /// }
    /// let lags = (1..=40).collect();
    /// let found = MultistepRegression { lags, ..Default::default() }.run(&[activity])?;
    /// assert!((found.ratio - 0.9).abs() < 4.0 * found.ratio_std_error && found.naive < 0.5);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Empty`] without trials, [`Error::NotFinite`] for an activity that is not a number,
    /// [`Error::TooFew`] for fewer than three lags (four with offset), a lag of 0, fewer than two blocks, or trials too short for
    /// the largest lag; [`Error::NotIncreasing`] for lags that do not rise; [`Error::NoStructure`] if the activity never
    /// changes; [`Error::TooLarge`] for a lag above 2²⁰ or more than 10,000 blocks; [`Error::NoDecay`] if correlations are not positive, or do not decay within the lags.
    pub fn run<T: AsRef<[f64]>>(&self, trials: &[T]) -> Result<BranchingRatio, Error> {
        self.validate(trials)?;
        let sums = Sums::of(trials, self);
        let correlations = sums.correlations(None);
        let without: Vec<Vec<f64>> =
            (0..sums.blocks()).map(|block| sums.correlations(Some(block))).collect();
        let errors: Vec<f64> = (0..correlations.len())
            .map(|k| jackknife(without.iter().map(|correlations| correlations[k])))
            .collect();
        let weights = self.weights(&errors);
        let fit =
            |correlations: &[f64]| Decay::fit(&self.lags, correlations, &weights, self.offset);
        let decay = fit(&correlations)?;
        let others: Vec<Decay> = without.iter().filter_map(|found| fit(found).ok()).collect();
        // Errors from fits that only some blocks allow would be too small.
        if others.len() < without.len() {
            let reason =
                "it ceases to when one block is left out; take a longer recording or other lags";
            return Err(Error::NoDecay { reason: reason.to_owned() });
        }
        let naive = sums.naive();
        Ok(BranchingRatio::new(&self.lags, &correlations, &errors, decay, &others, naive))
    }

    fn validate<T: AsRef<[f64]>>(&self, trials: &[T]) -> Result<(), Error> {
        require_at_least("lags", self.lags.len(), if self.offset { 4 } else { 3 })?;
        require_at_least("blocks", self.blocks, 2)?;
        require_at_most("the number of blocks", self.blocks, MOST_BLOCKS)?;
        let before = std::iter::once(0).chain(self.lags.iter().copied());
        for (before, &lag) in before.zip(&self.lags) {
            require_at_least("steps of a lag", lag, 1)?;
            require_increasing("the lags", before, lag)?;
            require_at_most("a lag", lag, MOST_LAG)?;
        }
        if trials.is_empty() {
            return Err(Error::Empty { quantity: "the list of trials" });
        }
        let largest = self.lags[self.lags.len() - 1];
        for trial in trials.iter().map(AsRef::as_ref) {
            trial.iter().try_for_each(|&x| require_finite("an activity", x))?;
            require_at_least("steps of a trial", trial.len(), 2 * largest + 2)?;
        }
        require_change(trials, self.mean)
    }

    fn weights(&self, errors: &[f64]) -> Vec<f64> {
        let smallest = errors.iter().copied().filter(|&e| e > 0.0).fold(f64::INFINITY, f64::min);
        let inverse = |&error: &f64| (smallest / error.max(smallest)).powi(2);
        match self.weighting {
            Weighting::InverseVariance if smallest.is_finite() => {
                errors.iter().map(inverse).collect()
            }
            _ => vec![1.0; errors.len()],
        }
    }
}

/// That the activity changes, within trials if each has its own mean.
fn require_change<T: AsRef<[f64]>>(trials: &[T], mean: TrialMean) -> Result<(), Error> {
    let first = trials.first().map_or(0.0, |trial| trial.as_ref()[0]);
    let changes = |trial: &[f64]| {
        let reference = if mean == TrialMean::Each { trial[0] } else { first };
        trial.iter().any(|&x| x != reference)
    };
    if trials.iter().any(|trial| changes(trial.as_ref())) {
        return Ok(());
    }
    Err(Error::NoStructure { quantity: "the activity", value: first })
}

/// The standard error by which a number varies when blocks are left out.
fn jackknife(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    ((n - 1.0) / n * values.map(|x| (x - mean).powi(2)).sum::<f64>()).sqrt()
}

impl BranchingRatio {
    fn new(
        lags: &[usize],
        correlations: &[f64],
        errors: &[f64],
        decay: Decay,
        others: &[Decay],
        naive: (f64, f64),
    ) -> Self {
        let with_errors = lags.iter().zip(correlations).zip(errors);
        let correlations: Vec<LagCorrelation> = with_errors
            .map(|((&lag, &correlation), &std_error)| {
                let residual = correlation - decay.at(lag);
                LagCorrelation { lag, correlation, std_error, residual }
            })
            .collect();
        let squares: f64 = correlations.iter().map(|found| found.residual.powi(2)).sum();
        let error = |of: fn(&Decay) -> f64| jackknife(others.iter().map(of));
        Self {
            ratio: decay.ratio(),
            ratio_std_error: error(Decay::ratio),
            time_scale: decay.time_scale,
            time_scale_std_error: error(|decay| decay.time_scale),
            amplitude: decay.amplitude,
            offset: decay.offset,
            residual: (squares / correlations.len() as f64).sqrt(),
            correlations,
            naive: naive.0,
            naive_std_error: naive.1,
        }
    }
}
