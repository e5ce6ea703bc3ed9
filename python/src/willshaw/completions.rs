//! What a complete search may do, and what it found.

use numpy::{PyArray1, PyArray2};
use pyo3::prelude::*;
use synaptome_willshaw::{CliqueSearch, Completions, FalseUnits, Recall};

use super::kind::Found;
use super::outputs::{Integers, Recalls, numbers, recalls as arrays};
use crate::arrays::{to_matrix, to_vector};

/// Numbers of cliques, of nodes, of false units, and bits; then the lists: their contents and addresses
/// one after the other, and how many of each cue.
pub type Completed<'py> = (
    Recalls<'py>,
    (Integers<'py>, Integers<'py>, Integers<'py>, Bound<'py, PyArray1<f64>>),
    (Bound<'py, PyArray2<i64>>, Option<Bound<'py, PyArray2<i64>>>, Integers<'py>),
);

/// What a search knows of false units, its limits of nodes, of work and of the list, and its threads.
#[derive(Clone, FromPyObject)]
pub struct Limits(String, u64, u64, usize, usize);

impl Limits {
    /// The search.
    pub fn search(&self) -> CliqueSearch {
        let Limits(word, node_limit, work_limit, list, threads) = self.clone();
        let false_units = match word.as_str() {
            "at-most" => FalseUnits::AtMost,
            "fewest" => FalseUnits::Fewest,
            _ => FalseUnits::Exactly,
        };
        // The first clique says how many units were open.
        let list_limit = list.max(1);
        CliqueSearch { false_units, node_limit, work_limit, list_limit, threads }
    }

    /// Most patterns that are listed of each cue.
    pub fn list(&self) -> usize {
        self.3
    }
}

/// Everything that a search found of each cue, with at most `limit` patterns.
pub fn completed<'py>(
    py: Python<'py>,
    found: &[Found],
    is_hetero: bool,
    activity: usize,
    limit: usize,
) -> PyResult<Completed<'py>> {
    let recalls: Vec<&Recall> = found.iter().map(|(recall, _)| recall).collect();
    let completions: Vec<_> =
        recalls.iter().map(|recall| recall.completions.clone().unwrap_or_default()).collect();
    let each = |of: &dyn Fn(&Completions) -> u64| {
        let capped = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        to_vector(py, completions.iter().map(|found| capped(of(found))).collect())
    };
    let listed = |found: &Completions| found.list.len().min(limit);
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
