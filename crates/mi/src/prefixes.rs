//! The information of a growing ensemble.

use synaptome_lognormal::{Cholesky, JointFentonWilkinson};

use crate::degrees_of_freedom::degrees_of_freedom_of;
use crate::ensemble::SynapticEnsemble;
use crate::error::{Error, require_finite, require_possible};
use crate::patterns::Patterns;
use crate::weak;
use crate::weights::{COVARIANCE, Weights};

/// The information of a growing ensemble, as far as they exist.
///
/// ```
/// use synaptome_mi::{Patterns, SynapticEnsemble, covariance, mutual_information_of_prefixes};
/// let covariance = covariance::exchangeable(6, 1.0, 0.2)?;
/// let patterns = Patterns::sharing_covariance(&[[0.0; 6]; 4], &covariance)?;
/// let synapses = SynapticEnsemble::all_pairs(6)?;
/// let prefixes = mutual_information_of_prefixes(&patterns, &synapses, 0)?;
/// assert!(prefixes.values_nats.is_sorted()); // more synapses never convey less
/// assert!(prefixes.stopped.is_none() && prefixes.values_nats.len() == 15);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Prefixes {
    /// MI of the first 1, 2, 3, … synapses, in nats, as the closed form has it: a negative value
    /// is impossible, and [`require_possible`](Self::require_possible) refuses it.
    pub values_nats: Vec<f64>,
    /// Why the next prefix has no value; `None` if all have one.
    pub stopped: Option<Error>,
    /// From more synapses than this on, the true noiseless information is infinite (see
    /// [`degrees_of_freedom`](crate::degrees_of_freedom)) and the values are those of the
    /// approximation alone.
    pub degrees_of_freedom: usize,
}

impl Prefixes {
    /// These values up to the first that is not finite, which is why the next prefix has no value.
    pub(crate) fn of(
        mut values_nats: Vec<f64>,
        mut stopped: Option<Error>,
        degrees_of_freedom: usize,
    ) -> Self {
        if let Some(at) = values_nats.iter().position(|nats| !nats.is_finite()) {
            stopped = require_finite("the information", values_nats[at]).err();
            values_nats.truncate(at);
        }
        Self { values_nats, stopped, degrees_of_freedom }
    }

    /// Fails if one of the values is negative, where the closed form has left its domain.
    ///
    /// # Errors
    /// [`Error::NegativeInformation`] with the first such value.
    pub fn require_possible(&self) -> Result<(), Error> {
        self.values_nats.iter().try_for_each(|&nats| require_possible(nats).map(drop))
    }
}

/// [`mutual_information_nats`](crate::mutual_information_nats) of the first synapse, the first
/// two, … of an ensemble, all from one factorisation: at the cost of the last one.
///
/// ```
/// use synaptome_mi::{Patterns, SynapticEnsemble, covariance, mutual_information_of_prefixes};
/// let covariance = covariance::exchangeable(20, 1.0, 0.3)?;
/// let patterns = Patterns::sharing_covariance(&vec![[0.0; 20]; 10], &covariance)?;
/// let growing = mutual_information_of_prefixes(&patterns, &SynapticEnsemble::all_pairs(20)?, 0)?;
/// assert_eq!(growing.values_nats.len(), 190);
/// assert!(growing.values_nats.is_sorted());
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// As [`mutual_information_nats`](crate::mutual_information_nats), but a matrix that is not
/// positive definite ends the list.
pub fn mutual_information_of_prefixes(
    patterns: &Patterns,
    ensemble: &SynapticEnsemble,
    about: usize,
) -> Result<Prefixes, Error> {
    let weights = Weights::fit(patterns, ensemble, about)?;
    prefixes(&weights, degrees_of_freedom_of(patterns, ensemble))
}

pub(crate) fn prefixes(weights: &Weights, degrees_of_freedom: usize) -> Result<Prefixes, Error> {
    let (all, all_stop) = factor(&weights.unconditional, COVARIANCE[0]);
    let (rest, rest_stop) = factor(&weights.conditional, COVARIANCE[1]);
    let mut total = 0.0;
    let values = (0..all.dim().min(rest.dim())).map(|a| {
        total += weights.rise_of_mu(a) + (all.row(a)[a] / rest.row(a)[a]).ln();
        total
    });
    let mut values_nats: Vec<f64> = values.collect();
    weak::refine(&mut values_nats, weights, &rest)?;
    let stopped = if rest.dim() <= all.dim() { rest_stop.or(all_stop) } else { all_stop };
    Ok(Prefixes::of(values_nats, stopped, degrees_of_freedom))
}

fn factor(fit: &JointFentonWilkinson, quantity: &'static str) -> (Cholesky, Option<Error>) {
    let (cholesky, stop) = Cholesky::leading(fit.covariance());
    (cholesky, stop.map(|error| Error::of_matrix(error, quantity)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_infinite_value_ends_the_prefixes_and_is_named() {
        for value in [f64::INFINITY, f64::NAN, f64::NEG_INFINITY] {
            let prefixes = Prefixes::of(vec![1.0, value, 2.0], None, 9);
            assert_eq!(prefixes.values_nats, [1.0]);
            assert!(matches!(prefixes.stopped, Some(Error::NotFinite { .. })), "{value}");
        }
        assert_eq!(Prefixes::of(vec![1.0, -2.0], None, 9).stopped, None);
    }
}
