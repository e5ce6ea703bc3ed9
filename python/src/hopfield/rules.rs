//! Writing rules.

use std::sync::Arc;

use numpy::PyReadonlyArray2;
use pyo3::prelude::*;
use synaptome_hopfield::{Hebbian, HebbianDiagonal, Messages, WritingRule};

use super::network::{Network, states};
use crate::arrays::Matrix;
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::generator;

/// Writes messages (M, N) with Hebb's rule.
#[pyfunction]
pub fn hebbian(
    py: Python<'_>,
    messages: PyReadonlyArray2<'_, i8>,
    zero: bool,
) -> PyResult<Network> {
    let diagonal = if zero { HebbianDiagonal::Zero } else { HebbianDiagonal::Notes };
    write(py, Matrix::of(&messages), Hebbian { diagonal })
}

fn write(
    py: Python<'_>,
    messages: Matrix<i8>,
    rule: impl WritingRule + Send + 'static,
) -> PyResult<Network> {
    let written = interruptible(py, move |_| {
        rule.write(&Messages::new(states(&messages)?)?, &mut generator([0; 4], 0))
    })?;
    Ok(Network(Arc::new(written.raised()?)))
}
