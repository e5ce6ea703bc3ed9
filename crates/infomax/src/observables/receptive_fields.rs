//! Spike-triggered averages, and how much they look like simple cells.

mod gabor;
mod orientation;

pub use gabor::{Gabor, fit_gabor};
pub use orientation::orientation_concentration;

use crate::Error;
use crate::error::same_length;

/// The mean stimulus one step before the spikes of each of several neurons.
#[derive(Clone, Debug, PartialEq)]
pub struct SpikeTriggeredAverage {
    sums: Vec<Vec<f64>>,
    spikes: Vec<u64>,
    total: Vec<f64>,
    steps: u64,
}

impl SpikeTriggeredAverage {
    /// Averages for `neurons` neurons over stimuli of `size` numbers.
    pub fn new(neurons: usize, size: usize) -> Self {
        let sums = vec![vec![0.0; size]; neurons];
        Self { sums, spikes: vec![0; neurons], total: vec![0.0; size], steps: 0 }
    }

    /// Takes in a stimulus and the neurons that fire at the step after; others are passed over.
    ///
    /// # Errors
    /// If the stimulus has another size.
    pub fn step(&mut self, stimulus: &[f64], firing: &[u16]) -> Result<(), Error> {
        same_length("the stimulus", stimulus.len(), self.total.len())?;
        add(&mut self.total, stimulus);
        self.steps += 1;
        for neuron in firing.iter().map(|&i| usize::from(i)) {
            if let Some(sum) = self.sums.get_mut(neuron) {
                add(sum, stimulus);
                self.spikes[neuron] += 1;
            }
        }
        Ok(())
    }

    /// The spike-triggered average of a neuron less the mean stimulus; none if it never fired.
    pub fn average(&self, neuron: usize) -> Option<Vec<f64>> {
        let spikes = *self.spikes.get(neuron)? as f64;
        let mean = self.total.iter().map(|total| total / self.steps as f64);
        let deviation = |(sum, mean): (&f64, f64)| sum / spikes - mean;
        (spikes > 0.0).then(|| self.sums[neuron].iter().zip(mean).map(deviation).collect())
    }
}

fn add(sum: &mut [f64], values: &[f64]) {
    sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}
