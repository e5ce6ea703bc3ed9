//! Schwartz–Yeh in n dimensions.

use super::gaussian::{Gaussian, Hermite};
use super::moment_fit::Terms;
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
/// variance). Powers of ρ keep C positive semidefinite (Schur), so unlike [`MomentFit`] it
/// always has a determinant.
///
/// [`MomentFit`]: crate::MomentFit
#[derive(Debug, Clone, PartialEq)]
pub struct LogMomentFit {
    mu: Vec<f64>,
    covariance: SymmetricMatrix,
}

impl LogMomentFit {
    /// The sum of `terms`, added in order.
    ///
    /// # Errors
    /// If there are no terms or no components, dimensions differ, or a parameter is not
    /// finite.
    pub fn fit<T: Terms + ?Sized>(terms: &T) -> Result<Self, Error> {
        if terms.count() == 0 {
            return Err(Error::Empty { quantity: "a sum" });
        }
        let (mu, covariance) = term(terms, 0);
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
        SymmetricMatrix::from_fn(self.mu.len(), |a, b| {
            if a == b { 1.0 } else { self.covariance[(a, b)] * scale[a] * scale[b] }
        })
    }

    fn plus_term<T: Terms + ?Sized>(mut self, terms: &T, k: usize) -> Result<Self, Error> {
        Error::require_dim("term of a sum", self.mu.len(), terms.dim(k))?;
        let (mu, mut total) = term(terms, k);
        let entries = total.as_mut_slice().iter_mut().zip(self.covariance.as_slice());
        entries.for_each(|(t, c)| *t += c);
        let spreads: Vec<f64> = total.diagonal().map(f64::sqrt).collect();
        let rule = Gaussian::new();
        let rises = mu.iter().zip(&self.mu).zip(&spreads);
        let rises: Vec<Hermite> = rises.map(|((m, a), s)| rule.hermite(m - a, *s)).collect();
        for (a, rise) in rises.iter().enumerate() {
            self.mu[a] += rise.coefficients[0];
            for (b, c) in self.covariance.row_mut(a).iter_mut().enumerate() {
                let other = &rises[b];
                let kept = 1.0 - rise.slope - other.slope;
                let correlation = total[(a, b)] / (spreads[a] * spreads[b]);
                let gained = if a == b { rise.variance } else { rise.joint(other, correlation) };
                *c = *c * kept + gained;
            }
        }
        self.checked()
    }

    fn checked(self) -> Result<Self, Error> {
        for &value in self.mu.iter().chain(self.covariance.as_slice()) {
            Error::require_finite("moment of ln w", value)?;
        }
        Ok(self)
    }
}

/// m_a = ln E Y_a − ½Σ_aa and Σ of term `k`.
fn term<T: Terms + ?Sized>(terms: &T, k: usize) -> (Vec<f64>, SymmetricMatrix) {
    let (mut mu, mut covariance) = (vec![0.0; terms.dim(k)], SymmetricMatrix::zeros(terms.dim(k)));
    terms.write_ln_means(k, &mut mu);
    terms.write_covariance(k, &mut covariance);
    mu.iter_mut().zip(covariance.diagonal()).for_each(|(m, c)| *m -= c / 2.0);
    (mu, covariance)
}
