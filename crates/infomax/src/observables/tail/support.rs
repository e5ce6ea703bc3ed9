//! Sums over all sizes of a range, also of ranges with 10¹⁹ sizes or without an end.

use super::quadrature::points;
use super::range::SizeRange;

/// A size at which a summand is taken, and the weight with which it counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The size less a reference.
    pub(super) size: f64,
    /// The logarithm of the size less a reference.
    pub(super) ln_size: f64,
    pub(super) weight: f64,
}

/// What features, the logarithm of the size and the size, are taken relative to.
pub(super) type Reference = [f64; 2];

/// Points and weights with Σ_{s=low}^{high} g(s) = Σ_j w_j g(s_j) for what is a product of powers,
/// exponentials and logarithms: each size once in ranges of up to 512 sizes. In longer ones,
/// sizes near the ends once each, and between them ∫ g in octaves of the distance from the nearer
/// end, with Gauss's summation formula Σ g = ∫ g + δ/24 − 17 δ³/5760 + 367 δ⁵/967680 − …
/// at both joints, δ being central differences.
pub(super) struct Support {
    pub(super) nodes: Vec<Node>,
    /// If the range has no end, what continues it to infinity.
    pub(super) endless: Option<Endless>,
    pub(super) reference: Reference,
}

/// A range without an end: how many nodes there are before the octaves, and where these begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Endless {
    pub(super) before_octaves: usize,
    pub(super) start: f64,
}

/// Ranges of up to so many sizes are summed size by size.
const EXPLICIT: u64 = 512;
/// Of longer ones, so many sizes at each end.
const MARGIN: u64 = 128;
/// Octaves of a range without an end; 128 · 2⁸⁰ sizes are 10²⁶.
const OCTAVES: i32 = 80;
/// The corrections at a joint: what sizes ½, 3/2, 5/2, 7/2 after it count more, and before it less.
const JOINT: [f64; 4] = {
    let (first, third, fifth, seventh) =
        (1.0 / 24.0, -17.0 / 5_760.0, 367.0 / 967_680.0, -27_859.0 / 464_486_400.0);
    [
        first - 3.0 * third + 10.0 * fifth - 35.0 * seventh,
        third - 5.0 * fifth + 21.0 * seventh,
        fifth - 7.0 * seventh,
        seventh,
    ]
};

impl Support {
    pub(super) fn of(range: SizeRange, reference: Reference) -> Self {
        let mut support = Self { nodes: Vec::new(), endless: None, reference };
        match range.high {
            Some(high) if high < range.low.saturating_add(EXPLICIT) => {
                support.sizes(range.low as f64, high.saturating_sub(range.low) + 1);
            }
            Some(high) => support.bounded(range.low as f64, high as f64),
            None => support.unbounded(range.low as f64),
        }
        support
    }

    fn bounded(&mut self, low: f64, high: f64) {
        let (start, end) = (low - 0.5, high + 0.5);
        let middle = 0.5 * (start + end);
        self.sizes(low, MARGIN);
        self.joint(start + MARGIN as f64, 1.0);
        self.octaves(start, middle);
        self.octaves(end, middle);
        self.joint(end - MARGIN as f64, -1.0);
        self.sizes(high - MARGIN as f64 + 1.0, MARGIN);
    }

    fn unbounded(&mut self, low: f64) {
        let start = low - 0.5;
        let end = start + MARGIN as f64 * 2.0_f64.powi(OCTAVES);
        self.sizes(low, MARGIN);
        self.joint(start + MARGIN as f64, 1.0);
        let before_octaves = self.nodes.len();
        self.octaves(start, end);
        self.endless = Some(Endless { before_octaves, start: start + MARGIN as f64 });
    }

    fn sizes(&mut self, first: f64, count: u64) {
        (0..count).for_each(|step| self.node(first + step as f64, 1.0));
    }

    /// Corrects for the joint of single sizes and an integral; `sign` is that of the direction of
    /// the integral.
    fn joint(&mut self, at: f64, sign: f64) {
        for (offset, weight) in (0..).map(|k| f64::from(k) + 0.5).zip(JOINT) {
            self.node(at + offset, sign * weight);
            self.node(at - offset, -sign * weight);
        }
    }

    /// The integral between `origin` ± 128 and `to`, in octaves of the distance from `origin`.
    fn octaves(&mut self, origin: f64, to: f64) {
        let (mut near, far) = (MARGIN as f64, (to - origin).abs());
        let sign = (to - origin).signum();
        while near < far {
            let next = if 3.0 * near > far { far } else { 2.0 * near };
            for (distance, weight) in points(near, next) {
                self.node(origin + sign * distance, weight);
            }
            near = next;
        }
    }

    fn node(&mut self, size: f64, weight: f64) {
        let [ln_reference, reference] = self.reference;
        let (size, ln_size) = (size - reference, size.ln() - ln_reference);
        self.nodes.push(Node { size, ln_size, weight });
    }
}

#[cfg(test)]
mod tests {
    use super::{SizeRange, Support};

    fn sum(range: SizeRange, g: impl Fn(f64) -> f64) -> f64 {
        Support::of(range, [0.0; 2]).nodes.iter().map(|node| node.weight * g(node.size)).sum()
    }

    #[test]
    fn long_ranges_are_summed_as_one_by_one() {
        for (low, high) in [(1_u64, 5_000_u64), (7, 300_000), (100_000, 150_000)] {
            let (first, last) = (low as f64, high as f64);
            let functions: [&dyn Fn(f64) -> f64; 7] = [
                &|s| s.powf(-1.5),
                &|s| s.powf(-0.3) * s.ln(),
                &|s| s.powf(-2.0) * (-0.01 * (s - first)).exp(),
                &|s| (-0.4 * (s - first)).exp(),
                &|s| (0.4 * (s - last)).exp(),
                &|s| (s / last).powf(60.0),
                &|s| s * s,
            ];
            for g in functions {
                // From the small terms to the large ones.
                let mut terms: Vec<f64> = (low..=high).map(|s| g(s as f64)).collect();
                terms.sort_by(f64::total_cmp);
                let exact: f64 = terms.iter().sum();
                let found = sum(SizeRange::from(low..=high), g);
                assert!((found / exact - 1.0).abs() < 1e-12, "{low} {high}: {found} {exact}");
            }
        }
    }

    #[test]
    fn ranges_without_an_end_are_summed_to_it() {
        // ζ(2), ζ(3) without its first term, and a geometric series.
        let zeta2 = std::f64::consts::PI.powi(2) / 6.0;
        assert!((sum(SizeRange::from(1..), |s| s.powi(-2)) - zeta2).abs() < 1e-14);
        let zeta3 = sum(SizeRange::from(2..), |s| s.powi(-3));
        assert!((zeta3 - 0.202_056_903_159_594_3).abs() < 1e-15);
        let geometric = sum(SizeRange::from(1..), |s| (-1e-3 * s).exp());
        assert!((geometric * 1e-3_f64.exp_m1() - 1.0).abs() < 1e-13);
    }
}
