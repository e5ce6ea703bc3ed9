//! The gradient of the paper.

use faer::{Mat, MatRef, Scale};

use crate::algebra::off_diagonal;
use crate::information::Innovations;
use crate::{Error, Moments};

/// The gradient of Appendix A as its two parts, V = V^C − ½ V^D, for ln|C| and for ln|D|; all are
/// N × N, and the row is the neuron that a weight leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct PaperGradient {
    within: Mat<f64>,
    joint: Mat<f64>,
    information_nats: f64,
}

impl PaperGradient {
    /// The gradient at given moments.
    ///
    /// ```
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::{
    ///     Firing, Network, PaperGradient, exact::Chain, information::gaussian_nats,
    /// };
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let moments = Chain::new(&Network::draw(4, Firing::default(), rng)?)?.moments();
    /// let gradient = PaperGradient::of(&moments)?;
    /// assert_eq!(
    ///     gradient.whole()[(0, 1)],
    ///     gradient.within()[(0, 1)] - 0.5 * gradient.joint()[(0, 1)]
    /// );
    /// assert!((gradient.information_nats() - gaussian_nats(&moments)?).abs() < 1e-9);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotPositiveDefinite`] if the covariance is singular.
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
        Ok(Self { within, joint, information_nats: parts.information_nats })
    }

    /// V^C = 2C(C⁻¹∘J₀)E, J₀ the matrix of ones with zeros on the diagonal.
    pub fn within(&self) -> MatRef<'_, f64> {
        self.within.as_ref()
    }

    /// V^D = 2C((D¹¹ + D²²)∘J₀)E + 2U₀∘D²¹.
    pub fn joint(&self) -> MatRef<'_, f64> {
        self.joint.as_ref()
    }

    /// I^(1) in nats.
    pub fn information_nats(&self) -> f64 {
        self.information_nats
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
