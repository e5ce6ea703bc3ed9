#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod cholesky;
mod elementary;
mod error;
mod multivariate;
mod normal;
#[cfg(feature = "serde")]
mod serial;
mod sum;
mod symmetric;
mod univariate;

pub use cholesky::Cholesky;
pub use error::Error;
pub use multivariate::MultivariateLogNormal;
pub use sum::LogNormalSum;
pub use sum::approximation::SumApproximation;
pub use sum::exact::{Convolution, Estimate, SumDensity};
pub use sum::fenton_wilkinson::FentonWilkinson;
pub use sum::joint_schwartz_yeh::LogMomentFit;
pub use sum::log_moments::LogMoments;
pub use sum::mgf_matching::MgfMatching;
pub use sum::moment_fit::{MomentFit, MomentRows, Terms};
pub use sum::nig::{LogCumulants, NormalInverseGaussian};
pub use sum::schwartz_yeh::SchwartzYeh;
pub use symmetric::SymmetricMatrix;
pub use univariate::LogNormal;
