//! Measurements: what a figure found for a claim, and how sure that is.

use std::ops::RangeInclusive;

use crate::statistics::{Estimate, Interval, quantile};

/// A measured value for one claim, with the independent units that it rests on.
///
/// There is no way to state a value without saying whether it has a sampling error:
///
/// ```
/// use synaptome_lab::{Measurement, statistics::Estimate};
/// let limit = Measurement::exact("A1", 0.6931);
/// assert_eq!(limit.interval().unwrap().high, 0.6931);
/// let overlap = Measurement::mean("A2", &[0.97, 0.98, 0.99], "networks");
/// assert_eq!(overlap.sampling.unwrap().units, 3);
/// let slope = Measurement::estimated("A3", Estimate::new(-1.2, 0.04, 1000), "samples");
/// assert!((slope.interval().unwrap().low + 1.2785).abs() < 1e-3);
/// let seeds = Measurement::proportion("A4", 6, 6, "seeds");
/// assert!((seeds.interval().unwrap().low - 0.5407).abs() < 1e-4);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Measurement {
    /// The claim's identifier.
    pub claim: String,
    /// The measured value.
    pub value: f64,
    /// Where the value comes from; none if it has no sampling error.
    pub sampling: Option<Sampling>,
}

/// The independent units of a measurement, and what they say about its error.
///
/// ```
/// use synaptome_lab::Measurement;
///
/// let sampling = Measurement::mean("A1", &[0.97, 0.98, 0.99], "networks").sampling.unwrap();
/// assert_eq!((sampling.units, sampling.of), (3, "networks"));
/// assert!((sampling.std_error.unwrap() - 0.01 / 3_f64.sqrt()).abs() < 1e-12);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Sampling {
    /// How many units there are.
    pub units: usize,
    /// What they are: "networks", "seeds", "samples".
    pub of: &'static str,
    /// The standard error of the value; none where it is unknown.
    pub std_error: Option<f64>,
    /// The 95 % interval; none where it is unknown, as it is for a single unit.
    pub interval: Option<Interval>,
}

impl Measurement {
    /// A value without a sampling error: a limit, an enumeration, a count of everything there is.
    pub fn exact(claim: impl Into<String>, value: f64) -> Self {
        Self { claim: claim.into(), value, sampling: None }
    }

    /// An estimate, with its interval by Student's t.
    pub fn estimated(claim: impl Into<String>, found: Estimate, of: &'static str) -> Self {
        let Estimate { value, std_error, units, .. } = found;
        Self::sampled(claim, value, units, of, std_error, found.interval())
    }

    /// The mean of one value per unit.
    pub fn mean(claim: impl Into<String>, values: &[f64], of: &'static str) -> Self {
        Self::estimated(claim, Estimate::mean(values), of)
    }

    /// The quantile of one value per unit, with the interval between order statistics 1.96 binomial
    /// standard deviations to both sides, and half of the distance between those one standard
    /// deviation to both sides as its error. Values may be infinite. An end that would need an order
    /// statistic beyond the largest or the smallest is infinite.
    ///
    /// ```
    /// use synaptome_lab::Measurement;
    ///
    /// let sizes: Vec<f64> = (1..=99).map(f64::from).collect();
    /// let median = Measurement::quantile("A1", &sizes, 0.5, "avalanches");
    /// assert_eq!(median.value, 50.0);
    /// assert!(median.interval().unwrap().low < 45.0);
    /// ```
    pub fn quantile(claim: impl Into<String>, values: &[f64], at: f64, of: &'static str) -> Self {
        let width = (at * (1.0 - at) / values.len() as f64).sqrt();
        let end = |deviations: f64| {
            let place = at + deviations * width;
            match place {
                ..0.0 => f64::NEG_INFINITY,
                0.0..=1.0 => quantile(values, place),
                _ => f64::INFINITY,
            }
        };
        let (found, error) = (quantile(values, at), (end(1.0) - end(-1.0)) / 2.0);
        let interval = Interval { low: end(-1.96), high: end(1.96) };
        Self::sampled(claim, found, values.len(), of, error, Some(interval))
    }

    /// The fraction of units for which something is so, with the interval of Clopper and Pearson.
    ///
    /// ```
    /// use synaptome_lab::Measurement;
    ///
    /// let recalled = Measurement::proportion("A1", 99, 100, "cues");
    /// let interval = recalled.interval().unwrap(); // exact, so that it does not reach beyond 1
    /// assert!(recalled.value == 0.99 && interval.high < 1.0 && interval.low > 0.94);
    /// ```
    pub fn proportion(
        claim: impl Into<String>,
        successes: usize,
        units: usize,
        of: &'static str,
    ) -> Self {
        let fraction = successes as f64 / units as f64;
        let error = (fraction * (1.0 - fraction) / units as f64).sqrt();
        let interval = Interval::of_proportion(successes, units);
        Self::sampled(claim, fraction, units, of, error, interval)
    }

    /// Whether all of several differences are positive: 1 or 0. The interval reaches to 0 unless each of
    /// their intervals is positive, and to 1 unless one of them is negative.
    ///
    /// ```
    /// use synaptome_lab::{
    ///     Measurement,
    ///     statistics::{Estimate, Interval},
    /// };
    /// let differences = [Estimate::new(1.0, 0.1, 5), Estimate::new(0.2, 0.1, 5)];
    /// let ordered = Measurement::all_positive("A1", &differences, 15, "seeds");
    /// assert_eq!(ordered.value, 1.0);
    /// assert_eq!(ordered.interval(), Some(Interval { low: 0.0, high: 1.0 }));
    /// ```
    pub fn all_positive(
        claim: impl Into<String>,
        differences: &[Estimate],
        units: usize,
        of: &'static str,
    ) -> Self {
        let number = |so: bool| f64::from(u8::from(so));
        let positive = number(differences.iter().all(|found| found.value > 0.0));
        let intervals: Option<Vec<_>> = differences.iter().map(Estimate::interval).collect();
        let interval = intervals.map(|all| Interval {
            low: number(all.iter().all(|interval| interval.low > 0.0)),
            high: number(all.iter().all(|interval| interval.high > 0.0)),
        });
        Self::sampled(claim, positive, units, of, f64::NAN, interval)
    }

    /// Cuts the interval to the values that the quantity can have: a fraction is no larger than 1,
    /// whatever its standard error.
    ///
    /// ```
    /// use synaptome_lab::Measurement;
    ///
    /// let overlap = Measurement::mean("A1", &[0.99, 1.0, 0.95], "networks").within(-1.0..=1.0);
    /// assert_eq!(overlap.interval().unwrap().high, 1.0);
    /// ```
    #[must_use]
    pub fn within(mut self, possible: RangeInclusive<f64>) -> Self {
        if let Some(sampling) = &mut self.sampling {
            let cut = |interval: Interval| interval.within(*possible.start(), *possible.end());
            sampling.interval = sampling.interval.map(cut);
        }
        self
    }

    /// The 95 % interval, the value alone if it has no sampling error; none where it is unknown.
    pub fn interval(&self) -> Option<Interval> {
        match &self.sampling {
            None => Some(Interval::point(self.value)),
            Some(sampling) => sampling.interval,
        }
    }

    fn sampled(
        claim: impl Into<String>,
        value: f64,
        units: usize,
        of: &'static str,
        std_error: f64,
        interval: Option<Interval>,
    ) -> Self {
        let std_error = Some(std_error).filter(|error| error.is_finite());
        let interval = interval.filter(|_| units > 1);
        let sampling = Sampling { units, of, std_error, interval };
        Self { claim: claim.into(), value, sampling: Some(sampling) }
    }
}
