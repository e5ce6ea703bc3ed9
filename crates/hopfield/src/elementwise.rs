//! exp, tanh and softplus over slices, in plain arithmetic that the compiler turns into SIMD.
//!
//! Multiplication and addition are never fused, so every instruction set gives the same bits.

mod exponentials;
mod linear;

pub(crate) use exponentials::{exp_all, exp_flow, softplus_all, tanh_all};
pub(crate) use linear::{
    Real, add_scaled, add_scaled_dot, add_through_tanh, dot, multiply, write_single, write_sum,
};
