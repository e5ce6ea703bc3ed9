//! Iteration until nothing changes, up to a limit of any size.

use crate::Ending;

/// Advances after `done` iterations until nothing changes, a step is too active (`None`) or
/// `limit` iterations are done; gives the last state, the iterations and the reason.
pub(crate) fn iterate<T: Clone + PartialEq>(
    mut state: T,
    done: usize,
    limit: usize,
    mut advance: impl FnMut(&T) -> Option<T>,
) -> (T, usize, Ending) {
    let (mut iteration, mut cycle) = (done, Cycle::new(done));
    while iteration < limit {
        iteration += 1;
        match advance(&state) {
            None => return (state, iteration, Ending::TooActive),
            Some(next) if next == state => return (state, iteration, Ending::Settled),
            Some(next) => state = next,
        }
        iteration += cycle.whole(&state, iteration, limit);
    }
    (state, iteration, Ending::IterationLimit)
}

/// Finds that an iteration goes in a circle (Brent's algorithm: R. P. Brent, BIT 20, 176, 1980), so that a limit of any
/// size is reached soon.
pub(crate) struct Cycle<T> {
    /// The state that later ones are compared with.
    mark: Option<T>,
    /// The iteration in which it was the state.
    at: usize,
    /// How many iterations later the mark is renewed.
    span: usize,
}

impl<T: Clone + PartialEq> Cycle<T> {
    /// The first mark is set sixteen iterations later: most retrievals have settled by then, and copy nothing.
    pub(crate) fn new(at: usize) -> Self {
        Self { mark: None, at, span: 16 }
    }

    /// How many of the iterations that are left would lead back to this state.
    pub(crate) fn whole(&mut self, state: &T, iteration: usize, limit: usize) -> usize {
        let left = limit - iteration;
        if self.mark.as_ref() == Some(state) {
            return left - left % (iteration - self.at);
        }
        if iteration - self.at == self.span {
            (self.mark, self.at) = (Some(state.clone()), iteration);
            self.span *= 2;
        }
        0
    }
}
