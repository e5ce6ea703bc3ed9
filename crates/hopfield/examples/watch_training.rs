//! Trains a network, stops half way, saves the state, and resumes from it.

use std::ops::ControlFlow;

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{Error, Messages, Progress, TrainedRecurrent};

fn main() -> Result<(), Error> {
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let messages = Messages::draw(128, 64, rng)?;
    let rule = TrainedRecurrent::anchored(messages.load());

    let mut training = rule.begin(&messages, rng)?;
    let observer = |progress: &Progress| {
        if progress.step.is_multiple_of(100) {
            println!("step {} loss {:.5}", progress.step, progress.loss);
        }
        match progress.step {
            500 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    };
    assert!(training.run(observer, rng)?.is_break());

    let mut saved = Vec::new();
    training.save(&mut saved)?;
    println!("stopped; the state takes {} bytes", saved.len());

    let mut resumed = rule.resume(&messages, saved.as_slice())?;
    while !resumed.is_finished() {
        resumed.advance(rng)?;
    }
    println!("finished at step {}", resumed.step());
    Ok(())
}
