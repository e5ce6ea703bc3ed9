//! Mixtures of log-normals.

use std::num::NonZero;
use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray1};
use pyo3::prelude::*;
use rand_distr::Distribution;
use synaptome_lognormal::{Error, LogNormal, LogNormalMixture};

use super::sums::both;
use crate::arrays::{to_matrix, to_vector, vector};
use crate::batch::{batch, pointwise};
use crate::error::{Raise, unknown};
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// A mixture that never changes.
#[pyclass(frozen)]
pub struct Mixture(Arc<LogNormalMixture>);

type Numbers<'py> = PyReadonlyArray1<'py, f64>;
/// A function of a mixture and a value.
type Function = fn(&LogNormalMixture, f64) -> Result<f64, Error>;

fn function(name: &str) -> PyResult<Function> {
    Ok(match name {
        "cdf" => |d, x| Ok(d.cdf(x)),
        "sf" => |d, x| Ok(d.survival(x)),
        "logcdf" => |d, x| Ok(d.ln_cdf(x)),
        "logsf" => |d, x| Ok(d.ln_survival(x)),
        "pdf" => |d, x| Ok(d.pdf(x)),
        "logpdf" => |d, x| Ok(d.ln_pdf(x)),
        "ppf" => LogNormalMixture::quantile,
        "isf" => LogNormalMixture::upper_quantile,
        _ => return Err(unknown("function", name)),
    })
}

#[pymethods]
impl Mixture {
    #[new]
    fn new(weights: Numbers<'_>, mu: Numbers<'_>, sigma: Numbers<'_>) -> PyResult<Self> {
        let (mu, sigma) = (vector(&mu), vector(&sigma));
        let parts = mu.iter().zip(&sigma).map(|(&mu, &sigma)| LogNormal::new(mu, sigma));
        let parts = parts.collect::<Result<_, _>>().raised()?;
        Ok(Self(Arc::new(LogNormalMixture::new(vector(&weights), parts).raised()?)))
    }

    #[getter]
    fn weights<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        to_vector(py, self.0.weights().to_vec())
    }

    #[getter]
    fn mu<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        to_vector(py, self.0.parts().iter().map(LogNormal::mu).collect())
    }

    #[getter]
    fn sigma<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        to_vector(py, self.0.parts().iter().map(LogNormal::sigma).collect())
    }

    #[getter]
    fn logmean(&self) -> f64 {
        self.0.ln_mean()
    }

    #[getter]
    fn logvar(&self) -> f64 {
        self.0.ln_variance()
    }

    /// A function of each entry.
    fn values<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        x: Numbers<'py>,
    ) -> PyResult<Bound<'py, PyArray1<f64>>> {
        let (function, mixture, x) = (function(name)?, Arc::clone(&self.0), vector(&x));
        let count = x.len();
        Ok(to_vector(py, pointwise(py, count, move |k: usize| function(&mixture, x[k]))?))
    }

    /// The probabilities of the parts given each value, one row per value.
    fn responsibilities<'py>(
        &self,
        py: Python<'py>,
        x: Numbers<'py>,
    ) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let (mixture, x) = (Arc::clone(&self.0), vector(&x));
        let shape = (x.len(), mixture.parts().len());
        let rows = pointwise(py, shape.0, move |k: usize| mixture.responsibilities(x[k]))?;
        to_matrix(py, shape, rows.concat())
    }

    /// The information about the part, and its error.
    fn information_about_part(&self, py: Python<'_>) -> PyResult<(f64, f64)> {
        let mixture = Arc::clone(&self.0);
        interruptible(py, move |_| both(mixture.information_about_part_nats()))
    }

    /// The entropy and its error.
    fn entropy(&self, py: Python<'_>) -> PyResult<(f64, f64)> {
        let mixture = Arc::clone(&self.0);
        interruptible(py, move |_| both(mixture.entropy_nats()))
    }

    /// Draws; draw k is from stream k.
    fn sample<'py>(
        &self,
        py: Python<'py>,
        count: usize,
        key: Key,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Bound<'py, PyArray1<f64>>> {
        let mixture = Arc::clone(&self.0);
        let item = move |k| Ok::<_, Error>(mixture.sample(&mut generator(key, k as u64)));
        Ok(to_vector(py, batch(py, count, workers, item)?))
    }
}
