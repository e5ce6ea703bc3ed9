//! Ensembles by accurate single synapses and a Gaussian copula between them.

use synaptome_lognormal::{Cholesky, JointSchwartzYeh, SumApproximation, SymmetricMatrix};

use crate::contributions::Contributions;
use crate::ensemble::SynapticEnsemble;
use crate::error::Error;
use crate::patterns::Patterns;
use crate::single::additive_information_nats;

/// MI(w; x^l) ≈ Σ_a MI(w_a; x^l) + ½ (ln|R_w| − ln|R_w/l|) in nats: every synapse by
/// `marginals`, and between them a Gaussian copula with the correlations R of ln w from the
/// joint Schwartz–Yeh recursion ([`JointSchwartzYeh`]), pattern l last.
///
/// R is positive semidefinite by construction, so this estimate is defined where
/// [`mutual_information_nats`](crate::mutual_information_nats) is not, unless R is numerically
/// singular. It neglects dependence beyond correlation.
///
/// ```
/// use synaptome_lognormal::NormalInverseGaussian;
/// use synaptome_mi::{Patterns, SynapticEnsemble, copula_information_nats, covariance};
/// let covariance = covariance::exchangeable(4, 1.0, 0.5)?;
/// let patterns = Patterns::sharing_covariance(&[[0.0; 4]; 5], &covariance)?;
/// let all = SynapticEnsemble::all_pairs(4)?;
/// let nats = copula_information_nats(&patterns, &all, 0, &NormalInverseGaussian::default())?;
/// assert!(nats > 0.0);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// As [`information_of_synapse_nats`](crate::information_of_synapse_nats), or if an R is
/// singular up to rounding, as it is for more synapses than the patterns have degrees of
/// freedom.
pub fn copula_information_nats<M: SumApproximation + ?Sized>(
    patterns: &Patterns,
    ensemble: &SynapticEnsemble,
    about: usize,
    marginals: &M,
) -> Result<f64, Error> {
    let alone = additive_information_nats(patterns, ensemble, about, marginals)?;
    let (with, without) = correlations(patterns, ensemble, about)?;
    Ok(alone + copula_gain_nats(&with, &without)?)
}

/// ½ (ln|R_w| − ln|R_w/l|) in nats, for the correlations R of ln w with and without pattern l:
/// what a Gaussian copula adds to the information of single synapses.
///
/// ```
/// use synaptome_mi::copula_gain_nats;
/// use synaptome_mi::synaptome_lognormal::SymmetricMatrix;
///
/// let correlation = |r: f64| SymmetricMatrix::from_fn(2, |i, j| if i == j { 1.0 } else { r });
/// // ½ (ln(1 − 0.5²) − ln(1 − 0²)): correlated weights convey less than independent ones.
/// assert!(
///     (copula_gain_nats(&correlation(0.5)?, &correlation(0.0)?)? - 0.5 * 0.75_f64.ln()).abs()
///         < 1e-12
/// );
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// If a matrix is not positive definite.
pub fn copula_gain_nats(with: &SymmetricMatrix, without: &SymmetricMatrix) -> Result<f64, Error> {
    let gain = ln_det(with, "the correlation of ln w")?
        - ln_det(without, "the correlation of ln w without the pattern")?;
    Ok(gain / 2.0)
}

/// The correlations of ln w and of ln w without pattern `about`.
fn correlations(
    patterns: &Patterns,
    ensemble: &SynapticEnsemble,
    about: usize,
) -> Result<(SymmetricMatrix, SymmetricMatrix), Error> {
    let (others, own) = Contributions::split(patterns, ensemble, about)?;
    let without = JointSchwartzYeh::fit(&others)?;
    let with = without.clone().plus(&own)?;
    Ok((with.correlation(), without.correlation()))
}

fn ln_det(correlation: &SymmetricMatrix, quantity: &'static str) -> Result<f64, Error> {
    let factor = Cholesky::new(correlation).map_err(|error| Error::of_matrix(error, quantity))?;
    Ok(factor.ln_det())
}
