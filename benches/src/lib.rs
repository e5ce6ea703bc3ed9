//! What is measured: each crate's works by name, for the criterion benches, for `cargo xtask bench` with its peers,
//! for growth and for instruction counts.
#![forbid(unsafe_code)]

mod growth;
mod hopfield;
mod infomax;
mod inputs;
mod lognormal;
mod machine;
mod mi;
mod willshaw;
mod work;

pub use inputs::write_inputs;
pub use work::{Ready, Work};

/// The groups of works: one for each crate, the limits of the machine, and growth.
pub const GROUPS: [&str; 7] =
    ["hopfield", "infomax", "lognormal", "mi", "willshaw", "machine", "growth"];

/// The works of a group; none for other names.
pub fn works(group: &str) -> Vec<Work> {
    match group {
        "hopfield" => hopfield::works(),
        "infomax" => infomax::works(),
        "lognormal" => lognormal::works(),
        "mi" => mi::works(),
        "willshaw" => willshaw::works(),
        "machine" => machine::works(),
        "growth" => growth::works(),
        _ => Vec::new(),
    }
}
