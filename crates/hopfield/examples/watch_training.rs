//! Trains a network, stops half way, stores the state, and goes on from it.

use std::ops::ControlFlow;

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{Error, Memories, TrainedRecurrent};

fn main() -> Result<(), Error> {
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let memories = Memories::random(128, 64, rng)?;
    let rule = TrainedRecurrent::anchored(memories.load());

    let mut training = rule.begin(&memories, rng)?;
    let end = training.run(rng, |progress| {
        if progress.step % 100 == 0 {
            println!("step {} loss {:.5}", progress.step, progress.loss);
        }
        match progress.step {
            500 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    })?;
    assert!(end.is_break());

    let mut stored = Vec::new();
    training.save(&mut stored).expect("a vector takes all bytes");
    println!("stopped; the state takes {} bytes", stored.len());

    let mut resumed = rule.resume(&memories, stored.as_slice())?;
    while !resumed.is_finished() {
        resumed.advance(rng)?;
    }
    println!("finished at step {}", resumed.step());
    Ok(())
}
