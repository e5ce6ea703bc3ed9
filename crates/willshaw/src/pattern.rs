//! Lists of patterns of one code.

use std::slice::ChunksExact;

use rand::Rng;

use crate::error::reserve;
use crate::{Error, PatternCode};

/// A list of patterns of one code, each an ascending list of active units.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{BlockCode, Patterns};
/// let code = BlockCode::new(4, 8)?;
/// let patterns = Patterns::draw(code, 10, &mut ChaCha12Rng::seed_from_u64(1))?;
/// assert_eq!(patterns.len(), 10);
/// assert_eq!(patterns.get(3).map(<[u32]>::len), Some(4));
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        try_from = "crate::serial::StoredPatterns<C>",
        into = "crate::serial::StoredPatterns<C>",
        bound(
            serialize = "C: PatternCode + serde::Serialize",
            deserialize = "C: PatternCode + serde::Deserialize<'de>"
        )
    )
)]
pub struct Patterns<C> {
    code: C,
    flat: Vec<u32>,
}

impl<C: PatternCode> Patterns<C> {
    /// Takes `flat`, pattern after pattern, each of `code.activity()` ascending units.
    ///
    /// ```
    /// use synaptome_willshaw::{BlockCode, Patterns};
    ///
    /// let code = BlockCode::new(2, 4)?; // units 0 to 3, and 4 to 7
    /// let patterns = Patterns::new(code, vec![0, 4, 1, 7])?;
    /// assert_eq!((patterns.len(), patterns.get(1)), (2, Some(&[1, 7][..])));
    /// assert!(Patterns::new(code, vec![0, 1]).is_err()); // two units of one block
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// No pattern at all, and what [`PatternCode::check`] refuses.
    pub fn new(code: C, flat: Vec<u32>) -> Result<Self, Error> {
        if flat.is_empty() {
            return Err(NONE);
        }
        flat.chunks(code.activity()).try_for_each(|pattern| code.check(pattern))?;
        Ok(Self { code, flat })
    }

    /// Draws `count` = M patterns, independent and uniform over the code.
    ///
    /// # Errors
    /// A count of 0, or of more patterns than the system has memory for.
    pub fn draw<R: Rng + ?Sized>(code: C, count: usize, rng: &mut R) -> Result<Self, Error> {
        let mut flat = zeroed(count, code.activity())?;
        flat.chunks_exact_mut(code.activity()).for_each(|pattern| code.draw(pattern, rng));
        Ok(Self { code, flat })
    }

    /// M, the number of patterns.
    pub fn len(&self) -> usize {
        self.flat.len() / self.code.activity()
    }

    /// Whether there is no pattern; the constructors refuse that.
    pub fn is_empty(&self) -> bool {
        self.flat.is_empty()
    }

    /// The code that all patterns belong to.
    pub fn code(&self) -> C {
        self.code
    }

    /// The active units of one pattern, ascending.
    pub fn get(&self, index: usize) -> Option<&[u32]> {
        self.flat.chunks_exact(self.code.activity()).nth(index)
    }

    /// The patterns one after the other.
    pub(crate) fn flat(&self) -> &[u32] {
        &self.flat
    }

    /// All patterns in order.
    pub fn iter(&self) -> ChunksExact<'_, u32> {
        self.flat.chunks_exact(self.code.activity())
    }
}

impl<'a, C: PatternCode> IntoIterator for &'a Patterns<C> {
    type Item = &'a [u32];
    type IntoIter = ChunksExact<'a, u32>;

    fn into_iter(self) -> ChunksExact<'a, u32> {
        self.iter()
    }
}

const NONE: Error = Error::Empty { quantity: "the set of patterns" };

fn zeroed(count: usize, activity: usize) -> Result<Vec<u32>, Error> {
    if count == 0 {
        return Err(NONE);
    }
    let bytes = count as u128 * activity as u128 * 4;
    let length = count.checked_mul(activity).ok_or(Error::OutOfMemory { bytes })?;
    let mut flat = reserve(length)?;
    flat.resize(length, 0);
    Ok(flat)
}
