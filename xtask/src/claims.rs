//! Claims: what the papers (and we) say, and whether the measurement agrees.

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::figure::{Measurement, Scale};

const CLAIMS: &str = include_str!("../../docs/claims.toml");

/// One entry of `docs/claims.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claim {
    pub(crate) id: String,
    /// A statement of the sources, or ours.
    pub(crate) origin: Origin,
    pub(crate) source: String,
    /// The figure that measures it.
    pub(crate) figure: String,
    pub(crate) statement: String,
    /// The number in the paper, where it prints one.
    pub(crate) published: Option<f64>,
    /// The interval that counts as holding, ends included.
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// The smallest scale at which the claim is judged.
    scale: String,
}

impl Claim {
    /// The smallest scale at which the claim is judged.
    pub(crate) fn scale(&self) -> Result<Scale> {
        (Scale::ALL.into_iter().find(|scale| scale.name() == self.scale))
            .with_context(|| format!("claim {} has the unknown scale {}", self.id, self.scale))
    }
}

/// Who makes a claim.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Origin {
    Paper,
    Beyond,
}

/// What came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Verdict {
    /// The measured value lies in the interval.
    Holds,
    /// It lies outside, or is not a number.
    Fails,
    /// Nothing was measured at a sufficient scale.
    NotRun,
}

impl Verdict {
    /// The word used in reports.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::NotRun => "not-run",
        }
    }
}

/// A claim with its measurement; an entry of `claims.json`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Judgement {
    pub(crate) id: String,
    #[serde(skip)]
    pub(crate) origin: Origin,
    pub(crate) source: String,
    pub(crate) statement: String,
    pub(crate) published: Option<f64>,
    pub(crate) measured: Option<f64>,
    pub(crate) std_error: Option<f64>,
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) figure: String,
    pub(crate) scale: &'static str,
    pub(crate) verdict: Verdict,
}

/// All claims, checked: known scales, ordered intervals, distinct identifiers.
pub(crate) fn claims() -> Result<Vec<Claim>> {
    parse(CLAIMS)
}

fn parse(text: &str) -> Result<Vec<Claim>> {
    #[derive(Deserialize)]
    struct File {
        claim: Vec<Claim>,
    }
    let claims = toml::from_str::<File>(text).context("claims.toml")?.claim;
    for (i, claim) in claims.iter().enumerate() {
        let Claim { id, low, high, .. } = claim;
        claim.scale()?;
        ensure!(low <= high, "claim {id} has the empty interval [{low}, {high}]");
        ensure!(claims[..i].iter().all(|other| other.id != *id), "claim {id} stands twice");
    }
    Ok(claims)
}

/// Judges every claim by the measurements made at `scale`.
pub(crate) fn judge(
    claims: &[Claim],
    measured: &[Measurement],
    scale: Scale,
) -> Result<Vec<Judgement>> {
    claims.iter().map(|claim| judge_one(claim, measured, scale)).collect()
}

fn judge_one(claim: &Claim, measured: &[Measurement], scale: Scale) -> Result<Judgement> {
    let found = measured.iter().find(|measurement| measurement.claim == claim.id);
    let found = if scale >= claim.scale()? { found } else { None };
    Ok(Judgement {
        id: claim.id.clone(),
        origin: claim.origin,
        source: claim.source.clone(),
        statement: claim.statement.clone(),
        published: claim.published,
        measured: found.map(|measurement| measurement.value),
        std_error: found.and_then(|measurement| measurement.std_error),
        low: claim.low,
        high: claim.high,
        figure: claim.figure.clone(),
        scale: scale.name(),
        verdict: verdict(claim, found),
    })
}

fn verdict(claim: &Claim, found: Option<&Measurement>) -> Verdict {
    match found {
        None => Verdict::NotRun,
        Some(found) if claim.low <= found.value && found.value <= claim.high => Verdict::Holds,
        Some(_) => Verdict::Fails,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"
        [[claim]]
        id = "A"
        origin = "paper"
        source = "s"
        figure = "f"
        statement = "t"
        low = 1.0
        high = 2.0
        scale = "paper"
    "#;

    fn verdict_of(value: f64, scale: Scale) -> Verdict {
        let measured = [Measurement::new("A", value)];
        judge(&parse(ONE).unwrap(), &measured, scale).unwrap()[0].verdict
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

    #[test]
    fn the_committed_claims_are_well_formed() {
        assert!(!claims().unwrap().is_empty());
    }

    #[test]
    fn defects_of_the_file_are_named() {
        let broken = ONE.replace("low = 1.0", "low = ");
        assert!(format!("{:#}", parse(&broken).unwrap_err()).contains("claims.toml"));
        let unknown = ONE.replace("low = 1.0", "lowest = 1.0");
        assert!(format!("{:#}", parse(&unknown).unwrap_err()).contains("lowest"));
        let twice = format!("{ONE}{ONE}");
        assert!(parse(&twice).unwrap_err().to_string().contains("claim A stands twice"));
        let empty = ONE.replace("low = 1.0", "low = 3.0");
        assert!(parse(&empty).unwrap_err().to_string().contains("[3, 2]"));
        let scale = ONE
            .replace("\"paper\"\n    \"", "\"huge\"")
            .replace("scale = \"paper\"", "scale = \"huge\"");
        assert!(parse(&scale).unwrap_err().to_string().contains("huge"));
    }
}
