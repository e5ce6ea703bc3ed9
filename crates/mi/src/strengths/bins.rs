//! Bins that each hold the sizes that cannot be told apart.

use super::ratio;
use crate::error::Error;
use crate::samples::first_not_positive;

/// Bins of sizes that cannot be told apart, and how often each is used.
///
/// The sizes are sorted; a bin holds all sizes up to r times its smallest, and the next begins at the first
/// size outside, with r = (√2 + c)/(√2 − c) for the coefficient of variation c of two synapses of one
/// cause. In the manner of M. Samavat et al., *Synaptic information storage capacity measured with
/// information theory*, Neural Comput. 36, 781 (2024), doi:10.1162/neco_a_01659; the rule is
/// reconstructed from its abstract and numbers. The number of bins grows with the number of sizes.
///
/// ```
/// use synaptome_mi::StrengthBins;
/// let bins = StrengthBins::new(&[1.0, 1.1, 2.0, 2.1, 2.2, 9.0], 0.12)?;
/// assert_eq!(bins.counts(), [2, 3, 1]);
/// assert!((bins.entropy_bits() - 1.459).abs() < 1e-3);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct StrengthBins {
    counts: Vec<usize>,
}

impl StrengthBins {
    /// The bins of sizes, for the coefficient of variation of two synapses of one cause.
    ///
    /// # Errors
    /// [`Error::Empty`] without sizes, [`Error::BadSample`] for a size that is not positive and finite,
    /// [`Error::OutOfRange`] unless the coefficient of variation is between 0 and √2.
    pub fn new(sizes: &[f64], variation: f64) -> Result<Self, Error> {
        if sizes.is_empty() {
            return Err(Error::Empty { quantity: "the list of sizes" });
        }
        if let Some((index, value)) = first_not_positive(sizes.iter().copied()) {
            return Err(Error::BadSample { quantity: "size", index, value });
        }
        let ratio = ratio(variation)?;
        let mut sorted = sizes.to_vec();
        sorted.sort_by(f64::total_cmp);
        let (mut counts, mut rest) = (Vec::new(), &sorted[..]);
        while let [smallest, ..] = rest {
            let count = rest.partition_point(|size| size / smallest <= ratio);
            counts.push(count);
            rest = &rest[count..];
        }
        Ok(Self { counts })
    }

    /// How many sizes each bin holds, from the smallest on.
    pub fn counts(&self) -> &[usize] {
        &self.counts
    }

    /// Number of bins.
    #[expect(clippy::len_without_is_empty, reason = "there is at least one bin")]
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// H = −Σ p log₂ p, for the fractions p of sizes in the bins.
    pub fn entropy_bits(&self) -> f64 {
        let total: usize = self.counts.iter().sum();
        let fractions = self.counts.iter().map(|&count| count as f64 / total as f64);
        fractions.map(|p| -p * p.log2()).sum()
    }

    /// log₂ of the number of bins, the entropy if all were used equally.
    pub fn capacity_bits(&self) -> f64 {
        (self.len() as f64).log2()
    }
}
