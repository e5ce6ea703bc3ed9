//! Recall of many cues in a network, by fields that are first summed side by side.

mod blocks;
mod digits;
mod fixed;
mod rough;
mod rounded;
mod walk;

use std::ops::ControlFlow;

use rand::Rng;

use crate::recall_all::recall_all;
use crate::{Dynamics, Error, HopfieldNetwork, Recall, RecallProgress, State};
use blocks::Many;
use digits::Digits;
use rounded::Rounded;

/// Cues that are worth writing the weights as whole numbers for.
const MANY: usize = 32;

impl HopfieldNetwork {
    /// Recalls from many cues, on several threads (0 counts as 1).
    ///
    /// Cue k is recalled with the generator `rng(k)`, and its [`Recall`] is the one that
    /// [`recall`](Self::recall) returns with that generator; so nothing depends on the number of threads.
    ///
    /// The fields of a block of cues are summed together. For many cues the weights are written as whole
    /// numbers of 16 bits, of which sums are exact, and how far a field may be from that of one cue alone is
    /// known for every unit: where it is nearer to its decision than that, the next 15 bits are added, and if
    /// these do not decide either, the cue is recalled again alone. For few cues, and for weights that differ
    /// by more than whole numbers can hold, fields are sums of `f64` with a bound of their rounding.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if a cue, or the order of updates, is not of this network.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use rand_chacha::ChaCha12Rng;
    /// use synaptome_hopfield::{Cues, Dynamics, Hebbian, Messages, Noise, State, WritingRule};
    ///
    /// let rng = &mut ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw(100, 5, rng)?;
    /// let network = Hebbian::default().write(&messages, rng)?;
    /// let cues = Cues::draw(&messages, Noise::Flips(10), 20, rng)?;
    /// let cues: Vec<State> = cues.iter().map(|(cue, _)| cue.clone()).collect();
    ///
    /// let keyed = |cue| ChaCha12Rng::seed_from_u64(cue as u64);
    /// let recalls = network.recall_all(&cues, &Dynamics::default(), 2, keyed)?;
    /// assert_eq!(recalls.len(), 100);
    /// assert!(recalls[7].recovered(&messages[2]));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn recall_all<R: Rng>(
        &self,
        cues: &[State],
        dynamics: &Dynamics,
        threads: usize,
        rng: impl Fn(usize) -> R + Sync,
    ) -> Result<Vec<Recall>, Error> {
        let go_on = |_: &RecallProgress| ControlFlow::Continue(());
        self.recall_all_watched(cues, dynamics, threads, go_on, rng)
    }

    /// The same, with an observer that is called on this thread many times per second, and may break off.
    ///
    /// Cues whose recall has not ended by then are returned with [`Ending::Stopped`](crate::Ending), and as
    /// they are.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use rand::SeedableRng;
    /// use rand_chacha::ChaCha12Rng;
    /// use synaptome_hopfield::{Dynamics, Messages, PseudoInverse, WritingRule};
    ///
    /// let rng = &mut ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw(50, 10, rng)?;
    /// let network = PseudoInverse::default().write(&messages, rng)?;
    /// let (cues, dynamics) = (messages.as_slice(), Dynamics::default());
    /// let observer = |_: &_| ControlFlow::Continue(());
    /// let rng_of = |cue| ChaCha12Rng::seed_from_u64(cue as u64);
    /// let recalls = network.recall_all_watched(cues, &dynamics, 2, observer, rng_of)?;
    /// assert!(recalls.iter().zip(&messages).all(|(recall, message)| recall.recovered(message)));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`recall_all`](Self::recall_all).
    pub fn recall_all_watched<R: Rng>(
        &self,
        cues: &[State],
        dynamics: &Dynamics,
        threads: usize,
        mut observer: impl FnMut(&RecallProgress) -> ControlFlow<()>,
        rng: impl Fn(usize) -> R + Sync,
    ) -> Result<Vec<Recall>, Error> {
        let digits = if cues.len() < MANY { None } else { Digits::of(self) };
        if let Some(sums) = digits {
            recall_all(&Many { network: self, sums }, cues, dynamics, threads, &mut observer, rng)
        } else {
            let sums = Rounded::of(self);
            recall_all(&Many { network: self, sums }, cues, dynamics, threads, &mut observer, rng)
        }
    }
}
