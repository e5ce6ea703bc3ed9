//! Real weights, their fields, and retrieval with them.

use std::num::NonZero;
use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_willshaw::Association;
use synaptome_willshaw::counting::KBest;

use super::kinds::{Real, with_kind};
use super::memory::association;
use crate::arrays::{Matrix, to_matrix, to_vector, vector};
use crate::batch::batch;
use crate::error::Raise;
use crate::willshaw::codes::{Given, Sizes};
use crate::willshaw::outputs::{Recalls, recalls as recalls_of};

/// Weights that do not change.
#[pyclass(frozen)]
pub struct Weights(Arc<Real>);

#[pymethods]
impl Weights {
    #[new]
    fn new(
        py: Python<'_>,
        sizes: Sizes,
        hetero: bool,
        silence: PyReadonlyArray1<'_, f32>,
        rows: PyReadonlyArray2<'_, f32>,
    ) -> PyResult<Self> {
        let (code, association) = (sizes.code().raised()?, association(hetero));
        let (silence, rows) = (vector(&silence), Matrix::of(&rows).entries);
        Ok(Self::of(py.detach(|| Real::of(code, association, silence, rows)).raised()?))
    }

    /// The weights (n, n).
    fn matrix<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f32>>> {
        let rows = with_kind!(Real::{ &*self.0 }, weights => weights.rows());
        to_matrix(py, (self.units(), self.units()), rows.to_vec())
    }

    /// The fields while all address units are silent (n,).
    fn silence<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f32>> {
        let silence = with_kind!(Real::{ &*self.0 }, weights => weights.silence());
        to_vector(py, silence.to_vec())
    }

    /// The fields that each list of active units causes (K, n).
    fn fields<'py>(
        &self,
        py: Python<'py>,
        active: Given<'py>,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Bound<'py, PyArray2<f32>>> {
        let (real, active) = (Arc::clone(&self.0), active.copied()?);
        let shape = (active.len(), self.units());
        let rows = batch(
            py,
            active.len(),
            workers,
            move |k| with_kind!(Real::{ &*real }, weights => weights.fields(active.units(k))),
        )?;
        to_matrix(py, shape, rows.concat())
    }

    /// Retrieves from cues with the k best units, with the weights of the other steps.
    fn recall<'py>(
        &self,
        py: Python<'py>,
        next: &Self,
        cues: Given<'py>,
        steps: usize,
        holds_cue: bool,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Recalls<'py>> {
        let (first, next, cues) = (Arc::clone(&self.0), Arc::clone(&next.0), cues.copied()?);
        let association = with_kind!(Real::{ &*first }, weights => weights.association());
        let best = KBest { steps, holds_cue };
        let found =
            batch(py, cues.len(), workers, move |k| first.recall(&next, best, cues.units(k)))?;
        let is_hetero = association == Association::Hetero;
        Ok(recalls_of(py, &found.iter().collect::<Vec<_>>(), is_hetero))
    }

    fn is_equal(&self, py: Python<'_>, other: &Self) -> bool {
        py.detach(|| self.0 == other.0)
    }
}

impl Weights {
    /// Weights for Python.
    pub fn of(real: Real) -> Self {
        Self(Arc::new(real))
    }

    fn units(&self) -> usize {
        with_kind!(Real::{ &*self.0 }, weights => weights.silence().len())
    }
}
