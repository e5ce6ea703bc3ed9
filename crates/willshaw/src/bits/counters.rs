use super::{Level, UnitSet};

/// Dendritic sums `x_j` of all units at once: bit b of `x_j` is bit j of plane b.
pub(crate) struct Counters {
    units: usize,
    planes: Vec<Vec<u64>>,
}

impl Counters {
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

    /// {j : `x_j` ≥ threshold}, plane by plane from the most significant one.
    pub(crate) fn at_least(&self, threshold: usize) -> UnitSet {
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

    /// {j : `x_j` ≥ Θ*} for the largest Θ* that leaves at least `count` units.
    pub(crate) fn winners(&self, count: usize) -> UnitSet {
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
