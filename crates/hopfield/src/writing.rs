//! Writing rules: from messages to weights.

use rand::Rng;

use crate::{Error, HopfieldNetwork, Messages, State};

pub(crate) mod constraint;
pub(crate) mod ease;
mod factored;
pub(crate) mod fitted;
pub(crate) mod hebbian;
mod loss;
pub(crate) mod max_margin;
pub(crate) mod minimum_probability_flow;
pub(crate) mod noise_training;
pub(crate) mod pseudo_inverse;
pub(crate) mod pseudo_likelihood;
pub(crate) mod storkey;
mod symmetric;
pub(crate) mod trained_recurrent;
mod triangle;
pub(crate) mod unlearning;

/// A way to write messages into the weights of a Hopfield network.
///
/// A trait, not an enum, as the set of rules is open: a rule of your own is a type with its options as
/// fields.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Hebbian, Messages, PseudoInverse, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(100, 30, rng)?;
/// let rules: [&dyn WritingRule; 2] = [&Hebbian::default(), &PseudoInverse::default()];
/// let stored = rules.map(|rule| {
///     let network = rule.write(&messages, rng)?;
///     let mut fixed = 0;
///     for message in &messages {
///         fixed += usize::from(network.is_fixed_point(message)?);
///     }
///     Ok::<_, synaptome_hopfield::Error>(fixed)
/// });
/// assert!(stored[0].clone()? < 30);
/// assert_eq!(stored[1].clone()?, 30);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
pub trait WritingRule {
    /// Short name, as in the literature.
    fn name(&self) -> &'static str;

    /// Writes the messages; rules that draw nothing leave the generator alone.
    ///
    /// # Errors
    /// If an option of the rule is out of its range, or the messages cannot be written.
    fn write(&self, messages: &Messages, rng: &mut dyn Rng) -> Result<HopfieldNetwork, Error>;
}

/// A rule that can add one message to weights it has written, without the earlier messages.
///
/// Adding messages one by one gives the weights that writing them together gives, up to rounding.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{IncrementalRule, Messages, Storkey, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(100, 10, rng)?;
/// let first_nine = Messages::new(messages.as_slice()[..9].to_vec())?;
/// let mut network = Storkey.write(&first_nine, rng)?;
/// Storkey.add(&mut network, &messages[9])?;
/// assert!(network.is_fixed_point(&messages[9])?);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
pub trait IncrementalRule: WritingRule {
    /// Adds one message to the weights.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the message is not of this network, and
    /// [`Error::NotIncremental`] if the rule with its options cannot add one.
    fn add(&self, network: &mut HopfieldNetwork, message: &State) -> Result<(), Error>;
}
