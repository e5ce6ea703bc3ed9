//! Codes, and the patterns and cues that are drawn from them: item k draws from stream k.

use numpy::{PyArray1, PyArray2, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use rand_chacha::ChaCha12Rng;
use synaptome_willshaw::{BlockCode, Cue, CueQuality, Error, PatternCode, RandomCode};

use super::outputs::{Lists, numbers};
use super::refusal::Refusal;
use crate::arrays::{Matrix, to_matrix, vector};
use crate::batch::batch;
use crate::error::{Raise, SynaptomeError};
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// Whether a code has blocks, and its two sizes: blocks and their size, or units and activity.
#[derive(Clone, Copy, FromPyObject)]
pub struct Sizes(bool, usize, usize);

/// One of the codes.
#[derive(Clone, Copy, Debug)]
pub enum Code {
    /// One unit of each block.
    Block(BlockCode),
    /// Any units.
    Random(RandomCode),
}

impl Sizes {
    /// The code.
    pub fn code(self) -> Result<Code, Error> {
        let Self(has_blocks, first, second) = self;
        Ok(if has_blocks {
            Code::Block(BlockCode::new(first, second)?)
        } else {
            Code::Random(RandomCode::new(first, second)?)
        })
    }
}

/// Calls a generic function with the code that it is.
macro_rules! with_code {
    ($code:expr, $name:ident => $body:expr) => {
        match $code {
            Code::Block($name) => $body,
            Code::Random($name) => $body,
        }
    };
}
pub(super) use with_code;

/// Information of one pattern in bits; refuses sizes without a code.
#[pyfunction]
pub fn information_bits(sizes: Sizes) -> PyResult<f64> {
    Ok(with_code!(sizes.code().raised()?, code => code.information_bits()))
}

/// Refuses rows that are no patterns of the code.
#[pyfunction]
pub fn check_patterns(
    py: Python<'_>,
    sizes: Sizes,
    rows: PyReadonlyArray2<'_, u32>,
) -> PyResult<()> {
    let (code, rows) = (sizes.code().raised()?, Matrix::of(&rows));
    interruptible(py, move |_| check(code, &rows, "patterns"))?.raised()
}

/// The same with the name of the argument.
pub fn check(code: Code, rows: &Matrix<u32>, name: &'static str) -> Result<(), Refusal> {
    let refused = |(row, error)| Refusal::Row { name, row, error };
    let check = |row: &[u32]| with_code!(code, code => code.check(row));
    rows.iter().enumerate().try_for_each(|(k, row)| check(row).map_err(|error| refused((k, error))))
}

/// Patterns (count, k).
#[pyfunction]
pub fn draw(
    py: Python<'_>,
    sizes: Sizes,
    count: usize,
    key: Key,
) -> PyResult<Bound<'_, PyArray2<i64>>> {
    let code = sizes.code().raised()?;
    let activity = with_code!(code, code => code.activity());
    let patterns = batch(py, count, None, move |k| {
        let mut pattern = vec![0; activity];
        with_code!(code, code => code.draw(&mut pattern, &mut generator(key, k as u64)));
        Ok::<_, Error>(pattern)
    })?;
    to_matrix(py, (count, activity), numbers(patterns.iter().flatten()))
}

/// Cues of patterns: the units of each, and how many of them are false.
#[pyfunction]
pub fn draw_cues<'py>(
    py: Python<'py>,
    sizes: Sizes,
    rows: PyReadonlyArray2<'py, u32>,
    completeness: f64,
    false_fraction: f64,
    key: Key,
) -> PyResult<(Lists<'py>, Bound<'py, PyArray1<i64>>)> {
    let code = sizes.code().raised()?;
    let quality = CueQuality { completeness, false_fraction };
    cues(
        py,
        &rows,
        key,
        move |_, pattern, rng| with_code!(code, code => drawn(code, pattern, quality, rng)),
    )
}

/// The same cues, with units replaced by false ones.
#[pyfunction]
pub fn misled<'py>(
    py: Python<'py>,
    sizes: Sizes,
    given: Given<'py>,
    rows: PyReadonlyArray2<'py, u32>,
    wrong: usize,
    key: Key,
) -> PyResult<(Lists<'py>, Bound<'py, PyArray1<i64>>)> {
    let (code, given) = (sizes.code().raised()?, given.copied()?);
    cues(py, &rows, key, move |k, pattern, rng| {
        with_code!(code, code => {
            let cue = Cue::new(code, given.units(k).to_vec(), given.false_units[k])?;
            parts(&cue.misled(pattern, wrong, rng)?)
        })
    })
}

/// Cues from Python: units one after the other, where each cue ends, and numbers of false units.
#[derive(FromPyObject)]
pub struct Given<'py>(PyReadonlyArray1<'py, u32>, Vec<usize>, Vec<usize>);

impl Given<'_> {
    /// A copy, of which every cue lies within the units.
    pub fn copied(self) -> PyResult<Cues> {
        let cues = Cues { flat: vector(&self.0), ends: self.1, false_units: self.2 };
        let sorted = cues.ends.is_sorted() && cues.ends.first() == Some(&0);
        let fits = cues.ends.last() == Some(&cues.flat.len());
        if sorted && fits && cues.ends.len() == cues.false_units.len() + 1 {
            return Ok(cues);
        }
        Err(SynaptomeError::new_err("the rows of the cues do not fit their units"))
    }
}

/// Cues for a thread.
pub struct Cues {
    flat: Vec<u32>,
    ends: Vec<usize>,
    /// How many units of each cue are false.
    pub false_units: Vec<usize>,
}

impl Cues {
    /// Number of cues.
    pub fn len(&self) -> usize {
        self.false_units.len()
    }

    /// The units of a cue.
    pub fn units(&self, cue: usize) -> &[u32] {
        &self.flat[self.ends[cue]..self.ends[cue + 1]]
    }
}

type Drawn = (Vec<u32>, usize);

fn drawn<C: PatternCode>(
    code: C,
    pattern: &[u32],
    quality: CueQuality,
    rng: &mut ChaCha12Rng,
) -> Result<Drawn, Error> {
    parts(&Cue::draw(code, pattern, quality, rng)?)
}

#[expect(clippy::unnecessary_wraps, reason = "what every cue ends with")]
fn parts<C: PatternCode>(cue: &Cue<C>) -> Result<Drawn, Error> {
    Ok((cue.units().to_vec(), cue.false_units()))
}

/// One cue of each row.
fn cues<'py>(
    py: Python<'py>,
    rows: &PyReadonlyArray2<'py, u32>,
    key: Key,
    draw: impl Fn(usize, &[u32], &mut ChaCha12Rng) -> Result<Drawn, Error> + Send + Sync + 'static,
) -> PyResult<(Lists<'py>, Bound<'py, PyArray1<i64>>)> {
    let rows = Matrix::of(rows);
    let count = rows.rows;
    let drawn =
        batch(py, count, None, move |k| draw(k, rows.row(k), &mut generator(key, k as u64)))?;
    let lists = Lists::of(py, drawn.iter().map(|(units, _)| units.as_slice()));
    let false_units = drawn.iter().map(|&(_, wrong)| wrong as i64).collect();
    Ok((lists, crate::arrays::to_vector(py, false_units)))
}
