//! Memories of any code and any synapses.

use std::ops::ControlFlow;

use pyo3::prelude::*;
use synaptome_willshaw::trial::Query;
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, Cue, Direction, Error, FirstClique, ImplicitMatrix,
    Memory, Network, RandomCode, Recall, Retrieval, Synapses,
};

use super::codes::Code;
use super::methods::{Boxed, Method, Named};
use crate::interruptible::Stop;

/// A memory of one of the codes, on stored synapses or on those of keys.
#[derive(Clone, PartialEq)]
pub enum Kind {
    /// Of blocks, stored.
    Block(Memory<BlockCode>),
    /// Of any units, stored.
    Random(Memory<RandomCode>),
    /// Of blocks, from keys.
    Implicit(Memory<BlockCode, ImplicitMatrix>),
}

/// What a complete search found, and the bits that its list conveys beyond the cue.
pub type Found = (Recall, f64);

/// A retrieval for whatever memory it was made for.
pub enum Chosen {
    /// For blocks.
    Block(Boxed<BlockCode>),
    /// For any units.
    Random(Boxed<RandomCode>),
    /// For blocks, with guesses.
    First(FirstClique),
}

impl Kind {
    /// An empty memory.
    pub fn new(code: Code, association: Association) -> Result<Self, Error> {
        Ok(match code {
            Code::Block(code) => Self::Block(Memory::new(code, association)?),
            Code::Random(code) => Self::Random(Memory::new(code, association)?),
        })
    }

    /// The code of the patterns.
    pub fn code(&self) -> Code {
        match self {
            Self::Block(memory) => Code::Block(memory.code()),
            Self::Random(memory) => Code::Random(memory.code()),
            Self::Implicit(memory) => Code::Block(memory.code()),
        }
    }

    /// The synapses.
    pub fn synapses(&self) -> &dyn Synapses {
        match self {
            Self::Block(memory) => memory.synapses(),
            Self::Random(memory) => memory.synapses(),
            Self::Implicit(memory) => memory.synapses(),
        }
    }

    /// The retrieval of this name and these options, if the code has it.
    pub fn choose(&self, method: &Method) -> PyResult<Chosen> {
        Ok(match self {
            Self::Random(_) => Chosen::Random(RandomCode::required(method)?),
            _ => match method.first_clique() {
                Some(first) => Chosen::First(first),
                None => Chosen::Block(BlockCode::required(method)?),
            },
        })
    }

    /// Recalls from one cue.
    pub fn recall(
        &self,
        chosen: &Chosen,
        (units, false_units): (&[u32], usize),
        stop: &Stop,
    ) -> Result<Recall, Error> {
        match (self, chosen) {
            (Self::Block(memory), Chosen::Block(retrieval)) => {
                recall(retrieval.as_ref(), &memory.network(), units, false_units)
            }
            (Self::Implicit(memory), Chosen::Block(retrieval)) => {
                recall(retrieval.as_ref(), &memory.network(), units, false_units)
            }
            (Self::Random(memory), Chosen::Random(retrieval)) => {
                recall(retrieval.as_ref(), &memory.network(), units, false_units)
            }
            (Self::Block(memory), Chosen::First(first)) => {
                guess(*first, &memory.network(), units, false_units, stop)
            }
            (Self::Implicit(memory), Chosen::First(first)) => {
                guess(*first, &memory.network(), units, false_units, stop)
            }
            _ => Err(wrong_code()),
        }
    }

    /// Searches for all patterns that fit a cue.
    pub fn complete(
        &self,
        search: &CliqueSearch,
        (units, false_units): (&[u32], usize),
        stop: &Stop,
    ) -> Result<Found, Error> {
        match self {
            Self::Block(memory) => complete(search, &memory.network(), units, false_units, stop),
            Self::Random(memory) => complete(search, &memory.network(), units, false_units, stop),
            Self::Implicit(memory) => complete(search, &memory.network(), units, false_units, stop),
        }
    }

    /// The number of potentiated synapses within a cue.
    pub fn familiarity(&self, units: &[u32]) -> Result<u64, Error> {
        match self {
            Self::Block(memory) => memory.familiarity(&Cue::new(memory.code(), units.to_vec(), 0)?),
            Self::Random(memory) => {
                memory.familiarity(&Cue::new(memory.code(), units.to_vec(), 0)?)
            }
            Self::Implicit(memory) => {
                memory.familiarity(&Cue::new(memory.code(), units.to_vec(), 0)?)
            }
        }
    }

    /// The row of a unit, as truth values.
    pub fn row(&self, unit: u32) -> Vec<bool> {
        let units = self.synapses().units();
        let words = units.div_ceil(64);
        let mut row = vec![0; words];
        let everywhere = std::slice::from_ref(&(0..words)).to_vec();
        self.synapses().or_row(Direction::Forward, unit, &everywhere, &mut row);
        (0..units).map(|j| row[j / 64] >> (j % 64) & 1 == 1).collect()
    }
}

fn wrong_code() -> Error {
    Error::WrongCode { expected: "blocks".to_owned(), found: "another".to_owned() }
}

fn recall<C: Named>(
    retrieval: &(dyn Retrieval<C> + Send + Sync),
    network: &Network<'_, C>,
    units: &[u32],
    false_units: usize,
) -> Result<Recall, Error> {
    retrieval.recall(network, &Cue::new(network.code(), units.to_vec(), false_units)?)
}

fn guess(
    first: FirstClique,
    network: &Network<'_, BlockCode>,
    units: &[u32],
    false_units: usize,
    stop: &Stop,
) -> Result<Recall, Error> {
    let cue = Cue::new(network.code(), units.to_vec(), false_units)?;
    first.recall_watched(network, &cue, &mut |_| stop.flow())
}

fn complete<C: Named>(
    search: &CliqueSearch,
    network: &Network<'_, C>,
    units: &[u32],
    false_units: usize,
    stop: &Stop,
) -> Result<Found, Error> {
    let cue = Cue::new(network.code(), units.to_vec(), false_units)?;
    let mut flow = |_: &_| -> ControlFlow<()> { stop.flow() };
    let recall = search.recall_watched(network, &cue, &mut flow)?;
    let bits = bits(cue, &recall).unwrap_or(f64::NAN);
    Ok((recall, bits))
}

/// The bits of the list; any of its patterns says how many units are open.
fn bits<C: Named>(cue: Cue<C>, recall: &Recall) -> Option<f64> {
    let completions = recall.completions.as_ref()?;
    let first = completions.list.first()?;
    let address = first.address.as_ref().unwrap_or(&first.content).clone();
    let query = Query { cue, address, content: first.content.clone() };
    completions.list_bits(query.prior_bits(recall))
}
