//! What the network did: the neurons that fired at every step.

/// A raster of spikes: for each step, the neurons that fired, in rising order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Raster {
    ends: Vec<usize>,
    spikes: Vec<u16>,
}

impl Raster {
    /// A raster without steps.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a step; `firing` lists the neurons that fire, in rising order.
    pub fn push(&mut self, firing: &[u16]) {
        self.spikes.extend_from_slice(firing);
        self.ends.push(self.spikes.len());
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
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u16]> + '_ {
        (0..self.len()).map(|t| self.step(t))
    }

    /// The number of all spikes.
    pub fn spikes(&self) -> usize {
        self.spikes.len()
    }

    /// How often each of `neurons` neurons fired, per step.
    pub fn rates(&self, neurons: usize) -> Vec<f64> {
        let mut counts = vec![0_u64; neurons];
        for &neuron in self.spikes.iter().filter(|&&neuron| usize::from(neuron) < neurons) {
            counts[usize::from(neuron)] += 1;
        }
        counts.into_iter().map(|count| count as f64 / self.len() as f64).collect()
    }

    fn start(&self, t: usize) -> usize {
        if t == 0 { 0 } else { self.ends[t - 1] }
    }
}
