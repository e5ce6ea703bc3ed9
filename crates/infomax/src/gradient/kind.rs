//! The gradients that a learner can follow.

/// Which gradient a learner follows.
///
/// An enum, as the set is closed: each variant is a way to find Λ and to take averages that the learner
/// has to know.
///
/// | | what it takes | correlation with the exact gradient |
/// |---|---|---|
/// | `Paper` | moments only | 0.95 and more at weak weights, falls with their strength |
/// | `TwoPass` | the block is replayed once | 1.00 at weak weights, 0.95–0.996 at learned ones |
/// | `FullResponse` | as `TwoPass`, and a fixed point | 0.96–1.00, but large steps may lock the network |
///
/// ```
/// use synaptome_infomax::{Gradient, Learner};
///
/// let published = Learner { gradient: Gradient::Paper, ..Learner::default() };
/// assert_ne!(published.gradient, Learner::default().gradient);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
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
