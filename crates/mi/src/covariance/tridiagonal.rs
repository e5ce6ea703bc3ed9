//! The reduction of a symmetric matrix to a tridiagonal one, in an order of operations that no machine changes.

use synaptome_lognormal::SymmetricMatrix;

use super::search::Tridiagonals;

/// A tridiagonal matrix with the eigenvalues of a symmetric one, both divided by the largest entry of the latter
/// (G. H. Golub, C. F. Van Loan, *Matrix Computations*, 4th edition, sections 8.3.1 and 8.4.1).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tridiagonal {
    diagonal: Vec<f64>,
    /// Squares of the entries beside the diagonal.
    squares: Vec<f64>,
}

impl Tridiagonal {
    /// Householder's reduction. None if an entry is not finite, or none differs from zero.
    pub(super) fn of(matrix: &SymmetricMatrix) -> Option<Self> {
        let dim = matrix.dim();
        let largest = Self::largest_of(matrix)?;
        let row = |i: usize| (0..dim).map(|j| matrix[(i, j)] / largest).collect();
        let mut rows: Vec<Vec<f64>> = (0..dim).map(row).collect();
        let squares = (1..dim).map(|k| reflect(&mut rows, k)).collect();
        let diagonal: Vec<f64> = (0..dim).map(|i| rows[i][i]).collect();
        Some(Self { diagonal, squares })
    }

    /// The size of the largest entry. None if an entry is not finite, or none differs from zero.
    pub(super) fn largest_of(matrix: &SymmetricMatrix) -> Option<f64> {
        let sizes = || matrix.as_slice().iter().map(|entry| entry.abs());
        let largest = sizes().fold(0.0, f64::max);
        (largest > 0.0 && sizes().all(f64::is_finite)).then_some(largest)
    }

    /// The smallest and the largest eigenvalue.
    pub(super) fn extremes(&self) -> [f64; 2] {
        Tridiagonals::one(&self.diagonal, &self.squares).extremes()[0]
    }
}

/// Turns what stands below entry k of column k − 1 into zeros, with a reflection from both sides, and returns the square
/// of that entry.
fn reflect(rows: &mut [Vec<f64>], k: usize) -> f64 {
    let column: Vec<f64> = rows[k..].iter().map(|row| row[k - 1]).collect();
    let square = dot(&column, &column);
    let mut mirror = column;
    mirror[0] += square.sqrt().copysign(mirror[0]);
    let scale = dot(&mirror, &mirror) / 2.0;
    if scale == 0.0 {
        return square;
    }
    let image: Vec<f64> = rows[k..].iter().map(|row| dot(&row[k..], &mirror) / scale).collect();
    let part = dot(&image, &mirror) / (2.0 * scale);
    let shift: Vec<f64> = image.iter().zip(&mirror).map(|(image, m)| image - part * m).collect();
    for (i, row) in rows[k..].iter_mut().enumerate() {
        for (j, entry) in row[k..].iter_mut().enumerate() {
            *entry -= mirror[i] * shift[j] + shift[i] * mirror[j];
        }
    }
    square
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use faer::{Mat, Side};
    use rand::RngExt;
    use rand_chacha::ChaCha12Rng;
    use rand_chacha::rand_core::SeedableRng;

    /// Symmetric matrices of all signs: the extremes are those of faer, to rounding.
    #[test]
    fn extremes_are_those_of_faer() {
        let mut rng = ChaCha12Rng::seed_from_u64(1);
        for dim in 1..40 {
            let entries: Vec<f64> = (0..dim * dim).map(|_| rng.random::<f64>() - 0.4).collect();
            let matrix = SymmetricMatrix::from_fn(dim, |i, j| 1e-200 * entries[i * dim + j]);
            let matrix = matrix.unwrap();
            let sizes = (0..dim).flat_map(|i| matrix.row(i)).map(|entry| entry.abs());
            let largest = sizes.fold(0.0, f64::max);
            let dense = Mat::from_fn(dim, dim, |i, j| matrix[(i, j)] / largest);
            let expected = dense.self_adjoint_eigenvalues(Side::Lower).unwrap();
            let [low, high] = Tridiagonal::of(&matrix).unwrap().extremes();
            let size = expected[0].abs().max(expected[dim - 1].abs());
            let close = |found: f64, expected: f64| (found - expected).abs() < 1e-13 * size;
            assert!(close(low, expected[0]) && close(high, expected[dim - 1]), "{dim}");
        }
    }

    #[test]
    fn a_diagonal_matrix_keeps_its_entries_and_zeros_and_infinities_are_refused() {
        let matrix = |scale: f64| {
            let entry = |i: usize, j: usize| if i == j { scale * (i as f64 - 1.5) } else { 0.0 };
            SymmetricMatrix::from_fn(6, entry).unwrap()
        };
        let [low, high] = Tridiagonal::of(&matrix(2.0)).unwrap().extremes();
        assert!((low + 1.5 / 3.5).abs() < 1e-15 && (high - 1.0).abs() < 1e-15, "{low} {high}");
        let refused = [0.0, f64::INFINITY, f64::NAN].map(|scale| Tridiagonal::of(&matrix(scale)));
        assert!(refused.iter().all(Option::is_none));
    }

    /// The eigenvalue below or at which there are `rank`, by bisection with one number at a time.
    fn bisect(reduced: &Tridiagonal, rank: usize) -> f64 {
        let [mut low, mut high] = [-1e3, 1e3];
        loop {
            let middle = f64::midpoint(low, high);
            if middle <= low || middle >= high {
                return high;
            }
            if count_below(reduced, middle) >= rank { high = middle } else { low = middle }
        }
    }

    fn count_below(reduced: &Tridiagonal, x: f64) -> usize {
        let squares = std::iter::once(&0.0).chain(&reduced.squares);
        let mut pivot = 1.0;
        let entries = reduced.diagonal.iter().zip(squares);
        let pivots = entries.map(|(entry, square)| {
            pivot = entry - x - square / pivot;
            pivot = if pivot == 0.0 { f64::MIN_POSITIVE } else { pivot };
            pivot
        });
        pivots.filter(|&pivot| pivot < 0.0).count()
    }

    /// Eigenvalues that are simple, equal, zero, or of very different sizes: from other bounds, the search of one lane ends
    /// with the same two neighbours.
    #[test]
    fn extremes_are_those_of_a_plain_bisection() {
        let mut rng = ChaCha12Rng::seed_from_u64(2);
        for trial in 0..600 {
            let dim = 1 + trial % 23;
            let power = [0.0, 4.0, 60.0][trial % 3];
            let mut entries: Vec<f64> = (0..dim * dim).map(|_| rng.random::<f64>() - 0.5).collect();
            entries.iter_mut().for_each(|x| *x *= 10f64.powf(-power * rng.random::<f64>()));
            let rank = [dim, 1, 1 + dim / 2][trial / 3 % 3];
            let inner = |i: usize, j: usize| {
                (0..rank).map(|k| entries[i * dim + k] * entries[j * dim + k]).sum::<f64>()
            };
            let matrix = SymmetricMatrix::from_fn(dim, inner).unwrap();
            let reduced = Tridiagonal::of(&matrix).unwrap();
            let expected = [bisect(&reduced, 1), bisect(&reduced, dim)];
            let bits = |ends: [f64; 2]| ends.map(f64::to_bits);
            assert_eq!(bits(reduced.extremes()), bits(expected), "{dim} {expected:?}");
        }
    }
}
