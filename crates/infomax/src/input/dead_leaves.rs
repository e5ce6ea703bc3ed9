//! Dead leaves: the standard synthetic stand-in for natural images.

use rand::{Rng, RngExt};

use super::image::Image;
use crate::Error;
use crate::error::require_in;

/// A square image of opaque discs that fall on each other until none of the ground is seen
/// (Lee, Mumford & Huang 2001). Radii have a density in proportion to r⁻³ between 2 pixels and a quarter of the
/// side, which makes the image scale-invariant; grey levels are uniform on [0, 1].
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::input::draw_dead_leaves;
///
/// let image = draw_dead_leaves(64, &mut ChaCha8Rng::seed_from_u64(1))?;
/// assert_eq!(image.pixels().len(), 64 * 64);
/// assert!(image.contrast() > 0.0);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
///
/// # Errors
/// [`Error::OutOfRange`] if the side is not within 16 to 8192 pixels.
pub fn draw_dead_leaves<R: Rng + ?Sized>(side: usize, rng: &mut R) -> Result<Image, Error> {
    require_in("the side of the image", side as f64, 16.0, 8192.0)?;
    let mut pixels = vec![f64::NAN; side * side];
    let mut bare = pixels.len();
    while bare > 0 {
        bare -= drop_leaf(&mut pixels, side, rng);
    }
    Image::new(side, side, pixels)
}

/// Puts a disc under all others; returns how many bare pixels it covers.
fn drop_leaf<R: Rng + ?Sized>(pixels: &mut [f64], side: usize, rng: &mut R) -> usize {
    let (smallest, largest) = (2.0_f64, side as f64 / 4.0);
    let fraction = rng.random_range(0.0..1.0);
    // The inverse of the distribution function of the density ~ r⁻³.
    let (a, b) = (smallest.powi(-2), largest.powi(-2));
    let radius: f64 = (a - fraction * (a - b)).powf(-0.5);
    let range = -radius..side as f64 + radius;
    let (x, y) = (rng.random_range(range.clone()), rng.random_range(range));
    let grey = rng.random_range(0.0..1.0);
    let rows = clip(y - radius, side)..clip(y + radius + 1.0, side);
    let mut covered = 0;
    for row in rows {
        let half = (radius.powi(2) - (row as f64 - y).powi(2)).max(0.0).sqrt();
        let columns = clip(x - half, side)..clip(x + half, side);
        for pixel in pixels[row * side..][columns].iter_mut().filter(|pixel| pixel.is_nan()) {
            *pixel = grey;
            covered += 1;
        }
    }
    covered
}

fn clip(place: f64, side: usize) -> usize {
    (place.ceil().max(0.0) as usize).min(side)
}
