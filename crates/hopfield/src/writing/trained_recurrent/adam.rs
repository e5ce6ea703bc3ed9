//! The optimiser Adam.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set chosen at run time"
)]

use pulp::NullaryFnOnce;

use crate::instructions::instructions;

/// Adam (Kingma & Ba 2015, algorithm 1) with the usual constants.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Adam {
    pub(crate) first: Vec<f64>,
    pub(crate) second: Vec<f64>,
}

const FIRST_DECAY: f64 = 0.9;
const SECOND_DECAY: f64 = 0.999;
const EPSILON: f64 = 1e-8;

impl Adam {
    pub(crate) fn new(parameters: usize) -> Self {
        Self { first: vec![0.0; parameters], second: vec![0.0; parameters] }
    }

    /// Moves the parameters against the gradient; `step` counts from 0.
    pub(crate) fn update(
        &mut self,
        parameters: &mut [f64],
        gradient: &[f64],
        rate: f64,
        step: usize,
    ) {
        let count = (step + 1) as f64;
        let rate = rate / (1.0 - FIRST_DECAY.powf(count));
        let unbias = 1.0 / (1.0 - SECOND_DECAY.powf(count));
        instructions().dispatch(Update {
            parameters,
            gradient,
            first: &mut self.first,
            second: &mut self.second,
            rate,
            unbias,
        });
    }
}

/// A type rather than a closure, so that it is compiled for the instruction set it runs on.
struct Update<'a> {
    parameters: &'a mut [f64],
    gradient: &'a [f64],
    first: &'a mut [f64],
    second: &'a mut [f64],
    rate: f64,
    unbias: f64,
}

impl NullaryFnOnce for Update<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let moments = self.first.iter_mut().zip(self.second);
        let parameters = self.parameters.iter_mut().zip(self.gradient);
        for ((p, g), (m, v)) in parameters.zip(moments) {
            *m = FIRST_DECAY * *m + (1.0 - FIRST_DECAY) * g;
            *v = SECOND_DECAY * *v + (1.0 - SECOND_DECAY) * g * g;
            *p -= self.rate * *m / ((*v * self.unbias).sqrt() + EPSILON);
        }
    }
}
