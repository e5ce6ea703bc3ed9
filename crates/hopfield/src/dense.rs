//! Dense associative memories, for comparison.

use std::cell::OnceCell;
use std::ops::ControlFlow;

use rand::Rng;

use crate::elementwise::exp_all;
use crate::error::{require_in, require_positive};
use crate::field::Field;
use crate::one_by_one::{self, OneByOne};
use crate::recall_all::recall_all;
use crate::{AssociativeMemory, Dynamics, Error, Messages, Recall, RecallProgress, State};

/// A dense associative memory (Krotov & Hopfield 2016): recall straight from the stored messages.
///
/// It keeps the M × N messages, not N × N weights, and stands here for comparison. A unit takes
/// the value of lower energy E(x) = -`Σ_m` F(ξ^m·x), all other units held, and stays as it is where both
/// energies are equal, up to rounding.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{DenseMemory, Dynamics, Interaction, Messages, Noise};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 200, rng)?;
/// let memory = DenseMemory::new(messages, Interaction::Exponential)?;
/// let message = &memory.messages()[0];
/// let cue = Noise::Flips(6).damage(message, rng)?;
/// assert!(memory.recall(&cue, &Dynamics::default(), rng)?.recovered(message));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct DenseMemory {
    messages: Messages,
    interaction: Interaction,
}

/// The function F of the overlap ξ·x.
///
/// An enum, not a trait, as each F needs its own way to avoid overflow.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{DenseMemory, Dynamics, Interaction, Messages, Noise};
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 8, rng)?;
/// let cue = Noise::Probability(0.2).damage(&messages[0], rng)?;
/// for interaction in [Interaction::Polynomial(3), Interaction::Exponential] {
///     let memory = DenseMemory::new(messages.clone(), interaction)?;
///     assert!(memory.recall(&cue, &Dynamics::default(), rng)?.recovered(&messages[0]));
/// }
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Interaction {
    /// F(z) = zⁿ, n ≥ 1; n = 2 is Hebb's rule (Krotov & Hopfield 2016).
    Polynomial(i32),
    /// F(z) = exp(z) (Demircigil et al. 2017).
    Exponential,
    /// F(z) = exp(β z) with the inverse temperature β > 0. On spins exp(-γ |ξ - x|²) is in proportion to it for β = 2 γ, so that
    /// this is the memory with a Gaussian kernel, and [`KernelMemory`](crate::KernelMemory) the one that learns.
    ScaledExponential(f64),
}

impl DenseMemory {
    /// A memory of these messages.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a degree below one, [`Error::NotPositive`] for an inverse temperature that is not
    /// positive.
    pub fn new(messages: Messages, interaction: Interaction) -> Result<Self, Error> {
        match interaction {
            Interaction::Polynomial(degree) => {
                require_in("the degree", f64::from(degree), 1.0, f64::from(i32::MAX))?;
            }
            Interaction::ScaledExponential(beta) => {
                require_positive("the inverse temperature", beta)?;
            }
            Interaction::Exponential => {}
        }
        Ok(Self { messages, interaction })
    }

    /// The stored messages.
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// The function F of the overlaps.
    pub fn interaction(&self) -> Interaction {
        self.interaction
    }

    /// Updates the cue until nothing changes, a cycle closes or the sweeps run out.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the cue, or the order of updates, is not as long as the messages.
    pub fn recall<R: Rng + ?Sized>(
        &self,
        cue: &State,
        dynamics: &Dynamics,
        rng: &mut R,
    ) -> Result<Recall, Error> {
        one_by_one::recall(self, cue, dynamics, rng)
    }

    /// Recalls from many cues, on several threads (0 counts as 1), cue k with the generator `rng(k)`.
    ///
    /// The results are those of [`recall`](Self::recall), one by one.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if a cue, or the order of updates, is not of this memory.
    pub fn recall_all<R: Rng>(
        &self,
        cues: &[State],
        dynamics: &Dynamics,
        threads: usize,
        rng: impl Fn(usize) -> R + Sync,
    ) -> Result<Vec<Recall>, Error> {
        let observer = &mut |_: &RecallProgress| ControlFlow::Continue(());
        recall_all(self, cues, dynamics, threads, observer, rng)
    }

    /// The same, with an observer that is called on this thread many times per second, and may break off.
    ///
    /// Cues whose recall has not ended by then are returned with [`Ending::Stopped`](crate::Ending), and as
    /// they are.
    ///
    /// # Errors
    /// As [`recall_all`](Self::recall_all).
    pub fn recall_all_watched<R: Rng>(
        &self,
        cues: &[State],
        dynamics: &Dynamics,
        threads: usize,
        mut observer: impl FnMut(&RecallProgress) -> ControlFlow<()>,
        rng: impl Fn(usize) -> R + Sync,
    ) -> Result<Vec<Recall>, Error> {
        recall_all(self, cues, dynamics, threads, &mut observer, rng)
    }
}

impl AssociativeMemory for DenseMemory {
    fn recall(&self, cue: &State, dynamics: &Dynamics, rng: &mut dyn Rng) -> Result<Recall, Error> {
        self.recall(cue, dynamics, rng)
    }
}

impl OneByOne for DenseMemory {
    type Driven<'a> = Driven<'a>;

    fn units(&self) -> usize {
        self.messages.units()
    }

    fn numbers_per_unit(&self) -> usize {
        self.messages.len()
    }

    fn drive(&self, cue: &State) -> Driven<'_> {
        Driven::new(self, cue)
    }
}

/// A state with its overlaps ξ^m·x, which are kept up to date flip by flip.
pub(crate) struct Driven<'a> {
    memory: &'a DenseMemory,
    state: State,
    overlaps: Vec<f64>,
    /// exp(β z) of all overlaps z, divided by the largest of them, until the state changes.
    exponentials: OnceCell<Vec<f64>>,
}

impl<'a> Driven<'a> {
    fn new(memory: &'a DenseMemory, cue: &State) -> Self {
        let overlap = |message: &State| {
            let pairs = message.spins().iter().zip(cue.spins());
            pairs.map(|(x, y)| f64::from(x * y)).sum()
        };
        let overlaps = memory.messages.iter().map(overlap).collect();
        Self { memory, state: cue.clone(), overlaps, exponentials: OnceCell::new() }
    }

    /// `Σ_m` \[F(z + `ξ_i` `x_i`) - F(z - `ξ_i` `x_i`)\], z the overlap without unit i: the energy
    /// that turning the unit over would cost, up to a positive factor that prevents overflow, and the
    /// largest cost that could be a rounded zero.
    fn cost_of_flipping(&self, unit: usize) -> (f64, f64) {
        let spin = self.state[unit];
        let agreements = self.memory.messages.iter().map(|x| f64::from(x[unit] * spin));
        let pairs = self.overlaps.iter().copied().zip(agreements);
        match self.memory.interaction {
            Interaction::Polynomial(degree) => {
                let ends = pairs.clone().map(|(z, a)| z.abs().max((z - 2.0 * a).abs()));
                let most = ends.fold(1.0, f64::max);
                let power = |z: f64| (z / most).powi(degree);
                let terms = pairs.map(|(z, a)| (power(z), power(z - 2.0 * a)));
                let cost = with_size(
                    terms.map(|(here, there)| (here - there, here.abs().max(there.abs()))),
                );
                (cost.0, ROUNDING * f64::from(degree) * cost.1)
            }
            Interaction::Exponential => self.exponential(1.0, pairs),
            Interaction::ScaledExponential(beta) => self.exponential(beta, pairs),
        }
    }

    /// `Σ_m` a exp(β (z - a)) of overlaps z and agreements a, up to a positive factor, and the largest that could be a rounded
    /// zero.
    fn exponential(
        &self,
        beta: f64,
        pairs: impl Iterator<Item = (f64, f64)> + Clone,
    ) -> (f64, f64) {
        if beta > BROAD {
            return narrow(beta, pairs);
        }
        let factor = (-2.0 * beta).exp();
        let terms = self.exponentials(beta).iter().zip(pairs);
        let terms = terms.map(|(e, (_, a))| if a > 0.0 { factor * e } else { -e });
        let (cost, size) = with_size(terms.map(|term| (term, term.abs())));
        (cost, ROUNDING * size)
    }

    fn exponentials(&self, beta: f64) -> &[f64] {
        self.exponentials.get_or_init(|| {
            let most = self.overlaps.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let mut all: Vec<f64> = self.overlaps.iter().map(|z| beta * (z - most)).collect();
            exp_all(&mut all);
            all
        })
    }
}

/// The largest inverse temperature at which the exponentials of all units share one factor; above it their quotients might
/// vanish.
const BROAD: f64 = 100.0;

/// The same, divided by its largest term.
fn narrow(beta: f64, pairs: impl Iterator<Item = (f64, f64)> + Clone) -> (f64, f64) {
    let most = pairs.clone().map(|(z, a)| z - a).fold(f64::NEG_INFINITY, f64::max);
    let terms = pairs.map(|(z, a)| a * (beta * (z - a - most)).exp());
    let (cost, size) = with_size(terms.map(|term| (term, term.abs())));
    (cost, ROUNDING * size)
}

/// What rounding leaves of a sum of zero, relative to the sum of the sizes of its terms.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

/// The sum of the terms, and that of their sizes.
fn with_size(terms: impl Iterator<Item = (f64, f64)>) -> (f64, f64) {
    terms.fold((0.0, 0.0), |sums, term| (sums.0 + term.0, sums.1 + term.1))
}

impl Field for Driven<'_> {
    fn state(&self) -> &State {
        &self.state
    }

    fn opposes(&self, unit: usize) -> bool {
        let (cost, zero) = self.cost_of_flipping(unit);
        cost < -zero
    }

    fn flip(&mut self, unit: usize) {
        let spin = self.state.flip(unit);
        let messages = self.memory.messages.iter();
        let pairs = self.overlaps.iter_mut().zip(messages);
        pairs.for_each(|(overlap, message)| *overlap += 2.0 * f64::from(message[unit] * spin));
        self.exponentials.take();
    }

    fn into_state(self) -> State {
        self.state
    }
}
