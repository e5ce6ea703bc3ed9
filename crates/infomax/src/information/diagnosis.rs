//! Why the information of a raster is infinite or undefined.

use faer::Mat;

use crate::{Error, Moments, Raster};

/// What rounding leaves of a variance that is explained.
const EXPLAINED: f64 = 1e-11;

/// That no neuron is constant, follows from others, or from the step `lag` before. The moments are those of
/// the raster about its rates.
pub(super) fn require_regular(raster: &Raster, moments: &Moments, lag: usize) -> Result<(), Error> {
    let steps = moments.samples();
    for (neuron, &rate) in moments.centers().iter().enumerate() {
        if rate == 0.0 {
            return Err(Error::Silent { neuron, steps });
        }
        if rate == 1.0 {
            return Err(Error::Locked { neuron, steps });
        }
    }
    if let Some((neuron, others)) = dependent(&moments.covariance) {
        return Err(Error::Redundant { neuron, others });
    }
    match dependent(&joint(raster, moments, lag)?) {
        Some((row, _)) if row >= raster.neurons() => {
            Err(Error::Predictable { neuron: row - raster.neurons() })
        }
        _ => Ok(()),
    }
}

/// The covariance of the earlier states, followed by the later ones. Each is taken about its own mean, so
/// that what follows without fail follows to the last digit.
fn joint(raster: &Raster, moments: &Moments, lag: usize) -> Result<Mat<f64>, Error> {
    let (n, steps) = (raster.neurons(), moments.samples());
    let within = |from: usize| {
        let window = Raster::from_steps(n, (from..from + steps).map(|t| raster.step(t)))?;
        Moments::of(&window, &window.rates(), 0)
    };
    let (early, late) = (within(0)?, within(lag)?);
    let half: Vec<f64> =
        late.centers().iter().zip(early.centers()).map(|(b, a)| 0.5 * (b - a)).collect();
    let across = |later: usize, earlier: usize| {
        moments.lagged[(later, earlier)] + half[later] * half[earlier]
    };
    Ok(Mat::from_fn(2 * n, 2 * n, |i, j| match (i < n, j < n) {
        (true, true) => early.covariance[(i, j)],
        (false, false) => late.covariance[(i - n, j - n)],
        (false, true) => across(i - n, j),
        (true, false) => across(j - n, i),
    }))
}

/// The first row of a covariance that is a sum of multiples of those before, and which these are: by
/// Cholesky's factor, in which such a row has the pivot 0.
fn dependent(covariance: &Mat<f64>) -> Option<(usize, Vec<usize>)> {
    let n = covariance.nrows();
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(n);
    for i in 0..n {
        let mut row = Vec::with_capacity(i + 1);
        for (j, other) in rows.iter().enumerate() {
            let rest = covariance[(i, j)] - dot(&row, &other[..j]);
            row.push(rest / other[j]);
        }
        let pivot = covariance[(i, i)] - dot(&row, &row);
        if pivot <= EXPLAINED * covariance[(i, i)] {
            return Some((i, partners(&rows, row)));
        }
        row.push(pivot.sqrt());
        rows.push(row);
    }
    None
}

/// The rows before with a multiple other than 0, by back substitution.
fn partners(rows: &[Vec<f64>], mut multiples: Vec<f64>) -> Vec<usize> {
    for k in (0..rows.len()).rev() {
        multiples[k] /= rows[k][k];
        let multiple = multiples[k];
        (0..k).for_each(|j| multiples[j] -= multiple * rows[k][j]);
    }
    (0..rows.len()).filter(|&k| multiples[k].abs() > 1e-6).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
