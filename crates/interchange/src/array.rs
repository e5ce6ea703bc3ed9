//! Numbers on a grid.

use std::ops::Index;
use std::slice;

use crate::Error;
use crate::error::require_len;

/// Numbers on a grid, the last axis running fastest (row-major, the order of C and NumPy).
///
/// ```
/// use synaptome_interchange::Array;
///
/// let weights = Array::from_fn(2, 3, |i, j| (10 * i + j) as f64);
/// assert_eq!((weights.shape(), weights[[1, 2]]), (&[2, 3][..], 12.0));
/// assert!(Array::new(vec![2, 2], vec![1.0]).is_err());
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Array<T> {
    shape: Vec<usize>,
    values: Vec<T>,
}

impl<T> Array<T> {
    /// An array of a shape.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the number of values is not the product of the lengths of the axes,
    /// [`Error::TooLarge`] if that product cannot be addressed.
    pub fn new(shape: Vec<usize>, values: Vec<T>) -> Result<Self, Error> {
        require_len("the list of values", entries(&shape)?, values.len())?;
        Ok(Self { shape, values })
    }

    /// A vector.
    pub fn vector(values: Vec<T>) -> Self {
        Self { shape: vec![values.len()], values }
    }

    /// The matrix of the entries `entry(i, j)`.
    ///
    /// ```
    /// use synaptome_interchange::Array;
    ///
    /// let identity = Array::from_fn(2, 2, |i, j| if i == j { 1.0 } else { 0.0 });
    /// assert_eq!((identity.shape(), identity.values()), (&[2, 2][..], &[1.0, 0.0, 0.0, 1.0][..]));
    /// ```
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

    /// The values, one by one.
    pub fn iter(&self) -> slice::Iter<'_, T> {
        self.values.iter()
    }

    /// The values alone.
    pub fn into_values(self) -> Vec<T> {
        self.values
    }

    /// Number of rows and columns.
    ///
    /// # Errors
    /// [`Error::NotAMatrix`] if there are not two axes.
    pub fn matrix_shape(&self) -> Result<(usize, usize), Error> {
        match self.shape[..] {
            [rows, columns] => Ok((rows, columns)),
            _ => Err(Error::NotAMatrix { shape: self.shape.clone() }),
        }
    }

    /// The rows of a matrix.
    ///
    /// ```
    /// use synaptome_interchange::Array;
    ///
    /// let matrix = Array::new(vec![2, 3], vec![1, 2, 3, 4, 5, 6])?;
    /// assert_eq!(matrix.rows()?.nth(1), Some(&[4, 5, 6][..]));
    /// assert!(Array::vector(vec![1, 2, 3]).rows().is_err()); // a vector has no rows
    /// # Ok::<(), synaptome_interchange::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotAMatrix`] if there are not two axes.
    pub fn rows(&self) -> Result<impl Iterator<Item = &[T]>, Error> {
        let (rows, columns) = self.matrix_shape()?;
        Ok((0..rows).map(move |i| &self.values[i * columns..(i + 1) * columns]))
    }
}

/// Number of entries of a shape, if they can be addressed; an empty axis leaves none.
pub(crate) fn entries(shape: &[usize]) -> Result<usize, Error> {
    let product = |shape: &[usize]| shape.iter().try_fold(1_usize, |n, &axis| n.checked_mul(axis));
    let any_empty = shape.contains(&0);
    let entries = if any_empty { Some(0) } else { product(shape) };
    let limit = isize::MAX as usize / 8;
    entries.filter(|&entries| entries <= limit).ok_or_else(|| {
        let value = shape.iter().try_fold(1_u128, |n, &axis| n.checked_mul(axis as u128));
        let (value, limit) = (value.unwrap_or(u128::MAX), limit as u128);
        Error::TooLarge { quantity: "the number of entries", value, limit }
    })
}

impl<T> From<Vec<T>> for Array<T> {
    fn from(values: Vec<T>) -> Self {
        Self::vector(values)
    }
}

impl<T> FromIterator<T> for Array<T> {
    /// A vector.
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::vector(values.into_iter().collect())
    }
}

impl<T> AsRef<[T]> for Array<T> {
    fn as_ref(&self) -> &[T] {
        &self.values
    }
}

impl<'a, T> IntoIterator for &'a Array<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
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
