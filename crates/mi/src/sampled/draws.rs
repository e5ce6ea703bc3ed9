//! Samples of weights drawn from distributions of patterns.

use rand::Rng;
use rand_distr::Distribution;
use synaptome_lognormal::{MultivariateLogNormal, ln_add_exp};

use super::SampledWeights;
use crate::ensemble::SynapticEnsemble;
use crate::error::{Error, require_at_least, reserve};
use crate::patterns::Patterns;

impl SampledWeights {
    /// Draws the weights of an ensemble `samples` times.
    ///
    /// # Errors
    /// As [`mutual_information_nats`](crate::mutual_information_nats), or if there are fewer
    /// than 100 samples, or more than fit into memory.
    pub fn draw<R: Rng + ?Sized>(
        patterns: &Patterns,
        ensemble: &SynapticEnsemble,
        about: usize,
        samples: usize,
        rng: &mut R,
    ) -> Result<Self, Error> {
        patterns.require_pattern(about)?;
        ensemble.require_within(patterns.dim())?;
        let order = patterns.with_last(about).map(|k| patterns.pattern(k));
        let order = order.collect::<Result<Vec<_>, _>>()?;
        let size = samples as u128 * ensemble.len() as u128;
        let (mut with, mut without) = (reserve(size)?, reserve(size)?);
        for _ in 0..samples {
            let mut ln_w = vec![f64::NEG_INFINITY; ensemble.len()];
            for (k, pattern) in order.iter().enumerate() {
                if k + 1 == order.len() {
                    without.extend_from_slice(&ln_w);
                }
                add_pattern(&mut ln_w, pattern, ensemble, rng);
            }
            with.extend(ln_w);
        }
        Self::new(ensemble.len(), with, without)
    }

    /// Draws the weight of one synapse `samples` times, for `patterns` patterns whose neurons
    /// are independent and all have one distribution, log-normal or not.
    ///
    /// ```
    /// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    /// use synaptome_mi::SampledWeights;
    /// let gamma = rand_distr::Gamma::new(2.0, 1.0).unwrap();
    /// let mut rng = ChaCha12Rng::seed_from_u64(1);
    /// let sampled = SampledWeights::draw_independent(&gamma, 10, 5_000, &mut rng)?;
    /// assert!(sampled.nearest_neighbours_nats(4)?.value > 0.0);
    /// # Ok::<(), synaptome_mi::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there are fewer than two patterns or 100 samples, there is no memory, or a drawn
    /// weight is not positive and finite.
    pub fn draw_independent<D, R>(
        neuron: &D,
        patterns: usize,
        samples: usize,
        rng: &mut R,
    ) -> Result<Self, Error>
    where
        D: Distribution<f64> + ?Sized,
        R: Rng + ?Sized,
    {
        require_at_least("patterns", patterns, 2)?;
        let (mut with, mut without) = (reserve(samples as u128)?, reserve(samples as u128)?);
        for _ in 0..samples {
            let mut product = || neuron.sample(rng) * neuron.sample(rng);
            let others: f64 = (1..patterns).map(|_| product()).sum();
            without.push(others.ln());
            with.push((others + product()).ln());
        }
        Self::new(1, with, without)
    }
}

/// ln w ← ln(w + x_i x_j) for a draw of one pattern.
fn add_pattern<R: Rng + ?Sized>(
    ln_w: &mut [f64],
    pattern: &MultivariateLogNormal,
    ensemble: &SynapticEnsemble,
    rng: &mut R,
) {
    let ln_x = pattern.draw_ln(rng);
    for (ln_w, s) in ln_w.iter_mut().zip(ensemble) {
        *ln_w = ln_add_exp(*ln_w, ln_x[s.i()] + ln_x[s.j()]);
    }
}
