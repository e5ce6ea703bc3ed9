use faer::linalg::matmul::triangular::{BlockStructure, matmul};
use faer::linalg::solvers::{ColPivQr, Llt};
use faer::linalg::triangular_solve::solve_lower_triangular_in_place;
use faer::{Accum, Mat, MatRef, Par, Side};
use rand::Rng;

use super::hebbian::set_diagonal;
use crate::elementwise::{add_scaled, dot};
use crate::{Error, HopfieldNetwork, IncrementalRule, Memories, State, WritingRule};
use crate::{correlations, size};

/// The pseudo-inverse rule (PSE): W projects on the span of the messages.
///
/// W = (1/N) `Σ_{mm'}` ξ^m (Q⁻¹)`_{mm'}` ξ^{m'}ᵀ with `Q_{mm'}` = (1/N) ξ^m·ξ^{m'} (notes on Bao et al. 2019,
/// equation 2). Every message, and every state in their span, is a fixed point; at M = N the
/// weights are the identity and every state is one, so that capacity then means nothing.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Memories, PseudoInverse, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let memories = Memories::random(60, 40, rng)?;
/// let network = PseudoInverse::default().write(&memories, rng)?;
/// assert!(network.is_fixed_point(&memories.messages()[0])?);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PseudoInverse {
    /// What stands on the diagonal.
    pub diagonal: ProjectorDiagonal,
    /// What to do about linearly dependent messages.
    pub dependent: Dependent,
}

/// The diagonal of the projector.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ProjectorDiagonal {
    /// Kept, as in the paper.
    #[default]
    Kept,
    /// Set to zero, which widens the basins of attraction much.
    Zero,
}

/// What to do about linearly dependent messages, for which Q has no inverse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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

impl WritingRule for PseudoInverse {
    fn name(&self) -> &'static str {
        match self.diagonal {
            ProjectorDiagonal::Kept => "PSE",
            ProjectorDiagonal::Zero => "PSE zero diagonal",
        }
    }

    fn write(&self, memories: &Memories, _: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        let mut weights = match by_cholesky(memories) {
            Some(projector) => projector,
            None => self.by_pivoted_qr(memories)?,
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
        size::same("the message", message.units(), network.units())?;
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
    /// The projector from an orthonormal basis of rank-revealing QR, for dependent messages.
    fn by_pivoted_qr(self, memories: &Memories) -> Result<Mat<f64>, Error> {
        let qr = ColPivQr::new(memories.to_matrix().as_ref());
        let rank = rank(qr.thin_R());
        if rank < memories.len() && self.dependent == Dependent::Refuse {
            let messages = memories.len();
            return Err(Error::DependentMessages { messages, rank });
        }
        if rank == memories.units() {
            return Ok(Mat::identity(rank, rank));
        }
        let basis = qr.compute_thin_Q();
        Ok(gram(basis.as_ref().subcols(0, rank)))
    }
}

/// The projector V Vᵀ with V = X L⁻ᵀ and XᵀX = L Lᵀ, unless the messages are nearly dependent.
fn by_cholesky(memories: &Memories) -> Option<Mat<f64>> {
    if memories.len() > memories.units() {
        return None;
    }
    let gram_matrix = correlations::of_messages(memories.messages(), memories.units());
    let factor = Llt::new(gram_matrix.as_ref(), Side::Lower).ok()?;
    let smallest = DEPENDENT.sqrt() * memories.units() as f64;
    let pivots = factor.L().diagonal();
    let independent = pivots.column_vector().iter().all(|l| l * l > smallest);
    independent.then(|| {
        let mut basis = memories.to_matrix().transpose().to_owned();
        solve_lower_triangular_in_place(factor.L(), basis.as_mut(), Par::Seq);
        gram(basis.transpose())
    })
}

/// B Bᵀ, computed in its lower triangle only.
fn gram(basis: MatRef<'_, f64>) -> Mat<f64> {
    let mut product = Mat::zeros(basis.nrows(), basis.nrows());
    matmul(
        product.as_mut(),
        BlockStructure::TriangularLower,
        Accum::Replace,
        basis,
        BlockStructure::Rectangular,
        basis.transpose(),
        BlockStructure::Rectangular,
        1.0,
        Par::Seq,
    );
    correlations::mirror_lower(&mut product);
    product
}

fn rank(triangle: MatRef<'_, f64>) -> usize {
    let smallest = DEPENDENT.sqrt() * triangle[(0, 0)].abs();
    let diagonal = (0..triangle.nrows().min(triangle.ncols())).map(|k| triangle[(k, k)].abs());
    diagonal.take_while(|r| *r > smallest).count()
}

fn residual(network: &HopfieldNetwork, message: &State) -> Result<Vec<f64>, Error> {
    let field = network.field(message)?;
    let spins = message.spins().iter().zip(field);
    Ok(spins.map(|(&x, h)| f64::from(x) - h).collect())
}
