//! The layout of an array in a file: element type, order and shape.

use std::io::Read;

use crate::array::entries;
use crate::format::Format;
use crate::literal::{Literal, parse};
use crate::{ElementType, Error};

/// What the header of a `.npy` file says of the array behind it.
///
/// ```
/// use synaptome_interchange::{Array, ElementType, Layout, write_npy};
///
/// let mut file = Vec::new();
/// write_npy(&Array::vector(vec![1_i64, 2]), &mut file)?;
/// let layout = Layout::read_npy(&file[..])?;
/// assert_eq!((layout.element, layout.shape), (ElementType::I64, vec![2]));
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Layout {
    /// The type of the elements.
    pub element: ElementType,
    /// Whether the most significant byte of an element comes first.
    pub big_endian: bool,
    /// Whether the first axis runs fastest in the file.
    pub fortran_order: bool,
    /// Length along every axis.
    pub shape: Vec<usize>,
}

/// What is read.
pub(crate) const QUANTITY: &str = "the .npy data";
/// Longest header that is read; NumPy itself refuses more than 10,000 bytes unless told otherwise.
const LONGEST_HEADER: u128 = 1 << 20;

impl Layout {
    /// Reads the header of a `.npy` file, of format versions 1 to 3, and leaves the source before the
    /// first element.
    ///
    /// The header is read by the grammar of Python's literals: keys in any order, either quote, blanks
    /// wherever they may stand, and the long integers of Python 2.
    ///
    /// # Errors
    /// [`Error::WrongFormat`] for a file of another format that is known, [`Error::Damaged`] if the file is no `.npy` file or
    /// its header lacks something, [`Error::UnknownVersion`], [`Error::TooLarge`] for a header of more than a megabyte or a shape that
    /// no memory holds, [`Error::Io`] if the source fails.
    pub fn read_npy(mut source: impl Read) -> Result<Self, Error> {
        let length = header_length(start(&mut source)?, &mut source)?;
        let mut header = vec![0; length];
        source.read_exact(&mut header).map_err(|error| Error::reading(QUANTITY, error))?;
        Self::parse(&header)
    }

    fn parse(header: &[u8]) -> Result<Self, Error> {
        let Literal::Dict(mut fields) = parse(header).map_err(damaged)? else {
            return Err(damaged("its header is no dictionary of Python"));
        };
        let (element, big_endian) = description(taken(&mut fields, "descr")?)?;
        let fortran_order = order(&taken(&mut fields, "fortran_order")?)?;
        let shape = shape(&taken(&mut fields, "shape")?)?;
        match fields.first() {
            Some((key, _)) => Err(damaged(format!("its header has the key {key}"))),
            None => Ok(Self { element, big_endian, fortran_order, shape }),
        }
    }

    /// Number of elements.
    pub(crate) fn entries(&self) -> Result<usize, Error> {
        entries(&self.shape)
    }
}

fn damaged(reason: impl AsRef<str>) -> Error {
    Error::damaged(QUANTITY, &reason.as_ref())
}

/// The value of a key, which is removed; the last, as in Python, if the key stands several times.
fn taken(fields: &mut Vec<(Literal, Literal)>, name: &str) -> Result<Literal, Error> {
    let is_key = |key: &Literal| matches!(key, Literal::Text(text) if text == name);
    let values = fields.extract_if(.., |(key, _)| is_key(key));
    let (_, value) = values.last().ok_or_else(|| damaged(format!("its header has no {name}")))?;
    Ok(value)
}

/// The magic bytes and the version.
fn start(source: &mut impl Read) -> Result<[u8; 8], Error> {
    let mut start = Vec::new();
    let read = source.by_ref().take(8).read_to_end(&mut start);
    read.map_err(|error| Error::reading(QUANTITY, error))?;
    if start.starts_with(b"\x93NUMPY") || b"\x93NUMPY".starts_with(&start) {
        return start.try_into().map_err(|_| damaged("it ends too early"));
    }
    let unknown = || damaged("it does not begin with the bytes \\x93NUMPY");
    Err(Format::other_than_npy(&start, source).map_or_else(unknown, |it| it.error(QUANTITY)))
}

/// The length of the header's text, from the magic bytes, the version, and two or four bytes behind.
fn header_length(start: [u8; 8], source: &mut impl Read) -> Result<usize, Error> {
    let [.., version, _] = start;
    let width = match version {
        1 => 2,
        2 | 3 => 4,
        _ => {
            let (quantity, version) = ("the .npy format", u64::from(version));
            return Err(Error::UnknownVersion { quantity, version });
        }
    };
    let mut length = [0; 4];
    source.read_exact(&mut length[..width]).map_err(|error| Error::reading(QUANTITY, error))?;
    let (value, limit) = (u32::from_le_bytes(length).into(), LONGEST_HEADER);
    let quantity = "the length of the .npy header in bytes";
    if value > limit { Err(Error::TooLarge { quantity, value, limit }) } else { Ok(value as usize) }
}

/// The element type, and whether its most significant byte comes first.
fn description(value: Literal) -> Result<(ElementType, bool), Error> {
    let text = match value {
        Literal::Text(text) => text,
        Literal::List(_) => return Ok((ElementType::Other("[...]".to_owned()), false)),
        other => return Err(damaged(format!("its descr is {other}"))),
    };
    let code = text.strip_prefix(['<', '>', '|', '=']);
    let swapped = text.starts_with('>') || cfg!(target_endian = "big") && !text.starts_with('<');
    let element = ElementType::of_code(code.unwrap_or(&text));
    Ok((element.unwrap_or(ElementType::Other(text)), swapped))
}

/// Whether the first axis runs fastest.
fn order(value: &Literal) -> Result<bool, Error> {
    match value {
        Literal::Bool(fortran) => Ok(*fortran),
        other => Err(damaged(format!("its fortran_order is {other}, neither True nor False"))),
    }
}

/// Lengths that can be addressed, and whose product can.
fn shape(value: &Literal) -> Result<Vec<usize>, Error> {
    let Literal::Tuple(axes) = value else {
        return Err(damaged(format!("its shape is {value}, which is no tuple of lengths")));
    };
    let length = |axis: &Literal| match axis {
        Literal::Integer(length) => Ok(usize::try_from(*length).unwrap_or(usize::MAX)),
        other => Err(damaged(format!("its shape has the axis {other}"))),
    };
    let shape = axes.iter().map(length).collect::<Result<Vec<_>, _>>()?;
    entries(&shape).map(|_| shape)
}
