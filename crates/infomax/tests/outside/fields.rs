//! Receptive fields.

use synaptome_infomax::input::{Input, PatchStream, Patches};
use synaptome_infomax::observables::receptive_fields as fields;
use synaptome_infomax::observables::receptive_fields::{
    Field, Gabor, SpikeTriggeredAverage, record_response,
};
use synaptome_infomax::{Error, Firing, Network};

use super::given::{rng, whitened};

pub(super) fn fit_gabor(values: &[f64], rows: usize, columns: usize) -> Result<Gabor, Error> {
    Ok(fields::fit_gabor(&Field::new(values, rows, columns)?))
}

pub(super) fn orientation_concentration(
    values: &[f64],
    rows: usize,
    columns: usize,
) -> Result<f64, Error> {
    Ok(fields::orientation_concentration(&Field::new(values, rows, columns)?))
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
        let fit = fit_gabor(&gabor(orientation, frequency), 12, 12).unwrap();
        assert!(fit.r_squared > 0.995, "{fit:?}");
        assert!((fit.orientation - orientation).abs() < 0.05, "{fit:?}");
        assert!((fit.frequency - frequency).abs() < 0.02, "{fit:?}");
    }
}

#[test]
fn a_grating_prefers_one_orientation_and_a_spot_none() {
    let grating = orientation_concentration(&gabor(0.9, 0.25), 12, 12).unwrap();
    let spot: Vec<f64> = (0..144)
        .map(|at| {
            let (x, y) = (f64::from(at % 12) - 5.5, f64::from(at / 12) - 5.5);
            (-0.25 * (x * x + y * y)).exp()
        })
        .collect();
    let spot = orientation_concentration(&spot, 12, 12).unwrap();
    assert!(grating > 0.7 && spot < 0.02, "{grating} {spot}");
}

#[test]
fn a_field_that_is_not_square_has_its_centre_in_columns_and_rows() {
    let bar = |x: usize, y: usize| match (x, y) {
        (7, 2..=7) => 10.0,
        (6 | 8, 2..=7) => 3.0,
        _ => 0.0,
    };
    let values: Vec<f64> = (0..99).map(|at| bar(at % 11, at / 11)).collect();
    let fit = fit_gabor(&values, 9, 11).unwrap();
    assert!((fit.center.0 - 7.0).abs() < 0.05 && (fit.center.1 - 4.5).abs() < 0.05, "{fit:?}");
    assert_eq!(Field::about(0.0, &values, 9, 11).unwrap().centroid(), (7.0, 4.5));
    // The transposed field has the transposed centre.
    let transposed: Vec<f64> = (0..99).map(|at| bar(at / 9, at % 9)).collect();
    let other = fit_gabor(&transposed, 11, 9).unwrap();
    assert!((other.center.0 - fit.center.1).abs() < 0.05, "{fit:?} {other:?}");
    assert!((other.center.1 - fit.center.0).abs() < 0.05, "{fit:?} {other:?}");
    let (one, two) = (
        orientation_concentration(&values, 9, 11).unwrap(),
        orientation_concentration(&transposed, 11, 9).unwrap(),
    );
    assert!((one - two).abs() < 1e-9 && one > 0.3, "{one} {two}");
}

#[test]
fn a_constant_field_has_no_structure() {
    for (value, rows, columns) in
        [(3.0, 12, 12), (0.0, 12, 12), (-1e300, 5, 9), (0.1, 7, 7), (1e-300, 4, 4)]
    {
        let values = vec![value; rows * columns];
        for field in [Field::new(&values, rows, columns), Field::about(0.0, &values, rows, columns)]
        {
            let refused = matches!(field, Err(Error::NoStructure { .. } | Error::NotFinite { .. }));
            assert!(refused, "{value} {rows} {columns} {field:?}");
        }
    }
    let error = fit_gabor(&[3.0; 144], 12, 12).unwrap_err().to_string();
    assert_eq!(error, "the field has no structure: every value is 3");
    // What is added to all pixels changes nothing but about a baseline.
    let field = gabor(0.3, 0.17);
    let raised: Vec<f64> = field.iter().map(|x| x + 50.0).collect();
    let (one, two) = (fit_gabor(&field, 12, 12).unwrap(), fit_gabor(&raised, 12, 12).unwrap());
    assert!((one.r_squared - two.r_squared).abs() < 1e-6, "{one:?} {two:?}");
    // Small and narrow fields are fitted without a panic.
    for (rows, columns) in [(1, 2), (2, 1), (2, 2), (1, 30), (3, 200)] {
        let values: Vec<f64> = (0..rows * columns).map(|at| ((at * at) as f64).sin()).collect();
        for field in [Field::new(&values, rows, columns), Field::about(0.0, &values, rows, columns)]
        {
            let field = field.unwrap();
            let fit = fields::fit_gabor(&field);
            assert!((0.0..=1.0 + 1e-9).contains(&fit.r_squared), "{rows} {columns} {fit:?}");
            assert!((0.0..=1.0).contains(&fields::orientation_concentration(&field)));
        }
    }
    for wrong in [f64::NAN, f64::INFINITY] {
        assert!(matches!(Field::new(&[0.0, wrong], 1, 2), Err(Error::NotFinite { .. })));
    }
    let tiny: Vec<f64> = field.iter().map(|x| 1e-200 * x).collect();
    assert!(matches!(Field::new(&tiny, 12, 12), Err(Error::NotPositive { .. })));
    assert!(Field::new(&[], 0, 5).is_err() && Field::new(&[1.0], usize::MAX, 2).is_err());
}

/// The power that a constant and both parts of a Gabor function explain, by Gram and Schmidt's method.
fn explained(values: &[f64], columns: usize, gabor: &Gabor) -> f64 {
    let (sin, cos) = gabor.orientation.sin_cos();
    let wave = |at: usize, phase: f64| {
        let (x, y) =
            ((at % columns) as f64 - gabor.center.0, (at / columns) as f64 - gabor.center.1);
        let (u, v) = (x * cos + y * sin, y * cos - x * sin);
        let (a, b) = (u / gabor.widths.0, v / gabor.widths.1);
        (-0.5 * (a * a + b * b)).exp() * (std::f64::consts::TAU * gabor.frequency * u - phase).cos()
    };
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let part = |phase| (0..values.len()).map(|at| wave(at, phase)).collect::<Vec<f64>>();
    let (mut basis, mut rest) = (Vec::<Vec<f64>>::new(), values.to_vec());
    for mut part in [vec![1.0; values.len()], part(0.0), part(std::f64::consts::FRAC_PI_2)] {
        for _ in 0..2 {
            for known in &basis {
                let share = dot(known, &part);
                part.iter_mut().zip(known).for_each(|(x, k)| *x -= share * k);
            }
        }
        let length = dot(&part, &part).sqrt();
        part.iter_mut().for_each(|x| *x /= length);
        let share = dot(&part, &rest);
        rest.iter_mut().zip(&part).for_each(|(x, p)| *x -= share * p);
        basis.push(part);
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    1.0 - dot(&rest, &rest) / values.iter().map(|x| (x - mean).powi(2)).sum::<f64>()
}

/// The field leaves a part of the function outside, so that neither of its parts adds up to zero.
#[test]
fn a_gabor_function_explains_together_with_a_constant_what_a_regression_says() {
    for (orientation, frequency, seed) in [(0.3, 0.12, 1), (1.2, 0.07, 2), (2.6, 0.1, 3)] {
        let mut random = rng(seed);
        let noise = |x: &f64| x + 0.3 * rand::RngExt::random_range(&mut random, -1.0..1.0);
        let values: Vec<f64> = gabor(orientation, frequency).iter().map(noise).collect();
        let corner: Vec<f64> = (0..64).map(|at| values[(at / 8 + 4) * 12 + at % 8 + 4]).collect();
        for (values, side) in [(values, 12), (corner, 8)] {
            let fit = fit_gabor(&values, side, side).unwrap();
            let expected = explained(&values, side, &fit);
            assert!((fit.r_squared - expected).abs() < 1e-9, "{fit:?} {expected}");
        }
    }
}
