//! Pseudo-likelihood: logistic regression.

use std::ops::ControlFlow;

use faer::Mat;
use rand::Rng;

use super::factored::{Factored, Shape, is_low_rank};
use super::loss::{Logistic, Loss};
use crate::elementwise::add_scaled_dot;
use crate::error::{require_at_least, require_not_negative};
use crate::lbfgs::{Objective, minimise};
use crate::spin_product::Spins;
use crate::strips::Strips;
use crate::{
    Constraint, Error, Fitted, HopfieldNetwork, Lbfgs, LbfgsProgress, Messages, Noise, State,
    WritingRule, size,
};

/// Pseudo-likelihood: logistic regression of every unit on the others.
///
/// Minimises `Σ_i` \[mean over the cues p of ln(1 + exp(-2 `ξ_i` `(W p)_i`)) + λ/2 |`w_i`|²\], where the
/// cues are the messages themselves or `copies` noisy ones of each. On clean messages this is
/// the pseudo-likelihood of an Ising model, on noisy ones a logistic perceptron with margin.
///
/// The minimum has the form W = F Pᵀ, P the N × B cues, before the [`constraint`](Self::constraint). For
/// more than 1,024 units and at most a sixteenth as many cues, the weights are kept in this form while
/// the objective is minimised.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Messages, PseudoLikelihood, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 60, rng)?;
/// let network = PseudoLikelihood::default().write(&messages, rng)?;
/// assert!(messages.iter().all(|x| network.is_strict_minimum(x).unwrap()));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct PseudoLikelihood {
    /// Strength λ ≥ 0 of the penalty on the weights.
    pub ridge: f64,
    /// Damage to the cues.
    pub noise: Noise,
    /// Number of cues per message, at least one.
    pub copies: usize,
    /// Which weights are allowed.
    pub constraint: Constraint,
    /// How to minimise, and when to stop.
    pub lbfgs: Lbfgs,
}

impl Default for PseudoLikelihood {
    fn default() -> Self {
        Self {
            ridge: 0.01,
            noise: Noise::Flips(0),
            copies: 1,
            constraint: Constraint::ZeroDiagonal,
            lbfgs: Lbfgs { iterations: 60, ..Lbfgs::default() },
        }
    }
}

impl PseudoLikelihood {
    /// Minimises the objective from zero weights.
    ///
    /// # Errors
    /// If the ridge is negative or not finite, there are no copies or too many, or the noise is not
    /// valid.
    pub fn minimise<R: Rng + ?Sized>(
        &self,
        messages: &Messages,
        rng: &mut R,
    ) -> Result<Fitted, Error> {
        self.minimise_watched(messages, |_| ControlFlow::Continue(()), rng)
    }

    /// Minimises the objective from zero weights, until it is done or the observer breaks off.
    ///
    /// The observer is called before every iteration; the network at which it breaks off is returned.
    ///
    /// # Errors
    /// As [`minimise`](Self::minimise).
    pub fn minimise_watched<R: Rng + ?Sized>(
        &self,
        messages: &Messages,
        mut observer: impl FnMut(&LbfgsProgress) -> ControlFlow<()>,
        rng: &mut R,
    ) -> Result<Fitted, Error> {
        self.validate(messages)?;
        let shown = Shown::draw(self, messages, rng)?;
        if is_low_rank(messages.units(), shown.cues.len()) {
            self.minimise_factored(&shown, &mut observer)
        } else {
            self.minimise_dense(&shown, &mut observer)
        }
    }

    fn minimise_dense(
        &self,
        shown: &Shown,
        observer: &mut dyn FnMut(&LbfgsProgress) -> ControlFlow<()>,
    ) -> Result<Fitted, Error> {
        let units = shown.units();
        let mut regression = Regression::new(self, shown);
        let minimum = minimise(&mut regression, &self.lbfgs, observer);
        let strips = Strips { rows: units, columns: units };
        let weights = Mat::from_fn(units, units, |i, j| minimum.point[strips.at(i, j)]);
        Fitted::new(minimum.report, weights, &[])
    }

    fn minimise_factored(
        &self,
        shown: &Shown,
        observer: &mut dyn FnMut(&LbfgsProgress) -> ControlFlow<()>,
    ) -> Result<Fitted, Error> {
        let spins = shown.targets.iter().flat_map(State::numbers);
        let factors = spins.map(|spin| -2.0 * spin).collect();
        let loss = Logistic { factors, units: shown.units() };
        let cues =
            Mat::from_fn(shown.units(), shown.cues.len(), |i, p| f64::from(shown.cues[p][i]));
        let mut regression = Factored::new(&cues, Shape::of(self.constraint), loss, self.ridge);
        let minimum = minimise(&mut regression, &self.lbfgs, observer);
        Fitted::new(minimum.report, regression.weights(&minimum.point).0, &[])
    }

    fn validate(&self, messages: &Messages) -> Result<(), Error> {
        self.lbfgs.validate()?;
        require_not_negative("the ridge", self.ridge)?;
        require_at_least("copies of each message", self.copies, 1)?;
        let spins = messages.units().saturating_mul(messages.len());
        size::require_entries("the number of spins in all cues", spins, self.copies)?;
        self.noise.validate(messages.units())
    }
}

impl WritingRule for PseudoLikelihood {
    fn name(&self) -> &'static str {
        "pseudo-likelihood"
    }

    fn write(&self, messages: &Messages, rng: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        Ok(self.minimise(messages, rng)?.network)
    }
}

/// Cues, and the messages that they come from.
struct Shown {
    cues: Vec<State>,
    targets: Vec<State>,
}

impl Shown {
    fn draw<R: Rng + ?Sized>(
        rule: &PseudoLikelihood,
        messages: &Messages,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let shown = messages.iter();
        let targets: Vec<_> =
            shown.flat_map(|x| std::iter::repeat_n(x.clone(), rule.copies)).collect();
        let cues = targets.iter().map(|x| rule.noise.damage(x, rng));
        Ok(Self { cues: cues.collect::<Result<_, _>>()?, targets })
    }

    fn units(&self) -> usize {
        self.targets[0].units()
    }
}

/// The objective; cues and targets are the columns of N × B matrices, weights and fields are in strips.
struct Regression {
    units: usize,
    /// The cues as columns, and as rows.
    columns: Spins,
    rows: Spins,
    loss: Logistic,
    ridge: f64,
    constraint: Constraint,
}

impl Regression {
    fn new(rule: &PseudoLikelihood, shown: &Shown) -> Self {
        let (units, Shown { cues, targets }) = (shown.units(), shown);
        let strips = Strips { rows: units, columns: cues.len() };
        let factors = strips.store(|i, cue| -2.0 * f64::from(targets[cue][i]));
        Self {
            units,
            columns: Spins::columns(cues, units),
            rows: Spins::rows(cues, units),
            loss: Logistic { factors, units },
            ridge: rule.ridge,
            constraint: rule.constraint,
        }
    }
}

impl Objective for Regression {
    fn dimensions(&self) -> (usize, usize) {
        (self.units * self.units, self.loss.factors.len())
    }

    fn add_and_multiply(
        &self,
        point: &mut [f64],
        scale: f64,
        vector: &[f32],
        other: Option<&[f32]>,
    ) -> f64 {
        add_scaled_dot(point, scale, vector, other.unwrap_or_default())
    }

    fn fields(&mut self, weights: &[f64], fields: &mut [f64]) {
        self.columns.multiply(weights, fields);
    }

    /// The mean over the cues of ln(1 + exp(-2 ξ h)).
    fn loss(&self, fields: &mut [f64], first: usize) -> f64 {
        self.loss.sum(fields, first)
    }

    fn gradient(&mut self, slopes: &[f64], gradient: &mut [f64]) {
        self.rows.multiply(slopes, gradient);
        let strips = Strips { rows: self.units, columns: self.units };
        self.constraint.project(gradient, self.units, |i, j| strips.at(i, j));
    }

    fn ridge(&self) -> f64 {
        self.ridge
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    /// Follows the gradient as far as numbers allow.
    const FAR: Lbfgs = Lbfgs { iterations: 5_000, gradient: 1e-10, objective: -1.0, flatness: 0.5 };

    #[test]
    fn factors_and_full_weights_have_the_same_optimum() {
        let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
        let messages = Messages::draw(40, 3, rng).unwrap();
        for constraint in [
            Constraint::Free,
            Constraint::ZeroDiagonal,
            Constraint::Symmetric,
            Constraint::SymmetricZeroDiagonal,
        ] {
            let noise = Noise::Flips(3);
            let rule =
                PseudoLikelihood { noise, copies: 2, constraint, lbfgs: FAR, ..Default::default() };
            let shown = Shown::draw(&rule, &messages, rng).unwrap();
            let observer = &mut |_: &LbfgsProgress| ControlFlow::Continue(());
            let dense = rule.minimise_dense(&shown, observer).unwrap();
            let factored = rule.minimise_factored(&shown, observer).unwrap();
            let (w, f) = (dense.network.weights(), factored.network.weights());
            assert!((w - f).norm_max() < 1e-7, "{constraint:?}: {}", (w - f).norm_max());
            let (value, by_factors) = (dense.report.objective, factored.report.objective);
            assert!((value / by_factors - 1.0).abs() < 1e-12);
        }
    }
}
