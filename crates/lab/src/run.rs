//! Runs: what to compute, where to store it, and what came out.

use std::path::PathBuf;

use crate::{Judgement, Scale, Shard, Verdict};

/// What to compute, where to store it, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Only the figures whose identifier matches one of these patterns, such as `mi-*`; all if
    /// there are none.
    pub only: Vec<String>,
    /// How much work to spend.
    pub scale: Scale,
    /// The output folder.
    pub out: PathBuf,
    /// The seed of all random streams.
    pub seed: u64,
    /// How many points at the same time; 0 is the number of cores.
    pub jobs: usize,
    /// Computes a part into the shared folder and draws nothing.
    pub shard: Option<Shard>,
    /// Computes the selected points again even where results are stored.
    pub fresh: bool,
    /// Shows no progress on standard error.
    pub quiet: bool,
}

impl Default for Run {
    /// All figures at `quick` with seed 1, on all cores, into the folder `lab-output`.
    fn default() -> Self {
        Self {
            only: Vec::new(),
            scale: Scale::Quick,
            out: "lab-output".into(),
            seed: 1,
            jobs: 0,
            shard: None,
            fresh: false,
            quiet: false,
        }
    }
}

/// What a run did.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The points that the run was about.
    pub points: usize,
    /// How many of them were stored before.
    pub stored: usize,
    /// All claims with their verdicts; none after a shard, which draws nothing.
    pub judgements: Vec<Judgement>,
}

impl Summary {
    /// The number of claims with a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.judgements.iter().filter(|judgement| judgement.verdict == verdict).count()
    }
}
