//! Lists of units as compressed rows.

use numpy::PyArray1;
use pyo3::prelude::*;
use synaptome_willshaw::Ending;

use crate::arrays::to_vector;

/// Units one after the other, and where each list begins and the last one ends.
#[derive(IntoPyObject)]
pub struct Lists<'py>(Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>);

impl<'py> Lists<'py> {
    /// All lists.
    pub fn of<'a>(py: Python<'py>, lists: impl Iterator<Item = &'a [u32]>) -> Self {
        let (mut units, mut ends) = (Vec::new(), vec![0]);
        for list in lists {
            units.extend(list.iter().map(|&unit| i64::from(unit)));
            ends.push(units.len() as i64);
        }
        Self(to_vector(py, units), to_vector(py, ends))
    }
}

/// Units as numbers of NumPy's own type.
pub fn numbers<'a>(units: impl Iterator<Item = &'a u32>) -> Vec<i64> {
    units.map(|&unit| i64::from(unit)).collect()
}

/// The number of the reason to end, in the order of the Python layer's words.
pub fn ending(ending: Ending) -> i64 {
    match ending {
        Ending::Settled => 0,
        Ending::IterationLimit => 1,
        Ending::TooActive => 2,
        Ending::NodeLimit => 3,
        _ => 4,
    }
}
