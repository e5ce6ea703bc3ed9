//! Log-normal distributions and their sums.

use pyo3::prelude::*;

/// The module `synaptome._core.lognormal`.
#[pymodule]
pub mod lognormal {
    use numpy::{PyArray1, PyReadonlyArray1};
    use pyo3::prelude::*;
    use synaptome_lognormal::LogNormal;

    use crate::arrays::{to_vector, vector};
    use crate::batch::batch;

    /// P(X <= x) for each entry.
    #[pyfunction]
    fn cdf<'py>(
        py: Python<'py>,
        x: PyReadonlyArray1<'py, f64>,
        mu: PyReadonlyArray1<'py, f64>,
        sigma: PyReadonlyArray1<'py, f64>,
    ) -> PyResult<Bound<'py, PyArray1<f64>>> {
        let (x, mu, sigma) = (vector(&x), vector(&mu), vector(&sigma));
        let count = x.len();
        let item = move |k: usize| {
            Ok::<_, synaptome_lognormal::Error>(LogNormal::new(mu[k], sigma[k])?.cdf(x[k]))
        };
        Ok(to_vector(py, batch(py, count, None, item)?))
    }
}
