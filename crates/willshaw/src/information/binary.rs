//! Information of units that are active or silent.

use super::ErrorRates;
use crate::{PatternCode, RandomCode};

/// −p log₂ p, continued by 0 at p = 0.
pub(super) fn surprise_bits(p: f64) -> f64 {
    if p > 0.0 { -p * p.log2() } else { 0.0 }
}

/// I(p) = −p log₂ p − (1 − p) log₂(1 − p) (A.1); NaN outside [0, 1].
///
/// ```
/// use synaptome_willshaw::information::entropy_bits;
/// assert_eq!(entropy_bits(0.5), 1.0);
/// assert_eq!(entropy_bits(0.0), 0.0);
/// ```
pub fn entropy_bits(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let rest = if p < 1.0 { -(1.0 - p) * (-p).ln_1p() / std::f64::consts::LN_2 } else { 0.0 };
    surprise_bits(p) + rest
}

/// I(Y|X) = p I(p₁₀) + (1 − p) I(p₀₁) (A.2), p the probability of a one.
pub fn conditional_entropy_bits(p: f64, rates: ErrorRates) -> f64 {
    p * entropy_bits(rates.missing()) + (1.0 - p) * entropy_bits(rates.spurious())
}

/// T(p, p₀₁, p₁₀) = I(Y) − I(Y|X), of one unit that is active with probability p (A.3).
///
/// ```
/// use synaptome_willshaw::information::{ErrorRates, entropy_bits, transinformation_bits};
///
/// let clean = transinformation_bits(0.1, ErrorRates::new(0.0, 0.0)?);
/// assert!((clean - entropy_bits(0.1)).abs() < 1e-12); // without errors, all of the entropy
/// let noise = transinformation_bits(0.1, ErrorRates::new(0.3, 0.7)?);
/// assert!(noise.abs() < 1e-12); // the output is active as often either way
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
pub fn transinformation_bits(p: f64, rates: ErrorRates) -> f64 {
    let active = p * (1.0 - rates.missing()) + (1.0 - p) * rates.spurious();
    entropy_bits(active.clamp(0.0, 1.0)) - conditional_entropy_bits(p, rates)
}

/// n T(k/n, p₀₁, p₁₀): of one random pattern (A.4).
///
/// ```
/// use synaptome_willshaw::{
///     PatternCode, RandomCode,
///     information::{ErrorRates, random_code_bits},
/// };
///
/// let code = RandomCode::new(1_000, 10)?;
/// let bits = random_code_bits(code, ErrorRates::new(0.0, 0.0)?);
/// assert!((bits - code.information_bits()).abs() < 4.0); // n I(k/n) against log₂ of n over k
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
pub fn random_code_bits(code: RandomCode, rates: ErrorRates) -> f64 {
    independent_units_bits(code, rates)
}

/// The same of any code, as if its units were independent.
pub(super) fn independent_units_bits<C: PatternCode>(code: C, rates: ErrorRates) -> f64 {
    let n = code.units() as f64;
    n * transinformation_bits(code.activity() as f64 / n, rates)
}
