//! Trials of retrievals: random patterns are stored, cues drawn, recalls compared with what they
//! should be.
//!
//! A [`GrowingMemory`] stores random patterns; its [`Trial`] is a list of queries that any
//! [`Retrieval`] can be run on; an [`Outcome`] counts the errors in both
//! populations, from which noise and information per synapse follow. [`Conveyed`] adds up what each
//! output conveys beyond its cue. [`ImplicitTrial`] does the same on an
//! [`ImplicitMatrix`](crate::ImplicitMatrix).
//!
//! ```
//! use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
//! use synaptome_willshaw::trial::GrowingMemory;
//! use synaptome_willshaw::{Association, BlockCode, CueQuality, Iterative, Retrieval, SumOfMax};
//!
//! let mut rng = ChaCha12Rng::seed_from_u64(1);
//! let mut memory = GrowingMemory::new(BlockCode::new(12, 64)?, Association::Auto)?;
//! memory.grow_to(2600, &mut rng)?;
//! let trial = memory.trial(200, CueQuality::default(), &mut rng)?;
//! let retrievals: [&dyn Retrieval<BlockCode>; 2] = [&Iterative::default(), &SumOfMax::default()];
//! let [irb, smx] = retrievals.map(|retrieval| trial.run(retrieval).unwrap());
//! assert!(smx.noise() < irb.noise());
//! assert!(smx.bits_per_synapse()? > irb.bits_per_synapse()?);
//! # Ok::<(), synaptome_willshaw::Error>(())
//! ```

mod conveyed;
mod growing;
mod implicit;
mod outcome;
mod pairs;
mod query;

pub use conveyed::Conveyed;
pub use growing::GrowingMemory;
pub use implicit::ImplicitTrial;
pub use outcome::Outcome;
pub use pairs::Pairs;
pub use query::Query;

use crate::{
    BitMatrix, CueQuality, Error, Memory, OutputKind, PatternCode, Recall, Retrieval, Synapses,
};

/// Queries of one memory, on which any retrieval can be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial<'a, C, S = BitMatrix> {
    memory: &'a Memory<C, S>,
    patterns: usize,
    quality: CueQuality,
    queries: Vec<Query<C>>,
}

impl<'a, C: PatternCode, S: Synapses> Trial<'a, C, S> {
    /// Queries with cues of one quality of a memory that stores so many `patterns`.
    pub fn new(
        memory: &'a Memory<C, S>,
        patterns: usize,
        quality: CueQuality,
        queries: Vec<Query<C>>,
    ) -> Self {
        Self { memory, patterns, quality, queries }
    }

    /// The queries.
    pub fn queries(&self) -> &[Query<C>] {
        &self.queries
    }

    /// The errors of a retrieval over all queries.
    ///
    /// # Errors
    /// Those of the retrieval, and [`Error::WrongCode`] if the queries are made for another code.
    pub fn run<R: Retrieval<C> + ?Sized>(&self, retrieval: &R) -> Result<Outcome<C>, Error> {
        let mut outcome = self.outcome(retrieval.output_kind());
        self.each(retrieval, |query, recall| outcome.add(query, &recall))?;
        Ok(outcome)
    }

    /// What the outputs of a retrieval convey beyond the cues, output by output.
    ///
    /// # Errors
    /// Those of the retrieval, and [`Error::WrongCode`] if the queries are made for another code.
    pub fn conveyed<R: Retrieval<C> + ?Sized>(&self, retrieval: &R) -> Result<Conveyed, Error> {
        let mut conveyed = Conveyed::default();
        self.each(retrieval, |query, recall| conveyed.add(query, &recall))?;
        Ok(conveyed)
    }

    /// Recalls every query in turn.
    ///
    /// # Errors
    /// Those of the retrieval, and [`Error::WrongCode`] if the queries are made for another code.
    pub fn each<R: Retrieval<C> + ?Sized>(
        &self,
        retrieval: &R,
        mut visit: impl FnMut(&Query<C>, Recall),
    ) -> Result<(), Error> {
        for query in &self.queries {
            visit(query, self.memory.recall(retrieval, &query.cue)?);
        }
        Ok(())
    }

    fn outcome(&self, kind: OutputKind) -> Outcome<C> {
        let association = self.memory.synapses().association();
        Outcome::new(self.memory.code(), association, self.patterns, self.quality, kind)
    }
}
