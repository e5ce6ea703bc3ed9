//! Verdicts: whether a measurement agrees with a claim.

use serde::Serialize;

use crate::{Claim, Measurement, Origin, Scale};

/// What came out.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The measured value lies in the interval.
    Holds,
    /// It lies outside, or is not a number.
    Fails,
    /// Nothing was measured at a sufficient scale.
    NotRun,
}

impl Verdict {
    /// All verdicts, in the order of the report.
    pub const ALL: [Self; 3] = [Self::Holds, Self::Fails, Self::NotRun];

    /// The word used in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::NotRun => "not-run",
        }
    }
}

/// A claim with its measurement: an entry of `claims.json`.
///
/// ```
/// use synaptome_lab::{Claim, Judgement, Measurement, Scale, Verdict};
/// let claim = Claim::ours("A1", "recall", "overlap after recall", 0.9..=1.0);
/// let measured = [Measurement::new("A1", 0.97)];
/// assert_eq!(Judgement::of(&claim, &measured, Scale::Quick).verdict, Verdict::Holds);
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct Judgement {
    /// The identifier of the claim.
    pub id: String,
    /// A statement of the sources, or ours.
    #[serde(skip)]
    pub origin: Origin,
    /// Where it is stated.
    pub source: String,
    /// The statement.
    pub statement: String,
    /// The number in the source, where it prints one.
    pub published: Option<f64>,
    /// The measured value.
    pub measured: Option<f64>,
    /// Its standard error, where it is known.
    pub std_error: Option<f64>,
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
        let Claim { id, origin, source, figure, statement, published, low, high, .. } =
            claim.clone();
        Self {
            id,
            origin,
            source,
            statement,
            published,
            measured: found.map(|found| found.value),
            std_error: found.and_then(|found| found.std_error),
            low,
            high,
            figure,
            scale,
            verdict: verdict(claim, found),
        }
    }
}

fn verdict(claim: &Claim, found: Option<&Measurement>) -> Verdict {
    match found {
        None => Verdict::NotRun,
        Some(found) if (claim.low..=claim.high).contains(&found.value) => Verdict::Holds,
        Some(_) => Verdict::Fails,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict_of(value: f64, scale: Scale) -> Verdict {
        let claim = Claim { scale: Scale::Paper, ..Claim::ours("A", "f", "t", 1.0..=2.0) };
        Judgement::of(&claim, &[Measurement::new("A", value)], scale).verdict
    }

    #[test]
    fn the_ends_of_the_interval_hold_and_nan_fails() {
        for (value, verdict) in [
            (1.0, Verdict::Holds),
            (2.0, Verdict::Holds),
            (0.999, Verdict::Fails),
            (f64::NAN, Verdict::Fails),
            (f64::INFINITY, Verdict::Fails),
        ] {
            assert_eq!(verdict_of(value, Scale::Paper), verdict, "{value}");
        }
    }

    #[test]
    fn below_its_scale_a_claim_is_not_run() {
        assert_eq!(verdict_of(1.5, Scale::Quick), Verdict::NotRun);
        assert_eq!(verdict_of(1.5, Scale::Beyond), Verdict::Holds);
    }
}
