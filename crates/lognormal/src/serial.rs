//! What is stored of each type; reading checks what a constructor would check.

use serde::{Deserialize, Serialize};

use crate::{Error, LogNormal, LogNormalSum, MultivariateLogNormal, SymmetricMatrix};

/// μ and σ of ln X.
#[derive(Serialize, Deserialize)]
pub(crate) struct Univariate {
    mu: f64,
    sigma: f64,
}

impl TryFrom<Univariate> for LogNormal {
    type Error = Error;

    fn try_from(Univariate { mu, sigma }: Univariate) -> Result<Self, Error> {
        Self::new(mu, sigma)
    }
}

impl From<LogNormal> for Univariate {
    fn from(law: LogNormal) -> Self {
        Self { mu: law.mu(), sigma: law.sigma() }
    }
}

/// All rows, in full.
#[derive(Serialize, Deserialize)]
pub(crate) struct Rows(Vec<Vec<f64>>);

impl TryFrom<Rows> for SymmetricMatrix {
    type Error = Error;

    fn try_from(Rows(rows): Rows) -> Result<Self, Error> {
        Self::from_rows(&rows)
    }
}

impl From<SymmetricMatrix> for Rows {
    fn from(matrix: SymmetricMatrix) -> Self {
        let entry = |i: usize, j: usize| matrix.row(i.max(j))[i.min(j)];
        let row = |i| (0..matrix.dim()).map(|j| entry(i, j)).collect();
        Self((0..matrix.dim()).map(row).collect())
    }
}

/// μ and Σ of ln X.
#[derive(Serialize, Deserialize)]
pub(crate) struct Multivariate {
    mu: Vec<f64>,
    covariance: SymmetricMatrix,
}

impl TryFrom<Multivariate> for MultivariateLogNormal {
    type Error = Error;

    fn try_from(Multivariate { mu, covariance }: Multivariate) -> Result<Self, Error> {
        Self::new(mu, covariance)
    }
}

impl From<MultivariateLogNormal> for Multivariate {
    fn from(law: MultivariateLogNormal) -> Self {
        Self { mu: law.mu().to_vec(), covariance: law.covariance().clone() }
    }
}

impl TryFrom<Vec<LogNormal>> for LogNormalSum {
    type Error = Error;

    fn try_from(terms: Vec<LogNormal>) -> Result<Self, Error> {
        Self::new(terms)
    }
}

impl From<LogNormalSum> for Vec<LogNormal> {
    fn from(sum: LogNormalSum) -> Self {
        sum.terms().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_survive_a_round_trip() {
        let covariance = SymmetricMatrix::from_rows(&[[0.5, 0.2], [0.2, 0.3]]).unwrap();
        let law = MultivariateLogNormal::new(vec![0.0, 1.0], covariance).unwrap();
        let text = serde_json::to_string(&law).unwrap();
        assert_eq!(serde_json::from_str::<MultivariateLogNormal>(&text).unwrap(), law);
        let sum = LogNormalSum::new(vec![LogNormal::new(0.5, 2.0).unwrap(); 3]).unwrap();
        let text = serde_json::to_string(&sum).unwrap();
        assert_eq!(serde_json::from_str::<LogNormalSum>(&text).unwrap(), sum);
    }

    #[test]
    fn what_no_constructor_allows_is_refused_with_its_error() {
        let error = serde_json::from_str::<LogNormal>(r#"{"mu": 0.0, "sigma": -1.0}"#).unwrap_err();
        assert!(error.to_string().contains("-1"), "{error}");
        let indefinite = r#"{"mu": [0.0, 0.0], "covariance": [[1.0, 2.0], [2.0, 1.0]]}"#;
        assert!(serde_json::from_str::<MultivariateLogNormal>(indefinite).is_err());
        assert!(serde_json::from_str::<LogNormalSum>("[]").is_err());
    }
}
