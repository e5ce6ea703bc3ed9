//! The fraction that each term contributes to the mean of a sum.

use super::super::terms::Terms;
use crate::error::{require_finite, require_len};
use crate::log_domain::ln_sum_exp;
use crate::{Error, elementary};

/// L_ka, ln E w_a = ln Σ_k e^L_ka and p_ka = e^L_ka / E w_a; tables are N × n.
pub(super) struct Fractions {
    pub(super) ln_totals: Vec<f64>,
    ln_terms: Vec<f64>,
    table: Vec<f64>,
}

impl Fractions {
    pub(super) fn of<T: Terms + ?Sized>(terms: &T) -> Result<Self, Error> {
        let ln_terms = ln_means(terms)?;
        let dim = terms.dim(0);
        let largest =
            fold_rows(&ln_terms, dim, f64::NEG_INFINITY, |a, b| if b > a { b } else { a });
        let mut table = ln_terms.clone();
        for_each_row(&mut table, &largest, |l, largest| *l -= largest);
        elementary::exp(&mut table);
        let totals = fold_rows(&table, dim, 0.0, |a, b| a + b);
        let inverses: Vec<f64> = totals.iter().map(|total| 1.0 / total).collect();
        for_each_row(&mut table, &inverses, |p, inverse| *p *= inverse);
        let ln_totals = largest.iter().zip(&totals).map(|(largest, total)| largest + total.ln());
        Ok(Self { ln_totals: ln_totals.collect(), ln_terms, table })
    }

    /// p_k1 … p_kn.
    pub(super) fn row(&self, k: usize) -> &[f64] {
        let dim = self.ln_totals.len();
        &self.table[k * dim..(k + 1) * dim]
    }

    /// ln p_ka.
    pub(super) fn ln(&self, k: usize, a: usize) -> f64 {
        self.ln_terms[k * self.ln_totals.len() + a] - self.ln_totals[a]
    }

    /// ln(1 − p_ka) = ln Σ_{j≠k} p_ja: exact where one term is nearly all.
    pub(super) fn ln_of_others(&self, k: usize, a: usize) -> f64 {
        let count = self.ln_terms.len() / self.ln_totals.len();
        ln_sum_exp((0..count).filter(|&j| j != k).map(|j| self.ln(j, a)))
    }
}

fn ln_means<T: Terms + ?Sized>(terms: &T) -> Result<Vec<f64>, Error> {
    let dim = require_dims(terms)?;
    let mut table = vec![0.0; terms.count() * dim];
    table.chunks_exact_mut(dim).enumerate().for_each(|(k, row)| terms.write_ln_means(k, row));
    table.iter().try_for_each(|&l| require_finite("ln E Y", l).map(drop))?;
    Ok(table)
}

/// The number of components that all terms have.
fn require_dims<T: Terms + ?Sized>(terms: &T) -> Result<usize, Error> {
    if terms.count() == 0 {
        return Err(Error::Empty { quantity: "a sum" });
    }
    let dim = terms.dim(0);
    if dim == 0 {
        return Err(Error::Empty { quantity: "a log-normal vector" });
    }
    (1..terms.count()).try_for_each(|k| require_len("a term of the sum", dim, terms.dim(k)))?;
    Ok(dim)
}

fn fold_rows(table: &[f64], dim: usize, start: f64, combine: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let mut folded = vec![start; dim];
    for row in table.chunks_exact(dim) {
        folded.iter_mut().zip(row).for_each(|(f, &x)| *f = combine(*f, x));
    }
    folded
}

fn for_each_row(table: &mut [f64], by: &[f64], update: impl Fn(&mut f64, f64)) {
    for row in table.chunks_exact_mut(by.len()) {
        row.iter_mut().zip(by).for_each(|(x, &by)| update(x, by));
    }
}
