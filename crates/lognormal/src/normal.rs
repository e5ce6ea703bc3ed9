//! The standard normal distribution, as far as log-normals need it.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// ½ ln 2π.
pub(crate) const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;
/// 1/√2π.
pub(crate) const INVERSE_SQRT_TWO_PI: f64 = 0.398_942_280_401_432_7;
/// ½ ln 2πe, the entropy in nats.
pub(crate) const ENTROPY_NATS: f64 = HALF_LN_TWO_PI + 0.5;

pub(crate) fn pdf(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

pub(crate) fn cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// Inverse of [`cdf`]: a rational guess (Abramowitz & Stegun 26.2.23, error 4.5e-4)
/// and three of Halley's steps, worked in the lower half where nothing cancels.
pub(crate) fn quantile(probability: f64) -> f64 {
    if probability > 0.5 {
        return -quantile(1.0 - probability);
    }
    if probability == 0.0 {
        return f64::NEG_INFINITY;
    }
    (0..3).fold(guess(probability), |z, _| halley(z, probability))
}

fn guess(probability: f64) -> f64 {
    let t = (-2.0 * probability.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    above / below - t
}

fn halley(z: f64, probability: f64) -> f64 {
    let density = pdf(z);
    if density == 0.0 {
        return z;
    }
    let newton = (cdf(z) - probability) / density;
    z - newton / (1.0 + z * newton / 2.0)
}
