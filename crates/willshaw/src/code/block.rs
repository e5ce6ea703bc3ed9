//! Block code: one active unit in each block.

use std::ops::Range;

use rand::{Rng, RngExt};

use super::{PatternCode, check_ascending, check_length, check_size, check_units};
use crate::Error;

/// Block code: `n = kN` units in k blocks of N, exactly one active in each.
///
/// Block b holds the units `bN, …, (b + 1)N − 1` (Knoblauch & Palm 2020, §2.7).
///
/// ```
/// use synaptome_willshaw::{BlockCode, PatternCode};
/// let code = BlockCode::new(16, 256)?;
/// assert_eq!(code.units(), 4096);
/// assert_eq!(code.information_bits(), 16.0 * 8.0);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "crate::serial::Blocks", into = "crate::serial::Blocks")
)]
pub struct BlockCode {
    blocks: usize,
    size: usize,
}

impl BlockCode {
    /// A code of `blocks` = k blocks with `size` = N units each, N ≥ 2.
    ///
    /// # Errors
    /// Blocks of fewer than two units, which convey nothing; no block; more units than 32-bit
    /// numbers can name.
    pub fn new(blocks: usize, size: usize) -> Result<Self, Error> {
        if size < 2 {
            return Err(Error::TooFew { quantity: "units of a block", found: size, needed: 2 });
        }
        if blocks == 0 {
            return Err(Error::TooFew { quantity: "blocks", found: 0, needed: 1 });
        }
        let units = blocks as u128 * size as u128;
        check_units(units)?;
        check_size(units as usize, blocks)?;
        Ok(Self { blocks, size })
    }

    /// The code that splits `units` = n into `blocks` = k blocks; k must divide n.
    ///
    /// ```
    /// use synaptome_willshaw::BlockCode;
    ///
    /// let code = BlockCode::splitting(4096, 16)?;
    /// assert_eq!((code.blocks(), code.block_size(), code.block_of(300)), (16, 256, 1));
    /// assert!(BlockCode::splitting(4096, 15).is_err());
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::UnevenBlocks`] if it does not, and those of [`new`](Self::new).
    pub fn splitting(units: usize, blocks: usize) -> Result<Self, Error> {
        if blocks == 0 || !units.is_multiple_of(blocks) {
            return Err(Error::UnevenBlocks { units, blocks });
        }
        Self::new(blocks, units / blocks)
    }

    /// k, the number of blocks.
    pub fn blocks(&self) -> usize {
        self.blocks
    }

    /// N, the number of units in a block.
    pub fn block_size(&self) -> usize {
        self.size
    }

    /// The block of a unit.
    pub fn block_of(&self, unit: u32) -> usize {
        unit as usize / self.size
    }

    /// The units of a block.
    pub(crate) fn units_of(&self, block: usize) -> Range<usize> {
        block * self.size..(block + 1) * self.size
    }

    /// The words of a bit row that hold the units of a block.
    pub(crate) fn words_of(&self, block: usize) -> Range<usize> {
        let Range { start, end } = self.units_of(block);
        start / 64..end.div_ceil(64)
    }

    /// The blocks that hold none of some ascending units.
    pub(crate) fn open_blocks(&self, units: &[u32]) -> impl Iterator<Item = usize> {
        let mut known = units.iter().map(|&unit| self.block_of(unit)).peekable();
        (0..self.blocks).filter(move |block| {
            let is_open = known.peek() != Some(block);
            while known.next_if_eq(block).is_some() {}
            is_open
        })
    }

    /// Ascending units, block by block.
    pub(crate) fn by_block(self, mut units: &[u32]) -> impl Iterator<Item = &[u32]> {
        std::iter::from_fn(move || {
            let end = self.units_of(self.block_of(*units.first()?)).end;
            let inside = units.iter().take_while(|&&unit| (unit as usize) < end).count();
            let (block, rest) = units.split_at(inside);
            units = rest;
            Some(block)
        })
    }

    /// Whether ascending units can belong to one pattern.
    pub(crate) fn is_part(&self, units: &[u32]) -> bool {
        self.check_distinct_blocks(units).is_ok()
    }

    /// Refuses two units in one block; the units must ascend.
    pub(crate) fn check_distinct_blocks(&self, units: &[u32]) -> Result<(), Error> {
        let same = |pair: &&[u32]| self.block_of(pair[0]) == self.block_of(pair[1]);
        match units.windows(2).find(same) {
            Some(pair) => {
                Err(Error::SecondInBlock { unit: pair[1], block: self.block_of(pair[1]) })
            }
            None => Ok(()),
        }
    }
}

impl PatternCode for BlockCode {
    fn units(&self) -> usize {
        self.blocks * self.size
    }

    fn activity(&self) -> usize {
        self.blocks
    }

    /// k log₂ N (A.6).
    fn information_bits(&self) -> f64 {
        self.blocks as f64 * (self.size as f64).log2()
    }

    fn draw<R: Rng + ?Sized>(&self, pattern: &mut [u32], rng: &mut R) {
        let size = self.size as u32;
        for (block, unit) in pattern.iter_mut().enumerate() {
            *unit = block as u32 * size + rng.random_range(0..size);
        }
    }

    fn check(&self, pattern: &[u32]) -> Result<(), Error> {
        check_length(pattern, self.blocks)?;
        check_ascending(pattern, self.units())?;
        self.check_distinct_blocks(pattern)
    }

    fn block_code(&self) -> Option<BlockCode> {
        Some(*self)
    }
}
