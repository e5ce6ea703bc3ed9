//! Probabilities and densities of a sum, in both tails.

use crate::log_domain::{ln_one_minus_exp, ln_sum_exp};
use crate::{Error, Estimate, LogNormal, LogNormalSum};

mod convolve;
mod cumulative;
mod panels;
pub(crate) mod quadrature;
mod quantile;
mod tree;

use cumulative::Cumulative;
use panels::Pieces;

/// The distribution of a sum of independent log-normals with a small *relative* error in both
/// tails, down to the smallest probability that an `f64` holds.
///
/// Terms are added in pairs, pairs of pairs and so on, by
/// f_ln(X+Y)(z) = ∫ f_lnX(z + ln t) f_lnY(z + ln(1 − t)) dt/(t(1 − t)). The logarithm of every
/// density is a chain of polynomials of degree 16 on intervals that are halved until these fit
/// to 10⁻¹³; the integrals are adaptive. All integrands are positive, so relative errors add up
/// and never grow by cancellation: [`relative_error`](Self::relative_error) is their sum.
///
/// Building it is the work; each probability then takes microseconds. Equal terms are added by
/// repeated doubling. For an entropy alone, [`Convolution`](crate::Convolution) is quicker.
///
/// ```
/// use synaptome_lognormal::{LogNormal, LogNormalSum};
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 2])?.distribution()?;
/// assert!((sum.cdf(2.0) - 0.394_155_432_306_629).abs() < 1e-12);
/// assert!((sum.survival(1e6) / 2.054_968e-43 - 1.0).abs() < 1e-6);
/// assert!((sum.quantile(0.394_155_432_306_629)? - 2.0).abs() < 1e-9);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SumDistribution {
    pieces: Pieces,
    cumulative: Cumulative,
    /// What is subtracted from ln w.
    origin: f64,
}

/// e^−745 is the smallest positive `f64`.
const DEPTH_NATS: f64 = 746.0;
/// Largest relative error of a distribution.
const LARGEST_ERROR: f64 = 1e-6;

impl LogNormalSum {
    /// The distribution of the sum.
    ///
    /// # Errors
    /// [`Error::Inaccurate`] if its relative error would exceed 10⁻⁶.
    pub fn distribution(&self) -> Result<SumDistribution, Error> {
        let origin = ln_sum_exp(self.iter().map(LogNormal::mu));
        let pieces = tree::sum(self.terms(), origin, DEPTH_NATS)?;
        let cumulative = Cumulative::of(&pieces);
        SumDistribution { pieces, cumulative, origin }.checked()
    }
}

impl SumDistribution {
    /// Pr(w ≤ x); 0 below 10⁻³²³.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalSum};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
    /// let distribution = sum.distribution()?;
    /// assert!((distribution.cdf(3.0) + distribution.survival(3.0) - 1.0).abs() < 1e-12);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn cdf(&self, x: f64) -> f64 {
        self.ln_below(self.place(x)).exp()
    }

    /// Pr(w > x); 0 below 10⁻³²³.
    pub fn survival(&self, x: f64) -> f64 {
        self.ln_above(self.place(x)).exp()
    }

    /// ln Pr(w ≤ x); −∞ for x ≤ 0.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if it is below −746.
    pub fn ln_cdf(&self, x: f64) -> Result<f64, Error> {
        self.deep(x, x <= 0.0, self.ln_below(self.place(x)))
    }

    /// ln Pr(w > x).
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalSum};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
    /// let distribution = sum.distribution()?;
    /// assert!(distribution.ln_survival(1e9)? < -200.0); // far below the smallest ordinary probability
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if it is below −746.
    pub fn ln_survival(&self, x: f64) -> Result<f64, Error> {
        self.deep(x, x == f64::INFINITY, self.ln_above(self.place(x)))
    }

    /// Natural logarithm of the density at `x`; −∞ for x ≤ 0.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if the density of ln w is below e^−746 there.
    pub fn ln_pdf(&self, x: f64) -> Result<f64, Error> {
        let z = self.place(x);
        let inside = (self.pieces.low()..=self.pieces.high()).contains(&z) || z.is_nan();
        let ln_f = if inside { self.pieces.at(z) } else { f64::NEG_INFINITY };
        let possible = x > 0.0 && x < f64::INFINITY;
        Ok(self.deep(x, !possible && !x.is_nan(), ln_f)? - x.ln().max(f64::MIN))
    }

    /// The density at `x`; 0 for x ≤ 0.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalSum};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
    /// let distribution = sum.distribution()?;
    /// let slope = (distribution.cdf(3.001) - distribution.cdf(2.999)) / 0.002;
    /// assert!((distribution.pdf(3.0)? / slope - 1.0).abs() < 1e-5);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`ln_pdf`](Self::ln_pdf).
    pub fn pdf(&self, x: f64) -> Result<f64, Error> {
        Ok(self.ln_pdf(x)?.exp())
    }

    /// [`cdf`](Self::cdf) with its error.
    pub fn cdf_with_error(&self, x: f64) -> Estimate {
        self.with_error(self.cdf(x))
    }

    /// [`survival`](Self::survival) with its error.
    pub fn survival_with_error(&self, x: f64) -> Estimate {
        self.with_error(self.survival(x))
    }

    /// The estimated relative error of every density and of every probability below one half.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalSum};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
    /// let distribution = sum.distribution()?;
    /// assert!(distribution.relative_error() < 1e-6);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn relative_error(&self) -> f64 {
        self.pieces.error + self.cumulative.ln_total().abs()
    }

    fn with_error(&self, value: f64) -> Estimate {
        Estimate { value, error: value.min(0.5) * self.relative_error() }
    }

    fn place(&self, x: f64) -> f64 {
        if x <= 0.0 { f64::NEG_INFINITY } else { x.ln() - self.origin }
    }

    /// ln Pr(ln w ≤ z), from the smaller of the two probabilities.
    fn ln_below(&self, z: f64) -> f64 {
        if z <= self.pieces.low() {
            return f64::NEG_INFINITY;
        }
        if z >= self.pieces.high() {
            return 0.0;
        }
        let below = self.cumulative.ln_below(&self.pieces, z);
        if below < -std::f64::consts::LN_2 {
            return below;
        }
        ln_one_minus_exp(self.cumulative.ln_above(&self.pieces, z))
    }

    /// ln Pr(ln w > z).
    fn ln_above(&self, z: f64) -> f64 {
        if z >= self.pieces.high() {
            return f64::NEG_INFINITY;
        }
        if z <= self.pieces.low() {
            return 0.0;
        }
        let above = self.cumulative.ln_above(&self.pieces, z);
        if above < -std::f64::consts::LN_2 {
            return above;
        }
        ln_one_minus_exp(self.cumulative.ln_below(&self.pieces, z))
    }

    /// The logarithm, unless it is an honest −∞ or so deep that it is not known.
    fn deep(&self, x: f64, impossible: bool, ln: f64) -> Result<f64, Error> {
        if impossible {
            return Ok(f64::NEG_INFINITY);
        }
        if ln < -DEPTH_NATS {
            let (low, high) = (self.pieces.low() + self.origin, self.pieces.high() + self.origin);
            let (quantity, low, high) = ("x of a logarithm", low.exp(), high.exp());
            return Err(Error::OutOfRange { quantity, value: x, low, high });
        }
        Ok(ln)
    }

    fn checked(self) -> Result<Self, Error> {
        let error = self.relative_error();
        if error <= LARGEST_ERROR {
            return Ok(self);
        }
        let quantity = "the distribution of the sum";
        Err(Error::Inaccurate { quantity, error, limit: LARGEST_ERROR })
    }
}
