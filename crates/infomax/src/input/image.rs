//! Grey images and the whitening filter.

use rustfft::num_complex::Complex;
use rustfft::{FftDirection, FftPlanner};

use crate::Error;
use crate::error::{same_length, within};

/// A grey image, row after row.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    width: usize,
    height: usize,
    pixels: Vec<f64>,
}

/// More pixels than any photograph has.
const MOST_PIXELS: usize = 1 << 30;

impl Image {
    /// An image of `width` × `height` finite grey levels, row after row.
    ///
    /// # Errors
    /// If there is no pixel, their number is not `width * height`, or one is not finite.
    pub fn new(width: usize, height: usize, pixels: Vec<f64>) -> Result<Self, Error> {
        let expected = width.saturating_mul(height);
        if expected == 0 {
            return Err(Error::Empty { name: "the image" });
        }
        within("the number of pixels", expected as f64, 1.0, MOST_PIXELS as f64)?;
        same_length("the image", pixels.len(), expected)?;
        pixels.iter().try_for_each(|&x| within("a pixel", x, f64::MIN, f64::MAX).map(drop))?;
        Ok(Self { width, height, pixels })
    }

    /// The width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The height in pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The grey levels, row after row.
    pub fn pixels(&self) -> &[f64] {
        &self.pixels
    }

    /// The image through the filter R(f) = f exp(−(f/f_c)⁴) of Olshausen & Field (1997), which
    /// flattens the spectrum of natural images and cuts the corners of the spectrum off; the
    /// result has mean 0. The frequency f is in cycles per picture; the cut-off f_c is given for a
    /// picture of 512 pixels and scaled to the sides of this one.
    ///
    /// # Errors
    /// If the cut-off is not positive.
    pub fn whitened(&self, cutoff_at_512: f64) -> Result<Self, Error> {
        let cutoff = within("cutoff_at_512", cutoff_at_512, f64::MIN_POSITIVE, f64::MAX)?;
        let mut spectrum: Vec<_> = self.pixels.iter().map(|&x| Complex::new(x, 0.0)).collect();
        self.transform(&mut spectrum, false);
        for (at, value) in spectrum.iter_mut().enumerate() {
            let fx = signed(at % self.width, self.width) / self.width as f64;
            let fy = signed(at / self.width, self.height) / self.height as f64;
            let frequency = 512.0 * fx.hypot(fy);
            *value *= frequency * (-(frequency / cutoff).powi(4)).exp();
        }
        self.transform(&mut spectrum, true);
        let scale = 1.0 / self.pixels.len() as f64;
        let pixels = spectrum.into_iter().map(|value| value.re * scale).collect();
        Ok(Self { pixels, ..*self })
    }

    /// The image without a border of `margin` pixels, where a periodic filter sees the other side.
    ///
    /// # Errors
    /// If nothing would be left.
    pub fn cropped(&self, margin: usize) -> Result<Self, Error> {
        let left = |side: usize| side.checked_sub(2 * margin).filter(|&left| left > 0);
        let (Some(width), Some(height)) = (left(self.width), left(self.height)) else {
            return Err(Error::Empty { name: "the cropped image" });
        };
        let row = |y: usize| &self.pixels[(y + margin) * self.width + margin..][..width];
        Self::new(width, height, (0..height).flat_map(|y| row(y).iter().copied()).collect())
    }

    /// The discrete Fourier transform along rows, then along columns.
    fn transform(&self, values: &mut [Complex<f64>], inverse: bool) {
        let mut planner = FftPlanner::new();
        let direction = if inverse { FftDirection::Inverse } else { FftDirection::Forward };
        let mut plan = |len| planner.plan_fft(len, direction);
        let (rows, columns) = (plan(self.width), plan(self.height));
        values.chunks_exact_mut(self.width).for_each(|row| rows.process(row));
        let mut column = vec![Complex::default(); self.height];
        for x in 0..self.width {
            (0..self.height).for_each(|y| column[y] = values[y * self.width + x]);
            columns.process(&mut column);
            (0..self.height).for_each(|y| values[y * self.width + x] = column[y]);
        }
    }
}

/// The frequency at a place of a spectrum of `len` values.
fn signed(at: usize, len: usize) -> f64 {
    if at <= len / 2 { at as f64 } else { at as f64 - len as f64 }
}
