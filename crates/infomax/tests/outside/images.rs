//! Images, patches and receptive fields.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::input::{Image, Input, PatchStream, Patches, draw_dead_leaves};
use synaptome_infomax::observables::receptive_fields::{
    SpikeTriggeredAverage, fit_gabor, orientation_concentration, record_response,
};
use synaptome_infomax::{Firing, Network};

fn rng(seed: u64) -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(seed)
}

fn whitened(side: usize, seed: u64) -> Image {
    draw_dead_leaves(side, &mut rng(seed)).unwrap().whitened(200.0).unwrap()
}

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

/// A neuron that copies one input has that pixel as its field.
#[test]
fn the_average_before_spikes_finds_what_drives_a_neuron() {
    let mut average = SpikeTriggeredAverage::new(1, 4).unwrap();
    for t in 0..1000_u32 {
        let stimulus: Vec<f64> =
            (0..4).map(|i| if (t >> i) & 1 == 1 { 1.0 } else { -1.0 }).collect();
        let firing: &[u16] = if stimulus[2] > 0.0 { &[0] } else { &[] };
        average.step(&stimulus, firing).unwrap();
    }
    let field = average.average(0).unwrap();
    assert!(field[2] > 0.9 && [0, 1, 3].iter().all(|&i| field[i].abs() < 0.1), "{field:?}");
    assert_eq!(average.average(1), None);
}

/// A stream of patches that are kept.
struct Shown<'a>(PatchStream<'a>, Vec<Vec<f64>>);

impl Input for Shown<'_> {
    fn impose(&mut self, free: usize, firing: &mut Vec<u16>, rng: &mut dyn rand::Rng) {
        self.0.impose(free, firing, rng);
        self.1.push(self.0.current().to_vec());
    }
}

/// The recording against the same steps taken one by one.
#[test]
fn a_recorded_response_is_that_of_single_steps() {
    let patches = Patches::new(vec![whitened(64, 2)], 4, 0.15).unwrap();
    let (firing, inputs) = (Firing { target_rate: 0.1, ..Firing::default() }, patches.inputs());
    let start = Network::draw_with_inputs(6, inputs, firing, &mut rng(1)).unwrap();
    let response = record_response(&mut start.clone(), 1, 2_000, &patches, &mut rng(2)).unwrap();
    let (mut network, mut random) = (start, rng(2));
    let mut stream = PatchStream::new(&patches);
    network.advance(1, &mut stream, |_| (), &mut random);
    // The patch of a step, and who fires at the next.
    let mut average = SpikeTriggeredAverage::new(6, 16).unwrap();
    let (mut shown, mut spikes) = (stream.current().to_vec(), 0);
    let mut input = Shown(stream, Vec::new());
    let raster = network.run(2_000, &mut input, &mut random);
    for (step, patch) in raster.iter().zip(input.1) {
        average.step(&shown, step).unwrap();
        spikes += step.iter().filter(|i| **i >= 6).count();
        shown = patch;
    }
    assert_eq!(response.average, average);
    assert_eq!(response.input_rate, spikes as f64 / (2_000.0 * inputs as f64));
    let other = Patches::new(vec![whitened(64, 2)], 5, 0.15).unwrap();
    assert!(record_response(&mut network, 1, 1, &other, &mut random).is_err());
}

fn gabor(orientation: f64, frequency: f64) -> Vec<f64> {
    let (sin, cos) = orientation.sin_cos();
    (0..144)
        .map(|at| {
            let (x, y) = (f64::from(at % 12) - 5.2, f64::from(at / 12) - 6.1);
            let (u, v) = (x * cos + y * sin, y * cos - x * sin);
            let envelope = (-0.5 * ((u / 1.8).powi(2) + (v / 3.0).powi(2))).exp();
            envelope * (std::f64::consts::TAU * frequency * u + 0.7).cos()
        })
        .collect()
}

#[test]
fn a_gabor_function_is_found_with_its_orientation_and_frequency() {
    for (orientation, frequency) in [(0.3, 0.17), (1.2, 0.22), (2.6, 0.14)] {
        let fit = fit_gabor(&gabor(orientation, frequency), 12).unwrap();
        assert!(fit.r_squared > 0.995, "{fit:?}");
        assert!((fit.orientation - orientation).abs() < 0.05, "{fit:?}");
        assert!((fit.frequency - frequency).abs() < 0.02, "{fit:?}");
    }
}

#[test]
fn a_grating_prefers_one_orientation_and_a_spot_none() {
    let grating = orientation_concentration(&gabor(0.9, 0.25), 12).unwrap();
    let spot: Vec<f64> = (0..144)
        .map(|at| {
            let (x, y) = (f64::from(at % 12) - 5.5, f64::from(at / 12) - 5.5);
            (-0.25 * (x * x + y * y)).exp()
        })
        .collect();
    let spot = orientation_concentration(&spot, 12).unwrap();
    assert!(grating > 0.7 && spot < 0.02, "{grating} {spot}");
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
        orientation_concentration(&[], 0).err(),
        fit_gabor(&[0.0; 16], 4).err(),
        fit_gabor(&[1.0; 15], 4).err(),
        orientation_concentration(&[f64::NAN; 16], 4).err(),
    ];
    assert!(errors.iter().all(Option::is_some), "{errors:?}");
    let grey = Patches::new(vec![flat], 4, 0.1).unwrap_err().to_string();
    assert_eq!(grey, "the mean contrast of the images must be positive and finite, got 0");
}
