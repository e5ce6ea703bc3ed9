//! Neurons in groups of 64, as the inner loop sees them.

use super::logistic::logistic;
use crate::kernel::exp;
use crate::weights::Weights;

/// Neurons in a tile, so that a word of 64 bits holds who fires.
pub(super) const WIDTH: usize = 64;

/// A number for each of 64 neurons, on a cache line's boundary: a vector load that crosses one
/// costs double. Neuron i stands in lane 8(i mod 8) + i/8, so that the eight bytes which hold
/// the eighth lanes' bits combine to a word in the order of the neurons.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Tile(pub(super) [f32; WIDTH]);

/// Neurons in pairs, the first apart.
pub(super) type Pairs<'a> = ([u16; 2], &'a [[u16; 2]]);

fn lane(neuron: usize) -> usize {
    8 * (neuron % 8) + neuron % WIDTH / 8
}

/// The neuron of a tile that stands in a lane.
pub(super) fn neuron(lane: usize) -> usize {
    8 * (lane % 8) + lane / 8
}

impl Tile {
    /// The largest size of a number.
    #[inline(always)]
    pub(super) fn largest(&self) -> f32 {
        // Sizes of floating-point numbers are in the order of their bits.
        const SIZE: u32 = 0x7fff_ffff;
        let largest = self.0.iter().fold(0, |largest, number| largest.max(number.to_bits() & SIZE));
        f32::from_bits(largest)
    }

    /// The lanes above the noise of `r`, as bits in the order of the neurons; there `rest`
    /// loses `fall`.
    #[inline(always)]
    pub(super) fn decide(&self, r: &Self, limit: f32, rest: &mut Self, fall: f32) -> u64 {
        let mut bytes = 0;
        for sixteen in 0..WIDTH / 16 {
            let mut bits = [0; 16];
            for (at, bit) in bits.iter_mut().enumerate() {
                let lane = 16 * sixteen + at;
                let fires = self.0[lane] > logistic(r.0[lane], limit);
                rest.0[lane] += if fires { -fall } else { 0.0 };
                *bit = if fires { 1 << (lane / 8) } else { 0 };
            }
            bytes |= u128::from_le_bytes(bits);
        }
        bytes as u64 | (bytes >> 64) as u64
    }
}

/// Weights in single precision, column after column, and a column of zeros at the end.
///
/// Factors e^−W may stand behind them, in one piece of memory: an allocator may return two as large as these to the system
/// after every stretch, which then clears them again.
#[derive(Clone, Debug, Default)]
pub(super) struct Wiring {
    columns: Vec<Tile>,
    /// The number of tiles of weights.
    count: usize,
}

impl Wiring {
    /// Weights, with room for their factors if these are wanted.
    #[inline(always)]
    pub(super) fn of(weights: &Weights, factors: bool) -> Self {
        let tiles = weights.free.div_ceil(WIDTH);
        let count = tiles * (weights.neurons + 1);
        let mut columns = vec![Tile([0.0; WIDTH]); if factors { 2 * count } else { count }];
        let given = weights.columns.chunks_exact(weights.stride());
        for (column, given) in columns.chunks_exact_mut(tiles).zip(given) {
            spread(&given[..weights.free], column);
        }
        Self { columns, count }
    }

    /// Takes e^−W for every weight.
    #[inline(always)]
    pub(super) fn fill_factors(&mut self) {
        let (weights, factors) = self.columns.split_at_mut(self.count);
        for (factors, weights) in factors.iter_mut().zip(weights) {
            for (factor, weight) in factors.0.iter_mut().zip(&weights.0) {
                *factor = exp(-f64::from(*weight)) as f32;
            }
        }
    }

    /// Adds to the `start` of tile `at` of so many the columns of the neurons, given in pairs.
    #[inline(always)]
    pub(super) fn add(&self, start: Tile, at: (usize, usize), pairs: Pairs) -> Tile {
        fold(&self.columns[..self.count], start, at, pairs, |sum, a, b| sum + (a + b))
    }

    /// Multiplies it by their factors.
    #[inline(always)]
    pub(super) fn multiply(&self, start: Tile, at: (usize, usize), pairs: Pairs) -> Tile {
        fold(&self.columns[self.count..], start, at, pairs, |product, a, b| product * (a * b))
    }

    /// The largest size of a weight, column after column.
    #[inline(always)]
    pub(super) fn largest(&self, tiles: usize) -> Vec<f32> {
        let mut largest = Vec::new();
        for column in self.columns[..self.count].chunks_exact(tiles) {
            let mut most = 0.0_f32;
            for tile in column {
                most = most.max(tile.largest());
            }
            largest.push(most);
        }
        largest
    }
}

/// Combines the columns of the neurons with the start of tile `at` of so many.
#[inline(always)]
fn fold(
    columns: &[Tile],
    mut start: Tile,
    (at, tiles): (usize, usize),
    (first, more): Pairs,
    combine: impl Fn(f32, f32, f32) -> f32,
) -> Tile {
    let mut take = |pair: [u16; 2]| {
        let [a, b] = pair.map(|neuron| &columns[usize::from(neuron) * tiles + at]);
        for (lane, value) in start.0.iter_mut().enumerate() {
            *value = combine(*value, a.0[lane], b.0[lane]);
        }
    };
    take(first);
    more.iter().for_each(|&pair| take(pair));
    start
}

/// Puts numbers of neurons into tiles.
#[inline(always)]
pub(super) fn spread(values: &[f64], tiles: &mut [Tile]) {
    let (whole, rest) = values.as_chunks::<WIDTH>();
    for (tile, values) in tiles.iter_mut().zip(whole) {
        for (neuron, &value) in values.iter().enumerate() {
            tile.0[lane(neuron)] = value as f32;
        }
    }
    for (neuron, &value) in (whole.len() * WIDTH..).zip(rest) {
        *number(tiles, neuron) = value as f32;
    }
}

/// Takes numbers of neurons out of tiles.
pub(super) fn gather(tiles: &mut [Tile], values: &mut [f64]) {
    for (neuron, value) in values.iter_mut().enumerate() {
        *value = f64::from(*number(tiles, neuron));
    }
}

/// The number of a neuron.
pub(super) fn number(tiles: &mut [Tile], neuron: usize) -> &mut f32 {
    &mut tiles[neuron / WIDTH].0[lane(neuron)]
}
