//! Fourier transforms of images.

use rustfft::num_complex::Complex;
use rustfft::{FftDirection, FftPlanner};

/// The discrete Fourier transform of rows of `width` values, along rows, then along columns.
pub(crate) fn transform(values: &mut [Complex<f64>], width: usize, direction: FftDirection) {
    let height = values.len() / width;
    let mut planner = FftPlanner::new();
    let (rows, columns) = (planner.plan_fft(width, direction), planner.plan_fft(height, direction));
    values.chunks_exact_mut(width).for_each(|row| rows.process(row));
    let mut column = vec![Complex::default(); height];
    for x in 0..width {
        (0..height).for_each(|y| column[y] = values[y * width + x]);
        columns.process(&mut column);
        (0..height).for_each(|y| values[y * width + x] = column[y]);
    }
}

/// The signed frequency at a place of a spectrum of `len` values.
pub(crate) fn frequency(at: usize, len: usize) -> f64 {
    if at <= len / 2 { at as f64 } else { at as f64 - len as f64 }
}
