//! What is left of every block, side by side.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

/// A partial clique, or what may be taken together with one unit: a word for each block, its
/// *lane*, in whole cache lines. A lane holds the units of the block that are left, and in its
/// highest bit whether the block is still open.
///
/// The row of a unit allows nothing but itself in its own lane and has that lane closed, so that
/// one AND takes the unit. Lanes beyond the blocks are closed and not empty.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(align(64))]
pub(crate) struct Lanes<const L: usize>(pub(crate) [u64; L]);

/// The largest number of units in a lane.
pub(crate) const LANE_UNITS: usize = 63;
/// Tells that a lane is open.
pub(super) const OPEN: u64 = 1 << LANE_UNITS;

/// Bits of a key that tell the lane.
const LANE_BITS: u32 = 6;
/// Part of the keys of lanes that are not open.
const CLOSED: u32 = 1 << 16;

/// The smallest open lane of a partial clique, and the number of its units.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Smallest {
    pub(super) lane: usize,
    pub(super) units: u32,
}

impl<const L: usize> Lanes<L> {
    /// Everything allowed and nothing open.
    pub(crate) const CLOSED: Self = Self([!OPEN; L]);

    /// How many lanes are open.
    pub(super) fn open(&self) -> usize {
        self.0.iter().filter(|&lane| lane & OPEN != 0).count()
    }

    /// The smallest of the open lanes, the first of equals.
    #[inline(always)]
    pub(super) fn smallest(&self) -> Smallest {
        let mut best = u32::MAX;
        for (number, lane) in self.0.iter().enumerate() {
            let key = lane.count_ones() << LANE_BITS | number as u32 | CLOSED;
            best = best.min(key - (lane >> LANE_UNITS) as u32 * CLOSED);
        }
        Smallest { lane: best as usize % L, units: (best >> LANE_BITS) - 1 }
    }

    #[inline(always)]
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = *self;
        for (lane, other) in both.0.iter_mut().zip(&other.0) {
            *lane &= *other;
        }
        both
    }

    /// Whether every lane has a unit; closed ones always have, since rows are symmetric.
    #[inline(always)]
    #[allow(clippy::needless_bitwise_bool, reason = "a test of all lanes at once, no branches")]
    pub(super) fn has_no_empty_lane(&self) -> bool {
        self.0.iter().fold(true, |all, lane| all & (lane & !OPEN != 0))
    }
}
