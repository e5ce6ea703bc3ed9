//! Runs: what to compute, where to store it, and what came out.

use std::path::PathBuf;

use crate::{Judgement, Scale, Shard, Verdict, Work};

/// What to compute, where to store it, and how.
///
/// ```
/// use synaptome_lab::{Run, Scale, Shard};
///
/// let run = Run {
///     only: vec!["mi-*".into()],
///     scale: Scale::Paper,
///     shard: Some(Shard::new(1, 8)?), // the first of eight machines
///     ..Run::default()
/// };
/// assert_eq!(run.seed, 1);
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
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
    /// Whether the shard that finds all points stored when it ends draws them.
    pub draw_when_complete: bool,
    /// Which stored points are used.
    pub reuse: Reuse,
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
            draw_when_complete: false,
            reuse: Reuse::Current,
            quiet: false,
        }
    }
}

/// Which stored points a run uses; it computes all others.
///
/// ```
/// use synaptome_lab::{Reuse, Run};
///
/// let again = Run { reuse: Reuse::Nothing, ..Run::default() }; // computes every point anew
/// assert_eq!(Run::default().reuse, Reuse::Current);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Reuse {
    /// Those that the sources of now have computed.
    #[default]
    Current,
    /// Also those that other sources have computed; the report marks them.
    All,
    /// None.
    Nothing,
}

/// What a run has to do.
///
/// ```
/// use synaptome_lab::Plan;
///
/// fn is_done(plan: &Plan<'_>) -> bool {
///     plan.missing.is_empty()
/// }
/// assert!(is_done(&Plan { points: Vec::new(), missing: Vec::new(), stale: 0 }));
/// ```
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// All points that the run is about.
    pub points: Vec<Work<'a>>,
    /// Those that have to be computed.
    pub missing: Vec<Work<'a>>,
    /// How many points are stored, but were computed by other sources. They are among the missing
    /// unless the run keeps them.
    pub stale: usize,
}

/// What a run did.
///
/// ```
/// use synaptome_lab::{Summary, Verdict};
///
/// let summary = Summary { points: 12, stored: 12, stale: 0, judgements: Vec::new() };
/// assert_eq!(summary.count(Verdict::Fails), 0);
/// ```
#[derive(Clone, Debug)]
pub struct Summary {
    /// The points that the run was about.
    pub points: usize,
    /// How many of them were stored before.
    pub stored: usize,
    /// How many points that the run was about are kept though other sources have computed them.
    pub stale: usize,
    /// All claims with their verdicts; none after a shard that draws nothing.
    pub judgements: Vec<Judgement>,
}

impl Summary {
    /// The number of claims with a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.judgements.iter().filter(|judgement| judgement.verdict == verdict).count()
    }
}
