//! Patterns that a counting memory is given to store.

use std::sync::{Arc, PoisonError, RwLock};

use numpy::PyReadonlyArray2;
use synaptome_willshaw::counting::CountingMemory;
use synaptome_willshaw::{Error, PatternCode, Patterns, RandomCode};

use super::kinds::{Counts, with_kind};
use crate::arrays::Matrix;
use crate::interruptible::Stop;
use crate::willshaw::codes::{Code, check, with_code};
use crate::willshaw::refusal::Refusal;

/// Pairs that are counted before an interrupt is looked for, a few milliseconds.
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

    /// Stores everything, or nothing if a row is no pattern or a unit is in too many; an interrupt leaves the
    /// first rows stored.
    pub fn teach(&self, memory: &RwLock<Arc<Counts>>, stop: &Stop) -> Result<(), Refusal> {
        let code = self.checked(&memory.read().unwrap_or_else(PoisonError::into_inner))?;
        let activity = with_code!(code, code => code.activity());
        let run = (RUN / (activity * activity)).max(1);
        // Without any row the crate says that there must be one.
        for first in (0..self.rows.rows.max(1)).step_by(run).take_while(|_| !stop.is_set()) {
            let rows = first * activity..(first + run).min(self.rows.rows) * activity;
            let part = |all: &Matrix<u32>| all.entries[rows.clone()].to_vec();
            let contents = self.contents.as_ref().map(part);
            let mut counts = memory.write().unwrap_or_else(PoisonError::into_inner);
            let counts = Arc::make_mut(&mut counts);
            with_kind!(Counts::{ counts }, memory => learn(memory, part(&self.rows), contents))?;
        }
        Ok(())
    }

    /// The code, if all rows are patterns of it and no unit is in too many.
    fn checked(&self, counts: &Counts) -> Result<Code, Refusal> {
        let code = counts.code();
        let name = if self.contents.is_some() { "addresses" } else { "patterns" };
        check(code, &self.rows, name)?;
        self.contents.iter().try_for_each(|contents| check(code, contents, "contents"))?;
        self.check_uses(counts)?;
        Ok(code)
    }

    /// Refuses patterns of which some unit would be used too often.
    fn check_uses(&self, counts: &Counts) -> Result<(), Error> {
        let (addresses, contents) = with_kind!(Counts::{ counts }, memory => {
            (memory.address_uses(), memory.content_uses())
        });
        check_uses(addresses, &self.rows)?;
        check_uses(contents, self.contents.as_ref().unwrap_or(&self.rows))
    }
}

fn check_uses(before: &[u32], rows: &Matrix<u32>) -> Result<(), Error> {
    let mut uses: Vec<u64> = before.iter().map(|&uses| uses.into()).collect();
    rows.entries.iter().for_each(|&unit| uses[unit as usize] += 1);
    let (most, limit) =
        (uses.into_iter().max().unwrap_or(0), CountingMemory::<RandomCode>::MOST_USES);
    if most <= limit.into() {
        return Ok(());
    }
    let quantity = "the number of patterns that share a unit";
    Err(Error::TooLarge { quantity, value: most.into(), limit: limit.into() })
}

fn learn<C: PatternCode>(
    memory: &mut CountingMemory<C>,
    rows: Vec<u32>,
    contents: Option<Vec<u32>>,
) -> Result<(), Error> {
    let code = memory.code();
    let rows = Patterns::new(code, rows)?;
    match contents {
        None => memory.store(&rows),
        Some(contents) => memory.store_pairs(&rows, &Patterns::new(code, contents)?),
    }
}
