#![doc = include_str!("../picture.html")]
#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod any_array;
mod array;
mod csv;
mod element;
mod error;
mod format;
mod layout;
mod literal;
mod npy;
mod npz;
mod open;
mod sparse;
mod text;

pub use any_array::AnyArray;
pub use array::Array;
pub use csv::{Delimiter, Dialect, Header, Table, read_csv, write_csv};
pub use element::{Element, ElementType};
pub use error::Error;
pub use layout::Layout;
pub use npy::{read_npy, write_npy};
pub use npz::{Compression, NpzReader, ToNpy, read_npz, write_npz};
pub use open::{open_matrix, open_table, open_text};
pub use sparse::{SparseMatrix, read_sparse_npz, write_sparse_npz};
