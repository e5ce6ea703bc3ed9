//! All pairs of neurons at once, where the patterns treat all neurons alike.

use crate::{Error, Nats, SynapticNoise, WeightCovariance};

/// The spectrum of Σ_w for all d(d − 1)/2 synapses i < j, N independent patterns with equal
/// means and Σ = σ²\[(1 − ρ)I + ρ11ᵀ\].
///
/// Two synapses share two, one or no neuron, so Σ_w has three different entries
/// α = g(2σ²(1 + ρ)), β = g(σ²(1 + 3ρ)), γ = g(4ρσ²), g(x) = ln(1 + (e^x − 1)/N), and lies in
/// the Bose–Mesner algebra of the Johnson scheme J(d, 2), with three eigenvalues. So the
/// information of any number of synapses costs a dozen exponentials.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spectrum {
    /// Number of neurons d.
    pub neurons: usize,
    /// Variance of ln w_ij.
    pub alpha: f64,
    /// Covariance of ln w_ij and ln w_ik.
    pub beta: f64,
    /// Covariance of ln w_ij and ln w_kl.
    pub gamma: f64,
}

impl Spectrum {
    /// The spectrum for `patterns` patterns of `neurons` neurons.
    ///
    /// # Errors
    /// If there is no pattern, there are fewer than four neurons, or σ or ρ is out of range
    /// as for [`covariance::exchangeable`](crate::covariance::exchangeable).
    pub fn new(neurons: usize, patterns: usize, sigma: f64, rho: f64) -> Result<Self, Error> {
        crate::covariance::require_exchangeable(neurons, sigma, rho)?;
        if patterns == 0 {
            return Err(Error::TooFewPatterns { found: 0 });
        }
        if neurons < 4 {
            let (expected, found) = (4, neurons);
            let quantity = "neurons of two synapses";
            return Err(Error::LengthMismatch { quantity, expected, found });
        }
        let variance = sigma * sigma;
        let g = |x: f64| ln_of_mean(x, patterns as f64);
        let (alpha, beta) = (g(2.0 * variance * (1.0 + rho)), g(variance * (1.0 + 3.0 * rho)));
        Ok(Self { neurons, alpha, beta, gamma: g(4.0 * rho * variance) })
    }

    /// The same with synaptic noise whose mean is `share` of the mean of the noisy weight
    /// and whose variance in units of its squared mean is `relative_variance`:
    /// K becomes (1 − share)²K, and share²·relative_variance more on the diagonal.
    fn with_noise(self, share: f64, relative_variance: f64) -> Self {
        let kept = (1.0 - share) * (1.0 - share);
        let dilute = |x: f64| kept * x.exp_m1();
        Self {
            alpha: (dilute(self.alpha) + share * share * relative_variance).ln_1p(),
            beta: dilute(self.beta).ln_1p(),
            gamma: dilute(self.gamma).ln_1p(),
            ..self
        }
    }

    /// The three eigenvalues, each with its multiplicity: 1, d − 1, d(d − 3)/2.
    pub fn eigenvalues(&self) -> [(f64, f64); 3] {
        let Self { alpha, beta, gamma, .. } = *self;
        let d = self.neurons as f64;
        [
            (alpha + 2.0 * (d - 2.0) * beta + (d - 2.0) * (d - 3.0) * gamma / 2.0, 1.0),
            (alpha + (d - 4.0) * beta - (d - 3.0) * gamma, d - 1.0),
            (alpha - 2.0 * beta + gamma, d * (d - 3.0) / 2.0),
        ]
    }

    fn ln_det(&self, matrix: WeightCovariance) -> Result<f64, Error> {
        let failing = self.eigenvalues().into_iter().position(|(value, _)| value <= 0.0);
        match failing {
            Some(pivot) => {
                let value = self.eigenvalues()[pivot].0;
                Err(Error::NotPositiveDefinite { matrix, pivot, value })
            }
            None => Ok(self.eigenvalues().iter().map(|(value, times)| times * value.ln()).sum()),
        }
    }
}

/// MI(w; x^l) of all d(d − 1)/2 synapses in closed form.
///
/// ```
/// use synaptome_mi::exchangeable;
/// let bits = exchangeable::information(300, 10, 1.0, 0.3)?.to_bits();
/// assert!((bits / 44_850.0 - 0.185_358).abs() < 1e-6);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// As [`Spectrum::new`]; with fewer than two patterns; or if an eigenvalue is not positive
/// (the error's pivot counts the three eigenvalues).
pub fn information(neurons: usize, patterns: usize, sigma: f64, rho: f64) -> Result<Nats, Error> {
    if patterns < 2 {
        return Err(Error::TooFewPatterns { found: patterns });
    }
    let with = Spectrum::new(neurons, patterns, sigma, rho)?;
    let without = Spectrum::new(neurons, patterns - 1, sigma, rho)?;
    let synapses = neurons as f64 * (neurons as f64 - 1.0) / 2.0;
    let gain = with.ln_det(WeightCovariance::Unconditional)?
        - without.ln_det(WeightCovariance::Conditional)?;
    Ok(Nats(synapses * rise_of_mu(&with, &without, patterns) + gain / 2.0))
}

/// [`information`] of noisy synapses (see [`SynapticNoise`]), finite in truth as well for
/// any number of them.
///
/// # Errors
/// As [`information`], or if a parameter of the noise is not positive and finite.
pub fn noisy_information(
    neurons: usize,
    patterns: usize,
    sigma: f64,
    rho: f64,
    noise: SynapticNoise,
) -> Result<Nats, Error> {
    if patterns < 2 {
        return Err(Error::TooFewPatterns { found: patterns });
    }
    noise.require_positive()?;
    let total = patterns as f64;
    let mean = noise.relative_mean * total;
    let relative_variance = (noise.sigma * noise.sigma).exp_m1();
    let noisy = |count: usize| -> Result<Spectrum, Error> {
        let clean = Spectrum::new(neurons, count, sigma, rho)?;
        Ok(clean.with_noise(mean / (mean + count as f64), relative_variance))
    };
    let (with, without) = (noisy(patterns)?, noisy(patterns - 1)?);
    let synapses = neurons as f64 * (neurons as f64 - 1.0) / 2.0;
    let rise = (1.0 / (mean + total - 1.0)).ln_1p() - (with.alpha - without.alpha) / 2.0;
    let gain = with.ln_det(WeightCovariance::Unconditional)?
        - without.ln_det(WeightCovariance::Conditional)?;
    Ok(Nats(synapses * rise + gain / 2.0))
}

/// The limit of the information per synapse as the number of neurons grows:
/// (μ_w − μ_w/l) + ½ ln of the ratio of the eigenvalues α − 2β + γ.
///
/// # Errors
/// As [`information`].
pub fn plateau_per_synapse(patterns: usize, sigma: f64, rho: f64) -> Result<Nats, Error> {
    if patterns < 2 {
        return Err(Error::TooFewPatterns { found: patterns });
    }
    let with = Spectrum::new(4, patterns, sigma, rho)?;
    let without = Spectrum::new(4, patterns - 1, sigma, rho)?;
    let bulk = |spectrum: &Spectrum| spectrum.eigenvalues()[2].0;
    for (spectrum, matrix) in
        [(&with, WeightCovariance::Unconditional), (&without, WeightCovariance::Conditional)]
    {
        let value = bulk(spectrum);
        if value <= 0.0 {
            return Err(Error::NotPositiveDefinite { matrix, pivot: 2, value });
        }
    }
    let gain = (bulk(&with) / bulk(&without)).ln() / 2.0;
    Ok(Nats(rise_of_mu(&with, &without, patterns) + gain))
}

/// μ_w − μ_w/l = ln(N/(N − 1)) − ½(α − α').
fn rise_of_mu(with: &Spectrum, without: &Spectrum, patterns: usize) -> f64 {
    (1.0 / (patterns as f64 - 1.0)).ln_1p() - (with.alpha - without.alpha) / 2.0
}

/// ln(1 + (e^x − 1)/N), without overflow.
fn ln_of_mean(x: f64, count: f64) -> f64 {
    if x < 1.0 {
        return (x.exp_m1() / count).ln_1p();
    }
    x - count.ln() + ((count - 1.0) * (-x).exp()).ln_1p()
}
