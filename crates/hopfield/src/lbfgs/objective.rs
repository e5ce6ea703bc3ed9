//! What L-BFGS can minimise.

/// A function f(w) = Φ(A w) + λ/2 |w|², Φ convex and cheap, A linear and expensive.
///
/// As the fields h = A w are linear in w, a line search needs no product with A but A d for the
/// direction d: an iteration costs one product with A and one with Aᵀ, however long the search.
pub(crate) trait Objective {
    /// Number of weights w and of fields h.
    fn dimensions(&self) -> (usize, usize);
    /// Writes h = A w.
    fn fields(&mut self, weights: &[f64], fields: &mut [f64]);
    /// The part of Φ(h) of the fields from the index `first` on; replaces each by the derivative of Φ.
    fn loss(&self, fields: &mut [f64], first: usize) -> f64;
    /// Writes Aᵀ times the derivatives.
    fn gradient(&mut self, slopes: &[f64], gradient: &mut [f64]);
    /// The penalty λ.
    fn ridge(&self) -> f64;
}
