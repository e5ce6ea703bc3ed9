//! Memories that learn a kernel around each message.

use std::num::NonZero;
use std::sync::Arc;

use numpy::{PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_hopfield::{KernelLoss, KernelMemory, KernelRegression};

use super::fits::{ending, parts, rows_of};
use super::options::Minimiser;
use super::recalls::{Recalls, dynamics, each_recalled, messages};
use crate::arrays::Matrix;
use crate::error::Raise;
use crate::interruptible::watched;
use crate::keys::Key;

/// A memory that has learned.
#[pyclass(frozen)]
pub struct Kernel(Arc<KernelMemory>);

/// The memory; the objective, the iterations and why it ended if it was minimised.
type Learned = (Kernel, Option<(f64, usize, &'static str)>);

/// Learns messages with a kernel of the width γ and a ridge; squared or logistic loss.
#[pyfunction]
pub fn kernel_regression(
    py: Python<'_>,
    rows: PyReadonlyArray2<'_, i8>,
    gamma: f64,
    ridge: f64,
    is_logistic: bool,
    minimiser: Minimiser,
    callback: Option<Py<PyAny>>,
) -> PyResult<Learned> {
    let loss = if is_logistic { KernelLoss::Logistic } else { KernelLoss::Squared };
    let rule = KernelRegression { gamma, ridge, loss, lbfgs: minimiser.into() };
    let rows = Matrix::of(&rows);
    let memory = watched(py, callback, move |stop, show| {
        rule.learn_watched(messages(&rows)?, |progress| {
            show(parts(progress));
            stop.flow()
        })
    })?;
    let memory = memory.raised()?;
    let account =
        memory.report().map(|report| (report.objective, report.iterations, ending(report.ending)));
    Ok((Kernel(Arc::new(memory)), account))
}

#[pymethods]
impl Kernel {
    #[getter]
    fn units(&self) -> usize {
        self.0.messages().units()
    }

    /// The amplitudes (M, N).
    fn amplitudes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        rows_of(py, self.0.amplitudes())
    }

    fn recall<'py>(
        &self,
        py: Python<'py>,
        cues: PyReadonlyArray2<'py, i8>,
        update: &str,
        order: Option<Vec<usize>>,
        max_sweeps: usize,
        key: Key,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Recalls<'py>> {
        let dynamics = dynamics(update, order, max_sweeps).raised()?;
        each_recalled(py, Arc::clone(&self.0), &cues, dynamics, key, workers)
    }
}
