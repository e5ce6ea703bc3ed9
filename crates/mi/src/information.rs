//! The information that weights convey about one pattern, in closed form.

use synaptome_lognormal::{FentonWilkinson, LogNormal, LogNormalSum, SumApproximation, softplus};

use crate::ensemble::SynapticEnsemble;
use crate::error::{Error, require_possible};
use crate::patterns::Patterns;
use crate::prefixes::mutual_information_of_prefixes;
use crate::single::weight_of_synapse;
use crate::weak::WEAK_NATS;

/// MI(w; x^l) in nats between the weights of an ensemble and the pattern `about` = l, in the
/// Fenton–Wilkinson approximation (Fan & Mysore, arXiv 2411.17692, Proposition 3):
///
/// MI = Σ_a (μ_w,a − μ_w/l,a) + ½ ln|Σ_w| − ½ ln|Σ_w/l|.
///
/// ```
/// use std::f64::consts::LN_2;
/// use synaptome_mi::{Patterns, SynapticEnsemble, covariance, mutual_information_nats};
/// let covariance = covariance::exchangeable(20, 1.0, 0.0)?;
/// let patterns = Patterns::sharing_covariance(&vec![[0.0; 20]; 10], &covariance)?;
/// let one = SynapticEnsemble::new(vec![synaptome_mi::Synapse::new(2, 3)])?;
/// let bits = mutual_information_nats(&patterns, &one, 0)? / LN_2;
/// assert!((bits - 0.1232).abs() < 1e-4);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// If there is no pattern `about`, a synapse ends outside the patterns, or a fitted
/// covariance is not positive definite (up to rounding): the error names which, and at
/// which synapse. [`Error::NegativeInformation`] if the closed form leaves its domain; it has
/// the value ([`Error::into_impossible_nats`]).
pub fn mutual_information_nats(
    patterns: &Patterns,
    ensemble: &SynapticEnsemble,
    about: usize,
) -> Result<f64, Error> {
    let prefixes = mutual_information_of_prefixes(patterns, ensemble, about)?;
    match (prefixes.stopped, prefixes.values_nats.last()) {
        (None, Some(&nats)) => require_possible(nats),
        (Some(error), _) => Err(error),
        (None, None) => Err(Error::Empty { quantity: "an ensemble of synapses" }),
    }
}

/// MI(w_a; x^l) in nats of every synapse of an ensemble by itself (Proposition 1.2):
/// (μ_w − μ_w/l) + ln(σ_w/σ_w/l).
///
/// ```
/// use synaptome_mi::covariance::exchangeable;
/// use synaptome_mi::{Patterns, SynapticEnsemble, mutual_information_of_each_nats};
///
/// let patterns = Patterns::sharing_covariance(&[[0.0; 3]; 5], &exchangeable(3, 0.5, 0.0)?)?;
/// let each = mutual_information_of_each_nats(&patterns, &SynapticEnsemble::all_pairs(3)?, 0)?;
/// assert_eq!(each.len(), 3);
/// assert!(each[0] > 0.0 && (each[0] - each[2]).abs() < 1e-12); // equal synapses
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// As [`mutual_information_nats`]; a synapse fails if its weight is constant. For the values of
/// all synapses where some are negative there is [`closed_form_of_each_nats`].
pub fn mutual_information_of_each_nats(
    patterns: &Patterns,
    ensemble: &SynapticEnsemble,
    about: usize,
) -> Result<Vec<f64>, Error> {
    closed_form_of_each_nats(patterns, ensemble, about)?.into_iter().map(require_possible).collect()
}

/// What the closed form of [`mutual_information_of_each_nats`] gives, negative values included,
/// for those who study the approximation itself.
///
/// # Errors
/// As there, but for negative values.
pub fn closed_form_of_each_nats(
    patterns: &Patterns,
    ensemble: &SynapticEnsemble,
    about: usize,
) -> Result<Vec<f64>, Error> {
    let alone = |&synapse| nats_of_weight(&weight_of_synapse(patterns, synapse, about)?);
    ensemble.iter().map(alone).collect()
}

/// The same for one weight whose last term is the one in question:
/// ln(E w/E w_/l) − ½(σ_w² − σ_w/l²) + ln(σ_w/σ_w/l).
fn nats_of_weight(weight: &LogNormalSum) -> Result<f64, Error> {
    let rest = weight.without_last()?;
    let (all, others) = (weight.fenton_wilkinson()?, rest.fenton_wilkinson()?);
    let own = weight.terms().last().map_or(f64::NEG_INFINITY, LogNormal::ln_mean);
    let narrowing = (all.sigma().powi(2) - others.sigma().powi(2)) / 2.0;
    let nats = softplus(own - rest.ln_mean()) - narrowing + (all.sigma() / others.sigma()).ln();
    if nats.abs() >= WEAK_NATS {
        return Ok(nats);
    }
    // The digits that this difference of large numbers has lost.
    let precise = FentonWilkinson.information_of_last_nats(weight);
    Ok(precise.or_else(synaptome_lognormal::Error::into_impossible_nats)?)
}
