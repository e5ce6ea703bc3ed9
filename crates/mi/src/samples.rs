//! Samples of patterns of your own: their distributions and the information in their weights.

mod bootstrap;
mod shrinkage;

use synaptome_lognormal::MultivariateLogNormal;

use crate::error::{Error, require_at_least, require_len};
use crate::patterns::Patterns;

pub use bootstrap::{Bootstrap, BootstrapInformation};
pub use shrinkage::Shrinkage;

/// Measured samples of several patterns, such as the activities of d neurons in many trials of each of
/// K stimuli.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_mi::{Bootstrap, PatternSamples, SynapticEnsemble, mutual_information_nats};
/// // Twelve trials of three neurons under each of two stimuli.
/// let trial = |k: u32, i: u32| 2.0 + f64::from((7 * k + 3 * i + k * i) % 11);
/// let samples: Vec<f64> = (0..24).flat_map(|k| (0..3).map(move |i| trial(k, i))).collect();
/// let labels: Vec<usize> = (0..24).map(|k| k % 2).collect();
/// let samples = PatternSamples::new(3, &samples, &labels)?;
///
/// let synapses = SynapticEnsemble::all_pairs(3)?;
/// let information = |patterns: &_| mutual_information_nats(patterns, &synapses, 0);
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let found = samples.information_nats(Bootstrap::default(), information, &mut rng)?;
/// assert!(found.low_nats < found.corrected_nats() && found.corrected_nats() < found.high_nats);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PatternSamples {
    dim: usize,
    /// ln x of all samples of each pattern, one row of d numbers after the other.
    groups: Vec<Vec<f64>>,
}

/// Fewest samples of a pattern: two have a variance, but no variance of their correlations.
const FEWEST: usize = 3;

impl PatternSamples {
    /// Rows of `dim` positive numbers, each a sample of the pattern of its label 0, 1, …, K − 1.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the shapes do not agree, [`Error::BadActivity`] for a number that has
    /// no logarithm, [`Error::TooFew`] for fewer than two patterns, or fewer samples than three per pattern; [`Error::InPattern`] with
    /// [`Error::TooFew`] for fewer than three samples of one, and with [`Error::Constant`] for a neuron that has the same
    /// value in all samples of a pattern; [`Error::Copy`] for one that has the values of another in all samples.
    pub fn new(dim: usize, samples: &[f64], labels: &[usize]) -> Result<Self, Error> {
        if dim == 0 {
            return Err(Error::Empty { quantity: "a pattern" });
        }
        require_len("the table of samples", labels.len().saturating_mul(dim), samples.len())?;
        if let Some((at, value)) = first_not_positive(samples.iter().copied()) {
            let (sample, neuron) = (at / dim, at % dim);
            return Err(Error::BadActivity { sample, neuron, value });
        }
        let count = labels.iter().max().map_or(0, |last| last.saturating_add(1));
        require_at_least("patterns", count, 2)?;
        // A label beyond the number of samples leaves a pattern without any.
        require_at_least("samples of a pattern", labels.len() / count, FEWEST)?;
        let mut groups = vec![Vec::new(); count];
        for (row, &label) in samples.chunks_exact(dim).zip(labels) {
            groups[label].extend(row.iter().map(|x| x.ln()));
        }
        let samples = Self { dim, groups };
        for (pattern, group) in samples.groups.iter().enumerate() {
            let within = |error| Error::InPattern { pattern, error: Box::new(error) };
            samples.require_valid(group).map_err(within)?;
        }
        samples.require_distinct()?;
        Ok(samples)
    }

    /// Number of neurons d.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// Number of patterns K.
    #[expect(clippy::len_without_is_empty, reason = "there are at least two patterns")]
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// The log-normal distributions of the patterns: the means of ln x, and its covariances, whose
    /// correlations are shrunk towards zero.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a shrinkage outside \[0, 1\].
    pub fn patterns(&self, shrinkage: Shrinkage) -> Result<Patterns, Error> {
        let fits = self.groups.iter().map(|group| fit(group, self.dim, shrinkage));
        Patterns::new(&fits.collect::<Result<Vec<_>, _>>()?)
    }

    fn require_valid(&self, group: &[f64]) -> Result<(), Error> {
        require_at_least("samples of a pattern", group.len() / self.dim, FEWEST)?;
        let constant = |&i: &usize| group.iter().skip(i).step_by(self.dim).all(|x| *x == group[i]);
        let index = (0..self.dim).find(constant);
        index.map_or(Ok(()), |index| Err(Error::Constant { quantity: "a pattern", index }))
    }

    /// A neuron that is counted twice would seem to add information.
    fn require_distinct(&self) -> Result<(), Error> {
        let rows = || self.groups.iter().flat_map(|group| group.chunks_exact(self.dim));
        let original =
            |index: usize| (0..index).find(|&of| rows().all(|row| row[of] == row[index]));
        let copy = (1..self.dim).find_map(|index| Some((index, original(index)?)));
        copy.map_or(Ok(()), |(index, of)| Err(Error::Copy { quantity: "the patterns", index, of }))
    }
}

/// The distribution of one pattern from rows of ln x.
fn fit(rows: &[f64], dim: usize, shrinkage: Shrinkage) -> Result<MultivariateLogNormal, Error> {
    let count = (rows.len() / dim) as f64;
    let column = |i: usize| rows.iter().skip(i).step_by(dim);
    let mean: Vec<f64> = (0..dim).map(|i| column(i).sum::<f64>() / count).collect();
    let square = |i: usize| column(i).map(|x| (x - mean[i]).powi(2)).sum::<f64>() / (count - 1.0);
    let spread: Vec<f64> = (0..dim).map(|i| square(i).sqrt()).collect();
    let standard = |(at, x): (usize, &f64)| (x - mean[at % dim]) / spread[at % dim];
    let standard: Vec<f64> = rows.iter().enumerate().map(standard).collect();
    let correlation = shrinkage.correlation(&standard, dim)?;
    let covariance = correlation.map(|i, j, r| r * spread[i] * spread[j]);
    Ok(MultivariateLogNormal::new(mean, covariance)?)
}

/// The first number that is not positive and finite, and its place.
pub(crate) fn first_not_positive(values: impl Iterator<Item = f64>) -> Option<(usize, f64)> {
    values.enumerate().find(|(_, value)| !(value.is_finite() && *value > 0.0))
}
