//! Vectors of dependent log-normal variables.

use crate::error::{require_finite, require_in, require_len, require_positive};
use crate::{Cholesky, Error, SymmetricMatrix};

mod conditional;
mod density;
mod moments;
mod products;

/// A positive vector whose logarithm is normal: ln X ~ N(μ, Σ).
///
/// Σ may be singular, since products of components often outnumber them; what needs a
/// density then is an error.
///
/// ```
/// use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};
/// let covariance = SymmetricMatrix::from_rows(&[[0.5, 0.2], [0.2, 0.3]])?;
/// let x = MultivariateLogNormal::new(vec![0.0, 1.0], covariance)?;
/// let product = x.monomials(&[[1.0, 1.0]])?;
/// assert_eq!(product.marginal(0)?.mu(), 1.0);
/// assert!((product.marginal(0)?.sigma().powi(2) - 1.2).abs() < 1e-15);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(feature = "serde", serde(try_from = "crate::serial::Multivariate"))]
pub struct MultivariateLogNormal {
    mu: Vec<f64>,
    covariance: SymmetricMatrix,
    #[cfg_attr(feature = "serde", serde(skip_serializing))]
    cholesky: Cholesky,
}

impl MultivariateLogNormal {
    /// The vector with E ln X = `mu` (length n) and covariance of ln X = `covariance` (n × n).
    ///
    /// ```
    /// use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};
    /// let covariance = SymmetricMatrix::from_rows(&[[0.5, 0.2], [0.2, 0.3]])?;
    /// let x = MultivariateLogNormal::new(vec![0.0, 1.0], covariance)?;
    /// assert_eq!(x.dim(), 2);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there are no components, the shapes differ, an entry or a ln E X_a = μ_a + ½Σ_aa
    /// is not finite, or Σ is not positive semidefinite.
    pub fn new(mu: Vec<f64>, covariance: SymmetricMatrix) -> Result<Self, Error> {
        require_parameters(&mu, &covariance)?;
        let cholesky = Cholesky::semidefinite(&covariance);
        let cholesky = cholesky.map_err(|error| error.of_matrix("the covariance of ln X"))?;
        Ok(Self { mu, covariance, cholesky })
    }

    /// The vector with the given means and covariances of X itself:
    /// Σ_ab = ln(1 + cov_ab/(m_a m_b)), μ_a = ln m_a − ½Σ_aa.
    ///
    /// ```
    /// use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};
    /// let covariances = SymmetricMatrix::from_rows(&[[1.0, 0.5], [0.5, 2.0]])?;
    /// let x = MultivariateLogNormal::from_moments(&[2.0, 3.0], &covariances)?;
    /// assert!((x.means()[1] - 3.0).abs() < 1e-12);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the shapes differ, a mean is not positive, no positive vector has these
    /// covariances (cov_ab ≤ −m_a m_b), or none with a normal logarithm (Σ indefinite).
    pub fn from_moments(means: &[f64], covariances: &SymmetricMatrix) -> Result<Self, Error> {
        require_len("the vector of means", covariances.dim(), means.len())?;
        means.iter().try_for_each(|&value| require_positive("a mean", value).map(drop))?;
        let relative = covariances.map(|a, b, value| value / means[a] / means[b]);
        for &value in relative.as_slice() {
            let (quantity, low) = ("a covariance over the product of its means", -1.0);
            require_in(quantity, value, low, f64::MAX)?;
        }
        let sigma = relative.map(|_, _, value| value.ln_1p());
        let mu = means.iter().zip(sigma.diagonal()).map(|(m, s)| m.ln() - s / 2.0).collect();
        Self::new(mu, sigma)
    }

    pub(crate) fn from_factored(
        mu: Vec<f64>,
        covariance: SymmetricMatrix,
        cholesky: Cholesky,
    ) -> Self {
        Self { mu, covariance, cholesky }
    }

    /// Number of components.
    pub fn dim(&self) -> usize {
        self.mu.len()
    }

    /// μ = E ln X.
    pub fn mu(&self) -> &[f64] {
        &self.mu
    }

    /// Σ = Cov ln X.
    pub fn covariance(&self) -> &SymmetricMatrix {
        &self.covariance
    }
}

#[cfg(feature = "serde")]
impl TryFrom<crate::serial::Multivariate> for MultivariateLogNormal {
    type Error = Error;

    fn try_from(stored: crate::serial::Multivariate) -> Result<Self, Error> {
        Self::new(stored.mu, stored.covariance)
    }
}

fn require_parameters(mu: &[f64], covariance: &SymmetricMatrix) -> Result<(), Error> {
    if mu.is_empty() {
        return Err(Error::Empty { quantity: "a log-normal vector" });
    }
    require_len("the vector mu", covariance.dim(), mu.len())?;
    for &entry in covariance.as_slice() {
        require_finite("an entry of the covariance", entry)?;
    }
    for (mu, variance) in mu.iter().zip(covariance.diagonal()) {
        require_finite("mu", *mu)?;
        require_finite("ln E X", mu + variance / 2.0)?;
    }
    Ok(())
}

/// Σ a_i b_i over the shorter of the two.
fn inner(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
