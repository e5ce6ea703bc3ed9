//! How far the fit of a mixture is.

use std::ops::ControlFlow;

/// Where a fit is after one of its steps.
///
/// ```
/// use std::ops::ControlFlow;
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_lognormal::MixtureEstimator;
/// let samples: Vec<f64> = (1..100).map(f64::from).collect();
/// let observer = |at: &synaptome_lognormal::MixtureProgress| {
///     if at.iteration < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
/// };
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let fit = MixtureEstimator::default().fit_watched(&samples, 2, observer, &mut rng)?;
/// assert!(fit.iterations == 3 && !fit.converged);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MixtureProgress {
    /// Number of parts of the mixture.
    pub parts: usize,
    /// Number of the start, counted from zero.
    pub start: usize,
    /// Steps of this start so far.
    pub iteration: usize,
    /// ln L in nats before the last step.
    pub ln_likelihood: f64,
}

/// What is told of every step, and may end the fit.
pub(super) type Observer<'a> = dyn FnMut(&MixtureProgress) -> ControlFlow<()> + 'a;
