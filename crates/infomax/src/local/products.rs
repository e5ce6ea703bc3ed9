//! Scalar products in eight partial sums, which vector units can keep apart.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

/// Partial sums of a product, and rows whose products are summed together.
const WIDTH: usize = 8;

#[inline(always)]
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; WIDTH];
    let (mut a, mut b) = (a.chunks_exact(WIDTH), b.chunks_exact(WIDTH));
    for (a, b) in a.by_ref().zip(b.by_ref()) {
        for lane in 0..WIDTH {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b);
    sums.iter().sum::<f64>() + rest.sum::<f64>()
}

/// The products of all rows of a matrix with a vector, with the bits of [`dot`]. Eight rows at a time do not wait for each other.
#[inline(always)]
pub(super) fn products(matrix: &[f64], vector: &[f64], products: &mut [f64]) {
    let columns = vector.len();
    let mut blocks = matrix.chunks_exact(WIDTH * columns);
    let mut found = products.chunks_exact_mut(WIDTH);
    for (rows, found) in blocks.by_ref().zip(found.by_ref()) {
        found.copy_from_slice(&products_of_eight(rows, vector));
    }
    let rows = blocks.remainder().chunks_exact(columns);
    found.into_remainder().iter_mut().zip(rows).for_each(|(found, row)| *found = dot(row, vector));
}

#[inline(always)]
fn products_of_eight(rows: &[f64], vector: &[f64]) -> [f64; WIDTH] {
    let columns = vector.len();
    let rows: [&[f64]; WIDTH] = std::array::from_fn(|r| &rows[r * columns..][..columns]);
    let mut sums = [[0.0; WIDTH]; WIDTH];
    let whole = columns / WIDTH;
    for chunk in 0..whole {
        let part = &vector[chunk * WIDTH..][..WIDTH];
        for (sums, row) in sums.iter_mut().zip(rows) {
            let row = &row[chunk * WIDTH..][..WIDTH];
            for lane in 0..WIDTH {
                sums[lane] += row[lane] * part[lane];
            }
        }
    }
    let rest = vector[whole * WIDTH..].iter().enumerate();
    let rest = |row: &[f64]| rest.clone().map(|(j, x)| row[whole * WIDTH + j] * x).sum::<f64>();
    std::array::from_fn(|r| sums[r].iter().sum::<f64>() + rest(rows[r]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whole numbers have exact sums in any order.
    #[test]
    fn products_are_those_of_whole_numbers_and_have_the_bits_of_each_alone() {
        for (rows, columns) in [(0, 5), (1, 1), (7, 8), (8, 8), (9, 64), (16, 3), (50, 67)] {
            let whole = |k: usize| (k * 7919 % 201) as f64 - 100.0;
            let matrix: Vec<f64> = (0..rows * columns).map(whole).collect();
            let vector: Vec<f64> = (0..columns).map(|j| whole(j + 3)).collect();
            let mut found = vec![f64::NAN; rows];
            products(&matrix, &vector, &mut found);
            for (row, found) in matrix.chunks_exact(columns).zip(&found) {
                let exact: f64 = row.iter().zip(&vector).map(|(a, b)| a * b).sum();
                assert_eq!(*found, exact, "{rows} {columns}");
            }
            let thirds = |numbers: &[f64]| numbers.iter().map(|x| x / 3.0).collect::<Vec<_>>();
            let (matrix, vector) = (thirds(&matrix), thirds(&vector));
            products(&matrix, &vector, &mut found);
            for (row, found) in matrix.chunks_exact(columns).zip(&found) {
                assert_eq!(found.to_bits(), dot(row, &vector).to_bits(), "{rows} {columns}");
            }
        }
    }
}
