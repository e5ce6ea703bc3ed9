//! Writes the same messages with several rules and shows the fraction recovered from 10 % flips.

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{
    Cues, Dynamics, Ease, Error, Hebbian, MaxMargin, Messages, MinimumProbabilityFlow, Noise,
    PseudoInverse, Recovery, Storkey, TrainedRecurrent, WritingRule,
};

fn main() -> Result<(), Error> {
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let messages = Messages::draw(128, 64, rng)?;
    let rules: [&dyn WritingRule; 7] = [
        &Hebbian::default(),
        &Storkey,
        &PseudoInverse::default(),
        &MaxMargin::default(),
        &MinimumProbabilityFlow::default(),
        &Ease::default(),
        &TrainedRecurrent::default(),
    ];
    let cues = Cues::draw(&messages, Noise::Probability(0.1), 5, rng)?;
    for rule in rules {
        let network = rule.write(&messages, rng)?;
        let recovery = Recovery::measure(&network, &cues, &Dynamics::default(), rng)?;
        println!("{:8} {:.3} recovered", rule.name(), recovery.recovered);
    }
    Ok(())
}
