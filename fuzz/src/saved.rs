//! Saved memories and checkpoints. Checksums would refuse nearly all changes, so that each is tried as it is
//! and with the right checksum.

use crc::{CRC_64_XZ, Crc, Table};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_hopfield::{Messages, State, TrainedRecurrent};
use synaptome_infomax::{Learner, LocalRule, PairwiseRule};
use synaptome_lognormal::MultivariateLogNormal;
use synaptome_mi::covariance::exchangeable;
use synaptome_mi::{LargeEnsemble, Patterns, SynapticEnsemble};
use synaptome_willshaw::{BlockCode, Memory, RandomCode, SavedCode};

static CHECKSUM: Crc<u64, Table<16>> = Crc::<u64, Table<16>>::new(&CRC_64_XZ);

/// The bytes, and the same with the checksum of all but the last eight there.
fn with_checksum(bytes: &[u8]) -> Vec<u8> {
    let content = &bytes[..bytes.len().saturating_sub(8)];
    [content, &CHECKSUM.checksum(content).to_le_bytes()].concat()
}

/// Loads a Willshaw memory.
pub fn memories(bytes: &[u8]) {
    for bytes in [bytes, &with_checksum(bytes)] {
        load::<BlockCode>(bytes);
        load::<RandomCode>(bytes);
    }
}

fn load<C: SavedCode>(bytes: &[u8]) {
    if let Ok(memory) = Memory::<C>::load(bytes) {
        let mut saved = Vec::new();
        memory.save(&mut saved).expect("a vector takes everything");
        assert_eq!(saved, bytes, "what was loaded is saved as it was");
    }
}

/// Resumes training, learning and long computations.
pub fn checkpoints(bytes: &[u8]) {
    for bytes in [bytes, &with_checksum(bytes)] {
        training(bytes);
        if let Ok(learning) = learner().resume(bytes) {
            same(bytes, |saved| learning.save(saved).is_ok());
        }
        if let Ok(learning) = LocalRule::default().resume(bytes) {
            same(bytes, |saved| learning.save(saved).is_ok());
        }
        if let Ok(learning) = PairwiseRule::default().resume(bytes) {
            same(bytes, |saved| learning.save(saved).is_ok());
        }
        let _ = ensemble().resume(bytes);
    }
}

fn same(bytes: &[u8], save: impl FnOnce(&mut Vec<u8>) -> bool) {
    let mut saved = Vec::new();
    assert!(save(&mut saved) && saved == bytes, "what was resumed is saved as it was");
}

/// A short training of eight units.
pub fn training_rule() -> TrainedRecurrent {
    TrainedRecurrent { steps: 4, probes: 1, ..TrainedRecurrent::default() }
}

/// Three messages of eight units.
pub fn messages() -> Messages {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let states = (0..3).map(|_| State::draw(8, &mut rng).expect("eight units"));
    Messages::new(states.collect()).expect("messages of one length")
}

fn training(bytes: &[u8]) {
    let (rule, messages) = (training_rule(), messages());
    if let Ok(training) = rule.resume(&messages, bytes) {
        same(bytes, |saved| training.save(saved).is_ok());
    }
}

/// A learner of small blocks.
pub fn learner() -> Learner {
    Learner { block_steps: 2_000, blocks: 3, ..Learner::default() }
}

/// Ten synapses between five neurons, three patterns.
pub fn ensemble() -> LargeEnsemble {
    let covariance = exchangeable(5, 0.5, 0.2).expect("a covariance");
    let pattern = |mu: f64| MultivariateLogNormal::new(vec![mu; 5], covariance.clone());
    let patterns = [0.0, 0.3, 0.5].map(|mu| pattern(mu).expect("a pattern"));
    let patterns = Patterns::new(&patterns).expect("patterns of one size");
    let synapses = SynapticEnsemble::all_pairs(5).expect("five neurons");
    LargeEnsemble::new(&patterns, &synapses, 0).expect("a small ensemble")
}
