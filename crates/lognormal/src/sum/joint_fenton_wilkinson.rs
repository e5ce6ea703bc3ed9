//! Fenton–Wilkinson in n dimensions.

use super::terms::{self, Terms};
use crate::elementary::{self, LARGEST_EXPONENT};
use crate::error::require_finite;
use crate::{Cholesky, Error, MultivariateLogNormal, SymmetricMatrix};

mod fractions;
mod log_space;
pub(crate) mod rows;
mod weighted;

use fractions::Fractions;

/// The log-normal vector that has the means and covariances of a sum of independent ones.
///
/// With p_ka = e^L_ka / Σ_j e^L_ja, the fraction of term k in the mean of component a,
///
/// - ln E w_a = ln Σ_k e^L_ka,
/// - Σ_ab = ln(1 + Σ_k p_ka p_kb (e^C^k_ab − 1)),
/// - μ_a = ln E w_a − ½Σ_aa.
///
/// (Fan & Mysore, arXiv 2411.17692, eqs 3–6, 11 and 16 in one; for n = 1, Fenton 1960.)
/// Every entry is finite for finite terms, e^C beyond the range of an `f64` included.
/// Σ need not be positive definite, though: not every pair of moments belongs to a
/// log-normal vector. [`distribution`](Self::distribution) tells.
///
/// A fit is a term itself, and fitting in two steps gives the same as in one.
///
/// ```
/// use synaptome_lognormal::{JointFentonWilkinson, MultivariateLogNormal, SymmetricMatrix};
/// let covariance = SymmetricMatrix::from_rows(&[[0.5, 0.2], [0.2, 0.3]])?;
/// let term = MultivariateLogNormal::new(vec![0.0, 1.0], covariance)?;
/// let fit = JointFentonWilkinson::fit(&[term.clone(), term][..])?;
/// assert!((fit.ln_means()[1] - (1.15 + 2.0_f64.ln())).abs() < 1e-15);
/// assert!((fit.covariance()[(1, 0)] - (0.2_f64.exp_m1() / 2.0).ln_1p()).abs() < 1e-15);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct JointFentonWilkinson {
    ln_means: Vec<f64>,
    covariance: SymmetricMatrix,
}

impl JointFentonWilkinson {
    /// Matches the moments of the sum of `terms`.
    ///
    /// # Errors
    /// If there are no terms or no components, dimensions differ, a parameter is
    /// not finite, or n² numbers do not fit into memory.
    pub fn fit<T: Terms + ?Sized>(terms: &T) -> Result<Self, Error> {
        let fractions = Fractions::of(terms)?;
        let covariance = covariance(terms, &fractions)?;
        for &entry in covariance.as_slice() {
            require_finite("an entry of the fitted covariance", entry)?;
        }
        Ok(Self { ln_means: fractions.ln_totals, covariance })
    }

    /// ln E w_a.
    pub fn ln_means(&self) -> &[f64] {
        &self.ln_means
    }

    /// Σ, the covariance that ln w gets; maybe indefinite.
    pub fn covariance(&self) -> &SymmetricMatrix {
        &self.covariance
    }

    /// μ_a = ln E w_a − ½Σ_aa.
    pub fn mu(&self) -> Vec<f64> {
        self.ln_means.iter().zip(self.covariance.diagonal()).map(|(l, s)| l - s / 2.0).collect()
    }

    /// The fit as a distribution.
    ///
    /// # Errors
    /// [`Error::NotPositiveDefinite`] if no log-normal vector has these moments.
    pub fn distribution(self) -> Result<MultivariateLogNormal, Error> {
        let cholesky = Cholesky::new(&self.covariance);
        let cholesky = cholesky.map_err(|error| error.of_matrix("the fitted covariance"))?;
        Ok(MultivariateLogNormal::from_factored(self.mu(), self.covariance, cholesky))
    }
}

impl MultivariateLogNormal {
    /// Fenton–Wilkinson in n dimensions: the log-normal vector with the means and
    /// covariances of the sum of independent `terms` (see [`JointFentonWilkinson`]).
    ///
    /// # Errors
    /// If there are no terms, their dimensions differ, or no log-normal vector has
    /// these moments: [`Error::NotPositiveDefinite`] names the pivot.
    pub fn fenton_wilkinson(terms: &[Self]) -> Result<Self, Error> {
        JointFentonWilkinson::fit(terms)?.distribution()
    }
}

impl Terms for [JointFentonWilkinson] {
    fn count(&self) -> usize {
        self.len()
    }

    fn dim(&self, k: usize) -> usize {
        self[k].ln_means.len()
    }

    fn write_ln_means(&self, k: usize, ln_means: &mut [f64]) {
        ln_means.copy_from_slice(&self[k].ln_means);
    }

    fn write_covariance_row(&self, k: usize, a: usize, row: &mut [f64]) {
        row.copy_from_slice(self[k].covariance.row(a));
    }
}

fn covariance<T: Terms + ?Sized>(
    terms: &T,
    fractions: &Fractions,
) -> Result<SymmetricMatrix, Error> {
    if terms.count() == 1 {
        return terms::covariance(terms, 0);
    }
    match in_range(terms, fractions)? {
        Some(covariance) => Ok(covariance),
        None => log_space::covariance(terms, fractions),
    }
}

/// Σ_ab = ln(1 + K_ab), K_ab = Σ_k p_ka p_kb (e^C^k_ab − 1), unless e^C overflows or
/// 1 + K loses its digits. No |C_ab| exceeds the larger of C_aa and C_bb.
fn in_range<T: Terms + ?Sized>(
    terms: &T,
    fractions: &Fractions,
) -> Result<Option<SymmetricMatrix>, Error> {
    let mut term = SymmetricMatrix::zeros(terms.dim(0))?;
    let mut sum = term.clone();
    for k in 0..terms.count() {
        if k == 0 || !terms.share_covariance() {
            terms.write_covariance(k, &mut term);
            if term.diagonal().any(|c| c > LARGEST_EXPONENT) {
                return Ok(None);
            }
            elementary::exp_m1(term.as_mut_slice());
        }
        weighted::add(&mut sum, fractions.row(k), &term);
    }
    if sum.as_slice().iter().any(|&k| k.is_nan() || k <= -0.5) {
        return Ok(None);
    }
    elementary::ln_1p(sum.as_mut_slice());
    Ok(Some(sum))
}
