//! Stores the same messages by several rules and shows how many come back from 10 % flips.

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{
    Dynamics, Ease, Error, Hebbian, MaxMargin, Memories, MinimumProbabilityFlow, Noise,
    PseudoInverse, Storkey, TrainedRecurrent, WritingRule,
};

fn main() -> Result<(), Error> {
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let memories = Memories::random(128, 64, rng)?;
    let rules: [&dyn WritingRule; 7] = [
        &Hebbian::default(),
        &Storkey,
        &PseudoInverse::default(),
        &MaxMargin::default(),
        &MinimumProbabilityFlow::default(),
        &Ease::default(),
        &TrainedRecurrent::default(),
    ];
    for rule in rules {
        let network = rule.write(&memories, rng)?;
        let mut recovered = 0;
        for message in memories.messages() {
            let cue = Noise::Probability(0.1).damage(message, rng)?;
            let recall = network.recall(&cue, &Dynamics::default(), rng)?;
            recovered += usize::from(recall.recovered(message));
        }
        println!("{:8} {recovered} of {} messages", rule.name(), memories.len());
    }
    Ok(())
}
