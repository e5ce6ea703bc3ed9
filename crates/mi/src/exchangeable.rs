//! All pairs of neurons at once, where the patterns treat all neurons alike.

mod rise;
mod spectrum;

pub use spectrum::Spectrum;

use crate::error::{Error, require_at_least, require_possible};
use crate::noise::SynapticNoise;
use rise::Rise;

/// MI(w; x^l) in nats of all d(d − 1)/2 synapses in closed form.
///
/// ```
/// use synaptome_mi::exchangeable;
/// let bits = exchangeable::information_nats(10, 300, 1.0, 0.3)? / std::f64::consts::LN_2;
/// assert!((bits / 44_850.0 - 0.185_358).abs() < 1e-6);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// As [`Spectrum::new`]; with fewer than two patterns; if an eigenvalue is not positive
/// (the error's pivot counts the three eigenvalues); or if the closed form leaves its domain
/// ([`Error::NegativeInformation`]), as it does for broad patterns.
pub fn information_nats(
    patterns: usize,
    neurons: usize,
    sigma: f64,
    rho: f64,
) -> Result<f64, Error> {
    require_at_least("patterns", patterns, 2)?;
    let without = Spectrum::new(patterns - 1, neurons, sigma, rho)?;
    let rise = Rise { patterns: patterns as f64, noise: 0.0, noise_variance: 0.0 };
    rise.information_nats(&without, sigma, rho)
}

/// [`information_nats`] of noisy synapses (see [`SynapticNoise`]), for which the true
/// information is finite for any number of them.
///
/// # Errors
/// As [`information_nats`], or if a parameter of the noise is not positive and finite.
pub fn noisy_information_nats(
    patterns: usize,
    neurons: usize,
    sigma: f64,
    rho: f64,
    noise: SynapticNoise,
) -> Result<f64, Error> {
    require_at_least("patterns", patterns, 2)?;
    noise.require_valid()?;
    let total = patterns as f64;
    let mean = noise.relative_mean * total;
    let relative_variance = (noise.sigma * noise.sigma).exp_m1();
    let clean = Spectrum::new(patterns - 1, neurons, sigma, rho)?;
    let without = clean.with_noise(mean / (mean + total - 1.0), relative_variance);
    let rise =
        Rise { patterns: total, noise: mean, noise_variance: mean * mean * relative_variance };
    rise.information_nats(&without, sigma, rho)
}

/// The limit of the information per synapse in nats as the number of neurons grows:
/// (μ_w − μ_w/l) + ½ ln of the ratio of the eigenvalues α − 2β + γ.
///
/// # Errors
/// As [`information_nats`].
pub fn plateau_nats_per_synapse(patterns: usize, sigma: f64, rho: f64) -> Result<f64, Error> {
    require_at_least("patterns", patterns, 2)?;
    let without = Spectrum::new(patterns - 1, 4, sigma, rho)?;
    let rise = Rise { patterns: patterns as f64, noise: 0.0, noise_variance: 0.0 };
    let [.., (gain, _)] = rise.ln_ratios(&without, sigma, rho)?;
    require_possible(rise.of_mu(sigma, rho) + gain / 2.0)
}
