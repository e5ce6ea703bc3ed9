//! Ensembles by accurate single synapses and a copula between them.

use synaptome_lognormal::{Cholesky, LogMomentFit, SumApproximation, SymmetricMatrix};

use crate::weights::Contributions;
use crate::{
    Error, Nats, PatternMixture, SynapticEnsemble, WeightCovariance, information_of_synapse,
};

/// MI(w; x^l) ≈ Σ_a MI(w_a; x^l) + ½ (ln|R_w| − ln|R_w/l|): every synapse by `marginals`, and
/// between them a Gaussian copula with the correlations R of ln w from the joint
/// Schwartz–Yeh recursion ([`LogMomentFit`]), pattern l last.
///
/// R is positive semidefinite by construction, so the information exists where
/// [`mutual_information`](crate::mutual_information) does not; what the copula leaves out is
/// dependence beyond correlation.
///
/// # Errors
/// As [`information_of_synapse`], or if an R is singular up to rounding, as it is for more
/// synapses than the patterns have degrees of freedom.
pub fn copula_information<M: SumApproximation + ?Sized>(
    patterns: &PatternMixture,
    ensemble: &SynapticEnsemble,
    about: usize,
    marginals: &M,
) -> Result<Nats, Error> {
    let each = ensemble.synapses().iter();
    let alone: Nats = each
        .map(|&synapse| information_of_synapse(patterns, synapse, about, marginals))
        .sum::<Result<Nats, Error>>()?;
    let (with, without) = correlations(patterns, ensemble, about)?;
    let gain = ln_det(&with, WeightCovariance::Unconditional)?
        - ln_det(&without, WeightCovariance::Conditional)?;
    Ok(alone + Nats(gain / 2.0))
}

/// The correlations of ln w and of ln w without pattern `about`.
pub(crate) fn correlations(
    patterns: &PatternMixture,
    ensemble: &SynapticEnsemble,
    about: usize,
) -> Result<(SymmetricMatrix, SymmetricMatrix), Error> {
    let (others, own) = Contributions::split(patterns, ensemble, about)?;
    let without = LogMomentFit::fit(&others)?;
    let with = without.clone().plus(&own)?;
    Ok((with.correlation(), without.correlation()))
}

fn ln_det(correlation: &SymmetricMatrix, matrix: WeightCovariance) -> Result<f64, Error> {
    let factor = Cholesky::new(correlation).map_err(|error| Error::of_matrix(error, matrix))?;
    Ok(factor.ln_det())
}
