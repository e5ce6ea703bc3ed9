//! Trials of recall from noisy cues.

use rand::Rng;

use crate::{AssociativeMemory, Cues, Dynamics, Ending, Error, State};

/// What became of cues in recall.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{
///     Cues, Dynamics, Messages, MinimumProbabilityFlow, Noise, Recovery, WritingRule,
/// };
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 20, rng)?;
/// let network = MinimumProbabilityFlow::default().write(&messages, rng)?;
/// let cues = Cues::draw(&messages, Noise::Probability(0.1), 10, rng)?;
/// let recovery = Recovery::measure(&network, &cues, &Dynamics::default(), rng)?;
/// assert!(recovery.recovered > 0.9 && recovery.overlap >= recovery.recovered);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Recovery {
    /// Fraction of the cues that ended in their message, as a fixed point.
    pub recovered: f64,
    /// Fraction of the cues that ended in a cycle.
    pub cycled: f64,
    /// Mean overlap of the end of recall with the message.
    pub overlap: f64,
}

impl Recovery {
    /// Recalls all cues.
    ///
    /// # Errors
    /// If the cues are not of this memory.
    pub fn measure<M: AssociativeMemory + ?Sized, R: Rng + ?Sized>(
        memory: &M,
        cues: &Cues<'_>,
        dynamics: &Dynamics,
        mut rng: &mut R,
    ) -> Result<Self, Error> {
        let mut sums = Self::default();
        for (cue, message) in cues {
            let recall = memory.recall(cue, dynamics, &mut rng)?;
            sums.recovered += f64::from(recall.recovered(message));
            sums.cycled += f64::from(matches!(recall.ending, Ending::Cycle { .. }));
            sums.overlap += recall.state.overlap(message).unwrap_or(0.0);
        }
        Ok(sums.divided_by(cues.len() as f64))
    }

    /// The fraction of the cues that recall leads into a cycle through their message.
    ///
    /// A test of the state after a fixed number of steps would count some of these as recovered: an
    /// even number of unrolled steps trains cycles of period two.
    ///
    /// # Errors
    /// If the cues are not of this memory.
    pub fn in_cycles<M: AssociativeMemory + ?Sized, R: Rng + ?Sized>(
        memory: &M,
        cues: &Cues<'_>,
        dynamics: &Dynamics,
        mut rng: &mut R,
    ) -> Result<f64, Error> {
        let mut count = 0;
        for (cue, message) in cues {
            let recall = memory.recall(cue, dynamics, &mut rng)?;
            if let Ending::Cycle { period } = recall.ending {
                let one = Dynamics { max_sweeps: 1, ..dynamics.clone() };
                let meets = meets(memory, recall.state, message, (period, &one), &mut rng)?;
                count += usize::from(meets);
            }
        }
        Ok(count as f64 / cues.len() as f64)
    }

    fn divided_by(self, count: f64) -> Self {
        Self {
            recovered: self.recovered / count,
            cycled: self.cycled / count,
            overlap: self.overlap / count,
        }
    }
}

/// Whether the message is met within a period.
fn meets<M: AssociativeMemory + ?Sized>(
    memory: &M,
    mut state: State,
    message: &State,
    (period, one): (usize, &Dynamics),
    rng: &mut dyn Rng,
) -> Result<bool, Error> {
    for _ in 0..period {
        if state == *message {
            return Ok(true);
        }
        state = memory.recall(&state, one, rng)?.state;
    }
    Ok(false)
}
