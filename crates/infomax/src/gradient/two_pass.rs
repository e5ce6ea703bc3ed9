//! The second pass: how each neuron would have answered to other weights.

use std::ops::Range;

use pulp::NullaryFnOnce;

use super::coefficients::Coefficients;
use crate::instructions::instructions;
use crate::kernel::{add, add_columns, probabilities};
use crate::{Network, Raster};

/// Rows that are replayed together. Their part of the five matrices, 5 · 64 · N numbers, stays in the
/// cache however many neurons there are; no row acts on another, so no bit depends on it.
const ROWS: usize = 64;

/// What a block left to replay.
pub(crate) struct Recording {
    /// The steps, the first of them the state at which `thresholds` held.
    pub(crate) raster: Raster,
    /// h at the beginning, padded.
    pub(crate) thresholds: Vec<f64>,
}

/// V_kl = ⟨γ_k x_l b_k⟩ − ⟨γ_k x_l⟩⟨γ_k b_k⟩/⟨γ_k⟩ of a recording, column after column, padded.
pub(crate) fn replayed(
    network: &Network,
    record: &Recording,
    coefficients: &Coefficients,
) -> Vec<f64> {
    let stride = network.stride();
    let mut value = vec![0.0; stride * network.neurons()];
    for start in (0..stride).step_by(ROWS) {
        let rows = start..(start + ROWS).min(stride);
        let own = Pass::new(network, record, coefficients, rows.clone());
        let own = instructions().dispatch(own);
        for (column, own) in value.chunks_exact_mut(stride).zip(own.chunks_exact(rows.len())) {
            column[rows.clone()].copy_from_slice(own);
        }
    }
    value
}

/// Some rows of the network and of the coefficients, in columns of their own.
struct Pass<'a> {
    network: &'a Network,
    raster: &'a Raster,
    rows: Range<usize>,
    weights: Vec<f64>,
    before: Vec<f64>,
    after: Vec<f64>,
    thresholds: Vec<f64>,
}

impl<'a> Pass<'a> {
    fn new(
        network: &'a Network,
        record: &'a Recording,
        coefficients: &Coefficients,
        rows: Range<usize>,
    ) -> Self {
        let part = |columns: &[f64]| {
            let columns = columns.chunks_exact(network.stride());
            columns.flat_map(|column| &column[rows.clone()]).copied().collect()
        };
        Self {
            network,
            raster: &record.raster,
            weights: part(network.columns()),
            before: part(&coefficients.before),
            after: part(&coefficients.after),
            thresholds: record.thresholds[rows.clone()].to_vec(),
            rows,
        }
    }
}

impl NullaryFnOnce for Pass<'_> {
    type Output = Vec<f64>;

    #[inline(always)]
    fn call(self) -> Vec<f64> {
        let Self { network, raster, rows, weights, before, after, mut thresholds } = self;
        let (firing, width) = (network.firing(), rows.len());
        let (mut gain, mut b) = (vec![0.0; width], vec![0.0; width]);
        let mut sums = Sums::new(width, network.neurons());
        let free = rows.start..rows.end.min(network.free()).max(rows.start);
        let inverse_max = 1.0 / firing.max_probability;
        for t in 1..raster.len() {
            let (earlier, later) = (raster.step(t - 1), raster.step(t));
            gain.iter_mut().zip(&thresholds).for_each(|(u, h)| *u = -h);
            add_columns(&mut gain, &weights, earlier);
            probabilities(&mut gain, firing.max_probability);
            firing.adapt(&mut thresholds[..free.len()], within(later, &free));
            b.fill(0.0);
            add_columns(&mut b, &before, earlier);
            add_columns(&mut b, &after, later);
            for (gain, b) in gain.iter_mut().zip(&mut b) {
                *gain *= 1.0 - *gain * inverse_max;
                *b *= *gain;
            }
            sums.add(&gain, &b, earlier);
        }
        sums.gradient()
    }
}

/// The places, among these neurons, of those of them that fire; `firing` is in rising order.
#[inline(always)]
fn within<'a>(firing: &'a [u16], rows: &Range<usize>) -> impl Iterator<Item = usize> + 'a {
    let (start, end) = (rows.start, rows.end);
    let from = firing.partition_point(|&i| usize::from(i) < start);
    let own = firing[from..].iter().map(|&i| usize::from(i)).take_while(move |&i| i < end);
    own.map(move |i| i - start)
}

/// Sums over the replayed steps.
#[derive(Clone, Debug)]
struct Sums {
    /// Σ γ_k, and Σ γ_k b_k.
    gain: Vec<f64>,
    gain_b: Vec<f64>,
    /// Σ γ_k x_l and Σ γ_k b_k x_l, column l after column.
    gain_x: Vec<f64>,
    gain_bx: Vec<f64>,
    steps: f64,
}

impl Sums {
    fn new(width: usize, neurons: usize) -> Self {
        let (row, square) = (vec![0.0; width], vec![0.0; width * neurons]);
        Self { gain: row.clone(), gain_b: row, gain_x: square.clone(), gain_bx: square, steps: 0.0 }
    }

    #[inline(always)]
    fn add(&mut self, gain: &[f64], gain_b: &[f64], firing: &[u16]) {
        add(&mut self.gain, gain);
        add(&mut self.gain_b, gain_b);
        for &l in firing {
            let column = usize::from(l) * gain.len()..(usize::from(l) + 1) * gain.len();
            add(&mut self.gain_x[column.clone()], gain);
            add(&mut self.gain_bx[column], gain_b);
        }
        self.steps += 1.0;
    }

    fn gradient(&self) -> Vec<f64> {
        let width = self.gain.len();
        let entry = |at: usize| {
            let k = at % width;
            let shift = if self.gain[k] > 0.0 { self.gain_b[k] / self.gain[k] } else { 0.0 };
            (self.gain_bx[at] - self.gain_x[at] * shift) / self.steps
        };
        (0..self.gain_x.len()).map(entry).collect()
    }
}
