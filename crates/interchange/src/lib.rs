#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod array;
mod csv;
mod error;
mod npy;
mod npz;

pub use array::Array;
pub use csv::{read_csv, write_csv};
pub use error::Error;
pub use npy::{Element, read_npy, write_npy};
pub use npz::{read_npz, write_npz};
