//! Limits of the machine on one core.

use super::row::{Row, Shown, peer};

/// Bytes read in order from memory.
pub(super) const READ: &str = "machine/sequential read, 256 MB";
/// Additions and multiplications in products of matrices.
pub(super) const PRODUCT: &str = "machine/matrix product, N = 1024";
/// Exponentials of numbers in the first-level cache.
pub(super) const EXPONENTIALS: &str = "machine/exponentials, 1,024 in a vector";

pub(super) const ROWS: &[Row] = &[
    Row::new(READ).shown(Shown::Billions("GB/s")),
    Row::new(PRODUCT).against(&[peer("NumPy", PRODUCT)]).shown(Shown::Billions("GFLOP/s")),
    Row::new(EXPONENTIALS).against(&[peer("NumPy", EXPONENTIALS)]),
];
