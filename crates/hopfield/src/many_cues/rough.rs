//! A state with its field up to rounding.

use std::cell::Cell;

use crate::State;
use crate::field::Field;
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
///
/// Where all units are updated at once, the field may stay behind the state: it is then brought up to date
/// together with those of other cues.
pub(super) struct Rough<'a> {
    driven: Driven<'a>,
    may_wait: bool,
    /// How far the field may be from that of one cue alone, and what a flip adds to that.
    margin: f64,
    growth: f64,
    /// Units whose flips the field does not have yet.
    pub(super) flips: Vec<usize>,
    unsure: Cell<bool>,
}

impl<'a> Rough<'a> {
    /// A state with its field, how far that may be from the field alone, and what a flip adds.
    pub(super) fn new(driven: Driven<'a>, may_wait: bool, (margin, growth): (f64, f64)) -> Self {
        let (flips, unsure) = (Vec::new(), Cell::new(false));
        Self { driven, may_wait, margin, growth, flips, unsure }
    }

    /// Whether a field was so near its decision that rounding might turn it.
    pub(super) fn is_unsure(&self) -> bool {
        self.unsure.get()
    }

    /// Replaces the field by that of the state, summed anew.
    pub(super) fn replace(&mut self, field: &[f64]) {
        self.driven.field.copy_from_slice(field);
        self.flips.clear();
    }

    /// Brings the field up to date flip by flip.
    pub(super) fn catch_up(&mut self) {
        for unit in std::mem::take(&mut self.flips) {
            self.driven.follow(unit);
        }
    }

    /// The largest product of spin and field that counts as opposed or unsure, relative to zero.
    fn high(&self) -> f64 {
        self.margin - 1.0
    }

    /// Whether any unit of those from `first` on may be opposed.
    fn is_any_near(&self, first: usize) -> bool {
        let Driven { network, state, field } = &self.driven;
        let range = first..state.units().min(first + UNITS);
        let spins = &state.spins()[range.clone()];
        let fields = field[range.clone()].iter().zip(&network.rounding()[range]);
        let near = spins.iter().zip(fields);
        near.fold(false, |any, (&spin, (h, zero))| {
            any | (f64::from(spin) * h <= self.high() * zero)
        })
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
        let units = self.driven.state.units();
        let parts = (0..units).step_by(UNITS).filter(|&first| self.is_any_near(first));
        let of_part = |first| (first..units.min(first + UNITS)).filter(|&unit| self.opposes(unit));
        parts.flat_map(of_part).collect()
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
