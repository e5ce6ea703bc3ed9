//! Files as other programs write them, damaged ones, and laws; NumPy itself is asked in `numpy.rs`.

mod csv;
mod files;
mod formats;
mod laws;
mod npy;
mod npz;
mod sparse;

use std::fs::File;
use std::path::Path;

/// A file that NumPy or SciPy wrote.
fn golden(name: &str) -> File {
    File::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)).unwrap()
}
