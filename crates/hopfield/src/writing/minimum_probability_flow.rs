use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, MatMut, MatRef, Par};
use rand::Rng;

use super::triangle;
use crate::elementwise::{add_scaled, dot, exp_all, multiply};
use crate::lbfgs::{Objective, minimise};
use crate::{Error, Fitted, HopfieldNetwork, Memories, Stopping, WritingRule, size};

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
/// use synaptome_hopfield::{Memories, MinimumProbabilityFlow, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let memories = Memories::random(64, 32, rng)?;
/// let network = MinimumProbabilityFlow::default().write(&memories, rng)?;
/// assert!(memories.messages().iter().all(|x| network.is_strict_minimum(x).unwrap()));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MinimumProbabilityFlow {
    /// Strength λ ≥ 0 of the penalty on the weights.
    pub ridge: f64,
    /// When to stop.
    pub stopping: Stopping,
}

impl Default for MinimumProbabilityFlow {
    fn default() -> Self {
        Self { ridge: 3.0, stopping: Stopping::default() }
    }
}

impl MinimumProbabilityFlow {
    /// Minimises the flow from zero weights.
    pub fn minimise(&self, memories: &Memories) -> Result<Fitted, Error> {
        self.validate()?;
        let units = memories.units();
        let minimum = minimise(&mut Flow::new(memories, self.ridge), &self.stopping);
        let mut weights = Mat::zeros(units, units);
        triangle::unpack(&minimum.point, weights.as_mut());
        Fitted::new(&minimum, weights)
    }

    /// K(W) and its gradient, entry (i, j) of which is the derivative by `w_ij` = `w_ji`.
    ///
    /// Only the symmetric part of the weights off the diagonal counts, and no bias.
    pub fn objective(
        &self,
        memories: &Memories,
        network: &HopfieldNetwork,
    ) -> Result<(f64, Mat<f64>), Error> {
        self.validate()?;
        let units = memories.units();
        size::same("the network", network.units(), units)?;
        let mut flow = Flow::new(memories, self.ridge);
        let (weights, fields) = flow.dimensions();
        let (mut packed, mut gradient) = (vec![0.0; weights], vec![0.0; weights]);
        triangle::pack(network.weights(), &mut packed);
        let mut slopes = vec![0.0; fields];
        flow.fields(&packed, &mut slopes);
        let value = flow.loss(&mut slopes) + 0.5 * self.ridge * dot(&packed, &packed);
        flow.gradient(&slopes, &mut gradient);
        add_scaled(&mut gradient, self.ridge, &packed);
        let mut full = Mat::zeros(units, units);
        triangle::unpack(&gradient, full.as_mut());
        Ok((value, full))
    }

    fn validate(&self) -> Result<(), Error> {
        let valid = self.ridge >= 0.0 && self.ridge.is_finite();
        size::setting("the ridge", self.ridge, valid, "finite and not negative")
    }
}

impl WritingRule for MinimumProbabilityFlow {
    fn name(&self) -> &'static str {
        "MPF"
    }

    fn write(&self, memories: &Memories, _: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        Ok(self.minimise(memories)?.network)
    }
}

/// Rows added to a matrix that is read across.
const PADDING: usize = 8;

/// The objective as a function of the weights below the diagonal.
struct Flow {
    /// N × M.
    messages: Mat<f64>,
    /// -ξ, by which fields become exponents.
    factors: Vec<f64>,
    /// N × N in its first N rows. The others keep columns from lying a power of two apart, where
    /// they would share the same few places in cache.
    full: Mat<f64>,
    ridge: f64,
}

impl Flow {
    fn new(memories: &Memories, ridge: f64) -> Self {
        let units = memories.units();
        let states = memories.messages().iter();
        let factors = states.flat_map(|x| x.spins().iter().map(|&x| -f64::from(x)));
        Self {
            messages: memories.to_matrix(),
            factors: factors.collect(),
            full: Mat::zeros(units + PADDING, units),
            ridge,
        }
    }
}

impl Objective for Flow {
    fn dimensions(&self) -> (usize, usize) {
        (triangle::entries(self.messages.nrows()), self.factors.len())
    }

    fn fields(&mut self, weights: &[f64], fields: &mut [f64]) {
        let (units, count) = (self.messages.nrows(), self.messages.ncols());
        triangle::unpack(weights, self.full.as_mut().subrows_mut(0, units));
        let weights = self.full.as_ref().subrows(0, units);
        let fields = MatMut::from_column_major_slice_mut(fields, units, count);
        matmul(fields, Accum::Replace, weights, &self.messages, 1.0, Par::Seq);
    }

    /// `Σ_m` `Σ_i` exp(-`ξ_i^m` `h_i^m`).
    fn loss(&self, fields: &mut [f64]) -> f64 {
        multiply(fields, 1.0, &self.factors);
        let sum = exp_all(fields);
        multiply(fields, 1.0, &self.factors);
        sum
    }

    /// ∂K/∂`w_ij` = -`Σ_m` `ξ_i^m` `ξ_j^m` (`e_i^m` + `e_j^m`).
    fn gradient(&mut self, slopes: &[f64], gradient: &mut [f64]) {
        let (units, count) = (self.messages.nrows(), self.messages.ncols());
        let slopes = MatRef::from_column_major_slice(slopes, units, count);
        let columns = self.messages.transpose();
        let mut full = self.full.as_mut().subrows_mut(0, units);
        matmul(full.as_mut(), Accum::Replace, slopes, columns, 2.0, Par::Seq);
        triangle::pack(full.as_ref(), gradient);
    }

    fn ridge(&self) -> f64 {
        self.ridge
    }
}
