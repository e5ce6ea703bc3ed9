//! Whether a field prefers one orientation.

use rustfft::FftPlanner;
use rustfft::num_complex::Complex;

use crate::Error;
use crate::error::same_length;

/// |Σ P(f) e^{2iθ}| / Σ P(f) over the spatial frequencies f = |f|(cos θ, sin θ) of a square
/// field, P its power spectrum: 0 for power in all directions alike, 1 for a grating.
///
/// # Errors
/// If the field is not `side * side` numbers, or has no power.
pub fn orientation_concentration(field: &[f64], side: usize) -> Result<f64, Error> {
    same_length("the field", field.len(), side.saturating_mul(side))?;
    // Four times as many frequencies as pixels, so that directions are resolved.
    let size = 4 * side;
    let power = power_spectrum(field, side, size);
    let (mut resultant, mut total) = (Complex::new(0.0, 0.0), 0.0);
    for (at, power) in power.into_iter().enumerate().skip(1) {
        let (x, y) = (signed(at % size, size), signed(at / size, size));
        let radius = x.hypot(y);
        // The corners of the spectrum hold only some directions.
        if radius < size as f64 / 2.0 {
            resultant += Complex::from_polar(power, 2.0 * y.atan2(x));
            total += power;
        }
    }
    if total > 0.0 && total.is_finite() {
        Ok(resultant.norm() / total)
    } else {
        Err(Error::OutOfRange {
            name: "the power of the field",
            value: total,
            low: 0.0,
            high: f64::MAX,
        })
    }
}

fn power_spectrum(field: &[f64], side: usize, size: usize) -> Vec<f64> {
    let mut values = vec![Complex::new(0.0, 0.0); size * size];
    for (at, &x) in field.iter().enumerate() {
        values[(at / side) * size + at % side] = Complex::new(x, 0.0);
    }
    let transform = FftPlanner::new().plan_fft_forward(size);
    values.chunks_exact_mut(size).for_each(|row| transform.process(row));
    let mut column = vec![Complex::new(0.0, 0.0); size];
    for x in 0..size {
        (0..size).for_each(|y| column[y] = values[y * size + x]);
        transform.process(&mut column);
        (0..size).for_each(|y| values[y * size + x] = column[y]);
    }
    values.into_iter().map(|value| value.norm_sqr()).collect()
}

fn signed(at: usize, len: usize) -> f64 {
    if at <= len / 2 { at as f64 } else { at as f64 - len as f64 }
}
