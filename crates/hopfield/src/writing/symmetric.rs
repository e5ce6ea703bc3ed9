//! Symmetric products of tall matrices.

use faer::linalg::matmul::triangular::{BlockStructure, matmul};
use faer::{Accum, Mat, MatRef, Par};

use crate::correlations::mirror_lower;

/// B Bᵀ, computed in its lower triangle only.
pub(super) fn gram(basis: MatRef<'_, f64>) -> Mat<f64> {
    let mut product = Mat::zeros(basis.nrows(), basis.nrows());
    write_lower(&mut product, Accum::Replace, basis, basis);
    mirror_lower(&mut product);
    product
}

/// A Bᵀ + B Aᵀ, computed in its lower triangle only.
pub(super) fn twice_symmetric_product(a: MatRef<'_, f64>, b: MatRef<'_, f64>) -> Mat<f64> {
    let mut product = Mat::zeros(a.nrows(), a.nrows());
    write_lower(&mut product, Accum::Replace, a, b);
    write_lower(&mut product, Accum::Add, b, a);
    mirror_lower(&mut product);
    product
}

/// Writes or adds A Bᵀ in the lower triangle.
fn write_lower(product: &mut Mat<f64>, accum: Accum, a: MatRef<'_, f64>, b: MatRef<'_, f64>) {
    matmul(
        product.as_mut(),
        BlockStructure::TriangularLower,
        accum,
        a,
        BlockStructure::Rectangular,
        b.transpose(),
        BlockStructure::Rectangular,
        1.0,
        Par::Seq,
    );
}
