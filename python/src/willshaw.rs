//! Willshaw memories.

mod codes;
mod completions;
mod counting;
mod kind;
mod learning;
mod memory;
mod methods;
mod outputs;
mod refusal;
mod saving;
mod search;
mod structural;
mod theory;

use pyo3::prelude::*;

/// The module `synaptome._core.willshaw`.
#[pymodule]
pub mod willshaw {
    #[pymodule_export]
    use super::codes::{check_patterns, draw, draw_cues, information_bits, misled};
    #[pymodule_export]
    use super::counting::{CountingMemory, Weights, evidence, prior};
    #[pymodule_export]
    use super::memory::Memory;
    #[pymodule_export]
    use super::methods::output_kind;
    #[pymodule_export]
    use super::search::{load_search, peak};
    #[pymodule_export]
    use super::structural::{structural_at_loads, structural_of_states};
    #[pymodule_export]
    use super::theory::{
        block_theory, capacity, code_bits, load, part_bits, patterns_at, recognition, unit_bits,
    };
}
