//! Images and patches.

use synaptome_infomax::input::{Image, PatchStream, Patches, draw_dead_leaves};
use synaptome_infomax::observables::receptive_fields::SpikeTriggeredAverage;
use synaptome_infomax::{Error, Firing, Network};

use super::fields::{fit_gabor, orientation_concentration};
use super::given::{rng, whitened};

/// A single cosine passes the filter with the gain f exp(−(f/f_c)⁴), f per 512 pixels.
#[test]
fn the_filter_has_the_stated_gain_at_every_frequency() {
    for (side, cycles) in [(64_usize, 5_usize), (96, 20), (128, 40)] {
        let wave = |x: usize| (std::f64::consts::TAU * (cycles * x) as f64 / side as f64).cos();
        let pixels = (0..side * side).map(|at| wave(at % side)).collect();
        let image = Image::new(side, side, pixels).unwrap().whitened(200.0).unwrap();
        let f = 512.0 * cycles as f64 / side as f64;
        let gain = f * (-(f / 200.0).powi(4)).exp();
        for (at, x) in image.pixels().iter().enumerate() {
            assert!((x - gain * wave(at % side)).abs() < 1e-9 * (1.0 + f), "{side} {cycles}");
        }
    }
}

#[test]
fn dead_leaves_cover_everything_and_whitening_removes_the_mean() {
    let image = draw_dead_leaves(128, &mut rng(1)).unwrap();
    assert!(image.pixels().iter().all(|x| (0.0..=1.0).contains(x)));
    let white = image.whitened(200.0).unwrap();
    let mean = white.pixels().iter().sum::<f64>() / white.pixels().len() as f64;
    assert!(mean.abs() < 1e-9, "{mean}");
}

/// Scale invariance gives dead leaves a power spectrum near f^−2, so that after multiplication
/// by f² low and middle frequencies have powers of the same order; white noise would differ by
/// a factor of 64.
#[test]
fn whitening_flattens_the_spectrum_of_dead_leaves() {
    let power = |image: &Image, block: usize| {
        // Power of differences of block means: a band around one frequency.
        let n = image.width() / block;
        let mean = |i: usize, j: usize| {
            let rows = i * block..(i + 1) * block;
            rows.flat_map(|y| (j * block..(j + 1) * block).map(move |x| (x, y)))
                .map(|(x, y)| image.pixels()[y * image.width() + x])
                .sum::<f64>()
                / (block * block) as f64
        };
        let pairs = (0..n).flat_map(|i| (0..n - 1).map(move |j| (i, j)));
        pairs.map(|(i, j)| (mean(i, j) - mean(i, j + 1)).powi(2)).sum::<f64>()
            / (n * (n - 1)) as f64
            * (block * block) as f64
    };
    let image = whitened(512, 3);
    let ratio = power(&image, 4) / power(&image, 16);
    assert!((0.2..5.0).contains(&ratio), "{ratio}");
}

#[test]
fn inputs_fire_at_the_rate_that_the_gain_was_solved_for() {
    let patches = Patches::new(vec![whitened(256, 5)], 12, 0.15).unwrap();
    let firing = Firing { target_rate: 0.03, ..Firing::default() };
    let inputs = patches.inputs();
    let mut network = Network::draw_with_inputs(10, inputs, firing, &mut rng(1)).unwrap();
    let raster = network.run(20_000, &mut PatchStream::new(&patches), &mut rng(2));
    let rates = raster.rates();
    let mean = rates[10..].iter().sum::<f64>() / inputs as f64;
    assert!((mean - 0.15).abs() < 0.01, "{mean}");
    // A pixel never drives both of its neurons.
    for step in &raster {
        let pixel = |i: &u16| (usize::from(*i) - 10) % 144;
        let mut pixels: Vec<usize> = step.iter().filter(|i| **i >= 10).map(pixel).collect();
        let all = pixels.len();
        pixels.sort_unstable();
        pixels.dedup();
        assert_eq!(pixels.len(), all);
    }
}

#[test]
fn wrong_images_are_refused_with_the_offending_value() {
    let flat = Image::new(16, 16, vec![0.0; 256]).unwrap();
    let errors = [
        Image::new(0, 4, Vec::new()).err(),
        Image::new(4, 4, vec![0.0; 15]).err(),
        Image::new(1, 1, vec![f64::NAN]).err(),
        Image::new(usize::MAX, 2, Vec::new()).err(),
        draw_dead_leaves(15, &mut rng(1)).err(),
        flat.whitened(0.0).err(),
        flat.cropped(8).err(),
        Patches::new(vec![flat.clone()], 17, 0.1).err(),
        Patches::new(vec![flat.clone()], 4, 0.1).err(),
        Patches::new(Vec::new(), 4, 0.1).err(),
        Patches::new(vec![flat.clone()], 4, 0.5).err(),
        Patches::new(vec![flat.clone()], 0, 0.1).err(),
        Image::new(16, 16, vec![1.0; 256]).unwrap().cropped(usize::MAX).err(),
        SpikeTriggeredAverage::new(usize::MAX, 1).err(),
        SpikeTriggeredAverage::new(1, usize::MAX).err(),
        orientation_concentration(&[], 0, 0).err(),
        fit_gabor(&[0.0; 16], 4, 4).err(),
        fit_gabor(&[1.0; 15], 4, 4).err(),
        orientation_concentration(&[f64::NAN; 16], 4, 4).err(),
    ];
    assert!(errors.iter().all(Option::is_some), "{errors:?}");
    let grey = Patches::new(vec![flat], 4, 0.1).unwrap_err().to_string();
    assert_eq!(grey, "the image has no structure: every value is 0");
}

#[test]
fn uniform_patches_of_a_photograph_are_skipped_and_counted() {
    // The left half of 32 × 16 pixels is overexposed.
    let mut random = rng(9);
    let pixel = |at: usize| {
        if at % 32 < 16 { 1.0 } else { rand::RngExt::random_range(&mut random, -1.0..1.0) }
    };
    let image = Image::new(32, 16, (0..512).map(pixel).collect()).unwrap();
    let patches = Patches::new(vec![image.clone()], 4, 0.1).unwrap();
    // Places x = 0 … 12, y = 0 … 12.
    assert_eq!(patches.skipped(), 13 * 13);
    for seed in 0..2_000 {
        let patch = patches.draw(&mut rng(seed));
        assert!(patch.iter().any(|&x| x != patch[0]), "{patch:?}");
    }
    assert_eq!(Patches::new(vec![whitened(64, 2)], 4, 0.15).unwrap().skipped(), 0);
    let grey = Image::new(20, 20, vec![0.3; 400]).unwrap();
    let refused = "the image has no structure: every value is 0.3";
    assert_eq!(grey.whitened(200.0).unwrap_err().to_string(), refused);
    assert_eq!(Patches::new(vec![image, grey], 4, 0.1).unwrap_err().to_string(), refused);
    // One pixel of a hundred cannot drive half of the neurons.
    let mut spot = vec![0.0; 700];
    (0..700).step_by(70).for_each(|at| spot[at] = 1.0);
    let spot = Image::new(70, 10, spot).unwrap();
    assert!(matches!(Patches::new(vec![spot], 4, 0.4), Err(Error::OutOfRange { .. })));
    let bright =
        Image::new(16, 16, (0..256).map(|at| 1e308 * f64::from(at % 2)).collect()).unwrap();
    assert!(matches!(bright.whitened(200.0), Err(Error::NotFinite { .. })));
    let mut average = SpikeTriggeredAverage::new(1, 2).unwrap();
    assert!(matches!(average.step(&[0.0, f64::NAN], &[0]), Err(Error::NotFinite { .. })));
}

/// Pixels that are not part of the sky all differ, so that a patch says where it is from.
#[test]
fn every_patch_that_is_not_uniform_is_drawn_and_no_other() {
    let (width, height, side) = (7, 9, 2);
    let pixels: Vec<f64> = (0..63)
        .map(|at| if at % width < 3 && at / width > 5 { 0.25 } else { f64::from(at as u8) - 31.0 })
        .collect();
    let patch = |x: usize, y: usize| -> Vec<u64> {
        let all = (0..side).flat_map(|row| (0..side).map(move |column| (x + column, y + row)));
        all.map(|(x, y)| pixels[y * width + x].to_bits()).collect()
    };
    let places = (0..=width - side).flat_map(|x| (0..=height - side).map(move |y| (x, y)));
    let mut expected: Vec<_> = places.map(|(x, y)| patch(x, y)).collect();
    expected.retain(|patch| patch.iter().any(|pixel| *pixel != patch[0]));
    let image = Image::new(width, height, pixels.clone()).unwrap();
    let patches = Patches::new(vec![image], side, 0.1).unwrap();
    assert_eq!(patches.skipped() + expected.len(), (width - side + 1) * (height - side + 1));
    let mut random = rng(3);
    let drawn = (0..3_000).map(|_| patches.draw(&mut random).iter().map(|x| x.to_bits()).collect());
    let drawn: std::collections::BTreeSet<Vec<u64>> = drawn.collect();
    assert_eq!(drawn, expected.into_iter().collect());
}
