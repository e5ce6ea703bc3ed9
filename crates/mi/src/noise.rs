//! Synapses that do not keep their weight exactly.

use synaptome_lognormal::{JointFentonWilkinson, MultivariateLogNormal, SymmetricMatrix};

use crate::ensemble::SynapticEnsemble;
use crate::error::{Error, require_in};
use crate::patterns::Patterns;
use crate::prefixes::{Prefixes, prefixes};
use crate::weights::Weights;

/// Independent noise on every synapse, w̃_a = w_a + s·E w_a·ξ_a, with ξ_a log-normal of mean 1.
///
/// The noise acts as one more pattern that no two synapses share, so the closed form still
/// holds. It gives the weights of all other patterns a density however many synapses there
/// are: the information of large ensembles becomes finite.
///
/// ```
/// use synaptome_mi::{Patterns, SynapticEnsemble, SynapticNoise, covariance};
/// use synaptome_mi::noisy_information_of_prefixes;
/// let covariance = covariance::exchangeable(4, 1.0, 0.0)?;
/// let patterns = Patterns::sharing_covariance(&[[0.0; 4]; 5], &covariance)?;
/// let (all, noise) = (SynapticEnsemble::all_pairs(4)?, SynapticNoise { relative_mean: 0.1, sigma: 1.0 });
/// let noisy = noisy_information_of_prefixes(&patterns, &all, 0, noise)?;
/// assert_eq!(noisy.degrees_of_freedom, usize::MAX);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
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
    patterns: &Patterns,
    ensemble: &SynapticEnsemble,
    about: usize,
    noise: SynapticNoise,
) -> Result<Prefixes, Error> {
    noise.require_valid()?;
    let clean = Weights::fit(patterns, ensemble, about)?;
    let noise = noise.on_weights(clean.unconditional.ln_means())?;
    let noise = JointFentonWilkinson::fit(&[noise][..])?;
    let with = JointFentonWilkinson::fit(&[clean.unconditional, noise.clone()][..])?;
    let without = JointFentonWilkinson::fit(&[clean.conditional, noise][..])?;
    let rises = with.ln_means().iter().zip(without.ln_means()).map(|(a, b)| a - b).collect();
    let (unconditional, conditional, own) = (with, without, clean.own);
    let noisy = Weights { unconditional, conditional, own, ln_mean_ratios: rises };
    prefixes(&noisy, usize::MAX)
}

impl SynapticNoise {
    /// Fails unless the squares of both parameters are positive and finite.
    pub(crate) fn require_valid(self) -> Result<(), Error> {
        let (low, high) = (f64::MIN_POSITIVE.sqrt(), f64::MAX.sqrt());
        require_in("the relative mean of the noise", self.relative_mean, low, high)?;
        require_in("sigma of the noise", self.sigma, low, high).map(drop)
    }

    /// Independent components with means s·E w_a.
    fn on_weights(self, ln_means: &[f64]) -> Result<MultivariateLogNormal, Error> {
        let variance = self.sigma * self.sigma;
        let shift = self.relative_mean.ln() - variance / 2.0;
        let mu = ln_means.iter().map(|l| l + shift).collect();
        let diagonal = |a, b| if a == b { variance } else { 0.0 };
        let covariance = SymmetricMatrix::from_fn(ln_means.len(), diagonal)?;
        Ok(MultivariateLogNormal::new(mu, covariance)?)
    }
}
