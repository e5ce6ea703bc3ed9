//! Hebb's rule.

use faer::{Mat, Scale};
use rand::Rng;

use crate::elementwise::add_scaled;
use crate::error::require_len;
use crate::{Error, HopfieldNetwork, IncrementalRule, Messages, State, WritingRule, correlations};

/// Hebb's rule (HOP): W = `Σ_m` ξ^m ξ^mᵀ without the diagonal (notes on Bao et al. 2019).
///
/// Weights are integers, so recall meets fields of exactly zero, which leave a unit as it is.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Hebbian, Messages, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::from_spins(&[[1, -1, 1], [1, 1, -1]])?;
/// let network = Hebbian::default().write(&messages, rng)?;
/// assert_eq!(network.weights()[(1, 2)], -2.0);
/// assert_eq!(network.weights()[(1, 1)], 0.0);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Hebbian {
    /// What stands on the diagonal.
    pub diagonal: HebbianDiagonal,
}

/// The two readings of Hebb's rule.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Hebbian, HebbianDiagonal, Messages, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(20, 3, rng)?;
/// let network = Hebbian { diagonal: HebbianDiagonal::Zero }.write(&messages, rng)?;
/// assert_eq!(network.weights()[(4, 4)], 0.0);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum HebbianDiagonal {
    /// `Σ_m` ξ^m ξ^mᵀ - M·I, of zero diagonal.
    #[default]
    Zero,
    /// `Σ_m` ξ^m ξ^mᵀ - I, as the notes print it: M - 1 on the diagonal holds every state in place.
    Notes,
}

impl HebbianDiagonal {
    fn after(self, messages: usize) -> f64 {
        match self {
            Self::Zero => 0.0,
            Self::Notes => messages as f64 - 1.0,
        }
    }
}

impl Hebbian {
    /// Multiplications to write so many messages: half of N² M, as the weights are symmetric.
    pub fn multiplications(self, units: usize, messages: usize) -> f64 {
        let (n, m) = (units as f64, messages as f64);
        n * n * m / 2.0
    }
}

impl Hebbian {
    /// The weights (1/N) Σ_m ξ^m ξ^mᵀ of zero diagonal, with which training starts.
    pub(crate) fn per_unit(messages: &Messages) -> Result<HopfieldNetwork, Error> {
        let mut weights = correlations::of_units(messages) * Scale(1.0 / messages.units() as f64);
        set_diagonal(&mut weights, 0.0);
        HopfieldNetwork::from_weights(weights)
    }
}

impl WritingRule for Hebbian {
    fn name(&self) -> &'static str {
        "HOP"
    }

    fn write(&self, messages: &Messages, _: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        let mut weights = correlations::of_units(messages);
        set_diagonal(&mut weights, self.diagonal.after(messages.len()));
        HopfieldNetwork::from_weights(weights)
    }
}

impl IncrementalRule for Hebbian {
    fn add(&self, network: &mut HopfieldNetwork, message: &State) -> Result<(), Error> {
        require_len("the message", network.units(), message.units())?;
        let spins: Vec<f64> = message.numbers().collect();
        network.change(|weights| {
            for (j, spin) in spins.iter().enumerate() {
                add_scaled(weights.col_as_slice_mut(j), *spin, &spins);
                if self.diagonal == HebbianDiagonal::Zero {
                    weights[(j, j)] = 0.0;
                }
            }
        })
    }
}

/// Puts one value on the whole diagonal.
pub(crate) fn set_diagonal(weights: &mut Mat<f64>, value: f64) {
    (0..weights.nrows()).for_each(|i| weights[(i, i)] = value);
}
