//! Recall from one cue among many.

use rand::Rng;

use super::blocks::Approximate;
use crate::recall::Course;
use crate::{Ending, Recall};

/// Recall from one cue, which goes on sweep by sweep beside that of others.
pub(super) struct Walk<'a, F, R> {
    course: Course<'a, F>,
    rng: R,
    ending: Option<Ending>,
}

impl<'a, F: Approximate, R: Rng> Walk<'a, F, R> {
    /// No sweep yet.
    pub(super) fn new(course: Course<'a, F>, rng: R) -> Self {
        Self { course, rng, ending: None }
    }

    /// One sweep, unless it has ended; whether it goes on.
    pub(super) fn advance(&mut self, go_on: &mut dyn FnMut() -> bool) -> bool {
        if self.is_under_way() {
            self.ending =
                if go_on() { self.course.advance(&mut self.rng) } else { Some(Ending::Stopped) };
        }
        self.is_under_way()
    }

    /// The recall, unless rounding might have turned it.
    pub(super) fn end(self) -> Option<Recall> {
        let ending = self.ending.filter(|_| !self.course.field.is_unsure())?;
        Some(self.course.end(ending))
    }
}

impl<F: Approximate, R> Walk<'_, F, R> {
    /// The state and its field, if recall goes on.
    pub(super) fn field(&mut self) -> Option<&mut F> {
        self.is_under_way().then_some(&mut self.course.field)
    }

    fn is_under_way(&self) -> bool {
        self.ending.is_none() && !self.course.field.is_unsure()
    }
}
