//! Samples from which no density can be estimated: rounded, constant or redundant ones.

use rand::{Rng, RngExt};
use synaptome_lognormal::Cholesky;

use super::SampledWeights;
use super::moments::Sums;
use crate::error::{Error, require_positive};

/// Means of this many standard deviations cost half of the digits of a variance.
const FAR: f64 = 1e3;

impl SampledWeights {
    /// The same samples with uniform noise of width `step` on every number, the same with and without
    /// the pattern: what undoes the ties of numbers that were rounded to multiples of `step`, at a cost
    /// in information that is of second order in step over standard deviation.
    ///
    /// ```
    /// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    /// use synaptome_mi::{Error, SampledWeights};
    /// let rounded: Vec<f64> = (0..200).map(|k| f64::from(k % 50) / 100.0).collect();
    /// let sampled = SampledWeights::new(1, rounded.iter().map(|x| 2.0 * x).collect(), rounded)?;
    /// assert!(matches!(sampled.nearest_neighbours_nats(4), Err(Error::Ties { tied: 200, .. })));
    /// let mut rng = ChaCha12Rng::seed_from_u64(1);
    /// assert!(sampled.dithered(0.01, &mut rng)?.nearest_neighbours_nats(4).is_ok());
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotPositive`] unless the step is positive and finite.
    pub fn dithered<R: Rng + ?Sized>(mut self, step: f64, rng: &mut R) -> Result<Self, Error> {
        require_positive("the step of the rounding", step)?;
        for (with, without) in self.with.iter_mut().zip(&mut self.without) {
            let noise = step * (rng.random::<f64>() - 0.5);
            *with += noise;
            *without += noise;
        }
        Ok(self)
    }

    /// Moves every channel whose mean is far from zero to zero mean, with and without the pattern
    /// alike, which changes no information and keeps the digits of the variances.
    pub(super) fn centred(mut self) -> Self {
        for channel in 0..self.dim {
            let values = || self.with.iter().skip(channel).step_by(self.dim);
            let count = self.len() as f64;
            let mean = values().map(|x| x / count).sum::<f64>();
            let deviation = values().map(|x| (x - mean).powi(2) / count).sum::<f64>().sqrt();
            if mean.abs() > FAR * deviation {
                for rows in [&mut self.with, &mut self.without] {
                    rows.iter_mut().skip(channel).step_by(self.dim).for_each(|x| *x -= mean);
                }
            }
        }
        self
    }

    /// Fails if a channel is constant.
    pub(super) fn require_varying(&self) -> Result<(), Error> {
        for (rows, quantity) in [(&self.with, WITH), (&self.without, WITHOUT)] {
            let same = |channel: &usize| {
                rows.iter().skip(*channel).step_by(self.dim).all(|x| *x == rows[*channel])
            };
            if let Some(index) = (0..self.dim).find(same) {
                return Err(Error::Constant { quantity, index });
            }
        }
        Ok(())
    }

    /// Fails unless the samples have a density: no channel is constant, has ties, or is a linear
    /// combination of others.
    pub(super) fn require_density(&self) -> Result<(), Error> {
        self.require_varying()?;
        for (rows, quantity) in [(&self.with, WITH), (&self.without, WITHOUT)] {
            for index in 0..self.dim {
                let tied = ties(rows.iter().skip(index).step_by(self.dim));
                if tied > 0 {
                    return Err(Error::Ties { quantity, index, tied, samples: self.len() });
                }
            }
            let correlation = Sums::of(rows, self.dim, false)?.correlation();
            let factor = Cholesky::new(&correlation);
            factor.map_err(|error| Error::of_matrix(error, "the sampled correlation of ln w"))?;
        }
        Ok(())
    }
}

const WITH: &str = "ln w";
const WITHOUT: &str = "ln w without the pattern";

/// How many values equal another.
fn ties<'a>(values: impl Iterator<Item = &'a f64>) -> usize {
    let mut sorted: Vec<f64> = values.copied().collect();
    sorted.sort_by(f64::total_cmp);
    sorted.chunk_by(|a, b| a == b).map(<[f64]>::len).filter(|&count| count > 1).sum()
}
