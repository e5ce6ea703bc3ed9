//! Clipped Hebbian learning, `w_ij = min(1, Σ_μ u_i v_j)` (2.2): which loop is the fastest.

mod blocks;
mod dense;
mod stripes;
mod tile;

use super::plane::Plane;
use crate::{PatternCode, Patterns};

/// Local numbers within a block are kept in 16 bits.
const LARGEST_BLOCK: usize = 1 << 16;

/// Learns patterns into a symmetric matrix.
pub(super) fn learn<C: PatternCode>(plane: &mut Plane, patterns: &Patterns<C>) {
    if is_dense(patterns.code()) {
        return dense::learn(plane, patterns, patterns);
    }
    if let Some(code) =
        patterns.code().block_code().filter(|code| code.block_size() <= LARGEST_BLOCK)
    {
        blocks::learn(plane, code, patterns.flat());
    } else {
        stripes::learn(plane, patterns, patterns, stripes::Part::Upper);
        plane.symmetrise();
    }
}

/// Learns pairs into a matrix and its transpose.
pub(super) fn learn_pairs<C: PatternCode>(
    forward: &mut Plane,
    backward: &mut Plane,
    addresses: &Patterns<C>,
    contents: &Patterns<C>,
) {
    let code = addresses.code();
    if is_dense(code) {
        dense::learn(forward, addresses, contents);
        return dense::learn(backward, contents, addresses);
    }
    if let Some(code) = code.block_code().filter(|code| code.block_size() <= LARGEST_BLOCK) {
        blocks::learn_pairs(forward, backward, code, addresses.flat(), contents.flat());
    } else {
        stripes::learn(forward, addresses, contents, stripes::Part::Whole);
        backward.or_transposed(forward);
    }
}

/// Whether `ORing` whole rows is cheaper than setting the bits of all pairs of units.
fn is_dense<C: PatternCode>(code: C) -> bool {
    64 * code.activity() >= code.units()
}
