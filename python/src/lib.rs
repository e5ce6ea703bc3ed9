//! The private core of the Python package `synaptome`: arrays in, arrays out.
//!
//! Its typed Python layer checks and converts what users give; the core copies it, releases Python's
//! lock, and calls the crates.

mod arrays;
mod batch;
mod error;
mod hopfield;
mod infomax;
mod interruptible;
mod io;
mod keys;
mod lognormal;
mod mi;
mod views;
mod willshaw;

/// The module `synaptome._core`.
#[pyo3::pymodule]
mod _core {
    #[pymodule_export]
    use crate::error::SynaptomeError;
    #[pymodule_export]
    use crate::hopfield::hopfield;
    #[pymodule_export]
    use crate::infomax::infomax;
    #[pymodule_export]
    use crate::io::io;
    #[pymodule_export]
    use crate::lognormal::lognormal;
    #[pymodule_export]
    use crate::mi::mi;
    #[pymodule_export]
    use crate::willshaw::willshaw;
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python expects")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
