//! Minimum probability flow.

use faer::Mat;
use rand::Rng;

use super::triangle;
use crate::elementwise::{add_scaled, dot, exp_all, multiply};
use crate::error::{require_len, require_not_negative};
use crate::lbfgs::{Objective, minimise};
use crate::spin_product::Spins;
use crate::strips::Strips;
use crate::{Error, Fitted, HopfieldNetwork, Lbfgs, Messages, WritingRule};

/// Minimum probability flow (MPF; Sohl-Dickstein, Battaglino & DeWeese 2011, for Hopfield
/// networks Hillar, Sohl-Dickstein & Koepsell 2012).
///
/// Minimises K(W) = `Σ_m` `Σ_i` exp(-`ξ_i^m` `h_i^m`) + λ/2 `Σ_{i<j}` `w_ij`² over symmetric W of
/// zero diagonal (notes on Bao et al. 2019, equation 3). K is convex.
///
/// Without the penalty, when the messages can all be made strict minima, the infimum of 0 is not
/// attained: the weights grow for as long as the minimisation goes on, and recovery of noisy
/// messages gets worse. `ridge = 0` is allowed, and is the rule of the papers; [`Fitted`] says
/// where the minimisation ended.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Messages, MinimumProbabilityFlow, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 32, rng)?;
/// let network = MinimumProbabilityFlow::default().write(&messages, rng)?;
/// assert!(messages.iter().all(|x| network.is_strict_minimum(x).unwrap()));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct MinimumProbabilityFlow {
    /// Strength λ ≥ 0 of the penalty on the weights.
    pub ridge: f64,
    /// How to minimise, and when to stop.
    pub lbfgs: Lbfgs,
}

impl Default for MinimumProbabilityFlow {
    fn default() -> Self {
        Self { ridge: 3.0, lbfgs: Lbfgs::default() }
    }
}

impl MinimumProbabilityFlow {
    /// Minimises the flow from zero weights.
    ///
    /// # Errors
    /// If the ridge is negative or not finite.
    pub fn minimise(&self, messages: &Messages) -> Result<Fitted, Error> {
        self.validate()?;
        let units = messages.units();
        let minimum = minimise(&mut Flow::new(messages, self.ridge), &self.lbfgs);
        Fitted::new(&minimum, symmetric(units, &minimum.point))
    }

    /// K(W) and its gradient, entry (i, j) of which is the derivative by `w_ij` = `w_ji`.
    ///
    /// Only the symmetric part of the weights off the diagonal counts, and no bias.
    ///
    /// # Errors
    /// If the ridge is negative or not finite, or the network is not as large as the messages.
    pub fn objective(
        &self,
        messages: &Messages,
        network: &HopfieldNetwork,
    ) -> Result<(f64, Mat<f64>), Error> {
        self.validate()?;
        let units = messages.units();
        require_len("the network", units, network.units())?;
        let mut flow = Flow::new(messages, self.ridge);
        let (weights, fields) = flow.dimensions();
        let (mut packed, mut gradient) = (vec![0.0; weights], vec![0.0; weights]);
        let full = network.weights();
        triangle::for_parts(units, |j, first, range| {
            for (i, w) in (first..).zip(&mut packed[range]) {
                *w = 0.5 * (full[(i, j)] + full[(j, i)]);
            }
        });
        let mut slopes = vec![0.0; fields];
        flow.fields(&packed, &mut slopes);
        let value = flow.loss(&mut slopes, 0) + 0.5 * self.ridge * dot(&packed, &packed);
        flow.gradient(&slopes, &mut gradient);
        add_scaled(&mut gradient, self.ridge, &packed);
        Ok((value, symmetric(units, &gradient)))
    }

    fn validate(&self) -> Result<(), Error> {
        require_not_negative("the ridge", self.ridge)
    }
}

impl WritingRule for MinimumProbabilityFlow {
    fn name(&self) -> &'static str {
        "MPF"
    }

    fn write(&self, messages: &Messages, _: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        Ok(self.minimise(messages)?.network)
    }
}

/// The symmetric matrix of zero diagonal with these entries below the diagonal.
fn symmetric(units: usize, packed: &[f64]) -> Mat<f64> {
    let mut full = Mat::zeros(units, units);
    triangle::for_parts(units, |j, first, range| {
        for (i, &value) in (first..).zip(&packed[range]) {
            full[(i, j)] = value;
            full[(j, i)] = value;
        }
    });
    full
}

/// The objective as a function of the weights below the diagonal.
struct Flow {
    units: usize,
    /// The messages as columns, and as rows.
    columns: Spins,
    rows: Spins,
    /// -ξ, by which fields become exponents.
    factors: Vec<f64>,
    /// N × N, in strips.
    full: Vec<f64>,
    ridge: f64,
}

impl Flow {
    fn new(messages: &Messages, ridge: f64) -> Self {
        let units = messages.units();
        let messages = messages.as_slice();
        let strips = Strips { rows: units, columns: messages.len() };
        Self {
            units,
            columns: Spins::columns(messages, units),
            rows: Spins::rows(messages, units),
            factors: strips.store(|i, m| -f64::from(messages[m][i])),
            full: vec![0.0; units * units],
            ridge,
        }
    }
}

impl Objective for Flow {
    fn dimensions(&self) -> (usize, usize) {
        (triangle::entries(self.units), self.factors.len())
    }

    fn fields(&mut self, weights: &[f64], fields: &mut [f64]) {
        let strips = Strips { rows: self.units, columns: self.units };
        (0..self.units).for_each(|i| self.full[strips.at(i, i)] = 0.0);
        triangle::for_parts(self.units, |j, i, range| {
            let (down, across, step) = (strips.at(i, j), strips.at(j, i), strips.step(j));
            for (k, &value) in weights[range].iter().enumerate() {
                self.full[down + k] = value;
                self.full[across + k * step] = value;
            }
        });
        self.columns.multiply(&self.full, fields);
    }

    /// `Σ_m` `Σ_i` exp(-`ξ_i^m` `h_i^m`).
    fn loss(&self, fields: &mut [f64], first: usize) -> f64 {
        let factors = &self.factors[first..][..fields.len()];
        multiply(fields, 1.0, factors);
        let sum = exp_all(fields);
        multiply(fields, 1.0, factors);
        sum
    }

    /// ∂K/∂`w_ij` = -`Σ_m` `ξ_i^m` `ξ_j^m` (`e_i^m` + `e_j^m`).
    fn gradient(&mut self, slopes: &[f64], gradient: &mut [f64]) {
        self.rows.multiply(slopes, &mut self.full);
        let strips = Strips { rows: self.units, columns: self.units };
        triangle::for_parts(self.units, |j, i, range| {
            let (down, across, step) = (strips.at(i, j), strips.at(j, i), strips.step(j));
            for (k, value) in gradient[range].iter_mut().enumerate() {
                *value = self.full[down + k] + self.full[across + k * step];
            }
        });
    }

    fn ridge(&self) -> f64 {
        self.ridge
    }
}
