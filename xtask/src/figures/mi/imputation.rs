//! Values for samples whose closed form does not exist (§5.2): a sample without a value takes
//! that of the nearest sample with one, by Euclidean distance in six features, each brought to
//! mean 0 and standard deviation 1 over all samples.

use synaptome_lab::{Result, Table};

use super::features::{Features, finite};

/// A sample with a positive information, found or taken from the nearest one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    pub(super) patterns: f64,
    pub(super) synapses: f64,
    pub(super) bits: f64,
}

/// The samples of a table (one seed, one set), those without a positive information filled.
pub(super) fn filled(table: &Table) -> Result<Vec<Sample>> {
    let features = Features::column(table)?;
    let bits = fill_from_nearest(&features, &table.numbers("mi_bits")?)?;
    let sample =
        |(f, bits): (&Features, f64)| Sample { patterns: f.patterns, synapses: f.synapses, bits };
    Ok(features.iter().zip(bits).map(sample).collect())
}

/// The number of samples for which the closed form has no value.
pub(super) fn count_invalid(table: &Table) -> Result<usize> {
    Ok(table.numbers("mi_bits")?.iter().filter(|bits| bits.is_nan()).count())
}

/// `values` with every one that is not positive replaced by that of the nearest sample which
/// has a positive one (the first of several equally near).
pub(crate) fn fill_from_nearest(features: &[Features], values: &[f64]) -> Result<Vec<f64>> {
    let points = standardised(features)?;
    let valid: Vec<(&Point, f64)> =
        points.iter().zip(values.iter().copied()).filter(|(_, value)| *value > 0.0).collect();
    let value = |(point, value): (&Point, &f64)| {
        if *value > 0.0 { Some(*value) } else { nearest(point, &valid) }
    };
    let filled: Option<Vec<f64>> = points.iter().zip(values).map(value).collect();
    filled.ok_or_else(|| format!("none of {} samples has a value", values.len()).into())
}

/// The six features, standardised.
type Point = [f64; 6];

fn nearest(point: &Point, valid: &[(&Point, f64)]) -> Option<f64> {
    let distance =
        |other: &Point| -> f64 { point.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum() };
    let distances = valid.iter().map(|(other, value)| (distance(other), value));
    distances.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, value)| *value)
}

/// Every feature less its mean, over its standard deviation; a constant one becomes 0.
fn standardised(features: &[Features]) -> Result<Vec<Point>> {
    let mut points: Vec<Point> = features.iter().map(Features::as_array).collect();
    for axis in 0..6 {
        let count = points.len() as f64;
        let mean = points.iter().map(|p| p[axis]).sum::<f64>() / count;
        let variance = points.iter().map(|p| (p[axis] - mean).powi(2)).sum::<f64>() / count;
        let scale = if variance > 0.0 { finite(variance)?.sqrt().recip() } else { 0.0 };
        for point in &mut points {
            point[axis] = finite((point[axis] - mean) * scale)?;
        }
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use synaptome_mi::{Patterns, SynapticEnsemble, covariance};

    use super::{Features, fill_from_nearest};

    fn features(synapses: usize) -> Features {
        let covariance = covariance::exchangeable(6, 1.0, 0.2).unwrap();
        let xs = Patterns::sharing_covariance(&[[0.0; 6], [2.0; 6]], &covariance).unwrap();
        let all = SynapticEnsemble::all_pairs(6).unwrap().synapses()[..synapses].to_vec();
        Features::of(&xs, &SynapticEnsemble::new(all).unwrap()).unwrap()
    }

    #[test]
    fn a_sample_without_value_takes_that_of_its_nearest_neighbour() {
        let samples = [1, 4, 9].map(features);
        let filled = fill_from_nearest(&samples, &[0.1, f64::NAN, 0.9]).unwrap();
        assert_eq!(filled, [0.1, 0.1, 0.9]);
        let none = fill_from_nearest(&samples, &[f64::NAN, -1.0, 0.0]).unwrap_err();
        assert_eq!(none.to_string(), "none of 3 samples has a value");
    }
}
