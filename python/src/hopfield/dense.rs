//! Dense associative memories.

use std::num::NonZero;
use std::sync::Arc;

use numpy::PyReadonlyArray2;
use pyo3::prelude::*;
use synaptome_hopfield::{DenseMemory, Interaction};

use super::recalls::{Recalls, arrays, dynamics, messages, states};
use crate::arrays::Matrix;
use crate::batch::threads;
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// A memory of messages.
#[pyclass(frozen)]
pub struct Dense(Arc<DenseMemory>);

#[pymethods]
impl Dense {
    /// A polynomial interaction of this degree, or without one the exponential, scaled by β if it is given.
    #[new]
    fn new(
        rows: PyReadonlyArray2<'_, i8>,
        degree: Option<i32>,
        beta: Option<f64>,
    ) -> PyResult<Self> {
        let messages = messages(&Matrix::of(&rows)).raised()?;
        let exponential = beta.map_or(Interaction::Exponential, Interaction::ScaledExponential);
        let interaction = degree.map_or(exponential, Interaction::Polynomial);
        Ok(Self(Arc::new(DenseMemory::new(messages, interaction).raised()?)))
    }

    #[getter]
    fn units(&self) -> usize {
        self.0.messages().units()
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
        let (memory, cues) = (Arc::clone(&self.0), Matrix::of(&cues));
        let shape = (cues.rows, cues.columns);
        let dynamics = dynamics(update, order, max_sweeps).raised()?;
        let recalls = interruptible(py, move |stop| {
            let cues = states(&cues)?;
            let rng = |cue| generator(key, cue as u64);
            memory.recall_all_watched(&cues, &dynamics, threads(workers), |_| stop.flow(), rng)
        })?;
        arrays(py, shape, &recalls.raised()?)
    }
}
