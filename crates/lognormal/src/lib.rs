#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod cholesky;
mod elementary;
mod error;
mod multivariate;
mod normal;
mod sum;
mod symmetric;
mod univariate;

pub use cholesky::Cholesky;
pub use error::Error;
pub use multivariate::MultivariateLogNormal;
pub use sum::LogNormalSum;
pub use sum::fenton_wilkinson::{FentonWilkinson, Terms};
pub use symmetric::SymmetricMatrix;
pub use univariate::LogNormal;
