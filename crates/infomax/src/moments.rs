//! Second moments of a raster (equation 2.4).

mod counts;

use faer::{Mat, MatRef};

use crate::error::{require_at_least, require_at_most, require_finite, require_index, require_len};
use crate::{Error, Raster};
use counts::Counts;

/// Covariances within a step and across a lag n, of δx = x − p̄:
///
/// C_ij = ⟨δx_i(t) δx_j(t)⟩, E_ij = ⟨δx_i(t+n) δx_j(t)⟩, both N × N.
///
/// ```
/// use synaptome_infomax::{Moments, Raster};
///
/// let raster = Raster::from_steps(2, [&[0][..], &[1], &[0], &[1], &[0]])?;
/// let moments = Moments::of(&raster, &[0.5, 0.5], 1)?;
/// // Neuron 1 fires exactly one step after neuron 0.
/// assert_eq!(moments.lagged()[(1, 0)], 0.25);
/// assert_eq!(moments.samples(), 4);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Moments {
    pub(crate) covariance: Mat<f64>,
    pub(crate) lagged: Mat<f64>,
    pub(crate) centers: Vec<f64>,
    pub(crate) samples: usize,
}

/// More neurons than matrices of moments have room for: 2 GiB each.
const MOST_NEURONS: usize = 1 << 14;
/// Counts of coincidences have 32 bits, and each step counts twice.
const MOST_STEPS: usize = (1 << 31) - 1;

impl Moments {
    /// The moments of a raster about the rates `centers` at a lag of `lag` steps. Both steps of
    /// each pair count for C, so that the joint covariance of a pair is positive semidefinite.
    ///
    /// ```
    /// use synaptome_infomax::{Moments, Raster};
    ///
    /// let raster = Raster::from_steps(2, [&[0_u16] as &[u16], &[1], &[0], &[1], &[0]])?;
    /// let moments = Moments::of(&raster, &[0.5, 0.5], 1)?;
    /// assert_eq!(moments.covariance()[(0, 0)], 0.25);
    /// assert_eq!(moments.lagged()[(1, 0)], 0.25); // neuron 1 fires after neuron 0
    /// assert_eq!(moments.lagged()[(0, 0)], -0.25);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if there is not one centre for each neuron, [`Error::NotFinite`] for a centre
    /// that is not a number, [`Error::Empty`] without neurons, [`Error::TooFew`] if the raster has no pair of
    /// steps at this lag, [`Error::TooLarge`] for more than 2¹⁴ neurons or 2³¹ steps.
    pub fn of(raster: &Raster, centers: &[f64], lag: usize) -> Result<Self, Error> {
        let neurons = raster.neurons();
        require_len("the list of centers", neurons, centers.len())?;
        centers.iter().try_for_each(|&center| require_finite("a center", center))?;
        require_at_most("the number of neurons of moments", neurons, MOST_NEURONS)?;
        require_at_most("the number of steps of moments", raster.len(), MOST_STEPS)?;
        if neurons == 0 {
            return Err(Error::Empty { quantity: "the raster" });
        }
        require_at_least("steps of the raster", raster.len(), lag.saturating_add(1))?;
        let counts = Counts::of(raster, lag);
        let (covariance, lagged) = counts.centered(centers);
        Ok(Self { covariance, lagged, centers: centers.to_vec(), samples: counts.samples })
    }

    /// Moments from matrices, as an exact calculation gives them.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the matrices are not N × N, N the number of centres,
    /// [`Error::NotFinite`] for an entry or a centre that is not a number, [`Error::Empty`] without centres.
    pub fn from_parts(
        covariance: Mat<f64>,
        lagged: Mat<f64>,
        centers: Vec<f64>,
    ) -> Result<Self, Error> {
        if centers.is_empty() {
            return Err(Error::Empty { quantity: "the list of centers" });
        }
        for (quantity, matrix) in [("each side of C", &covariance), ("each side of E", &lagged)] {
            require_len(quantity, centers.len(), matrix.nrows())?;
            require_len(quantity, centers.len(), matrix.ncols())?;
            let entries = matrix.col_iter().flat_map(|column| column.iter().copied());
            entries.into_iter().try_for_each(|x| require_finite("an entry of a covariance", x))?;
        }
        centers.iter().try_for_each(|&center| require_finite("a center", center))?;
        Ok(Self { covariance, lagged, centers, samples: usize::MAX })
    }

    /// The moments of some of the neurons, in the order given.
    ///
    /// ```
    /// use faer::mat;
    /// use synaptome_infomax::{Moments, faer};
    ///
    /// let all = Moments::from_parts(
    ///     mat![[1.0, 0.2], [0.2, 2.0]],
    ///     mat![[0.1, 0.0], [0.3, 0.4]],
    ///     vec![0.5; 2],
    /// )?;
    /// let second = all.of_subset(&[1])?;
    /// assert_eq!((second.covariance()[(0, 0)], second.lagged()[(0, 0)]), (2.0, 0.4));
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::IndexOutOfRange`] if one of them does not exist.
    pub fn of_subset(&self, subset: &[usize]) -> Result<Self, Error> {
        let neurons = self.centers.len();
        subset.iter().try_for_each(|&neuron| require_index("neuron", neuron, neurons))?;
        let part = |matrix: &Mat<f64>| {
            Mat::from_fn(subset.len(), subset.len(), |i, j| matrix[(subset[i], subset[j])])
        };
        Ok(Self {
            covariance: part(&self.covariance),
            lagged: part(&self.lagged),
            centers: subset.iter().map(|&i| self.centers[i]).collect(),
            samples: self.samples,
        })
    }

    /// Adds `ridge` to the variances, as if every neuron had some independent noise.
    ///
    /// ```
    /// use faer::mat;
    /// use synaptome_infomax::{Moments, faer, information::gaussian_nats};
    ///
    /// // Two neurons that always fire together have a singular covariance.
    /// let equal = Moments::from_parts(
    ///     mat![[1.0, 1.0], [1.0, 1.0]],
    ///     mat![[0.1, 0.1], [0.1, 0.1]],
    ///     vec![0.5; 2],
    /// )?;
    /// assert!(gaussian_nats(&equal).is_err());
    /// assert!(gaussian_nats(&equal.with_ridge(0.01)).is_ok());
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    pub fn with_ridge(mut self, ridge: f64) -> Self {
        (0..self.centers.len()).for_each(|i| self.covariance[(i, i)] += ridge);
        self
    }

    /// C, symmetric.
    pub fn covariance(&self) -> MatRef<'_, f64> {
        self.covariance.as_ref()
    }

    /// E^(n): the row is the later neuron.
    pub fn lagged(&self) -> MatRef<'_, f64> {
        self.lagged.as_ref()
    }

    /// The rates p̄ about which moments are taken.
    pub fn centers(&self) -> &[f64] {
        &self.centers
    }

    /// The number of pairs of steps T; `usize::MAX` if the moments are exact.
    pub fn samples(&self) -> usize {
        self.samples
    }
}
