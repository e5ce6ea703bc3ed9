//! The eigenvalues of Σ_w where the patterns treat all neurons alike.

use super::entry::{Entry, Units, exponents};
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
    entries: [Entry; 3],
}

impl Spectrum {
    /// The spectrum for `patterns` patterns of `neurons` neurons.
    ///
    /// # Errors
    /// If there is no pattern, there are fewer than four neurons, or σ or ρ is out of range
    /// as for [`covariance::exchangeable`](crate::covariance::exchangeable).
    pub fn new(patterns: usize, neurons: usize, sigma: f64, rho: f64) -> Result<Self, Error> {
        require_at_least("patterns", patterns, 1)?;
        Self::noisy(Units::clean(patterns as f64), neurons, sigma, rho)
    }

    /// The same with synaptic noise.
    pub(super) fn noisy(units: Units, neurons: usize, sigma: f64, rho: f64) -> Result<Self, Error> {
        require_exchangeable(neurons, sigma, rho)?;
        require_at_least("neurons of two synapses", neurons, 4)?;
        let [alpha, beta, gamma] = exponents(sigma, rho);
        let apart = Units { variance: 0.0, ..units };
        let entries = [units.entry(alpha), apart.entry(beta), apart.entry(gamma)];
        Ok(Self { neurons, entries })
    }

    /// Number of neurons d.
    pub fn neurons(&self) -> usize {
        self.neurons
    }

    /// Variance of ln w_ij.
    pub fn alpha(&self) -> f64 {
        self.entries[0].whole
    }

    /// Covariance of ln w_ij and ln w_ik.
    pub fn beta(&self) -> f64 {
        self.entries[1].whole
    }

    /// Covariance of ln w_ij and ln w_kl.
    pub fn gamma(&self) -> f64 {
        self.entries[2].whole
    }

    /// The three eigenvalues, each with its multiplicity: 1, d − 1, d(d − 3)/2.
    pub fn eigenvalues(&self) -> [(f64, f64); 3] {
        eigenvalues(self.neurons, self.entries)
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

/// The eigenvalues of the matrix with the entries α, β and γ, each with its multiplicity.
pub(super) fn eigenvalues(neurons: usize, entries: [Entry; 3]) -> [(f64, f64); 3] {
    let [alpha, beta, gamma] = entries.map(|entry| entry.whole);
    let d = neurons as f64;
    [
        (alpha + 2.0 * (d - 2.0) * beta + (d - 2.0) * (d - 3.0) * gamma / 2.0, 1.0),
        (alpha + (d - 4.0) * beta - (d - 3.0) * gamma, d - 1.0),
        (bulk(entries), d * (d - 3.0) / 2.0),
    ]
}

/// α − 2β + γ. The exponents of the three entries cancel in it, so that what remains of them beside their
/// exponents is enough; taken is whichever has the smaller numbers, and loses fewer digits.
fn bulk(entries: [Entry; 3]) -> f64 {
    let largest =
        |value: fn(&Entry) -> f64| entries.iter().map(value).fold(0.0, |a, b| b.abs().max(a));
    let value: fn(&Entry) -> f64 =
        if largest(|e| e.rest) < largest(|e| e.whole) { |e| e.rest } else { |e| e.whole };
    let [alpha, beta, gamma] = entries.map(|entry| value(&entry));
    alpha - 2.0 * beta + gamma
}
