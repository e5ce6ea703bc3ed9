//! Block patterns, one pair of blocks after the other: a pattern sets exactly one bit in each.

use super::tile::Tile;
use crate::BlockCode;
use crate::synapses::plane::Plane;
use std::ops::Range;

/// Patterns learned in one pass over the matrix.
const CHUNK: usize = 1 << 20;
/// Bits of a tile: half a megabyte.
const TILE: usize = 1 << 22;

/// Learns patterns; the pairs b < b′ of blocks, mirrored, and the autapses.
pub(super) fn learn(plane: &mut Plane, code: BlockCode, patterns: &[u32]) {
    let mut words = Vec::new();
    for chunk in patterns.chunks(CHUNK * code.blocks()) {
        let columns = columns(code, chunk);
        for (b, rows) in columns.iter().enumerate() {
            set_autapses(plane, code, b, rows);
            let sorted = sort(code, rows);
            for (c, columns) in columns.iter().enumerate().skip(b + 1) {
                learn_tiles(code, (b, c), &sorted, rows, columns, &mut words, |tile| {
                    tile.or_into(plane);
                    tile.or_transposed_into(plane);
                });
            }
        }
    }
}

/// Learns pairs of an address and a content.
pub(super) fn learn_pairs(
    forward: &mut Plane,
    backward: &mut Plane,
    code: BlockCode,
    addresses: &[u32],
    contents: &[u32],
) {
    let (size, mut words) = (CHUNK * code.blocks(), Vec::new());
    for (addresses, contents) in addresses.chunks(size).zip(contents.chunks(size)) {
        let (rows, columns) = (columns(code, addresses), columns(code, contents));
        for (b, rows) in rows.iter().enumerate() {
            let sorted = sort(code, rows);
            for (c, columns) in columns.iter().enumerate() {
                learn_tiles(code, (b, c), &sorted, rows, columns, &mut words, |tile| {
                    tile.or_into(forward);
                    tile.or_transposed_into(backward);
                });
            }
        }
    }
}

/// For each block, the unit that each pattern has there, counted from the block's first.
fn columns(code: BlockCode, patterns: &[u32]) -> Vec<Vec<u16>> {
    let count = patterns.len() / code.blocks();
    let mut columns = vec![vec![0; count]; code.blocks()];
    for (index, pattern) in patterns.chunks_exact(code.blocks()).enumerate() {
        for (block, (column, unit)) in columns.iter_mut().zip(pattern).enumerate() {
            column[index] = (*unit as usize - block * code.block_size()) as u16;
        }
    }
    columns
}

fn set_autapses(plane: &mut Plane, code: BlockCode, block: usize, units: &[u16]) {
    let mut is_active = vec![false; code.block_size()];
    units.iter().for_each(|&unit| is_active[usize::from(unit)] = true);
    for (unit, _) in code.units_of(block).zip(is_active).filter(|(_, is_active)| *is_active) {
        plane.row_mut(unit)[unit / 64] |= 1 << (unit % 64);
    }
}

/// Patterns by the stripe that their unit of a block lies in; nothing when one tile holds all.
fn sort(code: BlockCode, rows: &[u16]) -> Vec<Vec<u32>> {
    let height = stripe_height(code);
    if height >= code.block_size() {
        return Vec::new();
    }
    let mut stripes = vec![Vec::new(); code.block_size().div_ceil(height)];
    for (pattern, &row) in rows.iter().enumerate() {
        stripes[usize::from(row) / height].push(pattern as u32);
    }
    stripes
}

fn stripe_height(code: BlockCode) -> usize {
    (TILE / code.block_size()).max(64)
}

/// Fills the tiles of a pair of blocks and hands them over.
fn learn_tiles(
    code: BlockCode,
    (b, c): (usize, usize),
    stripes: &[Vec<u32>],
    rows: &[u16],
    columns: &[u16],
    words: &mut Vec<u64>,
    mut finish: impl FnMut(&Tile),
) {
    let size = code.block_size();
    let first = (b * size, c * size);
    let across = first.1..first.1 + size;
    if stripes.is_empty() {
        let mut tile = Tile::new(first.0..first.0 + size, across, std::mem::take(words));
        tile.set(first, rows.iter().zip(columns).map(|(&i, &j)| (i.into(), j.into())));
        finish(&tile);
        *words = tile.into_words();
        return;
    }
    for (stripe, patterns) in stripes.iter().enumerate() {
        let rows_of_tile = stripe_rows(code, first.0, stripe);
        let mut tile = Tile::new(rows_of_tile, across.clone(), std::mem::take(words));
        let at = |&pattern: &u32| (rows[pattern as usize].into(), columns[pattern as usize].into());
        tile.set(first, patterns.iter().map(at));
        finish(&tile);
        *words = tile.into_words();
    }
}

fn stripe_rows(code: BlockCode, first: usize, stripe: usize) -> Range<usize> {
    let (height, size) = (stripe_height(code), code.block_size());
    first + stripe * height..first + size.min((stripe + 1) * height)
}
