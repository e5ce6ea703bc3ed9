//! A state with its field in `f64`, up to rounding.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set chosen at run time"
)]

use std::cell::Cell;

use pulp::NullaryFnOnce;

use super::blocks::Approximate;
use crate::State;
use crate::field::Field;
use crate::instructions::instructions;
use crate::network::Driven;

/// The rounding error of one addition, in units of the largest field that counts as a rounded zero, which
/// is 8 ε times the sum of absolute weights.
///
/// An addition errs by at most ε/2 of that sum. A field alone is the result of N additions, and of one more
/// for each flip. Together it is that of N/4 additions of sums of four weights, which all in all err by less
/// than ten such errors more, and of one more for each flip that is followed alone. So the two differ by
/// less than N + 16 + flips times this.
pub(super) const MARGIN: f64 = 1.0 / 8.0;

/// Units that are looked at together.
const UNITS: usize = 16;

/// A state with its field up to rounding, which notes where that is not enough.
pub(super) struct Rough<'a> {
    driven: Driven<'a>,
    may_wait: bool,
    /// How far the field may be from that of one cue alone, and what a flip adds to that.
    margin: f64,
    growth: f64,
    /// Units whose flips the field does not have yet.
    flips: Vec<usize>,
    unsure: Cell<bool>,
}

impl<'a> Rough<'a> {
    /// A state with its field, how far that may be from the field alone, and what a flip adds.
    pub(super) fn new(driven: Driven<'a>, may_wait: bool, (margin, growth): (f64, f64)) -> Self {
        let (flips, unsure) = (Vec::new(), Cell::new(false));
        Self { driven, may_wait, margin, growth, flips, unsure }
    }

    /// The largest product of spin and field that counts as opposed or unsure, relative to zero.
    fn high(&self) -> f64 {
        self.margin - 1.0
    }
}

impl Approximate for Rough<'_> {
    type Number = f64;

    fn is_unsure(&self) -> bool {
        self.unsure.get()
    }

    fn waiting(&self) -> usize {
        self.flips.len()
    }

    /// Four flips in one pass.
    fn catch_up(&mut self) {
        let flips = std::mem::take(&mut self.flips);
        let Driven { network, state, field } = &mut self.driven;
        let column =
            |&unit: &usize| (2.0 * f64::from(state[unit]), network.matrix().col_as_slice(unit));
        let (fours, rest) = flips.as_chunks();
        for four in fours {
            instructions().dispatch(AddFour(field, four.each_ref().map(column)));
        }
        rest.iter().for_each(|&unit| self.driven.follow(unit));
    }

    fn replace(&mut self, field: &[f64]) {
        self.driven.field.copy_from_slice(field);
        self.flips.clear();
    }
}

impl Field for Rough<'_> {
    fn state(&self) -> &State {
        self.driven.state()
    }

    fn opposes(&self, unit: usize) -> bool {
        let zero = self.driven.network.rounding()[unit];
        let aligned = f64::from(self.driven.state[unit]) * self.driven.field[unit];
        let (low, high) = (-zero * (1.0 + self.margin), self.high() * zero);
        if self.margin > 0.0 && low <= aligned && aligned <= high {
            self.unsure.set(true);
        }
        aligned < low
    }

    fn opposed(&self) -> Vec<usize> {
        let Driven { network, state, field } = &self.driven;
        let (spins, zeros) = (state.spins(), network.rounding());
        let mut parts = Vec::new();
        instructions().dispatch(Near { spins, field, zeros, high: self.high(), parts: &mut parts });
        let units = |first: usize| first..spins.len().min(first + UNITS);
        let opposed = |first| units(first).filter(|&unit| self.opposes(unit));
        parts.into_iter().flat_map(opposed).collect()
    }

    fn flip(&mut self, unit: usize) {
        self.margin += self.growth;
        if self.may_wait {
            self.driven.state.flip(unit);
            self.flips.push(unit);
        } else {
            self.driven.flip(unit);
        }
    }

    fn into_state(self) -> State {
        self.driven.into_state()
    }
}

/// y ← y + `a_0` `x_0` + … + `a_3` `x_3`, added from left to right.
struct AddFour<'a>(&'a mut [f64], [(f64, &'a [f64]); 4]);

impl NullaryFnOnce for AddFour<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self(y, [(a, w), (b, x), (c, v), (d, z)]) = self;
        let columns = w.iter().zip(x).zip(v.iter().zip(z));
        for (y, ((w, x), (v, z))) in y.iter_mut().zip(columns) {
            *y = *y + a * w + b * x + c * v + d * z;
        }
    }
}

/// Finds the parts of a state in which a unit may be opposed.
struct Near<'a> {
    spins: &'a [i8],
    field: &'a [f64],
    zeros: &'a [f64],
    high: f64,
    parts: &'a mut Vec<usize>,
}

impl NullaryFnOnce for Near<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let fields = self.field.chunks(UNITS).zip(self.zeros.chunks(UNITS));
        for (k, (spins, (field, zeros))) in self.spins.chunks(UNITS).zip(fields).enumerate() {
            let mut any = false;
            for (spin, (h, zero)) in spins.iter().zip(field.iter().zip(zeros)) {
                any |= f64::from(*spin) * h <= self.high * zero;
            }
            if any {
                self.parts.push(k * UNITS);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use faer::Mat;

    use super::*;
    use crate::HopfieldNetwork;

    /// In units of the largest field that counts as zero, a unit is opposed below −1; four of them are the margin.
    #[test]
    fn fields_within_the_margin_of_the_decision_are_unsure() {
        let network = HopfieldNetwork::from_weights(Mat::from_fn(2, 2, |_, _| 3.0)).unwrap();
        let zero = network.rounding()[0];
        let cases =
            [(-5.5, true, false), (-4.5, false, true), (2.5, false, true), (3.5, false, false)];
        for (aligned, opposed, unsure) in cases {
            let (state, field) = (State::new(vec![-1, 1]).unwrap(), vec![-aligned * zero, 1.0]);
            let driven = Driven { network: &network, state, field };
            let rough = Rough::new(driven, false, (4.0, 0.0));
            assert_eq!((rough.opposes(0), rough.is_unsure()), (opposed, unsure), "{aligned}");
        }
    }
}
