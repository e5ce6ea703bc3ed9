//! Pseudo-likelihood: logistic regression.

use faer::Mat;
use rand::Rng;

use crate::elementwise::{multiply, softplus_all};
use crate::error::{require_at_least, require_not_negative};
use crate::lbfgs::{Objective, minimise};
use crate::spin_product::Spins;
use crate::strips::Strips;
use crate::{
    Constraint, Error, Fitted, HopfieldNetwork, Lbfgs, Messages, Noise, WritingRule, size,
};

/// Pseudo-likelihood: logistic regression of every unit on the others.
///
/// Minimises `Σ_i` \[mean over the cues p of ln(1 + exp(-2 `ξ_i` `(W p)_i`)) + λ/2 |`w_i`|²\], where the
/// cues are the messages themselves or `copies` noisy ones of each. On clean messages this is
/// the pseudo-likelihood of an Ising model, on noisy ones a logistic perceptron with margin.
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
        self.validate(messages)?;
        let units = messages.units();
        let mut regression = Regression::new(self, messages, rng)?;
        let minimum = minimise(&mut regression, &self.lbfgs);
        let strips = Strips { rows: units, columns: units };
        Fitted::new(&minimum, Mat::from_fn(units, units, |i, j| minimum.point[strips.at(i, j)]))
    }

    fn validate(&self, messages: &Messages) -> Result<(), Error> {
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

/// The objective; cues and targets are the columns of N × B matrices, weights and fields are in strips.
struct Regression {
    units: usize,
    /// The cues as columns, and as rows.
    columns: Spins,
    rows: Spins,
    /// -2 ξ, by which fields become arguments.
    factors: Vec<f64>,
    ridge: f64,
    constraint: Constraint,
}

impl Regression {
    fn new<R: Rng + ?Sized>(
        rule: &PseudoLikelihood,
        messages: &Messages,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let shown = messages.iter();
        let targets: Vec<_> =
            shown.flat_map(|x| std::iter::repeat_n(x.clone(), rule.copies)).collect();
        let cues = targets.iter().map(|x| rule.noise.damage(x, rng));
        let cues = cues.collect::<Result<Vec<_>, _>>()?;
        let strips = Strips { rows: messages.units(), columns: cues.len() };
        Ok(Self {
            units: messages.units(),
            columns: Spins::columns(&cues, messages.units()),
            rows: Spins::rows(&cues, messages.units()),
            factors: strips.store(|i, cue| -2.0 * f64::from(targets[cue][i])),
            ridge: rule.ridge,
            constraint: rule.constraint,
        })
    }
}

impl Objective for Regression {
    fn dimensions(&self) -> (usize, usize) {
        (self.units * self.units, self.factors.len())
    }

    fn fields(&mut self, weights: &[f64], fields: &mut [f64]) {
        self.columns.multiply(weights, fields);
    }

    /// The mean over the cues of ln(1 + exp(-2 ξ h)).
    fn loss(&self, fields: &mut [f64], first: usize) -> f64 {
        let factors = &self.factors[first..][..fields.len()];
        let fraction = self.units as f64 / self.factors.len() as f64;
        multiply(fields, 1.0, factors);
        let sum = softplus_all(fields);
        multiply(fields, fraction, factors);
        sum * fraction
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
