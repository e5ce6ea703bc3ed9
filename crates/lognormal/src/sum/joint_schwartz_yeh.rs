//! Schwartz–Yeh in n dimensions.

use super::gaussian::{Gaussian, Hermite};
use super::terms::{self, Terms};
use crate::error::{require_finite, require_len};
use crate::{Error, SymmetricMatrix};

/// Mean A and covariance C of ln w for a sum w of independent log-normal vectors, built up
/// term by term, each partial sum taken for log-normal.
///
/// With T = C + Σ, D_a = m_a − A_a + √T_aa x and the Hermite coefficients
/// c_an = E\[ln(1 + e^D_a) He_n(x)\]/√n!, one term takes
///
/// - A_a to A_a + c_a0,
/// - C_ab to C_ab(1 − s_a − s_b) + Σ_{n≥1} c_an c_bn ρ_ab^n, s_a = c_a1/√T_aa,
///
/// ρ_ab the correlation of T (Mehler's formula, to n = 8; the diagonal has the exact
/// variance). Powers of ρ keep C positive semidefinite (Schur), so unlike
/// [`JointFentonWilkinson`] it always has a determinant.
///
/// ```
/// use synaptome_lognormal::{JointSchwartzYeh, MultivariateLogNormal, SymmetricMatrix};
/// let covariance = SymmetricMatrix::from_rows(&[[0.5, 0.2], [0.2, 0.3]])?;
/// let term = MultivariateLogNormal::new(vec![0.0, 1.0], covariance)?;
/// let fit = JointSchwartzYeh::fit(&vec![term; 10][..])?;
/// assert!(fit.covariance()[(0, 0)] < 0.5 && fit.correlation()[(0, 1)] > 0.0);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
///
/// [`JointFentonWilkinson`]: crate::JointFentonWilkinson
#[derive(Clone, Debug, PartialEq)]
pub struct JointSchwartzYeh {
    mu: Vec<f64>,
    covariance: SymmetricMatrix,
}

impl JointSchwartzYeh {
    /// The sum of `terms`, added in order.
    ///
    /// # Errors
    /// If there are no terms or no components, dimensions differ, a parameter is not
    /// finite, or n² numbers do not fit into memory.
    pub fn fit<T: Terms + ?Sized>(terms: &T) -> Result<Self, Error> {
        if terms.count() == 0 {
            return Err(Error::Empty { quantity: "a sum" });
        }
        if terms.dim(0) == 0 {
            return Err(Error::Empty { quantity: "a log-normal vector" });
        }
        let (mu, covariance) = parameters(terms, 0)?;
        let first = Self { mu, covariance };
        (1..terms.count()).try_fold(first.checked()?, |sum, k| sum.plus_term(terms, k))
    }

    /// This sum and more terms.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn plus<T: Terms + ?Sized>(self, terms: &T) -> Result<Self, Error> {
        (0..terms.count()).try_fold(self, |sum, k| sum.plus_term(terms, k))
    }

    /// E ln w.
    pub fn mu(&self) -> &[f64] {
        &self.mu
    }

    /// Cov ln w.
    pub fn covariance(&self) -> &SymmetricMatrix {
        &self.covariance
    }

    /// The correlation matrix of ln w.
    pub fn correlation(&self) -> SymmetricMatrix {
        let scale: Vec<f64> = self.covariance.diagonal().map(|c| c.sqrt().recip()).collect();
        self.covariance.map(|a, b, c| if a == b { 1.0 } else { c * scale[a] * scale[b] })
    }

    fn plus_term<T: Terms + ?Sized>(mut self, terms: &T, k: usize) -> Result<Self, Error> {
        require_len("a term of the sum", self.mu.len(), terms.dim(k))?;
        let (mu, mut total) = parameters(terms, k)?;
        let entries = total.as_mut_slice().iter_mut().zip(self.covariance.as_slice());
        entries.for_each(|(t, c)| *t += c);
        let rises = self.rises(&mu, &total);
        for (a, rise) in rises.iter().enumerate() {
            self.mu[a] += rise.coefficients[0];
        }
        self.covariance = self.covariance.map(|a, b, c| updated(c, (a, b), &rises, &total));
        self.checked()
    }

    /// ln(1 + e^D_a) of every component, as a function of a standard normal variable.
    fn rises(&self, mu: &[f64], total: &SymmetricMatrix) -> Vec<Hermite> {
        let rule = Gaussian::new();
        let gaps = mu.iter().zip(&self.mu).map(|(m, a)| m - a);
        gaps.zip(total.diagonal()).map(|(gap, t)| rule.hermite(gap, t.sqrt())).collect()
    }

    fn checked(self) -> Result<Self, Error> {
        for &value in self.mu.iter().chain(self.covariance.as_slice()) {
            require_finite("a moment of ln w", value)?;
        }
        Ok(self)
    }
}

/// C_ab after one more term.
fn updated(c: f64, (a, b): (usize, usize), rises: &[Hermite], total: &SymmetricMatrix) -> f64 {
    let (one, other) = (&rises[a], &rises[b]);
    let correlation = total[(a, b)] / (one.spread * other.spread);
    let gained = if a == b { one.variance } else { one.joint(other, correlation) };
    c * (1.0 - one.slope - other.slope) + gained
}

/// m_a = ln E Y_a − ½Σ_aa and Σ of term `k`.
fn parameters<T: Terms + ?Sized>(
    terms: &T,
    k: usize,
) -> Result<(Vec<f64>, SymmetricMatrix), Error> {
    let (mut mu, covariance) = (vec![0.0; terms.dim(k)], terms::covariance(terms, k)?);
    terms.write_ln_means(k, &mut mu);
    mu.iter_mut().zip(covariance.diagonal()).for_each(|(m, c)| *m -= c / 2.0);
    Ok((mu, covariance))
}
