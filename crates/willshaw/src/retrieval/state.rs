//! The activity of both populations between iterations.

use crate::{Ending, Recall, UnitSet};

/// The activity of the populations: an autoassociative memory has no separate address.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct State {
    pub(super) address: Option<UnitSet>,
    pub(super) content: UnitSet,
}

impl State {
    pub(super) fn recall(&self, iterations: usize, ending: Ending) -> Recall {
        Recall::new(&self.content, self.address.as_ref(), iterations, ending)
    }
}

/// Advances after `done` iterations until nothing changes, a step is too active (`None`) or
/// `limit` iterations are done; gives the last state, the iterations and the reason.
pub(super) fn iterate<T: PartialEq>(
    mut state: T,
    done: usize,
    limit: usize,
    mut advance: impl FnMut(&T) -> Option<T>,
) -> (T, usize, Ending) {
    for iteration in done + 1..=limit {
        match advance(&state) {
            None => return (state, iteration, Ending::TooActive),
            Some(next) if next == state => return (state, iteration, Ending::Settled),
            Some(next) => state = next,
        }
    }
    (state, limit.max(done), Ending::IterationLimit)
}
