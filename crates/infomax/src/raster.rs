//! What the network did: the neurons that fired at every step.

mod building;
mod timing;

use crate::Error;
use crate::error::{require_at_least, require_at_most, require_index};

/// A raster of spikes: for each step, the neurons that fired, in rising order.
///
/// ```
/// use synaptome_infomax::Raster;
///
/// let mut raster = Raster::new(3)?;
/// raster.push(&[0, 2])?;
/// raster.push(&[])?;
/// assert_eq!(raster.rates(), [0.5, 0.0, 0.5]);
/// assert!(raster.push(&[5, 1]).is_err());
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "crate::serial::Raster", into = "crate::serial::Raster")
)]
pub struct Raster {
    neurons: usize,
    ends: Vec<usize>,
    spikes: Vec<u16>,
}

/// Neurons are numbered by 16 bits, and one number is nobody's.
pub(crate) const MOST_NEURONS: usize = (1 << 16) - 1;

impl Raster {
    /// A raster of so many neurons, without steps.
    ///
    /// # Errors
    /// [`Error::TooLarge`] for 2¹⁶ neurons or more.
    pub fn new(neurons: usize) -> Result<Self, Error> {
        require_at_most("the number of neurons", neurons, MOST_NEURONS)?;
        Ok(Self::of_network(neurons))
    }

    /// A raster of a network, whose number of neurons is valid.
    pub(crate) fn of_network(neurons: usize) -> Self {
        Self { neurons, ends: Vec::new(), spikes: Vec::new() }
    }

    /// A raster of so many neurons with given steps.
    ///
    /// # Errors
    /// As [`Raster::new`] and [`Raster::push`].
    pub fn from_steps<S: AsRef<[u16]>>(
        neurons: usize,
        steps: impl IntoIterator<Item = S>,
    ) -> Result<Self, Error> {
        let mut raster = Self::new(neurons)?;
        steps.into_iter().try_for_each(|firing| raster.push(firing.as_ref()))?;
        Ok(raster)
    }

    /// Appends a step; `firing` lists the neurons that fire, in rising order.
    ///
    /// ```
    /// use synaptome_infomax::Raster;
    ///
    /// let mut raster = Raster::new(3)?;
    /// raster.push(&[0, 2])?;
    /// raster.push(&[])?;
    /// assert_eq!((raster.len(), raster.spikes()), (2, 2));
    /// assert!(raster.push(&[2, 0]).is_err()); // not in rising order
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::IndexOutOfRange`] for a neuron that the raster does not have, [`Error::NotRising`] if
    /// the order is another or a neuron is named twice; the raster is then left as it was.
    pub fn push(&mut self, firing: &[u16]) -> Result<(), Error> {
        require_step(firing, self.neurons)?;
        self.record(firing);
        Ok(())
    }

    /// Appends a step that a network made, and which is therefore valid.
    #[inline]
    pub(crate) fn record(&mut self, firing: &[u16]) {
        self.spikes.extend_from_slice(firing);
        self.ends.push(self.spikes.len());
    }

    /// The same where its first two neurons are at hand, or anything in their places. Most steps have no more,
    /// and a processor cannot foresee how many.
    #[inline(always)]
    pub(crate) fn record_beginning(&mut self, first: [u16; 2], firing: &[u16]) {
        let begin = self.spikes.len();
        self.spikes.extend_from_slice(&first);
        match firing.get(2..) {
            Some(rest) => self.spikes.extend_from_slice(rest),
            None => self.spikes.truncate(begin + firing.len()),
        }
        self.ends.push(self.spikes.len());
    }

    /// The number of neurons.
    pub fn neurons(&self) -> usize {
        self.neurons
    }

    /// The number of steps.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no step.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The neurons that fire at step `t`; none beyond the end.
    pub fn step(&self, t: usize) -> &[u16] {
        match self.ends.get(t) {
            Some(&end) => &self.spikes[self.start(t)..end],
            None => &[],
        }
    }

    /// The steps in order.
    pub fn iter(&self) -> Steps<'_> {
        Steps { raster: self, next: 0 }
    }

    /// The number of all spikes.
    pub fn spikes(&self) -> usize {
        self.spikes.len()
    }

    /// The number of spikes in each bin of `bin` steps. Steps after the last whole bin do not count.
    ///
    /// ```
    /// use synaptome_infomax::Raster;
    ///
    /// let raster = Raster::from_steps(3, [&[0][..], &[1, 2], &[], &[0], &[1]])?;
    /// assert_eq!(raster.activity(2)?, [3, 1]);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooFew`] if a bin has no step.
    pub fn activity(&self, bin: usize) -> Result<Vec<u64>, Error> {
        require_at_least("steps of a bin", bin, 1)?;
        let bins = 0..self.len() / bin;
        let spikes = |k: usize| self.ends[(k + 1) * bin - 1] - self.start(k * bin);
        Ok(bins.map(|k| spikes(k) as u64).collect())
    }

    /// How often each neuron fired, per step; not a number without steps.
    pub fn rates(&self) -> Vec<f64> {
        let mut counts = vec![0_u64; self.neurons];
        self.spikes.iter().for_each(|&neuron| counts[usize::from(neuron)] += 1);
        counts.into_iter().map(|count| count as f64 / self.len() as f64).collect()
    }

    /// The largest deviation of a neuron's rate from a target, relative to the target.
    ///
    /// ```
    /// use synaptome_infomax::Raster;
    ///
    /// let raster = Raster::from_steps(2, [&[0_u16] as &[u16], &[0], &[1], &[]])?;
    /// assert_eq!(raster.rates(), [0.5, 0.25]);
    /// assert_eq!(raster.largest_rate_deviation(0.25), 1.0); // neuron 0 fires twice as often
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    pub fn largest_rate_deviation(&self, target: f64) -> f64 {
        let deviations = self.rates().into_iter().map(|rate| (rate / target - 1.0).abs());
        deviations.fold(0.0, f64::max)
    }

    fn start(&self, t: usize) -> usize {
        if t == 0 { 0 } else { self.ends[t - 1] }
    }
}

/// Accepts a step of neurons below `neurons`, in rising order.
pub(crate) fn require_step(firing: &[u16], neurons: usize) -> Result<(), Error> {
    firing.iter().try_for_each(|&neuron| require_index("neuron", neuron.into(), neurons))?;
    match firing.windows(2).find(|pair| pair[0] >= pair[1]) {
        Some(pair) => Err(Error::NotRising { before: pair[0], neuron: pair[1] }),
        None => Ok(()),
    }
}

/// The steps of a [`Raster`] in order.
///
/// ```
/// use synaptome_infomax::Raster;
///
/// let raster = Raster::from_steps(2, [&[0_u16, 1] as &[u16], &[], &[1]])?;
/// let sizes: Vec<usize> = raster.iter().map(<[u16]>::len).collect();
/// assert_eq!(sizes, [2, 0, 1]);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Steps<'a> {
    raster: &'a Raster,
    next: usize,
}

impl<'a> Iterator for Steps<'a> {
    type Item = &'a [u16];

    fn next(&mut self) -> Option<Self::Item> {
        let step = (self.next < self.raster.len()).then(|| self.raster.step(self.next));
        self.next += usize::from(step.is_some());
        step
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.raster.len() - self.next;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Steps<'_> {}

impl<'a> IntoIterator for &'a Raster {
    type Item = &'a [u16];
    type IntoIter = Steps<'a>;

    fn into_iter(self) -> Steps<'a> {
        self.iter()
    }
}
