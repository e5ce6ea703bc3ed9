//! How many parts a mixture needs.

use std::cell::Cell;
use std::ops::ControlFlow;

use rand::Rng;

use super::estimator::{Data, MOST_PARTS, MixtureEstimator, MixtureFit};
use super::progress::MixtureProgress;
use crate::Error;
use crate::error::{require_at_least, require_at_most};

/// What decides on the number of parts.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_lognormal::{Criterion, MixtureEstimator};
/// let rng = &mut ChaCha12Rng::seed_from_u64(1);
/// let weights: Vec<f64> = (1..=100).map(f64::from).collect();
/// let fit = MixtureEstimator::default().fit(&weights, 1, rng)?;
/// assert_eq!(Criterion::Bic.of(&fit), fit.bic());
/// assert!(fit.aic() < fit.bic()); // the Bayesian criterion charges more for each parameter
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Criterion {
    /// Schwarz's: finds the true number as samples grow.
    #[default]
    Bic,
    /// Akaike's: finds the best prediction, often with more parts.
    Aic,
}

impl Criterion {
    /// The value for one fit; smaller is better.
    pub fn of(self, fit: &MixtureFit) -> f64 {
        match self {
            Self::Bic => fit.bic(),
            Self::Aic => fit.aic(),
        }
    }
}

/// The mixture with the best number of parts, and those it was compared with.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_lognormal::MixtureEstimator;
/// let rng = &mut ChaCha12Rng::seed_from_u64(1);
/// let weights: Vec<f64> = (0..200).map(|i| f64::from(i % 20 + 1) * if i < 100 { 1.0 } else { 900.0 }).collect();
/// let selection = MixtureEstimator::default().select(&weights, 2, rng)?;
/// assert_eq!(selection.best.mixture.parts().len(), 2);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct MixtureSelection {
    /// The fit of the smallest criterion.
    pub best: MixtureFit,
    /// The fit of 1, 2, 3, … parts, or why there is none.
    pub all: Vec<Result<MixtureFit, Error>>,
}

impl MixtureEstimator {
    /// The mixture of 1 to `most_parts` parts with the smallest [`Criterion::Bic`].
    ///
    /// # Errors
    /// If there is no fit of one part. Numbers of parts without a fit, since a part shrinks onto one
    /// value or samples are too few, are left out; [`MixtureSelection::all`] has the reason.
    pub fn select<R: Rng + ?Sized>(
        &self,
        samples: &[f64],
        most_parts: usize,
        rng: &mut R,
    ) -> Result<MixtureSelection, Error> {
        self.select_by(Criterion::Bic, samples, most_parts, rng)
    }

    /// The mixture of 1 to `most_parts` parts with the smallest criterion.
    ///
    /// # Errors
    /// As [`select`](Self::select).
    pub fn select_by<R: Rng + ?Sized>(
        &self,
        criterion: Criterion,
        samples: &[f64],
        most_parts: usize,
        rng: &mut R,
    ) -> Result<MixtureSelection, Error> {
        self.select_watched(criterion, samples, most_parts, |_| ControlFlow::Continue(()), rng)
    }

    /// [`select_by`](Self::select_by) with an observer that is called after every step. If it breaks, the
    /// fit ends there, and larger numbers of parts are left out.
    ///
    /// # Errors
    /// As [`select`](Self::select).
    pub fn select_watched<R: Rng + ?Sized>(
        &self,
        criterion: Criterion,
        samples: &[f64],
        most_parts: usize,
        mut observer: impl FnMut(&MixtureProgress) -> ControlFlow<()>,
        rng: &mut R,
    ) -> Result<MixtureSelection, Error> {
        self.require_valid()?;
        require_at_least("parts", most_parts, 1)?;
        require_at_most("the number of parts", most_parts, MOST_PARTS)?;
        let data = Data::of(samples, self.resolution)?;
        let stopped = Cell::new(false);
        let mut watch = |progress: &_| {
            let flow = observer(progress);
            stopped.set(flow.is_break());
            flow
        };
        let mut best = self.fit_data(&data, 1, &mut watch, rng)?;
        let mut all = vec![Ok(best.clone())];
        for parts in (2..=most_parts).take_while(|_| !stopped.get()) {
            let fit = self.fit_data(&data, parts, &mut watch, rng);
            if let Ok(fit) = &fit
                && criterion.of(fit) < criterion.of(&best)
            {
                best = fit.clone();
            }
            all.push(fit);
        }
        Ok(MixtureSelection { best, all })
    }
}
