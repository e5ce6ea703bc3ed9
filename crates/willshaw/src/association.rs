//! Which populations a memory connects, and the way that activity takes between them.

use std::fmt;
use std::str::FromStr;

use crate::Error;

/// Whether a memory completes patterns or maps addresses to contents.
///
/// ```
/// use synaptome_willshaw::Association;
/// assert_eq!(Association::Hetero.to_string(), "hetero");
/// assert_eq!("auto".parse(), Ok(Association::Auto));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum Association {
    /// u = v: one population, a symmetric matrix with autapses.
    Auto,
    /// Addresses u and contents v are different populations of equal size.
    Hetero,
}

impl Association {
    /// The only other one.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Auto => Self::Hetero,
            Self::Hetero => Self::Auto,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Hetero => "hetero",
        }
    }
}

impl fmt::Display for Association {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Association {
    type Err = Error;

    /// Reads "auto" or "hetero".
    fn from_str(name: &str) -> Result<Self, Error> {
        let both = [Self::Auto, Self::Hetero];
        let found = both.into_iter().find(|association| association.name() == name);
        found.ok_or_else(|| Error::UnknownAssociation(name.to_owned()))
    }
}

/// The way that activity takes through the synapses.
///
/// ```
/// use synaptome_willshaw::Direction;
/// assert_ne!(Direction::Forward.reversed(), Direction::Forward);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Direction {
    /// From u to v, along the rows of W.
    Forward,
    /// From v to u, along the rows of Wᵀ.
    Backward,
}

impl Direction {
    /// The opposite way.
    ///
    /// ```
    /// use synaptome_willshaw::Direction;
    ///
    /// assert_eq!(Direction::Forward.reversed(), Direction::Backward);
    /// ```
    pub fn reversed(self) -> Self {
        match self {
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
        }
    }
}
