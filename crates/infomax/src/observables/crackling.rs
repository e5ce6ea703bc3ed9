//! The relation between the exponents of avalanches.

use super::avalanches::Avalanches;
use super::tail::{SizeRange, Tail, TailShape};
use crate::Error;
use crate::error::require_at_least;

/// Options of the crackling-noise relation: the ranges in which power laws are fitted.
///
/// ```
/// use synaptome_infomax::observables::CracklingRanges;
///
/// let ranges = CracklingRanges { sizes: (2..=100).into(), durations: (2..=20).into() };
/// assert!(ranges.sizes.contains(100) && !ranges.durations.contains(21));
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct CracklingRanges {
    /// Of sizes.
    pub sizes: SizeRange,
    /// Of durations, for their distribution and for ⟨S⟩(T).
    pub durations: SizeRange,
}

impl Default for CracklingRanges {
    /// All sizes and durations.
    fn default() -> Self {
        Self { sizes: SizeRange::default(), durations: SizeRange::default() }
    }
}

/// The relation between the exponents of P(S) ∝ S^−τ, P(T) ∝ T^−α and ⟨S⟩(T) ∝ T^γ: at a critical point
/// γ = (α − 1)/(τ − 1) (Sethna, Dahmen & Myers 2001, Nature 410, 242; Friedman et al. 2012, Physical Review
/// Letters 108, 208102). Mean-field branching has 3/2, 2 and 2.
///
/// The deviation is biased where exponents come from small sizes and durations: a critical branching process
/// has about 0.13 if fitted to S from 30 and T from 10, and 0.4 from T = 1. Judge it against a simulated
/// process with the same ranges, not against 0.
///
/// ```
/// use synaptome_infomax::observables::{
///     AvalancheOptions, Avalanches, Crackling, CracklingRanges,
/// };
///
/// // Avalanches of T bins with one spike each: ⟨S⟩(T) = T.
/// let bins = (1..200_u64).flat_map(|k| (0..=k % 7).map(|_| 1).chain([0]));
/// let found = Avalanches::of_activity([0].into_iter().chain(bins), &AvalancheOptions::default())?;
/// let crackling = Crackling::of(&found, &CracklingRanges::default())?;
/// assert!((crackling.fitted - 1.0).abs() < 1e-12 && crackling.deviation < 1e-9);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Crackling {
    /// The fit of sizes; its exponent is −τ.
    pub sizes: Tail,
    /// The fit of durations; its exponent is −α.
    pub durations: Tail,
    /// γ = (α − 1)/(τ − 1) as the two exponents predict it.
    pub predicted: f64,
    /// The standard error of the predicted γ, from those of the exponents as if they were independent.
    pub predicted_std_error: f64,
    /// γ as a line through ln⟨S⟩ against ln T has it, each duration weighted by the number of its avalanches.
    pub fitted: f64,
    /// The standard error of the fitted γ, from the scatter about the line.
    pub fitted_std_error: f64,
    /// The deviation from criticality |γ_fitted − γ_predicted| (Ma et al. 2019, Neuron 104, 655).
    pub deviation: f64,
    /// Its standard error, from those of the two γ.
    pub deviation_std_error: f64,
}

impl Crackling {
    /// Fits the exponents of some avalanches.
    ///
    /// # Errors
    /// As [`Tail::fit`]; [`Error::TooFew`] if fewer than three durations occur in their range,
    /// [`Error::NoMaximum`] if the sizes have τ = 1, for which no γ is predicted.
    pub fn of(avalanches: &Avalanches, ranges: &CracklingRanges) -> Result<Self, Error> {
        let sizes = Tail::fit(TailShape::Power, &avalanches.size_counts(), ranges.sizes)?;
        let counts = avalanches.duration_counts();
        let durations = Tail::fit(TailShape::Power, &counts, ranges.durations)?;
        let (predicted, predicted_std_error) = predict(&sizes, &durations)?;
        let means = avalanches.mean_sizes();
        let within = means.iter().filter(|mean| ranges.durations.contains(mean.duration));
        let points: Vec<_> = within
            .map(|mean| ((mean.duration as f64).ln(), mean.mean.ln(), mean.count as f64))
            .collect();
        require_at_least("durations in the range", points.len(), 3)?;
        let (fitted, fitted_std_error) = slope(&points);
        Ok(Self {
            sizes,
            durations,
            predicted,
            predicted_std_error,
            fitted,
            fitted_std_error,
            deviation: (fitted - predicted).abs(),
            deviation_std_error: fitted_std_error.hypot(predicted_std_error),
        })
    }
}

/// (α − 1)/(τ − 1) and its standard error.
fn predict(sizes: &Tail, durations: &Tail) -> Result<(f64, f64), Error> {
    let (tau, alpha) = (sizes.exponent(), durations.exponent());
    let (above, below) = (-alpha.value - 1.0, -tau.value - 1.0);
    if below == 0.0 {
        let reason = "the exponent of sizes is -1, which predicts none".to_owned();
        return Err(Error::NoMaximum { quantity: "the exponent of mean sizes", reason });
    }
    let errors = [alpha, tau].map(|exponent| exponent.std_error.unwrap_or(f64::NAN));
    Ok((above / below, (errors[0] / below).hypot(above * errors[1] / below.powi(2))))
}

/// The slope of a weighted line through points (x, y, weight), and its standard error.
fn slope(points: &[(f64, f64, f64)]) -> (f64, f64) {
    let total: f64 = points.iter().map(|point| point.2).sum();
    let mean = |of: fn(&(f64, f64, f64)) -> f64| {
        points.iter().map(|point| point.2 * of(point)).sum::<f64>() / total
    };
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let sum = |of: &dyn Fn(f64, f64) -> f64| {
        points.iter().map(|point| point.2 * of(point.0 - x, point.1 - y)).sum::<f64>()
    };
    let (xx, xy) = (sum(&|x, _| x * x), sum(&|x, y| x * y));
    let slope = xy / xx;
    let squares = sum(&|x, y| (y - slope * x).powi(2));
    (slope, (squares / (points.len() - 2) as f64 / xx).sqrt())
}
