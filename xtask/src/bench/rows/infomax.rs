//! Recurrent infomax.

use super::machine::PRODUCT;
use super::row::{Row, own, peer};

pub(super) const ROWS: &[Row] = &[
    Row::new("infomax/a step, N = 50")
        .against(&[
            peer("numba", "infomax/a step, N = 50, numba"),
            peer("NumPy", "infomax/a step, N = 50, NumPy"),
        ])
        .aim("25 times numba, 250 times NumPy"),
    Row::new("infomax/a step, N = 100"),
    Row::new("infomax/a step, N = 432")
        .against(&[
            peer("numba", "infomax/a step, N = 432, numba"),
            peer("NumPy", "infomax/a step, N = 432, NumPy"),
        ])
        .aim("25 times numba"),
    Row::new("infomax/a step, N = 1000"),
    Row::new("infomax/a recorded step, N = 50"),
    Row::new("infomax/a recorded step of 16 networks, N = 50")
        .against(&[own("one after the other", "infomax/a recorded step, N = 50")]),
    Row::new("infomax/a recorded step of 16 networks, N = 50, two threads")
        .against(&[own("one thread", "infomax/a recorded step of 16 networks, N = 50")])
        .aim("1.8 times"),
    Row::new("infomax/a step and its part of learning, N = 50"),
    Row::new("infomax/a step and its part of learning of 16 networks, N = 50, two threads")
        .against(&[own(
            "one thread",
            "infomax/a step and its part of learning of 16 networks, N = 50",
        )])
        .aim("1.8 times"),
    Row::new("infomax/C and E of 10,000 steps, N = 1000")
        .against(&[peer("NumPy", "infomax/C and E of 10,000 steps, N = 1000")])
        // Two products of N × 10,000 with 10,000 × N matrices.
        .limit(PRODUCT, 2.0 * 2.0 * 1e6 * 1e4),
    Row::new("infomax/gradient from C and E, N = 1000")
        .against(&[peer("NumPy", "infomax/gradient from C and E, N = 1000")]),
];
