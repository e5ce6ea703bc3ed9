//! The stored form of types with named parts; reading goes through their constructors.

/// A synapse by its neurons, in any order.
#[derive(serde::Deserialize)]
pub(crate) struct Ends {
    pub(crate) i: usize,
    pub(crate) j: usize,
}

/// One row of means per pattern; one covariance per pattern, or one for all.
#[derive(serde::Deserialize, serde::Serialize)]
pub(crate) struct Parameters {
    pub(crate) means: Vec<Vec<f64>>,
    pub(crate) covariances: Vec<Vec<Vec<f64>>>,
}

#[cfg(test)]
mod tests {
    use synaptome_lognormal::MultivariateLogNormal;

    use crate::{Patterns, Synapse, SynapticEnsemble, covariance};

    fn through_text<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
        serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
    }

    #[test]
    fn patterns_and_ensembles_survive_a_round_trip() {
        let covariance = covariance::exchangeable(4, 1.0, 0.3).unwrap();
        let shared = Patterns::sharing_covariance(&[[0.0; 4]; 3], &covariance).unwrap();
        assert_eq!(through_text(&shared), shared);
        let one = MultivariateLogNormal::new(vec![0.5; 4], covariance).unwrap();
        let each = Patterns::new(&[one.clone(), one]).unwrap();
        assert_eq!(through_text(&each), each);
        let synapses = SynapticEnsemble::all_pairs(4).unwrap();
        assert_eq!(through_text(&synapses), synapses);
    }

    #[test]
    fn a_stored_synapse_may_name_its_neurons_in_any_order() {
        let read: Synapse = serde_json::from_str(r#"{"i": 2, "j": 1}"#).unwrap();
        assert_eq!(read, Synapse::new(1, 2));
    }

    #[test]
    fn what_no_constructor_allows_is_refused() {
        let twice = r#"[{"i": 0, "j": 1}, {"i": 1, "j": 0}]"#;
        assert!(serde_json::from_str::<SynapticEnsemble>(twice).is_err());
        let one = r#"{"means": [[0.0]], "covariances": [[[1.0]]]}"#;
        assert!(serde_json::from_str::<Patterns>(one).is_err());
        let negative = r#"{"means": [[0.0], [0.0]], "covariances": [[[-1.0]]]}"#;
        assert!(serde_json::from_str::<Patterns>(negative).is_err());
        let uneven = r#"{"means": [[0.0], [0.0], [0.0]], "covariances": [[[1.0]], [[1.0]]]}"#;
        assert!(serde_json::from_str::<Patterns>(uneven).is_err());
    }
}
