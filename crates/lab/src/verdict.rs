//! Verdicts: whether a measurement agrees with a claim.

use serde::Serialize;

use crate::{Claim, Measurement, Origin, Scale};

/// What came out.
///
/// ```
/// use synaptome_lab::{Claim, Judgement, Measurement, Scale, Verdict};
///
/// let claim = Claim::ours("own-1", "recall", "overlap", 0.9..=1.0);
/// let of = |overlaps: &[f64]| {
///     let measured = [Measurement::mean("own-1", overlaps, "networks")];
///     Judgement::of(&claim, &measured, Scale::Quick).verdict
/// };
/// assert_eq!(of(&[0.95, 0.96, 0.95]), Verdict::Holds);
/// assert_eq!(of(&[0.89, 0.91, 0.95]), Verdict::Undecided); // the interval crosses 0.9
/// assert_eq!(of(&[0.70, 0.71, 0.70]), Verdict::Fails);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The 95 % interval of the measured value lies inside the interval of the claim.
    Holds,
    /// It lies outside, or the value of some units is not a number.
    Fails,
    /// It crosses an end of the interval of the claim, or there are too few units for one, or none.
    Undecided,
    /// Nothing was measured at a sufficient scale.
    NotRun,
}

impl Verdict {
    /// All verdicts, in the order of the report.
    pub const ALL: [Self; 4] = [Self::Holds, Self::Fails, Self::Undecided, Self::NotRun];

    /// The word used in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::Undecided => "undecided",
            Self::NotRun => "not-run",
        }
    }
}

/// A claim with its measurement: an entry of `claims.json`.
///
/// ```
/// use synaptome_lab::{Claim, Judgement, Measurement, Scale, Verdict};
/// let claim = Claim::ours("A1", "recall", "overlap after recall", 0.9..=1.0);
/// let verdict = |overlaps: &[f64]| {
///     let measured = [Measurement::mean("A1", overlaps, "networks")];
///     Judgement::of(&claim, &measured, Scale::Quick).verdict
/// };
/// assert_eq!(verdict(&[0.97, 0.96, 0.98]), Verdict::Holds);
/// assert_eq!(verdict(&[0.97, 0.90, 0.98]), Verdict::Undecided);
/// assert_eq!(verdict(&[0.57, 0.52, 0.58]), Verdict::Fails);
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct Judgement {
    /// The identifier of the claim.
    pub id: String,
    /// A statement of the sources, or ours.
    pub origin: Origin,
    /// Where it is stated.
    pub source: String,
    /// The statement.
    pub statement: String,
    /// The number in the source, where it prints one.
    pub published: Option<f64>,
    /// The measured value.
    pub measured: Option<f64>,
    /// Its standard error; none where it has no sampling error or the error is unknown.
    pub std_error: Option<f64>,
    /// The number of independent units; none for a value without sampling error.
    pub units: Option<usize>,
    /// What the units are.
    pub units_of: Option<&'static str>,
    /// The lower end of the 95 % interval.
    pub interval_low: Option<f64>,
    /// The upper end.
    pub interval_high: Option<f64>,
    /// The lower end of the interval that counts as holding.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The figure that measures it.
    pub figure: String,
    /// The scale at which it was judged.
    pub scale: Scale,
    /// What came out.
    pub verdict: Verdict,
}

impl Judgement {
    /// Judges a claim from the measurements made at `scale`; below the claim's own scale it is
    /// not judged.
    pub fn of(claim: &Claim, measured: &[Measurement], scale: Scale) -> Self {
        let found = measured.iter().find(|found| scale >= claim.scale && found.claim == claim.id);
        let sampling = found.and_then(|found| found.sampling.as_ref());
        let interval = found.and_then(Measurement::interval);
        let Claim { id, origin, source, figure, statement, published, low, high, .. } =
            claim.clone();
        Self {
            id,
            origin,
            source,
            statement,
            published,
            measured: found.map(|found| found.value),
            std_error: sampling.and_then(|sampling| sampling.std_error),
            units: sampling.map(|sampling| sampling.units),
            units_of: sampling.map(|sampling| sampling.of),
            interval_low: interval.map(|interval| interval.low),
            interval_high: interval.map(|interval| interval.high),
            low,
            high,
            figure,
            scale,
            verdict: found.map_or(Verdict::NotRun, |found| verdict(claim, found)),
        }
    }

    /// Whether the verdict rests on a sample, and so may err by chance.
    pub fn is_sampled(&self) -> bool {
        self.units.is_some() && [Verdict::Holds, Verdict::Fails].contains(&self.verdict)
    }
}

fn verdict(claim: &Claim, found: &Measurement) -> Verdict {
    let Claim { low, high, .. } = *claim;
    let units = found.sampling.as_ref().map(|sampling| sampling.units);
    match found.interval() {
        _ if units == Some(0) => Verdict::Undecided,
        _ if !found.value.is_finite() => Verdict::Fails,
        Some(interval) if low <= interval.low && interval.high <= high => Verdict::Holds,
        Some(interval) if interval.high < low || high < interval.low => Verdict::Fails,
        _ => Verdict::Undecided,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Estimate;

    fn verdict_of(measured: Measurement, scale: Scale) -> Verdict {
        let claim = Claim { scale: Scale::Paper, ..Claim::ours("A", "f", "t", 1.0..=2.0) };
        Judgement::of(&claim, &[measured], scale).verdict
    }

    fn estimated(value: f64, std_error: f64, units: usize) -> Verdict {
        let found = Estimate::new(value, std_error, units);
        verdict_of(Measurement::estimated("A", found, "seeds"), Scale::Paper)
    }

    #[test]
    fn a_value_without_sampling_error_holds_at_the_ends_and_fails_if_not_a_number() {
        for (value, verdict) in [
            (1.0, Verdict::Holds),
            (2.0, Verdict::Holds),
            (0.999, Verdict::Fails),
            (f64::NAN, Verdict::Fails),
            (f64::INFINITY, Verdict::Fails),
        ] {
            let measured = Measurement::exact("A", value);
            assert_eq!(verdict_of(measured, Scale::Paper), verdict, "{value}");
        }
    }

    #[test]
    fn an_interval_inside_holds_outside_fails_and_across_an_end_is_undecided() {
        // t is 2.776 for five units.
        assert_eq!(estimated(1.5, 0.18, 5), Verdict::Holds);
        assert_eq!(estimated(1.5, 0.19, 5), Verdict::Undecided);
        assert_eq!(estimated(2.6, 0.21, 5), Verdict::Fails);
        assert_eq!(estimated(2.6, 0.22, 5), Verdict::Undecided);
        assert_eq!(estimated(1.5, 1e9, 5), Verdict::Undecided);
    }

    #[test]
    fn too_few_units_or_an_unknown_error_leave_it_undecided_and_units_without_a_number_fail() {
        assert_eq!(estimated(1.5, 0.0, 1), Verdict::Undecided);
        assert_eq!(estimated(1.5, f64::NAN, 9), Verdict::Undecided);
        assert_eq!(estimated(1.5, f64::INFINITY, 9), Verdict::Undecided);
        assert_eq!(estimated(f64::NAN, 0.1, 9), Verdict::Fails);
        let one = Measurement::mean("A", &[1.5], "networks");
        assert_eq!(verdict_of(one, Scale::Paper), Verdict::Undecided);
        let none = Measurement::mean("A", &[], "networks");
        assert_eq!(verdict_of(none, Scale::Paper), Verdict::Undecided);
    }

    #[test]
    fn units_that_all_agree_at_a_natural_bound_hold() {
        let claim = Claim::ours("A", "f", "t", 0.999..=1.0);
        let verdict = |found: Measurement| Judgement::of(&claim, &[found], Scale::Quick).verdict;
        let agreeing = Measurement::mean("A", &[1.0; 5], "networks");
        assert_eq!(verdict(agreeing), Verdict::Holds);
        let few = Measurement::proportion("A", 5, 5, "networks");
        assert_eq!(verdict(few), Verdict::Undecided);
        let many = Measurement::proportion("A", 4000, 4000, "samples");
        assert_eq!(verdict(many), Verdict::Holds);
        let wide = Measurement::mean("A", &[0.9995, 1.0, 1.0], "networks");
        assert_eq!(verdict(wide.clone()), Verdict::Undecided);
        let near = Measurement::mean("A", &[0.9999, 1.0, 1.0], "networks");
        assert_eq!(verdict(near.within(0.0..=1.0)), Verdict::Holds);
    }

    #[test]
    fn below_its_scale_a_claim_is_not_run() {
        let measured = || Measurement::exact("A", 1.5);
        assert_eq!(verdict_of(measured(), Scale::Quick), Verdict::NotRun);
        assert_eq!(verdict_of(measured(), Scale::Beyond), Verdict::Holds);
    }
}
