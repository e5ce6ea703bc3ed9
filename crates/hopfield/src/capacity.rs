//! How many messages a rule can store, and how much noise recall tolerates.

use rand::Rng;

use crate::error::{require_at_least, require_in, require_positive};
use crate::{Cues, Dynamics, Error, Messages, Noise, Recovery, WritingRule};

/// The search for the largest number of messages that a rule stores.
///
/// Messages count as stored if recall from noisy cues recovers the requested fraction, on the mean
/// over sets of random messages. Without noise these are the fixed points. A rule with a free diagonal
/// can make every state one (W = I does), so that its capacity says something only if at least one
/// unit is flipped.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Capacity, Hebbian, PseudoInverse};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let search = Capacity::default();
/// let hebb = search.search(&Hebbian::default(), 64, rng)?;
/// let pseudo_inverse = search.search(&PseudoInverse::default(), 64, rng)?;
/// assert!(hebb.messages < pseudo_inverse.messages && !pseudo_inverse.at_limit);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Capacity {
    /// The fraction of messages to recover, above 0.
    pub fraction: f64,
    /// Damage to the cues.
    pub noise: Noise,
    /// Number of sets of messages over which the mean is taken, at least one.
    pub networks: usize,
    /// The largest load M/N that is tried; [`StoredMessages::at_limit`] says if the rule stores as much.
    pub largest_load: f64,
    /// How to recall.
    pub dynamics: Dynamics,
}

/// How many messages a rule stores.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Capacity, PseudoInverse, StoredMessages};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let search = Capacity { largest_load: 0.25, ..Capacity::default() };
/// let found = search.search(&PseudoInverse::default(), 64, rng)?;
/// assert_eq!(found, StoredMessages { messages: 16, at_limit: true }); // at least 16
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct StoredMessages {
    /// The largest number of messages that the search found to be stored; 0 if not even one is.
    pub messages: usize,
    /// Whether that is the largest number that the search tries, so that the rule may store more.
    pub at_limit: bool,
}

impl Default for Capacity {
    fn default() -> Self {
        Self {
            fraction: 0.99,
            noise: Noise::Flips(1),
            networks: 3,
            largest_load: 2.0,
            dynamics: Dynamics::default(),
        }
    }
}

impl Capacity {
    /// The largest number M of messages of `units` units that the rule stores.
    ///
    /// M is doubled until recovery fails, then bisected; every M is tried on new random messages, so
    /// that the result has the error of these samples.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::{Capacity, Hebbian};
    ///
    /// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
    /// let search = Capacity { networks: 3, ..Capacity::default() };
    /// let most = search.search(&Hebbian::default(), 60, rng)?;
    /// assert!((3..=12).contains(&most.messages)); // about 0.138 N in large networks, with some errors
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    ///
    /// # Errors
    /// If an option is out of its range, or the rule cannot write.
    pub fn search<R: Rng + ?Sized>(
        &self,
        rule: &dyn WritingRule,
        units: usize,
        rng: &mut R,
    ) -> Result<StoredMessages, Error> {
        self.validate()?;
        require_at_least("units", units, 1)?;
        let most = (self.largest_load * units as f64) as usize;
        let (mut stored, mut failed) = (0, 1);
        while failed <= most && self.stores(rule, units, failed, rng)? {
            (stored, failed) = (failed, 2 * failed);
        }
        let mut failed = failed.min(most.saturating_add(1));
        while failed - stored > 1 {
            let middle = stored + (failed - stored) / 2;
            let passes = self.stores(rule, units, middle, rng)?;
            *(if passes { &mut stored } else { &mut failed }) = middle;
        }
        Ok(StoredMessages { messages: stored, at_limit: stored == most })
    }

    /// Whether the rule stores so many messages.
    fn stores<R: Rng + ?Sized>(
        &self,
        rule: &dyn WritingRule,
        units: usize,
        count: usize,
        mut rng: &mut R,
    ) -> Result<bool, Error> {
        let mut sum = 0.0;
        for _ in 0..self.networks {
            let messages = Messages::draw(units, count, rng)?;
            let network = rule.write(&messages, &mut rng)?;
            let cues = Cues::draw(&messages, self.noise, 1, rng)?;
            sum += Recovery::measure(&network, &cues, &self.dynamics, rng)?.recovered;
        }
        Ok(sum / self.networks as f64 >= self.fraction)
    }

    fn validate(&self) -> Result<(), Error> {
        require_positive("the fraction to recover", self.fraction)?;
        require_in("the fraction to recover", self.fraction, 0.0, 1.0)?;
        require_at_least("networks", self.networks, 1)?;
        require_positive("the largest load", self.largest_load)?;
        require_in("the largest load", self.largest_load, 0.0, 1e6)
    }
}

/// The largest load at which a measured curve of (load, fraction stored) is at or above `fraction`; 0
/// if it never is.
///
/// ```
/// use synaptome_hopfield::largest_load;
///
/// assert_eq!(largest_load(&[(0.1, 1.0), (0.2, 0.995), (0.3, 0.7)], 0.99), 0.2);
/// ```
pub fn largest_load(curve: &[(f64, f64)], fraction: f64) -> f64 {
    let stored = curve.iter().filter(|point| point.1 >= fraction);
    stored.map(|point| point.0).fold(0.0, f64::max)
}

/// The flip rate at which a measured curve of (flip rate, fraction recovered), in rising order of the
/// rates, first falls below one half, linear between its points. It is 0 if the first point is below,
/// and the last rate if no point is; `None` for no points.
///
/// ```
/// use synaptome_hopfield::noise_at_half_recovery;
///
/// assert_eq!(noise_at_half_recovery(&[(0.0, 1.0), (0.25, 0.75), (0.5, 0.25)]), Some(0.375));
/// ```
pub fn noise_at_half_recovery(curve: &[(f64, f64)]) -> Option<f64> {
    let (first, last) = (curve.first()?, curve.last()?);
    let fall = curve.windows(2).find(|pair| pair[1].1 < 0.5);
    Some(match fall {
        _ if first.1 < 0.5 => 0.0,
        Some(pair) => {
            let fraction = (pair[0].1 - 0.5) / (pair[0].1 - pair[1].1);
            pair[0].0 + fraction * (pair[1].0 - pair[0].0)
        }
        None => last.0,
    })
}
