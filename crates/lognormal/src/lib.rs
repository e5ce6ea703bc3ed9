#![doc = include_str!("../picture.html")]
#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod cholesky;
mod elementary;
mod error;
mod instructions;
mod log_domain;
mod log_normality;
mod mixture;
mod multivariate;
mod normal;
mod samples;
#[cfg(feature = "serde")]
mod serial;
mod shown;
mod sum;
mod symmetric;
mod univariate;

pub use cholesky::Cholesky;
pub use error::Error;
pub use log_domain::{ln_add_exp, ln_sum_exp, softplus};
pub use log_normality::LogNormality;
pub use mixture::LogNormalMixture;
pub use mixture::estimator::{MixtureEstimator, MixtureFit};
pub use mixture::progress::MixtureProgress;
pub use mixture::selection::{Criterion, MixtureSelection};
pub use multivariate::MultivariateLogNormal;
pub use sum::LogNormalSum;
pub use sum::approximation::SumApproximation;
pub use sum::conditional::CorrelatedSum;
pub use sum::convolution::Convolution;
pub use sum::convolution::density::SumDensity;
pub use sum::cumulants::LogCumulants;
pub use sum::distribution::SumDistribution;
pub use sum::edgeworth::EdgeworthExpansion;
pub use sum::estimate::Estimate;
pub use sum::fenton_wilkinson::FentonWilkinson;
pub use sum::fit::SumFit;
pub use sum::joint_fenton_wilkinson::JointFentonWilkinson;
pub use sum::joint_fenton_wilkinson::rows::CovarianceRows;
pub use sum::joint_schwartz_yeh::JointSchwartzYeh;
pub use sum::mgf_matching::MgfMatching;
pub use sum::nig::NormalInverseGaussian;
pub use sum::schwartz_yeh::SchwartzYeh;
pub use sum::terms::Terms;
pub use symmetric::SymmetricMatrix;
pub use univariate::LogNormal;
pub use univariate::fit::LogNormalFit;
