//! Synapses that do not keep their weight exactly.

use synaptome_lognormal::{MomentFit, MultivariateLogNormal, SymmetricMatrix};

use crate::information::prefixes;
use crate::weights::Weights;
use crate::{Error, PatternMixture, Prefixes, SynapticEnsemble};

/// Independent noise on every synapse, w̃_a = w_a + s·E w_a·ξ_a, with ξ_a log-normal of mean 1.
///
/// It is one more pattern that no two synapses share, so that the closed form goes on to
/// hold, and it gives the weights of all other patterns a density however many synapses
/// there are: the information of large ensembles becomes finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SynapticNoise {
    /// s, the mean of the noise in units of the mean weight.
    pub relative_mean: f64,
    /// Standard deviation of ln ξ.
    pub sigma: f64,
}

/// [`mutual_information_of_prefixes`](crate::mutual_information_of_prefixes) of noisy
/// synapses: MI(w̃; x^l) = h(w̃) − h(w̃ without pattern l).
///
/// # Errors
/// As there, or unless both parameters of the noise are positive and finite.
pub fn noisy_information_of_prefixes(
    patterns: &PatternMixture,
    ensemble: &SynapticEnsemble,
    about: usize,
    noise: SynapticNoise,
) -> Result<Prefixes, Error> {
    noise.require_positive()?;
    let clean = Weights::fit(patterns, ensemble, about)?;
    let noise = MomentFit::fit(&[noise.law(clean.unconditional.ln_means())?][..])?;
    let with = MomentFit::fit(&[clean.unconditional, noise.clone()][..])?;
    let without = MomentFit::fit(&[clean.conditional, noise][..])?;
    let rises = with.ln_means().iter().zip(without.ln_means()).map(|(a, b)| a - b).collect();
    let degrees_of_freedom = usize::MAX;
    let noisy = Weights { unconditional: with, conditional: without, ln_mean_ratios: rises };
    Ok(prefixes(&noisy, degrees_of_freedom))
}

impl SynapticNoise {
    pub(crate) fn require_positive(self) -> Result<(), Error> {
        let (low, high) = (f64::MIN_POSITIVE.sqrt(), f64::MAX.sqrt());
        for (quantity, value) in [("relative mean", self.relative_mean), ("sigma", self.sigma)] {
            if !(low..=high).contains(&value) {
                return Err(Error::OutOfRange { quantity, low, high, value });
            }
        }
        Ok(())
    }

    /// Independent components with means s·E w_a.
    fn law(self, ln_means: &[f64]) -> Result<MultivariateLogNormal, Error> {
        let variance = self.sigma * self.sigma;
        let shift = self.relative_mean.ln() - variance / 2.0;
        let mu = ln_means.iter().map(|l| l + shift).collect();
        let diagonal = |a, b| if a == b { variance } else { 0.0 };
        let covariance = SymmetricMatrix::from_fn(ln_means.len(), diagonal);
        Ok(MultivariateLogNormal::new(mu, covariance)?)
    }
}
