//! Rasters from times of spikes.

use std::collections::BTreeSet;

use super::Raster;
use super::building::MOST_STEPS;
use crate::Error;
use crate::error::{require_at_most, require_index, require_not_negative, require_positive};

/// A time that lies so much of a step before a step belongs to it: 0.3 is less than three times 0.1 for a computer.
const ROUNDING: f64 = 1e-6;

impl Raster {
    /// A raster from the times of spikes, given as (time, neuron) in any order, with steps of one length in the unit of the times. It ends with the step
    /// of the last spike. A neuron that fires several times within a step counts once.
    ///
    /// ```
    /// use synaptome_infomax::Raster;
    ///
    /// // Steps of 0.1 s.
    /// let raster = Raster::from_times(2, 0.1, [(0.3, 1), (0.0, 0), (0.34, 1)])?;
    /// assert_eq!((raster.len(), raster.spikes()), (4, 2));
    /// assert_eq!((raster.step(0), raster.step(3)), (&[0][..], &[1][..]));
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotPositive`] for a length that is not positive and finite, [`Error::NotFinite`] or [`Error::OutOfRange`] for a time that is
    /// no number from 0 on, and as [`Raster::from_spikes`].
    pub fn from_times(
        neurons: usize,
        step: f64,
        spikes: impl IntoIterator<Item = (f64, usize)>,
    ) -> Result<Self, Error> {
        require_positive("the length of a step", step)?;
        let mut once = BTreeSet::new();
        for (time, neuron) in spikes {
            require_index("neuron", neuron, neurons)?;
            once.insert((step_of(time, step)?, neuron));
        }
        let steps = once.last().map_or(0, |spike| spike.0 + 1);
        Self::from_spikes(neurons, steps, once)
    }
}

fn step_of(time: f64, length: f64) -> Result<usize, Error> {
    require_not_negative("the time of a spike", time)?;
    let position = time / length;
    let nearest = position.round();
    let step = if (nearest - position).abs() < ROUNDING { nearest } else { position.floor() };
    require_at_most("the number of steps", step as usize, MOST_STEPS - 1)?;
    Ok(step as usize)
}
