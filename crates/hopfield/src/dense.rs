use rand::Rng;

use crate::field::Field;
use crate::{Dynamics, Error, Memories, Recall, State, size};

/// A dense associative memory (Krotov & Hopfield 2016): recall straight from the stored messages.
///
/// It keeps the M × N messages, not N × N weights, and stands here for comparison. A unit takes
/// the value of lower energy E(x) = -`Σ_m` F(ξ^m·x), all other units held.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{DenseMemory, Dynamics, Interaction, Memories, Noise};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let memories = Memories::random(64, 200, rng)?;
/// let memory = DenseMemory::new(memories, Interaction::Exponential)?;
/// let message = &memory.memories().messages()[0];
/// let cue = Noise::Flips(6).damage(message, rng)?;
/// assert!(memory.recall(&cue, &Dynamics::default(), rng)?.recovered(message));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct DenseMemory {
    memories: Memories,
    interaction: Interaction,
}

/// The function F of the overlap ξ·x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interaction {
    /// F(z) = zⁿ, n ≥ 1; n = 2 is Hebb's rule (Krotov & Hopfield 2016).
    Polynomial(i32),
    /// F(z) = exp(z) (Demircigil et al. 2017).
    Exponential,
}

impl DenseMemory {
    /// A memory of these messages.
    pub fn new(memories: Memories, interaction: Interaction) -> Result<Self, Error> {
        if let Interaction::Polynomial(degree) = interaction {
            size::setting("the degree", f64::from(degree), degree >= 1, "at least 1")?;
        }
        Ok(Self { memories, interaction })
    }

    /// The stored messages.
    pub fn memories(&self) -> &Memories {
        &self.memories
    }

    /// Updates the cue until nothing changes, a cycle closes or the sweeps run out.
    pub fn recall<R: Rng + ?Sized>(
        &self,
        cue: &State,
        dynamics: &Dynamics,
        rng: &mut R,
    ) -> Result<Recall, Error> {
        size::same("the state", cue.units(), self.memories.units())?;
        Ok(dynamics.run(Driven::new(self, cue), rng))
    }
}

/// A state with its overlaps ξ^m·x, which are kept up to date flip by flip.
struct Driven<'a> {
    memory: &'a DenseMemory,
    state: State,
    overlaps: Vec<f64>,
}

impl<'a> Driven<'a> {
    fn new(memory: &'a DenseMemory, cue: &State) -> Self {
        let overlap = |message: &State| {
            let pairs = message.spins().iter().zip(cue.spins());
            pairs.map(|(x, y)| f64::from(x * y)).sum()
        };
        Self {
            memory,
            state: cue.clone(),
            overlaps: memory.memories.messages().iter().map(overlap).collect(),
        }
    }

    /// `Σ_m` \[F(z + `ξ_i` `x_i`) - F(z - `ξ_i` `x_i`)\], z the overlap without unit i: the energy
    /// that turning the unit over would cost, up to a positive factor that prevents overflow.
    fn cost_of_flipping(&self, unit: usize) -> f64 {
        let spin = self.state[unit];
        let agreements = self.memory.memories.messages().iter().map(|x| f64::from(x[unit] * spin));
        let pairs = self.overlaps.iter().zip(agreements);
        match self.memory.interaction {
            Interaction::Polynomial(degree) => {
                let size = self.state.units() as f64;
                let power = |z: f64| (z / size).powi(degree);
                pairs.map(|(z, a)| power(*z) - power(z - 2.0 * a)).sum()
            }
            Interaction::Exponential => {
                let most = self.overlaps.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                pairs.map(|(z, a)| a * (z - a - most).exp()).sum()
            }
        }
    }
}

impl Field for Driven<'_> {
    fn state(&self) -> &State {
        &self.state
    }

    fn opposes(&self, unit: usize) -> bool {
        self.cost_of_flipping(unit) < 0.0
    }

    fn flip(&mut self, unit: usize) {
        let spin = &mut self.state.spins_mut()[unit];
        *spin = -*spin;
        let spin = *spin;
        let messages = self.memory.memories.messages().iter();
        let pairs = self.overlaps.iter_mut().zip(messages);
        pairs.for_each(|(overlap, message)| *overlap += 2.0 * f64::from(message[unit] * spin));
    }

    fn into_state(self) -> State {
        self.state
    }
}
