//! Products of matrices that do not fit into the cache.

use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, MatMut, MatRef, Par};

use crate::tiles::TILE;

/// Rows and inner sums, and columns, of the blocks that are multiplied at a time: measured to be best
/// for second-level caches of one to two megabytes.
const BLOCK: usize = 192;
const COLUMNS: usize = 512;

/// target ← \[target +\] scale · A B.
pub(crate) fn multiply(
    mut target: MatMut<'_, f64>,
    accum: Accum,
    scale: f64,
    a: MatRef<'_, f64>,
    b: MatRef<'_, f64>,
) {
    // Rows that are read across would be gathered again for every block of rows.
    let gathered = (b.row_stride() != 1 && a.nrows() > BLOCK).then(|| gathered(b));
    let b = gathered.as_ref().map_or(b, Mat::as_ref);
    for k in (0..a.ncols()).step_by(BLOCK) {
        let accum = if k == 0 { accum } else { Accum::Add };
        let inner = BLOCK.min(a.ncols() - k);
        let (a, b) = (a.subcols(k, inner), b.subrows(k, inner));
        for i in (0..a.nrows()).step_by(BLOCK) {
            let rows = BLOCK.min(a.nrows() - i);
            for j in (0..b.ncols()).step_by(COLUMNS) {
                let columns = COLUMNS.min(b.ncols() - j);
                let block = target.as_mut().submatrix_mut(i, j, rows, columns);
                matmul(block, accum, a.subrows(i, rows), b.subcols(j, columns), scale, Par::Seq);
            }
        }
    }
}

/// The same matrix with columns that are read along; as many rows as fill a cache line are copied side by side.
fn gathered(matrix: MatRef<'_, f64>) -> Mat<f64> {
    let mut copy = Mat::zeros(matrix.nrows(), matrix.ncols());
    for first in (0..matrix.nrows()).step_by(TILE) {
        let rows = TILE.min(matrix.nrows() - first);
        let (from, mut to) = (matrix.subrows(first, rows), copy.subrows_mut(first, rows));
        for j in 0..matrix.ncols() {
            for i in 0..rows {
                to[(i, j)] = from[(i, j)];
            }
        }
    }
    copy
}

#[cfg(test)]
mod tests {
    use faer::{Accum, Mat};

    use super::{BLOCK, gathered, multiply};

    #[test]
    fn what_is_read_across_is_copied_whole() {
        for (rows, columns) in [(1, 1), (8, 3), (13, 20), (64, 1)] {
            let matrix = Mat::from_fn(columns, rows, |i, j| (100 * i + j) as f64);
            assert_eq!(gathered(matrix.transpose()), matrix.transpose().to_owned());
        }
    }

    #[test]
    fn a_product_in_blocks_is_that_of_whole_numbers() {
        let n = BLOCK + 9;
        let a = Mat::from_fn(n, n, |i, j| ((3 * i + j) % 7) as f64 - 3.0);
        let b = Mat::from_fn(n, n, |i, j| ((i + 5 * j) % 11) as f64 - 5.0);
        for b in [b.as_ref(), b.transpose()] {
            let mut product = Mat::from_fn(n, n, |_, _| 1.0);
            multiply(product.as_mut(), Accum::Add, 2.0, a.as_ref(), b);
            let entry = |i, j| (0..n).map(|k| a[(i, k)] * b[(k, j)]).sum::<f64>();
            assert_eq!(product, Mat::from_fn(n, n, |i, j| 1.0 + 2.0 * entry(i, j)));
        }
    }
}
