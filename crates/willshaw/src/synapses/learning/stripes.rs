//! Patterns without blocks. The active units of a chunk of patterns are sorted into stripes of
//! rows. A tile is a stripe by a range of columns: small enough for the second-level cache, wide
//! enough that a visit to a pattern sets several bits.

use crate::synapses::plane::Plane;
use crate::{PatternCode, Patterns};

/// Rows of a tile.
const ROWS: usize = 256;
/// Columns of a tile: 256 × 16,384 bits are half a megabyte.
const COLUMNS: usize = 16_384;
/// Patterns learned in one pass over the matrix.
const CHUNK: usize = 1 << 17;

/// Which part of the matrix is learned.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Part {
    Whole,
    /// j ≥ i, for addresses equal to contents.
    Upper,
}

/// Learns pattern pairs; both lists have the same length.
pub(super) fn learn<C: PatternCode>(
    plane: &mut Plane,
    addresses: &Patterns<C>,
    contents: &Patterns<C>,
    part: Part,
) {
    let activity = contents.code().activity();
    let chunks =
        addresses.flat().chunks(CHUNK * activity).zip(contents.flat().chunks(CHUNK * activity));
    for (addresses, contents) in chunks {
        for mut stripe in stripes(plane.units(), addresses, activity, part) {
            learn_stripe(plane, &mut stripe, contents);
        }
    }
}

/// An active unit i, and the contents that its row receives: those from `next` to `end`.
#[derive(Clone, Copy)]
struct Visit {
    unit: u32,
    next: u32,
    end: u32,
}

/// The active units of some patterns, sorted by stripe and in the order of the patterns.
fn stripes(units: usize, addresses: &[u32], activity: usize, part: Part) -> Vec<Vec<Visit>> {
    let mut stripes = vec![Vec::new(); units.div_ceil(ROWS)];
    for (pattern, active) in addresses.chunks_exact(activity).enumerate() {
        let (start, end) = (pattern * activity, (pattern + 1) * activity);
        for (place, &unit) in active.iter().enumerate() {
            let next = if part == Part::Upper { start + place } else { start };
            let visit = Visit { unit, next: next as u32, end: end as u32 };
            stripes[unit as usize / ROWS].push(visit);
        }
    }
    stripes
}

/// Tile by tile from left to right; every visit remembers how far it has come.
fn learn_stripe(plane: &mut Plane, stripe: &mut [Visit], contents: &[u32]) {
    for right in (COLUMNS..plane.units() + COLUMNS).step_by(COLUMNS) {
        for visit in &mut *stripe {
            let row = plane.row_mut(visit.unit as usize);
            let pending = &contents[visit.next as usize..visit.end as usize];
            for &unit in pending.iter().take_while(|&&unit| (unit as usize) < right) {
                row[unit as usize / 64] |= 1 << (unit % 64);
                visit.next += 1;
            }
        }
    }
}
