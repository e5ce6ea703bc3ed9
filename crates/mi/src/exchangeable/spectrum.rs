//! The eigenvalues of Σ_w where the patterns treat all neurons alike.

use crate::covariance::require_exchangeable;
use crate::error::{Error, require_at_least};

/// The spectrum of Σ_w for all d(d − 1)/2 synapses i < j, N independent patterns with equal
/// means and Σ = σ²\[(1 − ρ)I + ρ11ᵀ\].
///
/// Two synapses share two, one or no neuron, so Σ_w has three different entries
/// α = g(2σ²(1 + ρ)), β = g(σ²(1 + 3ρ)), γ = g(4ρσ²), g(x) = ln(1 + (e^x − 1)/N), and lies in
/// the Bose–Mesner algebra of the Johnson scheme J(d, 2), with three eigenvalues. So the
/// information of any number of synapses costs a dozen exponentials.
///
/// ```
/// use synaptome_mi::exchangeable::Spectrum;
/// let spectrum = Spectrum::new(10, 5, 1.0, 0.0)?;
/// // Without correlation, synapses that share no neuron are independent.
/// assert_eq!(spectrum.gamma(), 0.0);
/// let trace: f64 = spectrum.eigenvalues().iter().map(|(value, times)| value * times).sum();
/// assert!((trace - 10.0 * spectrum.alpha()).abs() < 1e-12);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spectrum {
    neurons: usize,
    alpha: f64,
    beta: f64,
    gamma: f64,
}

impl Spectrum {
    /// The spectrum for `patterns` patterns of `neurons` neurons.
    ///
    /// # Errors
    /// If there is no pattern, there are fewer than four neurons, or σ or ρ is out of range
    /// as for [`covariance::exchangeable`](crate::covariance::exchangeable).
    pub fn new(patterns: usize, neurons: usize, sigma: f64, rho: f64) -> Result<Self, Error> {
        require_exchangeable(neurons, sigma, rho)?;
        require_at_least("patterns", patterns, 1)?;
        require_at_least("neurons of two synapses", neurons, 4)?;
        let entries = exponents(sigma, rho).map(|x| ln_of_mean(x, patterns as f64));
        let [alpha, beta, gamma] = entries;
        Ok(Self { neurons, alpha, beta, gamma })
    }

    /// Number of neurons d.
    pub fn neurons(&self) -> usize {
        self.neurons
    }

    /// Variance of ln w_ij.
    pub fn alpha(&self) -> f64 {
        self.alpha
    }

    /// Covariance of ln w_ij and ln w_ik.
    pub fn beta(&self) -> f64 {
        self.beta
    }

    /// Covariance of ln w_ij and ln w_kl.
    pub fn gamma(&self) -> f64 {
        self.gamma
    }

    /// The three eigenvalues, each with its multiplicity: 1, d − 1, d(d − 3)/2.
    pub fn eigenvalues(&self) -> [(f64, f64); 3] {
        eigenvalues(self.neurons, [self.alpha, self.beta, self.gamma])
    }

    /// The same with synaptic noise whose mean is `fraction` of the mean of the noisy weight
    /// and whose variance in units of its squared mean is `relative_variance`:
    /// K becomes (1 − fraction)²K, and fraction²·relative_variance more on the diagonal.
    pub(super) fn with_noise(self, fraction: f64, relative_variance: f64) -> Self {
        let kept = (1.0 - fraction) * (1.0 - fraction);
        let dilute = |x: f64| kept * x.exp_m1();
        Self {
            alpha: (dilute(self.alpha) + fraction * fraction * relative_variance).ln_1p(),
            beta: dilute(self.beta).ln_1p(),
            gamma: dilute(self.gamma).ln_1p(),
            ..self
        }
    }

    /// Eigenvalue `index`, if it is positive.
    pub(super) fn require_positive(
        &self,
        index: usize,
        quantity: &'static str,
    ) -> Result<f64, Error> {
        let (value, _) = self.eigenvalues()[index];
        if value <= 0.0 {
            return Err(Error::NotPositiveDefinite { quantity, pivot: index, value });
        }
        Ok(value)
    }
}

/// The covariances of ln x_i x_j with itself, with ln x_i x_k and with ln x_k x_l, in one pattern.
pub(super) fn exponents(sigma: f64, rho: f64) -> [f64; 3] {
    let variance = sigma * sigma;
    [2.0 * variance * (1.0 + rho), variance * (1.0 + 3.0 * rho), 4.0 * rho * variance]
}

/// The eigenvalues of the matrix with the entries α, β and γ, each with its multiplicity.
pub(super) fn eigenvalues(neurons: usize, [alpha, beta, gamma]: [f64; 3]) -> [(f64, f64); 3] {
    let d = neurons as f64;
    [
        (alpha + 2.0 * (d - 2.0) * beta + (d - 2.0) * (d - 3.0) * gamma / 2.0, 1.0),
        (alpha + (d - 4.0) * beta - (d - 3.0) * gamma, d - 1.0),
        (alpha - 2.0 * beta + gamma, d * (d - 3.0) / 2.0),
    ]
}

/// ln(1 + (e^x − 1)/N), without overflow.
fn ln_of_mean(x: f64, count: f64) -> f64 {
    if x < 700.0 {
        return (x.exp_m1() / count).ln_1p();
    }
    x - count.ln() + ((count - 1.0) * (-x).exp()).ln_1p()
}
