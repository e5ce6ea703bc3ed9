//! Fenton–Wilkinson in n dimensions.

use crate::elementary::{self, LARGEST_EXPONENT};
use crate::{Cholesky, Error, MultivariateLogNormal, SymmetricMatrix};

mod log_space;
mod rows;
mod shares;

pub use rows::MomentRows;
use shares::Shares;

/// Independent log-normal vectors about to be summed, told one at a time by the
/// logarithm of their means, L_ka = ln E Y_ka, and the covariances C^k of ln Y_k.
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

/// The log-normal vector that has the means and covariances of a sum of independent ones.
///
/// With p_ka = e^L_ka / Σ_j e^L_ja, the share of term k in the mean of component a,
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
#[derive(Debug, Clone, PartialEq)]
pub struct MomentFit {
    ln_means: Vec<f64>,
    covariance: SymmetricMatrix,
}

impl MomentFit {
    /// Matches the moments of the sum of `terms`.
    ///
    /// # Errors
    /// If there are no terms or no components, dimensions differ, or a parameter is
    /// not finite.
    pub fn fit<T: Terms + ?Sized>(terms: &T) -> Result<Self, Error> {
        let shares = Shares::of(terms)?;
        let covariance = match terms.count() {
            1 => covariance_of(terms, 0),
            _ => in_range(terms, &shares).unwrap_or_else(|| log_space::covariance(terms, &shares)),
        };
        for &entry in covariance.as_slice() {
            Error::require_finite("entry of a fitted covariance", entry)?;
        }
        Ok(Self { ln_means: shares.ln_totals, covariance })
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
        let cholesky = Cholesky::new(&self.covariance)?;
        Ok(MultivariateLogNormal::from_factored(self.mu(), self.covariance, cholesky))
    }
}

/// Σ_ab = ln(1 + K_ab), K_ab = Σ_k p_ka p_kb (e^C^k_ab − 1), unless e^C overflows or
/// 1 + K loses its digits. No |C_ab| exceeds the larger of C_aa and C_bb.
fn in_range<T: Terms + ?Sized>(terms: &T, shares: &Shares) -> Option<SymmetricMatrix> {
    let mut term = SymmetricMatrix::zeros(terms.dim(0));
    let mut sum = term.clone();
    for k in 0..terms.count() {
        if k == 0 || !terms.share_covariance() {
            terms.write_covariance(k, &mut term);
            if term.diagonal().any(|c| c > LARGEST_EXPONENT) {
                return None;
            }
            elementary::exp_m1(term.as_mut_slice());
        }
        add_weighted(&mut sum, shares.row(k), &term);
    }
    let safe = sum.as_slice().iter().all(|&k| k > -0.5);
    safe.then(|| {
        elementary::ln_1p(sum.as_mut_slice());
        sum
    })
}

fn covariance_of<T: Terms + ?Sized>(terms: &T, k: usize) -> SymmetricMatrix {
    let mut covariance = SymmetricMatrix::zeros(terms.dim(k));
    terms.write_covariance(k, &mut covariance);
    covariance
}

/// sum_ab += p_a · term_ab · p_b, in this order: p_a p_b alone may underflow.
fn add_weighted(sum: &mut SymmetricMatrix, p: &[f64], term: &SymmetricMatrix) {
    pulp::Arch::new().dispatch(|| {
        let (mut sums, mut terms) = (sum.as_mut_slice(), term.as_slice());
        for (a, &p_a) in p.iter().enumerate() {
            let (row, below) = sums.split_at_mut(a + 1);
            let (term, terms_below) = terms.split_at(a + 1);
            for ((sum, &term), &p_b) in row.iter_mut().zip(term).zip(p) {
                *sum = (p_a * term).mul_add(p_b, *sum);
            }
            (sums, terms) = (below, terms_below);
        }
    });
}

fn add_weighted_row(sum: &mut [f64], p: &[f64], a: usize, term: &[f64]) {
    pulp::Arch::new().dispatch(|| {
        for ((sum, &term), &p_b) in sum.iter_mut().zip(term).zip(p) {
            *sum = (p[a] * term).mul_add(p_b, *sum);
        }
    });
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

impl Terms for [MomentFit] {
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
