//! The second pass: how each neuron would have answered to other weights.

use pulp::NullaryFnOnce;

use super::coefficients::Coefficients;
use crate::instructions::instructions;
use crate::kernel::{add, add_columns};
use crate::{Network, Raster};

/// Sums over the replayed steps.
#[derive(Clone, Debug)]
pub(crate) struct Replay {
    /// Σ γ_k, and Σ γ_k b_k.
    gain: Vec<f64>,
    gain_b: Vec<f64>,
    /// Σ γ_k x_l and Σ γ_k b_k x_l, column l after column, padded.
    gain_x: Vec<f64>,
    gain_bx: Vec<f64>,
    steps: f64,
}

impl Replay {
    /// V_kl = ⟨γ_k x_l b_k⟩ − ⟨γ_k x_l⟩⟨γ_k b_k⟩/⟨γ_k⟩, column after column, padded.
    pub(crate) fn gradient(&self) -> Vec<f64> {
        let stride = self.gain.len();
        let entry = |at: usize| {
            let k = at % stride;
            let shift = if self.gain[k] > 0.0 { self.gain_b[k] / self.gain[k] } else { 0.0 };
            (self.gain_bx[at] - self.gain_x[at] * shift) / self.steps
        };
        (0..self.gain_x.len()).map(entry).collect()
    }
}

/// What a block left to replay.
pub(crate) struct Recording {
    /// The steps, the first of them the state at which `thresholds` held.
    pub(crate) raster: Raster,
    /// h at the beginning, padded.
    pub(crate) thresholds: Vec<f64>,
}

/// Replays a recording.
pub(crate) fn replay(network: &Network, record: &Recording, coefficients: &Coefficients) -> Replay {
    instructions().dispatch(Pass { network, record, coefficients })
}

struct Pass<'a> {
    network: &'a Network,
    record: &'a Recording,
    coefficients: &'a Coefficients,
}

impl NullaryFnOnce for Pass<'_> {
    type Output = Replay;

    #[inline(always)]
    fn call(self) -> Replay {
        let Self { network, record: Recording { raster, thresholds }, coefficients } = self;
        let (stride, mut thresholds) = (thresholds.len(), thresholds.clone());
        let (mut gain, mut b) = (vec![0.0; stride], vec![0.0; stride]);
        let square = || vec![0.0; stride * network.neurons()];
        let zeros = || vec![0.0; stride];
        let mut sums = Replay {
            gain: zeros(),
            gain_b: zeros(),
            gain_x: square(),
            gain_bx: square(),
            steps: 0.0,
        };
        let inverse_max = 1.0 / network.firing().max_probability;
        for t in 1..raster.len() {
            let (before, after) = (raster.step(t - 1), raster.step(t));
            network.probabilities(before, &thresholds, &mut gain);
            network.firing().adapt(&mut thresholds[..network.free()], after);
            b.fill(0.0);
            add_columns(&mut b, &coefficients.before, before);
            add_columns(&mut b, &coefficients.after, after);
            for (gain, b) in gain.iter_mut().zip(&mut b) {
                *gain *= 1.0 - *gain * inverse_max;
                *b *= *gain;
            }
            add(&mut sums.gain, &gain);
            add(&mut sums.gain_b, &b);
            for &l in before {
                let column = usize::from(l) * stride..(usize::from(l) + 1) * stride;
                add(&mut sums.gain_x[column.clone()], &gain);
                add(&mut sums.gain_bx[column], &b);
            }
            sums.steps += 1.0;
        }
        sums
    }
}
