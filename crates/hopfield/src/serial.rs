//! What is stored of each type; reading checks what a constructor would check.

use faer::Mat;
use serde::{Deserialize, Serialize};

use crate::{Error, HopfieldNetwork, Memories, State, size};

impl TryFrom<Vec<i8>> for State {
    type Error = Error;

    fn try_from(spins: Vec<i8>) -> Result<Self, Error> {
        Self::new(spins)
    }
}

impl From<State> for Vec<i8> {
    fn from(state: State) -> Self {
        state.spins().to_vec()
    }
}

impl TryFrom<Vec<State>> for Memories {
    type Error = Error;

    fn try_from(messages: Vec<State>) -> Result<Self, Error> {
        Self::new(messages)
    }
}

impl From<Memories> for Vec<State> {
    fn from(memories: Memories) -> Self {
        memories.messages().to_vec()
    }
}

/// The rows of the weights, and the biases.
#[derive(Serialize, Deserialize)]
pub(crate) struct Network {
    weights: Vec<Vec<f64>>,
    bias: Vec<f64>,
}

impl TryFrom<Network> for HopfieldNetwork {
    type Error = Error;

    fn try_from(Network { weights, bias }: Network) -> Result<Self, Error> {
        let columns = weights.first().map_or(0, Vec::len);
        for row in &weights {
            size::same("a row of the weights", row.len(), columns)?;
        }
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

    use super::*;
    use crate::{TrainedRecurrent, WritingRule};

    #[test]
    fn networks_memories_and_rules_survive_a_round_trip() {
        let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
        let memories = Memories::random(16, 5, rng).unwrap();
        let rule = TrainedRecurrent { steps: 3, bias: true, ..TrainedRecurrent::default() };
        let network = rule.write(&memories, rng).unwrap();
        let text = serde_json::to_string(&(&memories, &rule, &network)).unwrap();
        let read: (Memories, TrainedRecurrent, HopfieldNetwork) =
            serde_json::from_str(&text).unwrap();
        assert_eq!(read, (memories, rule, network));
    }

    #[test]
    fn what_no_constructor_allows_is_refused() {
        assert!(serde_json::from_str::<State>("[1, 0, -1]").is_err());
        assert!(serde_json::from_str::<Memories>("[[1, -1], [1]]").is_err());
        let ragged = r#"{"weights": [[0.0, 1.0], [1.0]], "bias": [0.0, 0.0]}"#;
        assert!(serde_json::from_str::<HopfieldNetwork>(ragged).is_err());
    }
}
