//! Vectors made of a log-normal vector: parts of it, and products of powers.

use super::{MultivariateLogNormal, inner};
use crate::error::{require_index, require_len};
use crate::{Error, LogNormal, SymmetricMatrix};

impl MultivariateLogNormal {
    /// The distribution of component `a`.
    ///
    /// ```
    /// use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};
    /// let covariance = SymmetricMatrix::from_rows(&[[0.5, 0.2], [0.2, 0.3]])?;
    /// let x = MultivariateLogNormal::new(vec![0.0, 1.0], covariance)?;
    /// assert_eq!(x.marginal(1)?.mu(), 1.0);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there is no such component, or it is constant.
    pub fn marginal(&self, a: usize) -> Result<LogNormal, Error> {
        require_index("component", a, self.dim())?;
        LogNormal::new(self.mu[a], self.covariance[(a, a)].sqrt())
    }

    /// The distribution of some components, in the given order; a component may come twice.
    ///
    /// # Errors
    /// If there is none, or one is out of range.
    pub fn marginals(&self, components: &[usize]) -> Result<Self, Error> {
        let dim = self.dim();
        components.iter().try_for_each(|&a| require_index("component", a, dim))?;
        let mu = components.iter().map(|&a| self.mu[a]).collect();
        let entry = |a: usize, b: usize| self.covariance[(components[a], components[b])];
        Self::new(mu, SymmetricMatrix::from_fn(components.len(), entry)?)
    }

    /// Products of powers Y_a = Π_i X_i^u_ai are log-normal again: ln Y ~ N(Uμ, UΣUᵀ).
    /// One row of exponents per monomial.
    ///
    /// ```
    /// use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};
    /// let covariance = SymmetricMatrix::from_rows(&[[0.5, 0.2], [0.2, 0.3]])?;
    /// let x = MultivariateLogNormal::new(vec![0.0, 1.0], covariance)?;
    /// // ln(x₀ x₁²) has the mean 0 + 2 · 1.
    /// assert_eq!(x.monomials(&[[1.0, 2.0]])?.mu(), [2.0]);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there is none, a row has another length than `dim`, or an exponent is not finite.
    pub fn monomials<R: AsRef<[f64]>>(&self, exponents: &[R]) -> Result<Self, Error> {
        for row in exponents {
            require_len("a row of exponents", self.dim(), row.as_ref().len())?;
        }
        let rows = || exponents.iter().map(AsRef::as_ref);
        let mu = rows().map(|u: &[f64]| inner(u, &self.mu)).collect();
        let spread: Vec<Vec<f64>> = rows().map(|u| self.times_covariance(u)).collect();
        let entry = |a: usize, b: usize| inner(&spread[a], exponents[b].as_ref());
        Self::new(mu, SymmetricMatrix::from_fn(exponents.len(), entry)?)
    }

    fn times_covariance(&self, u: &[f64]) -> Vec<f64> {
        let entry = |i: usize| u.iter().enumerate().map(|(j, u)| u * self.covariance[(i, j)]).sum();
        (0..self.dim()).map(entry).collect()
    }
}
