//! Where grey values are divided into two.

use crate::Error;
use crate::error::require_finite;

/// The threshold of a picture, above which grey values count as +1.
///
/// The two thresholds that depend on the picture are grey values in it, and never the largest, so that
/// both spins occur.
///
/// ```
/// use synaptome_hopfield::{State, Threshold};
/// let greys = [10.0, 20.0, 200.0, 220.0];
/// let state = State::from_greys(&greys, Threshold::Median)?;
/// assert_eq!(state.spins(), [-1, -1, 1, 1]);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Threshold {
    /// This number, for all pictures; it may leave a picture all +1 or all -1.
    Given(f64),
    /// The grey value that divides the picture most evenly: as many values above it as not, or as near to
    /// that as equal values allow. Of two that are as near, the upper one, so that
    /// of an odd number of distinct values the middle one becomes -1.
    Median,
    /// The grey value with the largest variance between the two classes (Otsu 1979); the lowest of
    /// several.
    Otsu,
}

impl Threshold {
    /// The threshold of finite grey values, of which there is at least one.
    ///
    /// # Errors
    /// [`Error::NotFinite`] if the given one is not; [`Error::NoContrast`] if all values are equal, so that
    /// none divides them.
    pub(crate) fn of(self, greys: &[f64]) -> Result<f64, Error> {
        match self {
            Self::Given(threshold) => {
                require_finite("the threshold", threshold)?;
                Ok(threshold)
            }
            Self::Median => best(greys, |below, above, _| -(below - above - 0.5).abs()),
            Self::Otsu => {
                best(greys, |below, above, difference| below * above * difference.powi(2))
            }
        }
    }
}

/// The value in the picture for which a function is largest of the numbers of values not above and above
/// it, and of the difference of their means.
fn best(greys: &[f64], merit: impl Fn(f64, f64, f64) -> f64) -> Result<f64, Error> {
    let mut sorted = greys.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted[0], sorted[sorted.len() - 1]);
    if low == high {
        return Err(Error::NoContrast { value: low });
    }
    // Values from 0 to 1, of which sums cannot overflow.
    let unit: Vec<f64> =
        sorted.iter().map(|x| (0.5 * x - 0.5 * low) / (0.5 * high - 0.5 * low)).collect();
    let total: f64 = unit.iter().sum();
    let (mut sum, mut found) = (0.0, (f64::NEG_INFINITY, low));
    for (k, pair) in sorted.windows(2).enumerate() {
        sum += unit[k];
        let (below, above) = ((k + 1) as f64, (sorted.len() - k - 1) as f64);
        let merit = merit(below, above, (total - sum) / above - sum / below);
        if pair[0] < pair[1] && merit > found.0 {
            found = (merit, pair[0]);
        }
    }
    Ok(found.1)
}
