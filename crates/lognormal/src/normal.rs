//! The standard normal distribution, as far as log-normals need it.

use std::f64::consts::{FRAC_1_SQRT_2, LN_2, PI, SQRT_2};

use crate::log_domain::ln_one_minus_exp;

/// ½ ln 2π.
pub(crate) const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;
/// 1/√2π.
pub(crate) const INVERSE_SQRT_TWO_PI: f64 = 0.398_942_280_401_432_7;
/// ½ ln 2πe, the entropy in nats.
pub(crate) const ENTROPY_NATS: f64 = HALF_LN_TWO_PI + 0.5;
/// What 1/√2 is more than its `f64`.
const FRAC_1_SQRT_2_REST: f64 = -4.833_646_656_726_457e-17;
/// Below this the tail is a continued fraction.
const FAR: f64 = -5.0;
/// Below this logarithm of a probability only the square of the quantile counts.
const FARTHEST: f64 = -1e307;
/// Terms of that fraction; at 5 they leave less than 10⁻¹⁷.
const TERMS: u32 = 60;
/// Below this probability densities are subnormal numbers.
const TINY: f64 = 1e-290;

pub(crate) fn pdf(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// ½ erfc(−z/√2), and what rounding the argument loses.
pub(crate) fn cdf(z: f64) -> f64 {
    let argument = -z * FRAC_1_SQRT_2;
    let lost = (-z).mul_add(FRAC_1_SQRT_2, -argument) - z * FRAC_1_SQRT_2_REST;
    let slope = (-argument * argument).exp() / PI.sqrt();
    let change = if lost.is_finite() { slope * lost } else { 0.0 };
    0.5 * libm::erfc(argument) - change
}

/// ln Pr(Z ≤ z), to full relative precision on both sides.
pub(crate) fn ln_cdf(z: f64) -> f64 {
    if z < FAR {
        -0.5 * z * z - HALF_LN_TWO_PI + mills_ratio(-z).ln()
    } else if z < 0.0 {
        cdf(z).ln()
    } else {
        (-cdf(-z)).ln_1p()
    }
}

/// Pr(Z > z)/φ(z) = 1/(z + 1/(z + 2/(z + 3/(z + …)))) for z > 5.
fn mills_ratio(z: f64) -> f64 {
    1.0 / (1..=TERMS).rev().fold(z, |below, k| z + f64::from(k) / below)
}

/// Inverse of [`cdf`]: a rational guess (Abramowitz & Stegun 26.2.23, error 4.5e-4)
/// and three of Halley's steps, worked in the lower half where nothing cancels.
pub(crate) fn quantile(probability: f64) -> f64 {
    if probability > 0.5 {
        return -quantile(1.0 - probability);
    }
    if probability < TINY {
        return quantile_of_ln(probability.ln());
    }
    (0..3).fold(guess(probability.ln()), |z, _| halley(z, probability))
}

/// Inverse of [`ln_cdf`], by Newton's steps on it where the probability is tiny.
pub(crate) fn quantile_of_ln(ln_probability: f64) -> f64 {
    if ln_probability > -LN_2 {
        return -quantile_of_ln(ln_one_minus_exp(ln_probability));
    }
    if ln_probability > TINY.ln() {
        return quantile(ln_probability.exp());
    }
    if ln_probability < FARTHEST {
        // ln Φ(z) is −z²/2 to all digits, and its double would overflow.
        return -SQRT_2 * (-ln_probability).sqrt();
    }
    (0..4).fold(guess(ln_probability), |z, _| z - (ln_cdf(z) - ln_probability) * mills_ratio(-z))
}

fn guess(ln_probability: f64) -> f64 {
    let t = (-2.0 * ln_probability).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    above / below - t
}

fn halley(z: f64, probability: f64) -> f64 {
    let newton = (cdf(z) - probability) / pdf(z);
    z - newton / (1.0 + z * newton / 2.0)
}
