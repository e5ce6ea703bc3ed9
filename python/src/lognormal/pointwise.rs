//! Functions of one variable, entry by entry.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;
use synaptome_lognormal::{Error, LogNormal};

use crate::arrays::{Pair, to_pair, to_vector, vector};
use crate::batch::pointwise;
use crate::error::{Raise, unknown};

/// A function of a distribution and a value.
type Function = fn(&LogNormal, f64) -> Result<f64, Error>;

/// The function of one name; moments leave the value out.
fn function(name: &str) -> PyResult<Function> {
    Ok(match name {
        "cdf" => |d, x| Ok(d.cdf(x)),
        "sf" => |d, x| Ok(d.survival(x)),
        "logcdf" => |d, x| Ok(d.ln_cdf(x)),
        "logsf" => |d, x| Ok(d.ln_survival(x)),
        "pdf" => |d, x| Ok(d.pdf(x)),
        "logpdf" => |d, x| Ok(d.ln_pdf(x)),
        "ppf" => LogNormal::quantile,
        "isf" => LogNormal::upper_quantile,
        "ilogcdf" => LogNormal::quantile_of_ln,
        "ilogsf" => LogNormal::upper_quantile_of_ln,
        _ => return moment(name),
    })
}

fn moment(name: &str) -> PyResult<Function> {
    Ok(match name {
        "mean" => |d, _| Ok(d.mean()),
        "logmean" => |d, _| Ok(d.ln_mean()),
        "var" => |d, _| Ok(d.variance()),
        "logvar" => |d, _| Ok(d.ln_variance()),
        "std" => |d, _| Ok(d.std_dev()),
        "cv" => |d, _| Ok(d.coefficient_of_variation()),
        "median" => |d, _| Ok(d.median()),
        "mode" => |d, _| Ok(d.mode()),
        "geometric_std" => |d, _| Ok(d.geometric_std_dev()),
        "skewness" => |d, _| Ok(d.skewness()),
        "kurtosis" => |d, _| Ok(d.excess_kurtosis()),
        "entropy" => |d, _| Ok(d.entropy_nats()),
        _ => return Err(unknown("function", name)),
    })
}

/// A function of one value.
#[pyfunction]
pub fn value(name: &str, x: f64, mu: f64, sigma: f64) -> PyResult<f64> {
    let function = function(name)?;
    LogNormal::new(mu, sigma).and_then(|d| function(&d, x)).raised()
}

/// A function of each entry.
#[pyfunction]
pub fn values<'py>(
    py: Python<'py>,
    name: &str,
    x: PyReadonlyArray1<'py, f64>,
    mu: PyReadonlyArray1<'py, f64>,
    sigma: PyReadonlyArray1<'py, f64>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let (function, x, mu, sigma) = (function(name)?, vector(&x), vector(&mu), vector(&sigma));
    let count = x.len();
    let item = move |k: usize| function(&LogNormal::new(mu[k], sigma[k])?, x[k]);
    Ok(to_vector(py, pointwise(py, count, item)?))
}

/// A distribution from what is known of it.
type Construction = fn(f64, f64) -> Result<LogNormal, Error>;

fn construction(name: &str) -> PyResult<Construction> {
    Ok(match name {
        "var" => LogNormal::from_moments,
        "std" => LogNormal::from_mean_and_std_dev,
        "cv" => LogNormal::from_mean_and_cv,
        "geometric_std" => LogNormal::from_median_and_geometric_std_dev,
        _ => return Err(unknown("function", name)),
    })
}

/// mu and sigma from the mean, or the median, and what `name` says.
#[pyfunction]
pub fn parameters<'py>(
    py: Python<'py>,
    name: &str,
    first: PyReadonlyArray1<'py, f64>,
    second: PyReadonlyArray1<'py, f64>,
) -> PyResult<Pair<'py>> {
    let (construction, first, second) = (construction(name)?, vector(&first), vector(&second));
    let count = first.len();
    let item = move |k: usize| construction(first[k], second[k]).map(|d| (d.mu(), d.sigma()));
    Ok(to_pair(py, pointwise(py, count, item)?))
}
