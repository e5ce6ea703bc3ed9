//! A network among several, and the simulation of one or two of them.

use rand::Rng;

use super::Network;
use super::simulation::{One, Run, Span, Two};
use crate::Raster;
use crate::input::Input;
use crate::instructions::instructions;

/// A network with its input, its generator and its raster.
pub(super) struct Member<'a> {
    network: &'a mut Network,
    input: &'a mut (dyn Input + Send),
    rng: &'a mut (dyn Rng + Send),
    pub(super) raster: Raster,
}

impl<'a> Member<'a> {
    pub(super) fn new(
        network: &'a mut Network,
        input: &'a mut (dyn Input + Send),
        rng: &'a mut (dyn Rng + Send),
    ) -> Self {
        let raster = network.empty_raster();
        Self { network, input, rng, raster }
    }

    pub(super) fn run(&mut self) -> Run<'_, impl FnMut(&[u16], [u16; 2])> {
        let seen = |firing: &[u16], first| self.raster.record_beginning(first, firing);
        self.network.with(self.input, seen, self.rng)
    }

    pub(super) fn settle(&mut self) -> Run<'_, impl FnMut(&[u16], [u16; 2])> {
        self.network.with(self.input, |_: &[u16], _| (), self.rng)
    }
}

/// Simulates some networks: two of one tile each in turns, others one after the other.
pub(super) fn simulate<'a, F>(runs: impl Iterator<Item = Run<'a, F>>, span: Span<'_>)
where
    F: FnMut(&[u16], [u16; 2]),
{
    let runs = match <[_; 2]>::try_from(runs.collect::<Vec<_>>()) {
        Ok(two) if two.iter().all(Run::is_one_tile) => {
            return instructions().dispatch(Two(two, span));
        }
        Ok(two) => two.into(),
        Err(runs) => runs,
    };
    let Span { steps, observer } = span;
    for run in runs {
        instructions().dispatch(One(run, Span { steps, observer: &mut *observer }));
    }
}
