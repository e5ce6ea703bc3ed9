//! Lists of units as compressed rows.

use numpy::PyArray1;
use pyo3::prelude::*;
use synaptome_willshaw::{Ending, Recall};

use crate::arrays::to_vector;

/// Whole numbers of NumPy's own type.
pub type Integers<'py> = Bound<'py, PyArray1<i64>>;
/// Contents, addresses, iterations, and endings.
pub type Recalls<'py> = (Lists<'py>, Option<Lists<'py>>, Integers<'py>, Integers<'py>);

/// Units one after the other, and where each list begins and the last one ends.
#[derive(IntoPyObject)]
pub struct Lists<'py>(Integers<'py>, Integers<'py>);

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

/// What each retrieval found.
pub fn recalls<'py>(py: Python<'py>, found: &[&Recall], is_hetero: bool) -> Recalls<'py> {
    let contents = Lists::of(py, found.iter().map(|recall| recall.content.as_slice()));
    let has_addresses = is_hetero && found.iter().any(|recall| recall.address.is_some());
    let addresses = has_addresses.then(|| {
        Lists::of(py, found.iter().map(|recall| recall.address.as_deref().unwrap_or_default()))
    });
    let iterations = found.iter().map(|recall| recall.iterations as i64).collect();
    let endings = found.iter().map(|recall| ending(recall.ending)).collect();
    (contents, addresses, to_vector(py, iterations), to_vector(py, endings))
}
