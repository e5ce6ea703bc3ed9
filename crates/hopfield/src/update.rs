//! The order in which units are updated.

use crate::Error;
use crate::error::{require_index, require_len};

/// The order in which units are updated within one sweep.
///
/// An enum, as cycles are looked for where the order is fixed: the set is closed.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Dynamics, Ease, Messages, Update, WritingRule};
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 8, rng)?;
/// let network = Ease::default().write(&messages, rng)?;
/// for update in [Update::Synchronous, Update::Random, Update::Sequential] {
///     let dynamics = Dynamics { update, ..Dynamics::default() };
///     assert!(network.recall(&messages[0], &dynamics, rng)?.recovered(&messages[0]));
/// }
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Update {
    /// All units at once, from the same state.
    #[default]
    Synchronous,
    /// One after another, in a new random order each sweep.
    Random,
    /// One after another, in index order.
    Sequential,
    /// One after another, in this order.
    Given(UpdateOrder),
}

impl Update {
    /// Accepts an order of so many units.
    pub(crate) fn validate(&self, units: usize) -> Result<(), Error> {
        match self {
            Self::Given(order) => require_len("the order of updates", units, order.0.len()),
            _ => Ok(()),
        }
    }

    /// The order of the first sweep; none where all units are updated at once.
    pub(crate) fn first(&self, units: usize) -> Vec<usize> {
        match self {
            Self::Synchronous => Vec::new(),
            Self::Given(order) => order.0.clone(),
            _ => (0..units).collect(),
        }
    }
}

/// An order of all units, each named once by its index, which begins with 0.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{
///     Dynamics, Hebbian, Messages, State, Update, UpdateOrder, WritingRule,
/// };
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::from_bits(&[[0, 1, 1, 0, 1], [1, 0, 1, 0, 1]])?;
/// let network = Hebbian::default().write(&messages, rng)?;
/// let update = Update::Given(UpdateOrder::new(vec![1, 3, 2, 4, 0])?);
/// let dynamics = Dynamics { update, ..Dynamics::default() };
/// let recall = network.recall(&State::from_bits(&[1, 1, 1, 1, 1])?, &dynamics, rng)?;
/// assert_eq!(recall.state, messages[1]);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<usize>", into = "Vec<usize>"))]
pub struct UpdateOrder(Vec<usize>);

impl UpdateOrder {
    /// An order of as many units as it has entries.
    ///
    /// # Errors
    /// [`Error::Empty`] without entries, [`Error::IndexOutOfRange`] and [`Error::DuplicateUnit`] if it
    /// does not name every unit once.
    pub fn new(order: Vec<usize>) -> Result<Self, Error> {
        if order.is_empty() {
            return Err(Error::Empty { quantity: "the order of updates" });
        }
        let mut seen = vec![false; order.len()];
        for &unit in &order {
            require_index("unit", unit, order.len())?;
            if std::mem::replace(&mut seen[unit], true) {
                return Err(Error::DuplicateUnit(unit));
            }
        }
        Ok(Self(order))
    }

    /// The units in their order.
    pub fn as_slice(&self) -> &[usize] {
        &self.0
    }
}

impl TryFrom<Vec<usize>> for UpdateOrder {
    type Error = Error;

    fn try_from(order: Vec<usize>) -> Result<Self, Error> {
        Self::new(order)
    }
}

impl From<UpdateOrder> for Vec<usize> {
    fn from(order: UpdateOrder) -> Self {
        order.0
    }
}

impl AsRef<[usize]> for UpdateOrder {
    fn as_ref(&self) -> &[usize] {
        &self.0
    }
}
