//! Standard errors against the scatter of repeated samples.

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
