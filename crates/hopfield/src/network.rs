//! Networks of spins with given weights: fields, energy and recall.

use faer::{Mat, MatRef};
use rand::Rng;

use crate::elementwise::{add_scaled, dot};
use crate::error::{require_finite, require_len};
use crate::field::Field;
use crate::{AssociativeMemory, Dynamics, Error, Messages, Recall, State};

/// A Hopfield network: N × N weights W and N biases b, all finite.
///
/// The field on a state x is h = W x + b, and a unit takes the sign of its field. A field of zero
/// leaves the unit as it is, and so does one too small to be told from a rounded zero: below 8 ε
/// (`Σ_j` `|W_ij|` + `|b_i|`), ε = 2⁻⁵². W need be neither symmetric nor of zero diagonal.
///
/// ```
/// use faer::Mat;
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Dynamics, Ending, HopfieldNetwork, State};
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
    /// ```
    /// use synaptome_hopfield::faer::mat;
    /// use synaptome_hopfield::{HopfieldNetwork, State};
    ///
    /// let network = HopfieldNetwork::from_weights(mat![[0.0, 2.0], [2.0, 0.0]])?;
    /// let equal = State::new(vec![1, 1])?;
    /// assert_eq!((network.field(&equal)?, network.energy(&equal)?), (vec![2.0, 2.0], -2.0));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotSquare`], [`Error::Empty`] and [`Error::NotFinite`] refuse such weights, the last
    /// also those so large that fields or energies overflow.
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
        if rounding.iter().any(|zero| !(zero * headroom(bias.len())).is_finite()) {
            check_finite(&weights, &bias)?;
            let quantity = "the sum of the weights of a unit, times 4 N";
            return Err(Error::NotFinite { quantity, value: f64::INFINITY });
        }
        Ok(Self { weights, bias, rounding })
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
        Ok(self.field_of(state))
    }

    /// The field of a state of this network.
    fn field_of(&self, state: &State) -> Vec<f64> {
        let mut field = self.bias.clone();
        for (unit, spin) in state.numbers().enumerate() {
            add_scaled(&mut field, spin, self.weights.col_as_slice(unit));
        }
        field
    }

    /// The weights as the matrix that they are stored as.
    pub(crate) fn matrix(&self) -> &Mat<f64> {
        &self.weights
    }

    /// The largest field of every unit that could be a rounded zero.
    pub(crate) fn rounding(&self) -> &[f64] {
        &self.rounding
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
        require_len("the state", self.units(), cue.units())?;
        Ok(dynamics.run(Driven::of(self, cue), rng))
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

/// A state with its field, which is kept up to date flip by flip.
pub(crate) struct Driven<'a> {
    pub(crate) network: &'a HopfieldNetwork,
    pub(crate) state: State,
    pub(crate) field: Vec<f64>,
}

impl<'a> Driven<'a> {
    /// A cue of this network.
    pub(crate) fn of(network: &'a HopfieldNetwork, cue: &State) -> Self {
        Self { network, state: cue.clone(), field: network.field_of(cue) }
    }

    /// Adds the flip of a unit to the field; the state has it already.
    pub(crate) fn follow(&mut self, unit: usize) {
        let change = 2.0 * f64::from(self.state[unit]);
        add_scaled(&mut self.field, change, self.network.weights.col_as_slice(unit));
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
        self.state.flip(unit);
        self.follow(unit);
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

/// What the roundings of N units are multiplied with to bound all that fields and energies come to:
/// 4 N times the sums of which they are the rounding.
fn headroom(units: usize) -> f64 {
    units as f64 / (2.0 * f64::EPSILON)
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
