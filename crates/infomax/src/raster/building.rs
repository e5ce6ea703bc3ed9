//! Rasters from what other software keeps: dense arrays, compressed rows, lists of spikes.

use super::Raster;
use crate::Error;
use crate::error::{require_at_least, require_at_most, require_index, require_len};

/// The most steps of a raster made at once.
pub(super) const MOST_STEPS: usize = 1 << 36;

impl Raster {
    /// A raster from a dense array, step after step, of 0 and 1 or of `bool`.
    ///
    /// ```
    /// use synaptome_infomax::Raster;
    ///
    /// // Two steps of three neurons.
    /// let raster = Raster::from_dense(3, &[0_u8, 1, 1, 0, 0, 1])?;
    /// assert_eq!((raster.step(0), raster.step(1)), (&[1, 2][..], &[2][..]));
    /// assert_eq!(raster.to_dense(), [false, true, true, false, false, true]);
    /// let error = Raster::from_dense(3, &[0.0, 0.5, 1.0]).unwrap_err().to_string();
    /// assert_eq!(error, "a raster is made of 0 and 1, but neuron 1 has 0.5 at step 0");
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooLarge`] for 2¹⁶ neurons or more, [`Error::TooFew`] for none, [`Error::LengthMismatch`] if the
    /// array is not a number of whole steps, [`Error::NotASpike`] for a number other than 0 and 1.
    pub fn from_dense<T: Copy + Into<f64>>(neurons: usize, cells: &[T]) -> Result<Self, Error> {
        let mut raster = Self::new(neurons)?;
        require_at_least("neurons of the raster", neurons, 1)?;
        let whole = cells.len().div_ceil(neurons) * neurons;
        require_len("the dense raster", whole, cells.len())?;
        let mut firing = Vec::new();
        for (step, row) in cells.chunks_exact(neurons).enumerate() {
            firing.clear();
            for (neuron, &cell) in row.iter().enumerate() {
                if is_spike(cell.into(), step, neuron)? {
                    firing.push(neuron as u16);
                }
            }
            raster.record(&firing);
        }
        Ok(raster)
    }

    /// A raster from compressed rows: step t has the neurons `indices[ends[t]..ends[t + 1]]`, as SciPy's
    /// `csr_matrix` has them in `indices` and `indptr`.
    ///
    /// ```
    /// use synaptome_infomax::Raster;
    ///
    /// let raster = Raster::from_compressed(3, &[1, 2, 2], &[0, 2, 2, 3])?;
    /// assert_eq!(raster, Raster::from_steps(3, [&[1, 2][..], &[], &[2]])?);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Empty`] without ends, [`Error::IndexOutOfRange`] if the ends fall or lie beyond the indices,
    /// [`Error::LengthMismatch`] if they do not begin with 0 or do not reach the last index, and as
    /// [`Raster::push`].
    pub fn from_compressed(neurons: usize, indices: &[u16], ends: &[usize]) -> Result<Self, Error> {
        let mut raster = Self::new(neurons)?;
        let (Some(&first), Some(&last)) = (ends.first(), ends.last()) else {
            return Err(Error::Empty { quantity: "the list of ends" });
        };
        require_len("what precedes the first step", 0, first)?;
        require_len("the list of indices", last, indices.len())?;
        for pair in ends.windows(2) {
            require_index("end", pair[1], indices.len() + 1)?;
            require_index("begin", pair[0], pair[1] + 1)?;
            raster.push(&indices[pair[0]..pair[1]])?;
        }
        Ok(raster)
    }

    /// A raster from a list of spikes, given as (step, neuron) in any order.
    ///
    /// ```
    /// use synaptome_infomax::Raster;
    ///
    /// let raster = Raster::from_spikes(3, 4, [(2, 1), (0, 2), (2, 0)])?;
    /// assert_eq!((raster.len(), raster.step(0), raster.step(2)), (4, &[2][..], &[0, 1][..]));
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooLarge`] for 2¹⁶ neurons or more, or more than 2³⁶ steps, [`Error::IndexOutOfRange`] for a
    /// step or a neuron that the raster does not have, [`Error::NotRising`] if a neuron fires twice at a step,
    /// [`Error::OutOfMemory`] if the system has no room for the steps.
    pub fn from_spikes(
        neurons: usize,
        steps: usize,
        spikes: impl IntoIterator<Item = (usize, usize)>,
    ) -> Result<Self, Error> {
        let mut raster = Self::new(neurons)?;
        require_at_most("the number of steps", steps, MOST_STEPS)?;
        let bytes = steps as u128 * size_of::<usize>() as u128;
        raster.ends.try_reserve_exact(steps).map_err(|_| Error::OutOfMemory { bytes })?;
        let mut sorted = Vec::new();
        for (step, neuron) in spikes {
            require_index("step", step, steps)?;
            require_index("neuron", neuron, neurons)?;
            sorted.push((step, neuron as u16));
        }
        sorted.sort_unstable();
        let mut rest = sorted.chunk_by(|a, b| a.0 == b.0).peekable();
        for step in 0..steps {
            let own = rest.next_if(|spikes| spikes[0].0 == step).unwrap_or(&[]);
            let firing: Vec<u16> = own.iter().map(|spike| spike.1).collect();
            raster.push(&firing)?;
        }
        Ok(raster)
    }

    /// The dense array, step after step.
    pub fn to_dense(&self) -> Vec<bool> {
        let mut cells = vec![false; self.len() * self.neurons];
        for (row, firing) in cells.chunks_exact_mut(self.neurons.max(1)).zip(self) {
            firing.iter().for_each(|&neuron| row[usize::from(neuron)] = true);
        }
        cells
    }
}

fn is_spike(value: f64, step: usize, neuron: usize) -> Result<bool, Error> {
    let valid = value == 0.0 || value == 1.0;
    if valid { Ok(value == 1.0) } else { Err(Error::NotASpike { step, neuron, value }) }
}
