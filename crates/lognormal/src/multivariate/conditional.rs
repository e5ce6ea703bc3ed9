//! A log-normal vector some of whose components are known.

use super::{MultivariateLogNormal, inner};
use crate::error::{require_index, require_len, require_positive};
use crate::{Cholesky, Error, SymmetricMatrix};

impl MultivariateLogNormal {
    /// The distribution of the other components, in ascending order, given that the components
    /// `known` have the values `x`: log-normal with μ_o + Σ_ok Σ_kk⁻¹ (ln x − μ_k) and
    /// Σ_oo − Σ_ok Σ_kk⁻¹ Σ_ko.
    ///
    /// ```
    /// use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};
    /// let covariance = SymmetricMatrix::from_rows(&[[1.0, 0.5], [0.5, 1.0]])?;
    /// let pair = MultivariateLogNormal::new(vec![0.0; 2], covariance)?;
    /// let second = pair.given(&[0], &[1.0_f64.exp()])?.marginal(0)?;
    /// assert!((second.mu() - 0.5).abs() < 1e-15 && (second.sigma().powi(2) - 0.75).abs() < 1e-15);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a component is out of range, every component is known, there is not one positive
    /// finite value for each, or Σ_kk is singular, as it is if a component is named twice.
    pub fn given(&self, known: &[usize], x: &[f64]) -> Result<Self, Error> {
        known.iter().try_for_each(|&a| require_index("component", a, self.dim()))?;
        require_len("the vector of values", known.len(), x.len())?;
        x.iter().try_for_each(|&x| require_positive("a value", x).map(drop))?;
        let others: Vec<usize> = (0..self.dim()).filter(|a| !known.contains(a)).collect();
        if others.is_empty() {
            return Err(Error::Empty { quantity: "the unknown components" });
        }
        self.regress(known, x, &others)
    }

    /// By Σ_kk = LLᵀ: rows L⁻¹Σ_ko, whose inner products are what Σ_oo loses.
    fn regress(&self, known: &[usize], x: &[f64], others: &[usize]) -> Result<Self, Error> {
        let sigma = self.covariance();
        let block = SymmetricMatrix::from_fn(known.len(), |i, j| sigma[(known[i], known[j])])?;
        let factor = Cholesky::new(&block);
        let factor = factor.map_err(|error| error.of_matrix("the covariance of what is known"))?;
        let gaps: Vec<f64> = known.iter().zip(x).map(|(&a, x)| x.ln() - self.mu()[a]).collect();
        let gaps = factor.solve_lower(&gaps)?;
        let row = |&o: &usize| {
            let column: Vec<f64> = known.iter().map(|&a| sigma[(o, a)]).collect();
            factor.solve_lower(&column)
        };
        let rows = others.iter().map(row).collect::<Result<Vec<_>, _>>()?;
        let mu = others.iter().zip(&rows).map(|(&o, row)| self.mu()[o] + inner(row, &gaps));
        let left = |i: usize, j: usize| {
            let (a, b) = (others[i], others[j]);
            let scale = (sigma[(a, a)] * sigma[(b, b)]).sqrt();
            let left = sigma[(a, b)] - inner(&rows[i], &rows[j]);
            if left.abs() <= 16.0 * f64::EPSILON * rows.len() as f64 * scale { 0.0 } else { left }
        };
        Self::new(mu.collect(), SymmetricMatrix::from_fn(others.len(), left)?)
    }
}
