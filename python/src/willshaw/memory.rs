//! Memories, which learn and recall.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use numpy::{PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_willshaw::{Association, Error, ImplicitMatrix, PatternCode, Usage};

use super::codes::{Code, Given, Sizes, with_code};
use super::completions::{Completed, Limits, completed};
use super::kind::Kind;
use super::learning::Lesson;
use super::methods::Method;
use super::outputs::{Integers, Recalls, numbers, recalls as recalls_of};
use super::saving;
use crate::arrays::{to_matrix, to_vector};
use crate::batch::{batch, batch_stopping};
use crate::error::{Raise, SynaptomeError};
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// A memory that learns; recall that is under way sees what was stored when it began.
#[pyclass(frozen)]
pub struct Memory(Arc<RwLock<Arc<Kind>>>);

#[pymethods]
impl Memory {
    #[new]
    fn new(sizes: Sizes, hetero: bool) -> PyResult<Self> {
        Ok(Self::of(Kind::new(sizes.code().raised()?, association(hetero)).raised()?))
    }

    /// The synapses of random patterns that are recomputed from keys.
    #[staticmethod]
    fn implicit(
        sizes: Sizes,
        hetero: bool,
        per_unit: u32,
        multinomial: bool,
        key: Key,
    ) -> PyResult<Self> {
        let Code::Block(code) = sizes.code().raised()? else {
            return Err(SynaptomeError::new_err("synapses from keys need a BlockCode"));
        };
        let usage = if multinomial { Usage::Multinomial } else { Usage::Balanced };
        let rng = &mut generator(key, 0);
        let matrix = ImplicitMatrix::draw(code, association(hetero), per_unit, usage, rng);
        let memory = synaptome_willshaw::Memory::with_synapses(code, matrix.raised()?);
        Ok(Self::of(Kind::Implicit(memory.raised()?)))
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

    fn recall<'py>(
        &self,
        py: Python<'py>,
        cues: Given<'py>,
        method: Method,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Recalls<'py>> {
        let (kind, cues) = (self.kind(py), cues.copied()?);
        let chosen = kind.choose(&method)?;
        let is_hetero = kind.synapses().association() == Association::Hetero;
        let recalls = batch_stopping(py, cues.len(), workers, move |k, stop| {
            kind.recall(&chosen, (cues.units(k), cues.false_units[k]), stop)
        })?;
        Ok(recalls_of(py, &recalls.iter().collect::<Vec<_>>(), is_hetero))
    }

    fn complete<'py>(
        &self,
        py: Python<'py>,
        cues: Given<'py>,
        limits: Limits,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Completed<'py>> {
        let (kind, cues) = (self.kind(py), cues.copied()?);
        let activity = with_code!(kind.code(), code => code.activity());
        let is_hetero = kind.synapses().association() == Association::Hetero;
        let search = limits.search();
        let found = batch_stopping(py, cues.len(), workers, move |k, stop| {
            kind.complete(&search, (cues.units(k), cues.false_units[k]), stop)
        })?;
        completed(py, &found, is_hetero, activity, limits.list())
    }

    /// The number of potentiated synapses within each cue.
    fn familiarity<'py>(
        &self,
        py: Python<'py>,
        cues: Given<'py>,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Integers<'py>> {
        let (kind, cues) = (self.kind(py), cues.copied()?);
        let found = batch(py, cues.len(), workers, move |k| kind.familiarity(cues.units(k)))?;
        Ok(to_vector(py, found.into_iter().map(|sum| sum as i64).collect()))
    }

    /// The address and the content of a pattern of synapses from keys, and the number of patterns.
    fn known<'py>(&self, py: Python<'py>, indices: Vec<usize>) -> PyResult<Known<'py>> {
        let kind = self.kind(py);
        let Kind::Implicit(memory) = &*kind else {
            return Err(SynaptomeError::new_err("only synapses from keys know their patterns"));
        };
        let (matrix, activity) = (memory.synapses(), memory.code().activity());
        let rows = |pattern: &dyn Fn(usize) -> Option<Vec<u32>>| {
            let found: Option<Vec<_>> = indices.iter().map(|&index| pattern(index)).collect();
            let found =
                found.ok_or_else(|| SynaptomeError::new_err("a pattern is out of range"))?;
            to_matrix(py, (indices.len(), activity), numbers(found.iter().flatten()))
        };
        let addresses = rows(&|index| matrix.address(index))?;
        Ok((addresses, rows(&|index| matrix.content(index))?, matrix.patterns()))
    }

    /// The fraction of potentiated synapses, if they are stored, and the bytes of the synapses.
    fn statistics(&self, py: Python<'_>) -> (Option<f64>, u128) {
        let kind = self.kind(py);
        let bytes =
            |units, hetero| synaptome_willshaw::BitMatrix::bytes_for(units, association(hetero));
        let hetero = kind.synapses().association() == Association::Hetero;
        let stored = bytes(kind.synapses().units(), hetero);
        py.detach(|| match &*kind {
            Kind::Block(memory) => (Some(memory.synapses().load()), stored),
            Kind::Random(memory) => (Some(memory.synapses().load()), stored),
            Kind::Implicit(memory) => (None, memory.synapses().bytes() as u128),
        })
    }

    /// All synapses (n, n).
    fn matrix<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<bool>>> {
        let kind = self.kind(py);
        let units = kind.synapses().units();
        let rows = batch(py, units, None, move |unit| Ok::<_, Error>(kind.row(unit as u32)))?;
        to_matrix(py, (units, units), rows.concat())
    }

    fn is_equal(&self, py: Python<'_>, other: &Self) -> bool {
        let (a, b) = (self.kind(py), other.kind(py));
        py.detach(|| a == b)
    }

    /// An independent memory with the same synapses, which are copied when either learns.
    fn copy(&self, py: Python<'_>) -> Self {
        Self(Arc::new(RwLock::new(self.kind(py))))
    }

    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let kind = self.kind(py);
        let write = move || saving::save(&kind, BufWriter::new(File::create(&path)?));
        interruptible(py, move |_| write())?.raised()
    }

    /// A saved memory, whose code is said to have blocks or not, with its sizes.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<(Self, SavedSizes)> {
        let read = move || saving::load(BufReader::new(File::open(&path)?));
        Self::restored(interruptible(py, move |_| read())?)
    }

    fn to_bytes(&self, py: Python<'_>) -> PyResult<Vec<u8>> {
        let kind = self.kind(py);
        let mut bytes = Vec::new();
        py.detach(|| saving::save(&kind, &mut bytes)).raised()?;
        Ok(bytes)
    }

    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: Vec<u8>) -> PyResult<(Self, SavedSizes)> {
        Self::restored(py.detach(|| saving::load(&bytes[..])))
    }
}

/// Addresses, contents, and the number of all patterns.
type Known<'py> = (Bound<'py, PyArray2<i64>>, Bound<'py, PyArray2<i64>>, usize);
/// Whether the code has blocks, its sizes, and whether the memory is for pairs.
type SavedSizes = (bool, usize, usize, bool);

impl Memory {
    fn of(kind: Kind) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(kind))))
    }

    /// A memory that was read, whose code is said to have blocks or not, with its sizes.
    fn restored(read: Result<Kind, Error>) -> PyResult<(Self, SavedSizes)> {
        let kind = read.raised()?;
        let hetero = kind.synapses().association() == Association::Hetero;
        let sizes = match kind.code() {
            Code::Block(code) => (true, code.blocks(), code.block_size(), hetero),
            Code::Random(code) => (false, code.units(), code.activity(), hetero),
        };
        Ok((Self::of(kind), sizes))
    }

    /// What is stored now.
    fn kind(&self, py: Python<'_>) -> Arc<Kind> {
        py.detach(|| Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

fn association(hetero: bool) -> Association {
    if hetero { Association::Hetero } else { Association::Auto }
}
