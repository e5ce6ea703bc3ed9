//! Rasters of spikes.

use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_infomax as infomax;

use crate::arrays::{Matrix, to_matrix, to_vector, vector};
use crate::error::Raise;
use crate::interruptible::interruptible;

/// A raster that never changes.
#[pyclass(frozen)]
pub struct Raster(pub Arc<infomax::Raster>);

impl Raster {
    /// Hands a raster to Python.
    pub fn of(raster: infomax::Raster) -> Self {
        Self(Arc::new(raster))
    }
}

#[pymethods]
impl Raster {
    #[staticmethod]
    fn from_dense(py: Python<'_>, cells: PyReadonlyArray2<'_, bool>) -> PyResult<Self> {
        let Matrix { entries, columns, .. } = Matrix::of(&cells);
        let made = interruptible(py, move |_| infomax::Raster::from_dense(columns, &entries))?;
        Ok(Self::of(made.raised()?))
    }

    #[staticmethod]
    fn from_compressed(
        indices: PyReadonlyArray1<'_, u16>,
        ends: PyReadonlyArray1<'_, u64>,
        neurons: usize,
    ) -> PyResult<Self> {
        let ends: Vec<usize> = vector(&ends).into_iter().map(|end| end as usize).collect();
        let made = infomax::Raster::from_compressed(neurons, &vector(&indices), &ends);
        Ok(Self::of(made.raised()?))
    }

    #[staticmethod]
    fn from_spikes(
        py: Python<'_>,
        steps: PyReadonlyArray1<'_, u64>,
        neurons: PyReadonlyArray1<'_, u64>,
        shape: (usize, usize),
    ) -> PyResult<Self> {
        let spikes = vector(&steps).into_iter().zip(vector(&neurons));
        let spikes: Vec<_> = spikes.map(|(t, i)| (t as usize, i as usize)).collect();
        let made =
            interruptible(py, move |_| infomax::Raster::from_spikes(shape.1, shape.0, spikes))?;
        Ok(Self::of(made.raised()?))
    }

    #[getter]
    fn neurons(&self) -> usize {
        self.0.neurons()
    }

    #[getter]
    fn steps(&self) -> usize {
        self.0.len()
    }

    #[getter]
    fn spikes(&self) -> usize {
        self.0.spikes()
    }

    #[getter]
    fn indices<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<u16>> {
        to_vector(py, self.0.iter().flatten().copied().collect())
    }

    #[getter]
    fn indptr<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<i64>> {
        let mut end = 0;
        let ends = self.0.iter().map(|firing| {
            end += firing.len() as i64;
            end
        });
        to_vector(py, std::iter::once(0).chain(ends).collect())
    }

    fn dense<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<bool>>> {
        to_matrix(py, (self.0.len(), self.0.neurons()), self.0.to_dense())
    }

    fn rates<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        to_vector(py, self.0.rates())
    }

    fn activity<'py>(&self, py: Python<'py>, bin: usize) -> PyResult<Bound<'py, PyArray1<i64>>> {
        let counts = self.0.activity(bin).raised()?;
        Ok(to_vector(py, counts.into_iter().map(|count| count as i64).collect()))
    }

    fn part(&self, start: usize, stop: usize) -> PyResult<Self> {
        let steps = (start..stop).map(|t| self.0.step(t));
        Ok(Self::of(infomax::Raster::from_steps(self.0.neurons(), steps).raised()?))
    }

    fn equals(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
