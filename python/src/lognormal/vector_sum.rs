//! Fits to sums of independent vectors.

use numpy::{PyArray1, PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_lognormal::{
    Error, JointFentonWilkinson, JointSchwartzYeh, MultivariateLogNormal, SymmetricMatrix,
};

use super::vector::{to_square, vector_of};
use crate::arrays::{Matrix, to_vector};
use crate::error::Raise;
use crate::interruptible::interruptible;

/// A vector and a matrix.
type Moments<'py> = (Bound<'py, PyArray1<f64>>, Bound<'py, PyArray2<f64>>);

/// mu and covariance of the sum of vectors: one row of `mu` and of `covariances` per vector.
#[pyfunction]
pub fn fit_vector_sum<'py>(
    py: Python<'py>,
    schwartz_yeh: bool,
    mu: PyReadonlyArray2<'py, f64>,
    covariances: PyReadonlyArray2<'py, f64>,
) -> PyResult<Moments<'py>> {
    let (mu, covariances) = (Matrix::of(&mu), Matrix::of(&covariances));
    let work = move |_: &_| {
        let term = |k| vector_of(mu.row(k), covariances.row(k));
        let terms = (0..mu.rows).map(term).collect::<Result<Vec<_>, _>>()?;
        fitted(schwartz_yeh, &terms)
    };
    let (mu, covariance) = interruptible(py, work)?.raised()?;
    Ok((to_vector(py, mu), to_square(py, &covariance)?))
}

fn fitted(
    schwartz_yeh: bool,
    terms: &[MultivariateLogNormal],
) -> Result<(Vec<f64>, SymmetricMatrix), Error> {
    if schwartz_yeh {
        let fit = JointSchwartzYeh::fit(terms)?;
        return Ok((fit.mu().to_vec(), fit.covariance().clone()));
    }
    let fit = JointFentonWilkinson::fit(terms)?;
    Ok((fit.mu(), fit.covariance().clone()))
}
