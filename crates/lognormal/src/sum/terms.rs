//! Log-normal vectors about to be summed.

use crate::{Error, MultivariateLogNormal, SymmetricMatrix};

/// Independent log-normal vectors about to be summed. Each is described by the logarithm of
/// its means, L_ka = ln E Y_ka, and the covariances C^k of ln Y_k.
///
/// A trait and not an enum, since a caller may compute these numbers from something smaller
/// than the vectors, as `synaptome-mi` does from patterns and synapses.
///
/// ```
/// use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix, Terms};
///
/// let covariance = SymmetricMatrix::from_fn(2, |i, j| if i == j { 0.5 } else { 0.2 })?;
/// let terms = [MultivariateLogNormal::new(vec![0.0, 1.0], covariance)?];
/// let mut ln_means = [0.0; 2];
/// terms.write_ln_means(0, &mut ln_means);
/// assert_eq!((terms.count(), ln_means), (1, [0.25, 1.25])); // μ + σ²/2
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
pub trait Terms {
    /// Number of terms N.
    fn count(&self) -> usize;
    /// Number of components n of term `k`, the same for all.
    fn dim(&self, k: usize) -> usize;
    /// Writes L_k1 … L_kn of term `k`.
    fn write_ln_means(&self, k: usize, ln_means: &mut [f64]);
    /// Writes C^k_a0 … C^k_aa.
    fn write_covariance_row(&self, k: usize, a: usize, row: &mut [f64]);
    /// Writes C^k, n × n.
    fn write_covariance(&self, k: usize, covariance: &mut SymmetricMatrix) {
        for a in 0..covariance.dim() {
            self.write_covariance_row(k, a, covariance.row_mut(a));
        }
    }
    /// Whether every C^k equals C^0, which spares N − 1 of N passes.
    fn share_covariance(&self) -> bool {
        false
    }
}

impl Terms for [MultivariateLogNormal] {
    fn count(&self) -> usize {
        self.len()
    }

    fn dim(&self, k: usize) -> usize {
        self[k].dim()
    }

    fn write_ln_means(&self, k: usize, ln_means: &mut [f64]) {
        let exact = self[k].mu().iter().zip(self[k].covariance().diagonal());
        ln_means.iter_mut().zip(exact).for_each(|(out, (mu, s))| *out = mu + s / 2.0);
    }

    fn write_covariance_row(&self, k: usize, a: usize, row: &mut [f64]) {
        row.copy_from_slice(self[k].covariance().row(a));
    }
}

/// C^k.
pub(super) fn covariance<T: Terms + ?Sized>(terms: &T, k: usize) -> Result<SymmetricMatrix, Error> {
    let mut covariance = SymmetricMatrix::zeros(terms.dim(k))?;
    terms.write_covariance(k, &mut covariance);
    Ok(covariance)
}
