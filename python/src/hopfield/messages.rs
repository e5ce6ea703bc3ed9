//! Random, damaged and grey messages: message k draws from stream k.

use numpy::{PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{Error, Messages, Noise, State, Threshold};

use super::options::Damage;
use super::recalls;
use crate::arrays::{Matrix, to_matrix};
use crate::batch::batch;
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// Messages (M, N) of mean spin `bias`.
#[pyfunction]
pub fn random_messages(
    py: Python<'_>,
    count: usize,
    units: usize,
    bias: f64,
    key: Key,
) -> PyResult<Bound<'_, PyArray2<i8>>> {
    drawn(py, (count, units), key, move |rng| {
        if bias == 0.0 {
            return Messages::draw(units, 1, rng);
        }
        Messages::draw_biased(units, 1, 0.5 * (1.0 + bias), rng)
    })
}

/// Messages with `active` spins +1.
#[pyfunction]
pub fn sparse_messages(
    py: Python<'_>,
    count: usize,
    units: usize,
    active: usize,
    key: Key,
) -> PyResult<Bound<'_, PyArray2<i8>>> {
    drawn(py, (count, units), key, move |rng| Messages::draw_sparse(units, 1, active, rng))
}

/// Messages of spins that resemble their neighbours.
#[pyfunction]
pub fn chain_messages(
    py: Python<'_>,
    count: usize,
    units: usize,
    correlation: f64,
    key: Key,
) -> PyResult<Bound<'_, PyArray2<i8>>> {
    drawn(py, (count, units), key, move |rng| Messages::draw_chains(units, 1, correlation, rng))
}

/// `children` messages of each row.
#[pyfunction]
pub fn descendants<'py>(
    py: Python<'py>,
    rows: PyReadonlyArray2<'py, i8>,
    children: usize,
    overlap: f64,
    key: Key,
) -> PyResult<Bound<'py, PyArray2<i8>>> {
    let rows = Matrix::of(&rows);
    let shape = (rows.rows.saturating_mul(children), rows.columns);
    let families = batch(py, rows.rows, None, move |k| {
        let parent = Messages::new(vec![State::new(rows.row(k).to_vec())?])?;
        let family = parent.draw_descendants(children, overlap, &mut generator(key, k as u64))?;
        Ok::<_, Error>(family.iter().flat_map(|child| child.iter().copied()).collect::<Vec<_>>())
    })?;
    to_matrix(py, shape, families.concat())
}

/// Damaged copies of the rows.
#[pyfunction]
pub fn flip<'py>(
    py: Python<'py>,
    rows: PyReadonlyArray2<'py, i8>,
    damage: Damage,
    key: Key,
) -> PyResult<Bound<'py, PyArray2<i8>>> {
    let (rows, noise) = (Matrix::of(&rows), Noise::from(damage));
    let shape = (rows.rows, rows.columns);
    let flipped = batch(py, rows.rows, None, move |k| {
        let message = State::new(rows.row(k).to_vec())?;
        noise.damage(&message, &mut generator(key, k as u64)).map(Vec::from)
    })?;
    to_matrix(py, shape, flipped.concat())
}

/// Spins of rows of grey values, with a threshold, or one of each row by name.
#[pyfunction]
pub fn from_greys<'py>(
    py: Python<'py>,
    rows: PyReadonlyArray2<'py, f64>,
    name: &str,
    given: f64,
) -> PyResult<Bound<'py, PyArray2<i8>>> {
    let threshold = match name {
        "median" => Threshold::Median,
        "otsu" => Threshold::Otsu,
        _ => Threshold::Given(given),
    };
    let rows = Matrix::of(&rows);
    let shape = (rows.rows, rows.columns);
    let states = batch(py, rows.rows, None, move |k| {
        State::from_greys(rows.row(k), threshold).map(Vec::from)
    })?;
    to_matrix(py, shape, states.concat())
}

/// The smallest Hamming distance of two messages, if there are two.
#[pyfunction]
pub fn smallest_distance(
    py: Python<'_>,
    rows: PyReadonlyArray2<'_, i8>,
) -> PyResult<Option<usize>> {
    let rows = Matrix::of(&rows);
    let distance = interruptible(py, move |_| Ok(recalls::messages(&rows)?.smallest_distance()))?;
    Raise::<_>::raised(distance as Result<_, Error>)
}

fn drawn(
    py: Python<'_>,
    shape: (usize, usize),
    key: Key,
    draw: impl Fn(&mut ChaCha12Rng) -> Result<Messages, Error> + Send + Sync + 'static,
) -> PyResult<Bound<'_, PyArray2<i8>>> {
    let rows = batch(py, shape.0, None, move |k| {
        let messages = draw(&mut generator(key, k as u64))?;
        Ok::<_, Error>(messages[0].spins().to_vec())
    })?;
    to_matrix(py, shape, rows.concat())
}
