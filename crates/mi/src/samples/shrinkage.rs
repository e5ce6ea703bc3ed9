//! Correlations from few samples.

use synaptome_lognormal::SymmetricMatrix;

use crate::error::{Error, require_in};

/// How far sampled correlations R are shrunk: (1 − λ)R + λI.
///
/// With fewer samples than neurons R is singular, and the information of weights undefined; shrinking
/// makes every estimate positive definite and has the smaller error.
///
/// ```
/// use synaptome_mi::{PatternSamples, Shrinkage};
/// let trial = |k: u32, i: u32| 2.0 + f64::from((7 * k + 3 * i + k * i) % 11);
/// let samples: Vec<f64> = (0..24).flat_map(|k| (0..3).map(move |i| trial(k, i))).collect();
/// let labels: Vec<usize> = (0..24).map(|k| k % 2).collect();
/// let samples = PatternSamples::new(3, &samples, &labels)?;
/// let shrunk = samples.patterns(Shrinkage::Fixed(1.0))?;
/// assert_eq!(shrunk.covariance(0)?.row(1)[0], 0.0); // all correlations are gone
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Shrinkage {
    /// λ that minimises the expected squared error: Σ_{i≠j} Var(r_ij) / Σ_{i≠j} r_ij², with variances
    /// from the samples (J. Schäfer & K. Strimmer, Stat. Appl. Genet. Mol. Biol. 4, 32, 2005,
    /// doi:10.2202/1544-6115.1175).
    #[default]
    Automatic,
    /// This λ, in \[0, 1\]; zero leaves the correlations as they are.
    Fixed(f64),
}

impl Shrinkage {
    /// Shrunk correlations of rows of standardised numbers.
    pub(super) fn correlation(self, rows: &[f64], dim: usize) -> Result<SymmetricMatrix, Error> {
        let lambda = match self {
            Self::Automatic => optimal(rows, dim),
            Self::Fixed(lambda) => require_in("the shrinkage", lambda, 0.0, 1.0)?,
        };
        let entry = |i: usize, j: usize| {
            if i == j { 1.0 } else { (1.0 - lambda) * moments(rows, dim, i, j).0 }
        };
        Ok(SymmetricMatrix::from_fn(dim, entry)?)
    }
}

/// Schäfer & Strimmer's λ; 1 where all correlations are zero.
fn optimal(rows: &[f64], dim: usize) -> f64 {
    let pairs = (0..dim).flat_map(|i| (0..i).map(move |j| (i, j)));
    let (mut squares, mut variances) = (0.0, 0.0);
    for (i, j) in pairs {
        let (r, variance) = moments(rows, dim, i, j);
        squares += r * r;
        variances += variance;
    }
    if squares > 0.0 { (variances / squares).min(1.0) } else { 1.0 }
}

/// The correlation r_ij, the mean product but for n/(n − 1), and its variance n/(n − 1)³ Σ (x_i x_j − mean)².
fn moments(rows: &[f64], dim: usize, i: usize, j: usize) -> (f64, f64) {
    let count = (rows.len() / dim) as f64;
    let products = || rows.chunks_exact(dim).map(|row| row[i] * row[j]);
    let mean = products().sum::<f64>() / count;
    let scatter = products().map(|product| (product - mean).powi(2)).sum::<f64>();
    let unbiased = count / (count - 1.0);
    (unbiased * mean, unbiased * scatter / (count - 1.0).powi(2))
}
