//! Values for samples whose closed form does not exist
//! (Fan & Mysore, arXiv 2411.17692, §5.2).
//!
//! A sample without a value takes that of the nearest sample with one, by Euclidean
//! distance in six features, each brought to mean 0 and standard deviation 1 over all
//! samples.

use faer::diag::Diag;
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::evd::{ComputeEigenvectors, self_adjoint_evd, self_adjoint_evd_scratch};
use faer::{Mat, Par, Spec};
use synaptome_lognormal::{Cholesky, SymmetricMatrix};

use crate::{Error, PatternMixture, SynapticEnsemble};

/// What makes two samples alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Features {
    /// Number of patterns N.
    pub patterns: f64,
    /// Number of synapses n.
    pub synapses: f64,
    /// (1/N) Σ_k ‖μ^k − μ̄‖².
    pub spread_of_means: f64,
    /// Mean over patterns of the determinant |Σ^k|.
    pub determinant: f64,
    /// Mean over patterns of the condition number λ_max/λ_min.
    pub condition: f64,
    /// Mean over patterns of Σ_{i≠j} |Σ_ij| / Σ_i Σ_ii.
    pub off_diagonal: f64,
}

impl Features {
    /// The features of one sample.
    ///
    /// # Errors
    /// If a feature is not finite, as for a singular covariance.
    pub fn of(patterns: &PatternMixture, ensemble: &SynapticEnsemble) -> Result<Self, Error> {
        let features = Self {
            patterns: patterns.len() as f64,
            synapses: ensemble.len() as f64,
            spread_of_means: spread_of_means(patterns),
            determinant: mean_over_covariances(patterns, determinant)?,
            condition: mean_over_covariances(patterns, condition)?,
            off_diagonal: mean_over_covariances(patterns, off_diagonal)?,
        };
        finite(features.spread_of_means)?;
        Ok(features)
    }

    fn as_array(&self) -> Point {
        let Self { patterns, synapses, spread_of_means, determinant, condition, off_diagonal } =
            *self;
        [patterns, synapses, spread_of_means, determinant, condition, off_diagonal]
    }
}

/// `values` with every `None` replaced by the value of the nearest sample that has one
/// (the first of several equally near).
///
/// # Errors
/// If the lengths differ, no sample has a value, or a feature is not finite.
pub fn fill_from_nearest(features: &[Features], values: &[Option<f64>]) -> Result<Vec<f64>, Error> {
    let (expected, found) = (features.len(), values.len());
    if expected != found {
        return Err(Error::LengthMismatch { quantity: "values of samples", expected, found });
    }
    let points = standardised(features)?;
    let pairs = || points.iter().zip(values);
    let valid: Vec<(&Point, f64)> = pairs().filter_map(|(p, v)| v.map(|v| (p, v))).collect();
    let value = |(point, value): (&Point, &Option<f64>)| value.or_else(|| nearest(point, &valid));
    let filled: Option<Vec<f64>> = pairs().map(value).collect();
    filled.ok_or(Error::NoValidSample { samples: found })
}

/// The six features, standardised.
type Point = [f64; 6];

fn nearest(point: &Point, valid: &[(&Point, f64)]) -> Option<f64> {
    let distance =
        |other: &Point| -> f64 { point.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum() };
    let distances = valid.iter().map(|(other, value)| (distance(other), value));
    distances.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, value)| *value)
}

/// Every feature less its mean, over its standard deviation; a constant one becomes 0.
fn standardised(features: &[Features]) -> Result<Vec<Point>, Error> {
    let mut points: Vec<Point> = features.iter().map(Features::as_array).collect();
    for axis in 0..6 {
        let count = points.len() as f64;
        let mean = points.iter().map(|p| p[axis]).sum::<f64>() / count;
        let variance = points.iter().map(|p| (p[axis] - mean).powi(2)).sum::<f64>() / count;
        let scale = if variance > 0.0 { finite(variance)?.sqrt().recip() } else { 0.0 };
        for point in &mut points {
            point[axis] = (point[axis] - mean) * scale;
        }
    }
    for &x in points.iter().flatten() {
        finite(x)?;
    }
    Ok(points)
}

fn finite(value: f64) -> Result<f64, Error> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(synaptome_lognormal::Error::NotFinite { quantity: "feature of a sample", value }.into())
    }
}

fn spread_of_means(patterns: &PatternMixture) -> f64 {
    let count = patterns.len() as f64;
    (0..patterns.dim())
        .map(|i| {
            let at = |k: usize| patterns.mu_of(k)[i];
            let mean = (0..patterns.len()).map(at).sum::<f64>() / count;
            (0..patterns.len()).map(|k| (at(k) - mean).powi(2)).sum::<f64>() / count
        })
        .sum()
}

fn mean_over_covariances(
    patterns: &PatternMixture,
    feature: fn(&SymmetricMatrix) -> f64,
) -> Result<f64, Error> {
    let distinct = if patterns.shares_covariance() { 1 } else { patterns.len() };
    let values = (0..distinct).map(|k| patterns.covariance(k).map(|sigma| feature(&sigma)));
    finite(values.sum::<Result<f64, Error>>()? / distinct as f64)
}

/// 0 if the matrix is singular up to rounding.
fn determinant(matrix: &SymmetricMatrix) -> f64 {
    Cholesky::new(matrix).map_or(0.0, |cholesky| cholesky.ln_det().exp())
}

/// Infinite if the matrix is singular.
fn condition(matrix: &SymmetricMatrix) -> f64 {
    let eigenvalues = eigenvalues(matrix).unwrap_or_default();
    match eigenvalues[..] {
        [low, .., high] if low > 0.0 => high / low,
        [only] if only > 0.0 => 1.0,
        _ => f64::INFINITY,
    }
}

/// In ascending order, on one thread whatever the global setting.
fn eigenvalues(matrix: &SymmetricMatrix) -> Option<Vec<f64>> {
    let dim = matrix.dim();
    let dense = Mat::from_fn(dim, dim, |i, j| matrix[(i, j)]);
    let mut found = Diag::zeros(dim);
    let (vectors, spec) = (ComputeEigenvectors::No, Spec::default());
    let scratch = self_adjoint_evd_scratch::<f64>(dim, vectors, Par::Seq, spec);
    let mut memory = MemBuffer::try_new(scratch).ok()?;
    let stack = MemStack::new(&mut memory);
    self_adjoint_evd(dense.as_ref(), found.as_mut(), None, Par::Seq, stack, spec).ok()?;
    Some(found.column_vector().iter().copied().collect())
}

fn off_diagonal(matrix: &SymmetricMatrix) -> f64 {
    let trace: f64 = matrix.diagonal().sum();
    let all: f64 = matrix.as_slice().iter().map(|x| x.abs()).sum();
    2.0 * (all - trace) / trace
}
