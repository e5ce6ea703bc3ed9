//! Whether samples are log-normal.

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

use crate::error::{require_at_least, require_at_most};
use crate::samples::{mean_and_variance, sorted_logarithms, standardised_moment};
use crate::{Error, Estimate, normal};

/// How far the logarithms of samples are from a normal distribution whose mean and variance are
/// estimated from them.
///
/// The test is Anderson & Darling's, with Stephens' correction for estimated parameters and the
/// p-values of D'Agostino & Stephens (*Goodness-of-Fit Techniques*, 1986, Table 4.9; written
/// down from memory, checked against simulation in the tests):
/// A* = A²(1 + 0.75/n + 2.25/n²). It weighs the tails, where log-normals are most often wrong.
///
/// Samples that are counts or rounded are not continuous: with enough of them the test
/// rejects whatever the distribution is. [`distinct`](Self::distinct) below
/// [`count`](Self::count) is a sign of that.
///
/// ```
/// use synaptome_lognormal::LogNormality;
/// let even: Vec<f64> = (1..200).map(|i| f64::from(i)).collect(); // uniform, not log-normal
/// let test = LogNormality::of(&even)?;
/// assert!(test.p_value < 1e-6 && test.skewness.value < -1.0);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormality {
    /// Number of samples.
    pub count: usize,
    /// Number of different samples.
    pub distinct: usize,
    /// Skewness of ln w, and its standard error for a normal ln w; 0 if log-normal.
    pub skewness: Estimate,
    /// Excess kurtosis of ln w, and its standard error for a normal ln w; 0 if log-normal.
    pub excess_kurtosis: Estimate,
    /// A*, the corrected statistic.
    pub anderson_darling: f64,
    /// The probability of a larger A* for log-normal samples.
    pub p_value: f64,
}

/// Fewest samples for which the table holds.
const FEWEST: usize = 8;
/// Most replicates.
const MOST: usize = 1_000_000;

impl LogNormality {
    /// Tests these samples.
    ///
    /// # Errors
    /// If there are fewer than eight samples, one is not positive and finite
    /// ([`Error::BadSample`] has its index), or all are equal.
    pub fn of(samples: &[f64]) -> Result<Self, Error> {
        let logarithms = sorted_logarithms(samples, FEWEST)?;
        let (mean, variance) = mean_and_variance(&logarithms);
        let (n, sigma) = (logarithms.len() as f64, variance.sqrt());
        let moment = |k| standardised_moment(&logarithms, mean, sigma, k);
        let anderson_darling = statistic(&logarithms);
        Ok(Self {
            count: logarithms.len(),
            distinct: logarithms.chunk_by(|a, b| a == b).count(),
            skewness: Estimate { value: moment(3), error: skewness_error(n) },
            excess_kurtosis: Estimate { value: moment(4) - 3.0, error: kurtosis_error(n) },
            anderson_darling,
            p_value: p_value(anderson_darling),
        })
    }

    /// The same probability from `replicates` sets of as many log-normal samples, each with its
    /// own estimated parameters: (1 + number of larger A*)/(1 + `replicates`).
    ///
    /// # Errors
    /// If there is no replicate, or there are more than a million.
    pub fn bootstrap_p_value<R: Rng + ?Sized>(
        &self,
        replicates: usize,
        rng: &mut R,
    ) -> Result<f64, Error> {
        require_at_least("replicates", replicates, 1)?;
        require_at_most("the number of replicates", replicates, MOST)?;
        let mut set = vec![0.0; self.count];
        let mut is_larger = || {
            set.iter_mut().for_each(|z| *z = StandardNormal.sample(rng));
            set.sort_by(f64::total_cmp);
            statistic(&set) >= self.anderson_darling
        };
        let larger = (0..replicates).filter(|_| is_larger()).count();
        Ok((1 + larger) as f64 / (1 + replicates) as f64)
    }
}

/// √(6n(n−1)/((n−2)(n+1)(n+3))).
fn skewness_error(n: f64) -> f64 {
    (6.0 * (n - 2.0) / ((n + 1.0) * (n + 3.0))).sqrt()
}

/// √(24n(n−2)(n−3)/((n+1)²(n+3)(n+5))).
fn kurtosis_error(n: f64) -> f64 {
    let below = (n + 1.0).powi(2) * (n + 3.0) * (n + 5.0);
    (24.0 * n * (n - 2.0) * (n - 3.0) / below).sqrt()
}

/// A²(1 + 0.75/n + 2.25/n²) with A² = −n − (1/n) Σ_i (2i − 1)\[ln Φ(z_i) + ln Φ(−z_(n+1−i))\].
fn statistic(sorted: &[f64]) -> f64 {
    let n = sorted.len() as f64;
    let (mean, variance) = mean_and_variance(sorted);
    let sigma = (variance * n / (n - 1.0)).sqrt();
    let z = |i: usize| (sorted[i] - mean) / sigma;
    let term = |i: usize| {
        let pair = normal::ln_cdf(z(i)) + normal::ln_cdf(-z(sorted.len() - 1 - i));
        (2 * i + 1) as f64 * pair
    };
    let square = -n - (0..sorted.len()).map(term).sum::<f64>() / n;
    square * (1.0 + 0.75 / n + 2.25 / (n * n))
}

fn p_value(a: f64) -> f64 {
    let p = if a >= 0.6 {
        (1.2937 - 5.709 * a + 0.0186 * a * a).min(1.2937 - 5.0 * a).exp()
    } else if a > 0.34 {
        (0.9177 - 4.279 * a - 1.38 * a * a).exp()
    } else if a > 0.2 {
        1.0 - (-8.318 + 42.796 * a - 59.938 * a * a).exp()
    } else {
        1.0 - (-13.436 + 101.14 * a - 223.73 * a * a).exp()
    };
    p.clamp(0.0, 1.0)
}
