//! Weights as simulations read them: column after column, padded.

use faer::MatRef;

use crate::Error;
use crate::error::{require_finite, require_in, require_len};
use crate::kernel::padded;

/// The largest size of a weight. Simulations add weights in single precision, where sums of larger ones could leave
/// its range and then be no numbers.
pub(crate) const LARGEST_WEIGHT: f64 = 1e30;

/// Accepts a weight that simulations can add.
pub(crate) fn require_weight(weight: f64) -> Result<(), Error> {
    require_finite("a weight", weight)?;
    require_in("a weight", weight, -LARGEST_WEIGHT, LARGEST_WEIGHT)
}

/// The weights of N neurons on the free ones among them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weights {
    pub(crate) free: usize,
    pub(crate) neurons: usize,
    /// Column after column, each padded with zeros: the weights from one neuron to all free ones.
    pub(crate) columns: Vec<f64>,
}

impl Weights {
    pub(crate) fn zero(free: usize, neurons: usize) -> Self {
        Self { free, neurons, columns: vec![0.0; padded(free) * neurons] }
    }

    /// The length of a column.
    pub(crate) fn stride(&self) -> usize {
        padded(self.free)
    }

    /// `free` × N.
    pub(crate) fn matrix(&self) -> MatRef<'_, f64> {
        let (free, neurons, stride) = (self.free, self.neurons, self.stride());
        MatRef::from_column_major_slice_with_stride(&self.columns, free, neurons, stride)
    }

    /// Takes the entries of a matrix of the same shape, if all are weights.
    pub(crate) fn fill(&mut self, matrix: MatRef<'_, f64>) -> Result<(), Error> {
        require_len("each column of the weights", self.free, matrix.nrows())?;
        require_len("each row of the weights", self.neurons, matrix.ncols())?;
        let entries = |j: usize| matrix.col(j).iter();
        (0..self.neurons).flat_map(entries).try_for_each(|&weight| require_weight(weight))?;
        let stride = self.stride();
        for (j, column) in self.columns.chunks_exact_mut(stride).enumerate() {
            column.iter_mut().zip(entries(j)).for_each(|(weight, &entry)| *weight = entry);
        }
        Ok(())
    }

    /// Fills row after row with what `next` returns.
    pub(crate) fn fill_rows(&mut self, mut next: impl FnMut() -> f64) {
        let stride = self.stride();
        for (i, j) in (0..self.free).flat_map(|i| (0..self.neurons).map(move |j| (i, j))) {
            self.columns[j * stride + i] = next();
        }
    }

    /// All entries, row after row.
    pub(crate) fn rows(&self) -> impl Iterator<Item = f64> + '_ {
        let (neurons, stride) = (self.neurons, self.stride());
        let row = move |i: usize| (0..neurons).map(move |j| self.columns[j * stride + i]);
        (0..self.free).flat_map(row)
    }
}
