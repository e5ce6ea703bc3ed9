//! Connections between two neurons.

use std::fmt;

/// The connection between two neurons. The weights w_ij = Σ_k x_i^k x_j^k are
/// symmetric, so (i, j) and (j, i) are one synapse; i = j is allowed.
///
/// ```
/// use synaptome_mi::Synapse;
/// assert_eq!(Synapse::new(1, 2), Synapse::new(2, 1));
/// assert_eq!(Synapse::new(2, 1).to_string(), "(1, 2)");
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(feature = "serde", serde(from = "crate::serial::Ends"))]
pub struct Synapse {
    i: usize,
    j: usize,
}

impl Synapse {
    /// The synapse between neurons `i` and `j`, in any order.
    pub fn new(i: usize, j: usize) -> Self {
        Self { i: i.min(j), j: i.max(j) }
    }

    /// The neuron with the smaller index.
    pub fn i(self) -> usize {
        self.i
    }

    /// The neuron with the larger index.
    pub fn j(self) -> usize {
        self.j
    }
}

impl From<(usize, usize)> for Synapse {
    fn from((i, j): (usize, usize)) -> Self {
        Self::new(i, j)
    }
}

impl fmt::Display for Synapse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}, {})", self.i, self.j)
    }
}

#[cfg(feature = "serde")]
impl From<crate::serial::Ends> for Synapse {
    fn from(stored: crate::serial::Ends) -> Self {
        Self::new(stored.i, stored.j)
    }
}
