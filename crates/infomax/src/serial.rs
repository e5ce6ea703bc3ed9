//! What is stored of networks and rasters; reading checks what the constructors check.

use faer::Mat;
use serde::{Deserialize, Serialize};

use crate::error::require_len;
use crate::{Error, Firing};

/// The rows of the weights, and where the network is.
#[derive(Deserialize, Serialize)]
pub(crate) struct Network {
    weights: Vec<Vec<f64>>,
    firing: Firing,
    thresholds: Vec<f64>,
    state: Vec<u16>,
}

impl TryFrom<Network> for crate::Network {
    type Error = Error;

    fn try_from(stored: Network) -> Result<Self, Error> {
        let Network { weights, firing, thresholds, state } = stored;
        let columns = weights.first().map_or(0, Vec::len);
        weights
            .iter()
            .try_for_each(|row| require_len("a row of the weights", columns, row.len()))?;
        let full = Mat::from_fn(weights.len(), columns, |i, j| weights[i][j]);
        Self::from_weights(full.as_ref(), firing)?.at(&thresholds, state)
    }
}

impl From<crate::Network> for Network {
    fn from(network: crate::Network) -> Self {
        let weights = network.weights();
        let row = |i| weights.row(i).iter().copied().collect();
        Self {
            weights: (0..weights.nrows()).map(row).collect(),
            firing: network.firing(),
            thresholds: network.thresholds().to_vec(),
            state: network.state().to_vec(),
        }
    }
}

/// The number of neurons, and those that fire at each step.
#[derive(Deserialize, Serialize)]
pub(crate) struct Raster {
    neurons: usize,
    steps: Vec<Vec<u16>>,
}

impl TryFrom<Raster> for crate::Raster {
    type Error = Error;

    fn try_from(Raster { neurons, steps }: Raster) -> Result<Self, Error> {
        Self::from_steps(neurons, steps)
    }
}

impl From<crate::Raster> for Raster {
    fn from(raster: crate::Raster) -> Self {
        Self { neurons: raster.neurons(), steps: raster.iter().map(<[u16]>::to_vec).collect() }
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha12Rng;
    use rand_chacha::rand_core::SeedableRng;

    use crate::input::Spontaneous;
    use crate::{Firing, Learner, Network, Raster};

    #[test]
    fn networks_rasters_and_learners_survive_a_round_trip() {
        let rng = &mut ChaCha12Rng::seed_from_u64(1);
        let mut network = Network::draw_with_inputs(9, 3, Firing::default(), rng).unwrap();
        let raster = network.run(300, &mut Spontaneous, rng);
        let learner = Learner { learning: vec![1, 2], ..Learner::default() };
        let text = serde_json::to_string(&(&network, &raster, &learner)).unwrap();
        let read: (Network, Raster, Learner) = serde_json::from_str(&text).unwrap();
        assert_eq!(read, (network, raster, learner));
    }

    fn network(text: &str) -> Result<Network, serde_json::Error> {
        let firing =
            r#""firing": {"max_probability": 0.9, "target_rate": 0.1, "threshold_rate": 0.0}"#;
        serde_json::from_str(&format!("{{{text}, {firing}}}"))
    }

    #[test]
    fn what_no_constructor_allows_is_refused() {
        let valid =
            r#""weights": [[0.0, 1.0], [1.0, 0.0]], "thresholds": [0.0, 0.0], "state": [0, 1]"#;
        assert!(network(valid).is_ok());
        for (part, wrong) in [
            ("[1.0, 0.0]", "[1.0]"),
            ("[[0.0, 1.0], [1.0, 0.0]]", "[]"),
            ("[[0.0, 1.0], [1.0, 0.0]]", "[[0.0], [0.0]]"),
            (r#""thresholds": [0.0, 0.0]"#, r#""thresholds": [0.0]"#),
            ("[0, 1]", "[1, 0]"),
            ("[0, 1]", "[0, 2]"),
        ] {
            let text = valid.replace(part, wrong);
            assert!(network(&text).is_err(), "{text}");
        }
        let raster = |text: &str| serde_json::from_str::<Raster>(text);
        assert!(raster(r#"{"neurons": 3, "steps": [[0, 2], []]}"#).is_ok());
        assert!(raster(r#"{"neurons": 3, "steps": [[3, 2]]}"#).is_err());
        assert!(raster(r#"{"neurons": 70000, "steps": []}"#).is_err());
    }
}
