//! Counting memories and weights of any code.

use synaptome_willshaw::counting::{CountingMemory, KBest, Weights};
use synaptome_willshaw::{Association, BlockCode, Cue, Error, PatternCode, RandomCode, Recall};

use super::rules::Rule;
use crate::interruptible::Stop;
use crate::willshaw::codes::Code;

/// A counting memory of one of the codes.
#[derive(Clone, PartialEq)]
pub enum Counts {
    /// Of blocks.
    Block(CountingMemory<BlockCode>),
    /// Of any units.
    Random(CountingMemory<RandomCode>),
}

/// Weights of one of the codes.
#[derive(Clone, PartialEq)]
pub enum Real {
    /// Of blocks.
    Block(Weights<BlockCode>),
    /// Of any units.
    Random(Weights<RandomCode>),
}

/// Calls a generic function with the memory or the weights of the code.
macro_rules! with_kind {
    ($kind:ident :: { $value:expr }, $name:ident => $body:expr) => {
        match $value {
            $kind::Block($name) => $body,
            $kind::Random($name) => $body,
        }
    };
}
pub(super) use with_kind;

impl Counts {
    /// An empty memory.
    pub fn new(code: Code, association: Association) -> Result<Self, Error> {
        Ok(match code {
            Code::Block(code) => Self::Block(CountingMemory::new(code, association)?),
            Code::Random(code) => Self::Random(CountingMemory::new(code, association)?),
        })
    }

    /// A memory of counts that another one had.
    pub fn restored(
        code: Code,
        association: Association,
        patterns: u32,
        uses: [Vec<u32>; 2],
        pairs: Vec<u16>,
    ) -> Result<Self, Error> {
        Ok(match code {
            Code::Block(code) => {
                Self::Block(CountingMemory::from_counts(code, association, patterns, uses, pairs)?)
            }
            Code::Random(code) => {
                Self::Random(CountingMemory::from_counts(code, association, patterns, uses, pairs)?)
            }
        })
    }

    /// The code of the patterns.
    pub fn code(&self) -> Code {
        match self {
            Self::Block(memory) => Code::Block(memory.code()),
            Self::Random(memory) => Code::Random(memory.code()),
        }
    }

    /// The weights by a rule; of no use once the work should stop.
    pub fn weights(&self, rule: &Rule, stop: &Stop) -> Result<Real, Error> {
        let rule = rule.stopping(stop);
        Ok(match self {
            Self::Block(memory) => Real::Block(memory.weights(&rule)?),
            Self::Random(memory) => Real::Random(memory.weights(&rule)?),
        })
    }
}

impl Real {
    /// Weights that were made otherwise.
    pub fn of(
        code: Code,
        association: Association,
        silence: Vec<f32>,
        rows: Vec<f32>,
    ) -> Result<Self, Error> {
        Ok(match code {
            Code::Block(code) => Self::Block(Weights::from_rows(code, association, silence, rows)?),
            Code::Random(code) => {
                Self::Random(Weights::from_rows(code, association, silence, rows)?)
            }
        })
    }

    /// Retrieves from one cue, with the weights of the other steps.
    pub fn recall(&self, next: &Self, best: KBest, units: &[u32]) -> Result<Recall, Error> {
        match (self, next) {
            (Self::Block(first), Self::Block(next)) => recall(first, next, best, units),
            (Self::Random(first), Self::Random(next)) => recall(first, next, best, units),
            _ => Err(Error::WrongCode { expected: "first".to_owned(), found: "next".to_owned() }),
        }
    }
}

fn recall<C: PatternCode>(
    first: &Weights<C>,
    next: &Weights<C>,
    best: KBest,
    units: &[u32],
) -> Result<Recall, Error> {
    best.recall(first, next, &Cue::new(first.code(), units.to_vec(), 0)?)
}
