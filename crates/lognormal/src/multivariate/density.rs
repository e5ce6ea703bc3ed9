//! The density of a log-normal vector, its entropy, and draws.

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

use super::{MultivariateLogNormal, inner};
use crate::error::require_len;
use crate::{Error, normal};

impl MultivariateLogNormal {
    /// Differential entropy in nats: Σ_a μ_a + (n/2) ln 2πe + ½ ln|Σ|.
    ///
    /// ```
    /// use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};
    /// let covariance = SymmetricMatrix::from_rows(&[[0.5, 0.2], [0.2, 0.3]])?;
    /// let x = MultivariateLogNormal::new(vec![0.0, 1.0], covariance)?;
    /// // For independent variables the entropies add up; correlation reduces the sum.
    /// let alone: f64 = (0..2).map(|i| x.marginal(i).map(|y| y.entropy_nats())).sum::<Result<_, _>>()?;
    /// assert!(x.entropy_nats()? < alone);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If Σ is singular: [`Error::NotPositiveDefinite`].
    pub fn entropy_nats(&self) -> Result<f64, Error> {
        self.require_density()?;
        let constant = self.dim() as f64 * normal::ENTROPY_NATS;
        Ok(self.mu.iter().sum::<f64>() + constant + self.cholesky.ln_det() / 2.0)
    }

    /// Natural logarithm of the density at `x`; −∞ unless every component is positive.
    ///
    /// # Errors
    /// If `x` has another dimension, or Σ is singular.
    pub fn ln_pdf(&self, x: &[f64]) -> Result<f64, Error> {
        self.require_density()?;
        require_len("the point", self.dim(), x.len())?;
        if x.iter().any(|&x| x <= 0.0) {
            return Ok(f64::NEG_INFINITY);
        }
        let ln_x: f64 = x.iter().map(|x| x.ln()).sum();
        let centred: Vec<f64> = x.iter().zip(&self.mu).map(|(x, mu)| x.ln() - mu).collect();
        let z = self.cholesky.solve_lower(&centred)?;
        let constant = self.dim() as f64 * normal::HALF_LN_TWO_PI;
        Ok(-(inner(&z, &z) + self.cholesky.ln_det()) / 2.0 - constant - ln_x)
    }

    /// Draws ln X instead of X, for sums whose terms leave the range of an `f64`.
    pub fn draw_ln<R: Rng + ?Sized>(&self, rng: &mut R) -> Vec<f64> {
        let z: Vec<f64> = (0..self.dim()).map(|_| StandardNormal.sample(rng)).collect();
        let deviation = |i: usize| inner(self.cholesky.row(i), &z);
        (0..self.dim()).map(|i| self.mu[i] + deviation(i)).collect()
    }

    /// ln X_a − μ_a as sums over independent standard normal variables, one row per component and as
    /// many columns as Σ has rank.
    pub(crate) fn loadings(&self) -> Vec<Vec<f64>> {
        let rank = (0..self.dim()).filter(|&j| self.cholesky.row(j)[j] > 0.0);
        let columns: Vec<usize> = rank.collect();
        let row = |a| {
            let own = self.cholesky.row(a);
            columns.iter().map(|&j| own.get(j).copied().unwrap_or(0.0)).collect()
        };
        (0..self.dim()).map(row).collect()
    }

    fn require_density(&self) -> Result<(), Error> {
        let quantity = "the covariance of ln X";
        let singular = (0..self.dim()).find(|&i| self.cholesky.row(i)[i] == 0.0);
        let error = |pivot| Error::NotPositiveDefinite { quantity, pivot, value: 0.0 };
        singular.map_or(Ok(()), |pivot| Err(error(pivot)))
    }
}

impl Distribution<Vec<f64>> for MultivariateLogNormal {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> Vec<f64> {
        self.draw_ln(rng).into_iter().map(f64::exp).collect()
    }
}
