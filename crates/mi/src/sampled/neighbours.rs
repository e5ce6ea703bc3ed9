//! Distances to nearest neighbours.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

use pulp::NullaryFnOnce;

use crate::instructions::instructions;

/// So many rows are compared with one row at a time.
const TOGETHER: usize = 32;

/// ln of the volume (2ε)^n of the cube that reaches to the k-th nearest neighbour of every
/// row, in the order of the rows. Rows are sorted by their first coordinate, and a search
/// stops where that coordinate alone is farther away.
pub(super) fn ln_volumes(rows: &[f64], dim: usize, k: usize) -> Vec<f64> {
    let mut order: Vec<usize> = (0..rows.len() / dim).collect();
    order.sort_by(|&a, &b| rows[a * dim].total_cmp(&rows[b * dim]));
    let column = |d: usize| order.iter().map(|&i| rows[i * dim + d]).collect();
    let mut search = Search { columns: (0..dim).map(column).collect(), nearest: vec![0.0; k] };
    let mut volumes = vec![0.0; order.len()];
    for (at, &i) in order.iter().enumerate() {
        let distance = instructions().dispatch(KthDistance(&mut search, at));
        volumes[i] = dim as f64 * (2.0 * distance).max(f64::MIN_POSITIVE).ln();
    }
    volumes
}

/// The smallest distances from one row to the others, which lie coordinate by coordinate, sorted by the first.
struct Search {
    columns: Vec<Vec<f64>>,
    nearest: Vec<f64>,
}

/// A search, dispatched to the machine's vector instructions.
struct KthDistance<'a>(&'a mut Search, usize);

impl NullaryFnOnce for KthDistance<'_> {
    type Output = f64;

    #[inline(always)]
    fn call(self) -> f64 {
        let Self(search, at) = self;
        search.kth_distance(at)
    }
}

impl Search {
    /// Rows on either side are compared, some at a time, until they are farther away in the first coordinate alone
    /// than k others.
    #[inline(always)]
    fn kth_distance(&mut self, at: usize) -> f64 {
        self.nearest.fill(f64::INFINITY);
        let (rows, first) = (self.columns[0].len(), self.columns[0][at]);
        let (mut left, mut right) = (at, at + 1);
        loop {
            let is_near = |gap: f64, nearest: &[f64]| nearest.last().is_some_and(|&kth| gap < kth);
            let to_the_left = left > 0 && is_near(first - self.columns[0][left - 1], &self.nearest);
            if to_the_left {
                let from = left.saturating_sub(TOGETHER);
                self.compare(at, from, left);
                left = from;
            }
            let to_the_right =
                right < rows && is_near(self.columns[0][right] - first, &self.nearest);
            if to_the_right {
                let end = (right + TOGETHER).min(rows);
                self.compare(at, right, end);
                right = end;
            }
            if !to_the_left && !to_the_right {
                return self.nearest[self.nearest.len() - 1];
            }
        }
    }

    /// The largest coordinate of the differences from some neighbouring rows.
    #[inline(always)]
    fn compare(&mut self, at: usize, from: usize, end: usize) {
        let mut farthest = [0.0_f64; TOGETHER];
        for column in &self.columns {
            let own = column[at];
            for (farthest, other) in farthest.iter_mut().zip(&column[from..end]) {
                let distance = (other - own).abs();
                *farthest = if distance > *farthest { distance } else { *farthest };
            }
        }
        for &distance in &farthest[..end - from] {
            insert(&mut self.nearest, distance);
        }
    }
}

/// Keeps the smallest distances, in order.
#[inline(always)]
fn insert(nearest: &mut [f64], distance: f64) {
    if nearest.last().is_some_and(|&kth| distance < kth) {
        let at = nearest.partition_point(|&d| d <= distance);
        nearest[at..].rotate_right(1);
        nearest[at] = distance;
    }
}

#[cfg(test)]
mod tests {
    use rand::RngExt;
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    use super::ln_volumes;

    /// From all distances, sorted.
    fn from_all_distances(rows: &[f64], dim: usize, k: usize) -> Vec<f64> {
        let distance =
            |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        let volume = |(i, row)| {
            let others = rows.chunks(dim).enumerate().filter(|(j, _)| *j != i);
            let mut distances: Vec<f64> = others.map(|(_, other)| distance(row, other)).collect();
            distances.sort_by(f64::total_cmp);
            dim as f64 * (2.0 * distances[k - 1]).max(f64::MIN_POSITIVE).ln()
        };
        rows.chunks(dim).enumerate().map(volume).collect()
    }

    #[test]
    fn the_kth_neighbour_is_that_of_all_distances() {
        let rng = &mut ChaCha8Rng::seed_from_u64(1);
        for (rows, dim, k) in
            [(2, 1, 1), (9, 2, 8), (33, 1, 4), (64, 3, 1), (200, 2, 4), (500, 5, 7)]
        {
            let mut values: Vec<f64> =
                (0..rows * dim).map(|_| rng.random_range(-1.0..1.0)).collect();
            // Some rows with the same first coordinate, and some that are the same.
            let copied = values[..dim].to_vec();
            values[dim..2 * dim].copy_from_slice(&copied);
            values[(rows - 1) * dim] = copied[0];
            let expected = from_all_distances(&values, dim, k);
            assert_eq!(ln_volumes(&values, dim, k), expected, "{rows} rows, {dim}, {k}");
        }
    }
}
