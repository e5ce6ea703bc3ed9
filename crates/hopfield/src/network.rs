//! Networks of spins with given weights: fields, energy and recall.

use std::ops::ControlFlow;

use faer::{Mat, MatRef};
use rand::Rng;

use crate::block_fields::block_fields;
use crate::elementwise::{add_scaled, dot};
use crate::error::{require_finite, require_len};
use crate::field::Field;
use crate::recall_all::{Blocks, recall_all};
use crate::{AssociativeMemory, Dynamics, Error, Messages, Recall, RecallProgress, State};

/// A Hopfield network: N × N weights W and N biases b, all finite.
///
/// The field on a state x is h = W x + b, and a unit takes the sign of its field. A field of zero
/// leaves the unit as it is, and so does one too small to be told from a rounded zero: below 8 ε
/// (`Σ_j` `|W_ij|` + `|b_i|`), ε = 2⁻⁵². W need be neither symmetric nor of zero diagonal.
///
/// ```
/// use faer::Mat;
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Dynamics, HopfieldNetwork, State, Ending};
///
/// // Three units that want to agree.
/// let weights = Mat::from_fn(3, 3, |i, j| if i == j { 0.0 } else { 1.0 });
/// let network = HopfieldNetwork::from_weights(weights)?;
/// let cue = State::new(vec![1, 1, -1])?;
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let recall = network.recall(&cue, &Dynamics::default(), rng)?;
/// assert_eq!(recall.ending, Ending::FixedPoint);
/// assert_eq!(recall.state.spins(), [1, 1, 1]);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "crate::serial::Network", into = "crate::serial::Network")
)]
pub struct HopfieldNetwork {
    weights: Mat<f64>,
    bias: Vec<f64>,
    /// The largest field of every unit that could be a rounded zero.
    rounding: Vec<f64>,
}

impl HopfieldNetwork {
    /// A network without bias. Entry (i, j) of the weights acts from unit j on unit i.
    ///
    /// # Errors
    /// [`Error::NotSquare`], [`Error::Empty`] and [`Error::NotFinite`] refuse such weights, the last
    /// also those of which a sum overflows.
    pub fn from_weights(weights: Mat<f64>) -> Result<Self, Error> {
        let bias = vec![0.0; weights.nrows()];
        Self::with_bias(weights, bias)
    }

    /// A network with bias.
    ///
    /// # Errors
    /// As [`HopfieldNetwork::from_weights`], and [`Error::LengthMismatch`] if the number of biases is
    /// not that of units.
    pub fn with_bias(weights: Mat<f64>, bias: Vec<f64>) -> Result<Self, Error> {
        check_shape(&weights, &bias)?;
        let rounding = rounding(&weights, &bias);
        // Sums are finite only if all that is summed is.
        if rounding.iter().any(|sum| !sum.is_finite()) {
            check_finite(&weights, &bias)?;
            let value = f64::INFINITY;
            return Err(Error::NotFinite { quantity: "the sum of the weights of a unit", value });
        }
        Ok(Self { rounding, weights, bias })
    }

    /// Number of units N.
    pub fn units(&self) -> usize {
        self.bias.len()
    }

    /// The weights W, N × N.
    pub fn weights(&self) -> MatRef<'_, f64> {
        self.weights.as_ref()
    }

    /// The biases b of the units.
    pub fn bias(&self) -> &[f64] {
        &self.bias
    }

    /// The field h = W x + b.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the state is not of this network.
    pub fn field(&self, state: &State) -> Result<Vec<f64>, Error> {
        require_len("the state", self.units(), state.units())?;
        let mut field = self.bias.clone();
        for (unit, spin) in state.numbers().enumerate() {
            add_scaled(&mut field, spin, self.weights.col_as_slice(unit));
        }
        Ok(field)
    }

    /// The energy E(x) = -½ xᵀWx - bᵀx.
    ///
    /// For symmetric weights of zero diagonal it changes by 2 `x_i` `h_i` when unit i flips, so it
    /// never rises in asynchronous recall. For other weights it is only a number.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the state is not of this network.
    pub fn energy(&self, state: &State) -> Result<f64, Error> {
        let field = self.field(state)?;
        let spins: Vec<f64> = state.numbers().collect();
        Ok(-0.5 * (dot(&spins, &field) + dot(&spins, &self.bias)))
    }

    /// Whether the state is a fixed point: no field opposes its spin.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the state is not of this network.
    pub fn is_fixed_point(&self, state: &State) -> Result<bool, Error> {
        let field = self.field(state)?;
        Ok((0..self.units()).all(|i| f64::from(state[i]) * field[i] >= -self.rounding[i]))
    }

    /// Whether every state one flip away has a higher energy, by symmetric weights of zero diagonal.
    ///
    /// This is `x_i` `h_i` > 0 for every i.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the state is not of this network.
    pub fn is_strict_minimum(&self, state: &State) -> Result<bool, Error> {
        let field = self.field(state)?;
        Ok((0..self.units()).all(|i| f64::from(state[i]) * field[i] > self.rounding[i]))
    }

    /// The fraction of the messages that are fixed points.
    ///
    /// With a free diagonal it says little, as W = I holds every state: report recovery from one
    /// flipped unit with it ([`Recovery`](crate::Recovery)).
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the messages are not of this network.
    pub fn fixed_fraction(&self, messages: &Messages) -> Result<f64, Error> {
        fraction(messages, |message| self.is_fixed_point(message))
    }

    /// The fraction of the messages that are [strict minima](Self::is_strict_minimum).
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the messages are not of this network.
    pub fn strict_minimum_fraction(&self, messages: &Messages) -> Result<f64, Error> {
        fraction(messages, |message| self.is_strict_minimum(message))
    }

    /// Updates the cue until nothing changes, a cycle closes or the sweeps run out.
    ///
    /// Only [`Update::Random`](crate::Update::Random) draws from the generator.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the cue, or the order of updates, is not of this network.
    pub fn recall<R: Rng + ?Sized>(
        &self,
        cue: &State,
        dynamics: &Dynamics,
        rng: &mut R,
    ) -> Result<Recall, Error> {
        dynamics.update.validate(self.units())?;
        Ok(dynamics.run(Driven::new(self, cue)?, rng))
    }

    /// Recalls from many cues, on several threads (0 counts as 1).
    ///
    /// Cue k is recalled with the generator `rng(k)`, and its [`Recall`] is the one that
    /// [`recall`](Self::recall) returns with that generator, bit by bit: the fields of several cues are
    /// summed side by side, but each in the order in which one alone is summed. So nothing depends on the
    /// number of threads.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if a cue, or the order of updates, is not of this network.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use rand_chacha::ChaCha12Rng;
    /// use synaptome_hopfield::{Cues, Dynamics, Hebbian, Messages, Noise, State, WritingRule};
    ///
    /// let rng = &mut ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw(100, 5, rng)?;
    /// let network = Hebbian::default().write(&messages, rng)?;
    /// let cues = Cues::draw(&messages, Noise::Flips(10), 20, rng)?;
    /// let cues: Vec<State> = cues.iter().map(|(cue, _)| cue.clone()).collect();
    ///
    /// let keyed = |cue| ChaCha12Rng::seed_from_u64(cue as u64);
    /// let recalls = network.recall_all(&cues, &Dynamics::default(), 2, keyed)?;
    /// assert_eq!(recalls.len(), 100);
    /// assert!(recalls[7].recovered(&messages[2]));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
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

    /// The same, with an observer that is called on this thread many times a second, and may break off.
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

    /// Changes the weights, which must stay finite: otherwise they are left as they were.
    pub(crate) fn change(&mut self, edit: impl FnOnce(&mut Mat<f64>)) -> Result<(), Error> {
        let mut weights = self.weights.clone();
        edit(&mut weights);
        *self = Self::with_bias(weights, self.bias.clone())?;
        Ok(())
    }

    /// The weights and the biases.
    pub fn into_parts(self) -> (Mat<f64>, Vec<f64>) {
        (self.weights, self.bias)
    }
}

impl AssociativeMemory for HopfieldNetwork {
    fn recall(&self, cue: &State, dynamics: &Dynamics, rng: &mut dyn Rng) -> Result<Recall, Error> {
        self.recall(cue, dynamics, rng)
    }
}

impl Blocks for HopfieldNetwork {
    type Driven<'a> = Driven<'a>;

    fn units(&self) -> usize {
        self.units()
    }

    fn begin(&self, cues: &[State]) -> Vec<Driven<'_>> {
        let fields = block_fields(self.weights(), &self.bias, cues);
        let driven =
            |(field, state): (_, &State)| Driven { network: self, state: state.clone(), field };
        fields.into_iter().zip(cues).map(driven).collect()
    }
}

/// A state with its field, which is kept up to date flip by flip.
pub(crate) struct Driven<'a> {
    network: &'a HopfieldNetwork,
    state: State,
    field: Vec<f64>,
}

impl<'a> Driven<'a> {
    fn new(network: &'a HopfieldNetwork, cue: &State) -> Result<Self, Error> {
        Ok(Self { network, state: cue.clone(), field: network.field(cue)? })
    }
}

impl Field for Driven<'_> {
    fn state(&self) -> &State {
        &self.state
    }

    fn opposes(&self, unit: usize) -> bool {
        f64::from(self.state[unit]) * self.field[unit] < -self.network.rounding[unit]
    }

    fn flip(&mut self, unit: usize) {
        let change = 2.0 * f64::from(self.state.flip(unit));
        add_scaled(&mut self.field, change, self.network.weights.col_as_slice(unit));
    }

    fn into_state(self) -> State {
        self.state
    }
}

fn rounding(weights: &Mat<f64>, bias: &[f64]) -> Vec<f64> {
    let mut sums: Vec<f64> = bias.iter().map(|b| b.abs()).collect();
    for column in 0..weights.ncols() {
        let entries = weights.col_as_slice(column);
        sums.iter_mut().zip(entries).for_each(|(sum, w)| *sum += w.abs());
    }
    sums.iter().map(|sum| 8.0 * f64::EPSILON * sum).collect()
}

fn check_shape(weights: &Mat<f64>, bias: &[f64]) -> Result<(), Error> {
    let (rows, columns) = (weights.nrows(), weights.ncols());
    if rows != columns {
        return Err(Error::NotSquare { quantity: "the weights", rows, columns });
    }
    if rows == 0 {
        return Err(Error::Empty { quantity: "the network" });
    }
    require_len("the bias", rows, bias.len())
}

fn check_finite(weights: &Mat<f64>, bias: &[f64]) -> Result<(), Error> {
    let columns = 0..weights.ncols();
    columns
        .flat_map(|j| weights.col_as_slice(j))
        .try_for_each(|&w| require_finite("a weight", w))?;
    bias.iter().try_for_each(|&b| require_finite("a bias", b))
}

/// The fraction of the messages for which a test holds.
fn fraction(
    messages: &Messages,
    test: impl Fn(&State) -> Result<bool, Error>,
) -> Result<f64, Error> {
    let mut count = 0;
    for message in messages {
        count += usize::from(test(message)?);
    }
    Ok(count as f64 / messages.len() as f64)
}
