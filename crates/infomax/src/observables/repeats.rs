//! Repeated patterns and sequences (Appendix B).

use std::collections::HashMap;

use crate::Raster;

/// How often exact patterns and sequences of patterns occur again in a raster.
///
/// A pattern is the set of neurons that fire at a step; silent steps are no patterns. A pattern,
/// or a series of ℓ consecutive patterns, is repeated if it occurs at least twice, and every
/// occurrence counts, overlapping and contained ones too.
///
/// ```
/// use synaptome_infomax::{Raster, observables::Repeats};
///
/// let raster = Raster::from_steps(5, [&[0, 1, 2][..], &[3], &[], &[0, 1, 2], &[3], &[4]])?;
/// let repeats = Repeats::new(&raster);
/// assert_eq!(repeats.patterns_of_size(3), 2);
/// assert_eq!(repeats.sequences(2), 2);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Repeats {
    /// The identity of the pattern at each step; 0 is silence.
    identities: Vec<u32>,
    /// How often each pattern occurs, and how many neurons it has.
    occurrences: Vec<(usize, usize)>,
}

impl Repeats {
    /// Compares all steps of a raster.
    pub fn new(raster: &Raster) -> Self {
        let mut known: HashMap<&[u16], u32> = HashMap::from([(&[][..], 0)]);
        let mut occurrences = vec![(0, 0)];
        let mut identify = |firing| {
            let identity = *known.entry(firing).or_insert_with(|| {
                occurrences.push((0, firing.len()));
                (occurrences.len() - 1) as u32
            });
            occurrences[identity as usize].0 += 1;
            identity
        };
        let identities = raster.iter().map(&mut identify).collect();
        Self { identities, occurrences }
    }

    /// R(m): the number of steps whose pattern has `size` neurons and occurs at least twice.
    pub fn patterns_of_size(&self, size: usize) -> usize {
        self.repeated(|neurons| neurons == size)
    }

    /// The number of steps whose pattern has at least `size` neurons and occurs at least twice.
    pub fn patterns_of_at_least(&self, size: usize) -> usize {
        self.repeated(|neurons| neurons >= size)
    }

    /// R_ℓ: the number of steps at which a series of `length` patterns starts that occurs at
    /// least twice. None for length 0.
    ///
    /// ```
    /// use synaptome_infomax::{Raster, observables::Repeats};
    ///
    /// let steps: [&[u16]; 5] = [&[0], &[1, 2], &[], &[0], &[1, 2]];
    /// let repeats = Repeats::new(&Raster::from_steps(3, steps)?);
    /// assert_eq!(repeats.patterns_of_size(2), 2); // {1, 2} occurs at two steps
    /// assert_eq!(repeats.sequences(2), 2); // and so does {0} followed by {1, 2}
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    pub fn sequences(&self, length: usize) -> usize {
        if length == 0 {
            return 0;
        }
        let mut counts: HashMap<&[u32], usize> = HashMap::new();
        for series in self.identities.windows(length).filter(|series| !series.contains(&0)) {
            *counts.entry(series).or_default() += 1;
        }
        counts.values().filter(|&&count| count >= 2).sum()
    }

    /// How often the pattern of step `t` occurs; 0 for a silent step or one beyond the end.
    pub fn occurrences_at(&self, t: usize) -> usize {
        match self.identities.get(t) {
            None | Some(0) => 0,
            Some(&identity) => self.occurrences[identity as usize].0,
        }
    }

    fn repeated(&self, wanted: impl Fn(usize) -> bool) -> usize {
        let patterns = self.occurrences.iter().skip(1);
        patterns.filter(|(count, size)| *count >= 2 && wanted(*size)).map(|(count, _)| count).sum()
    }
}
