//! Decoders of the stored pattern.

use std::sync::Arc;

use numpy::{PyArray1, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_mi::PatternDecoder;

use super::ensembles::{Pairs, ensemble};
use super::patterns::Patterns;
use crate::arrays::{Matrix, to_vector, vector};
use crate::batch::batch;
use crate::error::Raise;
use crate::interruptible::interruptible;

/// A decoder that never changes.
#[pyclass(frozen)]
pub struct Decoder(Arc<PatternDecoder>);

#[pymethods]
impl Decoder {
    #[new]
    fn new(
        py: Python<'_>,
        patterns: &Patterns,
        pairs: Pairs<'_>,
        about: usize,
        weights: PyReadonlyArray1<'_, f64>,
    ) -> PyResult<Self> {
        let (patterns, ensemble) = (Arc::clone(&patterns.0), ensemble(&pairs).raised()?);
        let weights = vector(&weights);
        let work = move |_: &_| PatternDecoder::new(&patterns, &ensemble, about, weights);
        Ok(Self(Arc::new(interruptible(py, work)?.raised()?)))
    }

    #[getter]
    fn weights<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        to_vector(py, self.0.weights().to_vec())
    }

    #[getter]
    fn deviations<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        to_vector(py, self.0.deviations().to_vec())
    }

    /// The score of each candidate, a row, over the kept synapses.
    fn scores<'py>(
        &self,
        py: Python<'py>,
        likelihood: bool,
        candidates: PyReadonlyArray2<'py, f64>,
        kept: Option<Vec<usize>>,
    ) -> PyResult<Bound<'py, PyArray1<f64>>> {
        let (decoder, candidates) = (Arc::clone(&self.0), Matrix::of(&candidates));
        let kept = kept.unwrap_or_else(|| (0..decoder.weights().len()).collect());
        let count = candidates.rows;
        let item = move |k| {
            let candidate = candidates.row(k);
            if likelihood {
                decoder.ln_likelihood(candidate, &kept)
            } else {
                decoder.centred_overlap(candidate, &kept)
            }
        };
        Ok(to_vector(py, batch(py, count, None, item)?))
    }
}
