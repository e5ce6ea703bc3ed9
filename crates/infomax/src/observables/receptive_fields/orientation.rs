//! Whether a field prefers one orientation.

use rustfft::FftDirection;
use rustfft::num_complex::Complex;

use crate::Error;
use crate::error::{require_at_least, require_len, require_positive};
use crate::fourier::{frequency, transform};

/// |Σ P(f) e^{2iθ}| / Σ P(f) over the spatial frequencies f = |f|(cos θ, sin θ) of a square
/// field, P its power spectrum: 0 for power in all directions alike, 1 for a grating.
///
/// # Errors
/// [`Error::LengthMismatch`] if the field is not `side * side` numbers, [`Error::NotPositive`] if it has
/// no power.
pub fn orientation_concentration(field: &[f64], side: usize) -> Result<f64, Error> {
    require_at_least("pixels of the field on a side", side, 1)?;
    require_len("the field", side.saturating_mul(side), field.len())?;
    // Four times as many frequencies as pixels, so that directions are resolved.
    let size = 4 * side;
    let power = power_spectrum(field, side, size);
    let (mut resultant, mut total) = (Complex::new(0.0, 0.0), 0.0);
    for (at, power) in power.into_iter().enumerate().skip(1) {
        let (x, y) = (frequency(at % size, size), frequency(at / size, size));
        let radius = x.hypot(y);
        // The corners of the spectrum hold only some directions.
        if radius < size as f64 / 2.0 {
            resultant += Complex::from_polar(power, 2.0 * y.atan2(x));
            total += power;
        }
    }
    require_positive("the power of the field", total)?;
    Ok(resultant.norm() / total)
}

fn power_spectrum(field: &[f64], side: usize, size: usize) -> Vec<f64> {
    let mut values = vec![Complex::new(0.0, 0.0); size * size];
    for (at, &x) in field.iter().enumerate() {
        values[(at / side) * size + at % side] = Complex::new(x, 0.0);
    }
    transform(&mut values, size, FftDirection::Forward);
    values.into_iter().map(|value| value.norm_sqr()).collect()
}
