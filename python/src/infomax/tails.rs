//! Distributions of sizes by maximum likelihood.

use std::sync::Arc;

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;
use synaptome_infomax::observables::{
    self, Bootstrap, Comparison, LowerEnd, SizeCounts, SizeRange, TailShape,
};

use crate::arrays::{to_vector, vector};
use crate::error::{Raise, SynaptomeError};
use crate::interruptible::{interruptible, watched};
use crate::keys::{Key, generator};

/// A fit, and the counts that it was made from.
#[pyclass(frozen)]
pub struct Tail {
    found: Arc<observables::Tail>,
    counts: Arc<SizeCounts>,
    choice: Option<LowerEnd>,
}

/// Sizes and how often each occurs, as vectors of whole numbers that are not negative.
type Counts<'py> = (PyReadonlyArray1<'py, i64>, PyReadonlyArray1<'py, i64>);

fn counted((sizes, counts): &Counts<'_>) -> SizeCounts {
    let mut all = SizeCounts::new();
    for (size, count) in vector(sizes).into_iter().zip(vector(counts)) {
        all.add_many(size as u64, count as u64);
    }
    all
}

fn shape(law: &str) -> PyResult<TailShape> {
    Ok(match law {
        "power" => TailShape::Power,
        "exponential" => TailShape::Exponential,
        "truncated-power" => TailShape::TruncatedPower,
        "lognormal" => TailShape::LogNormal,
        "stretched-exponential" => TailShape::StretchedExponential,
        other => return Err(SynaptomeError::new_err(format!("no law is named {other}"))),
    })
}

#[pymethods]
impl Tail {
    /// A fit from `low` on.
    #[staticmethod]
    fn fit(
        py: Python<'_>,
        counts: Counts<'_>,
        law: &str,
        low: u64,
        high: Option<u64>,
    ) -> PyResult<Self> {
        let (counts, shape) = (Arc::new(counted(&counts)), shape(law)?);
        let own = Arc::clone(&counts);
        let range = SizeRange { low, high };
        let tail = interruptible(py, move |_| observables::Tail::fit(shape, &own, range))?;
        Ok(Self { found: Arc::new(tail.raised()?), counts, choice: None })
    }

    /// A fit from the lower end with the smallest distance.
    #[staticmethod]
    fn fit_best(
        py: Python<'_>,
        counts: Counts<'_>,
        law: &str,
        high: Option<u64>,
        largest: u64,
        fewest: u64,
    ) -> PyResult<Self> {
        let (counts, shape) = (Arc::new(counted(&counts)), shape(law)?);
        let own = Arc::clone(&counts);
        let choice = LowerEnd { largest, fewest };
        let tail = interruptible(py, move |_| choice.fit(shape, &own, high))?;
        Ok(Self { found: Arc::new(tail.raised()?), counts, choice: Some(choice) })
    }

    /// Names, values and standard errors (NaN where there is none).
    #[getter]
    fn parameters(&self) -> Vec<(&'static str, f64, f64)> {
        let found = self.found.parameters().iter();
        found.map(|p| (p.name, p.value, p.std_error.unwrap_or(f64::NAN))).collect()
    }

    #[getter]
    fn ks(&self) -> f64 {
        self.found.distance
    }

    #[getter]
    fn loglik(&self) -> f64 {
        self.found.ln_likelihood()
    }

    #[getter]
    fn range(&self) -> (u64, Option<u64>) {
        (self.found.range.low, self.found.range.high)
    }

    #[getter]
    fn count(&self) -> u64 {
        self.found.bursts
    }

    #[getter]
    fn counts<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>) {
        let (sizes, counts) = self.counts.iter().map(|(s, n)| (s as i64, n as i64)).unzip();
        (to_vector(py, sizes), to_vector(py, counts))
    }

    fn logpmf<'py>(
        &self,
        py: Python<'py>,
        sizes: PyReadonlyArray1<'py, i64>,
    ) -> Bound<'py, PyArray1<f64>> {
        let sizes = vector(&sizes).into_iter();
        let ln = |size: i64| {
            u64::try_from(size).map_or(f64::NEG_INFINITY, |size| self.found.ln_probability(size))
        };
        to_vector(py, sizes.map(ln).collect())
    }

    fn draw<'py>(
        &self,
        py: Python<'py>,
        count: usize,
        key: Key,
    ) -> PyResult<Bound<'py, PyArray1<i64>>> {
        let tail = Arc::clone(&self.found);
        let drawn = interruptible(py, move |_| tail.draw(count, &mut generator(key, 0)))?;
        Ok(to_vector(py, drawn.raised()?.into_iter().map(whole).collect()))
    }

    /// The log-likelihood ratio, the normalised one, p, and whether the two are nested.
    fn compare(&self, other: &Self) -> PyResult<(f64, f64, f64, bool)> {
        let found = Comparison::of(&self.found, &other.found, &self.counts).raised()?;
        Ok((found.ln_ratio, found.normalised_ratio, found.p, found.nested))
    }

    /// p, the mean distance of the replicates, and their number.
    fn goodness_of_fit(
        &self,
        py: Python<'_>,
        replicates: usize,
        key: Key,
        callback: Option<Py<PyAny>>,
    ) -> PyResult<(f64, f64, usize)> {
        let (tail, counts) = (Arc::clone(&self.found), Arc::clone(&self.counts));
        let test = Bootstrap { replicates, lower_end: self.choice };
        let found = watched(py, callback, move |stop, show: &mut dyn FnMut((usize, usize))| {
            let observer = |done| {
                show((done, replicates));
                stop.flow()
            };
            test.run_watched(&tail, &counts, observer, &mut generator(key, 0))
        })?;
        let found = found.raised()?;
        Ok((found.p, found.mean_distance, found.replicates))
    }
}

/// A size for Python; those beyond its numbers are as large as these get.
fn whole(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

/// The smallest and largest sizes of bins, their middles and densities.
type Bins<'py> = (
    Bound<'py, PyArray1<i64>>,
    Bound<'py, PyArray1<i64>>,
    Bound<'py, PyArray1<f64>>,
    Bound<'py, PyArray1<f64>>,
);

/// Densities of sizes in bins that grow.
#[pyfunction]
pub fn densities<'py>(
    py: Python<'py>,
    counts: Counts<'py>,
    largest: u64,
    growth: f64,
) -> PyResult<Bins<'py>> {
    let bins = counted(&counts).densities(largest, growth).raised()?;
    let low = bins.iter().map(|bin| whole(bin.sizes.0)).collect();
    let high = bins.iter().map(|bin| whole(bin.sizes.1)).collect();
    let middles = bins.iter().map(|bin| bin.middle).collect();
    let densities = bins.iter().map(|bin| bin.density).collect();
    Ok((to_vector(py, low), to_vector(py, high), to_vector(py, middles), to_vector(py, densities)))
}
