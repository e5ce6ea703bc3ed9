//! The exact information of one synapse; the closed form is computed on the page.

use std::f64::consts::LN_2;

use serde::Serialize;
use synaptome_lab::Result;
use synaptome_lognormal::{Convolution, LogNormal, LogNormalSum, SumApproximation};

/// Numbers of stored patterns.
const PATTERNS: [usize; 9] = [3, 4, 6, 8, 10, 14, 20, 30, 50];
/// The narrowest and the widest product of two activities: standard deviations of its logarithm.
const WIDTHS: (f64, f64) = (0.14, 3.9);
/// How many widths.
const COUNT: usize = 25;

/// Exact bits of one synapse about one pattern.
#[derive(Debug, Serialize)]
pub(super) struct Exact {
    patterns: [usize; 9],
    /// Standard deviations of ln x_i x_j, in equal steps of the logarithm.
    widths: Vec<f64>,
    /// For each number of patterns, at each width.
    bits: Vec<Vec<f64>>,
}

/// The table.
pub(super) fn exact() -> Result<Exact> {
    let step = (WIDTHS.1 / WIDTHS.0).ln() / (COUNT - 1) as f64;
    let widths: Vec<f64> = (0..COUNT).map(|i| WIDTHS.0 * (step * i as f64).exp()).collect();
    let row = |patterns| widths.iter().map(|width| bits(patterns, *width)).collect();
    let bits = PATTERNS.into_iter().map(row).collect::<Result<_>>()?;
    Ok(Exact { patterns: PATTERNS, widths, bits })
}

/// The information of the sum of so many terms of one width about one of them.
pub(super) fn bits(patterns: usize, width: f64) -> Result<f64> {
    let sum = LogNormalSum::new(vec![LogNormal::new(0.0, width)?; patterns])?;
    Ok(Convolution::default().information_of_last_nats(&sum)? / LN_2)
}
