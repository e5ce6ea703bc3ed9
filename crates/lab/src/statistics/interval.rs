//! Confidence intervals of 95 %.

use statrs::distribution::{Beta, ContinuousCDF, StudentsT};

/// The probability below each end that an interval of 95 % leaves out.
const TAIL: f64 = 0.025;

/// The 95 % confidence interval of a value.
///
/// ```
/// use synaptome_lab::statistics::Interval;
/// let mean = Interval::of_mean(1.0, 0.1, 4.0).unwrap();
/// assert!((mean.high - 1.0 - 0.2776).abs() < 1e-4);
/// assert_eq!(Interval::of_mean(1.0, f64::NAN, 4.0), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// The interval that holds nothing but a value.
    pub fn point(value: f64) -> Self {
        Self { low: value, high: value }
    }

    /// The interval of a mean by Student's t; none without a standard error or degrees of freedom.
    ///
    /// ```
    /// use synaptome_lab::statistics::Interval;
    ///
    /// let interval = Interval::of_mean(1.0, 0.1, 4.0).unwrap(); // five units, four degrees of freedom
    /// assert!((interval.high - 1.2776).abs() < 1e-4); // Student's t is 2.776 there, not 1.96
    /// ```
    pub fn of_mean(value: f64, std_error: f64, freedom: f64) -> Option<Self> {
        let is_known = value.is_finite() && std_error.is_finite() && std_error >= 0.0;
        let t = student_quantile(freedom).filter(|_| is_known)?;
        Some(Self { low: value - t * std_error, high: value + t * std_error })
    }

    /// The interval of Clopper and Pearson for the probability of `successes` among `trials`: it
    /// covers the probability in at least 95 % of repetitions, also where all trials agree.
    ///
    /// ```
    /// use synaptome_lab::statistics::Interval;
    ///
    /// let never_failed = Interval::of_proportion(100, 100).unwrap();
    /// assert!((never_failed.low - 0.9638).abs() < 1e-4 && never_failed.high == 1.0);
    /// ```
    pub fn of_proportion(successes: usize, trials: usize) -> Option<Self> {
        let failures = trials.checked_sub(successes).filter(|_| trials > 0)?;
        let low = if successes == 0 { 0.0 } else { beta_quantile(successes, failures + 1, TAIL)? };
        let high =
            if failures == 0 { 1.0 } else { beta_quantile(successes + 1, failures, 1.0 - TAIL)? };
        Some(Self { low, high })
    }

    /// The part inside [low, high]; the nearer end where they do not meet.
    ///
    /// ```
    /// use synaptome_lab::statistics::Interval;
    ///
    /// assert_eq!(Interval { low: 0.8, high: 1.1 }.within(0.0, 1.0), Interval { low: 0.8, high: 1.0 });
    /// ```
    #[must_use]
    pub fn within(self, low: f64, high: f64) -> Self {
        Self { low: self.low.max(low).min(high), high: self.high.min(high).max(low) }
    }
}

/// The quantile of Student's t at 97.5 %.
fn student_quantile(freedom: f64) -> Option<f64> {
    Some(StudentsT::new(0.0, 1.0, freedom).ok()?.inverse_cdf(1.0 - TAIL)).filter(|t| t.is_finite())
}

fn beta_quantile(a: usize, b: usize, at: f64) -> Option<f64> {
    Some(Beta::new(a as f64, b as f64).ok()?.inverse_cdf(at))
}
