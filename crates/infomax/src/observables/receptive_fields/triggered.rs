//! Spike-triggered averages.

use crate::Error;
use crate::error::{require_at_most, require_finite, require_len};
use crate::kernel::add;
use crate::raster::MOST_NEURONS;

/// The mean stimulus one step before the spikes of each of several neurons.
///
/// ```
/// use synaptome_infomax::observables::receptive_fields::SpikeTriggeredAverage;
///
/// let mut average = SpikeTriggeredAverage::new(1, 2)?;
/// average.step(&[1.0, 0.0], &[0])?;
/// average.step(&[0.0, 1.0], &[])?;
/// assert_eq!(average.average(0), Some(vec![0.5, -0.5]));
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SpikeTriggeredAverage {
    sums: Vec<Vec<f64>>,
    spikes: Vec<u64>,
    total: Vec<f64>,
    steps: u64,
}

/// The most numbers of a stimulus.
const MOST_NUMBERS: usize = 1 << 20;
/// The most numbers of the averages of all neurons together, two gigabytes.
const MOST_SUMS: usize = 1 << 28;

impl SpikeTriggeredAverage {
    /// Averages for `neurons` neurons over stimuli of `size` numbers.
    ///
    /// # Errors
    /// [`Error::TooLarge`] for 2¹⁶ neurons or more, more than 2²⁰ numbers of a stimulus, or more than 2²⁸ of all
    /// averages.
    pub fn new(neurons: usize, size: usize) -> Result<Self, Error> {
        require_at_most("the number of neurons", neurons, MOST_NEURONS)?;
        require_at_most("the size of a stimulus", size, MOST_NUMBERS)?;
        require_at_most("the numbers of all averages", neurons * size, MOST_SUMS)?;
        let sums = vec![vec![0.0; size]; neurons];
        Ok(Self { sums, spikes: vec![0; neurons], total: vec![0.0; size], steps: 0 })
    }

    /// Takes in a stimulus and the neurons that fire at the step after; others are passed over.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the stimulus has another size, [`Error::NotFinite`] if one of its numbers is
    /// none; nothing is then taken in.
    pub fn step(&mut self, stimulus: &[f64], firing: &[u16]) -> Result<(), Error> {
        require_len("the stimulus", self.total.len(), stimulus.len())?;
        stimulus.iter().try_for_each(|&x| require_finite("a number of the stimulus", x))?;
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

    /// The averages of all neurons that fired, in their order.
    pub fn averages(&self) -> Vec<Vec<f64>> {
        (0..self.sums.len()).filter_map(|neuron| self.average(neuron)).collect()
    }
}
