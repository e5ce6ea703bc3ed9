//! Types of numbers, as Rust and NumPy name them.

use std::fmt;

/// A type of numbers: `f64`, `f32`, the integers of 8 to 64 bits, and `bool`. The trait is sealed.
///
/// ```
/// use synaptome_interchange::{Array, Element, Error, write_npy};
///
/// /// The size of a file, for numbers of any type.
/// fn bytes_of<T: Element>(values: Vec<T>) -> Result<usize, Error> {
///     let mut file = Vec::new();
///     write_npy(&Array::vector(values), &mut file)?;
///     Ok(file.len())
/// }
/// assert_eq!(bytes_of(vec![0.0_f64; 8])? - bytes_of(vec![0.0_f32; 8])?, 32);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
pub trait Element: Copy + sealed::Number {}

/// The element type that the header of a `.npy` file states.
///
/// ```
/// use synaptome_interchange::ElementType;
/// assert_eq!(ElementType::Bool.size(), Some(1));
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ElementType {
    /// Truth values of one byte.
    Bool,
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// Half precision, which is read as `f32` or `f64` without loss.
    F16,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// Anything else, such as complex numbers, text, dates, records and pickled objects, by the text of
    /// its description: it cannot be read here.
    Other(String),
}

impl ElementType {
    /// Bytes per element; none for a type that cannot be read here.
    pub fn size(&self) -> Option<usize> {
        use ElementType::{Bool, F16, F32, F64, I8, I16, I32, I64, Other, U8, U16, U32, U64};
        match self {
            Bool | I8 | U8 => Some(1),
            F16 | I16 | U16 => Some(2),
            F32 | I32 | U32 => Some(4),
            F64 | I64 | U64 => Some(8),
            Other(_) => None,
        }
    }

    /// The type of a description without its byte order, such as `f8`.
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        Some(match code {
            "b1" | "?" | "bool" => Self::Bool,
            "i1" | "int8" | "b" => Self::I8,
            "i2" | "int16" | "h" => Self::I16,
            "i4" | "int32" | "i" => Self::I32,
            "i8" | "int64" | "q" => Self::I64,
            "u1" | "uint8" | "B" => Self::U8,
            "u2" | "uint16" | "H" => Self::U16,
            "u4" | "uint32" | "I" => Self::U32,
            "u8" | "uint64" | "Q" => Self::U64,
            "f2" | "float16" | "e" => Self::F16,
            "f4" | "float32" | "f" => Self::F32,
            "f8" | "float64" | "d" => Self::F64,
            _ => return None,
        })
    }
}

impl fmt::Display for ElementType {
    /// The name that NumPy gives it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool => "bool",
            Self::I8 => "int8",
            Self::I16 => "int16",
            Self::I32 => "int32",
            Self::I64 => "int64",
            Self::U8 => "uint8",
            Self::U16 => "uint16",
            Self::U32 => "uint32",
            Self::U64 => "uint64",
            Self::F16 => "float16",
            Self::F32 => "float32",
            Self::F64 => "float64",
            Self::Other(description) => {
                return write!(f, "{} ({description})", kind(description).0);
            }
        })
    }
}

impl ElementType {
    /// What makes elements readable that cannot be read as they are.
    pub(crate) fn advice(&self) -> Option<&'static str> {
        match self {
            Self::Other(description) => Some(kind(description).1),
            _ => None,
        }
    }
}

/// What the elements of a type that cannot be read are, and what makes them readable.
fn kind(description: &str) -> (&'static str, &'static str) {
    const CONVERT: &str = "convert them before saving, as with x.astype(float)";
    const TEXT: &str = "save numbers, or a table with the text in a column";
    match description.trim_start_matches(['<', '>', '|', '=']).chars().next() {
        Some('O') => ("pickled Python objects", CONVERT),
        Some('U') => ("text", TEXT),
        Some('S' | 'a') => ("byte strings", TEXT),
        Some('c') => ("complex numbers", "save their real part, imaginary part or magnitude"),
        Some('M' | 'm') => {
            ("dates or durations", "save them as numbers of a unit, such as seconds")
        }
        Some('[' | 'V') => ("structured records", "save each of their fields as an array"),
        Some('f') => ("floating-point numbers of another width", CONVERT),
        _ => ("elements of an unknown type", CONVERT),
    }
}

pub(crate) mod sealed {
    use super::ElementType;

    /// How a number stands in a file.
    pub trait Number: Sized {
        /// Its own type.
        const TYPE: ElementType;

        /// The number in bytes of a type, most significant byte first; none if they are not a value
        /// of this type.
        fn from_big_endian(bytes: &[u8]) -> Option<Self>;

        /// Appends the bytes of the number, least significant first.
        fn append(self, bytes: &mut Vec<u8>);
    }
}

macro_rules! numbers {
    ($($number:ty, $kind:ident, $bytes:ident => $read:expr;)*) => {
        $(
            impl Element for $number {}
            impl sealed::Number for $number {
                const TYPE: ElementType = ElementType::$kind;

                fn from_big_endian($bytes: &[u8]) -> Option<Self> {
                    $read
                }

                fn append(self, bytes: &mut Vec<u8>) {
                    bytes.extend(self.to_le_bytes());
                }
            }
        )*
    };
}

numbers! {
    i8, I8, bytes => Some(Self::from_be_bytes(bytes.try_into().ok()?));
    i16, I16, bytes => Some(Self::from_be_bytes(bytes.try_into().ok()?));
    i32, I32, bytes => Some(Self::from_be_bytes(bytes.try_into().ok()?));
    i64, I64, bytes => Some(Self::from_be_bytes(bytes.try_into().ok()?));
    u8, U8, bytes => Some(Self::from_be_bytes(bytes.try_into().ok()?));
    u16, U16, bytes => Some(Self::from_be_bytes(bytes.try_into().ok()?));
    u32, U32, bytes => Some(Self::from_be_bytes(bytes.try_into().ok()?));
    u64, U64, bytes => Some(Self::from_be_bytes(bytes.try_into().ok()?));
    f32, F32, bytes => match bytes.try_into() {
        Ok(four) => Some(Self::from_be_bytes(four)),
        Err(_) => Some(half(u16::from_be_bytes(bytes.try_into().ok()?))),
    };
    f64, F64, bytes => match bytes.try_into() {
        Ok(eight) => Some(Self::from_be_bytes(eight)),
        Err(_) => Some(half(u16::from_be_bytes(bytes.try_into().ok()?)).into()),
    };
}

impl Element for bool {}
impl sealed::Number for bool {
    const TYPE: ElementType = ElementType::Bool;

    fn from_big_endian(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }

    fn append(self, bytes: &mut Vec<u8>) {
        bytes.push(self.into());
    }
}

/// The value of a number of half precision (IEEE 754 binary16), which f32 holds exactly.
fn half(bits: u16) -> f32 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f32::from(bits & 0x3ff));
    let size = match exponent {
        0x1f if fraction == 0.0 => f32::INFINITY,
        0x1f => f32::NAN,
        0 => fraction * 2_f32.powi(-24),
        _ => (1024.0 + fraction) * 2_f32.powi(exponent - 25),
    };
    if bits >> 15 == 1 { -size } else { size }
}
