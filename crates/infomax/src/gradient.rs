//! Gradients of I^(1) by the weights.

mod coefficients;
mod two_pass;

pub(crate) use coefficients::Coefficients;
pub(crate) use two_pass::{Recording, replay};

use faer::{Mat, Scale};

use crate::algebra::off_diagonal;
use crate::information::Innovations;
use crate::{Error, Moments};

/// Which gradient a learner follows.
///
/// | | what it takes | correlation with the exact gradient |
/// |---|---|---|
/// | `Paper` | moments only | .95 and more at weak weights, falls with their strength |
/// | `TwoPass` | the block is replayed once | 1.00 at weak weights, .95–.996 at learned ones |
/// | `FullResponse` | as `TwoPass`, and a fixed point | .96–1.00, but large steps may lock the network |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Gradient {
    /// The gradient of Appendix A: V = C\[(2C⁻¹ − D¹¹ − D²²)∘J₀\]E − U₀∘D²¹, with fourth moments
    /// by Wick's rule and the feedback of the change on the input left out.
    Paper,
    /// The response of each neuron to its weights, measured by replaying the block:
    /// V_kl = ⟨γ_k x_l b_k⟩ − ⟨γ_k x_l⟩⟨γ_k b_k⟩/⟨γ_k⟩, with gain γ = p(1 − p/p_max),
    /// b(t) = Γ x(t) + 2Λ x(t+1), Γ = S₁⁻¹EC⁻¹, Λ = offdiag\[C⁻¹ − ½(S₁⁻¹ + S₂⁻¹)\].
    #[default]
    TwoPass,
    /// The same with Λ from the linear response of later steps,
    /// Λ = offdiag\[C⁻¹ − ½(S₁⁻¹ + S₂⁻¹) + ½(AᵀΓ + ΓᵀA) + AᵀΛA\], A = EC⁻¹. For study.
    FullResponse,
}

/// The gradient of Appendix A as its two parts, V = V^C − ½ V^D, for ln|C| and for ln|D|; all are
/// N × N, and the row is the neuron that a weight leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct PaperGradient {
    /// V^C = 2C(C⁻¹∘J₀)E, J₀ the matrix of ones with zeros on the diagonal.
    pub within: Mat<f64>,
    /// V^D = 2C((D¹¹ + D²²)∘J₀)E + 2U₀∘D²¹.
    pub joint: Mat<f64>,
    /// I^(1) in nats.
    pub nats: f64,
}

impl PaperGradient {
    /// The gradient at given moments.
    ///
    /// # Errors
    /// If the covariance is singular.
    pub fn of(moments: &Moments) -> Result<Self, Error> {
        let parts = Innovations::of(moments)?;
        let (covariance, lagged) = (&moments.covariance, &moments.lagged);
        let same_time = |bracket: &Mat<f64>, factor| {
            covariance * off_diagonal(bracket) * lagged * Scale(factor)
        };
        let within = same_time(&parts.precision, 2.0);
        // D¹¹ + D²² = S₁⁻¹ + S₂⁻¹ and D²¹ = −Γ.
        let mut joint = same_time(&parts.mean_precision, 4.0);
        let n = lagged.nrows();
        for (k, l) in (0..n).flat_map(|k| (0..n).map(move |l| (k, l))) {
            joint[(k, l)] -= 2.0 * cross_variance(moments, k, l) * parts.forward[(k, l)];
        }
        Ok(Self { within, joint, nats: parts.nats })
    }

    /// V.
    pub fn whole(&self) -> Mat<f64> {
        &self.within - &self.joint * Scale(0.5)
    }
}

/// U₀: the variance of δx'_k δx_l for binary neurons.
fn cross_variance(moments: &Moments, k: usize, l: usize) -> f64 {
    let (p, q, e) = (moments.centers[k], moments.centers[l], moments.lagged[(k, l)]);
    (1.0 - 2.0 * p) * (1.0 - 2.0 * q) * e + p * (1.0 - p) * q * (1.0 - q) - e * e
}
