//! A state with its field in whole numbers.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set chosen at run time"
)]

use std::cell::Cell;

use pulp::NullaryFnOnce;

use super::blocks::Approximate;
use super::digits::{Digits, FLIPS};
use crate::State;
use crate::field::Field;
use crate::instructions::instructions;

/// Units that are looked at together, a bit for each.
const UNITS: usize = 32;

/// A state with its field in first digits, which notes where both digits are not enough.
pub(super) struct Fixed<'a> {
    digits: &'a Digits,
    state: State,
    field: &'a mut [i32],
    may_wait: bool,
    /// Units whose flips the field does not have yet.
    flips: Vec<usize>,
    /// Flips that are left until the rounding of the field alone is no longer known.
    left: usize,
    unsure: Cell<bool>,
}

impl<'a> Fixed<'a> {
    pub(super) fn new(
        digits: &'a Digits,
        state: State,
        field: &'a mut [i32],
        may_wait: bool,
    ) -> Self {
        let (left, unsure) = (FLIPS * digits.units, Cell::new(false));
        Self { digits, state, field, may_wait, flips: Vec::new(), left, unsure }
    }

    /// The column of a unit that was turned over, and its sign.
    fn column(&self, unit: usize) -> Signed<'a> {
        (i16::from(self.state[unit] >> 1), self.digits.column(unit))
    }

    fn follow(&mut self, unit: usize) {
        let column = self.column(unit);
        instructions().dispatch(Follow(self.field, column));
    }
}

impl Approximate for Fixed<'_> {
    type Number = i32;

    fn is_unsure(&self) -> bool {
        self.unsure.get()
    }

    fn waiting(&self) -> usize {
        self.flips.len()
    }

    fn catch_up(&mut self) {
        let flips = std::mem::take(&mut self.flips);
        let (fours, rest) = flips.as_chunks::<4>();
        for four in fours {
            let columns = four.map(|unit| self.column(unit));
            instructions().dispatch(FollowFour(self.field, columns));
        }
        rest.iter().for_each(|&unit| self.follow(unit));
    }

    fn replace(&mut self, field: &[i32]) {
        self.field.copy_from_slice(field);
        self.flips.clear();
    }
}

impl Field for Fixed<'_> {
    fn state(&self) -> &State {
        &self.state
    }

    fn opposes(&self, unit: usize) -> bool {
        let aligned = i32::from(self.state[unit]) * self.field[unit];
        let decided = self.digits.opposes(unit, aligned, &self.state);
        if decided.is_none() {
            self.unsure.set(true);
        }
        decided.unwrap_or(false)
    }

    fn opposed(&self) -> Vec<usize> {
        let (spins, field, keeps) = (self.state.spins(), &*self.field, &self.digits.keeps);
        let mut near = Vec::new();
        instructions().dispatch(Near { spins, field, keeps, units: &mut near });
        near.retain(|&unit| self.opposes(unit));
        near
    }

    fn flip(&mut self, unit: usize) {
        self.state.flip(unit);
        match self.left.checked_sub(1) {
            Some(left) => self.left = left,
            None => self.unsure.set(true),
        }
        if self.may_wait {
            self.flips.push(unit);
        } else {
            self.follow(unit);
        }
    }

    fn into_state(self) -> State {
        self.state
    }
}

/// A column and its sign, given as 0 or -1.
type Signed<'a> = (i16, &'a [i16]);

/// Adds twice four columns to a field.
struct FollowFour<'a>(&'a mut [i32], [Signed<'a>; 4]);

impl NullaryFnOnce for FollowFour<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self(field, [(a, w), (b, x), (c, v), (d, z)]) = self;
        let columns = w.iter().zip(x).zip(v.iter().zip(z));
        for (h, ((w, x), (v, z))) in field.iter_mut().zip(columns) {
            *h += 2 * (signed(a, *w) + signed(b, *x) + signed(c, *v) + signed(d, *z));
        }
    }
}

/// Adds twice a column to a field.
struct Follow<'a>(&'a mut [i32], Signed<'a>);

impl NullaryFnOnce for Follow<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self(field, (sign, column)) = self;
        field.iter_mut().zip(column).for_each(|(h, w)| *h += 2 * signed(sign, *w));
    }
}

#[inline(always)]
fn signed(sign: i16, w: i16) -> i32 {
    i32::from((w ^ sign) - sign)
}

/// Finds the units that may be opposed.
struct Near<'a> {
    spins: &'a [i8],
    field: &'a [i32],
    keeps: &'a [i32],
    units: &'a mut Vec<usize>,
}

impl NullaryFnOnce for Near<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let fields = self.field.chunks(UNITS).zip(self.keeps.chunks(UNITS));
        for (k, (spins, (field, keeps))) in self.spins.chunks(UNITS).zip(fields).enumerate() {
            let mut near = 0_u32;
            for (unit, (spin, (h, keeps))) in spins.iter().zip(field.iter().zip(keeps)).enumerate()
            {
                near |= u32::from(i32::from(*spin) * h < *keeps) << unit;
            }
            while near != 0 {
                self.units.push(k * UNITS + near.trailing_zeros() as usize);
                near &= near - 1;
            }
        }
    }
}

/// Sum of numbers times spins.
pub(super) fn sum(numbers: &[i16], spins: &[i8]) -> i64 {
    instructions().dispatch(Sum(numbers, spins))
}

/// Numbers of at most 2^14 whose sum fits into 32 bits.
const PART: usize = 1 << 16;

struct Sum<'a>(&'a [i16], &'a [i8]);

impl NullaryFnOnce for Sum<'_> {
    type Output = i64;

    #[inline(always)]
    fn call(self) -> i64 {
        let parts = self.0.chunks(PART).zip(self.1.chunks(PART));
        let mut total = 0;
        for (numbers, spins) in parts {
            let mut sum = 0;
            for (&number, &spin) in numbers.iter().zip(spins) {
                sum += i32::from(number) * i32::from(spin);
            }
            total += i64::from(sum);
        }
        total
    }
}
