use super::{Recall, Stop};
use crate::bits::UnitSet;

/// The activity of the populations: an autoassociative memory has no separate address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    pub(super) address: Option<UnitSet>,
    pub(super) content: UnitSet,
}

impl State {
    pub(super) fn recall(&self, iterations: usize, stop: Stop) -> Recall {
        let address = self.address.as_ref().map(UnitSet::to_vec);
        Recall { content: self.content.to_vec(), address, iterations, stop }
    }
}

/// Advances after `done` iterations until nothing changes, a step is too active (`None`) or
/// `limit` iterations are done; gives the last state, the iterations and the reason.
pub(super) fn iterate<T: PartialEq>(
    mut state: T,
    done: usize,
    limit: usize,
    mut advance: impl FnMut(&T) -> Option<T>,
) -> (T, usize, Stop) {
    for iteration in done + 1..=limit {
        match advance(&state) {
            None => return (state, iteration, Stop::TooActive),
            Some(next) if next == state => return (state, iteration, Stop::Settled),
            Some(next) => state = next,
        }
    }
    (state, limit.max(done), Stop::IterationLimit)
}
