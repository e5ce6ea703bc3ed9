//! Writing, training and recall of Hopfield networks.

use super::machine::PRODUCT;
use super::row::{Row, own, peer};

pub(super) const ROWS: &[Row] = &[
    Row::new("hopfield/HOP, N = 2000, M = 1000")
        .against(&[peer("NumPy", "hopfield/HOP, N = 2000, M = 1000")])
        .limit(PRODUCT, 2.0 * 2e3 * 2e3 * 1e3)
        .aim("2.5 times"),
    Row::new("hopfield/PSE, N = 2000, M = 1000")
        .against(&[peer("NumPy", "hopfield/PSE, N = 2000, M = 1000")])
        // X Xᵀ, its factor, the solutions for 2000 columns, and their product with X.
        .limit(PRODUCT, 2.0 * 2e3 * 1e6 + 1e9 / 3.0 + 2.0 * 1e6 * 2e3 + 2.0 * 4e6 * 1e3)
        .aim("2.5 times"),
    Row::new("hopfield/MPF, N = 512, M = 256")
        .against(&[peer("SciPy", "hopfield/MPF, N = 512, M = 256")])
        .aim("15 times"),
    Row::new("hopfield/MPF, N = 1024, M = 512")
        .against(&[peer("SciPy", "hopfield/MPF, N = 1024, M = 512")])
        .aim("12 times"),
    trn(
        "hopfield/TRN gradient, N = 128",
        &[peer("NumPy", "hopfield/TRN gradient, N = 128")],
        128.0,
    )
    .aim("1.5 times"),
    trn(
        "hopfield/TRN gradient, N = 512",
        &[peer("NumPy", "hopfield/TRN gradient, N = 512")],
        512.0,
    )
    .aim("1.3 times"),
    trn(
        "hopfield/TRN gradient, N = 2000",
        &[peer("NumPy", "hopfield/TRN gradient, N = 2000")],
        2e3,
    )
    .aim("1.2 times"),
    Row::new("hopfield/recall of 10,000 cues, Hebb").against(&[
        peer("NumPy in f32", "hopfield/recall of 10,000 cues, Hebb, float32"),
        peer("NumPy in f64", "hopfield/recall of 10,000 cues, Hebb, float64"),
    ]),
    Row::new("hopfield/recall of 10,000 cues, Hebb, two threads")
        .against(&[own("one thread", "hopfield/recall of 10,000 cues, Hebb")])
        .aim("1.8 times"),
    Row::new("hopfield/recall of 10,000 cues, EASE").against(&[
        peer("NumPy in f32", "hopfield/recall of 10,000 cues, EASE, float32"),
        peer("NumPy in f64", "hopfield/recall of 10,000 cues, EASE, float64"),
    ]),
    Row::new("hopfield/recall of 10,000 cues, EASE, two threads")
        .against(&[own("one thread", "hopfield/recall of 10,000 cues, EASE")])
        .aim("1.8 times"),
    Row::new("hopfield/HOP, N = 9000, M = 3"),
    Row::new("hopfield/Storkey, N = 9000, M = 3"),
    Row::new("hopfield/PSE, N = 9000, M = 3"),
    Row::new("hopfield/AdaTron, N = 9000, M = 3"),
    Row::new("hopfield/pseudo-likelihood, N = 9000, M = 3"),
    Row::new("hopfield/EASE, N = 9000, M = 3").aim("3 s"),
    Row::new("hopfield/MPF, N = 9000, M = 3").aim("3 s"),
];

/// Eight products of N × N with N × 512 matrices.
const fn trn(work: &'static str, rivals: &'static [super::Rival], units: f64) -> Row {
    Row::new(work).against(rivals).limit(PRODUCT, 8.0 * 2.0 * units * units * 512.0)
}
