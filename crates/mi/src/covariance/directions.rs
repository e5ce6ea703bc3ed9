//! Uniform directions in spaces of 2, 3, … dimensions, as a product of reflections needs them.

/// How many directions are made at a time: their lengths are sums that wait for each other, but not for those of
/// the other directions.
pub(super) const ABREAST: usize = 8;

/// Some directions with 2 to d components, one in each lane.
pub(super) struct Directions {
    dim: usize,
    /// The first lane has so many components, and every lane one more than the one before it.
    fewest: usize,
    /// Component after component; a lane with fewer components begins with zeros.
    lanes: Vec<[f64; ABREAST]>,
    /// The components of one lane.
    one: Vec<f64>,
}

impl Directions {
    /// None yet of those in a space of `dim` dimensions.
    pub(super) fn new(dim: usize) -> Self {
        Self { dim, fewest: 0, lanes: Vec::new(), one: Vec::new() }
    }

    /// Draws the next directions, each from its first component on; false if there are no more.
    pub(super) fn draw(&mut self, mut normal: impl FnMut() -> f64) -> bool {
        self.fewest = if self.lanes.is_empty() { 2 } else { self.fewest + ABREAST };
        if self.fewest > self.dim {
            return false;
        }
        let most = self.most();
        self.lanes.clear();
        self.lanes.resize(most, [0.0; ABREAST]);
        for free in self.fewest..=most {
            let lane = free - self.fewest;
            self.lanes[most - free..].iter_mut().for_each(|row| row[lane] = normal());
        }
        true
    }

    /// Components of the last direction.
    fn most(&self) -> usize {
        self.dim.min(self.fewest + ABREAST - 1)
    }

    /// From normal numbers to v with I − 2vvᵀ taking the first axis to a uniform direction (up to sign).
    #[inline(always)]
    pub(super) fn normalise(&mut self) {
        let (most, norms) = (self.most(), self.norms());
        for free in self.fewest..=most {
            let lane = free - self.fewest;
            let first = &mut self.lanes[most - free][lane];
            *first += norms[lane].copysign(*first);
        }
        let lengths = self.norms();
        for row in &mut self.lanes {
            row.iter_mut().zip(lengths).for_each(|(x, length)| *x /= length);
        }
    }

    #[inline(always)]
    fn norms(&self) -> [f64; ABREAST] {
        let mut sums = [0.0; ABREAST];
        for row in &self.lanes {
            sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += x * x);
        }
        sums.map(f64::sqrt)
    }

    /// The direction in a lane; empty if there is none.
    #[inline(always)]
    pub(super) fn of(&mut self, lane: usize) -> &[f64] {
        let free = self.fewest + lane;
        self.one.clear();
        if free <= self.most() {
            let rows = &self.lanes[self.most() - free..];
            self.one.extend(rows.iter().map(|row| row[lane]));
        }
        &self.one
    }
}
