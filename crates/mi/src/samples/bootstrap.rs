//! How sure an information from samples is.

use rand::{Rng, RngExt};

use super::{PatternSamples, Shrinkage};
use crate::error::{Error, require_at_least, require_at_most, require_in};
use crate::patterns::Patterns;

/// How an information is estimated from samples.
///
/// ```
/// use synaptome_mi::{Bootstrap, Shrinkage};
///
/// let options =
///     Bootstrap { level: 0.9, shrinkage: Shrinkage::Fixed(0.1), ..Bootstrap::default() };
/// assert!(options.replicates >= 100);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bootstrap {
    /// How often the samples are drawn anew, with replacement within each pattern.
    pub replicates: usize,
    /// The probability that the interval covers the information.
    pub level: f64,
    /// How far correlations are shrunk.
    pub shrinkage: Shrinkage,
}

impl Default for Bootstrap {
    /// 500 replicates, 95 %, automatic shrinkage.
    fn default() -> Self {
        Self { replicates: 500, level: 0.95, shrinkage: Shrinkage::default() }
    }
}

/// An information from samples, in nats.
///
/// ```
/// use synaptome_mi::BootstrapInformation;
///
/// let found = BootstrapInformation {
///     plain_nats: 0.50,
///     bias_nats: 0.12,
///     std_error_nats: 0.05,
///     low_nats: 0.28,
///     high_nats: 0.48,
///     failed: 0,
/// };
/// assert_eq!(found.corrected_nats(), 0.38); // report this with the interval
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BootstrapInformation {
    /// The information of the fitted distributions, as it is.
    pub plain_nats: f64,
    /// By how much more the replicates convey than the samples they are drawn from, on average: an
    /// estimate of the bias of the plain value.
    pub bias_nats: f64,
    /// The standard deviation of the replicates.
    pub std_error_nats: f64,
    /// Lower end of the interval 2·plain − (upper quantile of the replicates).
    pub low_nats: f64,
    /// Upper end of the interval 2·plain − (lower quantile of the replicates).
    pub high_nats: f64,
    /// Replicates without an information, which are left out.
    pub failed: usize,
}

impl BootstrapInformation {
    /// The plain value less its bias. It may be slightly negative where there is no information.
    pub fn corrected_nats(&self) -> f64 {
        self.plain_nats - self.bias_nats
    }
}

/// Fewest replicates that have quantiles.
const FEWEST: usize = 20;
/// The most replicates.
const MOST_REPLICATES: usize = 10_000_000;

impl PatternSamples {
    /// The information that weights convey about a pattern, by any method for known distributions, with
    /// the bias and the interval that samples bring: the basic bootstrap (A. C. Davison & D. V. Hinkley,
    /// *Bootstrap Methods and their Application*, Cambridge 1997, §2.4).
    ///
    /// ```
    /// use rand_chacha::{
    ///     ChaCha12Rng,
    ///     rand_core::{Rng, SeedableRng},
    /// };
    /// use synaptome_mi::{Bootstrap, PatternSamples, SynapticEnsemble, mutual_information_nats};
    ///
    /// // Two stimuli, 20 trials of three neurons each, with the same distribution for both.
    /// let rng = &mut ChaCha12Rng::seed_from_u64(1);
    /// let samples: Vec<f64> = (0..120).map(|_| 1.0 + f64::from(rng.next_u32() % 100)).collect();
    /// let labels: Vec<usize> = (0..40).map(|trial| trial % 2).collect();
    /// let samples = PatternSamples::new(3, &samples, &labels)?;
    /// let all = SynapticEnsemble::all_pairs(3)?;
    /// let found = samples.information_nats(
    ///     Bootstrap::default(),
    ///     |p| mutual_information_nats(p, &all, 0),
    ///     rng,
    /// )?;
    /// assert!(found.std_error_nats > 0.0 && found.low_nats < found.high_nats);
    /// # Ok::<(), synaptome_mi::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooFew`] for fewer than 20 replicates, requested or successful; [`Error::TooLarge`] for more
    /// than 10⁷; [`Error::OutOfRange`] for a level outside \[0.5, 0.999\] or a shrinkage outside \[0, 1\]; as the method, for the samples
    /// themselves.
    pub fn information_nats<R: Rng + ?Sized>(
        &self,
        options: Bootstrap,
        information_nats: impl Fn(&Patterns) -> Result<f64, Error>,
        rng: &mut R,
    ) -> Result<BootstrapInformation, Error> {
        let Bootstrap { replicates, level, shrinkage } = options;
        require_at_least("replicates of the bootstrap", replicates, FEWEST)?;
        require_at_most("the number of replicates", replicates, MOST_REPLICATES)?;
        require_in("the level of the interval", level, 0.5, 0.999)?;
        let plain_nats = information_nats(&self.patterns(shrinkage)?)?;
        let replicate = |_| {
            let patterns = self.redrawn(rng)?.patterns(shrinkage)?;
            information_nats(&patterns)
        };
        let drawn: Vec<Result<f64, Error>> = (0..replicates).map(replicate).collect();
        let mut drawn: Vec<f64> = drawn.into_iter().flatten().filter(|x| x.is_finite()).collect();
        require_at_least("replicates with an information", drawn.len(), FEWEST)?;
        drawn.sort_by(f64::total_cmp);
        Ok(summary(plain_nats, &drawn, level, replicates - drawn.len()))
    }

    /// As many samples of each pattern, drawn with replacement.
    fn redrawn<R: Rng + ?Sized>(&self, rng: &mut R) -> Result<Self, Error> {
        let mut redraw = |group: &Vec<f64>| {
            let count = group.len() / self.dim;
            let mut rows = Vec::with_capacity(group.len());
            for _ in 0..count {
                let at = rng.random_range(0..count) * self.dim;
                rows.extend_from_slice(&group[at..at + self.dim]);
            }
            rows
        };
        let redrawn = Self { dim: self.dim, groups: self.groups.iter().map(&mut redraw).collect() };
        redrawn.groups.iter().try_for_each(|group| redrawn.require_valid(group))?;
        Ok(redrawn)
    }
}

/// What sorted replicates say of the plain value.
fn summary(plain_nats: f64, drawn: &[f64], level: f64, failed: usize) -> BootstrapInformation {
    let count = drawn.len() as f64;
    let mean = drawn.iter().sum::<f64>() / count;
    let variance = drawn.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let tail = (1.0 - level) / 2.0;
    BootstrapInformation {
        plain_nats,
        bias_nats: mean - plain_nats,
        std_error_nats: variance.sqrt(),
        low_nats: 2.0 * plain_nats - quantile(drawn, 1.0 - tail),
        high_nats: 2.0 * plain_nats - quantile(drawn, tail),
        failed,
    }
}

/// The quantile of sorted values, on a line between neighbours.
fn quantile(sorted: &[f64], probability: f64) -> f64 {
    let at = probability * (sorted.len() as f64 - 1.0);
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    below + (above - below) * at.fract()
}
