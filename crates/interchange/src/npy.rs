//! The .npy format of NumPy.

use std::io::{self, Cursor, Read, Write};

use npyz::{AutoSerialize, Deserialize, NpyFile, Order, Serialize, WriteOptions, WriterBuilder};

use crate::array::entries;
use crate::{Array, Error};

/// A type of numbers: f64, f32, the integers of 8 to 64 bits, and bool. No other type can have it.
pub trait Element: Copy + sealed::Number {}

mod sealed {
    /// What the .npy format asks of a number.
    pub trait Number: super::AutoSerialize + super::Serialize + super::Deserialize {}
}

macro_rules! elements {
    ($($number:ty)*) => {
        $(
            impl sealed::Number for $number {}
            impl Element for $number {}
        )*
    };
}

elements! { f64 f32 i8 i16 i32 i64 u8 u16 u32 u64 bool }

/// What is read.
const QUANTITY: &str = "the .npy data";

/// Writes an array as `numpy.load` reads it.
///
/// # Errors
/// [`Error::Io`] if the sink fails.
///
/// ```
/// use synaptome_interchange::{Array, read_npy, write_npy};
///
/// let spins = Array::new(vec![2, 3], vec![1_i8, -1, 1, -1, -1, 1])?;
/// let mut file = Vec::new();
/// write_npy(&spins, &mut file)?;
/// assert_eq!(read_npy::<i8>(&file[..])?, spins);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
pub fn write_npy<T: Element>(array: &Array<T>, sink: impl Write) -> Result<(), Error> {
    let shape: Vec<u64> = array.shape().iter().map(|&axis| axis as u64).collect();
    let write = || -> io::Result<()> {
        let options = WriteOptions::new().default_dtype().shape(&shape);
        let mut writer = options.writer(sink).begin_nd()?;
        writer.extend(array.values().iter().copied())?;
        writer.finish()
    };
    Ok(write()?)
}

/// Reads an array as `numpy.save` writes it, in either order of the axes.
///
/// # Errors
/// [`Error::Damaged`] if the numbers are of another type or too few, [`Error::TooLarge`] before anything
/// is allocated for a shape that no memory holds, [`Error::Io`] if the source fails.
pub fn read_npy<T: Element>(mut source: impl Read) -> Result<Array<T>, Error> {
    let damaged = |error| Error::reading(QUANTITY, error);
    let header = header(&mut source).map_err(damaged)?;
    let shape = shape(&promised_shape(&header))?;
    let file = NpyFile::new(Cursor::new(header).chain(source)).map_err(damaged)?;
    let order = file.order();
    let values = file.data().map_err(|error| Error::damaged(QUANTITY, &error))?;
    // Collected one by one, as the header may promise more than there is.
    let mut read = Vec::new();
    for value in values {
        read.push(value.map_err(damaged)?);
    }
    match order {
        Order::C => Array::new(shape, read),
        Order::Fortran => Array::new(shape.clone(), row_major(&shape, &read)),
    }
}

/// The bytes before the numbers: six of magic, two of version, a length, and a line of text.
fn header(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut header = vec![0; 8];
    source.read_exact(&mut header)?;
    let width = if header[6] == 1 { 2 } else { 4 };
    let mut length = [0; 4];
    source.read_exact(&mut length[..width])?;
    header.extend(&length[..width]);
    source.take(u32::from_le_bytes(length).into()).read_to_end(&mut header)?;
    Ok(header)
}

/// The shape that a header states; empty if it can't be found, which the reader of the header refuses.
///
/// It is looked at first, as the product of absurd lengths would overflow there.
fn promised_shape(header: &[u8]) -> Vec<u64> {
    let text = String::from_utf8_lossy(header);
    let tuple = text.split_once("'shape':").and_then(|(_, rest)| rest.split_once('('));
    let lengths =
        tuple.and_then(|(_, rest)| rest.split_once(')')).map_or("", |(lengths, _)| lengths);
    lengths.split(',').filter_map(|length| length.trim().parse().ok()).collect()
}

/// Lengths that can be addressed, and whose product can.
fn shape(promised: &[u64]) -> Result<Vec<usize>, Error> {
    let axis = |&axis: &u64| usize::try_from(axis).unwrap_or(usize::MAX);
    let shape: Vec<usize> = promised.iter().map(axis).collect();
    entries(&shape)?;
    Ok(shape)
}

/// Values whose first axis runs fastest, in the order in which the last does.
fn row_major<T: Copy>(shape: &[usize], values: &[T]) -> Vec<T> {
    let place = |position: usize| {
        let (mut rest, mut place, mut stride) = (position, 0, values.len());
        for &axis in shape.iter().rev() {
            stride /= axis;
            place += rest % axis * stride;
            rest /= axis;
        }
        place
    };
    (0..values.len()).map(|position| values[place(position)]).collect()
}
