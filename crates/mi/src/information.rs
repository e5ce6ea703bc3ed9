//! How much the weights tell about one pattern.

use synaptome_lognormal::{Cholesky, LogNormal, LogNormalSum, MomentFit};

use crate::weights::Weights;
use crate::{
    Error, Nats, PatternMixture, SynapticEnsemble, WeightCovariance, degrees_of_freedom_of,
    weight_of_synapse,
};

/// MI(w; x^l) between the weights of an ensemble and the pattern `about` = l, in the
/// Fenton–Wilkinson approximation (Fan & Mysore, arXiv 2411.17692, Proposition 3):
///
/// MI = Σ_a (μ_w,a − μ_w/l,a) + ½ ln|Σ_w| − ½ ln|Σ_w/l|.
///
/// ```
/// use synaptome_mi::{PatternMixture, SynapticEnsemble, covariance, mutual_information};
/// let covariance = covariance::exchangeable(20, 1.0, 0.0)?;
/// let patterns = PatternMixture::sharing_covariance(&vec![[0.0; 20]; 10], &covariance)?;
/// let one = SynapticEnsemble::new(vec![synaptome_mi::Synapse { i: 2, j: 3 }])?;
/// let bits = mutual_information(&patterns, &one, 0)?.to_bits();
/// assert!((bits - 0.1232).abs() < 1e-4);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// If there is no pattern `about`, a synapse ends outside the patterns, or a fitted
/// covariance is not positive definite (up to rounding): the error names which, and at
/// which synapse.
pub fn mutual_information(
    patterns: &PatternMixture,
    ensemble: &SynapticEnsemble,
    about: usize,
) -> Result<Nats, Error> {
    let prefixes = mutual_information_of_prefixes(patterns, ensemble, about)?;
    match (prefixes.stopped, prefixes.values.last()) {
        (None, Some(&nats)) => Ok(nats),
        (Some(error), _) => Err(error),
        (None, None) => Err(Error::EmptyEnsemble),
    }
}

/// The informations of a growing ensemble, as far as they exist.
#[derive(Debug, Clone, PartialEq)]
pub struct Prefixes {
    /// MI of the first 1, 2, 3, … synapses.
    pub values: Vec<Nats>,
    /// Why there are no more: the first prefix without a value. `None` if all have one.
    pub stopped: Option<Error>,
    /// From more synapses than this on, the true noiseless information is infinite (see
    /// [`degrees_of_freedom`](crate::degrees_of_freedom)) and the values are those of the
    /// approximation alone.
    pub degrees_of_freedom: usize,
}

/// [`mutual_information`] of the first synapse, the first two, … of an ensemble, all from
/// one factorisation of the whole: for the price of the last.
///
/// # Errors
/// As [`mutual_information`], but that a matrix which is not positive definite ends the
/// list.
pub fn mutual_information_of_prefixes(
    patterns: &PatternMixture,
    ensemble: &SynapticEnsemble,
    about: usize,
) -> Result<Prefixes, Error> {
    let weights = Weights::fit(patterns, ensemble, about)?;
    Ok(prefixes(&weights, degrees_of_freedom_of(patterns, ensemble)))
}

pub(crate) fn prefixes(weights: &Weights, degrees_of_freedom: usize) -> Prefixes {
    let (all, all_stop) = factor(&weights.unconditional, WeightCovariance::Unconditional);
    let (rest, rest_stop) = factor(&weights.conditional, WeightCovariance::Conditional);
    let mut total = 0.0;
    let values = (0..all.dim().min(rest.dim())).map(|a| {
        total += weights.rise_of_mu(a) + (all.row(a)[a] / rest.row(a)[a]).ln();
        Nats(total)
    });
    let stopped = if rest.dim() <= all.dim() { rest_stop.or(all_stop) } else { all_stop };
    Prefixes { values: values.collect(), stopped, degrees_of_freedom }
}

/// MI(w_a; x^l) of every synapse of an ensemble by itself (Proposition 1.2):
/// (μ_w − μ_w/l) + ln(σ_w/σ_w/l).
///
/// # Errors
/// As [`mutual_information`]; a synapse fails if its weight is constant.
pub fn mutual_information_of_each(
    patterns: &PatternMixture,
    ensemble: &SynapticEnsemble,
    about: usize,
) -> Result<Vec<Nats>, Error> {
    let alone = |&synapse| information_of_weight(&weight_of_synapse(patterns, synapse, about)?);
    ensemble.synapses().iter().map(alone).collect()
}

/// The same for one weight whose last term is the one in question:
/// ln(E w/E w_/l) − ½(σ_w² − σ_w/l²) + ln(σ_w/σ_w/l).
fn information_of_weight(weight: &LogNormalSum) -> Result<Nats, Error> {
    let rest = weight.without_last()?;
    let (all, others) = (weight.fenton_wilkinson()?, rest.fenton_wilkinson()?);
    let own = weight.terms().last().map_or(f64::NEG_INFINITY, LogNormal::ln_mean);
    let log_odds = own - rest.ln_mean();
    let ln_mean_ratio = log_odds.max(0.0) + (-log_odds.abs()).exp().ln_1p();
    let narrowing = (all.sigma().powi(2) - others.sigma().powi(2)) / 2.0;
    Ok(Nats(ln_mean_ratio - narrowing + (all.sigma() / others.sigma()).ln()))
}

fn factor(fit: &MomentFit, matrix: WeightCovariance) -> (Cholesky, Option<Error>) {
    let (cholesky, stop) = Cholesky::leading(fit.covariance());
    (cholesky, stop.map(|error| Error::of_matrix(error, matrix)))
}
