//! Whether a field prefers one orientation.

use rustfft::FftDirection;
use rustfft::num_complex::Complex;

use super::field::Field;
use crate::fourier::{frequency, transform};

/// |Σ P(f) e^{2iθ}| / Σ P(f) over the spatial frequencies f = |f|(cos θ, sin θ) of a field, P its power
/// spectrum: 0 for power in all directions alike, 1 for a grating. 0 for a single row or column of pixels,
/// in which there are no directions.
///
/// ```
/// use synaptome_infomax::observables::receptive_fields::{Field, orientation_concentration};
///
/// let stripes: Vec<f64> = (0..64).map(|i| if i % 2 == 0 { 1.0 } else { -1.0 }).collect();
/// assert!(orientation_concentration(&Field::new(&stripes, 8, 8)?) > 0.9);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
pub fn orientation_concentration(field: &Field) -> f64 {
    let side = field.rows().max(field.columns());
    if field.rows().min(field.columns()) == 1 {
        return 0.0;
    }
    // Four times as many frequencies as pixels, so that directions are resolved.
    let size = 4 * side;
    let power = power_spectrum(field, size);
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
    if total > 0.0 { resultant.norm() / total } else { 0.0 }
}

/// On a square, so that no direction has more frequencies than another.
fn power_spectrum(field: &Field, size: usize) -> Vec<f64> {
    let mut values = vec![Complex::new(0.0, 0.0); size * size];
    let columns = field.columns();
    for (at, &x) in field.values().iter().enumerate() {
        values[(at / columns) * size + at % columns] = Complex::new(x, 0.0);
    }
    transform(&mut values, size, FftDirection::Forward);
    values.into_iter().map(|value| value.norm_sqr()).collect()
}
