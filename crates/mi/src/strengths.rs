//! How many strengths of a synapse can be told apart, from measured sizes.

mod bins;
mod pairs;

pub use bins::StrengthBins;
pub use pairs::SizePairs;

use crate::error::{Error, require_finite, require_in, require_positive};

/// The ratio r = (√2 + c)/(√2 − c) of two sizes whose coefficient of variation √2|a − b|/(a + b) is c: a
/// strength that is r times another is as far from it as two synapses of one cause are from each other.
pub(crate) fn ratio(variation: f64) -> Result<f64, Error> {
    require_positive("the coefficient of variation", variation)?;
    // At √2 one of the two sizes is zero.
    require_in("the coefficient of variation", variation, 0.0, 2.0_f64.sqrt().next_down())?;
    Ok((2.0_f64.sqrt() + variation) / (2.0_f64.sqrt() - variation))
}

/// ln(largest/smallest)/ln r, the number of strengths between two sizes that are a ratio r apart, for the
/// coefficient of variation c of two synapses of one cause: r = (√2 + c)/(√2 − c).
///
/// In the manner of T. M. Bartol et al., *Nanoconnectomic upper bound on the variability of synaptic
/// plasticity*, eLife 4, e10778 (2015), doi:10.7554/eLife.10778, which reports 26 sizes; the rule is
/// reconstructed from its abstract and numbers.
///
/// ```
/// let strengths = synaptome_mi::strengths_in_range(1.0, 60.0, 0.12)?;
/// assert!((strengths - 24.1).abs() < 0.05);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// [`Error::NotPositive`] or [`Error::OutOfRange`] for sizes that are not positive and in order, or a
/// coefficient of variation that is not between 0 and √2.
pub fn strengths_in_range(smallest: f64, largest: f64, variation: f64) -> Result<f64, Error> {
    require_positive("the smallest size", smallest)?;
    require_positive("the largest size", largest)?;
    require_in("the largest size", largest, smallest, f64::MAX)?;
    let ratio = ratio(variation)?;
    // So near 1 the ratio loses digits: ln((√2 + v)/(√2 − v)) = 2 artanh(v/√2).
    let ln_ratio =
        if variation < 1e-2 { 2.0 * (variation / 2.0_f64.sqrt()).atanh() } else { ratio.ln() };
    let strengths = (largest.ln() - smallest.ln()) / ln_ratio;
    require_finite("the number of strengths", strengths)
}
