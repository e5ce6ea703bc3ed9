//! Training that can be watched, stopped, saved and resumed.

use std::sync::{Arc, Mutex, PoisonError};

use numpy::PyReadonlyArray2;
use pyo3::prelude::*;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{Batch, Error, Messages, Progress, TrainedRecurrent, Unrolled};

use super::fits::{Gradient, rows_of};
use super::network::Network;
use super::options::{Recurrence, Trained};
use super::recalls::{messages, states};
use crate::arrays::{Matrix, to_vector};
use crate::error::{Raise, SynaptomeError};
use crate::interruptible::{interruptible, watched};
use crate::keys::{Key, generator};

/// Training with its generator: one thread at a time works on it.
#[pyclass(frozen)]
pub struct Training(Arc<Mutex<State>>);

struct State {
    training: synaptome_hopfield::Training,
    rng: ChaCha12Rng,
}

/// Steps done, steps to do, and the loss before the last of them.
type Report = (usize, usize, f64);

/// Training from the weights that the rule starts from.
#[pyfunction]
pub fn begin(
    py: Python<'_>,
    options: Trained,
    rows: PyReadonlyArray2<'_, i8>,
    key: Key,
) -> PyResult<Training> {
    started(py, options, &rows, key, TrainedRecurrent::begin)
}

/// Training from given weights.
#[pyfunction]
pub fn begin_from(
    py: Python<'_>,
    options: Trained,
    rows: PyReadonlyArray2<'_, i8>,
    network: &Network,
    key: Key,
) -> PyResult<Training> {
    let network = Arc::clone(&network.0);
    let start = move |rule: &TrainedRecurrent, messages: &Messages, rng: &mut ChaCha12Rng| {
        rule.begin_from(messages, &network, rng)
    };
    started(py, options, &rows, key, start)
}

/// Training that was saved, with the key and the position of its generator.
#[pyfunction]
pub fn resume(
    py: Python<'_>,
    options: Trained,
    rows: PyReadonlyArray2<'_, i8>,
    saved: Vec<u8>,
    key: Key,
    position: u128,
) -> PyResult<Training> {
    let start = move |rule: &TrainedRecurrent, messages: &Messages, rng: &mut ChaCha12Rng| {
        rng.set_word_pos(position);
        rule.resume(messages, saved.as_slice())
    };
    started(py, options, &rows, key, start)
}

/// The loss of a network on cues with their messages, and on messages as anchors, with its gradient.
#[pyfunction]
pub fn unrolled_gradient<'py>(
    py: Python<'py>,
    options: Recurrence,
    network: &Network,
    cues: PyReadonlyArray2<'py, i8>,
    targets: PyReadonlyArray2<'py, i8>,
    anchors: PyReadonlyArray2<'py, i8>,
) -> PyResult<Gradient<'py>> {
    let (unrolled, network) = (Unrolled::from(options), Arc::clone(&network.0));
    let [cues, targets, anchors] = [cues, targets, anchors].map(|rows| Matrix::of(&rows));
    let gradient = interruptible(py, move |_| {
        let pairs: Vec<_> = states(&cues)?.into_iter().zip(states(&targets)?).collect();
        unrolled.gradient(&network, &Batch::new(&pairs, &states(&anchors)?)?)
    })?;
    let gradient = gradient.raised()?;
    Ok((gradient.loss, rows_of(py, gradient.weights.as_ref())?, to_vector(py, gradient.bias)))
}

impl State {
    /// One step, unless `last` steps are done or all.
    fn advance(&mut self, last: usize) -> Result<Option<Report>, Error> {
        let Self { training, rng } = self;
        if training.is_finished() || training.step() >= last {
            return Ok(None);
        }
        let Progress { step, steps, loss } = training.advance(rng)?;
        Ok(Some((step, steps, loss)))
    }
}

#[pymethods]
impl Training {
    /// Trains until `last` steps are done or all; whether the callback has not ended it before.
    fn run(&self, py: Python<'_>, last: usize, callback: Option<Py<PyAny>>) -> PyResult<()> {
        let state = Arc::clone(&self.0);
        let done = watched(py, callback, move |stop, show: &mut dyn FnMut(Report)| {
            while !stop.is_set() {
                let report = state.lock().unwrap_or_else(PoisonError::into_inner).advance(last)?;
                let Some(report) = report else { break };
                // The lock is free here, so that a callback can look at the training, or run it.
                show(report);
            }
            Ok::<_, Error>(())
        })?;
        done.raised()
    }

    #[getter]
    fn step(&self, py: Python<'_>) -> PyResult<usize> {
        self.read(py, |state| state.training.step())
    }

    #[getter]
    fn is_finished(&self, py: Python<'_>) -> PyResult<bool> {
        self.read(py, |state| state.training.is_finished())
    }

    #[getter]
    fn network(&self, py: Python<'_>) -> PyResult<Network> {
        Network::of(self.read(py, |state| state.training.network())?)
    }

    /// The state of training, and the position of its generator.
    fn save(&self, py: Python<'_>) -> PyResult<(Vec<u8>, u128)> {
        let (bytes, position) = self.read(py, |state| {
            let mut bytes = Vec::new();
            let saved = state.training.save(&mut bytes);
            (saved.map(|()| bytes), state.rng.get_word_pos())
        })?;
        Ok((bytes.raised()?, position))
    }
}

impl Training {
    /// Reads the state, unless another thread trains.
    fn read<T>(&self, py: Python<'_>, look: impl FnOnce(&State) -> T + Send) -> PyResult<T>
    where
        T: Send,
    {
        py.detach(|| match self.0.try_lock() {
            Ok(state) => Ok(look(&state)),
            Err(std::sync::TryLockError::Poisoned(state)) => Ok(look(&state.into_inner())),
            Err(std::sync::TryLockError::WouldBlock) => {
                Err(SynaptomeError::new_err("the training is being advanced by another thread"))
            }
        })
    }
}

fn started(
    py: Python<'_>,
    options: Trained,
    rows: &PyReadonlyArray2<'_, i8>,
    key: Key,
    start: impl FnOnce(
        &TrainedRecurrent,
        &Messages,
        &mut ChaCha12Rng,
    ) -> Result<synaptome_hopfield::Training, Error>
    + Send
    + 'static,
) -> PyResult<Training> {
    let (rule, rows) = (TrainedRecurrent::from(options), Matrix::of(rows));
    let state = interruptible(py, move |_| {
        let mut rng = generator(key, 0);
        let training = start(&rule, &messages(&rows)?, &mut rng)?;
        Ok::<_, Error>(State { training, rng })
    })?;
    Ok(Training(Arc::new(Mutex::new(state.raised()?))))
}
