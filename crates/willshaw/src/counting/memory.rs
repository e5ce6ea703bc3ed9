//! Counts of active units and pairs of them.

use super::{CountingRule, PairCounts, Weights};
use crate::code::check_same;
use crate::error::{require_at_most, require_index, require_len, reserve};
use crate::{Association, BitMatrix, Error, PatternCode, Patterns};

/// For each pair of units, how many stored patterns have both.
///
/// A count is a number of 16 bits, so that a memory takes 2n² bytes. See the [module](super) for an example.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{Association, BlockCode, Patterns, counting};
/// let code = BlockCode::new(4, 16)?;
/// let patterns = Patterns::draw(code, 20, &mut ChaCha12Rng::seed_from_u64(1))?;
/// let mut memory = counting::CountingMemory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
/// assert_eq!(memory.stored(), 20);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CountingMemory<C> {
    pub(super) code: C,
    pub(super) association: Association,
    pub(super) patterns: u32,
    pub(super) addresses: Vec<u32>,
    pub(super) contents: Vec<u32>,
    pub(super) pairs: Vec<u16>,
}

impl<C: PatternCode> CountingMemory<C> {
    /// The largest number of patterns that may share a unit.
    pub const MOST_USES: u32 = u16::MAX as u32;

    /// A memory without patterns.
    ///
    /// # Errors
    /// Counts of more than [`BitMatrix::LIMIT_BYTES`], or more than the system has.
    pub fn new(code: C, association: Association) -> Result<Self, Error> {
        let n = code.units();
        let pairs = zeroed(n as u128 * n as u128, "the number of bytes of the counts")?;
        let (addresses, contents) = (vec![0; n], vec![0; n]);
        Ok(Self { code, association, patterns: 0, addresses, contents, pairs })
    }

    /// The code of the stored patterns.
    pub fn code(&self) -> C {
        self.code
    }

    /// Whether patterns are completed, or contents recalled from addresses.
    pub fn association(&self) -> Association {
        self.association
    }

    /// M, the number of stored patterns.
    pub fn stored(&self) -> u32 {
        self.patterns
    }

    /// Stores patterns autoassociatively.
    ///
    /// # Errors
    /// Patterns of another code; a heteroassociative memory; a unit in more than
    /// [`MOST_USES`](Self::MOST_USES) patterns, before any of these patterns is stored.
    pub fn store(&mut self, patterns: &Patterns<C>) -> Result<(), Error> {
        self.check(Association::Auto)?;
        self.count(patterns, patterns)
    }

    /// Stores pairs: the content of `contents` at the same index with each of `addresses`.
    ///
    /// # Errors
    /// Those of [`store`](Self::store), but for an autoassociative memory; unequal numbers of patterns.
    pub fn store_pairs(
        &mut self,
        addresses: &Patterns<C>,
        contents: &Patterns<C>,
    ) -> Result<(), Error> {
        self.check(Association::Hetero)?;
        self.count(addresses, contents)
    }

    fn check(&self, expected: Association) -> Result<(), Error> {
        if self.association == expected {
            return Ok(());
        }
        Err(Error::WrongAssociation { expected })
    }

    fn count(&mut self, addresses: &Patterns<C>, contents: &Patterns<C>) -> Result<(), Error> {
        check_same(self.code, addresses.code())?;
        check_same(self.code, contents.code())?;
        require_len("the set of contents", addresses.len(), contents.len())?;
        let patterns = u128::from(self.patterns) + addresses.len() as u128;
        require_at_most("the number of patterns", patterns, u32::MAX.into())?;
        let used = (used(&self.addresses, addresses)?, used(&self.contents, contents)?);
        (self.addresses, self.contents) = used;
        self.patterns = patterns as u32;
        let n = self.code.units();
        for (address, content) in addresses.iter().zip(contents) {
            for &i in address {
                let row = &mut self.pairs[i as usize * n..][..n];
                content.iter().for_each(|&j| row[j as usize] += 1);
            }
        }
        Ok(())
    }

    /// The counts of an address unit and a content unit.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BlockCode, Patterns, counting::CountingMemory};
    ///
    /// let code = BlockCode::new(2, 4)?;
    /// let mut memory = CountingMemory::new(code, Association::Auto)?;
    /// memory.store(&Patterns::new(code, vec![0, 4, 0, 5, 1, 5])?)?;
    /// let counts = memory.counts(0, 5)?;
    /// assert_eq!((counts.both, counts.address, counts.content, counts.patterns), (1, 2, 2, 3));
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// Units that do not exist.
    pub fn counts(&self, address: u32, content: u32) -> Result<PairCounts, Error> {
        let n = self.code.units();
        require_index("unit", address as usize, n)?;
        require_index("unit", content as usize, n)?;
        Ok(self.row(address as usize)(content as usize))
    }

    /// The counts of an address unit with any content unit.
    pub(super) fn row(&self, i: usize) -> impl Fn(usize) -> PairCounts {
        let n = self.contents.len();
        let (row, address, patterns) =
            (&self.pairs[i * n..(i + 1) * n], self.addresses[i], self.patterns);
        move |j| PairCounts { both: row[j].into(), address, content: self.contents[j], patterns }
    }

    /// The fraction of pairs that have the count 0, 1, 2, …; an autoassociative memory has no pair of a
    /// unit with itself.
    ///
    /// [`Structural::of_states`](crate::information::Structural::of_states) takes it.
    pub fn count_fractions(&self) -> Vec<f64> {
        let n = self.code.units();
        let is_auto = self.association == Association::Auto;
        let mut found = vec![0_u64; 1];
        for (place, &count) in self.pairs.iter().enumerate() {
            if is_auto && place / n == place % n {
                continue;
            }
            if found.len() <= usize::from(count) {
                found.resize(usize::from(count) + 1, 0);
            }
            found[usize::from(count)] += 1;
        }
        let all: u64 = found.iter().sum();
        found.iter().map(|&pairs| pairs as f64 / all.max(1) as f64).collect()
    }

    /// The weights that a rule makes of the counts.
    ///
    /// # Errors
    /// A memory without patterns; options of the rule outside their ranges; weights that take more than
    /// [`BitMatrix::LIMIT_BYTES`], or more than the system has.
    pub fn weights<R: CountingRule + ?Sized>(&self, rule: &R) -> Result<Weights<C>, Error> {
        if self.patterns == 0 {
            return Err(Error::Empty { quantity: "the counting memory" });
        }
        rule.check()?;
        Weights::new(self, rule)
    }
}

/// The uses of all units after some more patterns.
fn used<C: PatternCode>(before: &[u32], patterns: &Patterns<C>) -> Result<Vec<u32>, Error> {
    let mut uses = before.to_vec();
    for &unit in patterns.iter().flatten() {
        let uses = &mut uses[unit as usize];
        *uses = uses.saturating_add(1);
    }
    let most = uses.iter().copied().max().unwrap_or(0);
    require_at_most("the number of patterns that share a unit", most.into(), u16::MAX.into())?;
    Ok(uses)
}

/// A list of zeros, refused above the limit of matrices and where the system has no memory for it.
pub(super) fn zeroed<T: Clone + Default>(
    len: u128,
    quantity: &'static str,
) -> Result<Vec<T>, Error> {
    let bytes = len.saturating_mul(size_of::<T>() as u128);
    require_at_most(quantity, bytes, BitMatrix::LIMIT_BYTES)?;
    let mut list = reserve(len as usize)?;
    list.resize(len as usize, T::default());
    Ok(list)
}
