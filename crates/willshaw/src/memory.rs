//! A pattern code and the synapses that stored its patterns.

use crate::code::check_same;
use crate::{Association, BitMatrix, Error, PatternCode, Patterns, Synapses};

/// A Willshaw memory: a pattern code and the synapses that stored its patterns.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{Association, BlockCode, Cue, CueQuality, Memory, Patterns, SumOfMax};
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let code = BlockCode::new(8, 64)?;
/// let patterns = Patterns::draw(code, 500, &mut rng)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
///
/// let pattern = &patterns.iter().next().unwrap();
/// let cue = Cue::draw(code, pattern, CueQuality::default(), &mut rng)?;
/// let recall = memory.recall(&SumOfMax::default(), &cue)?;
/// assert_eq!(&recall.content, pattern);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Memory<C, S = BitMatrix> {
    code: C,
    synapses: S,
}

impl<C: PatternCode> Memory<C> {
    /// An empty memory on an explicit bit matrix.
    ///
    /// # Errors
    /// A matrix of more than [`BitMatrix::LIMIT_BYTES`], or more than the system has.
    pub fn new(code: C, association: Association) -> Result<Self, Error> {
        Ok(Self { code, synapses: BitMatrix::new(code.units(), association)? })
    }

    /// Stores patterns autoassociatively.
    ///
    /// # Errors
    /// Patterns of another code; a heteroassociative memory.
    pub fn store(&mut self, patterns: &Patterns<C>) -> Result<(), Error> {
        check_same(self.code, patterns.code())?;
        self.synapses.learn(patterns)
    }

    /// Stores pairs: the content of `contents` at the same index with each of `addresses`.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BlockCode, Cue, Memory, OneStep, Patterns};
    ///
    /// let code = BlockCode::new(2, 4)?;
    /// let mut memory = Memory::new(code, Association::Hetero)?;
    /// let (addresses, contents) =
    ///     (Patterns::new(code, vec![0, 4])?, Patterns::new(code, vec![3, 7])?);
    /// memory.store_pairs(&addresses, &contents)?;
    /// assert_eq!(memory.recall(&OneStep, &Cue::new(code, vec![0, 4], 0)?)?.content, [3, 7]);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// Patterns of another code; unequal numbers of them; an autoassociative memory.
    pub fn store_pairs(
        &mut self,
        addresses: &Patterns<C>,
        contents: &Patterns<C>,
    ) -> Result<(), Error> {
        check_same(self.code, addresses.code())?;
        check_same(self.code, contents.code())?;
        self.synapses.learn_pairs(addresses, contents)
    }
}

impl<C: PatternCode, S: Synapses> Memory<C, S> {
    /// A memory on synapses that have already learned patterns of the code.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BitMatrix, BlockCode, Memory, Patterns};
    ///
    /// let code = BlockCode::new(2, 4)?;
    /// let mut matrix = BitMatrix::new(8, Association::Auto)?;
    /// matrix.learn(&Patterns::new(code, vec![0, 4])?)?;
    /// assert!(Memory::with_synapses(code, matrix)?.synapses().is_potentiated(4, 0));
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::WrongUnits`] if the code has another number of units.
    pub fn with_synapses(code: C, synapses: S) -> Result<Self, Error> {
        if code.units() != synapses.units() {
            return Err(Error::WrongUnits { expected: code.units(), found: synapses.units() });
        }
        Ok(Self { code, synapses })
    }

    /// The code of the stored patterns.
    pub fn code(&self) -> C {
        self.code
    }

    /// The synapses.
    pub fn synapses(&self) -> &S {
        &self.synapses
    }
}
