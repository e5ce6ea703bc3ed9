//! Minimum probability flow.

mod flow;

use std::ops::ControlFlow;

use faer::Mat;
use rand::Rng;

use super::factored::{Factored, Shape, is_low_rank};
use super::loss::Exponential;
use super::triangle;
use crate::elementwise::{add_scaled, dot};
use crate::error::{require_len, require_not_negative};
use crate::lbfgs::{Objective, minimise};
use crate::{Error, Fitted, HopfieldNetwork, Lbfgs, LbfgsProgress, Messages, State, WritingRule};
use flow::Flow;

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
/// With `thresholds` the fields are h = W x + b, the biases b are written too, and the ridge does not act
/// on them. The threshold of unit i is -`b_i`. This is MPF on patterns of 0 and 1 (Hillar & Tran 2018):
/// `J` and `θ` there are `J` = 4 W and `θ_i` = 2 (`Σ_j` `W_ij` - `b_i`) here, and the two flows are
/// equal. A unit that has the same spin in all messages takes a bias that grows until the gradient is
/// below its tolerance.
///
/// The minimum has the form W = F Xᵀ + X Fᵀ without its diagonal, X the N × M messages, since every
/// gradient has. For more than 1,024 units and at most a sixteenth as many messages, the weights are kept
/// in this form while the flow is minimised, which takes N M² operations instead of N² M.
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
    /// Whether biases are written too.
    #[cfg_attr(feature = "serde", serde(default))]
    pub thresholds: bool,
    /// How to minimise, and when to stop.
    pub lbfgs: Lbfgs,
}

impl Default for MinimumProbabilityFlow {
    fn default() -> Self {
        Self { ridge: 3.0, thresholds: false, lbfgs: Lbfgs::default() }
    }
}

/// The flow at a network, and its gradient.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{
///     FlowGradient, HopfieldNetwork, Messages, MinimumProbabilityFlow, faer::Mat,
/// };
///
/// let messages = Messages::draw(30, 10, &mut rand_chacha::ChaCha12Rng::seed_from_u64(1))?;
/// let silent = HopfieldNetwork::from_weights(Mat::zeros(30, 30))?;
/// let FlowGradient { value, weights, .. } =
///     MinimumProbabilityFlow::default().objective(&messages, &silent)?;
/// assert!(value > 0.0);
/// assert_eq!((weights.nrows(), weights[(1, 2)]), (30, weights[(2, 1)])); // symmetric
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct FlowGradient {
    /// K, with its penalty.
    pub value: f64,
    /// Its derivative by the weights, N × N, of zero diagonal.
    pub weights: Mat<f64>,
    /// Its derivative by the biases; empty without thresholds.
    pub bias: Vec<f64>,
}

impl MinimumProbabilityFlow {
    /// Minimises the flow from zero weights.
    ///
    /// # Errors
    /// If the ridge is negative or not finite.
    pub fn minimise(&self, messages: &Messages) -> Result<Fitted, Error> {
        self.minimise_watched(messages, |_| ControlFlow::Continue(()))
    }

    /// Minimises the flow from zero weights, until it is done or the observer breaks off.
    ///
    /// The observer is called before every iteration; the network at which it breaks off is returned.
    ///
    /// # Errors
    /// If the ridge is negative or not finite.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use std::ops::ControlFlow;
    /// use synaptome_hopfield::{LbfgsEnding, Messages, MinimumProbabilityFlow};
    ///
    /// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw(64, 32, rng)?;
    /// let fitted = MinimumProbabilityFlow::default().minimise_watched(&messages, |progress| {
    ///     if progress.iterations < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    /// })?;
    /// assert_eq!((fitted.report.iterations, fitted.report.ending), (3, LbfgsEnding::Stopped));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn minimise_watched(
        &self,
        messages: &Messages,
        mut observer: impl FnMut(&LbfgsProgress) -> ControlFlow<()>,
    ) -> Result<Fitted, Error> {
        self.validate()?;
        if is_low_rank(messages.units(), messages.len()) {
            self.minimise_factored(messages, &mut observer)
        } else {
            self.minimise_dense(messages, &mut observer)
        }
    }

    fn minimise_dense(
        &self,
        messages: &Messages,
        observer: &mut dyn FnMut(&LbfgsProgress) -> ControlFlow<()>,
    ) -> Result<Fitted, Error> {
        let mut flow = Flow::new(messages.as_slice(), self.ridge, self.thresholds);
        let minimum = minimise(&mut flow, &self.lbfgs, observer);
        let (weights, bias) = minimum.point.split_at(flow.penalised());
        Fitted::new(minimum.report, symmetric(messages.units(), weights), bias)
    }

    fn minimise_factored(
        &self,
        messages: &Messages,
        observer: &mut dyn FnMut(&LbfgsProgress) -> ControlFlow<()>,
    ) -> Result<Fitted, Error> {
        let spins = messages.iter().flat_map(State::iter);
        let loss = Exponential { factors: spins.map(|spin| -spin).collect() };
        let shape = Shape::triangle(self.thresholds);
        let mut flow = Factored::new(&messages.to_matrix(), shape, loss, self.ridge);
        let minimum = minimise(&mut flow, &self.lbfgs, observer);
        let (weights, bias) = flow.weights(&minimum.point);
        Fitted::new(minimum.report, weights, bias)
    }

    /// K(W) and its gradient, entry (i, j) of which is the derivative by `w_ij` = `w_ji`.
    ///
    /// Only the symmetric part of the weights off the diagonal counts, and the bias of the network only
    /// with `thresholds`.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::{Messages, MinimumProbabilityFlow};
    ///
    /// let messages = Messages::draw(30, 10, &mut rand_chacha::ChaCha12Rng::seed_from_u64(1))?;
    /// let rule = MinimumProbabilityFlow::default();
    /// let fitted = rule.minimise(&messages)?;
    /// let at_minimum = rule.objective(&messages, &fitted.network)?;
    /// assert!((at_minimum.value - fitted.report.objective).abs() < 1e-9);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the ridge is negative or not finite, or the network is not as large as the messages.
    pub fn objective(
        &self,
        messages: &Messages,
        network: &HopfieldNetwork,
    ) -> Result<FlowGradient, Error> {
        self.validate()?;
        let units = messages.units();
        require_len("the network", units, network.units())?;
        let mut flow = Flow::new(messages.as_slice(), self.ridge, self.thresholds);
        let (weights, fields) = flow.dimensions();
        let mut packed = pack(network);
        packed.extend(network.bias());
        packed.truncate(weights);
        let (mut gradient, mut slopes) = (vec![0.0; weights], vec![0.0; fields]);
        flow.fields(&packed, &mut slopes);
        let penalised = &packed[..flow.penalised()];
        let value = flow.loss(&mut slopes, 0) + 0.5 * self.ridge * dot(penalised, penalised);
        flow.gradient(&slopes, &mut gradient);
        let (by_weights, by_bias) = gradient.split_at_mut(flow.penalised());
        add_scaled(by_weights, self.ridge, penalised);
        let bias = by_bias.to_vec();
        Ok(FlowGradient { value, weights: symmetric(units, by_weights), bias })
    }

    fn validate(&self) -> Result<(), Error> {
        self.lbfgs.validate()?;
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

/// The entries below the diagonal of the symmetric part of the weights.
fn pack(network: &HopfieldNetwork) -> Vec<f64> {
    let (units, full) = (network.units(), network.weights());
    let mut packed = vec![0.0; triangle::entries(units)];
    triangle::for_parts(units, |j, first, range| {
        for (i, w) in (first..).zip(&mut packed[range]) {
            *w = 0.5 * (full[(i, j)] + full[(j, i)]);
        }
    });
    packed
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

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    /// Follows the gradient as far as numbers allow.
    const FAR: Lbfgs = Lbfgs { iterations: 5_000, gradient: 1e-10, objective: -1.0, flatness: 0.5 };

    #[test]
    fn factors_and_full_weights_have_the_same_optimum() {
        let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
        let drawn = Messages::draw(40, 4, rng).unwrap();
        let mut dependent = Vec::from(drawn.clone());
        dependent.extend([drawn[0].clone(), drawn[1].clone().negated()]);
        for messages in [drawn, Messages::new(dependent).unwrap()] {
            for (ridge, thresholds) in [(0.5, false), (3.0, false), (0.5, true)] {
                let rule = MinimumProbabilityFlow { ridge, thresholds, lbfgs: FAR };
                let observer = &mut |_: &LbfgsProgress| ControlFlow::Continue(());
                let dense = rule.minimise_dense(&messages, observer).unwrap();
                let factored = rule.minimise_factored(&messages, observer).unwrap();
                let (w, f) = (dense.network.weights(), factored.network.weights());
                let error = (w - f).norm_max();
                assert!(
                    error < 1e-7,
                    "{error} {:?} {:?} {ridge} {thresholds}",
                    dense.report,
                    factored.report
                );
                let biases = dense.network.bias().iter().zip(factored.network.bias());
                // Units that are the same in all messages have biases without a minimum.
                let varies = |i: &usize| messages.iter().any(|x: &State| x[*i] != messages[0][*i]);
                for (i, (b, c)) in biases.enumerate().filter(|(i, _)| varies(i)) {
                    assert!((b - c).abs() < 1e-6, "unit {i}: {b} and {c}");
                }
                let (value, by_factors) = (dense.report.objective, factored.report.objective);
                assert!((value / by_factors - 1.0).abs() < 1e-9, "{value} {by_factors}");
            }
        }
    }

    /// Where no fall of the objective is small enough, only a gradient is.
    #[test]
    fn the_bound_of_the_gradient_of_factors_ends_a_minimisation() {
        let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(2);
        let messages = Messages::draw(40, 4, rng).unwrap();
        for thresholds in [false, true] {
            let lbfgs = Lbfgs { gradient: 1e-6, ..FAR };
            let rule = MinimumProbabilityFlow { ridge: 0.5, thresholds, lbfgs };
            let observer = &mut |_: &LbfgsProgress| ControlFlow::Continue(());
            let report = rule.minimise_factored(&messages, observer).unwrap().report;
            assert_eq!(report.ending, crate::LbfgsEnding::Gradient, "{report:?}");
        }
    }
}
