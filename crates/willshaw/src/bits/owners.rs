//! Slots that units have in unequal numbers.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

use std::ops::Range;

/// Which slots each unit has: consecutive ones, and about `per_unit` of them.
#[derive(Clone, Eq, PartialEq)]
pub(crate) struct Owners {
    /// The first slot of each unit, and the number of slots.
    starts: Vec<u32>,
    /// For each multiple of `per_unit`, the unit that has this slot.
    guesses: Vec<u32>,
}

impl Owners {
    /// From the first slot of each unit, followed by the number of slots: `per_unit` times the number of units.
    pub(crate) fn new(starts: Vec<u32>, per_unit: u32) -> Self {
        let mut unit = 0;
        let mut owner = |left: u32| {
            while starts[unit + 1] <= left * per_unit {
                unit += 1;
            }
            unit as u32
        };
        let guesses = (0..starts.len() as u32 - 1).map(&mut owner).collect();
        Self { starts, guesses }
    }

    /// The slots of a unit.
    pub(crate) fn slots(&self, unit: u32) -> Range<u32> {
        self.starts[unit as usize]..self.starts[unit as usize + 1]
    }

    /// The unit that has a slot of those between multiples `left` and `left` + 1 of `per_unit`.
    #[inline(always)]
    pub(crate) fn of(&self, slot: u32, left: u32) -> u32 {
        let guess = self.guesses[left as usize];
        let mut unit = guess as usize + usize::from(slot >= self.starts[guess as usize + 1]);
        // Rarely are there more than two units.
        while slot >= self.starts[unit + 1] {
            unit += 1;
        }
        unit as u32
    }

    /// The bytes that this takes.
    pub(crate) fn bytes(&self) -> usize {
        4 * (self.starts.len() + self.guesses.len())
    }
}
