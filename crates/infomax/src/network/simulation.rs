//! The inner loop of a simulation.

use std::mem::swap;

use pulp::NullaryFnOnce;
use rand::Rng;

use super::Network;
use super::noise::Noise;
use super::tile::{Tile, WIDTH, Wiring, gather, number, spread};
use crate::input::Input;

/// A stretch of simulation, dispatched to the machine's vector instructions.
pub(super) struct Run<'a, I: ?Sized, R: ?Sized, F> {
    pub(super) network: &'a mut Network,
    pub(super) steps: usize,
    pub(super) input: &'a mut I,
    pub(super) rng: &'a mut R,
    pub(super) seen: F,
}

/// Steps after which thresholds are taken down in double precision.
const CHUNK: usize = 1024;

impl<I, R, F> NullaryFnOnce for Run<'_, I, R, F>
where
    I: Input + ?Sized,
    R: Rng + ?Sized,
    F: FnMut(&[u16], &[u16]),
{
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { network, mut steps, input, mut rng, mut seen } = self;
        let mut cells = Cells::new(network, rng);
        while steps > 0 {
            let chunk = steps.min(CHUNK);
            cells.begin(network);
            for t in 0..chunk {
                cells.fire(t);
                if input.imposes() {
                    cells.impose(input, &mut rng);
                }
                seen(&cells.state[..cells.firing], input.forced());
            }
            cells.end(network, chunk);
            steps -= chunk;
        }
    }
}

/// The neurons at work. Of the threshold, u = rest + drift + ΣW, only the part that spikes move
/// is kept per neuron; what all lose at every step is added where it is needed.
struct Cells {
    wiring: Wiring,
    noise: Noise,
    rest: Vec<Tile>,
    /// The lanes that are neurons.
    valid: Vec<u64>,
    /// Who fires, with the number of nobody behind, and how many do; who fired before.
    state: Vec<u16>,
    firing: usize,
    before: Vec<u16>,
    nobody: u16,
    /// ε and ε p̄.
    fall: f32,
    drift: f64,
    free: usize,
}

impl Cells {
    fn new<R: Rng + ?Sized>(network: &Network, rng: &mut R) -> Self {
        let (free, firing) = (network.free, network.firing);
        let tiles = free.div_ceil(WIDTH);
        let valid = |tile: usize| u64::MAX >> (WIDTH - (free - tile * WIDTH).min(WIDTH));
        Self {
            wiring: Wiring::of(network),
            noise: Noise::seeded(firing.max_probability, rng),
            rest: vec![Tile([0.0; WIDTH]); tiles],
            valid: (0..tiles).map(valid).collect(),
            state: vec![network.neurons as u16; tiles * WIDTH + network.neurons + 2],
            firing: 0,
            before: vec![network.neurons as u16; tiles * WIDTH + network.neurons + 2],
            nobody: network.neurons as u16,
            fall: firing.threshold_rate as f32,
            drift: firing.threshold_rate * firing.target_rate,
            free,
        }
    }

    fn begin(&mut self, network: &mut Network) {
        let minus: Vec<f64> = network.thresholds[..self.free].iter().map(|h| -h).collect();
        spread(&minus, &mut self.rest);
        self.enter(&network.state);
    }

    fn end(&mut self, network: &mut Network, steps: usize) {
        let thresholds = &mut network.thresholds[..self.free];
        gather(&mut self.rest, thresholds);
        let drift = self.drift * steps as f64;
        thresholds.iter_mut().for_each(|h| *h = -*h - drift);
        network.state.clear();
        network.state.extend_from_slice(&self.state[..self.firing]);
    }

    /// Makes step `t` of the chunk.
    #[inline(always)]
    fn fire(&mut self, t: usize) {
        swap(&mut self.state, &mut self.before);
        let Self { wiring, noise, rest, valid, state, firing, before, .. } = self;
        let pairs = &before.as_chunks().0[..firing.div_ceil(2).max(1)];
        let drift = (self.drift * t as f64) as f32;
        // The generators stay in registers.
        let mut draws = noise.clone();
        let mut count = 0;
        for (at, (rest, valid)) in rest.iter_mut().zip(valid).enumerate() {
            let start = Tile(rest.0.map(|rest| rest + drift));
            let potentials = wiring.add(start, at, pairs);
            let fires = potentials.decide(&draws.tile(), draws.limit, rest, self.fall) & *valid;
            list(fires, at * WIDTH, self.nobody, &mut state[count..]);
            count += fires.count_ones() as usize;
        }
        state[count] = self.nobody;
        *firing = count;
        *noise = draws;
    }

    fn impose<I: Input + ?Sized>(&mut self, input: &mut I, rng: &mut dyn Rng) {
        let mut firing = self.state[..self.firing].to_vec();
        input.impose(self.free, &mut firing, rng);
        for &neuron in input.forced() {
            self.hold(neuron);
        }
        self.enter(&firing);
    }

    /// Undoes the change of a threshold in this step.
    fn hold(&mut self, neuron: u16) {
        let fired = self.state[..self.firing].contains(&neuron);
        let back = if fired { self.fall } else { 0.0 } - self.drift as f32;
        *number(&mut self.rest, neuron.into()) += back;
    }

    fn enter(&mut self, firing: &[u16]) {
        self.firing = firing.len();
        self.state[..firing.len()].copy_from_slice(firing);
        self.state[firing.len()..][..2].fill(self.nobody);
    }
}

/// Lists the neurons whose bits are set, and nobody behind. Most tiles have two or fewer: these
/// are written without a branch that a processor could not foresee.
#[inline(always)]
fn list(bits: u64, first: usize, nobody: u16, firing: &mut [u16]) {
    let number = |bits: u64| {
        if bits == 0 { nobody } else { (first as u32 + bits.trailing_zeros()) as u16 }
    };
    let without_lowest = |bits: u64| bits & bits.wrapping_sub(1);
    let mut rest = without_lowest(bits);
    firing[0] = number(bits);
    firing[1] = number(rest);
    let mut at = 2;
    rest = without_lowest(rest);
    while rest != 0 {
        firing[at] = number(rest);
        rest = without_lowest(rest);
        at += 1;
    }
}
