//! The information of a raster together with what a finite sample adds to it.

use super::diagnosis::require_regular;
use super::gaussian_nats;
use crate::algebra::invert;
use crate::error::{require_at_least, require_not_negative};
use crate::{Error, Moments, Raster};

/// Options of [`gaussian_information`].
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::information::{InformationOptions, gaussian_information};
/// use synaptome_infomax::{Firing, Network, input::Spontaneous};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let mut network = Network::draw(20, Firing::default(), rng)?;
/// let raster = network.settle_and_run(20_000, &mut Spontaneous, rng);
/// let later = InformationOptions { lag: 5, ..InformationOptions::default() };
/// let next = gaussian_information(&raster, &InformationOptions::default())?;
/// assert!(next.nats > gaussian_information(&raster, &later)?.nats);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct InformationOptions {
    /// The lag n, in steps.
    pub lag: usize,
    /// What is added to the variances.
    pub ridge: f64,
}

impl Default for InformationOptions {
    /// The next step, no ridge.
    fn default() -> Self {
        Self { lag: 1, ridge: 0.0 }
    }
}

/// The Gaussian information of a raster, plain and corrected.
///
/// ```
/// use synaptome_infomax::Raster;
/// use synaptome_infomax::information::{
///     GaussianInformation, InformationOptions, gaussian_information,
/// };
///
/// // Two neurons that fire in turn, and a third that follows neither.
/// let step = |t: u32| {
///     if t.is_multiple_of(2) {
///         vec![0]
///     } else if t % 7 == 3 {
///         vec![1, 2]
///     } else {
///         vec![1]
///     }
/// };
/// let raster = Raster::from_steps(3, (0..1_000).map(step))?;
/// let options = InformationOptions { ridge: 0.01, ..InformationOptions::default() };
/// let GaussianInformation { nats, bias_nats, samples } = gaussian_information(&raster, &options)?;
/// assert!(nats > 1.0 && bias_nats < 0.01 && samples == 999);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct GaussianInformation {
    /// I^(n) of the measured moments.
    pub nats: f64,
    /// About how much of that is there without any dependence, because moments of T pairs of steps
    /// scatter: d²/(2T) with d = tr C(C + ridge)⁻¹, which is N²/(2T) without ridge.
    pub bias_nats: f64,
    /// The number of pairs of steps T.
    pub samples: usize,
}

impl GaussianInformation {
    /// The information less the bias; about 0, and often below, if there is none.
    ///
    /// ```
    /// use synaptome_infomax::information::GaussianInformation;
    ///
    /// let found = GaussianInformation { nats: 0.52, bias_nats: 0.02, samples: 10_000 };
    /// assert_eq!(found.corrected_nats(), 0.5);
    /// ```
    pub fn corrected_nats(&self) -> f64 {
        self.nats - self.bias_nats
    }
}

/// I^(n) of a raster and its sampling bias. Moments are taken about the measured rates.
///
/// The bias: for small correlations I ≈ ½ tr(M Eᵀ M E) with M = (C + ridge)⁻¹. Without dependence between
/// steps the entries of E scatter with ⟨E_ik E_jl⟩ = C_ij C_kl/T, so that I has the mean (tr M C)²/(2T). The
/// next term is of the order of N/T of it. Neurons that keep their states for long have fewer
/// independent pairs and a larger bias; compare with a raster whose neurons are shifted against each other.
///
/// ```
/// use rand::RngExt;
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::Raster;
/// use synaptome_infomax::information::{InformationOptions, gaussian_information};
///
/// // Twenty independent neurons, 10,000 steps: all of what is found is bias.
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let cells: Vec<bool> = (0..200_000).map(|_| rng.random_bool(0.1)).collect();
/// let found =
///     gaussian_information(&Raster::from_dense(20, &cells)?, &InformationOptions::default())?;
/// assert!((found.bias_nats - 0.02).abs() < 1e-5);
/// assert!((found.nats - 0.02).abs() < 0.005 && found.corrected_nats().abs() < 0.005);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
///
/// # Errors
/// [`Error::NotFinite`] or [`Error::OutOfRange`] for a ridge that is not a number or negative, [`Error::Empty`]
/// without neurons, [`Error::TooFew`] for a lag of 0 or without two pairs of steps. Without ridge [`Error::Silent`] or
/// [`Error::Locked`] for a neuron that never or always fired, [`Error::Redundant`] for one that follows from
/// others at the same step, and [`Error::Predictable`] for one that follows from the step before.
pub fn gaussian_information(
    raster: &Raster,
    options: &InformationOptions,
) -> Result<GaussianInformation, Error> {
    let InformationOptions { lag, ridge } = *options;
    require_not_negative("the ridge", ridge)?;
    require_at_least("the lag in steps", lag, 1)?;
    require_at_least("steps of the raster", raster.len(), lag.saturating_add(2))?;
    let moments = Moments::of(raster, &rates(raster, lag), lag)?;
    if ridge == 0.0 {
        require_regular(raster, &moments, lag)?;
    }
    let variances: Vec<f64> = (0..raster.neurons()).map(|i| moments.covariance[(i, i)]).collect();
    let samples = moments.samples();
    let moments = moments.with_ridge(ridge);
    let precision = invert(&moments.covariance, "the covariance C")?.matrix;
    let trace: f64 = (0..variances.len()).map(|i| precision[(i, i)]).sum();
    let effective = variances.len() as f64 - ridge * trace;
    let bias_nats = effective * effective / (2.0 * samples as f64);
    Ok(GaussianInformation { nats: gaussian_nats(&moments)?, bias_nats, samples })
}

/// The rate of each neuron in the earlier and the later steps of all pairs.
fn rates(raster: &Raster, lag: usize) -> Vec<f64> {
    let steps = raster.len() - lag;
    let mut counts = vec![0_u64; raster.neurons()];
    for t in (0..steps).chain(lag..raster.len()) {
        raster.step(t).iter().for_each(|&neuron| counts[usize::from(neuron)] += 1);
    }
    counts.into_iter().map(|count| count as f64 / (2.0 * steps as f64)).collect()
}
