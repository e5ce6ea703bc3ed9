//! Sums of matrices whose rows and columns have weights.

use crate::SymmetricMatrix;
use crate::instructions::instructions;

/// sum_ab += p_a · term_ab · p_b, in this order: p_a p_b alone may underflow.
pub(super) fn add(sum: &mut SymmetricMatrix, p: &[f64], term: &SymmetricMatrix) {
    instructions().dispatch(|| {
        let (mut sums, mut terms) = (sum.as_mut_slice(), term.as_slice());
        for (a, &p_a) in p.iter().enumerate() {
            let (row, below) = sums.split_at_mut(a + 1);
            let (term, terms_below) = terms.split_at(a + 1);
            add_scaled(row, p_a, term, p);
            (sums, terms) = (below, terms_below);
        }
    });
}

/// The same for row `a` alone.
pub(super) fn add_row(sum: &mut [f64], p: &[f64], a: usize, term: &[f64]) {
    instructions().dispatch(|| add_scaled(sum, p[a], term, p));
}

#[inline(always)]
fn add_scaled(sum: &mut [f64], p_a: f64, term: &[f64], p: &[f64]) {
    for ((sum, &term), &p_b) in sum.iter_mut().zip(term).zip(p) {
        *sum = (p_a * term).mul_add(p_b, *sum);
    }
}
