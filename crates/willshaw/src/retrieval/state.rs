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
