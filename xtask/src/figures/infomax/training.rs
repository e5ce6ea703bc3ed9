//! Training that can be interrupted, and what is measured on a test block.

use std::fs;
use std::time::{Duration, Instant};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use synaptome_infomax::information::gaussian_nats;
use synaptome_infomax::input::{Input, Spontaneous};
use synaptome_infomax::{Learner, Moments, Network, Raster};
use synaptome_lab::Result;

use synaptome_lab::Job;
use synaptome_lab::write_atomically;

/// A block is followed by a checkpoint unless the last one is younger than this.
const PATIENCE: Duration = Duration::from_secs(2);
/// The variance that is added before a covariance is inverted for a measurement.
pub(super) const RIDGE: f64 = 1e-4;

/// The fast generator of a point's stream: long simulations take `ChaCha8`, keyed by the
/// `ChaCha12` stream of the same name.
pub(super) fn rng(job: &Job, name: &str) -> ChaCha8Rng {
    let mut key = [0; 32];
    job.rng(name).fill_bytes(&mut key);
    ChaCha8Rng::from_seed(key)
}

/// The state of training after some blocks.
#[derive(Deserialize, Serialize)]
struct Checkpoint {
    network: Network,
    next: usize,
    nats: Vec<f64>,
}

/// Trains a network with a fresh input and a stream of its own in every block, so that an
/// interrupted run goes on to the same bits. Returns I^(1) in nats block by block.
pub(super) fn train<I: Input>(
    learner: &Learner,
    network: &mut Network,
    name: &str,
    job: &Job,
    mut input: impl FnMut() -> I,
) -> Result<Vec<f64>> {
    let path = job.checkpoint.join(name).with_extension("json");
    let stored = fs::read_to_string(&path).ok().and_then(|text| serde_json::from_str(&text).ok());
    let Checkpoint { network: mut trained, next, mut nats } = stored
        .unwrap_or_else(|| Checkpoint { network: network.clone(), next: 0, nats: Vec::new() });
    let mut saved = Instant::now();
    for block in next..learner.blocks {
        let mut rng = rng(job, &format!("{name} block {block}"));
        nats.push(
            learner.learn_block(block, &mut trained, &mut input(), &mut rng)?.information_nats,
        );
        job.watch.show((block + 1) as f64 / learner.blocks as f64);
        if saved.elapsed() >= PATIENCE {
            let state =
                Checkpoint { network: trained.clone(), next: block + 1, nats: nats.clone() };
            write_atomically(&path, &serde_json::to_vec(&state)?)?;
            saved = Instant::now();
        }
    }
    *network = trained;
    Ok(nats)
}

/// Lets thresholds settle for as many steps as are then recorded.
pub(super) fn test_block<R: Rng + ?Sized>(
    network: &mut Network,
    steps: usize,
    rng: &mut R,
) -> Raster {
    network.advance(steps, &mut Spontaneous, rng, |_| ());
    network.run(steps, &mut Spontaneous, rng)
}

/// I^(n) of a test block in nats; NaN if the covariance is singular.
pub(super) fn nats(network: &Network, raster: &Raster, lag: usize) -> Result<f64> {
    let centers = vec![network.firing().target_rate; network.neurons()];
    let moments = Moments::of(raster, &centers, lag)?.with_ridge(RIDGE);
    Ok(gaussian_nats(&moments).unwrap_or(f64::NAN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use synaptome_lab::Streams;
    use synaptome_lab::Watch;

    #[test]
    fn training_resumed_from_any_block_ends_at_the_same_bits() {
        let folder = tempfile::tempdir().unwrap();
        let job = Job {
            streams: Streams::new(1, "test", "resume"),
            checkpoint: folder.path().to_owned(),
            watch: Watch::hidden(),
        };
        let learner = Learner { blocks: 8, block_steps: 2000, ..Learner::default() };
        let start =
            Network::random(10, synaptome_infomax::Firing::default(), &mut rng(&job, "weights"))
                .unwrap();
        let mut whole = start.clone();
        let nats = train(&learner, &mut whole, "whole", &job, || Spontaneous).unwrap();
        // What an interruption after `next` blocks leaves.
        let mut network = start.clone();
        for next in 0..8 {
            let mut resumed = start.clone();
            let state = Checkpoint { network: network.clone(), next, nats: nats[..next].to_vec() };
            let path = folder.path().join("whole.json");
            write_atomically(&path, &serde_json::to_vec(&state).unwrap()).unwrap();
            assert_eq!(train(&learner, &mut resumed, "whole", &job, || Spontaneous).unwrap(), nats);
            assert_eq!(resumed, whole);
            let mut rng = rng(&job, &format!("whole block {next}"));
            learner.learn_block(next, &mut network, &mut Spontaneous, &mut rng).unwrap();
        }
    }
}
