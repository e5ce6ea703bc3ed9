//! A memory of your own, compared with the rules of this crate on the same cues: anything that implements
//! `AssociativeMemory` has its recovery and its basins of attraction measured. This one compares a cue with every message.
//!
//! `cargo run --release -p synaptome-hopfield --example own_memory`

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{
    AssociativeMemory, Cues, Dynamics, Ease, Ending, Error, Hebbian, Messages,
    MinimumProbabilityFlow, Noise, PseudoInverse, Recall, Recovery, State, WritingRule,
};

/// Recalls the message with the largest overlap.
struct Nearest(Messages);

impl AssociativeMemory for Nearest {
    fn recall(&self, cue: &State, _: &Dynamics, _: &mut dyn Rng) -> Result<Recall, Error> {
        let distance = |message: &&State| cue.distance(message).unwrap_or(usize::MAX);
        let nearest = self.0.iter().min_by_key(distance).unwrap_or(cue);
        Ok(Recall { state: nearest.clone(), sweeps: 1, ending: Ending::FixedPoint })
    }
}

fn main() -> Result<(), Error> {
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let messages = Messages::draw(128, 64, rng)?;
    let rules: [&dyn WritingRule; 4] = [
        &Hebbian::default(),
        &PseudoInverse::default(),
        &MinimumProbabilityFlow::default(),
        &Ease::default(),
    ];
    let mut memories: Vec<(&str, Box<dyn AssociativeMemory>)> =
        vec![("nearest message", Box::new(Nearest(messages.clone())))];
    for rule in rules {
        memories.push((rule.name(), Box::new(rule.write(&messages, rng)?)));
    }
    for flips in [6, 13, 26, 39] {
        let cues = Cues::draw(&messages, Noise::Flips(flips), 5, rng)?;
        println!("{flips} of 128 units flipped:");
        for (name, memory) in &memories {
            let found = Recovery::measure(&**memory, &cues, &Dynamics::default(), rng)?;
            println!("  {name:16} {:.3} recovered, overlap {:.3}", found.recovered, found.overlap);
        }
    }
    Ok(())
}
