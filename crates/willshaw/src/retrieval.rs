//! Retrieval: from a cue to the pattern it belongs to (Knoblauch & Palm 2020, §3).

mod core_halo;
mod iterative;
mod shrinking;
mod state;
mod step;
mod winners;

use crate::bits::UnitSet;
use crate::code::check_same;
use crate::{BlockCode, Cue, Error, Memory, PatternCode, Synapses};
pub(crate) use step::Network;

/// Retrievals that work with any code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Retrieval {
    /// R1: the units that reach the number of true cue units.
    OneStep,
    /// IR-KWTA: the k most excited units, again and again.
    KWinners,
    /// IR-LK+: R1, then every unit of the halo that the halo excites k-fold stays.
    LkPlus,
}

/// Retrievals that use that a pattern has one active unit in each block.
///
/// A *core* is a subset of the pattern looked for, a *halo* a superset; which one comes out
/// is said for cues without false units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum BlockRetrieval {
    /// R1B: R1, ambiguous blocks silenced. A core.
    OneStep,
    /// sIRB: R1B back and forth; the same as [`Iterative`](Self::Iterative) for autoassociation.
    Simple,
    /// IRB: R1B back and forth, united with what is known already. A core.
    Iterative,
    /// IRB-R1: IRB, then one R1 from the core. A halo.
    IterativeHalo,
    /// R1B-SMX: one step in which a block casts at most one vote. A halo.
    SumOfMaxStep,
    /// IRB-SMX: R1, then every unit stays that all blocks of the halo support. A halo.
    SumOfMax,
    /// IRB-cSMX: the unambiguous blocks of IRB-SMX. A core.
    CoreSumOfMax,
    /// All steps of cores and halos together until nothing changes. A halo.
    CoreAndHalo,
}

/// When an iteration is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Limits {
    /// The largest number of iterations.
    pub iterations: usize,
    /// The largest number of active units in a step; `None` is the paper's max(1000, 2k).
    pub active_units: Option<usize>,
}

impl Default for Limits {
    /// Ten iterations and the paper's activity cap.
    fn default() -> Self {
        Self { iterations: 10, active_units: None }
    }
}

/// Why a retrieval ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Stop {
    /// The last iteration changed nothing, or there was only one step to do.
    Settled,
    /// The iteration limit was reached.
    IterationLimit,
    /// A step had too many active units; the iteration before it is returned.
    TooActive,
}

/// What a retrieval found and how it went.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Recall {
    /// v̂, ascending; for autoassociation the completed pattern û.
    pub content: Vec<u32>,
    /// û, ascending, where a heteroassociative retrieval reconstructs it.
    pub address: Option<Vec<u32>>,
    /// Iterations done, the last one included, which may have changed nothing.
    pub iterations: usize,
    /// Why it ended.
    pub stop: Stop,
}

impl Recall {
    fn one_step(content: &UnitSet) -> Self {
        Self { content: content.to_vec(), address: None, iterations: 1, stop: Stop::Settled }
    }
}

impl<C: PatternCode, S: Synapses> Memory<C, S> {
    /// Retrieves from a cue with a method for any code.
    pub fn recall(
        &self,
        retrieval: Retrieval,
        cue: &Cue<C>,
        limits: Limits,
    ) -> Result<Recall, Error> {
        check_same(self.code(), cue.code())?;
        let network = Network::new(self.code(), self.synapses(), limits);
        Ok(match retrieval {
            Retrieval::OneStep => Recall::one_step(&network.first_step(cue)),
            Retrieval::KWinners => winners::recall(&network, cue),
            Retrieval::LkPlus => shrinking::recall(&network, cue, |way, active, halo| {
                network.keep_excited(way, active, self.code().activity(), halo);
            }),
        })
    }
}

impl<S: Synapses> Memory<BlockCode, S> {
    /// Retrieves from a cue with a method for block codes.
    ///
    /// Only a block code has blocks, so this does not compile:
    /// ```compile_fail
    /// # use synaptome_willshaw::*;
    /// # fn f(memory: &Memory<RandomCode>, cue: &Cue<RandomCode>) {
    /// memory.recall_blocks(BlockRetrieval::Iterative, cue, Limits::default());
    /// # }
    /// ```
    pub fn recall_blocks(
        &self,
        retrieval: BlockRetrieval,
        cue: &Cue<BlockCode>,
        limits: Limits,
    ) -> Result<Recall, Error> {
        check_same(self.code(), cue.code())?;
        let network = Network::new(self.code(), self.synapses(), limits);
        let code = self.code();
        Ok(match retrieval {
            BlockRetrieval::OneStep => Recall::one_step(&network.first_step(cue).core(code)),
            BlockRetrieval::Simple => iterative::simple(&network, code, cue),
            BlockRetrieval::Iterative => iterative::united(&network, code, cue),
            BlockRetrieval::IterativeHalo => iterative::halo(&network, code, cue),
            BlockRetrieval::SumOfMaxStep => Recall::one_step(&network.votes(code, cue)),
            BlockRetrieval::SumOfMax => sum_of_max(&network, code, cue),
            BlockRetrieval::CoreSumOfMax => {
                silence_ambiguous(code, sum_of_max(&network, code, cue))
            }
            BlockRetrieval::CoreAndHalo => core_halo::recall(&network, code, cue),
        })
    }
}

fn sum_of_max<S>(network: &Network<'_, S>, code: BlockCode, cue: &Cue<BlockCode>) -> Recall
where
    S: Synapses,
{
    shrinking::recall(network, cue, |way, active, halo| {
        network.keep_supported(way, code, active, halo);
    })
}

fn silence_ambiguous(code: BlockCode, halo: Recall) -> Recall {
    let core = |units: Vec<u32>| UnitSet::from_units(code.units(), &units).core(code).to_vec();
    Recall { content: core(halo.content), address: halo.address.map(core), ..halo }
}
