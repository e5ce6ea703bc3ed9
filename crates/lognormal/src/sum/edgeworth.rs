//! The entropy from the first four cumulants of ln w.

use super::approximation::{SumApproximation, information_nats};
use crate::{Convolution, Error, LogCumulants, LogNormalSum, normal};

/// The entropy from the exact cumulants of ln w, those of [`Convolution`]: the entropy of a
/// normal ln w with their mean and variance, less what skewness g and excess kurtosis k take
/// away in Edgeworth's expansion, g²/12 + k²/48 + 7g⁴/48 − g²k/8.
///
/// This method needs the density and so saves nothing; it shows how far a log-normal can be
/// right, and what is left after four cumulants.
///
/// ```
/// use synaptome_lognormal::{Convolution, LogNormal, LogNormalSum, EdgeworthExpansion, SumApproximation};
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
/// let exact = Convolution::default().information_of_last_nats(&sum)?;
/// let quick = EdgeworthExpansion::default().information_of_last_nats(&sum)?;
/// assert!((quick / exact - 1.0).abs() < 0.02);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct EdgeworthExpansion {
    /// Whether to subtract the terms of g and k; the entropy is that of a normal ln w if not.
    pub higher_cumulants: bool,
    /// Where the cumulants come from.
    pub convolution: Convolution,
}

/// The fourth moment weighs the rounding of densities in far tails by the fourth power of their distance, which is up to 50.
const ROUNDING_NATS: f64 = 1e-5;

impl Default for EdgeworthExpansion {
    fn default() -> Self {
        Self { higher_cumulants: true, convolution: Convolution::default() }
    }
}

impl SumApproximation for EdgeworthExpansion {
    fn name(&self) -> &'static str {
        if self.higher_cumulants { "log-moments + Edgeworth" } else { "log-moments" }
    }

    fn entropy_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        let cumulants = sum.exact(self.convolution)?.resolved()?.log_cumulants();
        Ok(if self.higher_cumulants { edgeworth_nats(&cumulants) } else { normal_nats(&cumulants) })
    }

    fn information_of_last_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        information_nats(self, sum, ROUNDING_NATS)
    }
}

/// μ + ½ ln(2πe σ²).
fn normal_nats(cumulants: &LogCumulants) -> f64 {
    cumulants.mean + cumulants.variance.ln() / 2.0 + normal::ENTROPY_NATS
}

fn edgeworth_nats(cumulants: &LogCumulants) -> f64 {
    let (g2, k) = (cumulants.skewness.powi(2), cumulants.kurtosis);
    let lost = g2 / 12.0 + k * k / 48.0 + 7.0 * g2 * g2 / 48.0 - g2 * k / 8.0;
    normal_nats(cumulants) - lost
}
