//! Distances to nearest neighbours.

/// ln of the volume (2ε)^n of the cube that reaches to the k-th nearest neighbour of every
/// row, in the order of the rows. Rows are sorted by their first coordinate, and a search
/// stops where that coordinate alone is farther away.
pub(super) fn ln_volumes(rows: &[f64], dim: usize, k: usize) -> Vec<f64> {
    let row = |i: usize| &rows[i * dim..(i + 1) * dim];
    let mut order: Vec<usize> = (0..rows.len() / dim).collect();
    order.sort_by(|&a, &b| row(a)[0].total_cmp(&row(b)[0]));
    let sorted: Vec<&[f64]> = order.iter().map(|&i| row(i)).collect();
    let mut volumes = vec![0.0; order.len()];
    for (at, &i) in order.iter().enumerate() {
        let distance = kth_distance(&sorted, at, k);
        volumes[i] = dim as f64 * (2.0 * distance).max(f64::MIN_POSITIVE).ln();
    }
    volumes
}

fn kth_distance(sorted: &[&[f64]], at: usize, k: usize) -> f64 {
    let mut nearest = vec![f64::INFINITY; k];
    let (mut left, mut right) = (at, at + 1);
    loop {
        let gap = |i: usize| (sorted[i][0] - sorted[at][0]).abs();
        let left_gap = if left > 0 { gap(left - 1) } else { f64::INFINITY };
        let right_gap = if right < sorted.len() { gap(right) } else { f64::INFINITY };
        if left_gap.min(right_gap) >= nearest[k - 1] {
            return nearest[k - 1];
        }
        let next = if left_gap < right_gap { left - 1 } else { right };
        if left_gap < right_gap {
            left -= 1;
        } else {
            right += 1;
        }
        insert(&mut nearest, farthest_coordinate(sorted[at], sorted[next]));
    }
}

fn farthest_coordinate(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// Keeps the smallest distances, in order.
fn insert(nearest: &mut [f64], distance: f64) {
    let Some(at) = nearest.iter().position(|&d| distance < d) else { return };
    nearest[at..].rotate_right(1);
    nearest[at] = distance;
}
