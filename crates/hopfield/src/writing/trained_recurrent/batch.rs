//! Cues with targets, as numbers.

use rand::Rng;

use crate::error::require_len;
use crate::{Error, Messages, Noise, State};

/// Cues with the messages they should lead to, and messages that should stay as they are.
///
/// ```
/// use synaptome_hopfield::{Batch, State};
///
/// let message = State::new(vec![1, -1, 1])?;
/// let cue = message.clone().flipped(0)?;
/// let batch = Batch::new(&[(cue, message.clone())], &[message])?;
/// assert_eq!((batch.units(), batch.len()), (3, 2));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    units: usize,
    /// N × B, column-major: cues first, then anchors.
    pub(crate) cues: Vec<f64>,
    pub(crate) targets: Vec<f64>,
    anchors: usize,
}

/// Fewest and most cues that are led through all layers together: as many as units where their
/// matrices then stay in cache, but enough to be worth reading the weights.
const CUES: (usize, usize) = (128, 512);

/// Some cues of a batch, N × B and column-major.
pub(crate) struct Part<'a> {
    pub(crate) units: usize,
    pub(crate) cues: &'a [f64],
    pub(crate) targets: &'a [f64],
    /// Index at which the anchors begin.
    pub(crate) anchors_from: usize,
}

impl Part<'_> {
    /// Number of cues B.
    pub(crate) fn len(&self) -> usize {
        self.cues.len() / self.units
    }
}

impl Batch {
    /// Pairs of a cue and its message, whose loss counts after the last step, and anchors:
    /// messages that are their own cues and whose loss counts after every step.
    ///
    /// # Errors
    /// [`Error::Empty`] without cues, [`Error::LengthMismatch`] if their lengths differ.
    pub fn new(pairs: &[(State, State)], anchors: &[State]) -> Result<Self, Error> {
        let first = pairs.first().map(|(cue, _)| cue).or(anchors.first());
        let units = first.ok_or(Error::Empty { quantity: "the batch" })?.units();
        let mut batch = Self::empty(units, anchors.len());
        for (cue, message) in pairs {
            batch.push(cue, message)?;
        }
        for message in anchors {
            batch.push(message, message)?;
        }
        Ok(batch)
    }

    /// `probes` copies of every message, followed by the messages as anchors if wanted.
    pub(crate) fn intact(
        messages: &Messages,
        probes: usize,
        anchored: bool,
    ) -> Result<Self, Error> {
        let anchors = if anchored { messages.as_slice() } else { &[] };
        let mut batch = Self::empty(messages.units(), anchors.len());
        let shown = messages.iter();
        let shown = shown.flat_map(|message| std::iter::repeat_n(message, probes));
        for message in shown.chain(anchors) {
            batch.push(message, message)?;
        }
        Ok(batch)
    }

    /// Replaces all cues but the anchors by newly damaged messages.
    pub(crate) fn redraw<R: Rng + ?Sized>(&mut self, noise: Noise, rng: &mut R) {
        self.cues.copy_from_slice(&self.targets);
        let anchors = self.anchors_from();
        for cue in self.cues[..anchors].chunks_exact_mut(self.units) {
            noise.hit(self.units, rng, |unit| cue[unit] = -cue[unit]);
        }
    }

    /// Number of units N.
    pub fn units(&self) -> usize {
        self.units
    }

    /// Number of cues B, anchors included; at least one.
    #[expect(clippy::len_without_is_empty, reason = "a batch is never empty")]
    pub fn len(&self) -> usize {
        self.cues.len() / self.units
    }

    /// The batch in parts small enough for the cache.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let (units, anchors_from) = (self.units, self.anchors_from());
        let size = units * units.clamp(CUES.0, CUES.1);
        let pairs = self.cues.chunks(size).zip(self.targets.chunks(size));
        pairs.enumerate().map(move |(k, (cues, targets))| Part {
            units,
            cues,
            targets,
            anchors_from: anchors_from.saturating_sub(k * size).min(cues.len()),
        })
    }

    /// Index in the flattened columns at which the anchors begin.
    fn anchors_from(&self) -> usize {
        self.cues.len() - self.anchors * self.units
    }

    fn empty(units: usize, anchors: usize) -> Self {
        Self { units, cues: Vec::new(), targets: Vec::new(), anchors }
    }

    fn push(&mut self, cue: &State, message: &State) -> Result<(), Error> {
        require_len("a cue", self.units, cue.units())?;
        require_len("a message", self.units, message.units())?;
        self.cues.extend(cue.numbers());
        self.targets.extend(message.numbers());
        Ok(())
    }
}
