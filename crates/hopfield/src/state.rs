//! States of a network, as vectors of spins.

use std::fmt;
use std::ops::Index;

use rand::{Rng, RngExt};

use crate::Error;
use crate::error::require_index;
use crate::size::require_entries;

/// A state x of the network: N spins, each +1 or -1.
///
/// It is made from spins, bits, truth values or grey values, and is displayed as a row of plus and minus signs.
///
/// ```
/// use synaptome_hopfield::State;
///
/// let x = State::new(vec![1, -1, 1, 1])?;
/// let y = State::try_from(&[1, -1, -1, -1][..])?;
/// assert_eq!(x.distance(&y), Some(2));
/// assert_eq!(x.overlap(&y), Some(0.0));
/// assert_eq!(x.to_string(), "+-++");
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<i8>", into = "Vec<i8>"))]
pub struct State(Vec<i8>);

impl State {
    /// A state from spins of +1 and -1.
    ///
    /// # Errors
    /// [`Error::Empty`] without spins, [`Error::NotASpin`] for any other value: see
    /// [`from_bits`](Self::from_bits), [`from_bools`](Self::from_bools) and
    /// [`from_greys`](Self::from_greys).
    pub fn new(spins: Vec<i8>) -> Result<Self, Error> {
        if spins.is_empty() {
            return Err(Error::Empty { quantity: "a state" });
        }
        match spins.iter().position(|spin| spin.abs_diff(0) != 1) {
            Some(unit) => Err(Error::NotASpin { unit, value: spins[unit] }),
            None => Ok(Self(spins)),
        }
    }

    /// A state of `units` independent spins, each +1 with probability one half.
    ///
    /// # Errors
    /// [`Error::Empty`] without units, [`Error::TooLarge`] for more than memory can hold.
    pub fn draw<R: Rng + ?Sized>(units: usize, rng: &mut R) -> Result<Self, Error> {
        require_entries("the number of units", units, 1)?;
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

    /// The spins, one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, i8> {
        self.0.iter()
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
    ///
    /// # Errors
    /// [`Error::IndexOutOfRange`] if there is no such unit.
    pub fn flipped(mut self, unit: usize) -> Result<Self, Error> {
        require_index("unit", unit, self.units())?;
        self.flip(unit);
        Ok(self)
    }

    /// The opposite state -x.
    pub fn negated(mut self) -> Self {
        self.0.iter_mut().for_each(|spin| *spin = -*spin);
        self
    }

    /// Turns a unit over and returns its new spin.
    pub(crate) fn flip(&mut self, unit: usize) -> i8 {
        self.0[unit] = -self.0[unit];
        self.0[unit]
    }

    /// A state of at least one unit, +1 where the value is true.
    pub(crate) fn of_bools(values: &[bool]) -> Self {
        Self(values.iter().map(|&up| spin(up)).collect())
    }

    /// The spins as numbers.
    pub(crate) fn numbers(&self) -> impl ExactSizeIterator<Item = f64> {
        self.0.iter().map(|&spin| f64::from(spin))
    }
}

impl Index<usize> for State {
    type Output = i8;

    fn index(&self, unit: usize) -> &i8 {
        &self.0[unit]
    }
}

impl AsRef<[i8]> for State {
    fn as_ref(&self) -> &[i8] {
        &self.0
    }
}

impl TryFrom<Vec<i8>> for State {
    type Error = Error;

    fn try_from(spins: Vec<i8>) -> Result<Self, Error> {
        Self::new(spins)
    }
}

impl TryFrom<&[i8]> for State {
    type Error = Error;

    fn try_from(spins: &[i8]) -> Result<Self, Error> {
        Self::new(spins.to_vec())
    }
}

impl From<State> for Vec<i8> {
    fn from(state: State) -> Self {
        state.0
    }
}

impl<'a> IntoIterator for &'a State {
    type Item = &'a i8;
    type IntoIter = std::slice::Iter<'a, i8>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signs: String = self.0.iter().map(|&spin| if spin > 0 { '+' } else { '-' }).collect();
        f.pad(&signs)
    }
}

fn spin(up: bool) -> i8 {
    if up { 1 } else { -1 }
}
