//! The search for the number of patterns at a tolerated noise.

use numpy::PyArray1;
use pyo3::prelude::*;
use synaptome_willshaw::load_search::{self as searching, Found, LoadSearch, Target};
use synaptome_willshaw::{Association, CueQuality, Error, PatternCode, Retrieval};

use super::codes::{Code, Sizes};
use super::methods::{Method, Named};
use crate::arrays::to_vector;
use crate::error::Raise;
use crate::interruptible::{Stop, watched};
use crate::keys::{Key, generator};

type Numbers<'py> = Bound<'py, PyArray1<f64>>;

/// For each network the number of patterns and the bits per synapse there.
#[pyfunction]
#[pyo3(signature = (sizes, hetero, method, quality, weight, noise, queries, networks, key, callback))]
pub fn load_search(
    py: Python<'_>,
    sizes: Sizes,
    hetero: bool,
    method: Method,
    quality: (f64, f64),
    weight: Option<f64>,
    noise: f64,
    queries: usize,
    networks: usize,
    key: Key,
    callback: Option<Py<PyAny>>,
) -> PyResult<(Numbers<'_>, Numbers<'_>)> {
    let association = if hetero { Association::Hetero } else { Association::Auto };
    let quality = CueQuality { completeness: quality.0, false_fraction: quality.1 };
    let asked = Asked { association, quality, weight, noise, queries, networks, key };
    let found = match sizes.code().raised()? {
        Code::Block(code) => {
            let retrieval = synaptome_willshaw::BlockCode::required(&method)?;
            watched(py, callback, move |stop, show: &mut dyn FnMut(Report)| {
                asked.found(code, retrieval.as_ref(), stop, show)
            })?
        }
        Code::Random(code) => {
            let retrieval = synaptome_willshaw::RandomCode::required(&method)?;
            watched(py, callback, move |stop, show: &mut dyn FnMut(Report)| {
                asked.found(code, retrieval.as_ref(), stop, show)
            })?
        }
    };
    let found = found.raised()?;
    let patterns = found.iter().map(|found| found.patterns).collect();
    let bits = found.iter().map(|found| found.bits_per_synapse).collect();
    Ok((to_vector(py, patterns), to_vector(py, bits)))
}

/// The largest capacity over loads; None where fewer than two show a loss.
#[pyfunction]
pub fn peak(full: f64, points: Vec<(f64, f64)>) -> Option<f64> {
    searching::peak(full, &points)
}

/// Networks measured, and networks in all.
type Report = (usize, usize);

/// What is searched for.
struct Asked {
    association: Association,
    quality: CueQuality,
    weight: Option<f64>,
    noise: f64,
    queries: usize,
    networks: usize,
    key: Key,
}

impl Asked {
    fn found<C: PatternCode>(
        &self,
        code: C,
        retrieval: &dyn Retrieval<C>,
        stop: &Stop,
        show: &mut dyn FnMut(Report),
    ) -> Result<Vec<Found>, Error> {
        let search = LoadSearch {
            tolerated_noise: self.noise,
            queries: self.queries,
            ..LoadSearch::new(code, self.association)
        };
        let mut target = [Target::new(retrieval, self.quality)];
        target[0].content_weight = self.weight.unwrap_or(target[0].content_weight);
        let (mut patterns, mut cues) = (generator(self.key, 0), generator(self.key, 1));
        search.scout(&mut target, &mut patterns, &mut cues)?;
        for network in 1..=self.networks {
            if stop.is_set() {
                break;
            }
            search.visit(&mut target, &mut patterns, &mut cues)?;
            show((network, self.networks));
        }
        Ok(target[0].found().collect())
    }
}
