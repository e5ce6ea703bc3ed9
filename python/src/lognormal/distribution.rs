//! The distribution of sums of independent terms.

use std::num::NonZero;
use std::sync::Arc;

use numpy::{PyArray1, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_lognormal::{Error, SumDistribution as Distribution};

use super::methods::Sums;
use crate::arrays::{Matrix, to_vector, vector};
use crate::batch::batch;
use crate::error::{Raise, unknown};
use crate::interruptible::interruptible;

/// A function of a distribution and a value.
type Function = fn(&Distribution, f64) -> Result<f64, Error>;

fn function(name: &str) -> PyResult<Function> {
    Ok(match name {
        "cdf" => |d, x| Ok(d.cdf(x)),
        "sf" => |d, x| Ok(d.survival(x)),
        "logcdf" => Distribution::ln_cdf,
        "logsf" => Distribution::ln_survival,
        "pdf" => Distribution::pdf,
        "logpdf" => Distribution::ln_pdf,
        "ppf" => Distribution::quantile,
        "isf" => Distribution::upper_quantile,
        _ => return Err(unknown("function", name)),
    })
}

/// The distribution of one sum, which is built once.
#[pyclass(frozen)]
pub struct SumDistribution(Arc<Distribution>);

#[pymethods]
impl SumDistribution {
    #[new]
    fn new(
        py: Python<'_>,
        mu: PyReadonlyArray2<'_, f64>,
        sigma: PyReadonlyArray2<'_, f64>,
    ) -> PyResult<Self> {
        let sums = Sums::new(Matrix::of(&mu), Matrix::of(&sigma));
        let found = interruptible(py, move |_| sums.sum(0)?.distribution())?;
        Ok(Self(Arc::new(found.raised()?)))
    }

    #[getter]
    fn relative_error(&self) -> f64 {
        self.0.relative_error()
    }

    /// A function of each entry.
    fn values<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        x: PyReadonlyArray1<'py, f64>,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Bound<'py, PyArray1<f64>>> {
        let (function, distribution, x) = (function(name)?, Arc::clone(&self.0), vector(&x));
        let count = x.len();
        let item = move |k: usize| function(&distribution, x[k]);
        Ok(to_vector(py, batch(py, count, workers, item)?))
    }
}

/// A function of the distributions of many sums: `x` holds the values of the first sum, then those of
/// the second and so on, as many as `counts` says.
#[pyfunction]
pub fn sum_values<'py>(
    py: Python<'py>,
    name: &str,
    x: PyReadonlyArray1<'py, f64>,
    counts: Vec<usize>,
    mu: PyReadonlyArray2<'py, f64>,
    sigma: PyReadonlyArray2<'py, f64>,
    workers: Option<NonZero<usize>>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let (function, x) = (function(name)?, vector(&x));
    let sums = Sums::new(Matrix::of(&mu), Matrix::of(&sigma));
    let ends: Vec<usize> = counts.iter().scan(0, |end, count| Some(advance(end, *count))).collect();
    let item = move |row: usize| {
        let own = &x[ends[row] - counts[row]..ends[row]];
        if own.is_empty() {
            return Ok(Vec::new());
        }
        let distribution = sums.sum(row)?.distribution()?;
        own.iter().map(|&x| function(&distribution, x)).collect::<Result<Vec<_>, Error>>()
    };
    Ok(to_vector(py, batch(py, mu.as_array().nrows(), workers, item)?.concat()))
}

fn advance(end: &mut usize, count: usize) -> usize {
    *end += count;
    *end
}
