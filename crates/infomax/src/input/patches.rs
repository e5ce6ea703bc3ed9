//! Random image patches, coded by neurons for light and for dark.

use rand::{Rng, RngExt};

use super::image::Image;
use super::source::Input;
use crate::Error;
use crate::chance::happens;
use crate::error::{require_at_least, require_at_most, require_in, require_positive};
use crate::raster::MOST_NEURONS;

/// Square patches of whitened images and the gain with which they drive input neurons.
///
/// Patches without structure, such as those of an overexposed sky, are never drawn:
/// [`Patches::skipped`] says how many there are.
#[derive(Clone, Debug, PartialEq)]
pub struct Patches {
    images: Vec<Image>,
    side: usize,
    gain: f64,
    /// For each image with uniform patches, the places of the others.
    places: Vec<Option<Vec<u32>>>,
    skipped: usize,
}

impl Patches {
    /// Patches of `side` × `side` pixels from images whose mean is 0. The gain α is such that the
    /// input neurons, two per pixel, fire with `mean_rate` on average: an "on" neuron fires with
    /// probability min(1, α d) if its pixel is d > 0, an "off" neuron with min(1, −α d) if d < 0
    /// (Tanaka, Kaneko & Aoyagi 2009, §2).
    ///
    /// ```
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::input::{Patches, draw_dead_leaves};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let image = draw_dead_leaves(64, rng)?.whitened(200.0)?;
    /// let patches = Patches::new(vec![image], 8, 0.05)?;
    /// assert_eq!(patches.inputs(), 2 * 64); // an “on” and an “off” neuron for each pixel
    /// assert_eq!(patches.draw(rng).len(), 64);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Empty`] if there is no image, [`Error::TooFew`] if an image is smaller than a patch,
    /// [`Error::NoStructure`] if an image or all of its patches are uniform, [`Error::NotPositive`] or
    /// [`Error::OutOfRange`] if the mean rate is not above 0 and at most 0.499, or so few pixels
    /// differ from 0 that no gain gives this rate.
    pub fn new(images: Vec<Image>, side: usize, mean_rate: f64) -> Result<Self, Error> {
        require_positive("the mean rate", mean_rate)?;
        require_in("the mean rate", mean_rate, 0.0, 0.499)?;
        if images.is_empty() {
            return Err(Error::Empty { quantity: "the list of images" });
        }
        require_at_least("pixels of a patch on a side", side, 1)?;
        let inputs = side.saturating_mul(side).saturating_mul(2);
        require_at_most("the number of input neurons", inputs, MOST_NEURONS)?;
        for image in &images {
            let smallest = image.width().min(image.height());
            require_at_least("pixels of an image on a side", smallest, side)?;
            image.require_structure()?;
        }
        let gain = gain(&images, mean_rate)?;
        require_positive("the gain of the patches", gain)?;
        let places: Vec<_> = images.iter().map(|image| structured_places(image, side)).collect();
        let skipped = skipped(&images, &places, side)?;
        Ok(Self { images, side, gain, places, skipped })
    }

    /// The number of places, in all images, whose patch is uniform: of less than a millionth of the contrast
    /// of its image. They are never drawn.
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// The gain α.
    pub fn gain(&self) -> f64 {
        self.gain
    }

    /// The number of input neurons: "on" for every pixel, then "off" for every pixel.
    pub fn inputs(&self) -> usize {
        2 * self.side * self.side
    }

    /// A patch at a random place, row after row.
    pub fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> Vec<f64> {
        let mut patch = Vec::with_capacity(self.side * self.side);
        self.draw_into(&mut patch, rng);
        patch
    }

    fn draw_into<R: Rng + ?Sized>(&self, patch: &mut Vec<f64>, rng: &mut R) {
        let chosen = rng.random_range(0..self.images.len());
        let image = &self.images[chosen];
        let (x, y) = if let Some(places) = &self.places[chosen] {
            let place = places[rng.random_range(0..places.len())] as usize;
            (place % image.width(), place / image.width())
        } else {
            let x = rng.random_range(0..=image.width() - self.side);
            (x, rng.random_range(0..=image.height() - self.side))
        };
        patch.clear();
        for row in y..y + self.side {
            patch.extend_from_slice(&image.pixels()[row * image.width() + x..][..self.side]);
        }
    }

    /// The fraction of pixels that drive their neuron with certainty, |d| > 1/α.
    pub fn saturated_fraction(&self) -> f64 {
        let all = || self.images.iter().flat_map(Image::pixels);
        let saturated = all().filter(|d| d.abs() * self.gain > 1.0).count();
        saturated as f64 / all().count() as f64
    }
}

/// The places of the patches that are not uniform; none if no patch is.
fn structured_places(image: &Image, side: usize) -> Option<Vec<u32>> {
    let limit = 1e-6 * image.contrast();
    let is_structured = |&place: &u32| {
        let rows =
            (0..side).map(|row| &image.pixels()[place as usize + row * image.width()..][..side]);
        let first = image.pixels()[place as usize];
        // A patch of one pixel has no structure to miss.
        side == 1 || rows.flatten().any(|x| (x - first).abs() > limit)
    };
    let columns = 0..=(image.width() - side) as u32;
    let row = |y: usize| columns.clone().map(move |x| (y * image.width()) as u32 + x);
    let all = (0..=image.height() - side).flat_map(row);
    let has_uniform = !all.clone().all(|place| is_structured(&place));
    has_uniform.then(|| all.filter(is_structured).collect())
}

fn skipped(images: &[Image], places: &[Option<Vec<u32>>], side: usize) -> Result<usize, Error> {
    let mut skipped = 0;
    for (image, places) in images.iter().zip(places) {
        let Some(places) = places else { continue };
        if places.is_empty() {
            let value = image.pixels()[0];
            return Err(Error::NoStructure { quantity: "each patch of an image", value });
        }
        skipped += (image.width() - side + 1) * (image.height() - side + 1) - places.len();
    }
    Ok(skipped)
}

/// Solves mean min(1, α|d|) = 2 · rate, as one of the two neurons of a pixel is driven.
fn gain(images: &[Image], rate: f64) -> Result<f64, Error> {
    let mut sizes: Vec<f64> =
        images.iter().flat_map(Image::pixels).map(|d| d.abs()).step_by(7).collect();
    sizes.sort_by(f64::total_cmp);
    let mean = |gain: f64| -> f64 {
        sizes.iter().map(|size| (gain * size).min(1.0)).sum::<f64>() / sizes.len() as f64
    };
    let typical = sizes.iter().sum::<f64>() / sizes.len() as f64;
    require_positive("the mean contrast of the images", typical)?;
    // No gain drives neurons of pixels that are 0.
    let driven = sizes.iter().filter(|&&size| size > 0.0).count() as f64;
    require_in("the mean rate", rate, 0.0, 0.499 * driven / sizes.len() as f64)?;
    let (mut low, mut high) = (0.0, 1e3 / typical);
    while mean(high) < 2.0 * rate && high < f64::MAX / 2.0 {
        high *= 2.0;
    }
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if mean(middle) < 2.0 * rate { low = middle } else { high = middle }
    }
    Ok(0.5 * (low + high))
}

/// A new random patch at every step.
#[derive(Clone, Debug, PartialEq)]
pub struct PatchStream<'a> {
    patches: &'a Patches,
    current: Vec<f64>,
}

impl<'a> PatchStream<'a> {
    /// A stream of patches; the network has [`Patches::inputs`] input neurons.
    ///
    /// ```
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::input::{PatchStream, Patches, draw_dead_leaves};
    /// use synaptome_infomax::{Firing, Network};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let patches = Patches::new(vec![draw_dead_leaves(64, rng)?.whitened(200.0)?], 8, 0.05)?;
    /// let mut network = Network::draw_with_inputs(16, patches.inputs(), Firing::default(), rng)?;
    /// let raster = network.run(1_000, &mut PatchStream::new(&patches), rng);
    /// assert_eq!(raster.neurons(), 16 + 128);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    pub fn new(patches: &'a Patches) -> Self {
        Self { patches, current: Vec::new() }
    }

    /// The patch of the last step, row after row.
    pub fn current(&self) -> &[f64] {
        &self.current
    }
}

impl Input for PatchStream<'_> {
    fn impose(&mut self, free: usize, firing: &mut Vec<u16>, rng: &mut dyn Rng) {
        self.patches.draw_into(&mut self.current, rng);
        let gain = self.patches.gain;
        for (sign, base) in [(1.0, free), (-1.0, free + self.current.len())] {
            for (pixel, &d) in self.current.iter().enumerate() {
                let probability = sign * gain * d;
                if probability > 0.0 && happens(probability, rng) {
                    firing.push((base + pixel) as u16);
                }
            }
        }
    }
}
