//! A step of a network that learns locally.

use rand::Rng;

use crate::Network;
use crate::chance::happens;

/// One step of the network; the probabilities with which neurons fired, and ξ = x − ⟨x⟩ of the new state. Every
/// list has the padded length.
#[inline(always)]
pub(super) fn fire<R: Rng + ?Sized>(
    network: &mut Network,
    before: &[u16],
    means: &[f64],
    probabilities: &mut [f64],
    xi: &mut [f64],
    rng: &mut R,
) {
    let thresholds = network.padded_thresholds().to_vec();
    network.probabilities(before, &thresholds, probabilities);
    let free = network.free();
    let fires = |i: &usize| happens(probabilities[*i], rng);
    let firing: Vec<u16> = (0..free).filter(fires).map(|i| i as u16).collect();
    for (xi, mean) in xi.iter_mut().zip(means) {
        *xi = -mean;
    }
    xi[free..].fill(0.0);
    firing.iter().for_each(|&i| xi[usize::from(i)] += 1.0);
    network.enter(firing);
}
