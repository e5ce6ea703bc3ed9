//! Several networks that run or learn on several threads.

use std::mem::take;
use std::num::NonZero;
use std::sync::Mutex;

use numpy::PyArray1;
use pyo3::prelude::*;
use rand_chacha::ChaCha12Rng;
use synaptome_infomax::{self as infomax, Error};

use super::learning::{Learning, State, Told};
use super::network::{Network, lock};
use super::raster::Raster;
use super::stimulus::{Source, Stimulus};
use crate::arrays::to_vector;
use crate::batch::{batch_asking, batch_stopping, threads};
use crate::error::SynaptomeError;
use crate::interruptible::{Ask, Stop};
use crate::keys::{Key, generator};

/// Runs each network with its own stimulus and with the stream of its number, as [`Network::run`] does with
/// stream 0; all stay where they end.
#[pyfunction]
pub fn run_networks(
    py: Python<'_>,
    networks: Vec<PyRef<'_, Network>>,
    settling: usize,
    steps: usize,
    stimuli: Vec<PyRef<'_, Stimulus>>,
    key: Key,
    workers: Option<NonZero<usize>>,
) -> PyResult<Vec<Raster>> {
    let named = |(k, why)| SynaptomeError::new_err(format!("network {k}: {why}"));
    let claims =
        networks.iter().enumerate().map(|(k, own)| own.claim().map_err(|why| named((k, why))));
    let _claims = claims.collect::<PyResult<Vec<_>>>()?;
    // The crate lets two networks take turns on one thread.
    let size = 1 + usize::from(networks.len() > threads(workers));
    let mut groups = Vec::new();
    for (k, (network, stimulus)) in networks.iter().zip(&stimuli).enumerate() {
        if k % size == 0 {
            groups.push(Group::default());
        }
        groups[k / size].add(network.now(), Stimulus::clone(stimulus), generator(key, k as u64));
    }
    let groups: Vec<_> = groups.into_iter().map(Mutex::new).collect();
    let run = move |g: usize, stop: &Stop| take(&mut *lock(&groups[g])).run(settling, steps, stop);
    let found = batch_stopping(py, networks.len().div_ceil(size), workers, run)?;
    let found = found.into_iter().flatten().zip(&networks);
    Ok(found.map(|((now, raster), network)| network.left(now, raster)).collect())
}

impl Network {
    /// Leaves the network in the state that it has reached.
    fn left(&self, now: infomax::Network, raster: infomax::Raster) -> Raster {
        self.set(now);
        Raster::of(raster)
    }
}

/// Networks that run on one thread, with their stimuli and generators.
#[derive(Default)]
struct Group {
    networks: Vec<infomax::Network>,
    stimuli: Vec<Stimulus>,
    rngs: Vec<ChaCha12Rng>,
}

impl Group {
    fn add(&mut self, network: infomax::Network, stimulus: Stimulus, rng: ChaCha12Rng) {
        self.networks.push(network);
        self.stimuli.push(stimulus);
        self.rngs.push(rng);
    }

    /// The networks after the run, and what is recorded of them.
    fn run(
        mut self,
        settling: usize,
        steps: usize,
        stop: &Stop,
    ) -> Result<Vec<(infomax::Network, infomax::Raster)>, Error> {
        let Self { networks, stimuli, rngs } = &mut self;
        let go_on = |_| stop.flow();
        if settling > 0 {
            let sources = &mut sources(stimuli);
            infomax::Network::settle_all_watched(networks, settling, sources, 1, go_on, rngs)?;
        }
        let sources = &mut sources(stimuli);
        let rasters = infomax::Network::run_all_watched(networks, steps, sources, 1, go_on, rngs)?;
        Ok(self.networks.into_iter().zip(rasters).collect())
    }
}

fn sources(stimuli: &mut [Stimulus]) -> Vec<Source<'_>> {
    stimuli.iter_mut().map(Stimulus::source).collect()
}

/// The network, the course of its information, and the blocks without a gradient.
type Learned<'py> = (Network, Bound<'py, PyArray1<f64>>, Vec<(usize, String)>);

/// Learns with a copy of each to the end, with the stream of its number. The callback is told the number and the
/// progress.
#[pyfunction]
pub fn learn_networks<'py>(
    py: Python<'py>,
    begun: Vec<PyRef<'py, Learning>>,
    key: Key,
    workers: Option<NonZero<usize>>,
    callback: Option<Py<PyAny>>,
) -> PyResult<Vec<Learned<'py>>> {
    let count = begun.len();
    let begun: Vec<_> = begun.iter().map(|learning| Learning::clone(learning)).collect();
    let learn = move |k: usize, stop: &Stop, ask: &mut Ask<'_, (usize, Told)>| {
        let mut state = begun[k].with(generator(key, k as u64));
        state.advance(usize::MAX, stop, &mut |told| ask((k, told)))?;
        Ok::<_, Error>(state)
    };
    match batch_asking(py, count, workers, callback, learn)? {
        Ok(states) => Ok(states.into_iter().map(|state| learned(py, state)).collect()),
        Err((k, error)) => Err(SynaptomeError::new_err(format!("network {k}: {error}"))),
    }
}

fn learned(py: Python<'_>, state: State) -> Learned<'_> {
    let history = to_vector(py, state.history());
    (Network::of(state.network().clone()), history, state.skipped)
}
