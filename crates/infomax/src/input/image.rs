//! Grey images and the whitening filter.

use rustfft::FftDirection;
use rustfft::num_complex::Complex;

use crate::Error;
use crate::error::{require_at_most, require_finite, require_len, require_positive};
use crate::fourier::{frequency, transform};

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
    /// ```
    /// use synaptome_infomax::input::Image;
    ///
    /// let image = Image::new(3, 2, vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0])?; // two rows of three pixels
    /// assert_eq!((image.width(), image.height(), image.contrast()), (3, 2, 5.0));
    /// assert!(Image::new(3, 2, vec![0.0; 5]).is_err());
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there is no pixel, their number is not `width * height`, or one is not finite.
    pub fn new(width: usize, height: usize, pixels: Vec<f64>) -> Result<Self, Error> {
        let expected = width.saturating_mul(height);
        if expected == 0 {
            return Err(Error::Empty { quantity: "the image" });
        }
        require_at_most("the number of pixels", expected, MOST_PIXELS)?;
        require_len("the list of pixels", expected, pixels.len())?;
        pixels.iter().try_for_each(|&x| require_finite("a pixel", x))?;
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
    /// ```
    /// use synaptome_infomax::input::Image;
    ///
    /// let pixels = (0..64 * 64).map(|i| f64::from(i % 64)).collect();
    /// let white = Image::new(64, 64, pixels)?.whitened(200.0)?.cropped(8)?;
    /// assert_eq!(white.width(), 48);
    /// assert!(white.contrast() > 0.0);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotPositive`] if the cut-off is not positive, [`Error::NoStructure`] if the image is constant,
    /// of which the filter would leave rounding errors alone, [`Error::NotFinite`] if grey levels are so large
    /// that the filtered image overflows.
    pub fn whitened(&self, cutoff_at_512: f64) -> Result<Self, Error> {
        require_positive("the cut-off", cutoff_at_512)?;
        self.require_structure()?;
        let mut spectrum: Vec<_> = self.pixels.iter().map(|&x| Complex::new(x, 0.0)).collect();
        transform(&mut spectrum, self.width, FftDirection::Forward);
        for (at, value) in spectrum.iter_mut().enumerate() {
            let fx = frequency(at % self.width, self.width) / self.width as f64;
            let fy = frequency(at / self.width, self.height) / self.height as f64;
            let f = 512.0 * fx.hypot(fy);
            *value *= f * (-(f / cutoff_at_512).powi(4)).exp();
        }
        transform(&mut spectrum, self.width, FftDirection::Inverse);
        let scale = 1.0 / self.pixels.len() as f64;
        let pixels: Vec<f64> = spectrum.into_iter().map(|value| value.re * scale).collect();
        pixels.iter().try_for_each(|&x| require_finite("a pixel of the filtered image", x))?;
        Ok(Self { pixels, ..*self })
    }

    /// The largest grey level less the smallest.
    pub fn contrast(&self) -> f64 {
        let (low, high) = self.range();
        high - low
    }

    fn range(&self) -> (f64, f64) {
        let ends = (f64::INFINITY, f64::NEG_INFINITY);
        self.pixels.iter().fold(ends, |(low, high), &x| (low.min(x), high.max(x)))
    }

    /// That grey levels differ by more than rounding.
    pub(super) fn require_structure(&self) -> Result<(), Error> {
        let (low, high) = self.range();
        let is_constant = high - low <= 1e-13 * low.abs().max(high.abs());
        if is_constant {
            Err(Error::NoStructure { quantity: "the image", value: low })
        } else {
            Ok(())
        }
    }

    /// The image without a border of `margin` pixels, where a periodic filter sees the other side.
    ///
    /// # Errors
    /// If nothing would be left.
    pub fn cropped(&self, margin: usize) -> Result<Self, Error> {
        let left =
            |side: usize| side.checked_sub(margin.saturating_mul(2)).filter(|&left| left > 0);
        let (Some(width), Some(height)) = (left(self.width), left(self.height)) else {
            return Err(Error::Empty { quantity: "the cropped image" });
        };
        let row = |y: usize| &self.pixels[(y + margin) * self.width + margin..][..width];
        Self::new(width, height, (0..height).flat_map(|y| row(y).iter().copied()).collect())
    }
}
