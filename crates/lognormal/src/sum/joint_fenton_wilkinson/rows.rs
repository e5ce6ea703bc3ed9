//! Σ row by row, for matrices that are wanted once and somewhere else.

use std::fmt;

use super::super::terms::Terms;
use super::fractions::Fractions;
use super::weighted;
use crate::Error;
use crate::elementary::{self, LARGEST_EXPONENT};
use crate::error::{require_index, require_len};

/// The covariance of [`JointFentonWilkinson`](crate::JointFentonWilkinson) one row at a time:
/// nothing of the size n × n is kept.
///
/// ```
/// use synaptome_lognormal::{CovarianceRows, MultivariateLogNormal, SymmetricMatrix};
/// let covariance = SymmetricMatrix::from_rows(&[[0.5, 0.2], [0.2, 0.3]])?;
/// let terms = vec![MultivariateLogNormal::new(vec![0.0, 1.0], covariance)?; 2];
/// let mut row = [0.0; 2];
/// CovarianceRows::new(&terms[..])?.write_row(1, &mut row)?;
/// assert!((row[0] - (0.2_f64.exp_m1() / 2.0).ln_1p()).abs() < 1e-15);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
pub struct CovarianceRows<'a, T: ?Sized> {
    terms: &'a T,
    fractions: Fractions,
    term: Vec<f64>,
}

impl<'a, T: Terms + ?Sized> CovarianceRows<'a, T> {
    /// Matches the moments of the sum of `terms`.
    ///
    /// # Errors
    /// As [`JointFentonWilkinson::fit`](crate::JointFentonWilkinson::fit).
    pub fn new(terms: &'a T) -> Result<Self, Error> {
        let fractions = Fractions::of(terms)?;
        let term = vec![0.0; terms.dim(0)];
        Ok(Self { terms, fractions, term })
    }

    /// ln E w_a.
    pub fn ln_means(&self) -> &[f64] {
        &self.fractions.ln_totals
    }

    /// Writes Σ_a0 … Σ_aa.
    ///
    /// # Errors
    /// If there is no row `a`, `row` has not a + 1 entries, or an entry leaves the range in
    /// which the sum needs no logarithms (an exponent above 700, or 1 + K below ½), where
    /// [`JointFentonWilkinson::fit`](crate::JointFentonWilkinson::fit) still works.
    pub fn write_row(&mut self, a: usize, row: &mut [f64]) -> Result<(), Error> {
        require_index("row", a, self.term.len())?;
        require_len("the row of the covariance", a + 1, row.len())?;
        row.fill(0.0);
        for k in 0..self.terms.count() {
            if k == 0 || !self.terms.share_covariance() {
                self.exponentiate(k, a)?;
            }
            weighted::add_row(row, self.fractions.row(k), a, &self.term[..=a]);
        }
        if let Some(&value) = row.iter().find(|&&k| k.is_nan() || k <= -0.5) {
            let (quantity, low, high) = ("the relative covariance K", -0.5, f64::MAX);
            return Err(Error::OutOfRange { quantity, value, low, high });
        }
        elementary::ln_1p(row);
        Ok(())
    }

    /// e^C^k_ab − 1 for b ≤ a.
    fn exponentiate(&mut self, k: usize, a: usize) -> Result<(), Error> {
        let term = &mut self.term[..=a];
        self.terms.write_covariance_row(k, a, term);
        let largest = term.iter().fold(0.0, |x: f64, &y| if y > x { y } else { x });
        if largest > LARGEST_EXPONENT {
            let (value, low, high) = (largest, -LARGEST_EXPONENT, LARGEST_EXPONENT);
            return Err(Error::OutOfRange { quantity: "a covariance of ln Y", value, low, high });
        }
        elementary::exp_m1(term);
        Ok(())
    }
}

impl<T: ?Sized> fmt::Debug for CovarianceRows<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CovarianceRows").finish_non_exhaustive()
    }
}
