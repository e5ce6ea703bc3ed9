use faer::linalg::solvers::{DenseSolveCore, Llt};
use faer::{Mat, Side};
use rand::Rng;

use crate::{Error, HopfieldNetwork, Memories, WritingRule, correlations, size};

/// Ridge regression of every unit on all others, in closed form (EASE; Steck 2019, equation 8).
///
/// P = (`Σ_m` ξ^m ξ^mᵀ + λ I)⁻¹, `W_ij` = -`P_ij` / `P_ii` off the diagonal, and a
/// zero diagonal. A ridge of λ = M (1 - a) / a with a = (1 - 2q)² is what regression on messages
/// with a share q of their units flipped amounts to in the mean.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Ease, Memories, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let memories = Memories::random(100, 40, rng)?;
/// let network = Ease { flip_rate: 0.1 }.write(&memories, rng)?;
/// assert!(network.is_fixed_point(&memories.messages()[0])?);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Ease {
    /// Share q of flipped units that the ridge stands for, above 0 and below one half.
    pub flip_rate: f64,
}

impl Default for Ease {
    fn default() -> Self {
        Self { flip_rate: 0.1 }
    }
}

impl Ease {
    /// The ridge λ = M (1 - a) / a, a = (1 - 2q)², for so many messages.
    pub fn ridge(&self, messages: usize) -> f64 {
        let a = (1.0 - 2.0 * self.flip_rate).powi(2);
        messages as f64 * (1.0 - a) / a
    }

    fn validate(self) -> Result<(), Error> {
        let valid = self.flip_rate > 0.0 && self.flip_rate < 0.5;
        size::setting("the flip rate", self.flip_rate, valid, "above 0 and below 0.5")
    }
}

impl WritingRule for Ease {
    fn name(&self) -> &'static str {
        "EASE"
    }

    fn write(&self, memories: &Memories, _: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        self.validate()?;
        let mut ridged = correlations::of_units(memories.messages(), memories.units());
        let ridge = self.ridge(memories.len());
        (0..memories.units()).for_each(|i| ridged[(i, i)] += ridge);
        let what = "ridged correlation matrix of the messages";
        let factor = Llt::new(ridged.as_ref(), Side::Lower);
        let precision = factor.map_err(|_| Error::Factorisation { what })?.inverse();
        HopfieldNetwork::from_weights(regressions(&precision))
    }
}

/// The regression coefficients -`P_ij` / `P_ii`, with a zero diagonal.
fn regressions(precision: &Mat<f64>) -> Mat<f64> {
    let coefficient = |i, j| -precision[(i, j)] / precision[(i, i)];
    let entry = |i, j| if i == j { 0.0 } else { coefficient(i, j) };
    Mat::from_fn(precision.nrows(), precision.ncols(), entry)
}
