//! Memories that count pairs of units.

use std::sync::{Arc, PoisonError, RwLock};

use numpy::{PyArray1, PyArray2, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_willshaw::{Association, Error};

use super::kinds::{Counts, with_kind};
use super::lesson::Lesson;
use super::rules::Named;
use super::weights::Weights;
use crate::arrays::{Matrix, to_matrix, to_vector, vector};
use crate::batch::pointwise;
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::willshaw::codes::Sizes;
use crate::willshaw::outputs::Integers;

/// A memory that counts; weights that are made meanwhile are those of what was stored when that began.
#[pyclass(frozen)]
pub struct CountingMemory(Arc<RwLock<Arc<Counts>>>);

/// The number of patterns, the uses of address and of content units, and the counts of pairs (n, n).
type Parts<'py> = (u32, Integers<'py>, Integers<'py>, Bound<'py, PyArray2<u16>>);

#[pymethods]
impl CountingMemory {
    #[new]
    fn new(sizes: Sizes, hetero: bool) -> PyResult<Self> {
        Ok(Self::of(Counts::new(sizes.code().raised()?, association(hetero)).raised()?))
    }

    /// A memory of counts that another one had.
    #[staticmethod]
    fn from_parts(
        py: Python<'_>,
        sizes: Sizes,
        hetero: bool,
        patterns: u32,
        addresses: PyReadonlyArray1<'_, u32>,
        contents: PyReadonlyArray1<'_, u32>,
        pairs: PyReadonlyArray2<'_, u16>,
    ) -> PyResult<Self> {
        let (code, association) = (sizes.code().raised()?, association(hetero));
        let uses = [vector(&addresses), vector(&contents)];
        let pairs = Matrix::of(&pairs).entries;
        let restored = py.detach(|| Counts::restored(code, association, patterns, uses, pairs));
        Ok(Self::of(restored.raised()?))
    }

    /// Stores patterns (M, k), or the pairs of these addresses and contents.
    #[pyo3(signature = (rows, contents=None))]
    fn store(
        &self,
        py: Python<'_>,
        rows: PyReadonlyArray2<'_, u32>,
        contents: Option<PyReadonlyArray2<'_, u32>>,
    ) -> PyResult<()> {
        let lesson = Lesson::of(&rows, contents.as_ref());
        let memory = Arc::clone(&self.0);
        interruptible(py, move |stop| lesson.teach(&memory, stop))?.raised()
    }

    /// The number of patterns.
    fn stored(&self, py: Python<'_>) -> u32 {
        with_kind!(Counts::{ &*self.counts(py) }, memory => memory.stored())
    }

    fn uses<'py>(&self, py: Python<'py>) -> (Integers<'py>, Integers<'py>) {
        with_kind!(Counts::{ &*self.counts(py) }, memory => {
            (numbers(py, memory.address_uses()), numbers(py, memory.content_uses()))
        })
    }

    fn parts<'py>(&self, py: Python<'py>) -> PyResult<Parts<'py>> {
        with_kind!(Counts::{ &*self.counts(py) }, memory => {
            let (addresses, contents) = (memory.address_uses(), memory.content_uses());
            let pairs = to_matrix(py, (addresses.len(), contents.len()), memory.pairs().to_vec())?;
            Ok((memory.stored(), numbers(py, addresses), numbers(py, contents), pairs))
        })
    }

    /// In how many patterns pairs of units are active.
    fn counts_of<'py>(
        &self,
        py: Python<'py>,
        addresses: PyReadonlyArray1<'py, u32>,
        contents: PyReadonlyArray1<'py, u32>,
    ) -> PyResult<Integers<'py>> {
        let (addresses, contents) = (vector(&addresses), vector(&contents));
        let counts = self.counts(py);
        let found = pointwise(py, addresses.len(), move |k| {
            let pair = (addresses[k], contents[k]);
            let counts = with_kind!(Counts::{ &*counts }, memory => memory.counts(pair.0, pair.1));
            Ok::<_, Error>(i64::from(counts?.both))
        })?;
        Ok(to_vector(py, found))
    }

    /// The fractions of pairs with the counts 0, 1, 2, …
    fn count_fractions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray1<f64>>> {
        let counts = self.counts(py);
        let fractions = interruptible(
            py,
            move |_| with_kind!(Counts::{ &*counts }, memory => memory.count_fractions()),
        )?;
        Ok(to_vector(py, fractions))
    }

    /// The weights by a rule.
    fn weights(&self, py: Python<'_>, rule: Named) -> PyResult<Weights> {
        let (counts, rule) = (self.counts(py), rule.rule()?);
        let weights = interruptible(py, move |stop| counts.weights(&rule, stop))?;
        Ok(Weights::of(weights.raised()?))
    }

    fn is_equal(&self, py: Python<'_>, other: &Self) -> bool {
        let (a, b) = (self.counts(py), other.counts(py));
        py.detach(|| a == b)
    }

    /// An independent memory with the same counts, which are copied when either learns.
    fn copy(&self, py: Python<'_>) -> Self {
        Self(Arc::new(RwLock::new(self.counts(py))))
    }
}

impl CountingMemory {
    fn of(counts: Counts) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(counts))))
    }

    /// What is stored now.
    fn counts(&self, py: Python<'_>) -> Arc<Counts> {
        py.detach(|| Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// The association of a flag.
pub fn association(hetero: bool) -> Association {
    if hetero { Association::Hetero } else { Association::Auto }
}

fn numbers<'py>(py: Python<'py>, counts: &[u32]) -> Integers<'py> {
    to_vector(py, counts.iter().map(|&count| i64::from(count)).collect())
}
