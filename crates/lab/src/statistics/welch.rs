//! Welch's test of two means.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{mean, variance};

/// log₁₀ of the two-sided p-value of Welch's t-test that two samples have one mean.
///
/// ```
/// use synaptome_lab::statistics::welch_log10_p;
///
/// let (a, b) = ([1.0, 1.1, 0.9, 1.0], [2.0, 2.1, 1.9, 2.0]);
/// assert!(welch_log10_p(&a, &b) < -4.0 && welch_log10_p(&a, &a) == 0.0);
/// ```
pub fn welch_log10_p(a: &[f64], b: &[f64]) -> f64 {
    let (va, vb) = (variance(a) / a.len() as f64, variance(b) / b.len() as f64);
    let t = (mean(a) - mean(b)) / (va + vb).sqrt();
    let freedom = (va + vb).powi(2)
        / (va.powi(2) / (a.len() as f64 - 1.0) + vb.powi(2) / (b.len() as f64 - 1.0));
    match StudentsT::new(0.0, 1.0, freedom) {
        Ok(distribution) => (2.0 * distribution.sf(t.abs())).log10(),
        Err(_) => f64::NAN,
    }
}
