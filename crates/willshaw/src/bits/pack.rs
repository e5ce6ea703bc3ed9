//! Moves what is left of wide rows together; the loops that `kernels` compiles.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

use super::lanes::{Lanes, OPEN};

/// Some bits of one word of a wide row, and the lane that they go into.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) word: usize,
    pub(crate) mask: u64,
    pub(crate) lane: usize,
    /// The place of the first of them in the lane.
    pub(crate) shift: u32,
}

impl Piece {
    /// The bits of a lane that belong to this piece, back in their places in the word.
    pub(crate) fn expand(&self, lane: u64) -> u64 {
        let (mut word, mut bits, mut mask) = (0, lane >> self.shift, self.mask);
        while mask != 0 {
            word |= (mask & mask.wrapping_neg()) * (bits & 1);
            bits >>= 1;
            mask &= mask - 1;
        }
        word
    }
}

/// The bits of `word` under `mask`, moved together.
#[inline(always)]
pub(super) fn extract(word: u64, mut mask: u64) -> u64 {
    let (mut result, mut place) = (0, 0);
    while mask != 0 {
        result |= (word >> mask.trailing_zeros() & 1) << place;
        place += 1;
        mask &= mask - 1;
    }
    result
}

/// Adds the pieces of a row to their lanes.
#[inline(always)]
pub(super) fn collect_with(
    row: &[u64],
    pieces: &[Piece],
    lanes: &mut [u64],
    extract: impl Fn(u64, u64) -> u64,
) {
    // The pieces of a lane follow each other, and stay in a register until the last of them.
    let (mut lane, mut bits) = (0, 0);
    for piece in pieces {
        if piece.lane != lane {
            lanes[lane] |= bits;
            (lane, bits) = (piece.lane, 0);
        }
        bits |= extract(row[piece.word], piece.mask) << piece.shift;
    }
    if bits != 0 {
        lanes[lane] |= bits;
    }
}

/// Appends the lanes of some rows, whose units are those of lane `own` if that is given. Lanes
/// without pieces are closed.
#[inline(always)]
pub(super) fn pack_with<'a, const L: usize>(
    rows: impl Iterator<Item = &'a [u64]>,
    pieces: &[Piece],
    own: Option<usize>,
    out: &mut Vec<Lanes<L>>,
    extract: impl Fn(u64, u64) -> u64,
) {
    let mut empty = Lanes::CLOSED.0;
    pieces.iter().for_each(|piece| empty[piece.lane] = OPEN);
    if let Some(own) = own {
        empty[own] = 0;
    }
    let words = words_as_lanes::<L>(pieces);
    for row in rows {
        let mut lanes = Lanes(empty);
        if let Some(masks) = &words {
            let words = lanes.0.iter_mut().zip(row.iter().zip(masks));
            words.for_each(|(lane, (word, mask))| *lane |= word & mask);
        } else {
            collect_with(row, pieces, &mut lanes.0, &extract);
        }
        out.push(lanes);
    }
}

/// The bits of each word that go into its lane, if the words of a row already are its lanes.
#[inline(always)]
fn words_as_lanes<const L: usize>(pieces: &[Piece]) -> Option<[u64; L]> {
    let mut masks = [0; L];
    for (place, piece) in pieces.iter().enumerate() {
        let Piece { word, mask, lane, shift } = *piece;
        let is_whole = (word, lane, shift) == (place, place, 0) && mask & mask.wrapping_add(1) == 0;
        *masks.get_mut(place).filter(|_| is_whole)? = mask;
    }
    Some(masks)
}
