//! All pairs of neurons at once, where the patterns treat all neurons alike.

mod entry;
mod rise;
mod spectrum;

pub use spectrum::Spectrum;

use crate::error::{Error, require_at_least, require_possible};
use crate::noise::SynapticNoise;
use entry::Units;
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
/// ([`Error::NegativeInformation`]).
pub fn information_nats(
    patterns: usize,
    neurons: usize,
    sigma: f64,
    rho: f64,
) -> Result<f64, Error> {
    require_at_least("patterns", patterns, 2)?;
    Rise::new(Units::clean(patterns as f64), neurons, sigma, rho)?.information_nats()
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
    let patterns = patterns as f64;
    let mean = noise.relative_mean * patterns;
    let variance = mean * mean * (noise.sigma * noise.sigma).exp_m1();
    let units = Units { patterns, total: patterns + mean, variance };
    Rise::new(units, neurons, sigma, rho)?.information_nats()
}

/// The limit of the information per synapse in nats as the number of neurons grows:
/// (μ_w − μ_w/l) + ½ ln of the ratio of the eigenvalues α − 2β + γ.
///
/// ```
/// use synaptome_mi::exchangeable::{information_nats, plateau_nats_per_synapse};
///
/// let plateau = plateau_nats_per_synapse(10, 0.5, 0.0)?;
/// let large = information_nats(10, 10_000, 0.5, 0.0)? / (10_000.0 * 9_999.0 / 2.0);
/// assert!((large - plateau).abs() < 0.01 * plateau);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// As [`information_nats`].
pub fn plateau_nats_per_synapse(patterns: usize, sigma: f64, rho: f64) -> Result<f64, Error> {
    require_at_least("patterns", patterns, 2)?;
    let rise = Rise::new(Units::clean(patterns as f64), 4, sigma, rho)?;
    let [.., (gain, _)] = rise.ln_ratios()?;
    require_possible(rise.of_mu() + gain / 2.0)
}
