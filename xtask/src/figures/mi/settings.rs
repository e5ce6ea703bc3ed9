//! What all simulations of the paper have in common (§5.1).

use synaptome_lab::Scale;

/// The number of neurons d.
pub(crate) const NEURONS: usize = 20;

/// The largest mean of ln x.
pub(crate) const LARGEST_MEAN: f64 = 1.0;

/// An information in bits.
pub(crate) fn bits(nats: f64) -> f64 {
    nats / std::f64::consts::LN_2
}

/// How many independent repetitions there are: the paper has one.
pub(crate) fn seeds(scale: Scale) -> usize {
    scale.pick(1, 20)
}
