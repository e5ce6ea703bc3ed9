//! Small networks by enumeration.

use std::sync::Arc;

use numpy::{PyArray1, PyArray2};
use pyo3::prelude::*;
use synaptome_infomax::exact::{self, Relation, RelationFit};
use synaptome_infomax::{Gradient, information};

use super::information::{Matrices, matrices, square};
use super::network::Network;
use crate::arrays::to_vector;
use crate::error::{Raise, SynaptomeError};
use crate::interruptible::interruptible;

/// The Markov chain of a network of at most ten neurons.
#[pyclass(frozen)]
pub struct Chain(Arc<exact::Chain>);

#[pymethods]
impl Chain {
    #[new]
    fn new(py: Python<'_>, network: &Network) -> PyResult<Self> {
        let network = network.now();
        let chain = interruptible(py, move |_| exact::Chain::new(&network))?;
        Ok(Self(Arc::new(chain.raised()?)))
    }

    #[getter]
    fn stationary<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        to_vector(py, self.0.stationary().to_vec())
    }

    #[getter]
    fn thresholds<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        to_vector(py, self.0.thresholds().to_vec())
    }

    #[getter]
    fn information_nats(&self) -> f64 {
        self.0.mutual_information_nats()
    }

    #[getter]
    fn gaussian_nats(&self) -> PyResult<f64> {
        information::gaussian_nats(&self.0.moments()).raised()
    }

    fn moments<'py>(&self, py: Python<'py>) -> PyResult<Matrices<'py>> {
        matrices(py, &self.0.moments())
    }

    fn gradient<'py>(&self, py: Python<'py>, which: &str) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let chain = Arc::clone(&self.0);
        let which = match which {
            "paper" => Some(Gradient::Paper),
            "two-pass" => Some(Gradient::TwoPass),
            "full-response" => Some(Gradient::FullResponse),
            "finite-differences" => None,
            other => return Err(SynaptomeError::new_err(format!("no gradient is named {other}"))),
        };
        let found = interruptible(py, move |_| match which {
            Some(which) => exact::gradient(&chain, which),
            None => {
                exact::finite_difference_gradient(chain.network(), 1e-4, information::gaussian_nats)
            }
        })?;
        square(py, found.raised()?.as_ref())
    }
}

/// The name, the parameter and R² of the relation that explains most.
#[pyfunction]
pub fn fit_relation(points: Vec<(f64, f64)>) -> PyResult<(&'static str, f64, f64)> {
    let fit = RelationFit::best(&points).raised()?;
    let name = match fit.relation {
        Relation::Proportional => "proportional",
        Relation::Saturating => "saturating",
        _ => "logarithmic",
    };
    Ok((name, fit.parameter, fit.r_squared))
}
