//! Gradients of I^(1) by the weights.

mod coefficients;
mod kind;
mod paper;
mod two_pass;

pub(crate) use coefficients::Coefficients;
pub use kind::Gradient;
pub use paper::PaperGradient;
pub(crate) use two_pass::{Recording, replayed};
