use std::ops::Index;

use rand::{Rng, RngExt};

use crate::{Error, size};

/// A state x of the network: N spins, each +1 or -1.
///
/// ```
/// use synaptome_hopfield::State;
///
/// let x = State::new(vec![1, -1, 1, 1])?;
/// let y = State::new(vec![1, -1, -1, -1])?;
/// assert_eq!(x.distance(&y), Some(2));
/// assert_eq!(x.overlap(&y), Some(0.0));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<i8>", into = "Vec<i8>"))]
pub struct State(Vec<i8>);

impl State {
    /// A state from spins of +1 and -1.
    pub fn new(spins: Vec<i8>) -> Result<Self, Error> {
        if spins.is_empty() {
            return Err(Error::NoUnits);
        }
        match spins.iter().position(|spin| spin.abs_diff(0) != 1) {
            Some(unit) => Err(Error::NotASpin { unit, value: spins[unit] }),
            None => Ok(Self(spins)),
        }
    }

    /// A state of `units` independent spins, each +1 with probability one half.
    pub fn random<R: Rng + ?Sized>(units: usize, rng: &mut R) -> Result<Self, Error> {
        size::check(units, 1)?;
        Self::new((0..units).map(|_| spin(rng.random())).collect())
    }

    /// Number of units N.
    pub fn units(&self) -> usize {
        self.0.len()
    }

    /// The spins, each +1 or -1.
    pub fn spins(&self) -> &[i8] {
        &self.0
    }

    /// Number of units in which two states differ, or `None` if their lengths do.
    pub fn distance(&self, other: &Self) -> Option<usize> {
        let differing = self.0.iter().zip(&other.0).filter(|(x, y)| x != y).count();
        (self.units() == other.units()).then_some(differing)
    }

    /// Overlap (1/N) x·y in [-1, 1], or `None` if the lengths differ.
    pub fn overlap(&self, other: &Self) -> Option<f64> {
        let distance = self.distance(other)?;
        Some(1.0 - 2.0 * distance as f64 / self.units() as f64)
    }

    /// The state with one unit turned over.
    pub fn flipped(mut self, unit: usize) -> Result<Self, Error> {
        let units = self.units();
        let spin = self.0.get_mut(unit).ok_or(Error::Length {
            what: "the index of a unit",
            found: unit,
            expected: units,
        })?;
        *spin = -*spin;
        Ok(self)
    }

    /// The opposite state -x.
    pub fn negated(mut self) -> Self {
        self.0.iter_mut().for_each(|spin| *spin = -*spin);
        self
    }

    pub(crate) fn spins_mut(&mut self) -> &mut [i8] {
        &mut self.0
    }
}

impl Index<usize> for State {
    type Output = i8;

    fn index(&self, unit: usize) -> &i8 {
        &self.0[unit]
    }
}

fn spin(up: bool) -> i8 {
    if up { 1 } else { -1 }
}
