//! Capacity per computer bit, and per synapse that is not silent.

use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_willshaw::Error;
use synaptome_willshaw::information::Structural;

use crate::arrays::{Matrix, Pair, to_pair, vector};
use crate::batch::pointwise;

/// Of binary synapses, capacities and loads of one length.
#[pyfunction]
pub fn structural_at_loads<'py>(
    py: Python<'py>,
    bits: PyReadonlyArray1<'py, f64>,
    loads: PyReadonlyArray1<'py, f64>,
) -> PyResult<Pair<'py>> {
    let (bits, loads) = (vector(&bits), vector(&loads));
    found(py, bits.len(), move |k| Structural::at_load(bits[k], loads[k]))
}

/// Of synapses with several states, one row of fractions for each capacity.
#[pyfunction]
pub fn structural_of_states<'py>(
    py: Python<'py>,
    bits: PyReadonlyArray1<'py, f64>,
    fractions: PyReadonlyArray2<'py, f64>,
) -> PyResult<Pair<'py>> {
    let (bits, fractions) = (vector(&bits), Matrix::of(&fractions));
    found(py, bits.len(), move |k| Structural::of_states(bits[k], fractions.row(k)))
}

fn found(
    py: Python<'_>,
    count: usize,
    value: impl Fn(usize) -> Result<Structural, Error> + Send + Sync + 'static,
) -> PyResult<Pair<'_>> {
    let found = pointwise(py, count, value)?;
    let pair = |found: &Structural| (found.bits_per_computer_bit, found.bits_per_active_synapse);
    Ok(to_pair(py, found.iter().map(pair).collect()))
}
