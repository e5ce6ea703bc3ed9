//! Products of matrices that do not fit into the cache.

use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, MatMut, MatRef, Par};

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
    let gathered = (b.row_stride() != 1 && a.nrows() > BLOCK).then(|| b.to_owned());
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
