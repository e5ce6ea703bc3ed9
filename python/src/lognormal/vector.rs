//! Vectors of dependent log-normal variables.

use std::num::NonZero;
use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_lognormal::{Error, MultivariateLogNormal, SymmetricMatrix};

use crate::arrays::{Matrix, to_matrix, to_vector, vector};
use crate::batch::batch;
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// The vector with these means of ln X and a covariance whose rows follow each other.
pub fn vector_of(mu: &[f64], covariance: &[f64]) -> Result<MultivariateLogNormal, Error> {
    MultivariateLogNormal::new(mu.to_vec(), symmetric(covariance, mu.len())?)
}

/// A symmetric matrix from all its rows.
pub fn symmetric(entries: &[f64], dim: usize) -> Result<SymmetricMatrix, Error> {
    let rows: Vec<&[f64]> = entries.chunks(dim.max(1)).collect();
    SymmetricMatrix::from_rows(&rows)
}

/// All entries of a symmetric matrix.
pub fn to_square<'py>(
    py: Python<'py>,
    matrix: &SymmetricMatrix,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let dim = matrix.dim();
    let entries = (0..dim).flat_map(|i| (0..dim).map(move |j| matrix[(i, j)])).collect();
    to_matrix(py, (dim, dim), entries)
}

/// A vector that never changes.
#[pyclass(frozen)]
pub struct Vector(pub Arc<MultivariateLogNormal>);

type Numbers<'py> = PyReadonlyArray1<'py, f64>;
type Made<'py> = Bound<'py, PyArray1<f64>>;

fn made(
    py: Python<'_>,
    work: impl FnOnce() -> Result<MultivariateLogNormal, Error> + Send + 'static,
) -> PyResult<Vector> {
    Ok(Vector(Arc::new(interruptible(py, move |_| work())?.raised()?)))
}

#[pymethods]
impl Vector {
    /// The vector with these parameters.
    #[new]
    fn new(py: Python<'_>, mu: Numbers<'_>, covariance: Numbers<'_>) -> PyResult<Self> {
        let (mu, covariance) = (vector(&mu), vector(&covariance));
        made(py, move || vector_of(&mu, &covariance))
    }

    #[staticmethod]
    fn from_moments(py: Python<'_>, means: Numbers<'_>, covariance: Numbers<'_>) -> PyResult<Self> {
        let (means, covariance) = (vector(&means), vector(&covariance));
        made(py, move || {
            MultivariateLogNormal::from_moments(&means, &symmetric(&covariance, means.len())?)
        })
    }

    #[getter]
    fn mu<'py>(&self, py: Python<'py>) -> Made<'py> {
        to_vector(py, self.0.mu().to_vec())
    }

    #[getter]
    fn covariance<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        to_square(py, self.0.covariance())
    }

    fn logmean<'py>(&self, py: Python<'py>) -> Made<'py> {
        to_vector(py, self.0.ln_means())
    }

    fn mean<'py>(&self, py: Python<'py>) -> Made<'py> {
        to_vector(py, self.0.means())
    }

    /// Covariances of X, or its correlations.
    fn cov<'py>(&self, py: Python<'py>, correlations: bool) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let found = if correlations { self.0.correlations() } else { self.0.covariances() };
        to_square(py, &found)
    }

    fn entropy(&self) -> PyResult<f64> {
        self.0.entropy_nats().raised()
    }

    /// The logarithm of the density at each row.
    fn logpdf<'py>(
        &self,
        py: Python<'py>,
        x: PyReadonlyArray2<'py, f64>,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Made<'py>> {
        let (distribution, x) = (Arc::clone(&self.0), Matrix::of(&x));
        let count = x.rows;
        let item = move |k| distribution.ln_pdf(x.row(k));
        Ok(to_vector(py, batch(py, count, workers, item)?))
    }

    fn marginal(&self, py: Python<'_>, components: Vec<usize>) -> PyResult<Self> {
        let distribution = Arc::clone(&self.0);
        made(py, move || distribution.marginals(&components))
    }

    fn conditional(&self, py: Python<'_>, known: Vec<usize>, x: Numbers<'_>) -> PyResult<Self> {
        let (distribution, x) = (Arc::clone(&self.0), vector(&x));
        made(py, move || distribution.given(&known, &x))
    }

    fn products(&self, py: Python<'_>, exponents: PyReadonlyArray2<'_, f64>) -> PyResult<Self> {
        let (distribution, exponents) = (Arc::clone(&self.0), Matrix::of(&exponents));
        made(py, move || distribution.monomials(&exponents.iter().collect::<Vec<_>>()))
    }

    /// Draws of ln X, one per row; row k is from stream k.
    fn sample<'py>(
        &self,
        py: Python<'py>,
        count: usize,
        key: Key,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let distribution = Arc::clone(&self.0);
        let shape = (count, distribution.dim());
        let item = move |k| Ok::<_, Error>(distribution.draw_ln(&mut generator(key, k as u64)));
        to_matrix(py, shape, batch(py, count, workers, item)?.concat())
    }
}
