//! The elimination of the entries of a row by the rows above it.

use pulp::{Simd, WithSimd};

use super::dot;
use crate::SymmetricMatrix;
use crate::instructions::instructions;
use crate::symmetric::packed;

/// Rows that are eliminated together as far as the rows above all of them go: the quotients of one row wait for
/// each other, but not for those of the other rows.
const ABREAST: usize = 4;

/// Turns row `pivot` of A into row `pivot` of L but for the last entry, and returns what is left of the diagonal.
/// Rows are asked for in their order.
pub(super) fn eliminate(factor: &mut SymmetricMatrix, pivot: usize) -> f64 {
    let first = pivot - pivot % ABREAST;
    let together = first + ABREAST <= factor.dim();
    let entries = factor.as_mut_slice();
    if together && pivot == first {
        let (above, rows) = entries.split_at_mut(packed(first));
        instructions().dispatch(Together { above, rows, first });
    }
    let (above, row) = entries.split_at_mut(packed(pivot));
    let from = if together { first } else { 0 };
    instructions().dispatch(Rest { above: &above[packed(from)..], row: &mut row[..=pivot], from })
}

/// Eliminates the entries before `first` in the rows from `first` on.
struct Together<'a> {
    above: &'a [f64],
    rows: &'a mut [f64],
    first: usize,
}

impl WithSimd for Together<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { mut above, rows, first } = self;
        let (a, rows) = rows.split_at_mut(first + 1);
        let (b, rows) = rows.split_at_mut(first + 2);
        let (c, d) = rows.split_at_mut(first + 3);
        for j in 0..first {
            let (other, below) = above.split_at(j + 1);
            for row in [&mut *a, &mut *b, &mut *c, &mut *d] {
                row[j] = quotient(row, other);
            }
            above = below;
        }
    }
}

/// Eliminates the entries of a row from `from` on.
struct Rest<'a> {
    /// The rows from `from` on.
    above: &'a [f64],
    row: &'a mut [f64],
    from: usize,
}

impl WithSimd for Rest<'_> {
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> f64 {
        let Self { mut above, row, from } = self;
        let pivot = row.len() - 1;
        for j in from..pivot {
            let (other, below) = above.split_at(j + 1);
            row[j] = quotient(row, other);
            above = below;
        }
        row[pivot] - dot(&row[..pivot], &row[..pivot])
    }
}

/// The entry of a row below the last entry of another; zero below a zero.
#[inline(always)]
fn quotient(row: &[f64], other: &[f64]) -> f64 {
    let j = other.len() - 1;
    let rest = row[j] - dot(&other[..j], &row[..j]);
    if other[j] == 0.0 { 0.0 } else { rest / other[j] }
}

#[cfg(test)]
mod tests {
    use crate::{Cholesky, SymmetricMatrix};

    /// Rows of a block that is not full are eliminated alone, so that every row is compared both ways.
    #[test]
    fn rows_that_are_eliminated_together_are_those_eliminated_alone() {
        let entry = |i: usize, j: usize| ((i * 7 + j * 3) as f64).sin() / 20.0;
        let spread = |i, j| if i == j { 1.0 + i as f64 / 9.0 } else { entry(i, j) };
        let whole = SymmetricMatrix::from_fn(13, spread).unwrap();
        let factor = Cholesky::new(&whole).unwrap();
        for dim in 1..13 {
            let leading = Cholesky::new(&whole.leading(dim)).unwrap();
            for i in 0..dim {
                assert_eq!(leading.row(i), factor.row(i), "row {i} of {dim}");
            }
        }
    }
}
