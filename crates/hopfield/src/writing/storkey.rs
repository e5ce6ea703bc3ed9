//! Storkey's rule.

use faer::Mat;
use rand::Rng;

use super::factored::is_low_rank;
use super::hebbian::set_diagonal;
use super::symmetric::twice_symmetric_product;
use crate::elementwise::{add_scaled, dot};
use crate::error::require_len;
use crate::{Error, HopfieldNetwork, IncrementalRule, Messages, State, WritingRule};

/// Storkey's rule: Hebb's, less the field that the earlier messages already make.
///
/// `W_ij` ← `W_ij` + (1/N) (`ξ_i` `ξ_j` - `ξ_i` `h_ji` - `ξ_j` `h_ij`), `h_ij` = `Σ_{k≠i,j}`
/// `W_ik` `ξ_k` (Storkey 1997, equation 3). The result depends on the order of the messages.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Messages, Storkey, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(100, 15, rng)?;
/// let network = Storkey.write(&messages, rng)?;
/// assert!(network.is_fixed_point(&messages[14])?);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Storkey;

impl Storkey {
    /// Multiplications to write so many messages: the field and three products for each weight.
    pub fn multiplications(self, units: usize, messages: usize) -> f64 {
        let (n, m) = (units as f64, messages as f64);
        4.0 * n * n * m
    }
}

impl WritingRule for Storkey {
    fn name(&self) -> &'static str {
        "Storkey"
    }

    fn write(&self, messages: &Messages, _: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        let units = messages.units();
        if is_low_rank(units, messages.len()) {
            return HopfieldNetwork::from_weights(by_factors(messages));
        }
        let mut network = HopfieldNetwork::from_weights(Mat::zeros(units, units))?;
        for message in messages {
            self.add(&mut network, message)?;
        }
        Ok(network)
    }
}

impl IncrementalRule for Storkey {
    /// With a zero diagonal `h_ij` = `h_i` - `W_ij` `ξ_j`, so the rule reads `W_ij` += (1/N)
    /// (`ξ_i` `ξ_j` - `ξ_i` `h_j` - `ξ_j` `h_i` + 2 `W_ij`), of which `h_i` is needed only once.
    fn add(&self, network: &mut HopfieldNetwork, message: &State) -> Result<(), Error> {
        require_len("the message", network.units(), message.units())?;
        let field = network.field(message)?;
        let spins: Vec<f64> = message.numbers().collect();
        let rate = 1.0 / message.units() as f64;
        network.change(|weights| {
            for (j, (xj, hj)) in spins.iter().zip(&field).enumerate() {
                let rows = weights.col_as_slice_mut(j).iter_mut();
                for ((w, xi), hi) in rows.zip(&spins).zip(&field) {
                    *w += rate * (xi * (xj - hj) - xj * hi + 2.0 * *w);
                }
            }
            set_diagonal(weights, 0.0);
        })
    }
}

/// The weights A Xᵀ + X Aᵀ without their diagonal, X the messages as columns: every message multiplies
/// A by 1 + 2/N and adds the column (½ ξ - h) / N. The fields take N M steps for each message.
fn by_factors(messages: &Messages) -> Mat<f64> {
    let columns = messages.to_matrix();
    let units = messages.units();
    let mut factors = Mat::<f64>::zeros(units, messages.len());
    for m in 0..messages.len() {
        let spins = columns.col_as_slice(m);
        let field = field(&factors, &columns, spins, m);
        for earlier in 0..m {
            let column = factors.col_as_slice_mut(earlier);
            column.iter_mut().for_each(|a| *a *= 1.0 + 2.0 / units as f64);
        }
        let entries = spins.iter().zip(&field);
        let column = factors.col_as_slice_mut(m).iter_mut();
        column.zip(entries).for_each(|(a, (x, h))| *a = (0.5 * x - h) / units as f64);
    }
    let mut weights = twice_symmetric_product(factors.as_ref(), columns.as_ref());
    set_diagonal(&mut weights, 0.0);
    weights
}

/// The field of the weights that the first `written` columns make.
fn field(factors: &Mat<f64>, columns: &Mat<f64>, spins: &[f64], written: usize) -> Vec<f64> {
    let mut field = vec![0.0; spins.len()];
    for m in 0..written {
        let (a, x) = (factors.col_as_slice(m), columns.col_as_slice(m));
        add_scaled(&mut field, dot(x, spins), a);
        add_scaled(&mut field, dot(a, spins), x);
        // Without the diagonal 2 a x.
        let own = a.iter().zip(x).zip(spins);
        field.iter_mut().zip(own).for_each(|(h, ((a, x), s))| *h -= 2.0 * a * x * s);
    }
    field
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn factors_give_the_weights_that_message_after_message_gives() {
        let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
        let messages = Messages::draw(30, 7, rng).unwrap();
        let written = Storkey.write(&messages, rng).unwrap();
        assert!((written.weights() - by_factors(&messages)).norm_max() < 1e-14);
    }
}
