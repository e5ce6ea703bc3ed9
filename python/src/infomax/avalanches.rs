//! Avalanches: sizes, durations, shapes, and the relation of their exponents.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;
use synaptome_infomax::observables::{
    self, Avalanche, AvalancheOptions, Crackling, CracklingRanges, CutAvalanches, SizeRange,
};

use crate::arrays::{to_vector, vector};
use crate::error::Raise;
use crate::interruptible::interruptible;

/// Starts, sizes, durations, how many were cut, and the number of bins.
pub type Found<'py> =
    (Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>, usize, u64);

fn options(bin: usize, threshold: u64, include_cut: bool) -> AvalancheOptions {
    let cut = if include_cut { CutAvalanches::Include } else { CutAvalanches::Exclude };
    AvalancheOptions { bin, threshold, cut }
}

/// The avalanches of an activity.
#[pyfunction]
pub fn avalanches<'py>(
    py: Python<'py>,
    activity: PyReadonlyArray1<'py, i64>,
    bin: usize,
    threshold: u64,
    include_cut: bool,
) -> PyResult<Found<'py>> {
    let activity = vector(&activity);
    let found = interruptible(py, move |_| {
        let activity = activity.into_iter().map(|spikes| spikes as u64);
        observables::Avalanches::of_activity(activity, &options(bin, threshold, include_cut))
    })?;
    Ok(columns(py, &found.raised()?))
}

/// Avalanches as arrays.
pub fn columns<'py>(py: Python<'py>, found: &observables::Avalanches) -> Found<'py> {
    let list = |of: fn(&Avalanche) -> u64| {
        to_vector(py, found.iter().map(|avalanche| of(avalanche) as i64).collect())
    };
    let (starts, sizes, durations) = (list(|a| a.start), list(|a| a.size), list(|a| a.duration));
    (starts, sizes, durations, found.cut(), found.bins())
}

/// Durations, how often, mean sizes, and their standard errors (NaN where there is none).
type Means<'py> = (
    Bound<'py, PyArray1<i64>>,
    Bound<'py, PyArray1<i64>>,
    Bound<'py, PyArray1<f64>>,
    Bound<'py, PyArray1<f64>>,
);

/// ⟨S⟩(T) of sizes and durations.
#[pyfunction]
pub fn mean_sizes<'py>(
    py: Python<'py>,
    sizes: PyReadonlyArray1<'py, i64>,
    durations: PyReadonlyArray1<'py, i64>,
) -> Means<'py> {
    let found = rebuilt(&vector(&sizes), &vector(&durations)).mean_sizes();
    let counts = |of: fn(&observables::MeanSize) -> u64| {
        to_vector(py, found.iter().map(|mean| of(mean) as i64).collect())
    };
    let errors = found.iter().map(|mean| mean.std_error.unwrap_or(f64::NAN)).collect();
    let means = found.iter().map(|mean| mean.mean).collect();
    let (durations, counts) = (counts(|mean| mean.duration), counts(|mean| mean.count));
    (durations, counts, to_vector(py, means), to_vector(py, errors))
}

/// Avalanches of given sizes and durations.
fn rebuilt(sizes: &[i64], durations: &[i64]) -> observables::Avalanches {
    let pairs = sizes.iter().zip(durations);
    let avalanche = |(&size, &duration): (&i64, &i64)| Avalanche {
        start: 0,
        size: size as u64,
        duration: duration as u64,
    };
    pairs.map(avalanche).collect()
}

/// The mean spikes in each bin of the avalanches of one duration; none if there is none.
#[pyfunction]
pub fn avalanche_shape<'py>(
    py: Python<'py>,
    activity: PyReadonlyArray1<'py, i64>,
    threshold: u64,
    duration: u64,
) -> PyResult<Option<Bound<'py, PyArray1<f64>>>> {
    let activity: Vec<u64> = vector(&activity).into_iter().map(|spikes| spikes as u64).collect();
    let shape = interruptible(py, move |_| {
        let options = options(1, threshold, false);
        let found = observables::Avalanches::of_activity(activity.iter().copied(), &options)?;
        found.mean_shape(&activity, duration)
    })?;
    Ok(shape.raised()?.map(|shape| to_vector(py, shape)))
}

/// Smallest and largest size, none for no upper end.
pub type Range = (u64, Option<u64>);

/// τ, α with standard errors; γ predicted, fitted, and their deviation with standard errors.
pub type Relation = [f64; 10];

/// The relation between the exponents of sizes and durations.
#[pyfunction]
pub fn crackling(
    py: Python<'_>,
    sizes: PyReadonlyArray1<'_, i64>,
    durations: PyReadonlyArray1<'_, i64>,
    size_range: Range,
    duration_range: Range,
) -> PyResult<Relation> {
    let (sizes, durations) = (vector(&sizes), vector(&durations));
    let ranges = CracklingRanges { sizes: range(size_range), durations: range(duration_range) };
    let found = interruptible(py, move |_| Crackling::of(&rebuilt(&sizes, &durations), &ranges))?;
    Ok(relation(&found.raised()?))
}

/// A range for the crate.
pub fn range((low, high): Range) -> SizeRange {
    SizeRange { low, high }
}

/// A relation as numbers.
pub fn relation(found: &Crackling) -> Relation {
    let (tau, alpha) = (found.sizes.exponent(), found.durations.exponent());
    [
        -tau.value,
        tau.std_error.unwrap_or(f64::NAN),
        -alpha.value,
        alpha.std_error.unwrap_or(f64::NAN),
        found.predicted,
        found.predicted_std_error,
        found.fitted,
        found.fitted_std_error,
        found.deviation,
        found.deviation_std_error,
    ]
}
