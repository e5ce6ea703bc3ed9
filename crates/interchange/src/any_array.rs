//! Arrays whose element type is known only when the file is read.

use std::io::{Read, Write};

use crate::npy::{read_elements, reserve};
use crate::{Array, Element, ElementType, Error, Layout, ToNpy};

macro_rules! any_array {
    ($($variant:ident: $number:ty;)*) => {
        /// An array of any element type that can be read.
        ///
        /// ```
        /// use synaptome_interchange::{AnyArray, Array, write_npy};
        ///
        /// let mut file = Vec::new();
        /// write_npy(&Array::vector(vec![3_u16, 5]), &mut file)?;
        /// let counts = AnyArray::read_npy(&file[..])?;
        /// assert_eq!(counts.to_f64()?.values(), [3.0, 5.0]);
        /// assert!(Array::<i8>::try_from(counts).is_err());
        /// # Ok::<(), synaptome_interchange::Error>(())
        /// ```
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum AnyArray {
            $(
                #[doc = concat!("Elements of type `", stringify!($number), "`.")]
                $variant(Array<$number>),
            )*
        }

        impl AnyArray {
            /// The type of the elements.
            pub fn element(&self) -> ElementType {
                match self {
                    $(Self::$variant(_) => ElementType::$variant,)*
                }
            }

            /// Length along every axis.
            pub fn shape(&self) -> &[usize] {
                match self {
                    $(Self::$variant(array) => array.shape(),)*
                }
            }

            /// The array that follows a header in a source.
            pub(crate) fn read(layout: &Layout, source: impl Read) -> Result<Self, Error> {
                match layout.element {
                    $(ElementType::$variant => Ok(Self::$variant(read_elements(layout, source)?)),)*
                    // Half precision, or what no type here can hold and the reader refuses by name.
                    _ => Ok(Self::F32(read_elements(layout, source)?)),
                }
            }

            /// The same numbers as `f64`; `true` is 1.
            ///
            /// # Errors
            /// [`Error::NotExact`] for an integer that no `f64` holds exactly, [`Error::OutOfMemory`].
            pub fn to_f64(&self) -> Result<Array<f64>, Error> {
                match self {
                    $(Self::$variant(array) => converted(array),)*
                }
            }
        }

        impl ToNpy for AnyArray {
            fn to_npy(&self, sink: &mut dyn Write) -> Result<(), Error> {
                match self {
                    $(Self::$variant(array) => array.to_npy(sink),)*
                }
            }
        }

        $(
            impl From<Array<$number>> for AnyArray {
                fn from(array: Array<$number>) -> Self {
                    Self::$variant(array)
                }
            }

            impl TryFrom<AnyArray> for Array<$number> {
                type Error = Error;

                fn try_from(array: AnyArray) -> Result<Self, Error> {
                    match array {
                        AnyArray::$variant(array) => Ok(array),
                        other => Err(Error::WrongType {
                            quantity: "the array",
                            expected: ElementType::$variant,
                            found: other.element(),
                        }),
                    }
                }
            }
        )*
    };
}

any_array! {
    Bool: bool;
    I8: i8;
    I16: i16;
    I32: i32;
    I64: i64;
    U8: u8;
    U16: u16;
    U32: u32;
    U64: u64;
    F32: f32;
    F64: f64;
}

impl AnyArray {
    /// Reads an array of any type from a `.npy` file; half precision becomes `f32`.
    ///
    /// # Errors
    /// As [`read_npy`](crate::read_npy); [`Error::UnreadableType`] for elements that are not real numbers.
    pub fn read_npy(mut source: impl Read) -> Result<Self, Error> {
        let layout = Layout::read_npy(&mut source)?;
        Self::read(&layout, source)
    }
}

fn converted<T: Element + ToF64>(array: &Array<T>) -> Result<Array<f64>, Error> {
    let mut values = Vec::new();
    reserve(&mut values, array.values().len())?;
    for (index, &value) in array.iter().enumerate() {
        values.push(value.to_f64().map_err(|value| Error::NotExact { index, value })?);
    }
    Array::new(array.shape().to_vec(), values)
}

/// Numbers that become an `f64` unless they are too long for it.
trait ToF64 {
    fn to_f64(self) -> Result<f64, i128>;
}

macro_rules! exact {
    ($($number:ty)*) => {
        $(
            impl ToF64 for $number {
                fn to_f64(self) -> Result<f64, i128> {
                    Ok(self.into())
                }
            }
        )*
    };
}

exact! { bool i8 i16 i32 u8 u16 u32 f32 f64 }

macro_rules! long {
    ($($number:ty)*) => {
        $(
            impl ToF64 for $number {
                fn to_f64(self) -> Result<f64, i128> {
                    let value = self as f64;
                    if value as i128 == self.into() { Ok(value) } else { Err(self.into()) }
                }
            }
        )*
    };
}

long! { i64 u64 }
