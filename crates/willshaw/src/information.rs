//! Information of patterns and of what comes back (Knoblauch & Palm 2020, §2 and appendix A.1).
//!
//! A pattern passes through the memory as through a channel that loses true units with
//! probability p₁₀ and adds false ones with probability p₀₁. All information is in bits.

mod binary;
mod block;
mod capacities;
mod output;
mod rates;
mod structural;
mod tally;

pub use binary::{conditional_entropy_bits, entropy_bits, random_code_bits, transinformation_bits};
pub use block::{block_code_bits, core_bits, halo_bits, informed_block_code_bits, part_bits};
pub use capacities::Capacities;
pub use output::{cue_bits, output_bits};
pub use rates::ErrorRates;
pub use structural::Structural;
pub use tally::Tally;

use std::f64::consts::LN_2;

use libm::lgamma;

/// log₂ C(n, k), the bits of a choice of k among n.
pub(crate) fn choices_bits(n: usize, k: usize) -> f64 {
    let fewer = k.min(n.saturating_sub(k));
    if k == 0 {
        0.0
    } else if n > MANY && fewer <= FEW {
        (0..fewer).map(|i| ((n - i) as f64 / (i + 1) as f64).log2()).sum()
    } else {
        ln_binomial(n, k) / LN_2
    }
}

/// Of so many units factorials are so large that few digits are left of the choices of a few.
const MANY: usize = 1 << 20;
const FEW: usize = 64;

/// ln of n over k.
pub(crate) fn ln_binomial(n: usize, k: usize) -> f64 {
    let ln_factorial = |m: usize| lgamma(m as f64 + 1.0);
    ln_factorial(n) - ln_factorial(k) - ln_factorial(n.saturating_sub(k))
}
