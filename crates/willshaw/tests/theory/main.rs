//! Theory and information against other methods.

mod conveyed;
mod independent_programs;
mod limits;
mod other_ways;
mod trials;

use synaptome_willshaw::BlockCode;

fn assert_close(found: f64, expected: f64, tolerance: f64) {
    let error = (found - expected).abs() / expected.abs().max(1.0);
    assert!(error <= tolerance, "{found} is not {expected} within {tolerance}");
}

fn blocks(k: usize, n: usize) -> BlockCode {
    BlockCode::new(k, n).unwrap()
}
