use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, MatMut, MatRef, Par};
use rand::Rng;

use super::constraint::Constraint;
use crate::elementwise::{dot, exp_all};
use crate::lbfgs::minimise;
use crate::{Error, Fitted, HopfieldNetwork, Memories, Stopping, WritingRule, size};

/// Minimum probability flow (MPF; Sohl-Dickstein, Battaglino & DeWeese 2011, for Hopfield
/// networks Hillar, Sohl-Dickstein & Koepsell 2012).
///
/// Minimises K(W) = `Σ_m` `Σ_i` exp(-`ξ_i^m` `h_i^m`) + λ/2 `Σ_{i<j}` `w_ij`² over symmetric W of
/// zero diagonal (notes 001, equation 3; spec §2). K is convex.
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
        Self {
            ridge: 3.0,
            stopping: Stopping::default(),
        }
    }
}

impl MinimumProbabilityFlow {
    /// Minimises the flow from zero weights.
    pub fn minimise(&self, memories: &Memories) -> Result<Fitted, Error> {
        self.validate()?;
        let units = memories.units();
        let mut flow = Flow::new(memories, self.ridge);
        // The flow hands out half of the gradient, as every weight appears twice in the matrix.
        let stopping = Stopping {
            gradient: 0.5 * self.stopping.gradient,
            ..self.stopping
        };
        let start = vec![0.0; units * units];
        let minimum = minimise(start, &stopping, |w, g| flow.evaluate(w, g));
        Fitted::new(&minimum, units)
    }

    /// K(W) and its gradient, entry (i, j) of which is the derivative by `w_ij` = `w_ji`.
    ///
    /// The weights of the network should be symmetric and of zero diagonal; its bias is ignored.
    pub fn objective(
        &self,
        memories: &Memories,
        network: &HopfieldNetwork,
    ) -> Result<(f64, Mat<f64>), Error> {
        self.validate()?;
        let units = memories.units();
        size::same("the network", network.units(), units)?;
        let weights: Vec<f64> = (0..units * units)
            .map(|k| network.weights()[(k % units, k / units)])
            .collect();
        let mut half = vec![0.0; units * units];
        let value = Flow::new(memories, self.ridge).evaluate(&weights, &mut half);
        let gradient = Mat::from_fn(units, units, |i, j| 2.0 * half[i + j * units]);
        Ok((value, gradient))
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

/// The objective with its buffers.
struct Flow {
    /// N × M.
    messages: Mat<f64>,
    spins: Vec<f64>,
    /// N × M, column-major.
    buffer: Vec<f64>,
    ridge: f64,
}

impl Flow {
    fn new(memories: &Memories, ridge: f64) -> Self {
        let states = memories.messages().iter();
        let spins: Vec<f64> = states
            .flat_map(|x| x.spins().iter().map(|&x| f64::from(x)))
            .collect();
        Self {
            messages: memories.to_matrix(),
            buffer: vec![0.0; spins.len()],
            spins,
            ridge,
        }
    }

    /// K(W), and half of its gradient: -½ `Σ_m` `ξ_i^m` `ξ_j^m` (`e_i^m` + `e_j^m`) + ½ λ `w_ij`.
    fn evaluate(&mut self, weights: &[f64], gradient: &mut [f64]) -> f64 {
        let units = self.messages.nrows();
        let flow = self.flow(weights, units);
        self.buffer
            .iter_mut()
            .zip(&self.spins)
            .for_each(|(e, x)| *e *= -x);
        let count = self.messages.ncols();
        let flows = MatRef::from_column_major_slice(&self.buffer, units, count);
        let columns = self.messages.transpose();
        let target = MatMut::from_column_major_slice_mut(gradient, units, units);
        matmul(target, Accum::Replace, flows, columns, 1.0, Par::Seq);
        Constraint::SymmetricZeroDiagonal.project(gradient, units);
        let half = 0.5 * self.ridge;
        gradient
            .iter_mut()
            .zip(weights)
            .for_each(|(g, w)| *g += half * w);
        flow + 0.5 * half * dot(weights, weights)
    }

    /// `Σ_m` `Σ_i` `e_i^m` with `e_i^m` = exp(-`ξ_i^m` `h_i^m`), which is left in the buffer.
    fn flow(&mut self, weights: &[f64], units: usize) -> f64 {
        let count = self.messages.ncols();
        let weights = MatRef::from_column_major_slice(weights, units, units);
        let fields = MatMut::from_column_major_slice_mut(&mut self.buffer, units, count);
        matmul(
            fields,
            Accum::Replace,
            weights,
            &self.messages,
            -1.0,
            Par::Seq,
        );
        self.buffer
            .iter_mut()
            .zip(&self.spins)
            .for_each(|(h, x)| *h *= x);
        exp_all(&mut self.buffer);
        self.buffer.iter().sum()
    }
}
