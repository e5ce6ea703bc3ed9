//! What makes two samples alike (§5.2).

use synaptome_lab::{Result, Table, Value, row};
use synaptome_lognormal::{Cholesky, SymmetricMatrix};
use synaptome_mi::covariance::condition_numbers;
use synaptome_mi::{Patterns, SynapticEnsemble};

/// The six features of a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Features {
    /// Number of patterns N.
    pub(crate) patterns: f64,
    /// Number of synapses n.
    pub(crate) synapses: f64,
    /// (1/N) Σ_k ‖μ^k − μ̄‖².
    spread_of_means: f64,
    /// Mean over patterns of the determinant |Σ^k|.
    determinant: f64,
    /// Mean over patterns of the condition number λ_max/λ_min.
    condition: f64,
    /// Mean over patterns of Σ_{i≠j} |Σ_ij| / Σ_i Σ_ii.
    off_diagonal: f64,
}

impl Features {
    pub(crate) fn of(patterns: &Patterns, ensemble: &SynapticEnsemble) -> Result<Self> {
        let covariances = distinct_covariances(patterns)?;
        let mean = |values: Vec<f64>| finite(values.iter().sum::<f64>() / values.len() as f64);
        let mean_of = |feature: fn(&_) -> f64| mean(covariances.iter().map(feature).collect());
        Ok(Self {
            patterns: patterns.len() as f64,
            synapses: ensemble.len() as f64,
            spread_of_means: finite(spread_of_means(patterns)?)?,
            determinant: mean_of(determinant)?,
            condition: mean(condition_numbers(&covariances))?,
            off_diagonal: mean_of(off_diagonal)?,
        })
    }

    /// The four cells that describe the patterns: the last columns of a row.
    pub(crate) fn of_patterns(&self) -> Vec<Value> {
        row![self.spread_of_means, self.determinant, self.condition, self.off_diagonal]
    }

    /// The features of every row of a table.
    pub(crate) fn column(table: &Table) -> Result<Vec<Self>> {
        let names = ["N", "n", "spread_of_means", "determinant", "condition", "off_diagonal"];
        let columns = names.into_iter().map(|name| table.numbers(name));
        let columns = columns.collect::<std::result::Result<Vec<_>, _>>()?;
        let row = |i: usize| Self {
            patterns: columns[0][i],
            synapses: columns[1][i],
            spread_of_means: columns[2][i],
            determinant: columns[3][i],
            condition: columns[4][i],
            off_diagonal: columns[5][i],
        };
        Ok((0..table.len()).map(row).collect())
    }

    pub(super) fn as_array(&self) -> [f64; 6] {
        let Self { patterns, synapses, spread_of_means, determinant, condition, off_diagonal } =
            *self;
        [patterns, synapses, spread_of_means, determinant, condition, off_diagonal]
    }
}

pub(super) fn finite(value: f64) -> Result<f64> {
    let error = || format!("a feature of a sample must be finite, got {value}").into();
    if value.is_finite() { Ok(value) } else { Err(error()) }
}

fn spread_of_means(patterns: &Patterns) -> Result<f64> {
    let mu = (0..patterns.len()).map(|k| patterns.mu(k)).collect::<Result<Vec<_>, _>>()?;
    let count = patterns.len() as f64;
    let spread = |i: usize| {
        let mean = mu.iter().map(|mu| mu[i]).sum::<f64>() / count;
        mu.iter().map(|mu| (mu[i] - mean).powi(2)).sum::<f64>() / count
    };
    Ok((0..patterns.dim()).map(spread).sum())
}

fn distinct_covariances(patterns: &Patterns) -> Result<Vec<SymmetricMatrix>> {
    let distinct = if patterns.shares_covariance() { 1 } else { patterns.len() };
    Ok((0..distinct).map(|k| patterns.covariance(k)).collect::<Result<_, _>>()?)
}

/// 0 if the matrix is singular up to rounding.
fn determinant(matrix: &SymmetricMatrix) -> f64 {
    Cholesky::new(matrix).map_or(0.0, |cholesky| cholesky.ln_det().exp())
}

fn off_diagonal(matrix: &SymmetricMatrix) -> f64 {
    let trace: f64 = matrix.diagonal().sum();
    let all: f64 = matrix.as_slice().iter().map(|x| x.abs()).sum();
    2.0 * (all - trace) / trace
}

#[cfg(test)]
mod tests {
    use synaptome_mi::{Patterns, Synapse, SynapticEnsemble, covariance};

    use super::Features;

    #[test]
    fn features_are_what_they_say() {
        let covariance = covariance::exchangeable(3, 2.0, 0.5).unwrap();
        let xs = Patterns::sharing_covariance(&[[0.0; 3], [2.0; 3]], &covariance).unwrap();
        let pairs = vec![Synapse::new(0, 1), Synapse::new(1, 2)];
        let f = Features::of(&xs, &SynapticEnsemble::new(pairs).unwrap()).unwrap();
        assert_eq!((f.patterns, f.synapses, f.spread_of_means), (2.0, 2.0, 3.0));
        assert!((f.determinant - 4.0 * 4.0 * 4.0 * 0.5).abs() < 1e-12);
        assert!((f.condition - 8.0 / 2.0).abs() < 1e-12);
        assert!((f.off_diagonal - 1.0).abs() < 1e-15);
    }
}
