//! Capacity per bit of storage, and per synapse that is not silent.

use super::binary::surprise_bits;
use crate::Error;
use crate::error::{require_in, require_positive};

/// The capacity of a memory per synapse, per computer bit and per non-silent synapse, from the states of its
/// synapses (Knoblauch, Palm & Sommer 2010, *Memory capacities for synaptic and structural plasticity*, Neural
/// Computation 22(2), 289–341).
///
/// A symmetric matrix has the same bits in half of its synapses, which is not taken into account here.
///
/// ```
/// use synaptome_willshaw::information::Structural;
/// // Large heteroassociative networks: ln p₁ ln(1 − p₁)/ln 2 at p₁ = 0.1.
/// let limit = 0.1_f64.ln() * 0.9_f64.ln() / 2_f64.ln();
/// let found = Structural::at_load(limit, 0.1)?;
/// assert!((found.bits_per_computer_bit - 0.746).abs() < 1e-3);
/// assert!((found.bits_per_active_synapse - 3.50).abs() < 1e-2);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Structural {
    /// C.
    pub bits_per_synapse: f64,
    /// Cᴵ = C/H, where H is the entropy of the state of a synapse: what remains after ideal compression.
    pub bits_per_computer_bit: f64,
    /// Cˢ = C/(1 − P), where P is the fraction of synapses in the most frequent state, which need not exist.
    pub bits_per_active_synapse: f64,
}

impl Structural {
    /// Of binary synapses, a fraction p₁ = `load` of them potentiated: H = I(p₁), 1 − P = min(p₁, 1 − p₁). That of a
    /// memory is [`BitMatrix::load`](crate::BitMatrix::load).
    ///
    /// # Errors
    /// A load that is not in (0, 1); a capacity that is not finite and positive.
    pub fn at_load(bits_per_synapse: f64, load: f64) -> Result<Self, Error> {
        require_in("the load", load, 0.0, 1.0)?;
        Self::of_states(bits_per_synapse, &[1.0 - load, load])
    }

    /// Of synapses with any number of states, from the fraction of synapses in each.
    ///
    /// ```
    /// use synaptome_willshaw::information::Structural;
    ///
    /// let binary = Structural::of_states(0.25, &[0.5, 0.5])?; // one bit of state per synapse
    /// assert_eq!(binary.bits_per_computer_bit, 0.25);
    /// let graded = Structural::of_states(0.25, &[0.25; 4])?; // two
    /// assert_eq!(graded.bits_per_computer_bit, 0.125);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// Fractions outside [0, 1], or that do not add up to 1; synapses all in one state; a capacity that is not
    /// finite and positive.
    pub fn of_states(bits_per_synapse: f64, fractions: &[f64]) -> Result<Self, Error> {
        require_positive("the capacity", bits_per_synapse)?;
        fractions.iter().try_for_each(|&f| require_in("a fraction of synapses", f, 0.0, 1.0))?;
        let sum: f64 = fractions.iter().sum();
        require_in("the sum of the fractions of synapses", sum, 1.0 - SLACK, 1.0 + SLACK)?;
        let entropy: f64 = fractions.iter().map(|&f| surprise_bits(f)).sum();
        require_positive("the entropy of the state of a synapse", entropy)?;
        let most = fractions.iter().copied().fold(0.0, f64::max);
        Ok(Self {
            bits_per_synapse,
            bits_per_computer_bit: bits_per_synapse / entropy,
            bits_per_active_synapse: bits_per_synapse / (1.0 - most),
        })
    }
}

/// What fractions may miss of 1 by rounding.
const SLACK: f64 = 1e-9;
