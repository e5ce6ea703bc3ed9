//! Four cumulants of ln S, carried from term to term.

use super::super::cumulants::LogCumulants;
use super::density::Density;
use crate::error::require_finite;
use crate::{Error, LogNormal, elementary, normal};

/// Nodes of the mixing variance and of ln Y − ln S.
const MIXTURE: usize = 5;
const NODES: usize = 16;

/// The five-point Gauss–Hermite rule for a standard normal variable.
const HERMITE: [(f64, f64); MIXTURE] = [
    (-2.856_970_013_872_805_6, 0.011_257_411_327_720_69),
    (-1.355_626_179_974_266, 0.222_075_922_005_612_6),
    (0.0, 0.533_333_333_333_333_3),
    (1.355_626_179_974_266, 0.222_075_922_005_612_6),
    (2.856_970_013_872_805_6, 0.011_257_411_327_720_69),
];

/// The cumulants of ln(Y_1 + … + Y_N), added in order.
pub(super) fn cumulants(terms: &[LogNormal]) -> Result<LogCumulants, Error> {
    let first = LogCumulants {
        mean: terms[0].mu(),
        variance: terms[0].sigma().powi(2),
        skewness: 0.0,
        kurtosis: 0.0,
    };
    let rule = Rule::new();
    let found = terms[1..].iter().fold(first, |sum, term| add(&rule, &Density::of(&sum), term));
    require_finite("the mean of ln S", found.mean)?;
    require_finite("the variance of ln S", found.variance)?;
    require_finite("the skewness of ln S", found.skewness)?;
    require_finite("the kurtosis of ln S", found.kurtosis)?;
    Ok(found)
}

/// x_i = 0.7(i − 7.5) with weights φ(x_i), normalised.
struct Rule {
    nodes: [f64; NODES],
    weights: [f64; NODES],
}

impl Rule {
    fn new() -> Self {
        let nodes = std::array::from_fn(|i| 0.7 * (i as f64 - 7.5));
        let total: f64 = nodes.iter().map(|&x| normal::pdf(x)).sum();
        Self { nodes, weights: nodes.map(|x| normal::pdf(x) / total) }
    }
}

/// ln S given its mixing variance V, and Y added: ln(S + Y) = ln S + ln(1 + Y/S) is normal
/// with variance τ² and a mean p_i for each node x_i of ln Y − ln S.
#[derive(Clone, Copy, Default)]
struct Branch {
    weight: f64,
    variance: f64,
}

/// Moments of ln(S + Y), S normal-inverse-Gaussian.
fn add(rule: &Rule, rest: &Density, term: &LogNormal) -> LogCumulants {
    let own = term.sigma() * term.sigma();
    let mut branches = [Branch::default(); MIXTURE];
    let mut softplus = [[0.0; NODES]; MIXTURE];
    let mut centers = [[0.0; NODES]; MIXTURE];
    for (j, (s, w)) in HERMITE.into_iter().enumerate() {
        let (ratio, variance) = rest.mixing_variance(s);
        let (mean, total) = (rest.mean_given(variance), variance + own);
        let root = total.sqrt();
        let (gap, lean) = (term.mu() - mean, variance / root);
        branches[j] = Branch { weight: 2.0 * w / (1.0 + ratio), variance: variance * own / total };
        for (i, x) in rule.nodes.iter().enumerate() {
            softplus[j][i] = gap + root * x;
            centers[j][i] = mean - lean * x;
        }
    }
    add_softplus(centers.as_flattened_mut(), softplus.as_flattened_mut());
    moments(rule, &branches, &centers)
}

/// centers += ln(1 + e^x), by way of ln(1 + e^−|x|).
fn add_softplus(centers: &mut [f64], x: &mut [f64]) {
    for (center, x) in centers.iter_mut().zip(x.iter_mut()) {
        *center += if *x > 0.0 { *x } else { 0.0 };
        *x = -x.abs();
    }
    elementary::softplus(x);
    centers.iter_mut().zip(x).for_each(|(center, x)| *center += *x);
}

fn moments(
    rule: &Rule,
    branches: &[Branch; MIXTURE],
    centers: &[[f64; NODES]; MIXTURE],
) -> LogCumulants {
    let sum =
        |lanes: [f64; NODES]| -> f64 { lanes.iter().zip(rule.weights).map(|(a, b)| a * b).sum() };
    let mut first = [0.0; NODES];
    for (branch, centers) in branches.iter().zip(centers) {
        first.iter_mut().zip(centers).for_each(|(lane, p)| *lane += branch.weight * p);
    }
    let mean = sum(first);
    let (mut second, mut third, mut fourth) = ([0.0; NODES], [0.0; NODES], [0.0; NODES]);
    for (branch, centers) in branches.iter().zip(centers) {
        let (w, t) = (branch.weight, branch.variance);
        for (i, p) in centers.iter().enumerate() {
            let y = p - mean;
            let square = y * y;
            second[i] += w * (square + t);
            third[i] += w * y * (square + 3.0 * t);
            fourth[i] += w * (square * (square + 6.0 * t) + 3.0 * t * t);
        }
    }
    let (variance, third, fourth) = (sum(second), sum(third), sum(fourth));
    let skewness = third / (variance * variance.sqrt());
    LogCumulants { mean, variance, skewness, kurtosis: fourth / (variance * variance) - 3.0 }
}
