//! Recall of every Hopfield memory from arbitrary cues, with arbitrary weights.

use rand_chacha::ChaCha8Rng;
use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{
    AssociativeMemory, CliqueCouplings, CliqueNetwork, DenseMemory, Dynamics, HopfieldNetwork,
    Interaction, KernelLoss, KernelRegression, Lbfgs, Messages, State, Update, UpdateOrder,
};

use crate::bytes::Bytes;

/// Recalls from one memory, one by one and all at once.
pub fn recalls(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let units = 1 + bytes.below(24);
    let Some(dynamics) = dynamics(units, &mut bytes) else { return };
    let cue = |bytes: &mut Bytes<'_>, units| State::new(bytes.spins(units)).ok();
    match bytes.below(4) {
        0 => {
            let weights = bytes.numbers(units * units);
            let weights = Mat::from_fn(units, units, |i, j| weights[i * units + j]);
            let bias = bytes.numbers(units);
            let Ok(network) = HopfieldNetwork::with_bias(weights, bias) else { return };
            let Some(cue) = cue(&mut bytes, units) else { return };
            let _ = (network.energy(&cue), network.is_strict_minimum(&cue));
            let field = network.field(&cue).expect("a state of the network's size");
            assert!(field.iter().all(|field| !field.is_nan()), "finite weights, {field:?}");
            recall(&network, &cue, &dynamics, &mut bytes.rng());
            let rng = bytes.rng();
            let _ = network.recall_all(&[cue.clone(), cue], &dynamics, 1, |_| rng.clone());
        }
        1 => {
            let interaction = match bytes.below(3) {
                0 => Interaction::Polynomial(bytes.count() as i32),
                1 => Interaction::Exponential,
                _ => Interaction::ScaledExponential(bytes.number()),
            };
            let Some(messages) = messages(units, &mut bytes) else { return };
            let Ok(memory) = DenseMemory::new(messages, interaction) else { return };
            let Some(cue) = cue(&mut bytes, units) else { return };
            recall(&memory, &cue, &dynamics, &mut bytes.rng());
        }
        2 => {
            let loss = [KernelLoss::Squared, KernelLoss::Logistic][bytes.below(2)];
            let lbfgs = Lbfgs { iterations: 5, ..Lbfgs::default() };
            let (gamma, ridge) = (bytes.number(), bytes.number());
            let Some(messages) = messages(units, &mut bytes) else { return };
            let learned = KernelRegression { gamma, ridge, loss, lbfgs }.learn(messages);
            let (Ok(memory), Some(cue)) = (learned, cue(&mut bytes, units)) else { return };
            recall(&memory, &cue, &dynamics, &mut bytes.rng());
        }
        _ => {
            let [adjacent, disjoint, threshold] = [(); 3].map(|()| bytes.number());
            let couplings = CliqueCouplings { adjacent, disjoint, threshold };
            let vertices = bytes.count().min(12);
            let Ok(network) = CliqueNetwork::new(vertices, couplings) else { return };
            let Some(cue) = cue(&mut bytes, vertices * (vertices - 1) / 2) else { return };
            recall(&network, &cue, &dynamics, &mut bytes.rng());
        }
    }
}

fn recall<M: AssociativeMemory>(
    memory: &M,
    cue: &State,
    dynamics: &Dynamics,
    rng: &mut ChaCha8Rng,
) {
    if let Ok(recall) = AssociativeMemory::recall(memory, cue, dynamics, rng) {
        assert_eq!(recall.state.units(), cue.units());
        assert!(recall.sweeps <= dynamics.max_sweeps);
    }
}

fn messages(units: usize, bytes: &mut Bytes<'_>) -> Option<Messages> {
    let count = bytes.below(6);
    let states = (0..count).map(|_| State::new(bytes.spins(units))).collect::<Result<_, _>>();
    Messages::new(states.ok()?).ok()
}

fn dynamics(units: usize, bytes: &mut Bytes<'_>) -> Option<Dynamics> {
    let update = match bytes.below(4) {
        0 => Update::Synchronous,
        1 => Update::Random,
        2 => Update::Sequential,
        _ => {
            let order = (0..bytes.below(26)).map(|_| bytes.below(units + 1)).collect();
            Update::Given(UpdateOrder::new(order).ok()?)
        }
    };
    Some(Dynamics { update, max_sweeps: bytes.below(50) })
}
