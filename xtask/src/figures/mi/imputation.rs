//! Values for samples whose closed form does not exist (§5.2): a sample without a value takes
//! that of the nearest sample with one, by Euclidean distance in six features, each brought to
//! mean 0 and standard deviation 1 over all samples.

use synaptome_lab::statistics::Estimate;
use synaptome_lab::{Result, Table};

use super::features::{Features, finite};

/// A sample with a positive information, found or taken from the nearest one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    pub(super) patterns: f64,
    pub(super) synapses: f64,
    pub(super) bits: f64,
    filled: Filled,
}

impl Sample {
    /// The same sample if a chunk is left out.
    pub(super) fn without(&self, chunk: usize) -> Self {
        Self { bits: self.filled.without(chunk), ..*self }
    }
}

/// The samples of a table (one seed, one set), those without a positive information filled.
pub(super) fn filled(table: &Table) -> Result<Vec<Sample>> {
    filled_in_chunks(table, table.len().max(1))
}

/// The same for samples in chunks of a size, of which one may be left out.
pub(super) fn filled_in_chunks(table: &Table, size: usize) -> Result<Vec<Sample>> {
    let features = Features::column(table)?;
    let all = fill_in_chunks(&features, &table.numbers("mi_bits")?, size)?;
    let sample = |(f, filled): (&Features, Filled)| {
        let (patterns, synapses) = (f.patterns, f.synapses);
        Sample { patterns, synapses, bits: filled.value, filled }
    };
    Ok(features.iter().zip(all).map(sample).collect())
}

/// The number of samples for which the closed form has no value.
pub(super) fn count_invalid(table: &Table) -> Result<usize> {
    Ok(table.numbers("mi_bits")?.iter().filter(|bits| bits.is_nan()).count())
}

/// A value, or that of the nearest sample which has one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Filled {
    value: f64,
    /// The chunk of the sample that it is taken from, and the value of the nearest sample of another chunk.
    taken: Option<(usize, f64)>,
}

impl Filled {
    /// The value if a chunk of samples is left out.
    pub(crate) fn without(self, chunk: usize) -> f64 {
        self.taken.filter(|(from, _)| *from == chunk).map_or(self.value, |(_, next)| next)
    }
}

/// `values` with every one that is not positive replaced by that of the nearest sample which
/// has a positive one (the first of several equally near).
pub(crate) fn fill_from_nearest(features: &[Features], values: &[f64]) -> Result<Vec<f64>> {
    let filled = fill_in_chunks(features, values, values.len().max(1))?;
    Ok(filled.iter().map(|filled| filled.value).collect())
}

/// The same for samples in chunks of a size, of which one may be left out.
pub(crate) fn fill_in_chunks(
    features: &[Features],
    values: &[f64],
    size: usize,
) -> Result<Vec<Filled>> {
    let points = standardised(features)?;
    let donor =
        |(at, (point, &value)): (usize, (_, &f64))| Donor { point, value, chunk: at / size };
    let all = points.iter().zip(values).enumerate().map(donor);
    let donors: Vec<Donor> = all.filter(|donor| donor.value > 0.0).collect();
    let fill = |(point, &value): (&Point, &f64)| {
        if value > 0.0 { Some(Filled { value, taken: None }) } else { taken(point, &donors) }
    };
    let filled: Option<Vec<Filled>> = points.iter().zip(values).map(fill).collect();
    filled.ok_or_else(|| format!("none of {} samples has a value", values.len()).into())
}

/// A statistic of samples, with the error of the jackknife over their chunks. Of each sample `without` says what it is
/// when a chunk is left out: one that had its value from there takes that of the next nearest.
pub(crate) fn jackknife<S, T>(
    samples: &[S],
    size: usize,
    without: impl Fn(&S, usize) -> T,
    statistic: impl Fn(&[T]) -> f64,
) -> Estimate {
    let chunks: Vec<(usize, &[S])> = samples.chunks(size).enumerate().collect();
    Estimate::jackknife(&chunks, |kept| {
        let out = kept.iter().zip(0..).find(|(chunk, at)| chunk.0 != *at);
        let out = out.map_or(kept.len(), |(_, at)| at);
        let samples = kept.iter().flat_map(|(_, own)| own.iter().map(|one| without(one, out)));
        statistic(&samples.collect::<Vec<_>>())
    })
}

/// The six features, standardised.
type Point = [f64; 6];

/// A sample that has a value.
struct Donor<'a> {
    point: &'a Point,
    value: f64,
    chunk: usize,
}

/// The value of the nearest sample, and that of the nearest in another chunk.
fn taken(point: &Point, donors: &[Donor]) -> Option<Filled> {
    let first = nearest(point, donors.iter())?;
    let others = donors.iter().filter(|donor| donor.chunk != first.chunk);
    let next = nearest(point, others).unwrap_or(first);
    Some(Filled { value: first.value, taken: Some((first.chunk, next.value)) })
}

fn nearest<'a>(
    point: &Point,
    donors: impl Iterator<Item = &'a Donor<'a>>,
) -> Option<&'a Donor<'a>> {
    let distance =
        |other: &Point| -> f64 { point.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum() };
    let distances = donors.map(|donor| (distance(donor.point), donor));
    distances.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, donor)| donor)
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

    use super::{Features, fill_from_nearest, fill_in_chunks, jackknife};

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

    #[test]
    fn a_sample_takes_the_next_value_when_the_chunk_of_its_neighbour_is_left_out() {
        let samples = [1, 4, 5, 9].map(features);
        let filled = fill_in_chunks(&samples, &[0.1, 0.5, f64::NAN, 0.9], 1).unwrap();
        let without = |chunk| [0, 1, 2, 3].map(|at| filled[at].without(chunk));
        assert_eq!(without(1), [0.1, 0.5, 0.1, 0.9]);
        assert_eq!(without(4), [0.1, 0.5, 0.5, 0.9]);
    }

    #[test]
    fn the_jackknife_says_which_chunk_is_left_out() {
        let values = [0.0, 0.0, 1.0, 1.0, 2.0, 2.0];
        let seen = std::cell::RefCell::new(Vec::new());
        let told = |_: &f64, out: usize| out as f64;
        let found = jackknife(&values, 2, told, |kept| {
            seen.borrow_mut().push((kept[0], kept.len()));
            kept[0]
        });
        assert_eq!(*seen.borrow(), [(3.0, 6), (0.0, 4), (1.0, 4), (2.0, 4)]);
        assert_eq!(found.units, 3);
    }
}
