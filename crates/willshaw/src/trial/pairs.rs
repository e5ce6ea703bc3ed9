//! Random patterns or pairs that a memory stores.

use rand::Rng;

use crate::{Association, Error, Memory, PatternCode, Patterns};

/// Random patterns, or pairs of them, that a memory stores.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::trial::{Pairs, Query};
/// use synaptome_willshaw::{Association, BlockCode, CueQuality, SumOfMax};
/// let (code, mut rng) = (BlockCode::new(8, 64)?, ChaCha12Rng::seed_from_u64(1));
/// let pairs = Pairs::draw(code, Association::Hetero, 500, &mut rng)?;
/// let memory = pairs.memory()?;
/// let (address, content) = pairs.get(7).unwrap();
/// let query = Query::draw(code, address, content, CueQuality::default(), &mut rng)?;
/// assert!(query.is_in(&memory.recall(&SumOfMax::default(), &query.cue)?));
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Pairs<C> {
    addresses: Patterns<C>,
    /// None for autoassociation, where they are the addresses.
    contents: Option<Patterns<C>>,
}

impl<C: PatternCode> Pairs<C> {
    /// Draws `count` patterns for autoassociation; for heteroassociation so many addresses, and
    /// then their contents.
    ///
    /// # Errors
    /// A count of 0, or of more patterns than the system has memory for.
    pub fn draw<R: Rng + ?Sized>(
        code: C,
        association: Association,
        count: usize,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let addresses = Patterns::draw(code, count, rng)?;
        let contents = match association {
            Association::Auto => None,
            Association::Hetero => Some(Patterns::draw(code, count, rng)?),
        };
        Ok(Self { addresses, contents })
    }

    /// A memory that stores them.
    ///
    /// # Errors
    /// A matrix of more than [`BitMatrix::LIMIT_BYTES`](crate::BitMatrix::LIMIT_BYTES), or more
    /// than the system has.
    pub fn memory(&self) -> Result<Memory<C>, Error> {
        let hetero = self.contents.is_some();
        let association = if hetero { Association::Hetero } else { Association::Auto };
        let mut memory = Memory::new(self.addresses.code(), association)?;
        self.store_in(&mut memory)?;
        Ok(memory)
    }

    /// Stores them in a memory.
    ///
    /// # Errors
    /// A memory of another code or association.
    pub fn store_in(&self, memory: &mut Memory<C>) -> Result<(), Error> {
        match &self.contents {
            None => memory.store(&self.addresses),
            Some(contents) => memory.store_pairs(&self.addresses, contents),
        }
    }

    /// Address and content of one pair; twice the same pattern for autoassociation.
    pub fn get(&self, index: usize) -> Option<(&[u32], &[u32])> {
        self.addresses.get(index).zip(self.contents().get(index))
    }

    /// Addresses and contents of all pairs.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&[u32], &[u32])> + Clone {
        self.addresses.iter().zip(self.contents())
    }

    fn contents(&self) -> &Patterns<C> {
        self.contents.as_ref().unwrap_or(&self.addresses)
    }
}
