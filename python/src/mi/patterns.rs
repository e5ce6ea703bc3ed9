//! Distributions of patterns.

use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_lognormal::MultivariateLogNormal;
use synaptome_mi::{Error, PatternSamples, Patterns as Model, Shrinkage};

use crate::arrays::{Matrix, to_matrix, to_vector};
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::lognormal::vector::{symmetric, vector_of};

/// Patterns that never change.
#[pyclass(frozen)]
pub struct Patterns(pub Arc<Model>);

fn made(
    py: Python<'_>,
    work: impl FnOnce() -> Result<Model, Error> + Send + 'static,
) -> PyResult<Patterns> {
    Ok(Patterns(Arc::new(interruptible(py, move |_| work())?.raised()?)))
}

/// How far correlations are shrunk; none for as far as the samples say.
pub fn shrinkage(lambda: Option<f64>) -> Shrinkage {
    lambda.map_or(Shrinkage::Automatic, Shrinkage::Fixed)
}

#[pymethods]
impl Patterns {
    /// One row of `mu` per pattern, and one row of `covariances` per pattern or for all.
    #[new]
    fn new(
        py: Python<'_>,
        mu: PyReadonlyArray2<'_, f64>,
        covariances: PyReadonlyArray2<'_, f64>,
        shared: bool,
    ) -> PyResult<Self> {
        let (mu, covariances) = (Matrix::of(&mu), Matrix::of(&covariances));
        made(py, move || {
            let means: Vec<&[f64]> = mu.iter().collect();
            if shared {
                let covariance = symmetric(covariances.row(0), mu.columns)?;
                return Model::sharing_covariance(&means, &covariance);
            }
            let pattern = |(mu, covariance)| vector_of(mu, covariance);
            let patterns: Result<Vec<MultivariateLogNormal>, _> =
                means.into_iter().zip(covariances.iter()).map(pattern).collect();
            Model::new(&patterns?)
        })
    }

    #[staticmethod]
    fn from_samples(
        py: Python<'_>,
        samples: PyReadonlyArray2<'_, f64>,
        labels: Vec<usize>,
        lambda: Option<f64>,
    ) -> PyResult<Self> {
        let samples = Matrix::of(&samples);
        made(py, move || {
            PatternSamples::new(samples.columns, &samples.entries, &labels)?
                .patterns(shrinkage(lambda))
        })
    }

    #[getter]
    fn len(&self) -> usize {
        self.0.len()
    }

    #[getter]
    fn neurons(&self) -> usize {
        self.0.dim()
    }

    #[getter]
    fn shares_covariance(&self) -> bool {
        self.0.shares_covariance()
    }

    /// Means of ln x of all patterns.
    #[getter]
    fn mu<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let rows: Result<Vec<_>, _> = (0..self.0.len()).map(|k| self.0.mu(k)).collect();
        to_matrix(py, (self.0.len(), self.0.dim()), rows.raised()?.concat())
    }

    /// All entries of the covariance of one pattern.
    fn covariance<'py>(&self, py: Python<'py>, k: usize) -> PyResult<Bound<'py, PyArray1<f64>>> {
        let (matrix, dim) = (self.0.covariance(k).raised()?, self.0.dim());
        let entries = (0..dim).flat_map(|i| (0..dim).map(move |j| (i, j)));
        Ok(to_vector(py, entries.map(|at| matrix[at]).collect()))
    }
}
