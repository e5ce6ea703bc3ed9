//! By how much one more pattern changes Σ_w, without a difference of large numbers.

use super::Spectrum;
use super::spectrum::{self, eigenvalues};
use crate::error::{Error, require_possible};
use crate::weights::COVARIANCE;

/// The last of N patterns, added to N − 1 others and to the noise of the synapses.
#[derive(Clone, Copy)]
pub(super) struct Rise {
    /// N.
    pub patterns: f64,
    /// The mean of the noise, in units of the mean that one pattern adds.
    pub noise: f64,
    /// The variance of the noise, in the square of these units.
    pub noise_variance: f64,
}

impl Rise {
    /// MI = d(d − 1)/2·(μ_w − μ_w/l) + ½ ln|Σ_w| − ½ ln|Σ_w/l|, where Σ_w/l has the spectrum `without`.
    pub(super) fn information_nats(
        self,
        without: &Spectrum,
        sigma: f64,
        rho: f64,
    ) -> Result<f64, Error> {
        let neurons = without.neurons() as f64;
        let ratios = self.ln_ratios(without, sigma, rho)?;
        let gain: f64 = ratios.iter().map(|(ln_ratio, times)| times * ln_ratio).sum();
        let pairs = neurons * (neurons - 1.0) / 2.0;
        require_possible(pairs * self.of_mu(sigma, rho) + gain / 2.0)
    }

    /// ln λ − ln λ' of the three eigenvalues with and without the pattern, and their multiplicities.
    pub(super) fn ln_ratios(
        self,
        without: &Spectrum,
        sigma: f64,
        rho: f64,
    ) -> Result<[(f64, f64); 3], Error> {
        let [alpha, beta, gamma] = spectrum::exponents(sigma, rho);
        let entries =
            [self.of(alpha, self.noise_variance), self.of(beta, 0.0), self.of(gamma, 0.0)];
        let mut ratios = eigenvalues(without.neurons(), entries);
        for (index, (rise, _)) in ratios.iter_mut().enumerate() {
            let value = without.require_positive(index, COVARIANCE[1])?;
            *rise = (*rise / value).ln_1p();
            if rise.is_nan() {
                return Err(Error::NotPositiveDefinite {
                    quantity: COVARIANCE[0],
                    pivot: index,
                    value,
                });
            }
        }
        Ok(ratios)
    }

    /// μ_w − μ_w/l = ln(M/(M − 1)) − ½(α − α'), M = N plus the mean of the noise.
    pub(super) fn of_mu(self, sigma: f64, rho: f64) -> f64 {
        let [alpha, ..] = spectrum::exponents(sigma, rho);
        let total = self.patterns + self.noise;
        (1.0 / (total - 1.0)).ln_1p() - self.of(alpha, self.noise_variance) / 2.0
    }

    /// ln(1 + K) − ln(1 + K') for K = (N E + v)/M² and K' = ((N − 1) E + v)/(M − 1)², E = e^x − 1: the
    /// numerators are divided by E where that is large.
    fn of(self, x: f64, variance: f64) -> f64 {
        let excess = x.exp_m1();
        let (count, total) = (self.patterns, self.patterns + self.noise);
        let before = (total - 1.0) * (total - 1.0);
        let (scale, own) = if excess > 1.0 { (excess, 1.0) } else { (1.0, excess) };
        let variance = variance / scale;
        let gain = own * total * total + (count * own + variance) * (1.0 - 2.0 * total);
        let whole = before / scale + (count - 1.0) * own + variance;
        (gain / total / total / whole).ln_1p()
    }
}
