//! Training that can be interrupted, and what is measured on a test block.

use std::fs;

use anyhow::Result;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use synaptome_infomax::information::gaussian_nats;
use synaptome_infomax::input::{Input, Spontaneous};
use synaptome_infomax::{Learner, Moments, Network, Raster};

use crate::figure::Job;
use crate::store::write_atomically;

/// Blocks between two checkpoints.
const STRIDE: usize = 25;
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
    for block in next..learner.blocks {
        let mut rng = rng(job, &format!("{name} block {block}"));
        nats.push(
            learner.learn_block(block, &mut trained, &mut input(), &mut rng)?.information_nats,
        );
        job.watch.show((block + 1) as f64 / learner.blocks as f64);
        if (block + 1) % STRIDE == 0 && learner.blocks > 4 * STRIDE {
            let state =
                Checkpoint { network: trained.clone(), next: block + 1, nats: nats.clone() };
            write_atomically(&path, &serde_json::to_vec(&state)?)?;
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
