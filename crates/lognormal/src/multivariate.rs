//! Vectors of dependent log-normal variables.

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

use crate::{Cholesky, Error, LogNormal, MomentFit, SymmetricMatrix, normal};

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
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "crate::serial::Multivariate", into = "crate::serial::Multivariate")
)]
pub struct MultivariateLogNormal {
    mu: Vec<f64>,
    covariance: SymmetricMatrix,
    cholesky: Cholesky,
}

impl MultivariateLogNormal {
    /// The vector with E ln X = `mu` (length n) and covariance of ln X = `covariance` (n × n).
    ///
    /// # Errors
    /// If there are no components, the shapes differ, an entry or a ln E X_a = μ_a + ½Σ_aa
    /// is not finite, or Σ is not positive semidefinite.
    pub fn new(mu: Vec<f64>, covariance: SymmetricMatrix) -> Result<Self, Error> {
        require_parameters(&mu, &covariance)?;
        let cholesky = Cholesky::semidefinite(&covariance)?;
        Ok(Self { mu, covariance, cholesky })
    }

    /// The vector with the given means and covariances of X itself:
    /// Σ_ab = ln(1 + cov_ab/(m_a m_b)), μ_a = ln m_a − ½Σ_aa.
    ///
    /// # Errors
    /// If the shapes differ, a mean is not positive, no positive vector has these
    /// covariances (cov_ab ≤ −m_a m_b), or none with a normal logarithm (Σ indefinite).
    pub fn from_moments(means: &[f64], covariances: &SymmetricMatrix) -> Result<Self, Error> {
        Error::require_dim("covariances", means.len(), covariances.dim())?;
        for &value in means {
            Error::require_finite("mean", value)?;
            if value <= 0.0 {
                return Err(Error::NotPositive { quantity: "mean", value });
            }
        }
        let relative = |a: usize, b: usize| covariances[(a, b)] / means[a] / means[b];
        let sigma = SymmetricMatrix::from_fn(means.len(), |a, b| relative(a, b).ln_1p());
        let mu = means.iter().zip(sigma.diagonal()).map(|(m, s)| m.ln() - s / 2.0).collect();
        Self::new(mu, sigma)
    }

    /// Fenton–Wilkinson in n dimensions: the log-normal vector with the means and
    /// covariances of the sum of independent `terms` (see [`MomentFit`]).
    ///
    /// # Errors
    /// If there are no terms, their dimensions differ, or no log-normal vector has
    /// these moments: [`Error::NotPositiveDefinite`] names the pivot.
    pub fn fenton_wilkinson(terms: &[Self]) -> Result<Self, Error> {
        MomentFit::fit(terms)?.distribution()
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

    /// ln E X_a = μ_a + ½Σ_aa: finite even where E X_a is not.
    pub fn ln_means(&self) -> Vec<f64> {
        self.mu.iter().zip(self.covariance.diagonal()).map(|(mu, s)| mu + s / 2.0).collect()
    }

    /// E X_a; infinite where [`ln_means`](Self::ln_means) exceed 709.
    pub fn means(&self) -> Vec<f64> {
        self.ln_means().into_iter().map(f64::exp).collect()
    }

    /// Cov(X_a, X_b) = E X_a · E X_b · (e^Σ_ab − 1); infinite where that is out of range.
    pub fn covariances(&self) -> SymmetricMatrix {
        let ln_means = self.ln_means();
        SymmetricMatrix::from_fn(self.dim(), |a, b| {
            let (scale, sigma) = (ln_means[a] + ln_means[b], self.covariance[(a, b)]);
            if sigma < 1.0 {
                scale.exp() * sigma.exp_m1()
            } else {
                (scale + sigma).exp() - scale.exp()
            }
        })
    }

    /// The law of component `a`.
    ///
    /// # Errors
    /// If there is no such component, or it is constant.
    pub fn marginal(&self, a: usize) -> Result<LogNormal, Error> {
        self.require_component(a)?;
        LogNormal::new(self.mu[a], self.covariance[(a, a)].sqrt())
    }

    /// The law of some components, in the given order; a component may come twice.
    ///
    /// # Errors
    /// If there is none, or one is out of range.
    pub fn marginals(&self, components: &[usize]) -> Result<Self, Error> {
        components.iter().try_for_each(|&a| self.require_component(a))?;
        let mu = components.iter().map(|&a| self.mu[a]).collect();
        let entry = |a: usize, b: usize| self.covariance[(components[a], components[b])];
        Self::new(mu, SymmetricMatrix::from_fn(components.len(), entry))
    }

    /// Products of powers Y_a = Π_i X_i^u_ai are log-normal again: ln Y ~ N(Uμ, UΣUᵀ).
    /// One row of exponents per monomial.
    ///
    /// # Errors
    /// If there is none, a row has another length than `dim`, or an exponent is not finite.
    pub fn monomials<R: AsRef<[f64]>>(&self, exponents: &[R]) -> Result<Self, Error> {
        for row in exponents {
            Error::require_dim("row of exponents", self.dim(), row.as_ref().len())?;
        }
        let rows = || exponents.iter().map(AsRef::as_ref);
        let mu = rows().map(|u: &[f64]| inner(u, &self.mu)).collect();
        let spread: Vec<Vec<f64>> = rows().map(|u| self.times_covariance(u)).collect();
        let entry = |a: usize, b: usize| inner(&spread[a], exponents[b].as_ref());
        Self::new(mu, SymmetricMatrix::from_fn(exponents.len(), entry))
    }

    /// Differential entropy in nats: Σ_a μ_a + (n/2) ln 2πe + ½ ln|Σ|.
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
        Error::require_dim("point", self.dim(), x.len())?;
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
    pub fn sample_ln<R: Rng + ?Sized>(&self, rng: &mut R) -> Vec<f64> {
        let z: Vec<f64> = (0..self.dim()).map(|_| StandardNormal.sample(rng)).collect();
        let deviation = |i: usize| inner(self.cholesky.row(i), &z);
        (0..self.dim()).map(|i| self.mu[i] + deviation(i)).collect()
    }

    fn times_covariance(&self, u: &[f64]) -> Vec<f64> {
        let entry = |i: usize| u.iter().enumerate().map(|(j, u)| u * self.covariance[(i, j)]).sum();
        (0..self.dim()).map(entry).collect()
    }

    fn require_component(&self, index: usize) -> Result<(), Error> {
        let dim = self.dim();
        if index < dim { Ok(()) } else { Err(Error::IndexOutOfRange { index, dim }) }
    }

    fn require_density(&self) -> Result<(), Error> {
        let singular = (0..self.dim()).find(|&i| self.cholesky.row(i)[i] == 0.0);
        singular.map_or(Ok(()), |pivot| Err(Error::NotPositiveDefinite { pivot, value: 0.0 }))
    }
}

impl Distribution<Vec<f64>> for MultivariateLogNormal {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> Vec<f64> {
        self.sample_ln(rng).into_iter().map(f64::exp).collect()
    }
}

fn require_parameters(mu: &[f64], covariance: &SymmetricMatrix) -> Result<(), Error> {
    if mu.is_empty() {
        return Err(Error::Empty { quantity: "a log-normal vector" });
    }
    Error::require_dim("covariance", mu.len(), covariance.dim())?;
    for &entry in covariance.as_slice() {
        Error::require_finite("entry of a covariance", entry)?;
    }
    for (mu, variance) in mu.iter().zip(covariance.diagonal()) {
        Error::require_finite("mu", *mu)?;
        Error::require_finite("ln E X", mu + variance / 2.0)?;
    }
    Ok(())
}

/// Σ a_i b_i over the shorter of the two.
fn inner(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
