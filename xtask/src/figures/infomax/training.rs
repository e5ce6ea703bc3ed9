//! Training that can be interrupted, and what is measured on a test block.

use std::io::BufReader;
use std::path::Path;
use std::time::{Duration, Instant};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use synaptome_infomax::information::network_nats;
use synaptome_infomax::input::{Input, Spontaneous};
use synaptome_infomax::{Learner, Learning, Network, Raster};
use synaptome_lab::{Job, Result, open_file, write_atomically};

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

/// Trains a network with a fresh input and a stream of its own in every block, so that an
/// interrupted run resumes to the same bits. Returns I^(1) in nats block by block.
pub(super) fn train<I: Input>(
    learner: &Learner,
    network: &mut Network,
    name: &str,
    job: &Job,
    mut input: impl FnMut() -> I,
) -> Result<Vec<f64>> {
    let path = job.checkpoint.join(name);
    let mut learning = started(learner, network, &path)?;
    let mut saved = Instant::now();
    while !learning.is_finished() {
        let mut rng = rng(job, &format!("{name} block {}", learning.block()));
        learning.advance(&mut input(), &mut rng);
        job.watch.show(learning.block() as f64 / learner.blocks as f64);
        if saved.elapsed() >= PATIENCE {
            save(&learning, &path)?;
            saved = Instant::now();
        }
    }
    let course = learning.course_nats().to_vec();
    *network = learning.into_network();
    Ok(course)
}

/// What an interrupted run left, or the beginning.
fn started(learner: &Learner, network: &Network, path: &Path) -> Result<Learning> {
    let stored = open_file(path).ok();
    let resumed = stored.and_then(|file| learner.resume(BufReader::new(file)).ok());
    Ok(match resumed {
        Some(learning) => learning,
        None => learner.begin(network.clone())?,
    })
}

fn save(learning: &Learning, path: &Path) -> Result<()> {
    let mut bytes = Vec::new();
    learning.save(&mut bytes)?;
    Ok(write_atomically(path, &bytes)?)
}

/// Lets thresholds settle for as many steps as are then recorded.
pub(super) fn test_block(network: &mut Network, steps: usize, rng: &mut impl Rng) -> Raster {
    network.settle_and_run(steps, &mut Spontaneous, rng)
}

/// I^(n) of a test block in nats; NaN if the covariance is singular.
pub(super) fn nats(network: &Network, raster: &Raster, lag: usize) -> f64 {
    network_nats(network, raster, lag, RIDGE).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use synaptome_infomax::Firing;
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
        let start = Network::draw(10, Firing::default(), &mut rng(&job, "weights")).unwrap();
        let mut whole = start.clone();
        let nats = train(&learner, &mut whole, "whole", &job, || Spontaneous).unwrap();
        // What an interruption after some blocks leaves.
        let mut learning = learner.begin(start.clone()).unwrap();
        while !learning.is_finished() {
            save(&learning, &folder.path().join("whole")).unwrap();
            let mut resumed = start.clone();
            assert_eq!(train(&learner, &mut resumed, "whole", &job, || Spontaneous).unwrap(), nats);
            assert_eq!(resumed, whole);
            let mut rng = rng(&job, &format!("whole block {}", learning.block()));
            learning.advance(&mut Spontaneous, &mut rng);
        }
    }
}
