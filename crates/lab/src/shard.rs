//! Shards: parts of the work for separate machines.

use std::fmt;
use std::str::FromStr;

use crate::Error;

/// The I-th of K parts, counted from one and written `I/K`.
///
/// ```
/// use synaptome_lab::Shard;
/// let shard: Shard = "2/3".parse()?;
/// assert!(shard.owns(1) && shard.owns(4) && !shard.owns(0));
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Shard {
    index: usize,
    count: usize,
}

impl Shard {
    /// Part `index` of `count`, counted from one.
    ///
    /// # Errors
    /// [`Error::NotAShard`] unless 1 ≤ `index` ≤ `count`.
    pub fn new(index: usize, count: usize) -> Result<Self, Error> {
        if (1..=count).contains(&index) {
            return Ok(Self { index, count });
        }
        Err(Error::NotAShard(format!("{index}/{count}")))
    }

    /// Whether this shard computes the point at `position` of the whole list, counted from zero.
    ///
    /// ```
    /// use synaptome_lab::Shard;
    ///
    /// let second = Shard::new(2, 3)?;
    /// let owned: Vec<usize> = (0..7).filter(|&position| second.owns(position)).collect();
    /// assert_eq!(owned, [1, 4]);
    /// # Ok::<(), synaptome_lab::Error>(())
    /// ```
    pub fn owns(self, position: usize) -> bool {
        position % self.count == self.index - 1
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

impl FromStr for Shard {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let parts =
            text.split_once('/').and_then(|(i, k)| Some((i.parse().ok()?, k.parse().ok()?)));
        let (index, count) = parts.ok_or_else(|| Error::NotAShard(text.to_owned()))?;
        Self::new(index, count).map_err(|_| Error::NotAShard(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_belongs_to_exactly_one_shard() {
        let shards: Vec<Shard> = (1..=3).map(|i| Shard::new(i, 3).unwrap()).collect();
        for position in 0..20 {
            assert_eq!(shards.iter().filter(|shard| shard.owns(position)).count(), 1);
        }
    }

    #[test]
    fn shards_outside_one_to_k_are_refused() {
        for text in ["0/3", "4/3", "1", "a/b", "1/0", "-1/3", ""] {
            assert!(text.parse::<Shard>().unwrap_err().to_string().contains(text));
        }
    }
}
