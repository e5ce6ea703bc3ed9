//! Arrays and tables in files.

mod arrays;
mod failure;
mod sparse;
mod table;

use pyo3::prelude::*;

/// The module `synaptome._core.io`.
#[pymodule]
pub mod io {
    #[pymodule_export]
    use super::arrays::{npy_layout, npz_layouts, read_npy, read_npz};
    #[pymodule_export]
    use super::sparse::{read_sparse, write_sparse};
    #[pymodule_export]
    use super::table::{Table, write_csv};
}
