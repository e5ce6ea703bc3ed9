//! Gaussian information of rasters.

use std::sync::Arc;

use numpy::{PyArray1, PyArray2};
use pyo3::prelude::*;
use synaptome_infomax::faer::MatRef;
use synaptome_infomax::information::{self, InformationOptions};
use synaptome_infomax::{Error, Moments};

use super::raster::Raster;
use crate::arrays::{to_matrix, to_vector};
use crate::error::Raise;
use crate::interruptible::interruptible;

/// Nats, bias in nats, and the number of pairs of steps.
#[pyfunction]
pub fn gaussian_information(
    py: Python<'_>,
    raster: &Raster,
    lag: usize,
    ridge: f64,
) -> PyResult<(f64, f64, usize)> {
    let raster = Arc::clone(&raster.0);
    let options = InformationOptions { lag, ridge };
    let found = interruptible(py, move |_| information::gaussian_information(&raster, &options))?;
    let found = found.raised()?;
    Ok((found.nats, found.bias_nats, found.samples))
}

/// C, E and the rates about which they are taken.
pub type Matrices<'py> =
    (Bound<'py, PyArray2<f64>>, Bound<'py, PyArray2<f64>>, Bound<'py, PyArray1<f64>>);

/// The moments of a raster about its own rates.
#[pyfunction]
pub fn moments<'py>(py: Python<'py>, raster: &Raster, lag: usize) -> PyResult<Matrices<'py>> {
    let raster = Arc::clone(&raster.0);
    let found = interruptible(py, move |_| {
        if raster.is_empty() {
            return Err(Error::Empty { quantity: "the raster" });
        }
        Moments::of(&raster, &raster.rates(), lag)
    })?;
    matrices(py, &found.raised()?)
}

/// Moments for Python.
pub fn matrices<'py>(py: Python<'py>, moments: &Moments) -> PyResult<Matrices<'py>> {
    let centers = to_vector(py, moments.centers().to_vec());
    Ok((square(py, moments.covariance())?, square(py, moments.lagged())?, centers))
}

/// A matrix for Python.
pub fn square<'py>(
    py: Python<'py>,
    matrix: MatRef<'_, f64>,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let entries = (0..matrix.nrows()).flat_map(|i| matrix.row(i).iter().copied()).collect();
    to_matrix(py, matrix.shape(), entries)
}
