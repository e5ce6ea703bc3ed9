//! What is said about the bursts of a recording: fits in several ranges, tests, the branching ratio.

use rand::Rng;
use synaptome_infomax::observables::{
    Bootstrap, BranchingRatio, Comparison, Crackling, CracklingRanges, MultistepRegression,
    SizeCounts, SizeRange, Tail, TailShape,
};
use synaptome_lab::{Job, Result};

use super::super::training::rng;
use super::observed::{Observed, Recording};

/// Takes phase, fraction seen, bin, quantity, x and y.
pub(super) type Put<'a> = dyn FnMut(&str, f64, usize, &str, f64, f64) + 'a;

/// The range of sizes that distributions are compared on, and further ones of the exponent.
const RANGE: (u64, u64) = (2, 100);
const RANGES: [(u64, u64); 5] = [RANGE, (1, 100), (5, 100), (10, 100), (2, 30)];
/// Distributions that are compared with the power law.
const RIVALS: [(&str, TailShape); 4] = [
    ("exponential", TailShape::Exponential),
    ("log-normal", TailShape::LogNormal),
    ("cut-off", TailShape::TruncatedPower),
    ("stretched", TailShape::StretchedExponential),
];
/// Lags of the branching ratio, in steps.
const LAGS: usize = 40;

/// Durations that the crackling relation is fitted on, with the sizes of [`RANGE`].
pub(super) fn crackling_ranges() -> CracklingRanges {
    CracklingRanges { sizes: (RANGE.0..=RANGE.1).into(), durations: (2..=30).into() }
}

/// Writes all about one view of a recording.
pub(super) fn describe(
    view: &Recording,
    observed: &Observed,
    phase: &str,
    job: &Job,
    put: &mut Put,
) -> Result<()> {
    let (seen, bin) = (view.seen(), view.bin);
    let put = &mut |quantity: &str, x: f64, y: f64| put(phase, seen, bin, quantity, x, y);
    put("bursts", 0.0, view.sizes.total() as f64);
    exponents(&view.sizes, put);
    if view.is_tested() {
        for share in view.sizes.densities(1000, 1.35)? {
            put("share", share.middle, share.density);
        }
        rivals(&view.sizes, put);
    }
    if view.is_tested() && bin == 1 && phase == "after" {
        tests(view, observed, &mut rng(job, &format!("tests {seen}")), put);
    }
    if bin == 1 {
        if let Ok(found) = Crackling::of(&view.avalanches(), &crackling_ranges()) {
            crackling(&found, put);
        }
        branching(&view.activity, put);
    }
    Ok(())
}

/// Exponents of power laws, range by range.
fn exponents(sizes: &SizeCounts, put: &mut impl FnMut(&str, f64, f64)) {
    for (low, high) in RANGES {
        if let Ok(power) = Tail::fit(TailShape::Power, sizes, low..=high) {
            put(&format!("exponent on {low}-{high}"), 0.0, power.exponent().value);
            put(&format!("distance on {low}-{high}"), 0.0, power.distance);
        }
    }
}

/// Log-likelihood per burst over that of the power law, and Vuong's normalised ratio.
fn rivals(sizes: &SizeCounts, put: &mut impl FnMut(&str, f64, f64)) {
    let fit = |shape| Tail::fit(shape, sizes, RANGE.0..=RANGE.1);
    let Ok(power) = fit(TailShape::Power) else { return };
    for (name, shape) in RIVALS {
        let Ok(rival) = fit(shape) else { continue };
        let more = rival.ln_likelihood_per_burst - power.ln_likelihood_per_burst;
        put(&format!("{name} less power"), 0.0, more);
        put(&format!("distance of {name}"), 0.0, rival.distance);
        if let Ok(found) = Comparison::of(&rival, &power, sizes) {
            put(&format!("{name} over power, normalised"), 0.0, found.normalised_ratio);
        }
        if shape == TailShape::TruncatedPower {
            put("exponent with cut-off", 0.0, rival.exponent().value);
            put("rate of cut-off", 0.0, rival.parameters()[1].value);
        }
    }
}

/// The bootstrap p of the power law for the first 1,000, 10,000, … bursts.
fn tests(
    view: &Recording,
    observed: &Observed,
    rng: &mut impl Rng,
    put: &mut impl FnMut(&str, f64, f64),
) {
    let test = Bootstrap { replicates: observed.replicates, ..Bootstrap::default() };
    let range = SizeRange::from(RANGE.0..=RANGE.1);
    let mut bursts = 1000;
    while bursts <= observed.tested {
        let sizes = view.first_sizes(bursts);
        if sizes.total() < bursts as u64 {
            break;
        }
        let fit = Tail::fit(TailShape::Power, &sizes, range);
        if let Some(found) = fit.ok().and_then(|tail| test.run(&tail, &sizes, rng).ok()) {
            put("p of the power law", bursts as f64, found.p);
        }
        bursts *= 10;
    }
}

/// The crackling relation.
pub(super) fn crackling(found: &Crackling, put: &mut impl FnMut(&str, f64, f64)) {
    put("tau", 0.0, -found.sizes.exponent().value);
    put("alpha", 0.0, -found.durations.exponent().value);
    put("gamma predicted", 0.0, found.predicted);
    put("gamma fitted", 0.0, found.fitted);
    put("deviation", 0.0, found.deviation);
}

/// The branching ratio by multistep regression, and by one step.
fn branching(activity: &[f64], put: &mut impl FnMut(&str, f64, f64)) {
    let regression = MultistepRegression { lags: (1..=LAGS).collect(), ..Default::default() };
    if let Ok(found) = regression.run(&[activity]) {
        ratios(&found, put);
    }
}

/// What was found of a branching ratio.
pub(super) fn ratios(found: &BranchingRatio, put: &mut impl FnMut(&str, f64, f64)) {
    put("branching ratio", 0.0, found.ratio);
    put("one-step ratio", 0.0, found.naive);
    put("amplitude", 0.0, found.amplitude);
    put("residual", 0.0, found.residual);
}
