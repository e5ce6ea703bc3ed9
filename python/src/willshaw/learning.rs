//! Patterns that a memory is given to store.

use std::sync::{Arc, PoisonError, RwLock};

use numpy::PyReadonlyArray2;
use synaptome_willshaw::{Memory, PatternCode, Patterns};

use super::codes::{Code, check, with_code};
use super::kind::Kind;
use super::refusal::Refusal;
use crate::arrays::Matrix;
use crate::interruptible::Stop;

/// Synapses that are set before an interrupt is looked for, a few milliseconds.
const RUN: usize = 1 << 22;

/// Patterns, or addresses and their contents.
pub struct Lesson {
    rows: Matrix<u32>,
    contents: Option<Matrix<u32>>,
}

impl Lesson {
    /// A copy of the arrays.
    pub fn of(
        rows: &PyReadonlyArray2<'_, u32>,
        contents: Option<&PyReadonlyArray2<'_, u32>>,
    ) -> Self {
        Self { rows: Matrix::of(rows), contents: contents.map(Matrix::of) }
    }

    /// Stores everything, or nothing if a row is no pattern; an interrupt leaves the first rows stored.
    pub fn teach(&self, memory: &RwLock<Arc<Kind>>, stop: &Stop) -> Result<(), Refusal> {
        let code = memory.read().unwrap_or_else(PoisonError::into_inner).code();
        let name = if self.contents.is_some() { "addresses" } else { "patterns" };
        check(code, &self.rows, name)?;
        self.contents.iter().try_for_each(|contents| check(code, contents, "contents"))?;
        let activity = with_code!(code, code => code.activity());
        let run = (RUN / (activity * activity)).max(1);
        // Without any row the crate says that there must be one.
        for first in (0..self.rows.rows.max(1)).step_by(run).take_while(|_| !stop.is_set()) {
            let rows = first..(first + run).min(self.rows.rows);
            let part = |all: &Matrix<u32>| {
                all.entries[rows.start * activity..rows.end * activity].to_vec()
            };
            let mut kind = memory.write().unwrap_or_else(PoisonError::into_inner);
            let contents = self.contents.as_ref().map(part);
            Arc::make_mut(&mut kind).learn(part(&self.rows), contents)?;
        }
        Ok(())
    }
}

impl Kind {
    fn learn(&mut self, rows: Vec<u32>, contents: Option<Vec<u32>>) -> Result<(), Refusal> {
        match self {
            Self::Block(memory) => learn(memory, rows, contents),
            Self::Random(memory) => learn(memory, rows, contents),
            Self::Implicit(_) => Err(Refusal::FromKeys),
        }
    }
}

fn learn<C: PatternCode>(
    memory: &mut Memory<C>,
    rows: Vec<u32>,
    contents: Option<Vec<u32>>,
) -> Result<(), Refusal> {
    let code = memory.code();
    let rows = Patterns::new(code, rows)?;
    match contents {
        None => memory.store(&rows)?,
        Some(contents) => memory.store_pairs(&rows, &Patterns::new(code, contents)?)?,
    }
    Ok(())
}
