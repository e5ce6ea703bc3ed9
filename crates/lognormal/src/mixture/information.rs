//! Entropy of a mixture, and the information about its part.

use super::LogNormalMixture;
use crate::sum::distribution::quadrature;
use crate::{Estimate, LogNormal, normal};

/// Edges of the cells of the integral, in units of σ_k from every μ_k.
const EDGES: [f64; 9] = [0.0, 0.7, 1.5, 2.5, 4.0, 6.0, 9.0, 15.0, 38.0];
/// The same for the second integral, whose difference is the error.
const OTHER_EDGES: [f64; 9] = [0.0, 0.4, 1.1, 2.0, 3.2, 5.0, 7.5, 12.0, 38.0];

/// Information is resolved to 10⁻⁹ of themselves, or of this.
const RESOLVED_NATS: f64 = 1e-6;

impl LogNormalMixture {
    /// The information between a draw and its part, h(X) − Σ_k π_k h_k, in nats: at most
    /// −Σ_k π_k ln π_k. By quadrature of the divergence of the responsibilities from π, which is
    /// nowhere negative; the error is the difference of two quadratures, and what rounding of
    /// ln f costs.
    pub fn information_about_part_nats(&self) -> Estimate {
        let (value, other) = (self.divergence(&EDGES), self.divergence(&OTHER_EDGES));
        Estimate { value, error: (value - other).abs() + 4.0 * f64::EPSILON * (value + 1.0) }
    }

    /// Differential entropy in nats, with the error of
    /// [`information_about_part_nats`](Self::information_about_part_nats).
    pub fn entropy_nats(&self) -> Estimate {
        let information = self.information_about_part_nats();
        let within = self.sum(LogNormal::entropy_nats);
        let rounding = 4.0 * f64::EPSILON * within.abs();
        Estimate { value: within + information.value, error: information.error + rounding }
    }

    /// ∫ f Σ_k r_k ln(r_k/π_k) dz, by cells whose edges follow every part.
    fn divergence(&self, edges: &[f64]) -> f64 {
        if self.parts.len() == 1 {
            return 0.0;
        }
        let edge = |part: &LogNormal, e: f64| part.mu() + e * part.sigma();
        let both = |part| edges.iter().flat_map(move |&e| [edge(part, e), edge(part, -e)]);
        let mut points: Vec<f64> = self.parts.iter().flat_map(both).collect();
        points.sort_by(f64::total_cmp);
        points.dedup();
        let f = |z: f64| self.pointwise(z);
        let cells: Vec<(f64, f64)> = points.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let firsts = cells.iter().map(|cell| quadrature::rule(&f, cell.0, cell.1));
        let firsts: Vec<(f64, f64)> = firsts.collect();
        let total = firsts.iter().map(|first| first.0).sum::<f64>().max(RESOLVED_NATS);
        let refined = |(cell, first)| quadrature::refine(&f, cell, first, total);
        cells.into_iter().zip(firsts).map(refined).sum()
    }

    /// ln f of ln X at `z`.
    pub(super) fn ln_density(&self, z: f64) -> f64 {
        self.ln_sum(|part| ln_density(part, z))
    }

    /// f(z) Σ_k r_k ln(r_k/π_k) = Σ_k π_k f_k(z) ln(f_k(z)/f(z)), for z = ln x.
    fn pointwise(&self, z: f64) -> f64 {
        let whole = self.ln_density(z);
        let own = |part: &LogNormal| {
            let ln = ln_density(part, z);
            if ln.exp() == 0.0 { 0.0 } else { ln.exp() * (ln - whole) }
        };
        self.sum(own).max(0.0)
    }
}

fn ln_density(part: &LogNormal, z: f64) -> f64 {
    let deviation = (z - part.mu()) / part.sigma();
    -0.5 * deviation * deviation - normal::HALF_LN_TWO_PI - part.sigma().ln()
}
