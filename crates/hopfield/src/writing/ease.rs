//! EASE: closed-form ridge regression of every unit on the others.

use faer::linalg::solvers::{DenseSolveCore, Llt};
use faer::linalg::triangular_solve::solve_lower_triangular_in_place;
use faer::{Mat, Par, Scale};
use rand::Rng;

use super::factored::is_low_rank;
use super::hebbian::set_diagonal;
use super::symmetric::gram;
use crate::cholesky::cholesky;
use crate::error::{require_at_least, require_in, require_positive};
use crate::{Error, HopfieldNetwork, Messages, WritingRule, correlations};

/// Ridge regression of every unit on all others, in closed form (EASE; Steck 2019, equation 8).
///
/// P = (`Σ_m` ξ^m ξ^mᵀ + λ I)⁻¹, `W_ij` = -`P_ij` / `P_ii` off the diagonal, and a
/// zero diagonal. For more than 1,024 units and at most a sixteenth as many messages it is computed from a
/// matrix of messages by messages, in N² M steps instead of N³; so it is for fewer messages than units and
/// a ridge below 1e-6 N, whose digits the other way would lose. A ridge of λ = M (1 - a) / a with a = (1 - 2q)² is what regression on messages
/// with a fraction q of their units flipped amounts to in the mean.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Ease, Messages, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(100, 40, rng)?;
/// let network = Ease { flip_rate: 0.1 }.write(&messages, rng)?;
/// assert!(network.is_fixed_point(&messages[0])?);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Ease {
    /// Fraction q of flipped units that the ridge stands for, above 0 and below one half.
    pub flip_rate: f64,
}

impl Default for Ease {
    fn default() -> Self {
        Self { flip_rate: 0.1 }
    }
}

impl Ease {
    /// The ridge λ = M (1 - a) / a, a = (1 - 2q)², for so many messages.
    ///
    /// ```
    /// use synaptome_hopfield::Ease;
    ///
    /// let rule = Ease { flip_rate: 0.1 }; // a = (1 − 0.2)² = 0.64
    /// assert!((rule.ridge(100) - 100.0 * 0.36 / 0.64).abs() < 1e-9);
    /// ```
    pub fn ridge(&self, messages: usize) -> f64 {
        let a = (1.0 - 2.0 * self.flip_rate).powi(2);
        messages as f64 * (1.0 - a) / a
    }

    /// The rule of which the ridge for so many messages is λ.
    ///
    /// # Errors
    /// [`Error::NotPositive`] if the ridge is not positive, [`Error::TooFew`] without messages.
    ///
    /// ```
    /// use synaptome_hopfield::Ease;
    ///
    /// let rule = Ease::for_ridge(128.0 / 6.0, 64)?;
    /// assert!((rule.flip_rate - 0.067).abs() < 1e-3);
    /// assert!((rule.ridge(64) - 128.0 / 6.0).abs() < 1e-9);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn for_ridge(ridge: f64, messages: usize) -> Result<Self, Error> {
        require_positive("the ridge", ridge)?;
        require_at_least("messages", messages, 1)?;
        // 1 - √a without cancellation, for a = M / (M + λ).
        let (b, a) =
            (ridge / (messages as f64 + ridge), messages as f64 / (messages as f64 + ridge));
        Ok(Self { flip_rate: 0.5 * b / (1.0 + a.sqrt()) })
    }

    /// Writes symmetric weights that recall the same: -c `P_ij` off the diagonal, c > 0, instead of -`P_ij` / `P_ii`.
    ///
    /// The two differ by a positive factor for each unit, which changes no sign of a field. These have an energy, so that one unit
    /// after another always comes to rest. They are the dreaming kernel of Fachechi, Agliari & Barra (2019, Neural Networks 112,
    /// 24), J(t) = (1/N) Ξᵀ (1 + t) (I + t C)⁻¹ Ξ with the messages as rows of Ξ and C = Ξ Ξᵀ / N, for the sleep time
    /// t = N / λ and without its diagonal: Hebb's rule for t = 0, the pseudo-inverse for t → ∞.
    ///
    /// # Errors
    /// If the flip rate is out of its range.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::{Dynamics, Ease, Messages, State, WritingRule};
    ///
    /// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw(100, 40, rng)?;
    /// let rule = Ease::for_ridge(100.0 / 6.0, 40)?;
    /// let (symmetric, regressions) = (rule.symmetric(&messages)?, rule.write(&messages, rng)?);
    /// let (cue, dynamics) = (State::draw(100, rng)?, Dynamics::default());
    /// let recall = symmetric.recall(&cue, &dynamics, rng)?;
    /// assert_eq!(recall, regressions.recall(&cue, &dynamics, rng)?);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn symmetric(&self, messages: &Messages) -> Result<HopfieldNetwork, Error> {
        self.validate()?;
        let ridge = self.ridge(messages.len());
        let mut kernel = hat(messages, ridge)?;
        set_diagonal(&mut kernel, 0.0);
        HopfieldNetwork::from_weights(kernel * Scale(1.0 + ridge / messages.units() as f64))
    }

    /// Multiplications to write so many messages, to the highest order: the correlations and the
    /// inverse.
    pub fn multiplications(self, units: usize, messages: usize) -> f64 {
        let (n, m) = (units as f64, messages as f64);
        n * n * m / 2.0 + n.powi(3) / 2.0
    }

    fn validate(self) -> Result<(), Error> {
        require_positive("the flip rate", self.flip_rate)?;
        require_in("the flip rate", self.flip_rate, 0.0, 0.5_f64.next_down())
    }
}

impl WritingRule for Ease {
    fn name(&self) -> &'static str {
        "EASE"
    }

    fn write(&self, messages: &Messages, _: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        self.validate()?;
        let ridge = self.ridge(messages.len());
        if is_low_rank(messages.units(), messages.len()) || is_singular(messages, ridge) {
            return HopfieldNetwork::from_weights(by_factors(messages, ridge)?);
        }
        let precision = inverse(&ridged_of_units(messages, ridge))?;
        HopfieldNetwork::from_weights(regressions(&precision))
    }
}

/// Whether the ridge alone keeps the correlations of the units from being singular, and is so small that
/// most digits of their inverse would be lost.
fn is_singular(messages: &Messages, ridge: f64) -> bool {
    messages.len() < messages.units() && ridge < NEGLIGIBLE * messages.units() as f64
}

/// A ridge below this, for each unit, counts as small.
const NEGLIGIBLE: f64 = 1e-6;

fn inverse(ridged: &Mat<f64>) -> Result<Mat<f64>, Error> {
    Ok(factorise(ridged)?.inverse())
}

fn factorise(ridged: &Mat<f64>) -> Result<Llt<f64>, Error> {
    cholesky("the ridged correlation matrix of the messages", ridged)
}

/// The same weights by the identity of Woodbury, for few messages: with X the messages as columns and
/// `XᵀX + λ I` = L Lᵀ, λ P = I - V Vᵀ with V = X L⁻ᵀ, so that `W_ij` = `v_i`·`v_j` / (1 - |`v_i`|²).
fn by_factors(messages: &Messages, ridge: f64) -> Result<Mat<f64>, Error> {
    let rows = whitened(messages, ridge)?;
    let mut scaled = rows.transpose().to_owned();
    for i in 0..scaled.nrows() {
        let left = 1.0 - rows.col(i).squared_norm_l2();
        scaled.row_mut(i).iter_mut().for_each(|v| *v /= left);
    }
    let mut weights = scaled * rows;
    set_diagonal(&mut weights, 0.0);
    Ok(weights)
}

/// Vᵀ = L⁻¹ Xᵀ.
fn whitened(messages: &Messages, ridge: f64) -> Result<Mat<f64>, Error> {
    let mut ridged = correlations::of_messages(messages);
    (0..messages.len()).for_each(|m| ridged[(m, m)] += ridge);
    let mut rows = messages.to_matrix().transpose().to_owned();
    solve_lower_triangular_in_place(factorise(&ridged)?.L(), rows.as_mut(), Par::Seq);
    Ok(rows)
}

/// V Vᵀ = I - λ P, from the smaller of the two matrices of correlations.
fn hat(messages: &Messages, ridge: f64) -> Result<Mat<f64>, Error> {
    if messages.len() <= messages.units() {
        return Ok(gram(whitened(messages, ridge)?.transpose()));
    }
    let precision = inverse(&ridged_of_units(messages, ridge))?;
    Ok(Mat::<f64>::identity(messages.units(), messages.units()) - precision * Scale(ridge))
}

fn ridged_of_units(messages: &Messages, ridge: f64) -> Mat<f64> {
    let mut ridged = correlations::of_units(messages);
    (0..messages.units()).for_each(|i| ridged[(i, i)] += ridge);
    ridged
}

/// The regression coefficients -`P_ij` / `P_ii`, with a zero diagonal.
fn regressions(precision: &Mat<f64>) -> Mat<f64> {
    let coefficient = |i, j| -precision[(i, j)] / precision[(i, i)];
    let entry = |i, j| if i == j { 0.0 } else { coefficient(i, j) };
    Mat::from_fn(precision.nrows(), precision.ncols(), entry)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn factors_give_the_weights_that_the_inverse_gives() {
        let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
        for (units, count) in [(30, 1), (30, 7), (30, 29), (8, 20)] {
            let messages = Messages::draw(units, count, rng).unwrap();
            let rule = Ease { flip_rate: 0.1 };
            let written = rule.write(&messages, rng).unwrap();
            let factors = by_factors(&messages, rule.ridge(count)).unwrap();
            assert!((written.weights() - factors).norm_max() < 1e-13);
        }
    }
}
