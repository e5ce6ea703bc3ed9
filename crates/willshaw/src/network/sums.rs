//! Dendritic sums of all units at once, in vertical counters.

use std::fmt;

use crate::UnitSet;
use crate::bits::Level;

/// The dendritic sums `x_j` of all units, the number of active units that reach each.
///
/// ```
/// use synaptome_willshaw::{Association, Direction, Memory, Patterns, RandomCode};
/// let code = RandomCode::new(6, 3)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 1, 2, 1, 2, 3])?)?;
/// let network = memory.network();
/// let sums = network.sums(Direction::Forward, &network.set(&[0, 1]));
/// assert_eq!([0, 2, 3, 5].map(|unit| sums.of(unit)), [2, 2, 1, 0]);
/// assert_eq!(sums.at_least(2).to_vec(), [0, 1, 2]);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Eq, PartialEq)]
pub struct DendriticSums {
    units: usize,
    /// Bit b of `x_j` is bit j of plane b.
    planes: Vec<Vec<u64>>,
}

impl DendriticSums {
    /// Counters for `units` sums of at most `largest` each, all zero.
    pub(crate) fn new(units: usize, largest: usize) -> Self {
        let width = (usize::BITS - largest.leading_zeros()) as usize;
        Self { units, planes: vec![vec![0; units.div_ceil(64)]; width] }
    }

    /// Adds one to the sum of every unit in `row`.
    pub(crate) fn add(&mut self, row: &[u64]) {
        Level::best().add_rows(&[row], &mut self.planes);
    }

    /// The planes, least significant first.
    pub(crate) fn planes_mut(&mut self) -> &mut [Vec<u64>] {
        &mut self.planes
    }

    /// `x_j` of a unit; 0 for one that does not exist.
    pub fn of(&self, unit: u32) -> usize {
        let bit = |plane: &Vec<u64>| {
            plane.get(unit as usize / 64).map_or(0, |word| (word >> (unit % 64) & 1) as usize)
        };
        self.planes.iter().rev().fold(0, |sum, plane| 2 * sum + bit(plane))
    }

    /// {j : `x_j` ≥ threshold}, plane by plane from the most significant one.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BlockCode, Direction, Memory, Patterns};
    ///
    /// let code = BlockCode::new(2, 4)?;
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// memory.store(&Patterns::new(code, vec![0, 4, 0, 5])?)?;
    /// let network = memory.network();
    /// let sums = network.sums(Direction::Forward, &network.set(&[0, 4]));
    /// assert_eq!((sums.of(4), sums.of(5), sums.of(6)), (2, 1, 0));
    /// assert_eq!(sums.at_least(1).to_vec(), [0, 4, 5]);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn at_least(&self, threshold: usize) -> UnitSet {
        let (mut above, mut equal) = (UnitSet::empty(self.units), UnitSet::full(self.units));
        if threshold >> self.planes.len() != 0 {
            return above;
        }
        for (bit, plane) in self.planes.iter().enumerate().rev() {
            if threshold >> bit & 1 == 1 {
                keep(&mut equal, plane);
            } else {
                split(&mut above, &mut equal, plane);
            }
        }
        above.unite(&equal);
        above
    }

    /// {j : `x_j` ≥ Θ*} for the largest Θ* that leaves at least `count` units; all units where
    /// there are not so many.
    pub fn winners(&self, count: usize) -> UnitSet {
        let (mut above, mut equal) = (UnitSet::empty(self.units), UnitSet::full(self.units));
        let mut found = 0;
        for plane in self.planes.iter().rev() {
            let more = Level::best().overlap(equal.words(), plane) as usize;
            if found + more >= count {
                keep(&mut equal, plane);
            } else {
                split(&mut above, &mut equal, plane);
                found += more;
            }
        }
        above.unite(&equal);
        above
    }
}

impl fmt::Debug for DendriticSums {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries((0..self.units as u32).map(|unit| self.of(unit))).finish()
    }
}

fn keep(equal: &mut UnitSet, plane: &[u64]) {
    equal.words_mut().iter_mut().zip(plane).for_each(|(equal, bit)| *equal &= bit);
}

/// Units with the bit set leave `equal` for `above`.
fn split(above: &mut UnitSet, equal: &mut UnitSet, plane: &[u64]) {
    let words = above.words_mut().iter_mut().zip(equal.words_mut()).zip(plane);
    words.for_each(|((above, equal), bit)| {
        *above |= *equal & bit;
        *equal &= !bit;
    });
}
