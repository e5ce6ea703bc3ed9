//! Exact information, better approximations, large ensembles, and the poster's promises.

mod fw_error;
mod layers;
mod log_normality;
mod mi_exact;
mod mi_large_n;
mod mi_synergy;
mod pruning;
mod retrieval_dynamics;

use rand::{Rng, RngExt};
use synaptome_lab::Result;
use synaptome_mi::{PatternMixture, SynapticEnsemble};

use super::mi::NEURONS;
use super::mi::random_sets::{Set, mixture};
use synaptome_lab::Figure;

/// In reading order.
pub(crate) static FIGURES: &[&dyn Figure] = &[
    &fw_error::FwError,
    &mi_exact::MiExact,
    &mi_synergy::MiSynergy,
    &mi_large_n::MiLargeN,
    &log_normality::LogNormality,
    &layers::Layers,
    &pruning::Pruning,
    &retrieval_dynamics::RetrievalDynamics,
];

/// A set by its name in a point.
fn set_named(name: &str) -> Set {
    if name == Set::Two.name() { Set::Two } else { Set::Three }
}

/// A random mixture of 2 to 50 patterns, `size` random synapses, and a pattern to ask about.
fn draw<R: Rng + ?Sized>(
    set: Set,
    size: usize,
    rng: &mut R,
) -> Result<(PatternMixture, SynapticEnsemble, usize)> {
    let count = rng.random_range(2..=50);
    let patterns = mixture(set, count, rng)?;
    let ensemble = SynapticEnsemble::random(NEURONS, size, rng)?;
    let about = rng.random_range(0..count);
    Ok((patterns, ensemble, about))
}
