use faer::Mat;
use rand::Rng;

use super::hebbian::set_diagonal;
use crate::{Error, HopfieldNetwork, IncrementalRule, Memories, State, WritingRule, size};

/// Storkey's rule: Hebb's, less the field that the earlier messages already make.
///
/// `W_ij` ← `W_ij` + (1/N) (`ξ_i` `ξ_j` - `ξ_i` `h_ji` - `ξ_j` `h_ij`), `h_ij` = `Σ_{k≠i,j}`
/// `W_ik` `ξ_k` (Storkey 1997, equation 3). The result depends on the order of the messages.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Memories, Storkey, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let memories = Memories::random(100, 15, rng)?;
/// let network = Storkey.write(&memories, rng)?;
/// assert!(network.is_fixed_point(&memories.messages()[14])?);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Storkey;

impl WritingRule for Storkey {
    fn name(&self) -> &'static str {
        "Storkey"
    }

    fn write(&self, memories: &Memories, _: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        let units = memories.units();
        let mut network = HopfieldNetwork::from_weights(Mat::zeros(units, units))?;
        for message in memories.messages() {
            self.add(&mut network, message)?;
        }
        Ok(network)
    }
}

impl IncrementalRule for Storkey {
    /// With a zero diagonal `h_ij` = `h_i` - `W_ij` `ξ_j`, so the rule reads `W_ij` += (1/N)
    /// (`ξ_i` `ξ_j` - `ξ_i` `h_j` - `ξ_j` `h_i` + 2 `W_ij`), of which `h_i` is needed only once.
    fn add(&self, network: &mut HopfieldNetwork, message: &State) -> Result<(), Error> {
        size::same("the message", message.units(), network.units())?;
        let field = network.field(message)?;
        let spins: Vec<f64> = message.spins().iter().map(|&x| f64::from(x)).collect();
        let share = 1.0 / message.units() as f64;
        network.change(|weights| {
            for (j, (xj, hj)) in spins.iter().zip(&field).enumerate() {
                let rows = weights.col_as_slice_mut(j).iter_mut();
                for ((w, xi), hi) in rows.zip(&spins).zip(&field) {
                    *w += share * (xi * (xj - hj) - xj * hi + 2.0 * *w);
                }
            }
            set_diagonal(weights, 0.0);
        })
    }
}
