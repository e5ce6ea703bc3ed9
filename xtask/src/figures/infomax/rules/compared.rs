//! The rules that are compared, and how each is trained.

use std::ops::ControlFlow;

use rand::Rng;
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{Decorrelation, Laterals, Learner, LocalRule, Network, PairwiseRule};
use synaptome_lab::Result;

/// A rule, and how it is trained.
pub(super) struct Compared {
    pub(super) name: &'static str,
    kind: Kind,
}

enum Kind {
    /// Ascent of I^(1) block by block.
    Gradient,
    /// Laterals with a fraction of the other neurons.
    Lateral(f64),
    /// No lateral connections.
    Apart,
    /// Pair by pair.
    Pairwise,
}

/// What the others are compared with.
pub(super) const REFERENCE: &str = "two-pass gradient";

/// The reference, and the others in the order of what they know.
pub(super) const RULES: [Compared; 5] = [
    Compared { name: REFERENCE, kind: Kind::Gradient },
    Compared { name: "all laterals", kind: Kind::Lateral(1.0) },
    Compared { name: "a fifth", kind: Kind::Lateral(0.2) },
    Compared { name: "no laterals", kind: Kind::Apart },
    Compared { name: "pair by pair", kind: Kind::Pairwise },
];

/// Blocks of gradient ascent.
const BLOCKS: usize = 200;

impl Compared {
    /// The rule of a name.
    pub(super) fn named(name: &str) -> Result<&'static Self> {
        let found = RULES.iter().find(|rule| rule.name == name);
        Ok(anyhow::Context::context(found, "there is no such rule")?)
    }

    /// The learning rate that is tried first.
    pub(super) fn first_learning_rate(&self) -> f64 {
        match self.kind {
            Kind::Gradient => 20.0,
            Kind::Lateral(_) | Kind::Apart => 1e-3,
            Kind::Pairwise => 3e-3,
        }
    }

    /// About how long a step takes.
    pub(super) fn seconds_per_step(&self, neurons: usize) -> f64 {
        match self.kind {
            Kind::Gradient => 1.5e-7 + 1e-9 * neurons as f64,
            Kind::Apart => 2e-7,
            _ => 1.5e-7 + 2.5e-10 * (neurons * neurons) as f64,
        }
    }

    /// Trains a network for so many steps.
    pub(super) fn train(
        &self,
        network: Network,
        steps: usize,
        learning_rate: f64,
        rng: &mut impl Rng,
    ) -> Result<Network> {
        let free = network.free();
        let local = LocalRule { steps, learning_rate, ..LocalRule::default() };
        let mut learning = match self.kind {
            Kind::Gradient => return gradient(network, steps, learning_rate, rng),
            Kind::Lateral(fraction) => {
                let reach = (fraction * (free - 1) as f64 / 2.0).round().max(1.0) as usize;
                let laterals = if fraction < 1.0 { Laterals::Ring(reach) } else { Laterals::All };
                LocalRule { laterals, ..local }.begin(network)?
            }
            Kind::Apart => {
                LocalRule { decorrelation: Decorrelation::None, ..local }.begin(network)?
            }
            Kind::Pairwise => {
                PairwiseRule { steps, learning_rate, ..PairwiseRule::default() }.begin(network)?
            }
        };
        let _ = learning.run(|_| ControlFlow::Continue(()), rng)?;
        Ok(learning.into_network())
    }
}

fn gradient(
    network: Network,
    steps: usize,
    learning_rate: f64,
    rng: &mut impl Rng,
) -> Result<Network> {
    let (blocks, block_steps) = (BLOCKS, steps / BLOCKS);
    let learner = Learner { blocks, block_steps, learning_rate, ..Learner::default() };
    let mut learning = learner.begin(network)?;
    let _ = learning.run(&mut Spontaneous, |_| ControlFlow::Continue(()), rng);
    Ok(learning.into_network())
}
