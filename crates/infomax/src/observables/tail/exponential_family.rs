//! Power laws, exponentials and their products: P(s) ∝ s^γ e^{κ s}.

use super::support::{Node, Support};

/// P(s) ∝ exp(θ₀ ln s + θ₁ s): power laws have θ₁ = 0, exponentials θ₀ = 0.
pub(super) type Exponents = [f64; 2];

/// The normaliser, and what is expected of the features ln s and s.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moments {
    /// ln Σ exp(θ·f).
    pub(super) ln_normaliser: f64,
    pub(super) mean: [f64; 2],
    /// Variance of ln s, covariance, variance of s.
    pub(super) covariance: [f64; 3],
}

/// θ·f of a size, features relative to their references.
#[inline]
pub(super) fn exponent([power, rate]: Exponents, node: &Node) -> f64 {
    power * node.ln_size + rate * node.size
}

impl Support {
    /// None if the sum diverges.
    pub(super) fn moments(&self, theta: Exponents) -> Option<Moments> {
        let (count, rest) = self.rest(theta)?;
        let nodes = self.nodes[..count].iter().map(|node| (exponent(theta, node), node));
        let terms: Vec<_> = nodes.chain(rest.iter().map(|(e, node)| (*e, node))).collect();
        let largest = terms.iter().fold(f64::NEG_INFINITY, |largest, term| largest.max(term.0));
        let sum: f64 = terms.iter().map(|(e, node)| node.weight * (e - largest).exp()).sum();
        let ln_normaliser = largest + sum.ln();
        let probability = |(e, node): &(f64, &Node)| node.weight * (e - ln_normaliser).exp();
        let mut weighted: Vec<_> = terms.iter().map(|term| (probability(term), term.1)).collect();
        weighted.retain(|term| term.0 != 0.0);
        let (mean, covariance) = (mean(&weighted), [0.0; 3]);
        let mut moments = Moments { ln_normaliser, mean, covariance };
        moments.spread(&weighted);
        ln_normaliser.is_finite().then_some(moments)
    }

    /// How many nodes count, and what continues them to infinity. For a power law that is the
    /// integral from the beginning of the octaves: ln s has the density c e^{−c x} there with c = −γ − 1, for
    /// which two points of Laguerre's quadrature give the exact mean and variance.
    fn rest(&self, [power, rate]: Exponents) -> Option<(usize, Vec<(f64, Node)>)> {
        let Some(endless) = self.endless.filter(|_| rate >= 0.0) else {
            return Some((self.nodes.len(), Vec::new()));
        };
        let decay = -power - 1.0;
        if rate > 0.0 || decay <= 0.0 {
            return None;
        }
        let [ln_reference, reference] = self.reference;
        let (start, root) = (endless.start, std::f64::consts::SQRT_2);
        let size = if decay > 1.0 { start * decay / (decay - 1.0) } else { f64::INFINITY };
        let node = |x: f64| Node {
            size: size - reference,
            ln_size: start.ln() - ln_reference + x / decay,
            weight: (4.0 - x) / 4.0,
        };
        let mass = -decay * start.ln() - power * ln_reference - decay.ln();
        let nodes = [2.0 - root, 2.0 + root].map(|x| (mass, node(x))).to_vec();
        Some((endless.before_octaves, nodes))
    }
}

/// The means of ln s and of s.
fn mean(weighted: &[(f64, &Node)]) -> [f64; 2] {
    let mean = |feature: fn(&Node) -> f64| weighted.iter().map(|(p, node)| p * feature(node)).sum();
    [mean(|node| node.ln_size), mean(|node| node.size)]
}

impl Moments {
    fn spread(&mut self, weighted: &[(f64, &Node)]) {
        for (p, node) in weighted {
            let (x, y) = (node.ln_size - self.mean[0], node.size - self.mean[1]);
            let products = [x * x, x * y, y * y];
            self.covariance.iter_mut().zip(products).for_each(|(c, d)| *c += p * d);
        }
    }
}
