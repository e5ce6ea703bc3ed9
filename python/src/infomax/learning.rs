//! Learning by gradients and by the local rule.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::{self as infomax, Error, LocalLearning, Outcome};

use super::network::{Network, lock};
use super::options::{LocalOptions, Options, PairwiseOptions};
use super::stimulus::Stimulus;
use crate::arrays::to_vector;
use crate::error::{Raise, SynaptomeError};
use crate::interruptible::{Stop, asking};
use crate::keys::{Key, generator};

/// Learning that resumes where it stopped.
#[pyclass(frozen)]
#[derive(Clone)]
pub struct Learning(Arc<Mutex<State>>);

#[derive(Clone)]
pub struct State {
    kind: Kind,
    stimulus: Stimulus,
    rng: ChaCha12Rng,
    /// Blocks without a gradient, and why.
    pub skipped: Vec<(usize, String)>,
}

#[derive(Clone)]
enum Kind {
    Gradient(infomax::Learning),
    Local(LocalLearning),
}

/// Done, of how many, information in nats, and the largest change of a weight; the last two are NaN where
/// there is none.
pub type Told = (usize, usize, f64, f64);

/// Where the generator is: its key, and its position.
type Position = ([u8; 32], u128);

#[pymethods]
impl Learning {
    #[staticmethod]
    fn gradient(
        options: Options,
        network: &Network,
        stimulus: &Stimulus,
        key: Key,
    ) -> PyResult<Self> {
        let learning = options.learner()?.begin(network.now()).raised()?;
        Ok(Self::of(Kind::Gradient(learning), stimulus, generator(key, 0)))
    }

    #[staticmethod]
    fn local(
        options: LocalOptions,
        network: &Network,
        stimulus: &Stimulus,
        key: Key,
    ) -> PyResult<Self> {
        let learning = options.rule().begin(network.now()).raised()?;
        Ok(Self::of(Kind::Local(learning), stimulus, generator(key, 0)))
    }

    #[staticmethod]
    fn pairwise(
        options: PairwiseOptions,
        network: &Network,
        stimulus: &Stimulus,
        key: Key,
    ) -> PyResult<Self> {
        let learning = options.rule().begin(network.now()).raised()?;
        Ok(Self::of(Kind::Local(learning), stimulus, generator(key, 0)))
    }

    #[staticmethod]
    fn resume_gradient(
        options: Options,
        state: &[u8],
        stimulus: &Stimulus,
        position: Position,
        steps: usize,
    ) -> PyResult<Self> {
        let learning = options.learner()?.resume(state).raised()?;
        Ok(Self::of(Kind::Gradient(learning), &stimulus.after(steps), at(position)))
    }

    #[staticmethod]
    fn resume_local(
        options: LocalOptions,
        state: &[u8],
        stimulus: &Stimulus,
        position: Position,
    ) -> PyResult<Self> {
        let learning = options.rule().resume(state).raised()?;
        Ok(Self::of(Kind::Local(learning), stimulus, at(position)))
    }

    #[staticmethod]
    fn resume_pairwise(
        options: PairwiseOptions,
        state: &[u8],
        stimulus: &Stimulus,
        position: Position,
    ) -> PyResult<Self> {
        let learning = options.rule().resume(state).raised()?;
        Ok(Self::of(Kind::Local(learning), stimulus, at(position)))
    }

    /// Advances by so many blocks or stretches, or to the end.
    fn advance(&self, py: Python<'_>, most: usize, callback: Option<Py<PyAny>>) -> PyResult<()> {
        self.idle()?;
        let state = Arc::clone(&self.0);
        let done = asking(py, callback, move |stop, ask| lock(&state).advance(most, stop, ask))?;
        done.raised()
    }

    fn network(&self) -> PyResult<Network> {
        self.idle()?;
        Ok(Network::of(lock(&self.0).network().clone()))
    }

    fn history<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray1<f64>>> {
        self.idle()?;
        Ok(to_vector(py, lock(&self.0).history()))
    }

    fn skipped(&self) -> PyResult<Vec<(usize, String)>> {
        self.idle()?;
        Ok(lock(&self.0).skipped.clone())
    }

    /// Blocks or steps done, and whether these are all.
    fn progress(&self) -> PyResult<(usize, bool)> {
        self.idle()?;
        let state = lock(&self.0);
        Ok((state.done(), state.is_finished()))
    }

    /// The state, and the position of the generator.
    fn save<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyBytes>, Position)> {
        self.idle()?;
        let state = lock(&self.0);
        let mut saved = Vec::new();
        match &state.kind {
            Kind::Gradient(learning) => learning.save(&mut saved).raised()?,
            Kind::Local(learning) => learning.save(&mut saved).raised()?,
        }
        Ok((PyBytes::new(py, &saved), (state.rng.get_seed(), state.rng.get_word_pos())))
    }
}

fn at((seed, position): Position) -> ChaCha12Rng {
    let mut rng = ChaCha12Rng::from_seed(seed);
    rng.set_word_pos(position);
    rng
}

impl Learning {
    fn of(kind: Kind, stimulus: &Stimulus, rng: ChaCha12Rng) -> Self {
        let stimulus = stimulus.clone();
        Self(Arc::new(Mutex::new(State { kind, stimulus, rng, skipped: Vec::new() })))
    }

    /// A copy that learns with another generator.
    pub fn with(&self, rng: ChaCha12Rng) -> State {
        State { rng, ..lock(&self.0).clone() }
    }

    /// That no thread is at it, as a callback or another thread of Python might find.
    fn idle(&self) -> PyResult<()> {
        match self.0.try_lock() {
            Err(std::sync::TryLockError::WouldBlock) => {
                Err(SynaptomeError::new_err("learning is under way: wait until it returns"))
            }
            _ => Ok(()),
        }
    }
}

impl State {
    /// Advances by so many blocks or stretches, to the end, or until told to stop.
    pub fn advance(
        &mut self,
        most: usize,
        stop: &Stop,
        ask: &mut dyn FnMut(Told) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        for _ in 0..most {
            if self.is_finished() || stop.is_set() || ask(self.step()?).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn step(&mut self) -> Result<Told, Error> {
        let Self { kind, stimulus, rng, skipped } = self;
        match kind {
            Kind::Gradient(learning) => {
                let progress = learning.advance(&mut stimulus.source(), rng);
                let change = match progress.outcome {
                    Outcome::Learned(change) => change,
                    Outcome::Skipped(error) => {
                        skipped.push((progress.block - 1, error.to_string()));
                        f64::NAN
                    }
                    _ => 0.0,
                };
                Ok((progress.block, progress.blocks, progress.information_nats, change))
            }
            Kind::Local(learning) => {
                let progress = learning.advance(rng)?;
                Ok((progress.step, progress.steps, f64::NAN, f64::NAN))
            }
        }
    }

    fn is_finished(&self) -> bool {
        match &self.kind {
            Kind::Gradient(learning) => learning.is_finished(),
            Kind::Local(learning) => learning.is_finished(),
        }
    }

    fn done(&self) -> usize {
        match &self.kind {
            Kind::Gradient(learning) => learning.block(),
            Kind::Local(learning) => learning.step(),
        }
    }

    /// The network as it is now.
    pub fn network(&self) -> &infomax::Network {
        match &self.kind {
            Kind::Gradient(learning) => learning.network(),
            Kind::Local(learning) => learning.network(),
        }
    }

    /// Information in nats, block by block.
    pub fn history(&self) -> Vec<f64> {
        match &self.kind {
            Kind::Gradient(learning) => learning.course_nats().to_vec(),
            Kind::Local(_) => Vec::new(),
        }
    }
}
