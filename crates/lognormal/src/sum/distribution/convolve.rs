//! The density of ln(e^X + e^Y) from those of X and Y.

use std::f64::consts::LN_2;

use super::panels::{Panel, Pieces};
use super::quadrature;
use crate::Error;
use crate::log_domain::ln_add_exp;

/// What a tail of the result may miss, because one of X and Y was cut off: e^−40 of it.
pub(super) const MARGIN_NATS: f64 = 40.0;
/// Parts of an integral below e^−50 of the largest sample are left out.
const NEGLIGIBLE_NATS: f64 = 50.0;

/// Below z by these the larger argument stops depending on the smaller one.
const CUTS: [f64; 3] = [40.0, 12.0, 3.0];

/// Part of the integral over the smaller of x and y, called s; l is the larger. The variable
/// is the local coordinate of s in its panel, which does not round where a panel is narrow.
struct Slice<'a> {
    range: (f64, f64),
    small: &'a Panel,
    large: &'a Panel,
    /// The largest sample of the exponent.
    top: f64,
}

impl Slice<'_> {
    /// ln of f_s(s) f_l(l)/(1 − e^(s−z)), l = z + ln(1 − e^(s−z)).
    fn exponent(&self, z: f64, t: f64) -> f64 {
        let shift = (-(self.small.place(t) - z).exp()).ln_1p();
        self.small.at_local(t) + self.large.at(z + shift) - shift
    }

    /// No sample can be larger.
    fn bound(&self) -> f64 {
        self.small.top + self.large.top + LN_2
    }

    fn sample_middle(mut self, z: f64) -> Self {
        self.top = self.exponent(z, f64::midpoint(self.range.0, self.range.1));
        self
    }

    fn sample_ends(&mut self, z: f64) {
        let ends = self.exponent(z, self.range.0).max(self.exponent(z, self.range.1));
        self.top = self.top.max(ends);
    }
}

/// The distribution of ln(e^X + e^Y) for independent X and Y.
pub(super) fn convolve(a: &Pieces, b: &Pieces) -> Result<Pieces, Error> {
    let depth = a.depth.min(b.depth) - MARGIN_NATS;
    let range = range(a, b, depth);
    let mut pieces = Pieces::adaptive(range, &mut |z| ln_density(a, b, z))?;
    pieces.depth = depth;
    pieces.error += a.error + b.error + quadrature::ERROR;
    Ok(pieces)
}

/// Where the logarithm of the density passes −`depth`.
fn range(a: &Pieces, b: &Pieces, depth: f64) -> (f64, f64) {
    let low = ln_add_exp(a.low(), b.low());
    let high = ln_add_exp(a.high(), b.high());
    let inside = |z: &f64| ln_density(a, b, *z) > -depth;
    let start = (0..200).map(|i| high - (high - low) * f64::from(i) / 200.0).find(inside);
    let start = start.unwrap_or(high);
    let lowest = bisect((low, start), |z| !inside(&z));
    (lowest, bisect((start, high), |z| inside(&z)))
}

/// Where `before` ends, within a thousandth of the interval.
fn bisect((mut low, mut high): (f64, f64), before: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..40 {
        let middle = low + (high - low) / 2.0;
        if before(middle) { low = middle } else { high = middle }
    }
    low
}

/// ln f(z) = ln ∫ f_X(z + ln t) f_Y(z + ln(1 − t)) dt/(t(1 − t)), the parts below and above
/// t = ½ by the smaller argument, which keeps all digits where the other is near z.
fn ln_density(a: &Pieces, b: &Pieces, z: f64) -> f64 {
    let mut slices = Vec::with_capacity(2 * (a.panels.len() + b.panels.len()));
    add_slices(&mut slices, a, b, z);
    add_slices(&mut slices, b, a, z);
    let top = largest(&slices);
    if top == f64::NEG_INFINITY {
        return top;
    }
    slices.retain(|slice| slice.bound() > top - NEGLIGIBLE_NATS);
    slices.iter_mut().for_each(|slice| slice.sample_ends(z));
    let top = largest(&slices);
    slices.retain(|slice| slice.top > top - NEGLIGIBLE_NATS);
    top + integral(&slices, z, top).ln()
}

fn largest(slices: &[Slice<'_>]) -> f64 {
    slices.iter().fold(f64::NEG_INFINITY, |top, slice| top.max(slice.top))
}

/// ∫ e^(exponent − top).
fn integral(slices: &[Slice<'_>], z: f64, top: f64) -> f64 {
    let scaled =
        |slice: &Slice<'_>, t: f64| slice.small.half_width() * (slice.exponent(z, t) - top).exp();
    let first =
        |slice: &Slice<'_>| quadrature::rule(&|t| scaled(slice, t), slice.range.0, slice.range.1);
    let firsts: Vec<(f64, f64)> = slices.iter().map(first).collect();
    let total = firsts.iter().map(|first| first.0).sum();
    let refined = |(slice, first): (&Slice<'_>, (f64, f64))| {
        quadrature::refine(&|t| scaled(slice, t), slice.range, first, total)
    };
    slices.iter().zip(firsts).map(refined).sum()
}

/// The slices with s from `small` and l ≥ s from `large`: one for each pair of panels that
/// meet.
fn add_slices<'a>(slices: &mut Vec<Slice<'a>>, small: &'a Pieces, large: &'a Pieces, z: f64) {
    let partner = |y: f64| z + (-(y - z).exp_m1()).ln();
    let low = if large.high() < z { partner(large.high()).max(small.low()) } else { small.low() };
    let high = small.high().min(z - LN_2);
    let high = if large.low() > z - LN_2 { high.min(partner(large.low().min(z))) } else { high };
    if low >= high || large.low() >= z {
        return;
    }
    let (mut i, mut j) = (small.index(low), large.index(z + (-(low - z).exp()).ln_1p()));
    let mut from = low;
    while from < high {
        let own = if i + 1 == small.panels.len() { high } else { small.panels[i].high };
        let other = if j == 0 { high } else { partner(large.panels[j].low) };
        let cut = CUTS.iter().map(|below| z - below).find(|cut| *cut > from);
        let to = own.min(other).min(cut.unwrap_or(high)).min(high);
        if to > from {
            let (small, large) = (&small.panels[i], &large.panels[j]);
            let range = (small.local(from).max(-1.0), small.local(to).min(1.0));
            slices.push(Slice { range, small, large, top: 0.0 }.sample_middle(z));
            from = to;
        }
        if to == own {
            i += 1;
        } else if to == other {
            j = j.saturating_sub(1);
        }
    }
}
