//! The pseudo-inverse rule.

mod projector;

use faer::linalg::solvers::{ColPivQr, DenseSolveCore, Llt};
use faer::linalg::triangular_solve::solve_lower_triangular_in_place;
use faer::{Mat, MatRef, Par, Side};
use rand::Rng;

use projector::projector;

use super::hebbian::set_diagonal;
use super::symmetric::gram;
use crate::correlations;
use crate::elementwise::{add_scaled, dot};
use crate::error::require_len;
use crate::{Error, HopfieldNetwork, IncrementalRule, Messages, State, WritingRule};

/// The pseudo-inverse rule (PSE): W projects on the span of the messages.
///
/// W = (1/N) `Σ_{mm'}` ξ^m (Q⁻¹)`_{mm'}` ξ^{m'}ᵀ with `Q_{mm'}` = (1/N) ξ^m·ξ^{m'} (notes on Bao et al. 2019,
/// equation 2). Every message, and every state in their span, is a fixed point; at M = N the
/// weights are the identity and every state is one, so that capacity then means nothing.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Messages, PseudoInverse, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(60, 40, rng)?;
/// let network = PseudoInverse::default().write(&messages, rng)?;
/// assert!(network.is_fixed_point(&messages[0])?);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct PseudoInverse {
    /// What stands on the diagonal.
    pub diagonal: ProjectorDiagonal,
    /// What to do about linearly dependent messages.
    pub dependent: Dependent,
}

/// The diagonal of the projector.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Messages, ProjectorDiagonal, PseudoInverse, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(20, 3, rng)?;
/// let rule = PseudoInverse { diagonal: ProjectorDiagonal::Zero, ..PseudoInverse::default() };
/// assert_eq!(rule.write(&messages, rng)?.weights()[(4, 4)], 0.0);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum ProjectorDiagonal {
    /// Kept, as in the paper.
    #[default]
    Kept,
    /// Set to zero, which makes the basins of attraction much wider.
    Zero,
}

/// What to do about linearly dependent messages, for which Q has no inverse.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Dependent, Messages, PseudoInverse, State, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let message = State::draw(20, rng)?;
/// let twice = Messages::new(vec![message.clone(), message])?;
/// let rule = |dependent| PseudoInverse { dependent, ..PseudoInverse::default() };
/// assert!(rule(Dependent::Project).write(&twice, rng).is_ok());
/// assert!(rule(Dependent::Refuse).write(&twice, rng).is_err());
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum Dependent {
    /// Project on their span all the same, as the pseudo-inverse of Q does.
    #[default]
    Project,
    /// Return [`Error::DependentMessages`].
    Refuse,
}

/// A message counts as dependent when its squared distance from the span of the earlier ones,
/// relative to N, is below this.
const DEPENDENT: f64 = 1e-9;

/// From so many messages on, products with spins are faster than those of matrices.
const MANY: usize = 128;

impl WritingRule for PseudoInverse {
    fn name(&self) -> &'static str {
        "PSE"
    }

    fn write(&self, messages: &Messages, _: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        let mut weights = match by_cholesky(messages) {
            Some(projector) => projector,
            None => self.by_pivoted_qr(messages)?,
        };
        if self.diagonal == ProjectorDiagonal::Zero {
            set_diagonal(&mut weights, 0.0);
        }
        HopfieldNetwork::from_weights(weights)
    }
}

impl IncrementalRule for PseudoInverse {
    /// Adds the part of the message outside the span: with r = ξ - W ξ, W ← W + r rᵀ / |r|².
    fn add(&self, network: &mut HopfieldNetwork, message: &State) -> Result<(), Error> {
        if self.diagonal == ProjectorDiagonal::Zero {
            let (rule, reason) = (self.name(), "without its diagonal W is no projector");
            return Err(Error::NotIncremental { rule, reason });
        }
        require_len("the message", network.units(), message.units())?;
        let residual = residual(network, message)?;
        let squared = dot(&residual, &residual);
        if squared <= DEPENDENT * message.units() as f64 {
            return Ok(());
        }
        network.change(|weights| {
            for (j, r) in residual.iter().enumerate() {
                add_scaled(weights.col_as_slice_mut(j), r / squared, &residual);
            }
        })
    }
}

impl PseudoInverse {
    /// Multiplications to write so many independent messages, to the highest order: the triangular
    /// solve, the Cholesky factor and the symmetric product.
    pub fn multiplications(self, units: usize, messages: usize) -> f64 {
        let (n, m) = (units as f64, messages as f64);
        n * m * m + m.powi(3) / 6.0 + n * n * m / 2.0
    }

    /// The projector from an orthonormal basis of rank-revealing QR, for dependent messages.
    fn by_pivoted_qr(self, messages: &Messages) -> Result<Mat<f64>, Error> {
        let qr = ColPivQr::new(messages.to_matrix().as_ref());
        let rank = rank(qr.thin_R());
        if rank < messages.len() && self.dependent == Dependent::Refuse {
            let messages = messages.len();
            return Err(Error::DependentMessages { messages, rank });
        }
        if rank == messages.units() {
            return Ok(Mat::identity(rank, rank));
        }
        let basis = qr.compute_thin_Q();
        Ok(gram(basis.as_ref().subcols(0, rank)))
    }
}

/// The projector V Vᵀ with V = X L⁻ᵀ and XᵀX = L Lᵀ, unless the messages are nearly dependent.
fn by_cholesky(messages: &Messages) -> Option<Mat<f64>> {
    if messages.len() > messages.units() {
        return None;
    }
    let gram_matrix = correlations::of_messages(messages);
    let factor = Llt::new(gram_matrix.as_ref(), Side::Lower).ok()?;
    let smallest = DEPENDENT.sqrt() * messages.units() as f64;
    let pivots = factor.L().diagonal();
    let independent = pivots.column_vector().iter().all(|l| l * l > smallest);
    independent.then(|| {
        if messages.len() >= MANY {
            return projector(messages, factor.inverse().as_ref());
        }
        let mut basis = messages.to_matrix().transpose().to_owned();
        solve_lower_triangular_in_place(factor.L(), basis.as_mut(), Par::Seq);
        gram(basis.transpose())
    })
}

fn rank(triangle: MatRef<'_, f64>) -> usize {
    let smallest = DEPENDENT.sqrt() * triangle[(0, 0)].abs();
    let diagonal = (0..triangle.nrows().min(triangle.ncols())).map(|k| triangle[(k, k)].abs());
    diagonal.take_while(|r| *r > smallest).count()
}

fn residual(network: &HopfieldNetwork, message: &State) -> Result<Vec<f64>, Error> {
    let field = network.field(message)?;
    Ok(message.numbers().zip(field).map(|(x, h)| x - h).collect())
}
