//! What one sample, exact or rounded, tells about one part of a mixture.

use super::expectation::Part;
use crate::log_domain::ln_one_minus_exp;
use crate::normal;

/// A different value of ln w, and how often it occurs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value {
    pub(super) ln: f64,
    pub(super) count: f64,
    /// Between which values of ln w the sample was before it was rounded.
    pub(super) edges: Option<(f64, f64)>,
}

/// ln π f, or ln π Pr of a rounded sample; E(ln w − μ) and E(ln w − μ)².
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    pub(super) ln: f64,
    pub(super) gap: f64,
    pub(super) square: f64,
}

/// A part with the logarithm that all samples need, so that it is taken once in each step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prepared {
    part: Part,
    /// ln(π/σ).
    ln_height: f64,
}

impl Prepared {
    pub(super) fn new(part: Part) -> Self {
        Self { part, ln_height: (part.weight / part.sigma).ln() }
    }
}

impl Value {
    pub(super) fn of(&self, prepared: &Prepared) -> Evidence {
        match self.edges {
            None => self.exact(prepared),
            Some(edges) => within(edges, &prepared.part),
        }
    }

    fn exact(&self, Prepared { part, ln_height }: &Prepared) -> Evidence {
        let gap = self.ln - part.mu;
        let z = gap / part.sigma;
        let ln = ln_height - 0.5 * z * z - normal::HALF_LN_TWO_PI;
        Evidence { ln, gap, square: gap * gap }
    }
}

/// Moments of a normal variable cut off at both edges.
fn within((low, high): (f64, f64), part: &Part) -> Evidence {
    let (a, b) = ((low - part.mu) / part.sigma, (high - part.mu) / part.sigma);
    let ln_p = if a > 0.0 { ln_between(-b, -a) } else { ln_between(a, b) };
    let ratio = |z: f64| (-0.5 * z * z - normal::HALF_LN_TWO_PI - ln_p).exp();
    let (at_a, at_b) = (ratio(a), ratio(b));
    let first = at_a - at_b;
    let weighted = |z: f64, ratio: f64| if ratio == 0.0 { 0.0 } else { z * ratio };
    let second = (1.0 + weighted(a, at_a) - weighted(b, at_b)).max(first * first);
    let sigma = part.sigma;
    Evidence { ln: part.weight.ln() + ln_p, gap: sigma * first, square: sigma * sigma * second }
}

/// ln(Φ(b) − Φ(a)) for a < b, precise where a is not positive or both are far below.
fn ln_between(a: f64, b: f64) -> f64 {
    let upper = normal::ln_cdf(b);
    upper + ln_one_minus_exp(normal::ln_cdf(a) - upper)
}
