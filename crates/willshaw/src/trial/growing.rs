//! A memory that grows by random patterns.

use rand::Rng;

use super::{Pairs, Query, Trial};
use crate::error::reserve;
use crate::{Association, CueQuality, Error, Memory, PatternCode, Synapses};

/// Patterns learned at a time, so that only some of them are held in memory.
const PORTION: usize = 1 << 20;

/// A memory that grows by random patterns, of which the first are known and can be asked for.
///
/// Patterns are drawn and learned a million at a time; those of the first portion are kept.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::trial::GrowingMemory;
/// use synaptome_willshaw::{Association, CueQuality, LkPlus, RandomCode};
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let mut memory = GrowingMemory::new(RandomCode::new(500, 8)?, Association::Hetero)?;
/// for patterns in [500, 1000] {
///     memory.grow_to(patterns, &mut rng)?;
///     let outcome = memory.trial(100, CueQuality::default(), &mut rng)?.run(&LkPlus::default())?;
///     assert_eq!((outcome.content.patterns, outcome.patterns), (100, patterns));
/// }
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct GrowingMemory<C> {
    memory: Memory<C>,
    known: Option<Pairs<C>>,
    stored: usize,
}

impl<C: PatternCode> GrowingMemory<C> {
    /// An empty memory.
    ///
    /// # Errors
    /// A matrix of more than [`BitMatrix::LIMIT_BYTES`](crate::BitMatrix::LIMIT_BYTES), or more
    /// than the system has.
    pub fn new(code: C, association: Association) -> Result<Self, Error> {
        Ok(Self { memory: Memory::new(code, association)?, known: None, stored: 0 })
    }

    /// The memory.
    pub fn memory(&self) -> &Memory<C> {
        &self.memory
    }

    /// M, the number of patterns stored so far.
    pub fn stored(&self) -> usize {
        self.stored
    }

    /// Stores new patterns until there are `patterns` of them.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn grow_to<R: Rng + ?Sized>(&mut self, patterns: usize, rng: &mut R) -> Result<(), Error> {
        while self.stored < patterns {
            let count = PORTION.min(patterns - self.stored);
            self.store(count, rng)?;
            self.stored += count;
        }
        Ok(())
    }

    fn store<R: Rng + ?Sized>(&mut self, count: usize, rng: &mut R) -> Result<(), Error> {
        let association = self.memory.synapses().association();
        let pairs = Pairs::draw(self.memory.code(), association, count, rng)?;
        pairs.store_in(&mut self.memory)?;
        self.known.get_or_insert(pairs);
        Ok(())
    }

    /// Draws cues of the known patterns in turn, `queries` in all.
    ///
    /// # Errors
    /// A memory without patterns; a quality outside its ranges; [`Error::OutOfMemory`].
    pub fn trial<R: Rng + ?Sized>(
        &self,
        queries: usize,
        quality: CueQuality,
        rng: &mut R,
    ) -> Result<Trial<'_, C>, Error> {
        let none = Error::Empty { quantity: "the growing memory" };
        let known = self.known.as_ref().ok_or(none)?;
        let mut list = reserve(queries)?;
        for (address, content) in known.iter().cycle().take(queries) {
            list.push(Query::draw(self.memory.code(), address, content, quality, rng)?);
        }
        Ok(Trial::new(&self.memory, self.stored, quality, list))
    }
}
