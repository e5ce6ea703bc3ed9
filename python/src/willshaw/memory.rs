//! Memories, which learn and recall.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use numpy::{PyArray1, PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, Error, FalseUnits, ImplicitMatrix, PatternCode,
    RandomCode, Recall, Usage,
};

use super::codes::{Code, Given, Sizes, patterns};
use super::kind::{Found, Kind};
use super::methods::Method;
use super::outputs::{Lists, ending, numbers};
use crate::arrays::{Matrix, to_matrix, to_vector};
use crate::batch::{batch, batch_stopping};
use crate::error::{Raise, SynaptomeError};
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// A memory that learns; recall that is under way sees what was stored when it began.
#[pyclass(frozen)]
pub struct Memory(Arc<RwLock<Arc<Kind>>>);

type Integers<'py> = Bound<'py, PyArray1<i64>>;
/// Contents, addresses, iterations, and endings.
type Recalls<'py> = (Lists<'py>, Option<Lists<'py>>, Integers<'py>, Integers<'py>);
/// Numbers of cliques, of nodes, of false units, and bits; then the lists: their contents and addresses
/// one after the other, and how many of each cue.
type Completed<'py> = (
    Recalls<'py>,
    (Integers<'py>, Integers<'py>, Integers<'py>, Bound<'py, PyArray1<f64>>),
    (Bound<'py, PyArray2<i64>>, Option<Bound<'py, PyArray2<i64>>>, Integers<'py>),
);

/// What a search knows of false units, its limits of nodes, of work and of the list, and its threads.
#[derive(Clone, FromPyObject)]
pub struct Limits(String, u64, u64, usize, usize);

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

    /// Stores patterns (M, k).
    fn store(&self, py: Python<'_>, rows: PyReadonlyArray2<'_, u32>) -> PyResult<()> {
        let (memory, rows) = (Arc::clone(&self.0), Matrix::of(&rows));
        let stored = interruptible(py, move |_| {
            let mut kind = memory.write().unwrap_or_else(PoisonError::into_inner);
            match Arc::make_mut(&mut kind) {
                Kind::Block(memory) => memory.store(&patterns(memory.code(), &rows)?),
                Kind::Random(memory) => memory.store(&patterns(memory.code(), &rows)?),
                Kind::Implicit(_) => Err(learns_nothing()),
            }
        })?;
        stored.raised()
    }

    /// Stores pairs of an address and a content.
    fn store_pairs(
        &self,
        py: Python<'_>,
        addresses: PyReadonlyArray2<'_, u32>,
        contents: PyReadonlyArray2<'_, u32>,
    ) -> PyResult<()> {
        let memory = Arc::clone(&self.0);
        let (u, v) = (Matrix::of(&addresses), Matrix::of(&contents));
        let stored = interruptible(py, move |_| {
            let mut kind = memory.write().unwrap_or_else(PoisonError::into_inner);
            match Arc::make_mut(&mut kind) {
                Kind::Block(memory) => {
                    let code = memory.code();
                    memory.store_pairs(&patterns(code, &u)?, &patterns(code, &v)?)
                }
                Kind::Random(memory) => {
                    let code = memory.code();
                    memory.store_pairs(&patterns(code, &u)?, &patterns(code, &v)?)
                }
                Kind::Implicit(_) => Err(learns_nothing()),
            }
        })?;
        stored.raised()
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
        let recalls = batch(py, cues.len(), workers, move |k| {
            kind.recall(&chosen, cues.units(k), cues.false_units[k])
        })?;
        Ok(arrays(py, &recalls.iter().collect::<Vec<_>>(), is_hetero))
    }

    fn complete<'py>(
        &self,
        py: Python<'py>,
        cues: Given<'py>,
        limits: Limits,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Completed<'py>> {
        let (kind, cues) = (self.kind(py), cues.copied()?);
        let activity = match &*kind {
            Kind::Block(memory) => memory.code().activity(),
            Kind::Random(memory) => memory.code().activity(),
            Kind::Implicit(memory) => memory.code().activity(),
        };
        let is_hetero = kind.synapses().association() == Association::Hetero;
        let search = search(&limits);
        let found = batch_stopping(py, cues.len(), workers, move |k, stop| {
            kind.complete(&search, (cues.units(k), cues.false_units[k]), stop)
        })?;
        completed(py, &found, is_hetero, activity, limits.3)
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
        py.detach(|| match &*kind {
            Kind::Block(memory) => {
                (Some(memory.synapses().load()), bytes(memory.code().units(), hetero))
            }
            Kind::Random(memory) => {
                (Some(memory.synapses().load()), bytes(memory.code().units(), hetero))
            }
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
        let saved = interruptible(py, move |_| match &*kind {
            Kind::Block(memory) => memory.save(BufWriter::new(File::create(&path)?)),
            Kind::Random(memory) => memory.save(BufWriter::new(File::create(&path)?)),
            Kind::Implicit(_) => Err(learns_nothing()),
        })?;
        saved.raised()
    }

    /// A saved memory, whose code is said to have blocks or not, with its sizes.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<(Self, SavedSizes)> {
        let read = interruptible(py, move |_| {
            let has_blocks = has_blocks(&mut File::open(&path)?)?;
            restored(BufReader::new(File::open(&path)?), has_blocks)
        })?;
        restored_for_python(read)
    }

    fn to_bytes(&self, py: Python<'_>) -> PyResult<Vec<u8>> {
        let kind = self.kind(py);
        let mut bytes = Vec::new();
        py.detach(|| match &*kind {
            Kind::Block(memory) => memory.save(&mut bytes),
            Kind::Random(memory) => memory.save(&mut bytes),
            Kind::Implicit(_) => Err(learns_nothing()),
        })
        .raised()?;
        Ok(bytes)
    }

    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: Vec<u8>) -> PyResult<(Self, SavedSizes)> {
        let read = py.detach(|| restored(&bytes[..], has_blocks(&mut &bytes[..])?));
        restored_for_python(read)
    }
}

type Known<'py> = (Bound<'py, PyArray2<i64>>, Bound<'py, PyArray2<i64>>, usize);
/// Whether the code has blocks, its sizes, and whether the memory is for pairs.
type SavedSizes = (bool, usize, usize, bool);

impl Memory {
    fn of(kind: Kind) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(kind))))
    }

    /// What is stored now.
    fn kind(&self, py: Python<'_>) -> Arc<Kind> {
        py.detach(|| Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

fn association(hetero: bool) -> Association {
    if hetero { Association::Hetero } else { Association::Auto }
}

fn learns_nothing() -> Error {
    Error::Damaged {
        quantity: "a memory",
        reason: "synapses from keys are neither stored nor changed",
    }
}

/// The third word of a saved memory says which code it has.
fn has_blocks(source: &mut impl Read) -> Result<bool, Error> {
    let mut words = [0; 24];
    // Too few bytes are refused where all of them are read.
    let found = source.read(&mut words)?;
    Ok(found < 24 || words[16] == 1)
}

fn restored(source: impl Read, has_blocks: bool) -> Result<Kind, Error> {
    Ok(if has_blocks {
        Kind::Block(synaptome_willshaw::Memory::<BlockCode>::load(source)?)
    } else {
        Kind::Random(synaptome_willshaw::Memory::<RandomCode>::load(source)?)
    })
}

fn restored_for_python(read: Result<Kind, Error>) -> PyResult<(Memory, SavedSizes)> {
    let kind = read.raised()?;
    let hetero = kind.synapses().association() == Association::Hetero;
    let sizes = match &kind {
        Kind::Random(memory) => (false, memory.code().units(), memory.code().activity(), hetero),
        Kind::Block(memory) => (true, memory.code().blocks(), memory.code().block_size(), hetero),
        Kind::Implicit(memory) => {
            (true, memory.code().blocks(), memory.code().block_size(), hetero)
        }
    };
    Ok((Memory::of(kind), sizes))
}

fn search(limits: &Limits) -> CliqueSearch {
    let Limits(word, node_limit, work_limit, list, threads) = limits.clone();
    let false_units = match word.as_str() {
        "at-most" => FalseUnits::AtMost,
        "fewest" => FalseUnits::Fewest,
        _ => FalseUnits::Exactly,
    };
    // The first clique says how many units were open.
    let list_limit = list.max(1);
    CliqueSearch { false_units, node_limit, work_limit, list_limit, threads }
}

fn arrays<'py>(py: Python<'py>, recalls: &[&Recall], is_hetero: bool) -> Recalls<'py> {
    let contents = Lists::of(py, recalls.iter().map(|recall| recall.content.as_slice()));
    let has_addresses = is_hetero && recalls.iter().any(|recall| recall.address.is_some());
    let addresses = has_addresses.then(|| {
        Lists::of(py, recalls.iter().map(|recall| recall.address.as_deref().unwrap_or_default()))
    });
    let iterations = recalls.iter().map(|recall| recall.iterations as i64).collect();
    let endings = recalls.iter().map(|recall| ending(recall.ending)).collect();
    (contents, addresses, to_vector(py, iterations), to_vector(py, endings))
}

fn completed<'py>(
    py: Python<'py>,
    found: &[Found],
    is_hetero: bool,
    activity: usize,
    limit: usize,
) -> PyResult<Completed<'py>> {
    let recalls: Vec<&Recall> = found.iter().map(|(recall, _)| recall).collect();
    let completions: Vec<_> =
        recalls.iter().map(|recall| recall.completions.clone().unwrap_or_default()).collect();
    let each = |of: &dyn Fn(&synaptome_willshaw::Completions) -> u64| {
        let capped = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        to_vector(py, completions.iter().map(|found| capped(of(found))).collect())
    };
    let listed = |found: &synaptome_willshaw::Completions| found.list.len().min(limit);
    let lists = || completions.iter().flat_map(|found| found.list.iter().take(limit));
    let count = lists().count();
    let contents = numbers(lists().flat_map(|clique| &clique.content));
    let addresses = numbers(lists().flat_map(|clique| clique.address.iter().flatten()));
    let numbers_of = (
        each(&|found| found.cliques),
        each(&|found| found.nodes),
        each(&|found| found.false_units as u64),
        to_vector(py, found.iter().map(|&(_, bits)| bits).collect()),
    );
    let shape = (count, activity);
    let addresses = is_hetero.then(|| to_matrix(py, shape, addresses)).transpose()?;
    let lists = (to_matrix(py, shape, contents)?, addresses, each(&|found| listed(found) as u64));
    Ok((arrays(py, &recalls, is_hetero), numbers_of, lists))
}
