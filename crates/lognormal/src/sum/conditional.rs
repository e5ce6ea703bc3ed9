//! Probabilities of sums of correlated log-normals, given all but one normal variable.

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

use super::distribution::quadrature;
use crate::error::require_positive;
use crate::{Error, Estimate, MultivariateLogNormal, normal};

mod interval;

use interval::{Line, Side};

/// The sum S of the components of a log-normal vector, whose covariance may be singular.
///
/// With ln X = μ + b r + A u for independent standard normal r and u, S is a convex function
/// of r for every u, so that S ≤ x is an interval of r, whose probability is known. What is left
/// is the expectation over u, which has one dimension less than Σ has rank: none for rank 1, an
/// integral for rank 2 ([`cdf`](Self::cdf)), and for any rank an average over draws of u
/// ([`estimate_cdf`](Self::estimate_cdf)), whose variance is far below that of counting.
///
/// ```
/// use synaptome_lognormal::{CorrelatedSum, MultivariateLogNormal, SymmetricMatrix};
/// let covariance = SymmetricMatrix::from_rows(&[[1.0, 0.5], [0.5, 1.0]])?;
/// let pair = MultivariateLogNormal::new(vec![0.0; 2], covariance)?;
/// let sum = CorrelatedSum::new(&pair)?;
/// let total = sum.cdf(2.0)?.value + sum.survival(2.0)?.value;
/// assert!((total - 1.0).abs() < 1e-12);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CorrelatedSum {
    mu: Vec<f64>,
    /// b_a.
    along: Vec<f64>,
    /// A, row after row.
    across: Vec<Vec<f64>>,
}

/// Beyond this |u| the normal density is not a positive `f64`.
const FARTHEST: i32 = 39;
/// What n draws that are all alike leave open is below 3/n with a probability of 95 %.
const RULE_OF_THREE: f64 = 3.0;
/// Most draws of one estimate.
const MOST: usize = 1 << 40;

impl CorrelatedSum {
    /// The sum of these components.
    ///
    /// # Errors
    /// If it is constant.
    pub fn new(terms: &MultivariateLogNormal) -> Result<Self, Error> {
        let mut loadings = terms.loadings();
        let variance = terms.covariance().diagonal().fold(0.0, f64::max);
        require_positive("the largest variance of ln X", variance)?;
        let direction = direction(terms, &loadings);
        reflect(&mut loadings, &direction);
        let along = loadings.iter().map(|row| row[0]).collect();
        let across = loadings.iter().map(|row| row[1..].to_vec()).collect();
        Ok(Self { mu: terms.mu().to_vec(), along, across })
    }

    /// The rank of the covariance of ln X.
    pub fn rank(&self) -> usize {
        self.across[0].len() + 1
    }

    /// Pr(S ≤ x) by quadrature, with the difference of two of them as error.
    ///
    /// # Errors
    /// [`Error::TooLarge`] if the rank exceeds 2.
    pub fn cdf(&self, x: f64) -> Result<Estimate, Error> {
        self.integrate(x, Side::Below)
    }

    /// Pr(S > x) by quadrature, with the difference of two of them as error.
    ///
    /// # Errors
    /// [`Error::TooLarge`] if the rank exceeds 2.
    pub fn survival(&self, x: f64) -> Result<Estimate, Error> {
        self.integrate(x, Side::Above)
    }

    /// Pr(S ≤ x) as an average over `draws` draws, with its standard error, or 3/n if all draws
    /// are alike, as in far tails that none of them reaches.
    ///
    /// # Errors
    /// [`Error::TooFew`] for fewer than two draws.
    pub fn estimate_cdf<R: Rng + ?Sized>(
        &self,
        x: f64,
        draws: usize,
        rng: &mut R,
    ) -> Result<Estimate, Error> {
        self.average(x, Side::Below, draws, rng)
    }

    /// Pr(S > x) as an average over `draws` draws, with its standard error, or 3/n if all draws
    /// are alike, as in far tails that none of them reaches.
    ///
    /// # Errors
    /// [`Error::TooFew`] for fewer than two draws.
    pub fn estimate_survival<R: Rng + ?Sized>(
        &self,
        x: f64,
        draws: usize,
        rng: &mut R,
    ) -> Result<Estimate, Error> {
        self.average(x, Side::Above, draws, rng)
    }

    fn integrate(&self, x: f64, side: Side) -> Result<Estimate, Error> {
        require_number(x)?;
        let rank = self.rank();
        if rank > 2 {
            let quantity = "the rank of the covariance";
            return Err(Error::TooLarge { quantity, value: rank as u128, limit: 2 });
        }
        if rank == 1 {
            let value = self.given(&[], x, side);
            return Ok(Estimate { value, error: rounding(value) });
        }
        let f = |u: f64| normal::pdf(u) * self.given(&[u], x, side);
        let (value, other) = (over_cells(&f, 0.0), over_cells(&f, 1.0 / 3.0));
        let error = (value - other).abs() + quadrature::ERROR * value + rounding(value);
        Ok(Estimate { value: value.min(1.0), error })
    }

    fn average<R: Rng + ?Sized>(
        &self,
        x: f64,
        side: Side,
        draws: usize,
        rng: &mut R,
    ) -> Result<Estimate, Error> {
        require_number(x)?;
        require_draws(draws)?;
        let (mut mean, mut squares) = (0.0, 0.0);
        let mut u = vec![0.0; self.rank() - 1];
        for i in 0..draws {
            u.iter_mut().for_each(|u| *u = StandardNormal.sample(rng));
            let gap = self.given(&u, x, side) - mean;
            mean += gap / (i + 1) as f64;
            squares += gap * gap * i as f64 / (i + 1) as f64;
        }
        let n = draws as f64;
        let scatter = (squares / (n * (n - 1.0))).sqrt();
        let unseen = scatter == 0.0 && x > 0.0 && x < f64::INFINITY && self.rank() > 1;
        Ok(Estimate { value: mean, error: if unseen { RULE_OF_THREE / n } else { scatter } })
    }

    /// Pr(S ≤ x | u), or Pr(S > x | u).
    fn given(&self, u: &[f64], x: f64, side: Side) -> f64 {
        let offset =
            |(mu, row): (&f64, &Vec<f64>)| mu + row.iter().zip(u).map(|(a, u)| a * u).sum::<f64>();
        let offsets = self.mu.iter().zip(&self.across).map(offset).collect();
        Line { offsets, slopes: &self.along }.probability(x, side)
    }
}

/// What rounding costs: a relative error of z changes a tail e^(−½z²) by z² times as much.
fn rounding(value: f64) -> f64 {
    if value > 0.0 { (16.0 - 4.0 * value.ln()) * f64::EPSILON * value } else { 0.0 }
}

fn require_number(x: f64) -> Result<(), Error> {
    if x.is_nan() { Err(Error::NotFinite { quantity: "x", value: x }) } else { Ok(()) }
}

fn require_draws(draws: usize) -> Result<(), Error> {
    if draws < 2 {
        return Err(Error::TooFew { quantity: "draws", found: draws, needed: 2 });
    }
    if draws > MOST {
        let (value, limit) = (draws as u128, MOST as u128);
        return Err(Error::TooLarge { quantity: "the number of draws", value, limit });
    }
    Ok(())
}

/// The integral over cells of width 1, each refined to a precision relative to the whole.
fn over_cells(f: &impl Fn(f64) -> f64, shift: f64) -> f64 {
    let cell = |i: i32| (f64::from(i) - shift, f64::from(i + 1) - shift);
    let cells: Vec<(f64, f64)> = (-FARTHEST..=FARTHEST).map(cell).collect();
    let firsts: Vec<(f64, f64)> = cells.iter().map(|c| quadrature::rule(f, c.0, c.1)).collect();
    let total = firsts.iter().map(|first| first.0).sum();
    let refined = |(cell, first)| quadrature::refine(f, cell, first, total);
    cells.into_iter().zip(firsts).map(refined).sum()
}

/// The direction in which the mean of the sum grows fastest, or else that of the widest term.
fn direction(terms: &MultivariateLogNormal, loadings: &[Vec<f64>]) -> Vec<f64> {
    let ln_means = terms.ln_means();
    let largest = ln_means.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b));
    let mut total = vec![0.0; loadings[0].len()];
    for (row, ln_mean) in loadings.iter().zip(&ln_means) {
        let weight = (ln_mean - largest).exp();
        total.iter_mut().zip(row).for_each(|(t, l)| *t += weight * l);
    }
    let norm = |v: &[f64]| v.iter().map(|x| x * x).sum::<f64>().sqrt();
    let widest = loadings.iter().max_by(|a, b| norm(a).total_cmp(&norm(b)));
    let widest = widest.cloned().unwrap_or_default();
    let chosen = if norm(&total) > 1e-3 * norm(&widest) { total } else { widest };
    let length = norm(&chosen);
    chosen.into_iter().map(|x| x / length).collect()
}

/// Turns every row by the reflection that takes `direction` to the first axis.
fn reflect(rows: &mut [Vec<f64>], direction: &[f64]) {
    let mut normal = direction.to_vec();
    normal[0] -= 1.0;
    let square: f64 = normal.iter().map(|x| x * x).sum();
    if square == 0.0 {
        return;
    }
    for row in rows {
        let part: f64 = row.iter().zip(&normal).map(|(a, b)| a * b).sum();
        let scale = 2.0 * part / square;
        row.iter_mut().zip(&normal).for_each(|(x, n)| *x -= scale * n);
    }
}
