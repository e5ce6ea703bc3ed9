//! A quick decision of who fires, from products: it takes neither a logarithm nor a quotient.
//!
//! A neuron fires iff u > ln(r/(p_max − r)), which is r (1 + e^−u) < p_max, and with a factor e^−W
//! in the place of every weight e^−u is a product. Both sides are compared in single precision; where
//! they are closer than errors of rounding may be, and where a product could overflow, sums and
//! logarithms decide ([`Tile::decide`]). So what fires does not depend on this file.

use crate::kernel::exp;

use super::tile::{Pairs, Tile, WIDTH, Wiring, neuron, number};

/// Steps after which factors are taken anew from the potentials at rest.
pub(super) const FRESH: usize = 256;
/// The largest |u| at rest, and of any partial sum: no product leaves single precision.
const REST: f32 = 32.0;
const RANGE: f32 = 80.0;
/// The most columns in a product.
const COLUMNS: usize = 32;
/// How far both sides must be apart, relative to p_max. Potentials below [`REST`] are rounded by at
/// most 2⁻²⁰, once for a spike and once for one forced in each of [`FRESH`] steps, sums below
/// [`RANGE`] by 2⁻¹⁸ for each of [`COLUMNS`] columns: 6e-4 together. Products add 4e-5.
const MARGIN: f32 = 1.0 / 1024.0;

/// Factors e^−u at rest, which are multiplied by the factors e^−W of a [`Wiring`].
#[derive(Clone, Debug, Default)]
pub(super) struct Factors {
    rest: Vec<Tile>,
    /// What drift makes of a factor in 0, 1, 2, … steps.
    drift: Vec<f32>,
    /// What a spike adds to the factor at rest, in units of it.
    rise: f32,
    /// What a threshold may rise by until the next refresh.
    climb: f32,
    /// The largest size of a weight in each column, and what these may sum to.
    largest: Vec<f32>,
    room: f32,
    /// The bits of p_max less the margin, and how far from there it is to p_max and the margin.
    low: u32,
    unsure: u32,
}

impl Factors {
    /// Factors for given weights; thresholds rise by `fall` with a spike, and lose `drift` per step.
    #[inline(always)]
    pub(super) fn of(wiring: &Wiring, (tiles, limit): (usize, f32), fall: f32, drift: f64) -> Self {
        let low = (limit * (1.0 - MARGIN)).to_bits();
        Self {
            rest: vec![Tile([1.0; WIDTH]); tiles],
            drift: (0..FRESH).map(|t| (-drift * t as f64).exp() as f32).collect(),
            rise: fall.exp_m1(),
            climb: fall * FRESH as f32,
            largest: wiring.largest(tiles),
            room: 0.0,
            low,
            unsure: (limit * (1.0 + MARGIN)).to_bits() - low,
        }
    }

    /// Takes the factors at rest from potentials at rest.
    #[inline(always)]
    pub(super) fn refresh(&mut self, rest: &[Tile], drift: f32) {
        let mut largest = drift;
        for (factors, rest) in self.rest.iter_mut().zip(rest) {
            for (factor, rest) in factors.0.iter_mut().zip(&rest.0) {
                *factor = exp(-f64::from(rest + drift)) as f32;
            }
            largest = largest.max(rest.largest() + drift);
        }
        let largest = largest + self.climb;
        self.room = if largest < REST { RANGE - largest } else { f32::NEG_INFINITY };
    }

    /// Whether the product of the columns of the neurons is safe.
    #[inline(always)]
    pub(super) fn allow(&self, (first, more): Pairs) -> bool {
        let largest =
            |[a, b]: [u16; 2]| self.largest[usize::from(a)] + self.largest[usize::from(b)];
        let sum = more.iter().fold(largest(first), |sum, &pair| sum + largest(pair));
        sum <= self.room && more.len() < COLUMNS / 2
    }

    /// Who fires of tile `at` of so many, `t` steps after a refresh: what [`Tile::decide`] finds, with
    /// the same change of `rest`. Nothing, and no change, if this is not sure.
    #[inline(always)]
    pub(super) fn decide(
        &mut self,
        (at, tiles, t): (usize, usize, usize),
        (wiring, pairs): (&Wiring, Pairs),
        r: &Tile,
        (rest, fall): (&mut Tile, f32),
    ) -> Option<u64> {
        let drift = self.drift[t];
        let factor = &mut self.rest[at];
        let start = Tile(factor.0.map(|factor| factor * drift));
        let product = wiring.multiply(start, (at, tiles), pairs);
        decide(&product, (r, self.low, self.unsure), (rest, -fall), (factor, self.rise))
    }

    /// Counts a spike that was forced.
    pub(super) fn count(&mut self, neuron: u16) {
        *number(&mut self.rest, neuron.into()) *= 1.0 + self.rise;
    }

    /// What [`Tile::decide`] found, for the factors at rest.
    #[inline(never)]
    pub(super) fn follow(&mut self, at: usize, fires: u64) {
        for lane in 0..WIDTH {
            if fires >> neuron(lane) & 1 == 1 {
                self.rest[at].0[lane] *= 1.0 + self.rise;
            }
        }
    }
}

/// Who fires, given e^−u, or nothing if this is not sure.
#[inline(always)]
fn decide(
    product: &Tile,
    (r, low, unsure): (&Tile, u32, u32),
    (rest, fall): (&mut Tile, f32),
    (factor, rise): (&mut Tile, f32),
) -> Option<u64> {
    // Floating-point numbers that are not negative are in the order of their bits: the
    // distance is negative where the neuron fires, and below `unsure` where that is not sure.
    let mut distance = [0; WIDTH];
    for (lane, distance) in distance.iter_mut().enumerate() {
        *distance = r.0[lane].mul_add(product.0[lane], r.0[lane]).to_bits().wrapping_sub(low);
    }
    if closer(&distance, unsure) {
        return None;
    }
    let mut bytes = 0;
    for sixteen in 0..WIDTH / 16 {
        let mut bits = [0; 16];
        for (at, bit) in bits.iter_mut().enumerate() {
            let lane = 16 * sixteen + at;
            let fires = (distance[lane] as i32) < 0;
            rest.0[lane] += if fires { fall } else { 0.0 };
            factor.0[lane] += if fires { rise * factor.0[lane] } else { 0.0 };
            *bit = if fires { 1 << (lane / 8) } else { 0 };
        }
        bytes |= u128::from_le_bytes(bits);
    }
    Some(bytes as u64 | (bytes >> 64) as u64)
}

/// Whether any distance is below a bound.
#[inline(always)]
fn closer(distances: &[u32; WIDTH], bound: u32) -> bool {
    let [a, b, c, d] = distances.as_chunks::<16>().0 else { return true };
    let mut any = false;
    for i in 0..16 {
        any |= a[i].min(b[i]).min(c[i]).min(d[i]) < bound;
    }
    any
}
