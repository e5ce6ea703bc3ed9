use std::ops::Index;

use crate::Error;

/// Numbers on a grid, the last axis running fastest (row-major, the order of C and NumPy).
///
/// ```
/// use synaptome_interchange::Array;
///
/// let weights = Array::from_fn(2, 3, |i, j| (10 * i + j) as f64);
/// assert_eq!((weights.shape(), weights[[1, 2]]), (&[2, 3][..], 12.0));
/// assert!(Array::new(vec![2, 2], vec![1.0]).is_err());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Array<T> {
    shape: Vec<usize>,
    values: Vec<T>,
}

impl<T> Array<T> {
    /// An array of a shape; fails if the number of values is another.
    pub fn new(shape: Vec<usize>, values: Vec<T>) -> Result<Self, Error> {
        let entries = shape.iter().try_fold(1_usize, |product, &axis| product.checked_mul(axis));
        if entries != Some(values.len()) {
            return Err(Error::Shape { shape, values: values.len() });
        }
        Ok(Self { shape, values })
    }

    /// A vector.
    pub fn vector(values: Vec<T>) -> Self {
        Self { shape: vec![values.len()], values }
    }

    /// The matrix of the entries `entry(i, j)`.
    pub fn from_fn(rows: usize, columns: usize, mut entry: impl FnMut(usize, usize) -> T) -> Self {
        let values = (0..rows).flat_map(|i| (0..columns).map(move |j| (i, j)));
        Self { values: values.map(|(i, j)| entry(i, j)).collect(), shape: vec![rows, columns] }
    }

    /// Length along every axis.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// All values, the last axis running fastest.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// The values alone.
    pub fn into_values(self) -> Vec<T> {
        self.values
    }

    /// Number of rows and columns; fails if there are not two axes.
    pub fn matrix_shape(&self) -> Result<(usize, usize), Error> {
        match self.shape[..] {
            [rows, columns] => Ok((rows, columns)),
            _ => Err(Error::NotAMatrix { shape: self.shape.clone() }),
        }
    }

    /// The rows of a matrix; fails if there are not two axes.
    pub fn rows(&self) -> Result<impl Iterator<Item = &[T]>, Error> {
        let (rows, columns) = self.matrix_shape()?;
        Ok((0..rows).map(move |i| &self.values[i * columns..(i + 1) * columns]))
    }
}

/// The entry of a matrix; panics outside it, as slices do.
impl<T> Index<[usize; 2]> for Array<T> {
    type Output = T;

    fn index(&self, [i, j]: [usize; 2]) -> &T {
        let columns = self.shape.last().copied().unwrap_or(0);
        assert!(self.shape.len() == 2 && j < columns, "[{i}, {j}] is outside {:?}", self.shape);
        &self.values[i * columns + j]
    }
}
