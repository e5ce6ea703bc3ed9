//! What the weights look like.

use crate::Network;

/// The number of weights beyond ± `limit`, per free neuron: of strong inputs, and of strong outputs.
///
/// ```
/// use faer::mat;
/// use synaptome_infomax::{Firing, Network, observables::strong_weights_per_neuron};
///
/// let weights = mat![[0.0, 7.0], [-9.0, 1.0]];
/// let network = Network::from_weights(weights.as_ref(), Firing::default())?;
/// assert_eq!(strong_weights_per_neuron(&network, 3.0), 1.0);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
pub fn strong_weights_per_neuron(network: &Network, limit: f64) -> f64 {
    let strong = network.weight_rows().filter(|weight| weight.abs() > limit).count();
    strong as f64 / network.free() as f64
}

/// The fourth central moment of the weights over the squared variance, less 3: 0 for a normal
/// distribution, large for few strong weights among many weak ones.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Network, observables::excess_kurtosis_of_weights};
///
/// // Uniform weights have an excess kurtosis of −1.2.
/// let network =
///     Network::draw_uniform(60, 1.0, Firing::default(), &mut ChaCha8Rng::seed_from_u64(1))?;
/// assert!((excess_kurtosis_of_weights(&network) + 1.2).abs() < 0.1);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
pub fn excess_kurtosis_of_weights(network: &Network) -> f64 {
    let weights: Vec<f64> = network.weight_rows().collect();
    let center = mean(weights.iter().copied());
    let moment = |power| mean(weights.iter().map(|x| (x - center).powi(power)));
    moment(4) / moment(2).powi(2) - 3.0
}

/// All weights in rising order.
pub fn sorted_weights(network: &Network) -> Vec<f64> {
    let mut weights: Vec<f64> = network.weight_rows().collect();
    weights.sort_by(f64::total_cmp);
    weights
}

/// The mean size of the weights from inputs over that of the weights among free neurons; not a number
/// without inputs.
pub fn forward_over_lateral(network: &Network) -> f64 {
    let (free, neurons) = (network.free(), network.neurons());
    let size = |from: std::ops::Range<usize>| {
        let own = network.weight_rows().enumerate();
        mean(own.filter(|(at, _)| from.contains(&(at % neurons))).map(|(_, w)| w.abs()))
    };
    size(free..neurons) / size(0..free)
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0_usize);
    for value in values {
        sum += value;
        count += 1;
    }
    sum / count as f64
}
