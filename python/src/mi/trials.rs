//! Information from samples of the patterns, with their bias.

use numpy::PyReadonlyArray2;
use pyo3::prelude::*;
use synaptome_lognormal::Error as Distribution;
use synaptome_mi::{Bootstrap, Error, PatternSamples};

use super::ensembles::{Pairs, ensemble};
use super::information::Joint;
use super::patterns::shrinkage;
use crate::arrays::Matrix;
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};
use crate::lognormal::methods::Spec;

/// Plain value, bias, standard error, both ends of the interval, and failed replicates.
type Found = (f64, f64, f64, f64, f64, usize);

/// The information that weights of these pairs convey, with the bias and the interval of a bootstrap.
#[pyfunction]
pub fn information_from_trials(
    py: Python<'_>,
    samples: PyReadonlyArray2<'_, f64>,
    labels: Vec<usize>,
    pairs: Pairs<'_>,
    about: usize,
    marginals: Option<Spec>,
    options: (usize, f64, Option<f64>),
    key: Key,
) -> PyResult<Found> {
    let (replicates, level, lambda) = options;
    let (samples, ensemble) = (Matrix::of(&samples), ensemble(&pairs).raised()?);
    let joint = Joint::of(marginals.as_ref())?;
    let bootstrap = Bootstrap { replicates, level, shrinkage: shrinkage(lambda) };
    let found = interruptible(py, move |stop| {
        let stop = stop.clone();
        // Replicates that nobody waits for fail at once.
        let stopped = Error::Distribution(Distribution::Empty { quantity: "interrupted work" });
        let nats = |patterns: &_| {
            if stop.is_set() {
                Err(stopped.clone())
            } else {
                joint.nats(patterns, &ensemble, about)
            }
        };
        let trials = PatternSamples::new(samples.columns, &samples.entries, &labels)?;
        trials.information_nats(bootstrap, nats, &mut generator(key, 0))
    })?;
    let found = found.raised()?;
    Ok((
        found.plain_nats,
        found.bias_nats,
        found.std_error_nats,
        found.low_nats,
        found.high_nats,
        found.failed,
    ))
}
