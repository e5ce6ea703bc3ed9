//! Neurons side by side.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

/// So many neurons fill a vector; columns are padded to a multiple of it.
pub(super) const LANES: usize = 8;

/// A number for each of some neurons side by side.
pub(super) type Lanes<const L: usize = LANES> = [f64; L];

/// The numbers of all lanes.
#[inline(always)]
pub(super) fn lanes<const L: usize>(value: impl Fn(usize) -> f64) -> Lanes<L> {
    std::array::from_fn(value)
}
