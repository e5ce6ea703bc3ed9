//! By how much one more pattern changes Σ_w, without a difference of large numbers.

use super::Spectrum;
use super::entry::{Units, exponents};
use super::spectrum::eigenvalues;
use crate::error::{Error, require_possible};
use crate::weights::COVARIANCE;

/// What the last of N patterns adds to the N − 1 others and to the noise of the synapses.
pub(super) struct Rise {
    units: Units,
    sigma: f64,
    rho: f64,
    without: Spectrum,
}

impl Rise {
    pub(super) fn new(units: Units, neurons: usize, sigma: f64, rho: f64) -> Result<Self, Error> {
        let without = Spectrum::noisy(units.without_one(), neurons, sigma, rho)?;
        Ok(Self { units, sigma, rho, without })
    }

    /// MI = d(d − 1)/2·(μ_w − μ_w/l) + ½ ln|Σ_w| − ½ ln|Σ_w/l|.
    pub(super) fn information_nats(&self) -> Result<f64, Error> {
        let neurons = self.without.neurons() as f64;
        let gain: f64 = self.ln_ratios()?.iter().map(|(ln_ratio, times)| times * ln_ratio).sum();
        let pairs = neurons * (neurons - 1.0) / 2.0;
        require_possible(pairs * self.of_mu() + gain / 2.0)
    }

    /// ln λ − ln λ' of the three eigenvalues with and without the pattern, and their multiplicities.
    pub(super) fn ln_ratios(&self) -> Result<[(f64, f64); 3], Error> {
        let [alpha, beta, gamma] = exponents(self.sigma, self.rho);
        let apart = Units { variance: 0.0, ..self.units };
        let entries = [self.units.rise(alpha), apart.rise(beta), apart.rise(gamma)];
        let mut ratios = eigenvalues(self.without.neurons(), entries);
        for (index, (rise, _)) in ratios.iter_mut().enumerate() {
            let value = self.without.require_positive(index, COVARIANCE[1])?;
            *rise = (*rise / value).ln_1p();
            if rise.is_nan() {
                let quantity = COVARIANCE[0];
                return Err(Error::NotPositiveDefinite { quantity, pivot: index, value });
            }
        }
        Ok(ratios)
    }

    /// μ_w − μ_w/l = ln(M/(M − 1)) − ½(α − α').
    pub(super) fn of_mu(&self) -> f64 {
        let [alpha, ..] = exponents(self.sigma, self.rho);
        (1.0 / (self.units.total - 1.0)).ln_1p() - self.units.rise(alpha).whole / 2.0
    }
}
