//! A driven branching process, whose branching ratio is known, and what is seen of it.

use rand::Rng;
use rand_distr::{Binomial, Distribution, Poisson};

use crate::Error;
use crate::error::{require_below, require_count, require_in, require_not_negative};

/// A branching process in discrete time: each active unit activates a Poisson number of units with mean m
/// in the next step, and a Poisson number with mean h become active on their own,
/// A_{t+1} ~ Poisson(m A_t + h).
///
/// It tests estimators of the branching ratio, since everything about it is known: the mean activity is
/// h/(1 − m), and the correlation at lag k is m^k. If each active unit is seen with probability α
/// ([`thinned`]), the correlation is b m^k with the [amplitude](BranchingProcess::amplitude) b.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::observables::{BranchingProcess, MultistepRegression, thinned};
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let process = BranchingProcess { ratio: 0.9, drive: 2.0 };
/// let seen = thinned(&process.draw(30_000, &mut rng)?, 0.1, &mut rng)?;
/// let seen: Vec<f64> = seen.into_iter().map(|count| count as f64).collect();
/// let lags = (1..=40).collect();
/// let found = MultistepRegression { lags, ..Default::default() }.run(&[seen])?;
/// assert!((found.ratio - 0.9).abs() < 0.05);
/// // One step alone sees b m = 0.9 · 0.1/(0.1 + 0.9 · 0.19).
/// assert!((found.naive - 0.9 * process.amplitude(0.1)?).abs() < 0.05);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct BranchingProcess {
    /// The branching ratio m, from 0 up to but not including 1.
    pub ratio: f64,
    /// The mean number h of units that become active on their own in a step, from 0 to 10⁹.
    pub drive: f64,
}

/// The most steps that are drawn at once.
const MOST_STEPS: u64 = 1 << 32;
/// The largest drive.
const MOST_DRIVE: f64 = 1e9;

impl Default for BranchingProcess {
    /// m = 0.98 and h = 2: a hundred active units at the mean.
    fn default() -> Self {
        Self { ratio: 0.98, drive: 2.0 }
    }
}

impl BranchingProcess {
    /// Draws the number of active units at so many steps. The first follows the mean activity, from which
    /// the process needs some 1/(1 − m) steps to become stationary.
    ///
    /// ```
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::observables::BranchingProcess;
    ///
    /// let process = BranchingProcess { ratio: 0.9, drive: 10.0 };
    /// let activity = process.draw(50_000, &mut ChaCha8Rng::seed_from_u64(1))?;
    /// let mean = activity.iter().sum::<u64>() as f64 / 50_000.0;
    /// assert!((mean - 100.0).abs() < 3.0); // drive/(1 − ratio)
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a ratio or a drive out of range, [`Error::TooLarge`] for more than 2³² steps.
    pub fn draw<R: Rng + ?Sized>(&self, steps: usize, rng: &mut R) -> Result<Vec<u64>, Error> {
        self.validate()?;
        require_count("the number of steps", steps as u64, MOST_STEPS)?;
        let mut mean = self.drive / (1.0 - self.ratio);
        let step = |_| {
            let active = poisson(mean, rng);
            mean = self.ratio * active as f64 + self.drive;
            active
        };
        Ok((0..steps).map(step).collect())
    }

    /// The factor b of the correlations b m^k at lags k ≥ 1 if each active unit is seen with probability α:
    /// b = α/(α + (1 − α)(1 − m²)).
    ///
    /// The variance of the whole activity is its mean over 1 − m², since A_{t+1} has the variance
    /// m² Var A + ⟨A⟩. Of a thinned activity a, Cov(a_t, a_{t+k}) = α² m^k Var A and
    /// Var a = α² Var A + α(1 − α)⟨A⟩; b is the ratio without m^k. It is that of Wilting & Priesemann (2018)
    /// for this process.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a ratio or drive out of range, or a probability outside of [0, 1].
    pub fn amplitude(&self, seen: f64) -> Result<f64, Error> {
        self.validate()?;
        require_in("the fraction of units seen", seen, 0.0, 1.0)?;
        Ok(seen / (seen + (1.0 - seen) * (1.0 - self.ratio * self.ratio)))
    }

    fn validate(&self) -> Result<(), Error> {
        require_not_negative("the branching ratio", self.ratio)?;
        require_below("the branching ratio", self.ratio, 1.0)?;
        require_in("the drive", self.drive, 0.0, MOST_DRIVE)
    }
}

/// What is seen of an activity if each spike is seen with the same probability, independently of all others.
///
/// Electrodes on some of the neurons see all spikes of these and none of the others; for many neurons that
/// fire alike it comes to the same.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::observables::thinned;
///
/// let seen = thinned(&[1000, 0, 1000], 0.1, &mut ChaCha12Rng::seed_from_u64(1))?;
/// assert!(seen[0] > 50 && seen[0] < 150 && seen[1] == 0);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
///
/// # Errors
/// [`Error::OutOfRange`] for a probability outside of [0, 1].
pub fn thinned<R: Rng + ?Sized>(
    activity: &[u64],
    seen: f64,
    rng: &mut R,
) -> Result<Vec<u64>, Error> {
    require_in("the fraction of units seen", seen, 0.0, 1.0)?;
    Ok(activity.iter().map(|&count| binomial(count, seen, rng)).collect())
}

/// A Poisson number, whose mean is no larger than 10¹⁸.
pub(super) fn poisson<R: Rng + ?Sized>(mean: f64, rng: &mut R) -> u64 {
    Poisson::new(mean.min(1e18)).map_or(0, |distribution| distribution.sample(rng) as u64)
}

/// How many of so many are seen.
pub(super) fn binomial<R: Rng + ?Sized>(count: u64, seen: f64, rng: &mut R) -> u64 {
    match Binomial::new(count, seen) {
        Ok(distribution) if count > 0 && seen < 1.0 => distribution.sample(rng),
        _ => count,
    }
}
