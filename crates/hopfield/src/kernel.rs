//! Memories that learn the amplitudes of a Gaussian kernel around each message.

mod driven;
mod logistic;

use std::ops::ControlFlow;

use faer::linalg::solvers::Solve;
use faer::{Mat, MatRef};
use rand::Rng;

use crate::cholesky::cholesky;
use crate::elementwise::exp_all;
use crate::error::{require_not_negative, require_positive};
use crate::lbfgs::minimise;
use crate::one_by_one::{self, OneByOne};
use crate::recall_all::recall_all;
use crate::size::require_entries;
use crate::{
    AssociativeMemory, Dynamics, Error, Lbfgs, LbfgsProgress, LbfgsReport, Messages, Recall,
    RecallProgress, State, correlations,
};
use driven::Driven;
use logistic::Regression;

/// Kernel regression of every unit on the whole state, with the kernel K(x, y) = exp(-γ |x - y|²).
///
/// The field on unit i is `f_i`(x) = `Σ_m` `α_mi` K(ξ^m, x), for which the amplitudes α are learnt (Tamamori 2025, arXiv
/// 2504.07633 and 2505.01218, of which we have read the abstracts). On spins K is in proportion to exp(2 γ ξ·x):
/// with α = ξ it is the exponential dense memory at the inverse temperature 2 γ, but for the unit's own spin, which is
/// part of x here and held out there.
///
/// Where the kernel is narrow (γ N above about 6) every message is its own neighbourhood and learning changes nothing; it helps
/// where the kernel is broad. A network learns M N numbers and keeps the messages, so that it never recalls more than one bit
/// per number learnt.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Dynamics, KernelLoss, KernelRegression, Messages, Noise};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 96, rng)?;
/// for loss in [KernelLoss::Squared, KernelLoss::Logistic] {
///     let rule = KernelRegression { gamma: 0.02, loss, ..KernelRegression::default() };
///     let memory = rule.learn(messages.clone())?;
///     let cue = Noise::Flips(6).damage(&messages[5], rng)?;
///     assert!(memory.recall(&cue, &Dynamics::default(), rng)?.recovered(&messages[5]));
/// }
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct KernelRegression {
    /// The inverse squared width γ > 0 of the kernel. What matters is γ N.
    pub gamma: f64,
    /// Strength λ ≥ 0 of the penalty λ/2 αᵀ K α of each unit.
    pub ridge: f64,
    /// What is minimised.
    pub loss: KernelLoss,
    /// How to minimise the logistic loss, and when to stop.
    pub lbfgs: Lbfgs,
}

/// The loss of kernel regression.
///
/// ```
/// use synaptome_hopfield::{KernelLoss, KernelRegression};
///
/// let logistic = KernelRegression { loss: KernelLoss::Logistic, ..KernelRegression::default() };
/// assert_ne!(logistic, KernelRegression { loss: KernelLoss::Squared, ..logistic });
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum KernelLoss {
    /// ½ `Σ_m` (`f_m` - `ξ_m`)², kernel ridge regression (KRR): α = (K + λ I)⁻¹ ξ, in closed form.
    #[default]
    Squared,
    /// `Σ_m` ln(1 + exp(-`ξ_m` `f_m`)), kernel logistic regression (KLR), by L-BFGS. With λ = 0 its infimum is not attained.
    Logistic,
}

impl Default for KernelRegression {
    fn default() -> Self {
        let loss = KernelLoss::default();
        Self { gamma: 0.01, ridge: 0.01, loss, lbfgs: Lbfgs::default() }
    }
}

impl KernelRegression {
    /// Learns the messages.
    ///
    /// # Errors
    /// If γ is not positive or the ridge is negative, if M × M products exceed what memory can hold, and
    /// [`Error::NotPositiveDefinite`] for kernel ridge regression of messages that only a ridge would tell apart.
    pub fn learn(&self, messages: Messages) -> Result<KernelMemory, Error> {
        self.learn_watched(messages, |_| ControlFlow::Continue(()))
    }

    /// Learns the messages; of the logistic loss the observer is called before every iteration, and may break off.
    ///
    /// # Errors
    /// As [`learn`](Self::learn).
    pub fn learn_watched(
        &self,
        messages: Messages,
        mut observer: impl FnMut(&LbfgsProgress) -> ControlFlow<()>,
    ) -> Result<KernelMemory, Error> {
        self.validate(&messages)?;
        let kernel = self.kernel(&messages);
        let (amplitudes, report) = match self.loss {
            KernelLoss::Squared => (self.solve(kernel, &messages)?, None),
            KernelLoss::Logistic => {
                let mut regression = Regression::new(kernel, &messages, self.ridge);
                let minimum = minimise(&mut regression, &self.lbfgs, &mut observer);
                (regression.amplitudes(&minimum.point), Some(minimum.report))
            }
        };
        let (gamma, units, len) = (self.gamma, messages.units(), messages.len());
        let spins = Mat::from_fn(len, units, |m, i| f64::from(messages[m][i]));
        let rounding = (0..units).map(|i| rounding(amplitudes.col_as_slice(i))).collect();
        Ok(KernelMemory { messages, spins, gamma, amplitudes, rounding, report })
    }

    /// α = (K + λ I)⁻¹ ξ, for all units at once.
    fn solve(&self, mut kernel: Mat<f64>, messages: &Messages) -> Result<Mat<f64>, Error> {
        (0..messages.len()).for_each(|m| kernel[(m, m)] += self.ridge);
        let factor = cholesky("the ridged kernel matrix of the messages", &kernel)?;
        Ok(factor.solve(messages.to_matrix().transpose()))
    }

    /// K of all pairs of messages.
    fn kernel(&self, messages: &Messages) -> Mat<f64> {
        let mut kernel = correlations::of_messages(messages);
        let (count, units) = (messages.len(), messages.units() as f64);
        for m in 0..count {
            let column = kernel.col_as_slice_mut(m);
            column
                .iter_mut()
                .for_each(|product| *product = self.gamma * (2.0 * (*product - units)));
            exp_all(column);
        }
        kernel
    }

    fn validate(&self, messages: &Messages) -> Result<(), Error> {
        require_positive("the inverse squared width of the kernel", self.gamma)?;
        require_not_negative("the ridge", self.ridge)?;
        self.lbfgs.validate()?;
        require_entries("the number of pairs of messages", messages.len(), messages.len())
    }
}

/// A memory with a learnt kernel around each message ([`KernelRegression`]).
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Dynamics, KernelRegression, Messages, Noise};
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 8, rng)?;
/// let memory = KernelRegression::default().learn(messages.clone())?;
/// let cue = Noise::Probability(0.1).damage(&messages[0], rng)?;
/// assert!(memory.recall(&cue, &Dynamics::default(), rng)?.recovered(&messages[0]));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct KernelMemory {
    messages: Messages,
    /// The messages as the rows of an M × N matrix.
    spins: Mat<f64>,
    gamma: f64,
    amplitudes: Mat<f64>,
    /// The largest field of every unit that could be a rounded zero, where the largest kernel is 1.
    rounding: Vec<f64>,
    report: Option<LbfgsReport>,
}

fn rounding(amplitudes: &[f64]) -> f64 {
    8.0 * f64::EPSILON * amplitudes.iter().map(|alpha| alpha.abs()).sum::<f64>()
}

impl KernelMemory {
    /// The stored messages.
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// The inverse squared width γ of the kernel.
    pub fn gamma(&self) -> f64 {
        self.gamma
    }

    /// The amplitudes α, M × N.
    pub fn amplitudes(&self) -> MatRef<'_, f64> {
        self.amplitudes.as_ref()
    }

    /// How the minimisation of the logistic loss went; none for the closed form.
    pub fn report(&self) -> Option<&LbfgsReport> {
        self.report.as_ref()
    }

    /// Updates the cue until nothing changes, a cycle closes or the sweeps run out.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the cue, or the order of updates, is not as long as the messages.
    pub fn recall<R: Rng + ?Sized>(
        &self,
        cue: &State,
        dynamics: &Dynamics,
        rng: &mut R,
    ) -> Result<Recall, Error> {
        one_by_one::recall(self, cue, dynamics, rng)
    }

    /// Recalls from many cues, on several threads (0 counts as 1), cue k with the generator `rng(k)`.
    ///
    /// The results are those of [`recall`](Self::recall), one by one.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if a cue, or the order of updates, is not of this memory.
    pub fn recall_all<R: Rng>(
        &self,
        cues: &[State],
        dynamics: &Dynamics,
        threads: usize,
        rng: impl Fn(usize) -> R + Sync,
    ) -> Result<Vec<Recall>, Error> {
        let observer = &mut |_: &RecallProgress| ControlFlow::Continue(());
        recall_all(self, cues, dynamics, threads, observer, rng)
    }
}

impl AssociativeMemory for KernelMemory {
    fn recall(&self, cue: &State, dynamics: &Dynamics, rng: &mut dyn Rng) -> Result<Recall, Error> {
        self.recall(cue, dynamics, rng)
    }
}

impl OneByOne for KernelMemory {
    type Driven<'a> = Driven<'a>;

    fn units(&self) -> usize {
        self.messages.units()
    }

    fn numbers_per_unit(&self) -> usize {
        self.messages.len()
    }

    fn drive(&self, cue: &State) -> Driven<'_> {
        Driven::new(self, cue)
    }
}
