//! All pairs of neurons at once, where the patterns treat all neurons alike.

mod spectrum;

pub use spectrum::Spectrum;

use crate::error::{Error, require_at_least, require_possible};
use crate::noise::SynapticNoise;
use crate::weights::COVARIANCE;

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
    let with = Spectrum::new(patterns, neurons, sigma, rho)?;
    let without = Spectrum::new(patterns - 1, neurons, sigma, rho)?;
    let gain = with.ln_det(COVARIANCE[0])? - without.ln_det(COVARIANCE[1])?;
    require_possible(pairs(neurons) * rise_of_mu(&with, &without, patterns) + gain / 2.0)
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
    let noisy = |count: usize| -> Result<Spectrum, Error> {
        let clean = Spectrum::new(count, neurons, sigma, rho)?;
        Ok(clean.with_noise(mean / (mean + count as f64), relative_variance))
    };
    let (with, without) = (noisy(patterns)?, noisy(patterns - 1)?);
    let rise = (1.0 / (mean + total - 1.0)).ln_1p() - (with.alpha() - without.alpha()) / 2.0;
    let gain = with.ln_det(COVARIANCE[0])? - without.ln_det(COVARIANCE[1])?;
    require_possible(pairs(neurons) * rise + gain / 2.0)
}

/// The limit of the information per synapse in nats as the number of neurons grows:
/// (μ_w − μ_w/l) + ½ ln of the ratio of the eigenvalues α − 2β + γ.
///
/// # Errors
/// As [`information_nats`].
pub fn plateau_nats_per_synapse(patterns: usize, sigma: f64, rho: f64) -> Result<f64, Error> {
    require_at_least("patterns", patterns, 2)?;
    let with = Spectrum::new(patterns, 4, sigma, rho)?;
    let without = Spectrum::new(patterns - 1, 4, sigma, rho)?;
    let bulk = [(&with, COVARIANCE[0]), (&without, COVARIANCE[1])];
    let [bulk, bulk_without] = bulk.map(|(spectrum, name)| spectrum.require_positive(2, name));
    let gain = (bulk? / bulk_without?).ln() / 2.0;
    require_possible(rise_of_mu(&with, &without, patterns) + gain)
}

/// d(d − 1)/2.
fn pairs(neurons: usize) -> f64 {
    neurons as f64 * (neurons as f64 - 1.0) / 2.0
}

/// μ_w − μ_w/l = ln(N/(N − 1)) − ½(α − α').
fn rise_of_mu(with: &Spectrum, without: &Spectrum, patterns: usize) -> f64 {
    (1.0 / (patterns as f64 - 1.0)).ln_1p() - (with.alpha() - without.alpha()) / 2.0
}
