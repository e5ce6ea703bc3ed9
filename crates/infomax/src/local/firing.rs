//! A step of a network that learns locally.

use crate::Network;
use crate::chance::is_below;

/// A random word for each free neuron at each step.
pub(super) struct Words<'a> {
    /// Those of this step.
    words: Vec<u64>,
    draw: &'a mut dyn FnMut(&mut [u64]),
}

impl<'a> Words<'a> {
    /// Words for so many neurons. The generator is no parameter of the type: steps would be compiled again for each.
    pub(super) fn new(free: usize, draw: &'a mut dyn FnMut(&mut [u64])) -> Self {
        Self { words: vec![0; free], draw }
    }

    fn next(&mut self) -> &[u64] {
        (self.draw)(&mut self.words);
        &self.words
    }
}

/// One step of the network; the probabilities with which neurons fired, and ξ = x − ⟨x⟩ of the new state. Every
/// list has the padded length.
#[inline(always)]
pub(super) fn fire(
    network: &mut Network,
    before: &[u16],
    means: &[f64],
    probabilities: &mut [f64],
    xi: &mut [f64],
    words: &mut Words<'_>,
) {
    let thresholds = network.padded_thresholds().to_vec();
    network.probabilities(before, &thresholds, probabilities);
    let free = network.free();
    let fires = |&(_, (word, probability)): &(usize, (&u64, &f64))| is_below(*word, *probability);
    let pairs = words.next().iter().zip(&*probabilities).enumerate();
    let firing: Vec<u16> = pairs.filter(fires).map(|(i, _)| i as u16).collect();
    for (xi, mean) in xi.iter_mut().zip(means) {
        *xi = -mean;
    }
    xi[free..].fill(0.0);
    firing.iter().for_each(|&i| xi[usize::from(i)] += 1.0);
    network.enter(firing);
}
