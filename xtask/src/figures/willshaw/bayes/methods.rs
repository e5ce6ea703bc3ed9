//! What is compared, by name: rules on counts, and retrievals of binary synapses.

use synaptome_lab::Result;
use synaptome_willshaw::counting::{
    Bayes, Bcpnn, ClippedHebb, CountingMemory, CountingRule, Covariance, KBest, Weights,
};
use synaptome_willshaw::{BlockCode, CliqueSearch, Cue, Memory, PatternCode, RandomCode, Recall};

use crate::figures::willshaw::methods::Named;

/// Rules on counts.
pub(super) const RULES: [&str; 4] = ["Willshaw", "covariance", "BCPNN", "Bayes"];
/// Binary synapses of any code: IR-KWTA.
pub(super) const TIES: &str = "Willshaw, ties kept";

/// The names of all methods of a code.
pub(super) fn names(kind: &str, is_auto: bool) -> Vec<&'static str> {
    let mut names = RULES.to_vec();
    if is_auto {
        names.push(TIES);
    }
    if kind == "block" && is_auto {
        names.extend(["IRB-SMX", "clique search"]);
    }
    names
}

/// Whether the synapses of a method are binary.
pub(super) fn is_binary(name: &str) -> bool {
    !["covariance", "BCPNN", "Bayes"].contains(&name)
}

/// A method that is ready to retrieve.
pub(super) enum Ready<'a, C> {
    Counts { first: Weights<C>, next: Option<Weights<C>>, best: KBest },
    Bits { memory: &'a Memory<C>, name: &'static str },
}

impl<'a, C: Named + Searched> Ready<'a, C> {
    /// `lost` and `added`: the fractions of the k units that the cue lacks and has besides.
    pub(super) fn new(
        name: &'static str,
        counts: &CountingMemory<C>,
        memory: &'a Memory<C>,
        (lost, added): (f64, f64),
    ) -> Result<Self> {
        if !RULES.contains(&name) {
            return Ok(Self::Bits { memory, name });
        }
        let (n, k) = (memory.code().units() as f64, memory.code().activity() as f64);
        let bayes = |lost: f64, added: f64| Bayes { missing: lost, spurious: added * k / (n - k) };
        let rule: Box<dyn CountingRule> = match name {
            "Willshaw" => Box::new(ClippedHebb),
            "covariance" => Box::new(Covariance),
            "BCPNN" => Box::new(Bcpnn::default()),
            _ => Box::new(bayes(lost, added)),
        };
        let next = (name == "Bayes").then(|| counts.weights(&bayes(0.05, 0.05))).transpose()?;
        let best = KBest { holds_cue: added == 0.0, ..KBest::default() };
        Ok(Self::Counts { first: counts.weights(&*rule)?, next, best })
    }

    pub(super) fn recall(&self, cue: &Cue<C>) -> Result<Recall> {
        Ok(match self {
            Self::Counts { first, next, best } => {
                best.recall(first, next.as_ref().unwrap_or(first), cue)?
            }
            Self::Bits { memory, name: "clique search" } => C::search(memory, cue)?,
            Self::Bits { memory, name } => {
                let name = if *name == TIES { "IR-KWTA" } else { name };
                memory.recall(&*C::retrieval(name)?, cue)?
            }
        })
    }
}

/// A code with a complete search.
pub(super) trait Searched: PatternCode {
    fn search(memory: &Memory<Self>, cue: &Cue<Self>) -> Result<Recall>;

    /// The bits of a pattern that are unknown when some of its units are, or of a content.
    fn open_bits(self, cues: usize, is_auto: bool) -> Result<f64>;
}

impl Searched for BlockCode {
    fn search(memory: &Memory<Self>, cue: &Cue<Self>) -> Result<Recall> {
        Ok(memory.recall(&CliqueSearch::default(), cue)?)
    }

    fn open_bits(self, cues: usize, is_auto: bool) -> Result<f64> {
        let open = if is_auto { self.blocks() - cues } else { self.blocks() };
        Ok(open as f64 * (self.block_size() as f64).log2())
    }
}

impl Searched for RandomCode {
    fn search(memory: &Memory<Self>, cue: &Cue<Self>) -> Result<Recall> {
        Ok(memory.recall(&CliqueSearch::default(), cue)?)
    }

    fn open_bits(self, cues: usize, is_auto: bool) -> Result<f64> {
        if !is_auto {
            return Ok(self.information_bits());
        }
        Ok(Self::new(self.units() - cues, self.activity() - cues)?.information_bits())
    }
}
