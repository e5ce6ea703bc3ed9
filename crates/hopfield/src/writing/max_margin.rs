//! Weights of the largest margin.

use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, Par};
use rand::Rng;

use crate::elementwise::{add_scaled, dot};
use crate::error::require_in;
use crate::{Error, HopfieldNetwork, Messages, WritingRule, correlations};

/// The largest margin for every unit on its own (Krauth & Mézard 1987), by the AdaTron.
///
/// Row i of W minimises |w|² subject to `ξ_i^m` w·ξ^m ≥ 1 and `w_i` = 0. The dual has one
/// multiplier a message and is solved one coordinate after another (Anlauf & Biehl 1989).
/// Beyond the capacity of the unit the multipliers grow until they meet `penalty` or the sweeps end:
/// [`maximise`](Self::maximise) says for which units.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{MaxMargin, Messages, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(60, 60, rng)?;
/// let network = MaxMargin::default().write(&messages, rng)?;
/// assert!(messages.iter().all(|x| network.is_strict_minimum(x).unwrap()));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct MaxMargin {
    /// Most sweeps over the messages.
    pub sweeps: usize,
    /// Largest violation of a margin of 1 at which a unit is finished, not negative.
    pub tolerance: f64,
    /// Largest multiplier, not negative: infinite for the hard margin, finite for the soft one.
    pub penalty: f64,
}

impl Default for MaxMargin {
    fn default() -> Self {
        Self { sweeps: 1_000, tolerance: 1e-3, penalty: f64::INFINITY }
    }
}

/// A network of largest margins, and the units of which the margin is not found.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Margins, MaxMargin, Messages};
///
/// let messages = Messages::draw(40, 20, &mut rand_chacha::ChaCha12Rng::seed_from_u64(1))?;
/// let Margins { network, unfinished } = MaxMargin::default().maximise(&messages)?;
/// assert!(unfinished.is_empty());
/// assert_eq!(network.fixed_fraction(&messages)?, 1.0);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Margins {
    /// The network after the last sweep.
    pub network: HopfieldNetwork,
    /// The units that were not finished when their sweeps ended, ascending: most often there are no
    /// weights that give all messages the right sign there.
    pub unfinished: Vec<usize>,
}

impl MaxMargin {
    /// Maximises the margin of every unit, and says of which units it was not found.
    ///
    /// A sweep takes M² operations for each unit or, for more than 4 N messages, M N.
    ///
    /// # Errors
    /// If the penalty is negative or not a number.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::{MaxMargin, Messages};
    ///
    /// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
    /// let rule = MaxMargin::default();
    /// assert!(rule.maximise(&Messages::draw(60, 30, rng)?)?.unfinished.is_empty());
    /// assert!(!rule.maximise(&Messages::draw(20, 80, rng)?)?.unfinished.is_empty());
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn maximise(&self, messages: &Messages) -> Result<Margins, Error> {
        require_in("the penalty", self.penalty, 0.0, f64::INFINITY)?;
        require_in("the tolerance", self.tolerance, 0.0, f64::INFINITY)?;
        let products = Products::new(messages);
        let mut strengths = Mat::zeros(messages.len(), messages.units());
        let mut unfinished = Vec::new();
        for unit in 0..messages.units() {
            let labels = messages.iter().map(|x| f64::from(x[unit]));
            let mut dual = Dual::new(labels.collect(), messages.units(), products.width());
            if !dual.solve(self, &products) {
                unfinished.push(unit);
            }
            strengths.col_as_slice_mut(unit).copy_from_slice(&dual.strengths());
        }
        let network = HopfieldNetwork::from_weights(combine(messages, &strengths))?;
        Ok(Margins { network, unfinished })
    }
}

impl WritingRule for MaxMargin {
    fn name(&self) -> &'static str {
        "AdaTron"
    }

    fn write(&self, messages: &Messages, _: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        Ok(self.maximise(messages)?.network)
    }
}

/// Most messages per unit for which the products of messages are kept.
const MESSAGES_PER_UNIT: usize = 4;

/// What fields are computed from.
enum Products {
    /// The products of all pairs of messages, of which a change of one message is a column.
    Pairs(Mat<f64>),
    /// The messages as columns: fields are their products with the weights.
    Messages(Mat<f64>),
}

impl Products {
    fn new(messages: &Messages) -> Self {
        if messages.len() > MESSAGES_PER_UNIT * messages.units() {
            Self::Messages(messages.to_matrix())
        } else {
            Self::Pairs(correlations::of_messages(messages))
        }
    }

    /// The number of fields or weights that are kept.
    fn width(&self) -> usize {
        let (Self::Pairs(columns) | Self::Messages(columns)) = self;
        columns.nrows()
    }

    /// The field of a message.
    fn field(&self, kept: &[f64], message: usize) -> f64 {
        match self {
            Self::Pairs(_) => kept[message],
            Self::Messages(columns) => dot(kept, columns.col_as_slice(message)),
        }
    }

    /// Adds a message to the weights.
    fn add(&self, kept: &mut [f64], step: f64, message: usize) {
        let (Self::Pairs(columns) | Self::Messages(columns)) = self;
        add_scaled(kept, step, columns.col_as_slice(message));
    }
}

/// Row i of W is the sum of messages weighted by column i of the strengths, less its own entry.
fn combine(messages: &Messages, strengths: &Mat<f64>) -> Mat<f64> {
    let columns = messages.to_matrix();
    let mut weights = Mat::zeros(messages.units(), messages.units());
    let (rows, columns) = (strengths.transpose(), columns.transpose());
    matmul(&mut weights, Accum::Replace, rows, columns, 1.0, Par::Seq);
    super::hebbian::set_diagonal(&mut weights, 0.0);
    weights
}

/// The dual problem of one unit: max Σα - ½ |w|², w = `Σ_m` `α_m` `y_m` ξ^m without its own entry.
struct Dual {
    labels: Vec<f64>,
    multipliers: Vec<f64>,
    /// w·ξ^m for every m, or w; with the unit's own entry still included.
    kept: Vec<f64>,
    /// Σα, the part of `y_m` w·ξ^m that the unit's own entry makes.
    own: f64,
    /// |ξ^m|² without the unit's own entry.
    norm: f64,
}

impl Dual {
    fn new(labels: Vec<f64>, units: usize, width: usize) -> Self {
        let messages = labels.len();
        Self {
            labels,
            multipliers: vec![0.0; messages],
            kept: vec![0.0; width],
            own: 0.0,
            norm: (units as f64 - 1.0).max(1.0),
        }
    }

    /// Whether the tolerance was met.
    fn solve(&mut self, rule: &MaxMargin, products: &Products) -> bool {
        for _ in 0..rule.sweeps {
            let mut violation = 0.0_f64;
            for message in 0..self.labels.len() {
                violation = violation.max(self.improve(message, rule.penalty, products));
            }
            if violation <= rule.tolerance {
                return true;
            }
        }
        false
    }

    /// The best multiplier of one message given the others; the change of its margin.
    fn improve(&mut self, message: usize, penalty: f64, products: &Products) -> f64 {
        let margin = self.labels[message] * products.field(&self.kept, message) - self.own;
        let old = self.multipliers[message];
        let new = (old + (1.0 - margin) / self.norm).clamp(0.0, penalty);
        let change = new - old;
        if change != 0.0 {
            self.multipliers[message] = new;
            self.own += change;
            let step = change * self.labels[message];
            products.add(&mut self.kept, step, message);
        }
        change.abs() * self.norm
    }

    fn strengths(&self) -> Vec<f64> {
        let pairs = self.multipliers.iter().zip(&self.labels);
        pairs.map(|(alpha, label)| alpha * label).collect()
    }
}
