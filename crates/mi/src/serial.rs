//! What is stored of each type; reading checks what a constructor would check.

use serde::Serialize;
use synaptome_lognormal::MultivariateLogNormal;

use crate::{Error, PatternMixture, Synapse, SynapticEnsemble};

impl TryFrom<Vec<Synapse>> for SynapticEnsemble {
    type Error = Error;

    fn try_from(synapses: Vec<Synapse>) -> Result<Self, Error> {
        Self::new(synapses)
    }
}

impl From<SynapticEnsemble> for Vec<Synapse> {
    fn from(ensemble: SynapticEnsemble) -> Self {
        ensemble.synapses().to_vec()
    }
}

impl TryFrom<Vec<MultivariateLogNormal>> for PatternMixture {
    type Error = Error;

    fn try_from(patterns: Vec<MultivariateLogNormal>) -> Result<Self, Error> {
        Self::new(&patterns)
    }
}

/// The patterns, one after the other.
#[derive(Serialize)]
pub(crate) struct Patterns(Vec<MultivariateLogNormal>);

impl From<PatternMixture> for Patterns {
    fn from(mixture: PatternMixture) -> Self {
        Self((0..mixture.len()).filter_map(|k| mixture.pattern(k).ok()).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::{PatternMixture, SynapticEnsemble, covariance};

    #[test]
    fn patterns_and_ensembles_survive_a_round_trip() {
        let covariance = covariance::exchangeable(4, 1.0, 0.3).unwrap();
        let patterns = PatternMixture::sharing_covariance(&[[0.0; 4]; 3], &covariance).unwrap();
        let text = serde_json::to_string(&patterns).unwrap();
        let read: PatternMixture = serde_json::from_str(&text).unwrap();
        assert!((0..3).all(|k| read.pattern(k).unwrap() == patterns.pattern(k).unwrap()));
        let synapses = SynapticEnsemble::all_pairs(4).unwrap();
        let text = serde_json::to_string(&synapses).unwrap();
        assert_eq!(serde_json::from_str::<SynapticEnsemble>(&text).unwrap(), synapses);
    }

    #[test]
    fn a_synapse_that_stands_twice_is_refused() {
        let twice = r#"[{"i": 0, "j": 1}, {"i": 0, "j": 1}]"#;
        assert!(serde_json::from_str::<SynapticEnsemble>(twice).is_err());
        assert!(serde_json::from_str::<PatternMixture>("[]").is_err());
    }
}
