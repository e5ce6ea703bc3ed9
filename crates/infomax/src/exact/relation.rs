//! Exact information as a function of the Gaussian one.

use crate::Error;
use crate::error::require_at_least;

/// A one-parameter form of the exact information in terms of the Gaussian one, x = I^(1) (such a
/// function fits figure 10 of Tanaka, Kaneko & Aoyagi 2009).
///
/// ```
/// use synaptome_infomax::exact::Relation;
///
/// assert_eq!(Relation::Proportional.exact_nats(0.5, 0.8), 0.4);
/// assert!(Relation::ALL.iter().all(|form| form.exact_nats(0.0, 0.8) == 0.0));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Relation {
    /// a x.
    Proportional,
    /// x / (1 + a x).
    Saturating,
    /// ln(1 + a x) / a.
    Logarithmic,
}

/// A relation fitted to points by least squares.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct RelationFit {
    /// The form.
    pub relation: Relation,
    /// Its parameter a, from 1e-4 to 100.
    pub parameter: f64,
    /// The fraction of the variance of the exact information that it explains.
    pub r_squared: f64,
}

impl Relation {
    /// The three forms.
    pub const ALL: [Self; 3] = [Self::Proportional, Self::Saturating, Self::Logarithmic];

    /// The exact information in nats at a Gaussian information of `gaussian_nats`.
    pub fn exact_nats(self, gaussian_nats: f64, a: f64) -> f64 {
        match self {
            Self::Proportional => a * gaussian_nats,
            Self::Saturating => gaussian_nats / (1.0 + a * gaussian_nats),
            Self::Logarithmic => (a * gaussian_nats).ln_1p() / a,
        }
    }

    /// The form with the parameter of least squares, found by golden sections in ln a, for points of
    /// (Gaussian, exact) information in nats.
    fn fit(self, points: &[(f64, f64)]) -> RelationFit {
        let (mut low, mut high) = (1e-4_f64.ln(), 1e2_f64.ln());
        let value = |ln_a: f64| self.r_squared(points, ln_a.exp());
        for _ in 0..80 {
            let (left, right) = (low + 0.382 * (high - low), low + 0.618 * (high - low));
            if value(left) < value(right) { low = left } else { high = right }
        }
        let parameter = (0.5 * (low + high)).exp();
        RelationFit { relation: self, parameter, r_squared: self.r_squared(points, parameter) }
    }

    fn r_squared(self, points: &[(f64, f64)], a: f64) -> f64 {
        let center = points.iter().map(|p| p.1).sum::<f64>() / points.len() as f64;
        let total: f64 = points.iter().map(|p| (p.1 - center).powi(2)).sum();
        let rest = points.iter().map(|p| (p.1 - self.exact_nats(p.0, a)).powi(2));
        1.0 - rest.sum::<f64>() / total
    }
}

impl RelationFit {
    /// The form that explains most of the exact information, for points of (Gaussian, exact)
    /// information in nats.
    ///
    /// # Errors
    /// [`Error::TooFew`] below two points.
    ///
    /// ```
    /// use synaptome_infomax::exact::{Relation, RelationFit};
    ///
    /// let points = [0.1, 0.5, 1.0, 2.0].map(|x| (x, x / (1.0 + 0.7 * x)));
    /// let fit = RelationFit::best(&points)?;
    /// assert_eq!(fit.relation, Relation::Saturating);
    /// assert!((fit.parameter - 0.7).abs() < 1e-6);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    pub fn best(points: &[(f64, f64)]) -> Result<Self, Error> {
        require_at_least("points", points.len(), 2)?;
        let fits = Relation::ALL.map(|relation| relation.fit(points)).into_iter();
        let best = fits.max_by(|a, b| a.r_squared.total_cmp(&b.r_squared));
        Ok(best.unwrap_or_else(|| Relation::Proportional.fit(points)))
    }
}
