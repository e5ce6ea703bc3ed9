//! What is stored of a network; reading checks what the constructor checks.

use faer::Mat;
use serde::{Deserialize, Serialize};

use crate::error::require_len;
use crate::{Error, HopfieldNetwork};

/// The rows of the weights, and the biases.
#[derive(Deserialize, Serialize)]
pub(crate) struct Network {
    weights: Vec<Vec<f64>>,
    bias: Vec<f64>,
}

impl TryFrom<Network> for HopfieldNetwork {
    type Error = Error;

    fn try_from(Network { weights, bias }: Network) -> Result<Self, Error> {
        let columns = weights.first().map_or(0, Vec::len);
        weights
            .iter()
            .try_for_each(|row| require_len("a row of the weights", columns, row.len()))?;
        let full = Mat::from_fn(weights.len(), columns, |i, j| weights[i][j]);
        Self::with_bias(full, bias)
    }
}

impl From<HopfieldNetwork> for Network {
    fn from(network: HopfieldNetwork) -> Self {
        let (weights, bias) = network.into_parts();
        let row = |i| weights.row(i).iter().copied().collect();
        Self { weights: (0..weights.nrows()).map(row).collect(), bias }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use crate::{HopfieldNetwork, Messages, State, TrainedRecurrent, WritingRule};

    #[test]
    fn networks_messages_and_rules_survive_a_round_trip() {
        let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
        let messages = Messages::draw(16, 5, rng).unwrap();
        let rule = TrainedRecurrent { steps: 3, bias: true, ..TrainedRecurrent::default() };
        let network = rule.write(&messages, rng).unwrap();
        let text = serde_json::to_string(&(&messages, &rule, &network)).unwrap();
        let read: (Messages, TrainedRecurrent, HopfieldNetwork) =
            serde_json::from_str(&text).unwrap();
        assert_eq!(read, (messages, rule, network));
    }

    #[test]
    fn what_no_constructor_allows_is_refused() {
        assert!(serde_json::from_str::<State>("[1, 0, -1]").is_err());
        assert!(serde_json::from_str::<Messages>("[[1, -1], [1]]").is_err());
        let ragged = r#"{"weights": [[0.0, 1.0], [1.0]], "bias": [0.0, 0.0]}"#;
        assert!(serde_json::from_str::<HopfieldNetwork>(ragged).is_err());
    }
}
