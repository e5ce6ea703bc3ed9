//! The neurons of a simulation, step by step.

use rand::Rng;

use super::factors::{FRESH, Factors};
use super::noise::Noise;
use super::tile::{Tile, WIDTH, Wiring, gather, number, spread};
use crate::Firing;
use crate::input::Input;
use crate::weights::Weights;

/// With more tiles than these, two copies of the columns cost more than the quick decision saves.
const FEW: usize = 8;
/// The potential of lanes without a neuron, at which hardly one fires.
const NOBODY_AT_REST: f32 = -12.0;

/// The neurons at work. Of the threshold, u = rest + drift + ΣW, only the part that spikes move
/// is kept per neuron; what all lose at every step is added where it is needed.
pub(super) struct Cells {
    wiring: Wiring,
    factors: Factors,
    /// Whether factors may decide.
    quick: bool,
    noise: Noise,
    /// p_max in units of the 2³² values of r.
    limit: f32,
    rest: Vec<Tile>,
    /// The lanes that are neurons.
    valid: Vec<u64>,
    /// Who fires, with the number of nobody behind, and who fired before: they take turns.
    lists: [Vec<u16>; 2],
    turn: bool,
    /// How many fire.
    firing: usize,
    nobody: u16,
    /// ε and ε p̄.
    fall: f32,
    drift: f64,
    free: usize,
}

impl Cells {
    #[inline(always)]
    pub(super) fn new(weights: &Weights, firing: Firing, quick: bool, rng: &mut dyn Rng) -> Self {
        let (free, neurons) = (weights.free, weights.neurons);
        let tiles = free.div_ceil(WIDTH);
        let valid = |tile: usize| u64::MAX >> (WIDTH - (free - tile * WIDTH).min(WIDTH));
        let limit = (firing.max_probability * 4_294_967_296.0) as f32;
        let list = vec![neurons as u16; tiles * WIDTH + neurons + 2];
        let fall = firing.threshold_rate as f32;
        let drift = firing.threshold_rate * firing.target_rate;
        // Not by a closure, which would lose the dispatcher's vector instructions.
        let quick = quick && tiles <= FEW;
        let mut wiring = Wiring::of(weights, quick);
        let factors = if quick {
            wiring.fill_factors();
            Factors::of(&wiring, (tiles, limit), fall, drift)
        } else {
            Factors::default()
        };
        Self {
            factors,
            quick,
            wiring,
            noise: Noise::seeded(rng),
            limit,
            rest: vec![Tile([NOBODY_AT_REST; WIDTH]); tiles],
            valid: (0..tiles).map(valid).collect(),
            lists: [list.clone(), list],
            turn: false,
            firing: 0,
            nobody: neurons as u16,
            fall,
            drift,
            free,
        }
    }

    #[inline(always)]
    pub(super) fn state(&self) -> &[u16] {
        &self.lists[usize::from(self.turn)][..self.firing]
    }

    pub(super) fn begin(&mut self, thresholds: &[f64], state: &[u16]) -> [u16; 2] {
        let minus: Vec<f64> = thresholds.iter().map(|h| -h).collect();
        spread(&minus, &mut self.rest);
        self.enter(state)
    }

    pub(super) fn end(&mut self, thresholds: &mut [f64], state: &mut Vec<u16>, steps: usize) {
        gather(&mut self.rest, thresholds);
        let drift = self.drift * steps as f64;
        thresholds.iter_mut().for_each(|h| *h = -*h - drift);
        state.clear();
        state.extend_from_slice(self.state());
    }

    /// Makes step `t` of the chunk. Takes and returns the first two of the state apart: a read of
    /// what was just written would wait.
    #[inline(always)]
    pub(super) fn fire<const SINGLE: bool>(&mut self, t: usize, first: [u16; 2]) -> [u16; 2] {
        self.turn = !self.turn;
        let drift = (self.drift * t as f64) as f32;
        let Self { wiring, factors, noise, rest, valid, lists, firing, .. } = self;
        let [even, odd] = lists;
        let (before, state) = if self.turn { (even, odd) } else { (odd, even) };
        let more = &before.as_chunks().0[1..firing.div_ceil(2).max(1)];
        let pairs = (first, more);
        if self.quick && t.is_multiple_of(FRESH) {
            factors.refresh(rest, drift);
        }
        let quick = self.quick && factors.allow(pairs);
        // The generators stay in registers.
        let mut draws = noise.clone();
        let (mut count, mut lowest) = (0, [self.nobody; 2]);
        let tiles = if SINGLE { 1 } else { valid.len() };
        for (at, (rest, valid)) in rest.iter_mut().zip(valid).enumerate().take(tiles) {
            let (r, limit) = (&draws.tile(), self.limit);
            let mut sure = None;
            if quick {
                sure =
                    factors.decide((at, tiles, t % FRESH), (wiring, pairs), r, (rest, self.fall));
            }
            let fires = if let Some(fires) = sure {
                fires
            } else {
                let start = Tile(rest.0.map(|rest| rest + drift));
                let fires = wiring.add(start, (at, tiles), pairs).decide(r, limit, rest, self.fall);
                if self.quick {
                    factors.follow(at, fires);
                }
                fires
            };
            let fires = fires & *valid;
            lowest = list(fires, at * WIDTH, self.nobody, &mut state[count..]);
            count += fires.count_ones() as usize;
        }
        state[count] = self.nobody;
        *noise = draws;
        *firing = count;
        if SINGLE { lowest } else { [state[0], state[1]] }
    }

    /// Lets an input have its way with the step just made.
    pub(super) fn impose(&mut self, input: &mut dyn Input, rng: &mut dyn Rng) -> [u16; 2] {
        let mut firing = self.state().to_vec();
        input.impose(self.free, &mut firing, rng);
        put_in_order(&mut firing, self.nobody);
        // Homeostasis counts every spike of a free neuron, whatever its cause.
        let by_itself = |neuron: &u16| self.state().binary_search(neuron).is_ok();
        let free = firing.iter().filter(|&&neuron| usize::from(neuron) < self.free);
        let forced: Vec<u16> = free.filter(|neuron| !by_itself(neuron)).copied().collect();
        for neuron in forced {
            *number(&mut self.rest, neuron.into()) -= self.fall;
            if self.quick {
                self.factors.count(neuron);
            }
        }
        self.enter(&firing)
    }

    fn enter(&mut self, firing: &[u16]) -> [u16; 2] {
        self.firing = firing.len();
        let state = &mut self.lists[usize::from(self.turn)];
        state[..firing.len()].copy_from_slice(firing);
        state[firing.len()..][..2].fill(self.nobody);
        [state[0], state[1]]
    }
}

/// Removes neurons that do not exist and sorts the others, if an input has not kept to its contract.
fn put_in_order(firing: &mut Vec<u16>, nobody: u16) {
    let valid = firing.is_sorted_by(|a, b| a < b) && firing.last().is_none_or(|&i| i < nobody);
    if !valid {
        firing.retain(|&i| i < nobody);
        firing.sort_unstable();
        firing.dedup();
    }
}

/// Lists the neurons whose bits are set, and nobody behind. Most tiles have two or fewer: these
/// are written without a branch that a processor could not foresee.
#[inline(always)]
fn list(bits: u64, first: usize, nobody: u16, firing: &mut [u16]) -> [u16; 2] {
    let number = |bits: u64| {
        if bits == 0 { nobody } else { (first as u32 + bits.trailing_zeros()) as u16 }
    };
    let without_lowest = |bits: u64| bits & bits.wrapping_sub(1);
    let mut rest = without_lowest(bits);
    let lowest = [number(bits), number(rest)];
    firing[..2].copy_from_slice(&lowest);
    let mut at = 2;
    rest = without_lowest(rest);
    while rest != 0 {
        firing[at] = number(rest);
        rest = without_lowest(rest);
        at += 1;
    }
    lowest
}
