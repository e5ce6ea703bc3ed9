//! What a point is given to work with.

use std::path::PathBuf;

use rand_chacha::ChaCha12Rng;

use crate::{Streams, Watch};

/// What a point is given to work with: random streams, a place for checkpoints, and a display.
///
/// ```
/// use synaptome_lab::{Job, Streams, Watch};
/// let streams = Streams::new(1, "recall", "flips=3");
/// let job = Job { streams, checkpoint: "unused".into(), watch: Watch::hidden() };
/// assert_eq!(job.rng("cues"), job.rng("cues"));
/// ```
#[derive(Clone, Debug)]
pub struct Job {
    /// The random streams of the point.
    pub streams: Streams,
    /// A folder of the point's own for the state of long work, which need not exist. What an
    /// interrupted run left there is still there; it is removed when the point is stored.
    pub checkpoint: PathBuf,
    /// Shows how far the point is, if it is a long one.
    pub watch: Watch,
}

impl Job {
    /// The point's generator called `name`, at its beginning.
    pub fn rng(&self, name: &str) -> ChaCha12Rng {
        self.streams.rng(name)
    }
}
