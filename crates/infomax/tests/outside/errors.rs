//! Standard errors against the scatter of repeated samples, and the ends of ranges.

use synaptome_infomax::Error;
use synaptome_infomax::observables::receptive_fields::Field;
use synaptome_infomax::observables::{SizeCounts, SizeRange, Tail, TailShape};

use super::given::rng;

/// The standard deviation over 150 samples is known to 6 %; a quarter is allowed. The rate of stretched
/// exponentials scatters over powers of ten, so that its logarithm is compared.
#[test]
fn standard_errors_are_the_scatter_of_fits_to_drawn_samples() {
    // Not too near to a power law, towards which the likelihood of log-normals would rise in some samples.
    let counts: SizeCounts = (1..400_u64).map(|k| 1 + 60_000 / (k * k + 900)).collect();
    for range in [SizeRange::from(1..), (1..=60).into()] {
        for shape in TailShape::ALL {
            if range.high.is_some() && shape.parameter_names().len() > 1 {
                continue;
            }
            let tail = Tail::fit(shape, &counts, range).unwrap();
            let rng = &mut rng(1);
            let fits: Vec<Tail> = (0..150)
                .filter_map(|_| {
                    let sample: SizeCounts = tail.draw(2_000, rng).unwrap().into_iter().collect();
                    Tail::fit(shape, &sample, range).ok()
                })
                .collect();
            assert!(fits.len() > 145, "{shape} {range}: {}", fits.len());
            for (k, parameter) in tail.parameters().iter().enumerate() {
                let Some(std_error) = parameter.std_error else { continue };
                let is_scale = shape == TailShape::StretchedExponential && parameter.name == "rate";
                let of = |value: f64| if is_scale { value.ln() } else { value };
                let slope = if is_scale { 1.0 / parameter.value } else { 1.0 };
                let expected = slope * std_error * (tail.bursts as f64 / 2_000.0).sqrt();
                let found = deviation(fits.iter().map(|fit| of(fit.parameters()[k].value)));
                let ratio = found / expected;
                assert!((ratio - 1.0).abs() < 0.25, "{tail:?} {} {ratio}", parameter.name);
            }
        }
    }
}

fn deviation(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    (values.map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
}

#[test]
fn sizes_and_values_at_the_ends_of_their_ranges_are_fitted_or_refused() {
    use synaptome_infomax::Error;
    use synaptome_infomax::input::{Image, Patches};
    use synaptome_infomax::observables::receptive_fields::{
        Field, SpikeTriggeredAverage, fit_gabor,
    };

    // Fields of a few pixels: a fit never explains more than all, nor lies beyond Nyquist's frequency.
    for (rows, columns) in [(1, 2), (2, 1), (2, 2), (1, 9), (3, 4)] {
        let values: Vec<f64> = (1..=rows * columns).map(|k| (k * k) as f64).collect();
        for field in [Field::new(&values, rows, columns), Field::about(0.0, &values, rows, columns)]
        {
            let gabor = fit_gabor(&field.unwrap());
            assert!((0.0..=1.0).contains(&gabor.r_squared) && gabor.frequency <= 0.5, "{gabor:?}");
        }
    }
    // Images so dark that their gain overflows.
    let image = Image::new(3, 3, (0..9).map(|k| 1e-310 * f64::from(k)).collect()).unwrap();
    let refused = Patches::new(vec![image], 2, 0.1);
    assert!(matches!(refused, Err(Error::NotPositive { value: f64::INFINITY, .. })));
    // Half a terabyte of averages.
    let refused = SpikeTriggeredAverage::new(65_535, 1 << 20);
    assert!(matches!(refused, Err(Error::TooLarge { value: 68_718_428_160, .. })));
}

#[test]
fn every_field_that_is_accepted_has_a_centre_and_an_orientation() {
    use synaptome_infomax::observables::receptive_fields::{Field, orientation_concentration};

    let pattern = [0.3, -1.0, 0.2, 0.9, -0.4, 0.1, 0.0, 0.6, -0.8];
    for scale in [1e-150, 1e-20, 1.0, 1e100, 1e130, 1e139, 1e150, 1e153] {
        let Ok(field) = Field::new(&pattern.map(|x| x * scale), 3, 3) else {
            assert!(scale > 1e139, "{scale}");
            continue;
        };
        let one = orientation_concentration(&Field::new(&pattern, 3, 3).unwrap());
        let found = orientation_concentration(&field);
        assert!((found - one).abs() < 1e-9, "{found} beside {one} at {scale}");
        assert!(field.centroid().0.is_finite() && field.centroid().1.is_finite());
    }
}

#[test]
fn pixels_without_a_shape_are_no_field() {
    let pixels: Vec<f64> = (0..1025).map(|x| f64::from(x % 7)).collect();
    for (count, rows, columns) in
        [(0, 0, 3), (0, 3, 0), (1025, 1025, 1), (1025, 1, 1025), (5, 2, 3)]
    {
        let refused = Field::new(&pixels[..count], rows, columns);
        assert!(refused.is_err(), "{rows} rows and {columns} columns of {count} pixels");
        assert!(Field::about(0.0, &pixels[..count], rows, columns).is_err());
    }
    assert!(Field::new(&pixels[..1024], 1, 1024).is_ok());
    assert!(matches!(Field::new(&[1.0, f64::NAN], 1, 2), Err(Error::NotFinite { .. })));
}
