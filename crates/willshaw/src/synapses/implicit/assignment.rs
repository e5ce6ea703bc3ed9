//! Which patterns have which unit of a block.

use rand::{Rng, RngExt};

use crate::BlockCode;
use crate::Usage;
use crate::bits::{Feistel, Level, Mix, Owners};

/// Patterns or slots as pairs (unit, place within the unit) of a balanced assignment.
#[derive(Clone, Default)]
pub(super) struct Batch {
    pub(super) lefts: Vec<u32>,
    pub(super) rights: Vec<u32>,
}

impl Batch {
    pub(super) fn push(&mut self, left: usize, right: usize) {
        self.lefts.push(left as u32);
        self.rights.push(right as u32);
    }
}

/// The units of one block: a permutation of the patterns, and which slots each unit has, if they
/// are not of equal number.
#[derive(Clone, Eq, PartialEq)]
pub(super) struct Assignment {
    pub(super) feistel: Feistel,
    pub(super) owners: Option<Owners>,
}

impl Assignment {
    pub(super) fn draw<R: Rng + ?Sized>(
        code: BlockCode,
        per_unit: u32,
        usage: Usage,
        rng: &mut R,
    ) -> Self {
        let mut mix =
            || Mix { a: rng.random::<u32>() | 1, b: rng.random(), c: rng.random::<u32>() | 1 };
        let mixes = std::array::from_fn(|_| mix());
        let feistel = Feistel { left: code.block_size() as u32, right: per_unit, mixes };
        let counted = usage == Usage::Multinomial;
        Self { feistel, owners: counted.then(|| multinomial(code, per_unit, rng)) }
    }

    /// The patterns that have a unit: those that the inverse permutation finds in its slots.
    pub(super) fn patterns_of(&self, unit: u32, per_unit: u32) -> Batch {
        let mut patterns = Batch::default();
        match &self.owners {
            None => (0..per_unit).for_each(|right| patterns.push(unit as usize, right as usize)),
            Some(owners) => {
                for slot in owners.slots(unit) {
                    patterns.push((slot / per_unit) as usize, (slot % per_unit) as usize);
                }
            }
        }
        Level::best().invert(&self.feistel, &mut patterns.lefts, &mut patterns.rights);
        patterns
    }

    /// Turns patterns into their units, left in `lefts`.
    pub(super) fn place(&self, batch: &mut Batch) {
        Level::best().permute(&self.feistel, &mut batch.lefts, &mut batch.rights);
        if let Some(owners) = &self.owners {
            for (left, right) in batch.lefts.iter_mut().zip(&batch.rights) {
                let slot = *left * self.feistel.right + right;
                *left = owners.of(slot, *left);
            }
        }
    }
}

/// Cumulative numbers of M = N · `per_unit` independent uniform choices of a unit.
fn multinomial<R: Rng + ?Sized>(code: BlockCode, per_unit: u32, rng: &mut R) -> Owners {
    let size = code.block_size();
    let mut starts = vec![0_u32; size + 1];
    for _ in 0..size as u64 * u64::from(per_unit) {
        starts[1 + rng.random_range(0..size)] += 1;
    }
    for unit in 1..=size {
        starts[unit] += starts[unit - 1];
    }
    Owners::new(starts, per_unit)
}
