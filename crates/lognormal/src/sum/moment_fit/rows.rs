//! Σ row by row, for matrices that are wanted once and somewhere else.

use super::{Shares, Terms};
use crate::Error;
use crate::elementary::{self, LARGEST_EXPONENT};

/// The same fit as [`MomentFit`](crate::MomentFit), told one row of Σ at a time: nothing of the size n × n is
/// kept.
pub struct MomentRows<'a, T: ?Sized> {
    terms: &'a T,
    shares: Shares,
    term: Vec<f64>,
}

impl<'a, T: Terms + ?Sized> MomentRows<'a, T> {
    /// Matches the moments of the sum of `terms`.
    ///
    /// # Errors
    /// As [`MomentFit::fit`](crate::MomentFit::fit).
    pub fn new(terms: &'a T) -> Result<Self, Error> {
        let shares = Shares::of(terms)?;
        let term = vec![0.0; terms.dim(0)];
        Ok(Self { terms, shares, term })
    }

    /// ln E w_a.
    pub fn ln_means(&self) -> &[f64] {
        &self.shares.ln_totals
    }

    /// Writes Σ_a0 … Σ_aa.
    ///
    /// # Errors
    /// If there is no row `a`, `row` has not a + 1 entries, or an entry leaves the range in which the sum can be
    /// had without logarithms (an exponent above 700, or 1 + K below ½), where
    /// [`MomentFit::fit`](crate::MomentFit::fit) goes on.
    pub fn write_row(&mut self, a: usize, row: &mut [f64]) -> Result<(), Error> {
        let dim = self.term.len();
        if a >= dim {
            return Err(Error::IndexOutOfRange { index: a, dim });
        }
        Error::require_dim("row of a covariance", a + 1, row.len())?;
        row.fill(0.0);
        for k in 0..self.terms.count() {
            let term = &mut self.term[..=a];
            if k == 0 || !self.terms.share_covariance() {
                self.terms.write_covariance_row(k, a, term);
                let largest = term.iter().fold(0.0, |x: f64, &y| if y > x { y } else { x });
                if largest > LARGEST_EXPONENT {
                    return Err(Error::NotFinite { quantity: "e^C", value: largest });
                }
                elementary::exp_m1(term);
            }
            super::add_weighted_row(row, self.shares.row(k), a, term);
        }
        if let Some(&value) = row.iter().find(|&&k| k.is_nan() || k <= -0.5) {
            return Err(Error::NotFinite { quantity: "ln(1 + K)", value });
        }
        elementary::ln_1p(row);
        Ok(())
    }
}

impl<T: ?Sized> std::fmt::Debug for MomentRows<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MomentRows").finish_non_exhaustive()
    }
}
