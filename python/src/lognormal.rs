//! Log-normal distributions and their sums.

mod correlated;
mod distribution;
mod fits;
pub mod methods;
mod mixture;
mod mixture_fit;
mod normality;
mod pointwise;
mod sums;
pub mod vector;
mod vector_sum;

use pyo3::prelude::*;

/// The module `synaptome._core.lognormal`.
#[pymodule]
pub mod lognormal {
    #[pymodule_export]
    use super::correlated::{correlated_sum, estimate_correlated_sum};
    #[pymodule_export]
    use super::distribution::{SumDistribution, sum_values};
    #[pymodule_export]
    use super::fits::{fit, fit_correlated_sums, fit_sums};
    #[pymodule_export]
    use super::mixture::Mixture;
    #[pymodule_export]
    use super::mixture_fit::{fit_mixture, select_mixture};
    #[pymodule_export]
    use super::normality::{is_larger, log_normality};
    #[pymodule_export]
    use super::pointwise::{parameters, value, values};
    #[pymodule_export]
    use super::sums::{
        exact_entropies, exact_informations, sum_cumulants, sum_entropies, sum_informations,
        sum_moments,
    };
    #[pymodule_export]
    use super::vector::Vector;
    #[pymodule_export]
    use super::vector_sum::fit_vector_sum;
}
