//! Measured positive numbers, and what goes wrong with them.

use crate::Error;
use crate::error::require_at_least;

/// ln w of every sample, in ascending order.
///
/// # Errors
/// If there are fewer than `needed`, one is not positive and finite, or all are equal.
pub(crate) fn sorted_logarithms(samples: &[f64], needed: usize) -> Result<Vec<f64>, Error> {
    require_at_least("samples", samples.len(), needed)?;
    let bad = samples.iter().position(|&w| !(w.is_finite() && w > 0.0));
    if let Some(index) = bad {
        return Err(Error::BadSample { quantity: "sample", index, value: samples[index] });
    }
    let mut logarithms: Vec<f64> = samples.iter().map(|w| w.ln()).collect();
    logarithms.sort_by(f64::total_cmp);
    if logarithms[0] == logarithms[logarithms.len() - 1] {
        return Err(Error::AllEqual { quantity: "samples", value: samples[0] });
    }
    Ok(logarithms)
}

/// Mean, and mean of the squared deviations.
pub(crate) fn mean_and_variance(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, values.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / n)
}

/// The mean of ((y − mean)/σ)^k.
pub(crate) fn standardised_moment(values: &[f64], mean: f64, sigma: f64, k: i32) -> f64 {
    values.iter().map(|y| ((y - mean) / sigma).powi(k)).sum::<f64>() / values.len() as f64
}
