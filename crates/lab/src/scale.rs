//! Scales: how much work an experiment spends.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Error;

/// How much work to spend. Each scale judges the claims of the one before, too.
///
/// ```
/// use synaptome_lab::Scale;
/// let scale: Scale = "paper".parse()?;
/// assert_eq!(scale.pick(10, 1000), 1000);
/// assert!(Scale::Quick < scale);
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
#[derive(
    Clone, Copy, Debug, Default, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Minutes on a laptop.
    #[default]
    Quick,
    /// The sample sizes of the source, or more.
    Paper,
    /// Past the source: larger networks, smaller errors.
    Beyond,
}

impl Scale {
    /// All scales, smallest first.
    pub const ALL: [Self; 3] = [Self::Quick, Self::Paper, Self::Beyond];

    /// The name used on command lines and in files of claims.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Paper => "paper",
            Self::Beyond => "beyond",
        }
    }

    /// The value for this scale; `beyond` uses that of `paper`.
    ///
    /// ```
    /// use synaptome_lab::Scale;
    ///
    /// let trials = |scale: Scale| scale.pick(50, 10_000);
    /// assert_eq!(Scale::ALL.map(trials), [50, 10_000, 10_000]);
    /// ```
    pub fn pick<T>(self, quick: T, paper: T) -> T {
        if self == Self::Quick { quick } else { paper }
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Scale {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|scale| scale.name() == text);
        found.ok_or_else(|| Error::UnknownScale(text.to_owned()))
    }
}
