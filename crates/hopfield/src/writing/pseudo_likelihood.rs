use faer::Mat;
use rand::Rng;

use super::constraint::Constraint;
use crate::elementwise::{multiply, softplus_all};
use crate::lbfgs::{Objective, minimise};
use crate::spin_product::Spins;
use crate::strips::Strips;
use crate::{Error, Fitted, HopfieldNetwork, Memories, Noise, Stopping, WritingRule, size};

/// Pseudo-likelihood: logistic regression of every unit on the others.
///
/// Minimises `Σ_i` \[mean over the cues p of ln(1 + exp(-2 `ξ_i` `(W p)_i`)) + λ/2 |`w_i`|²\], where the
/// cues are the messages themselves or `copies` noisy ones of each. On clean messages this is
/// the pseudo-likelihood of an Ising model, on noisy ones a logistic perceptron with margin.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Memories, PseudoLikelihood, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let memories = Memories::random(64, 60, rng)?;
/// let network = PseudoLikelihood::default().write(&memories, rng)?;
/// assert!(memories.messages().iter().all(|x| network.is_strict_minimum(x).unwrap()));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PseudoLikelihood {
    /// Strength λ ≥ 0 of the penalty on the weights.
    pub ridge: f64,
    /// Damage to the cues.
    pub noise: Noise,
    /// Number of cues per message, at least one.
    pub copies: usize,
    /// Which weights are allowed.
    pub constraint: Constraint,
    /// When to stop.
    pub stopping: Stopping,
}

impl Default for PseudoLikelihood {
    fn default() -> Self {
        Self {
            ridge: 0.01,
            noise: Noise::Flips(0),
            copies: 1,
            constraint: Constraint::ZeroDiagonal,
            stopping: Stopping { iterations: 60, ..Stopping::default() },
        }
    }
}

impl PseudoLikelihood {
    /// Minimises the objective from zero weights.
    pub fn minimise<R: Rng + ?Sized>(
        &self,
        memories: &Memories,
        rng: &mut R,
    ) -> Result<Fitted, Error> {
        self.validate(memories)?;
        let units = memories.units();
        let mut regression = Regression::new(self, memories, rng)?;
        let minimum = minimise(&mut regression, &self.stopping);
        let strips = Strips { rows: units, columns: units };
        Fitted::new(&minimum, Mat::from_fn(units, units, |i, j| minimum.point[strips.at(i, j)]))
    }

    fn validate(&self, memories: &Memories) -> Result<(), Error> {
        let valid = self.ridge >= 0.0 && self.ridge.is_finite();
        size::setting("the ridge", self.ridge, valid, "finite and not negative")?;
        let copies = self.copies as f64;
        size::setting("the number of copies", copies, self.copies > 0, "at least 1")?;
        size::check(memories.units().saturating_mul(memories.len()), self.copies)?;
        self.noise.validate(memories.units())
    }
}

impl WritingRule for PseudoLikelihood {
    fn name(&self) -> &'static str {
        "pseudo-likelihood"
    }

    fn write(&self, memories: &Memories, rng: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        Ok(self.minimise(memories, rng)?.network)
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
        memories: &Memories,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let shown = memories.messages().iter();
        let targets: Vec<_> =
            shown.flat_map(|x| std::iter::repeat_n(x.clone(), rule.copies)).collect();
        let cues = targets.iter().map(|x| rule.noise.damage(x, rng));
        let cues = cues.collect::<Result<Vec<_>, _>>()?;
        let strips = Strips { rows: memories.units(), columns: cues.len() };
        Ok(Self {
            units: memories.units(),
            columns: Spins::columns(&cues, memories.units()),
            rows: Spins::rows(&cues, memories.units()),
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
        let share = self.units as f64 / self.factors.len() as f64;
        multiply(fields, 1.0, factors);
        let sum = softplus_all(fields);
        multiply(fields, share, factors);
        sum * share
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
