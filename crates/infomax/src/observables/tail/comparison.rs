//! Vuong's test: which of two distributions is nearer to the data.

use super::fit::Tail;
use super::sample::no_size;
use crate::Error;
use crate::observables::sizes::SizeCounts;

/// A likelihood-ratio test of two distributions that were fitted to the same sizes (Vuong 1989,
/// Econometrica 57, 307; Clauset, Shalizi & Newman 2009, SIAM Review 51, 661, appendix C).
///
/// ```
/// use synaptome_infomax::observables::{Comparison, SizeCounts, Tail, TailShape};
///
/// let counts = SizeCounts::from_counts(&[0, 350, 124, 67, 44, 31, 24, 19, 15, 13, 11]);
/// let power = Tail::fit(TailShape::Power, &counts, 1..=10)?;
/// let exponential = Tail::fit(TailShape::Exponential, &counts, 1..=10)?;
/// let comparison = Comparison::of(&power, &exponential, &counts)?;
/// assert!(comparison.normalised_ratio > 2.0 && comparison.p < 0.05);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Comparison {
    /// The log-likelihood of the first less that of the second, in nats; positive if the first is nearer.
    pub ln_ratio: f64,
    /// The same divided by its standard deviation √(n) σ, σ being that of the differences of single
    /// observations; 0 if the two distributions are the same.
    pub normalised_ratio: f64,
    /// The probability of a ratio as far from 0 if both were equally near. For nested distributions, of a
    /// ratio as large if the special case were true: Wilks's χ² with one degree of freedom, and half of
    /// that where the special case is an end of the parameter's range, as at λ = 0 of a cut-off.
    pub p: f64,
    /// Whether one distribution is a special case of the other.
    pub nested: bool,
}

impl Comparison {
    /// Compares two distributions that were fitted to `counts`.
    ///
    /// # Errors
    /// [`Error::DifferentRanges`] if their ranges differ, [`Error::LengthMismatch`] if they were fitted to
    /// another number of observations than `counts` has in the range, [`Error::NoSize`] if it has none.
    pub fn of(first: &Tail, second: &Tail, counts: &SizeCounts) -> Result<Self, Error> {
        if first.range != second.range {
            let (one, other) = (first.range.to_string(), second.range.to_string());
            return Err(Error::DifferentRanges { one, other });
        }
        let all = counts.total();
        let counts = counts.iter().filter(|pair| first.range.contains(pair.0));
        let differences: Vec<(f64, f64)> = counts
            .map(|(s, n)| (first.ln_probability(s) - second.ln_probability(s), n as f64))
            .collect();
        let n: f64 = differences.iter().map(|pair| pair.1).sum();
        if n == 0.0 {
            return Err(no_size(first.range, all));
        }
        for tail in [first, second] {
            require_same(tail.bursts, n)?;
        }
        Ok(Self::from_differences(first, second, &differences, n))
    }

    fn from_differences(first: &Tail, second: &Tail, differences: &[(f64, f64)], n: f64) -> Self {
        let ln_ratio: f64 = differences.iter().map(|(d, count)| d * count).sum();
        let squares = differences.iter().map(|(d, count)| count * (d - ln_ratio / n).powi(2));
        let deviation = squares.sum::<f64>().sqrt();
        // What rounding leaves of two descriptions of one distribution.
        let alike = deviation <= 1e-12 * n.sqrt();
        let normalised_ratio = if alike { 0.0 } else { ln_ratio / deviation };
        let root_half = std::f64::consts::FRAC_1_SQRT_2;
        let (general, special) = (second.shape, first.shape);
        let nested = special.is_special_case_of(general) || general.is_special_case_of(special);
        let p = if nested {
            wilks(first, second, ln_ratio.abs())
        } else {
            libm::erfc(normalised_ratio.abs() * root_half)
        };
        Self { ln_ratio, normalised_ratio, p, nested }
    }
}

/// P(χ²₁ > 2 r) = erfc(√r), halved if the special case is λ = 0.
fn wilks(first: &Tail, second: &Tail, ratio: f64) -> f64 {
    let at_end = first.shape.is_end_of(second.shape) || second.shape.is_end_of(first.shape);
    let tail = libm::erfc(ratio.sqrt());
    if at_end && ratio > 1e-9 { 0.5 * tail } else { tail }
}

fn require_same(bursts: u64, found: f64) -> Result<(), Error> {
    let (expected, found) = (bursts as usize, found as usize);
    let quantity = "the list of sizes in the range";
    crate::error::require_len(quantity, expected, found)
}
