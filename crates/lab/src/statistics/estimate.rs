//! Estimates: a value with its standard error and the units it rests on.

use std::f64::consts::FRAC_PI_2;

use super::{Interval, Line, mean, median, variance};

/// A value estimated from independent units, with its standard error.
///
/// Sums, differences and ratios take their operands as independent: errors add in squares, and the
/// degrees of freedom follow Welch and Satterthwaite. Values of the same units are not independent;
/// estimate the mean of their differences instead.
///
/// ```
/// use synaptome_lab::statistics::Estimate;
/// let (a, b) = (Estimate::mean(&[1.0, 2.0, 3.0]), Estimate::mean(&[4.0, 6.0, 5.0]));
/// let difference = b.minus(a);
/// assert_eq!((difference.value, difference.units), (3.0, 6));
/// assert!((difference.freedom - 4.0).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Its standard error; not a number where it is unknown.
    pub std_error: f64,
    /// The number of independent units.
    pub units: usize,
    /// The degrees of freedom of the standard error.
    pub freedom: f64,
}

impl Estimate {
    /// A value with one degree of freedom less than there are units.
    pub fn new(value: f64, std_error: f64, units: usize) -> Self {
        Self { value, std_error, units, freedom: units as f64 - 1.0 }
    }

    /// The mean of one value per unit.
    pub fn mean(values: &[f64]) -> Self {
        let error = (variance(values) / values.len() as f64).sqrt();
        Self::new(mean(values), error, values.len())
    }

    /// The median of one value per unit, with the error that it has for nearly normal values: the mean's
    /// times √(π/2). For many values that are not, take order statistics
    /// ([`Measurement::quantile`](crate::Measurement::quantile)).
    ///
    /// ```
    /// use synaptome_lab::statistics::Estimate;
    ///
    /// let (mean, median) = (Estimate::mean(&[1.0, 2.0, 9.0]), Estimate::median(&[1.0, 2.0, 9.0]));
    /// assert_eq!((mean.value, median.value), (4.0, 2.0));
    /// assert!(median.std_error > mean.std_error);
    /// ```
    pub fn median(values: &[f64]) -> Self {
        let error = FRAC_PI_2.sqrt() * Self::mean(values).std_error;
        Self::new(median(values), error, values.len())
    }

    /// The slope of a line through one point per unit.
    ///
    /// ```
    /// use synaptome_lab::statistics::{Estimate, Line};
    ///
    /// let line = Line::fit(&[(0.0, 0.1), (1.0, 1.9), (2.0, 4.1), (3.0, 5.9)]);
    /// let slope = Estimate::slope(&line);
    /// assert!((slope.value - 1.96).abs() < 1e-9 && slope.freedom == 2.0);
    /// ```
    pub fn slope(line: &Line) -> Self {
        Self { freedom: line.freedom(), ..Self::new(line.slope, line.slope_error, line.count()) }
    }

    /// The correlation of one point per unit.
    pub fn correlation(line: &Line) -> Self {
        let error = line.correlation_error();
        Self { freedom: line.freedom(), ..Self::new(line.correlation, error, line.count()) }
    }

    /// A statistic of units, with the error of the jackknife: how it varies as one unit after the
    /// other is left out.
    ///
    /// ```
    /// use synaptome_lab::statistics::{Estimate, mean};
    /// let values = [1.0, 2.0, 4.0, 9.0];
    /// let found = Estimate::jackknife(&values, |kept| {
    ///     mean(&kept.iter().map(|value| **value).collect::<Vec<_>>())
    /// });
    /// assert!((found.std_error - Estimate::mean(&values).std_error).abs() < 1e-12);
    /// ```
    pub fn jackknife<T>(units: &[T], statistic: impl Fn(&[&T]) -> f64) -> Self {
        let all: Vec<&T> = units.iter().collect();
        let without = |out: usize| {
            let kept: Vec<&T> = [&all[..out], &all[out + 1..]].concat();
            statistic(&kept)
        };
        let value = statistic(&all);
        let parts: Vec<f64> =
            if all.len() < 2 { Vec::new() } else { (0..all.len()).map(without).collect() };
        let count = parts.len() as f64;
        let error = (variance(&parts) * (count - 1.0).powi(2) / count).sqrt();
        Self::new(value, error, units.len())
    }

    /// The value times a factor.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { value: self.value * factor, std_error: self.std_error * factor.abs(), ..self }
    }

    /// The value plus a number without error.
    #[must_use]
    pub fn shifted(self, by: f64) -> Self {
        Self { value: self.value + by, ..self }
    }

    /// The sum with an independent estimate.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.combined(other, self.value + other.value, 1.0, 1.0)
    }

    /// The difference to an independent estimate.
    ///
    /// ```
    /// use synaptome_lab::statistics::Estimate;
    ///
    /// let difference = Estimate::new(0.9, 0.03, 5).minus(Estimate::new(0.8, 0.04, 5));
    /// assert!((difference.value - 0.1).abs() < 1e-12 && (difference.std_error - 0.05).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.combined(other, self.value - other.value, 1.0, 1.0)
    }

    /// The ratio to an independent estimate, to first order in the errors.
    ///
    /// ```
    /// use synaptome_lab::statistics::Estimate;
    ///
    /// let (fast, slow) = (Estimate::new(2.0, 0.1, 5), Estimate::new(8.0, 0.1, 5));
    /// let ratio = slow.over(fast);
    /// assert_eq!(ratio.value, 4.0);
    /// assert!((ratio.std_error - 0.206).abs() < 1e-3); // mostly from the smaller number
    /// ```
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        let ratio = self.value / other.value;
        self.combined(other, ratio, 1.0 / other.value, ratio / other.value)
    }

    /// The estimate with an independent error added in squares.
    #[must_use]
    pub fn with_error_of(self, other: Self) -> Self {
        self.combined(other, self.value, 1.0, 1.0)
    }

    /// The 95 % interval by Student's t; none where the error is unknown.
    pub fn interval(&self) -> Option<Interval> {
        Interval::of_mean(self.value, self.std_error, self.freedom)
    }

    fn combined(self, other: Self, value: f64, slope: f64, other_slope: f64) -> Self {
        let (a, b) = ((self.std_error * slope).powi(2), (other.std_error * other_slope).powi(2));
        let welch = (a + b).powi(2) / (a * a / self.freedom + b * b / other.freedom);
        let freedom = if a + b == 0.0 { self.freedom.min(other.freedom) } else { welch };
        let units = self.units.saturating_add(other.units);
        Self { value, std_error: (a + b).sqrt(), units, freedom }
    }
}
