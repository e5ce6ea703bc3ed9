//! Basins of attraction.

use rand::Rng;

use crate::{AssociativeMemory, Cues, Dynamics, Error, Messages, Noise, Recovery};

/// One point of a basin of attraction: what recall makes of cues at one distance from their messages.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Basin, Dynamics, Hebbian, Messages, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(100, 5, rng)?;
/// let network = Hebbian::default().write(&messages, rng)?;
/// let basin = Basin::measure(&network, &messages, [0, 10, 50], &Dynamics::default(), rng)?;
/// assert_eq!(basin[1].overlap_before, 0.8);
/// assert!(basin[1].overlap_after > 0.99 && basin[2].overlap_after < 0.5);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Basin {
    /// Number of flipped units.
    pub flips: usize,
    /// Overlap of the cues with their messages, 1 - 2 flips / N.
    pub overlap_before: f64,
    /// Mean overlap after recall. Where it is the overlap before, recall changed nothing.
    pub overlap_after: f64,
    /// Fraction of the cues that ended in their message, as a fixed point.
    pub recovered: f64,
}

impl Basin {
    /// Recalls one cue of every message for each number of flips.
    ///
    /// # Errors
    /// If there are more flips than units, or the messages are not of this memory.
    pub fn measure<M: AssociativeMemory + ?Sized, R: Rng + ?Sized>(
        memory: &M,
        messages: &Messages,
        flips: impl IntoIterator<Item = usize>,
        dynamics: &Dynamics,
        rng: &mut R,
    ) -> Result<Vec<Self>, Error> {
        let point = |flips| {
            let cues = Cues::draw(messages, Noise::Flips(flips), 1, rng)?;
            let Recovery { recovered, overlap: overlap_after, .. } =
                Recovery::measure(memory, &cues, dynamics, rng)?;
            let overlap_before = 1.0 - 2.0 * flips as f64 / messages.units() as f64;
            Ok(Self { flips, overlap_before, overlap_after, recovered })
        };
        flips.into_iter().map(point).collect()
    }
}
