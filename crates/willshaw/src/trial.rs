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
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::trial::GrowingMemory;
/// use synaptome_willshaw::{Association, BlockCode, CueQuality, OneStep, SumOfMax};
///
/// let rng = &mut ChaCha12Rng::seed_from_u64(1);
/// let mut memory = GrowingMemory::new(BlockCode::new(8, 32)?, Association::Auto)?;
/// memory.grow_to(500, rng)?;
/// let trial = memory.trial(200, CueQuality::default(), rng)?; // the same cues for all retrievals
/// assert!(trial.run(&SumOfMax::default())?.noise() < trial.run(&OneStep)?.noise());
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
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
    /// ```
    /// use synaptome_willshaw::trial::{Query, Trial};
    /// use synaptome_willshaw::{Association, BlockCode, Cue, CueQuality, Memory, OneStep, Patterns};
    ///
    /// let code = BlockCode::new(2, 4)?;
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// memory.store(&Patterns::new(code, vec![0, 4, 1, 5])?)?;
    /// let query = Query::complete(&[1, 5], Cue::new(code, vec![1], 0)?);
    /// let trial = Trial::new(&memory, 2, CueQuality::default(), vec![query]);
    /// let mut found = Vec::new();
    /// trial.each(&OneStep, |_query, recall| found.push(recall.content))?;
    /// assert_eq!(found, [[1, 5]]);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
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
