//! Sizes of synapses with one cause, and what one variable tells of another.

use numpy::{PyArray1, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_mi as crates;
use synaptome_mi::{
    Error, SizePairs, StrengthBins, normal_information_bits, normal_information_of_pair_bits,
};

use crate::arrays::{Matrix, to_vector, vector};
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

type Rows<'py> = PyReadonlyArray2<'py, f64>;
type Numbers<'py> = PyReadonlyArray1<'py, f64>;

fn sizes(pairs: &Rows<'_>) -> Result<SizePairs, Error> {
    let rows: Vec<[f64; 2]> = Matrix::of(pairs).iter().map(|row| [row[0], row[1]]).collect();
    SizePairs::new(&rows)
}

/// The coefficient of variation of each pair, and their median.
#[pyfunction]
pub fn variations<'py>(
    py: Python<'py>,
    pairs: Rows<'py>,
) -> PyResult<(Bound<'py, PyArray1<f64>>, f64)> {
    let sizes = sizes(&pairs).raised()?;
    Ok((to_vector(py, sizes.variations()), sizes.median_variation()))
}

/// The correlation of the logarithms.
#[pyfunction]
pub fn log_correlation(pairs: Rows<'_>) -> PyResult<f64> {
    sizes(&pairs).and_then(|sizes| sizes.log_correlation()).raised()
}

/// The information about the other size, or about the common cause.
#[pyfunction]
pub fn pair_informations(pairs: Rows<'_>, about_cause: bool) -> PyResult<f64> {
    let sizes = sizes(&pairs).raised()?;
    if about_cause {
        return sizes.information_about_cause_bits().raised();
    }
    sizes.information_of_other_bits().raised()
}

/// The information between the sizes cut into levels, and its error.
#[pyfunction]
pub fn level_information(
    py: Python<'_>,
    pairs: Rows<'_>,
    levels: usize,
    shuffles: usize,
    key: Key,
) -> PyResult<(f64, f64)> {
    let sizes = sizes(&pairs).raised()?;
    let work =
        move |_: &_| sizes.information_of_levels_bits(levels, shuffles, &mut generator(key, 0));
    let found = interruptible(py, work)?.raised()?;
    Ok((found.value, found.error))
}

/// How many sizes each bin holds, the entropy and the capacity in bits.
#[pyfunction]
pub fn strength_bins<'py>(
    py: Python<'py>,
    sizes: Numbers<'py>,
    variation: f64,
) -> PyResult<(Bound<'py, PyArray1<i64>>, f64, f64)> {
    let sizes = vector(&sizes);
    let bins = interruptible(py, move |_| StrengthBins::new(&sizes, variation))?.raised()?;
    let counts = bins.counts().iter().map(|&count| count as i64).collect();
    Ok((to_vector(py, counts), bins.entropy_bits(), bins.capacity_bits()))
}

/// The number of strengths between two sizes.
#[pyfunction]
pub fn strengths_in_range(smallest: f64, largest: f64, variation: f64) -> PyResult<f64> {
    crates::strengths_in_range(smallest, largest, variation).raised()
}

/// What a predictor tells of a target, in bits.
#[pyfunction]
pub fn predictor_information(target: Numbers<'_>, predictor: Numbers<'_>) -> PyResult<f64> {
    normal_information_bits(&vector(&target), &vector(&predictor)).raised()
}

/// What two predictors together tell of a target, in bits.
#[pyfunction]
pub fn predictor_pair_information(
    target: Numbers<'_>,
    first: Numbers<'_>,
    second: Numbers<'_>,
) -> PyResult<f64> {
    normal_information_of_pair_bits(&vector(&target), &vector(&first), &vector(&second)).raised()
}
