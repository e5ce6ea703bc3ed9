//! Trials on synapses that are recomputed from keys.

use rand::{Rng, RngExt};

use super::{Outcome, Query};
use crate::error::reserve;
use crate::{
    BlockCode, CueQuality, Error, ImplicitMatrix, KeptRows, Memory, Recall, Retrieval, Synapses,
};

/// Queries of the patterns in an [`ImplicitMatrix`], several cues of each pattern.
///
/// The rows of a pattern are made once and kept for all of its cues. Cues of one pattern share
/// wrong units, so take errors over several matrices, not over queries.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::trial::ImplicitTrial;
/// use synaptome_willshaw::{Association, BlockCode, CueQuality, ImplicitMatrix, Iterative, Usage};
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let code = BlockCode::new(20, 1024)?; // n = 20,480
/// let matrix = ImplicitMatrix::draw(code, Association::Auto, 600, Usage::Balanced, &mut rng)?;
/// let trial = ImplicitTrial::draw(&matrix, 2, 10, CueQuality::default(), &mut rng)?;
/// let outcome = trial.run(&Iterative::default())?;
/// assert_eq!((outcome.patterns, outcome.content.patterns), (600 * 1024, 20));
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ImplicitTrial<'a> {
    synapses: &'a ImplicitMatrix,
    quality: CueQuality,
    queries: Vec<Vec<Query<BlockCode>>>,
}

impl<'a> ImplicitTrial<'a> {
    /// Draws some `patterns` of the matrix, and so many `cues` of each.
    ///
    /// # Errors
    /// A quality outside its ranges; [`Error::OutOfMemory`].
    pub fn draw<R: Rng + ?Sized>(
        synapses: &'a ImplicitMatrix,
        patterns: usize,
        cues: usize,
        quality: CueQuality,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let mut queries = reserve(patterns)?;
        for _ in 0..patterns {
            let index = rng.random_range(0..synapses.patterns());
            queries.push(queries_of(synapses, index, cues, quality, rng)?);
        }
        Ok(Self { synapses, quality, queries })
    }

    /// The errors of a retrieval over all queries.
    ///
    /// # Errors
    /// Those of the retrieval; [`Error::OutOfMemory`].
    pub fn run<R>(&self, retrieval: &R) -> Result<Outcome<BlockCode>, Error>
    where
        R: Retrieval<BlockCode> + ?Sized,
    {
        let (code, patterns) = (self.synapses.code(), self.synapses.patterns());
        let (association, kind) = (self.synapses.association(), retrieval.output_kind());
        let mut outcome = Outcome::new(code, association, patterns, self.quality, kind);
        self.each(retrieval, |query, recall| outcome.add(query, &recall))?;
        Ok(outcome)
    }

    /// Recalls every query in turn.
    ///
    /// # Errors
    /// Those of the retrieval; [`Error::OutOfMemory`].
    pub fn each<R: Retrieval<BlockCode> + ?Sized>(
        &self,
        retrieval: &R,
        mut visit: impl FnMut(&Query<BlockCode>, Recall),
    ) -> Result<(), Error> {
        for queries in &self.queries {
            let Some(first) = queries.first() else { continue };
            let rows = KeptRows::new(self.synapses, &first.address, &first.content)?;
            let memory = Memory::with_synapses(self.synapses.code(), rows)?;
            for query in queries {
                visit(query, memory.recall(retrieval, &query.cue)?);
            }
        }
        Ok(())
    }
}

/// Some cues of one pattern.
fn queries_of<R: Rng + ?Sized>(
    synapses: &ImplicitMatrix,
    index: usize,
    count: usize,
    quality: CueQuality,
    rng: &mut R,
) -> Result<Vec<Query<BlockCode>>, Error> {
    let missing = Error::IndexOutOfRange { quantity: "pattern", index, len: synapses.patterns() };
    let pair = synapses.address(index).zip(synapses.content(index));
    let (address, content) = pair.ok_or(missing)?;
    let mut queries = reserve(count)?;
    for _ in 0..count {
        queries.push(Query::draw(synapses.code(), &address, &content, quality, rng)?);
    }
    Ok(queries)
}
