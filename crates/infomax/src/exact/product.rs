//! Products of the distributions of single neurons.

/// The weights of all states of independent neurons, from the weights with which each is silent and fires. Bit i of a
/// state is neuron i.
pub(super) fn product_distribution(
    factors: impl IntoIterator<Item = [f64; 2]>,
    distribution: &mut Vec<f64>,
) {
    distribution.clear();
    distribution.push(1.0);
    for [silent, fires] in factors {
        let half = distribution.len();
        distribution.extend_from_within(..);
        distribution[..half].iter_mut().for_each(|q| *q *= silent);
        distribution[half..].iter_mut().for_each(|q| *q *= fires);
    }
}
