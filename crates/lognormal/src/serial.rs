//! The stored form of distributions with named parameters; reading goes through their constructors.

use crate::{LogNormal, SymmetricMatrix};

/// μ and σ of ln X.
#[derive(serde::Deserialize)]
pub(crate) struct Univariate {
    pub(crate) mu: f64,
    pub(crate) sigma: f64,
}

/// μ and Σ of ln X.
#[derive(serde::Deserialize)]
pub(crate) struct Multivariate {
    pub(crate) mu: Vec<f64>,
    pub(crate) covariance: SymmetricMatrix,
}

/// π_k and the distribution of each part.
#[derive(serde::Deserialize)]
pub(crate) struct Mixture {
    pub(crate) weights: Vec<f64>,
    pub(crate) parts: Vec<LogNormal>,
}

#[cfg(test)]
mod tests {
    use crate::{
        LogNormal, LogNormalMixture, LogNormalSum, MultivariateLogNormal, SymmetricMatrix,
    };

    #[test]
    fn distributions_survive_a_round_trip() {
        let covariance = SymmetricMatrix::from_rows(&[[0.5, 0.2], [0.2, 0.3]]).unwrap();
        let pair = MultivariateLogNormal::new(vec![0.0, 1.0], covariance).unwrap();
        let text = serde_json::to_string(&pair).unwrap();
        assert_eq!(text, r#"{"mu":[0.0,1.0],"covariance":[[0.5,0.2],[0.2,0.3]]}"#);
        assert_eq!(serde_json::from_str::<MultivariateLogNormal>(&text).unwrap(), pair);
        let part = LogNormal::new(0.5, 2.0).unwrap();
        let mixture = LogNormalMixture::new(vec![0.25, 0.75], vec![part; 2]).unwrap();
        let text = serde_json::to_string(&mixture).unwrap();
        assert_eq!(serde_json::from_str::<LogNormalMixture>(&text).unwrap(), mixture);
        let sum = LogNormalSum::new(vec![LogNormal::new(0.5, 2.0).unwrap(); 3]).unwrap();
        let text = serde_json::to_string(&sum).unwrap();
        assert_eq!(serde_json::from_str::<LogNormalSum>(&text).unwrap(), sum);
    }

    #[test]
    fn what_no_constructor_allows_is_refused_with_its_error() {
        let error = serde_json::from_str::<LogNormal>(r#"{"mu": 0.0, "sigma": -1.0}"#).unwrap_err();
        assert!(error.to_string().contains("sigma must be positive and finite, got -1"), "{error}");
        let indefinite = r#"{"mu": [0.0, 0.0], "covariance": [[1.0, 2.0], [2.0, 1.0]]}"#;
        assert!(serde_json::from_str::<MultivariateLogNormal>(indefinite).is_err());
        assert!(serde_json::from_str::<SymmetricMatrix>("[[1.0, 0.0]]").is_err());
        assert!(serde_json::from_str::<LogNormalSum>("[]").is_err());
        assert!(
            serde_json::from_str::<LogNormalMixture>(r#"{"weights":[1.0],"parts":[]}"#).is_err()
        );
    }
}
