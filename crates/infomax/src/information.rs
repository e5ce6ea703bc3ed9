//! Mutual information between a step and a later one, of Gaussian variables with the same
//! second moments: I^(n) = ln|C| − ½ ln|D^(n)|, D = (C, Eᵀ; E, C) (Tanaka, Kaneko & Aoyagi 2009,
//! §2).

mod corrected;
mod diagnosis;

pub use corrected::{GaussianInformation, InformationOptions, gaussian_information};

use faer::Mat;

use crate::algebra::{Inverse, invert, ln_determinant, pivots};
use crate::error::{require_finite, require_not_negative};
use crate::{Error, Moments, Network, Raster};

/// I^(n) in nats, as ½(ln|C| − ln|C − E C⁻¹ Eᵀ|), which forms no matrix of twice the size.
///
/// For a raster, [`gaussian_information`] gives the sampling bias too, and says more of what is wrong.
///
/// ```
/// use faer::mat;
/// use synaptome_infomax::{Moments, faer, information::gaussian_nats};
///
/// // Two neurons, each correlated by 0.6 with its own past: −½ ln(1 − 0.36) nats per neuron.
/// let moments = Moments::from_parts(
///     mat![[1.0, 0.0], [0.0, 1.0]],
///     mat![[0.6, 0.0], [0.0, 0.6]],
///     vec![0.5; 2],
/// )?;
/// assert!((gaussian_nats(&moments)? + 0.64_f64.ln()).abs() < 1e-12);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
///
/// # Errors
/// [`Error::NotFinite`] for moments that are not numbers, [`Error::NotPositiveDefinite`] if C is singular, as
/// with a neuron that never fired and no ridge, [`Error::Predictable`] if the conditional covariance is.
pub fn gaussian_nats(moments: &Moments) -> Result<f64, Error> {
    let variances = (0..moments.centers.len()).map(|i| moments.covariance[(i, i)]);
    variances.into_iter().try_for_each(|variance| require_finite("a variance", variance))?;
    let inverse = invert(&moments.covariance, "the covariance C")?;
    let innovation =
        &moments.covariance - &moments.lagged * &inverse.matrix * moments.lagged.transpose();
    require_unexplained(&innovation, &moments.covariance)?;
    let rest = ln_determinant(&innovation, "the conditional covariance C - E C^-1 E^T")?;
    Ok(0.5 * (inverse.ln_det - rest))
}

/// That of each variance more is left than what rounding leaves of an explained one.
fn require_unexplained(innovation: &Mat<f64>, covariance: &Mat<f64>) -> Result<(), Error> {
    let explained = |(i, pivot): &(usize, f64)| *pivot <= 1e-13 * covariance[(*i, *i)];
    match pivots(innovation).into_iter().enumerate().find(explained) {
        Some((neuron, _)) => Err(Error::Predictable { neuron }),
        None => Ok(()),
    }
}

/// I^(n) in nats of what a network did, at a lag of n steps, with `ridge` added to the variances so that
/// C can be inverted. Moments are taken about the target rate of free neurons, and about the measured
/// rate of inputs.
///
/// # Errors
/// As [`Moments::of`] and [`gaussian_nats`].
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::information::network_nats;
/// use synaptome_infomax::{Firing, Network, input::Spontaneous};
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let mut network = Network::draw(10, Firing::default(), &mut rng)?;
/// let raster = network.settle_and_run(20_000, &mut Spontaneous, &mut rng);
/// assert!(network_nats(&network, &raster, 1, 1e-4)? < 0.1);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
pub fn network_nats(
    network: &Network,
    raster: &Raster,
    lag: usize,
    ridge: f64,
) -> Result<f64, Error> {
    require_not_negative("the ridge", ridge)?;
    gaussian_nats(&Moments::of(raster, &centers(network, raster), lag)?.with_ridge(ridge))
}

/// The target rate for free neurons, the measured rate for inputs.
pub(crate) fn centers(network: &Network, raster: &Raster) -> Vec<f64> {
    let target = std::iter::repeat_n(network.firing().target_rate, network.free());
    target.chain(raster.rates().into_iter().skip(network.free())).collect()
}

/// ln|C| and ln|D^(n)|, whose difference ln|C| − ½ ln|D| is I^(n).
///
/// ```
/// use faer::mat;
/// use synaptome_infomax::{
///     Moments, faer,
///     information::{gaussian_nats, ln_determinants},
/// };
///
/// let moments = Moments::from_parts(mat![[2.0]], mat![[1.0]], vec![0.5])?;
/// let (within, joint) = ln_determinants(&moments)?; // ln 2 and ln (2·2 − 1·1)
/// assert!((within - 2_f64.ln()).abs() < 1e-12 && (joint - 3_f64.ln()).abs() < 1e-12);
/// assert!((gaussian_nats(&moments)? - (within - 0.5 * joint)).abs() < 1e-12);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
///
/// # Errors
/// As [`gaussian_nats`].
pub fn ln_determinants(moments: &Moments) -> Result<(f64, f64), Error> {
    let information_nats = gaussian_nats(moments)?;
    let within = ln_determinant(&moments.covariance, "the covariance C")?;
    Ok((within, 2.0 * (within - information_nats)))
}

/// About how much [`gaussian_nats`] exceeds the truth because its moments come from a finite
/// sample: N²/(2T) nats.
///
/// ```
/// use synaptome_infomax::information::sampling_bias_nats;
///
/// // 50 independent neurons seem to have 0.0125 nats of information in 100,000 steps.
/// assert!((sampling_bias_nats(50, 100_000) - 0.0125).abs() < 0.0001);
/// ```
pub fn sampling_bias_nats(neurons: usize, samples: usize) -> f64 {
    (neurons as f64).powi(2) / (2.0 * samples as f64)
}

/// What gradients of I^(1) are made of.
pub(crate) struct Innovations {
    /// C⁻¹.
    pub(crate) precision: Mat<f64>,
    /// A = E C⁻¹, the best linear predictor.
    pub(crate) predictor: Mat<f64>,
    /// (S₁⁻¹ + S₂⁻¹)/2 with S₁ = C − E C⁻¹ Eᵀ, S₂ = C − Eᵀ C⁻¹ E.
    pub(crate) mean_precision: Mat<f64>,
    /// Γ = S₁⁻¹ E C⁻¹.
    pub(crate) forward: Mat<f64>,
    /// I^(1).
    pub(crate) information_nats: f64,
}

impl Innovations {
    pub(crate) fn of(moments: &Moments) -> Result<Self, Error> {
        let Inverse { matrix: precision, ln_det } =
            invert(&moments.covariance, "the covariance C")?;
        let predictor = &moments.lagged * &precision;
        let innovation = &moments.covariance - &predictor * moments.lagged.transpose();
        let first = invert(&innovation, "the conditional covariance C - E C^-1 E^T")?;
        let forward = &first.matrix * &predictor;
        let second = &precision + predictor.transpose() * &forward;
        let mean_precision = (&first.matrix + second) * faer::Scale(0.5);
        let information_nats = 0.5 * (ln_det - first.ln_det);
        Ok(Self { precision, predictor, mean_precision, forward, information_nats })
    }
}
