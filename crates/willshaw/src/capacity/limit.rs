//! Capacities of infinitely large networks with k ∼ log n, in bits per synapse, at a load p₁
//! and cues that keep λ of a pattern (4.15–4.23, C.6).

/// log₂ p₁ ln(1 − p₁), at most ln 2, which it reaches at p₁ = ½, and 0 at both ends.
fn stored(load: f64) -> f64 {
    if load == 0.0 || load == 1.0 {
        return 0.0;
    }
    load.log2() * (-load).ln_1p()
}

/// `C_v` → λ log₂ p₁ ln(1 − p₁); at best ln 2, for λ = 1 and p₁ = ½ (4.21).
///
/// ```
/// use synaptome_willshaw::capacity::limit;
/// assert!((limit::mapping_bits_per_synapse(0.5, 1.0) - 2_f64.ln()).abs() < 1e-12);
/// assert!((limit::completion_bits_per_synapse(0.5, 0.5) - 2_f64.ln() / 4.0).abs() < 1e-12);
/// ```
pub fn mapping_bits_per_synapse(load: f64, completeness: f64) -> f64 {
    completeness * stored(load)
}

/// `C_uv` → λ(2 − λ) log₂ p₁ ln(1 − p₁); at best ln 2, for λ = 1 (4.22).
pub fn bidirectional_bits_per_synapse(load: f64, completeness: f64) -> f64 {
    completeness * (2.0 - completeness) * stored(load)
}

/// `C_u` → λ(1 − λ) log₂ p₁ ln(1 − p₁); at best ln 2/4, for λ = ½ (4.23).
///
/// ```
/// use synaptome_willshaw::capacity::limit::completion_bits_per_synapse;
///
/// assert!((completion_bits_per_synapse(0.5, 0.5) - 2_f64.ln() / 4.0).abs() < 1e-12);
/// ```
pub fn completion_bits_per_synapse(load: f64, completeness: f64) -> f64 {
    completeness * (1.0 - completeness) * stored(load)
}

/// `C_rcg` → λ²/2 log₂ p₁ ln(1 − p₁); at best ln 2/2, for λ = 1 (C.6, 2.16).
///
/// ```
/// use synaptome_willshaw::capacity::limit::recognition_bits_per_synapse;
///
/// assert!((recognition_bits_per_synapse(0.5, 1.0) - 2_f64.ln() / 2.0).abs() < 1e-12);
/// ```
pub fn recognition_bits_per_synapse(load: f64, completeness: f64) -> f64 {
    completeness.powi(2) / 2.0 * stored(load)
}

/// `C_u` of a complete search for cliques → (1 − λ²)/2 log₂ p₁ ln(1 − p₁); towards ln 2/2 as λ
/// falls to 0. See `docs/derivations/clique-capacity.md`.
///
/// ```
/// use synaptome_willshaw::capacity::limit::{
///     clique_bits_per_synapse, completion_bits_per_synapse,
/// };
///
/// // Complete search and iterative retrieval from half of each pattern, at half load.
/// assert!(
///     (clique_bits_per_synapse(0.5, 0.5) / completion_bits_per_synapse(0.5, 0.5) - 1.5).abs()
///         < 1e-12
/// );
/// ```
pub fn clique_bits_per_synapse(load: f64, completeness: f64) -> f64 {
    (1.0 - completeness.powi(2)) / 2.0 * stored(load)
}
