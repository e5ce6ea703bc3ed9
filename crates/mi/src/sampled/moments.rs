//! Entropies from sampled moments, in groups that can be left out.

use synaptome_lognormal::{Cholesky, SymmetricMatrix};

use crate::Error;

/// Sums of 1, x, x xᵀ and x x x over the rows of one group.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    count: f64,
    first: Vec<f64>,
    second: SymmetricMatrix,
    /// a ≥ b ≥ c, or empty.
    third: Vec<f64>,
}

impl Sums {
    pub(super) fn of(rows: &[f64], dim: usize, with_third: bool) -> Result<Self, Error> {
        let size = if with_third { dim * (dim + 1) * (dim + 2) / 6 } else { 0 };
        let (second, third) = (SymmetricMatrix::zeros(dim)?, vec![0.0; size]);
        let mut sums = Self { count: 0.0, first: vec![0.0; dim], second, third };
        rows.chunks_exact(dim).for_each(|x| sums.add(x));
        Ok(sums)
    }

    fn add(&mut self, x: &[f64]) {
        self.count += 1.0;
        let mut third = self.third.iter_mut();
        for (a, &x_a) in x.iter().enumerate() {
            self.first[a] += x_a;
            for (b, sum) in self.second.row_mut(a).iter_mut().enumerate() {
                let product = x_a * x[b];
                *sum += product;
                third.by_ref().zip(&x[..=b]).for_each(|(sum, x_c)| *sum += product * x_c);
            }
        }
    }

    fn merge(mut self, other: &Self) -> Self {
        self.count += other.count;
        let pairs = self.first.iter_mut().zip(&other.first);
        let pairs = pairs.chain(self.second.as_mut_slice().iter_mut().zip(other.second.as_slice()));
        pairs.chain(self.third.iter_mut().zip(&other.third)).for_each(|(sum, x)| *sum += x);
        self
    }

    fn mean(&self) -> Vec<f64> {
        self.first.iter().map(|sum| sum / self.count).collect()
    }

    fn covariance(&self) -> SymmetricMatrix {
        let mean = self.mean();
        self.second.map(|a, b, sum| sum / self.count - mean[a] * mean[b])
    }

    pub(super) fn correlation(&self) -> SymmetricMatrix {
        let covariance = self.covariance();
        let spread: Vec<f64> = covariance.diagonal().map(f64::sqrt).collect();
        covariance.map(|a, b, c| if a == b { 1.0 } else { c / spread[a] / spread[b] })
    }

    /// κ_abc for all a, b, c.
    fn third_cumulants(&self) -> Cube {
        let (mean, n) = (self.mean(), self.first.len());
        let mut cumulants = cube(n);
        let places =
            (0..n).flat_map(|a| (0..=a).flat_map(move |b| (0..=b).map(move |c| (a, b, c))));
        for ((a, b, c), sum) in places.zip(&self.third) {
            let second = |i: usize, j: usize| self.second[(i, j)] / self.count;
            let lower = mean[a] * second(b, c) + mean[b] * second(a, c) + mean[c] * second(a, b);
            let value = sum / self.count - lower + 2.0 * mean[a] * mean[b] * mean[c];
            for [i, j, k] in [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
                cumulants[i][j][k] = value;
            }
        }
        cumulants
    }
}

/// n × n × n numbers.
type Cube = Vec<Vec<Vec<f64>>>;

fn cube(n: usize) -> Cube {
    vec![vec![vec![0.0; n]; n]; n]
}

/// h(w) in nats but for (n/2) ln 2πe, from all groups but one.
pub(super) fn entropy_nats(groups: &[Sums], left_out: Option<usize>) -> Result<f64, Error> {
    let kept = groups.iter().enumerate().filter(|(g, _)| Some(*g) != left_out).map(|(_, s)| s);
    let Some(sums) = kept.cloned().reduce(|all, group| all.merge(&group)) else {
        return Err(Error::Empty { quantity: "the groups of samples" });
    };
    let factor = Cholesky::new(&sums.covariance());
    let factor = factor.map_err(|error| Error::of_matrix(error, "the sampled covariance"))?;
    let normal = sums.mean().iter().sum::<f64>() + factor.ln_det() / 2.0;
    if sums.third.is_empty() {
        return Ok(normal);
    }
    Ok(normal - squared_norm(sums.third_cumulants(), &factor)? / 12.0)
}

/// Σ κ_abc² after whitening: L⁻¹ on each of the three indices, by turns.
fn squared_norm(mut cumulants: Cube, factor: &Cholesky) -> Result<f64, Error> {
    let n = factor.dim();
    for _ in 0..3 {
        let mut turned = cube(n);
        for (a, plane) in cumulants.iter().enumerate() {
            for (b, row) in plane.iter().enumerate() {
                let white = factor.solve_lower(row)?;
                white.into_iter().enumerate().for_each(|(c, value)| turned[c][a][b] = value);
            }
        }
        cumulants = turned;
    }
    Ok(cumulants.iter().flatten().flatten().map(|k| k * k).sum())
}
