//! The .npy format of NumPy.

use std::io::{Read, Write};

use crate::element::sealed::Number;
use crate::layout::QUANTITY;
use crate::{Array, Element, ElementType, Error, Layout};

/// Elements that are read or written at a time.
const CHUNK: usize = 8192;

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
pub fn write_npy<T: Element>(array: &Array<T>, mut sink: impl Write) -> Result<(), Error> {
    sink.write_all(&header(&T::TYPE, array.shape()))?;
    let mut bytes = Vec::new();
    for chunk in array.values().chunks(CHUNK) {
        bytes.clear();
        chunk.iter().for_each(|value| value.append(&mut bytes));
        sink.write_all(&bytes)?;
    }
    Ok(sink.flush()?)
}

/// Reads an array as `numpy.save` writes it, in either order of the axes and of the bytes. What follows
/// the array stays unread.
///
/// ```
/// use synaptome_interchange::{Array, read_npy, write_npy};
///
/// let (array, mut file) = (Array::new(vec![1, 2], vec![0.5, 1.5])?, Vec::new());
/// write_npy(&array, &mut file)?;
/// assert_eq!(read_npy::<f64>(&file[..])?, array);
/// assert!(read_npy::<i32>(&file[..]).is_err()); // the file has another type of numbers
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
///
/// # Errors
/// [`Error::WrongType`] if the elements are of another type (numbers of half precision are read as `f32`
/// and `f64`), [`Error::UnreadableType`] if they are not real numbers; as [`Layout::read_npy`]; [`Error::Damaged`] if there are fewer elements than the shape
/// says, [`Error::OutOfMemory`]. Memory grows with what has been read, whatever the header promises.
pub fn read_npy<T: Element>(mut source: impl Read) -> Result<Array<T>, Error> {
    let layout = Layout::read_npy(&mut source)?;
    read_elements(&layout, source)
}

/// The array of a layout, from a source that stands behind its header.
pub(crate) fn read_elements<T: Element>(
    layout: &Layout,
    mut source: impl Read,
) -> Result<Array<T>, Error> {
    let size = element_size::<T>(&layout.element)?;
    let entries = layout.entries()?;
    let (mut values, mut bytes) = (Vec::new(), vec![0; size * CHUNK.min(entries)]);
    while values.len() < entries {
        let count = CHUNK.min(entries - values.len());
        let bytes = &mut bytes[..size * count];
        source.read_exact(bytes).map_err(|error| Error::reading(QUANTITY, error))?;
        grow(&mut values, count, entries)?;
        for element in bytes.chunks_exact_mut(size) {
            values.push(number(element, layout.big_endian)?);
        }
    }
    let values = if layout.fortran_order { row_major(&layout.shape, &values)? } else { values };
    Array::new(layout.shape.clone(), values)
}

/// Bytes of an element in the file, if it can be read as `T`.
fn element_size<T: Element>(found: &ElementType) -> Result<usize, Error> {
    let wide = matches!(T::TYPE, ElementType::F32 | ElementType::F64);
    let fits = *found == T::TYPE || wide && *found == ElementType::F16;
    let (quantity, found) = ("the .npy array", found.clone());
    match (found.size(), found.advice()) {
        (Some(size), _) if fits => Ok(size),
        (_, Some(advice)) => Err(Error::UnreadableType { quantity, found, advice }),
        _ => Err(Error::WrongType { quantity, expected: T::TYPE, found }),
    }
}

fn number<T: Number>(bytes: &mut [u8], big_endian: bool) -> Result<T, Error> {
    if !big_endian {
        bytes.reverse();
    }
    let reason = || format!("the byte {} is no {}", bytes[0], T::TYPE);
    T::from_big_endian(bytes).ok_or_else(|| Error::damaged(QUANTITY, &reason()))
}

/// Makes room for more values: twice as much as there is, and never more than will be needed.
fn grow<T>(values: &mut Vec<T>, more: usize, limit: usize) -> Result<(), Error> {
    let len = values.len();
    if len + more > values.capacity() {
        let target = limit.min((2 * len).max(len + more));
        reserve(values, target - len)?;
    }
    Ok(())
}

/// Makes room for exactly this many more values.
pub(crate) fn reserve<T>(values: &mut Vec<T>, more: usize) -> Result<(), Error> {
    let bytes = (values.len() as u128 + more as u128) * size_of::<T>() as u128;
    values.try_reserve_exact(more).map_err(|_| Error::OutOfMemory { bytes })
}

/// Values whose first axis runs fastest, in the order in which the last does.
fn row_major<T: Copy>(shape: &[usize], values: &[T]) -> Result<Vec<T>, Error> {
    let mut turned = Vec::new();
    reserve(&mut turned, values.len())?;
    let (mut index, mut place) = (vec![0; shape.len()], 0);
    for _ in values {
        turned.push(values[place]);
        let mut stride = values.len();
        for (position, &axis) in index.iter_mut().zip(shape).rev() {
            stride /= axis;
            *position += 1;
            place += stride;
            if *position < axis {
                break;
            }
            place -= axis * stride;
            *position = 0;
        }
    }
    Ok(turned)
}

/// Magic bytes, version 1.0, and a dictionary padded so that the elements begin at a multiple of 64.
fn header(element: &ElementType, shape: &[usize]) -> Vec<u8> {
    let kind = match element {
        ElementType::Bool => 'b',
        ElementType::U8 | ElementType::U16 | ElementType::U32 | ElementType::U64 => 'u',
        ElementType::F16 | ElementType::F32 | ElementType::F64 => 'f',
        _ => 'i',
    };
    let (size, order) =
        (element.size().unwrap_or(1), if element.size() == Some(1) { '|' } else { '<' });
    let axes: Vec<String> = shape.iter().map(ToString::to_string).collect();
    let axes = axes.join(", ") + if shape.len() == 1 { "," } else { "" };
    let text =
        format!("{{'descr': '{order}{kind}{size}', 'fortran_order': False, 'shape': ({axes}), }}");
    let width = (11 + text.len()).next_multiple_of(64) - 11;
    let length = (width as u32 + 1).to_le_bytes();
    let padded = format!("{text:<width$}\n");
    [b"\x93NUMPY\x01\x00", &length[..2], padded.as_bytes()].concat()
}
