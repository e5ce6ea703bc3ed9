//! Recall of many cues, and what became of them.

use rand::Rng;
use synaptome_hopfield::{Dynamics, HopfieldNetwork, Memories, Noise, State, Stop};
use synaptome_lab::Result;

/// A cue with the message it was made from.
pub(super) type Cue<'a> = (State, &'a State);

/// Shares of the cues.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Outcome {
    /// Ended in their message, as a fixed point.
    pub(super) recovered: f64,
    /// Ended in a cycle.
    pub(super) cycled: f64,
    /// Mean overlap of the end with the message.
    pub(super) overlap: f64,
}

/// One damaged cue of every message, `repeats` times.
pub(super) fn cues<'a, R: Rng + ?Sized>(
    memories: &'a Memories,
    noise: Noise,
    repeats: usize,
    rng: &mut R,
) -> Result<Vec<Cue<'a>>> {
    let shown = (0..repeats).flat_map(|_| memories.messages());
    shown.map(|message| Ok((noise.damage(message, rng)?, message))).collect()
}

/// Recalls all cues synchronously.
pub(super) fn recall_all<R: Rng + ?Sized>(
    network: &HopfieldNetwork,
    cues: &[Cue<'_>],
    rng: &mut R,
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for (cue, message) in cues {
        let recall = network.recall(cue, &Dynamics::default(), rng)?;
        outcome.recovered += f64::from(recall.recovered(message));
        outcome.cycled += f64::from(matches!(recall.stop, Stop::Cycle { .. }));
        outcome.overlap += recall.state.overlap(message).unwrap_or(0.0);
    }
    let count = cues.len() as f64;
    Ok(Outcome {
        recovered: outcome.recovered / count,
        cycled: outcome.cycled / count,
        overlap: outcome.overlap / count,
    })
}

/// The share of messages for which a test holds.
pub(super) fn share(
    memories: &Memories,
    test: impl Fn(&State) -> Result<bool, synaptome_hopfield::Error>,
) -> Result<f64> {
    let mut count = 0;
    for message in memories.messages() {
        count += usize::from(test(message)?);
    }
    Ok(count as f64 / memories.len() as f64)
}
