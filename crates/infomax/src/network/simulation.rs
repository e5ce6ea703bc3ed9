//! The inner loop of a simulation.

use pulp::NullaryFnOnce;
use rand::Rng;

use super::Network;
use crate::input::Input;
use crate::kernel::{LANES, add_columns, decide, settle};

/// A stretch of simulation, dispatched to the machine's vector instructions.
pub(super) struct Run<'a, I: ?Sized, R: ?Sized, F> {
    pub(super) network: &'a mut Network,
    pub(super) steps: usize,
    pub(super) input: &'a mut I,
    pub(super) rng: &'a mut R,
    pub(super) seen: F,
}

impl<I, R, F> NullaryFnOnce for Run<'_, I, R, F>
where
    I: Input + ?Sized,
    R: Rng + ?Sized,
    F: FnMut(&[u16]),
{
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { network, steps, input, mut rng, mut seen } = self;
        let (free, stride) = (network.free, network.stride());
        let mut draw = Draw::new(stride, network.firing.max_probability);
        let mut next = Vec::with_capacity(network.neurons);
        for _ in 0..steps {
            for (u, h) in draw.potentials.iter_mut().zip(&network.thresholds) {
                *u = -h;
            }
            add_columns(&mut draw.potentials, &network.columns, &network.state);
            draw.firing(free, &mut next, &mut rng);
            input.impose(free, &mut next, &mut rng);
            let mut thresholds = std::mem::take(&mut network.thresholds);
            network.adapt(&mut thresholds, &next);
            network.thresholds = thresholds;
            std::mem::swap(&mut network.state, &mut next);
            seen(&network.state);
        }
    }
}

/// Buffers of one step; all have the padded length.
struct Draw {
    potentials: Vec<f64>,
    bytes: Vec<u8>,
    words: Vec<u16>,
    fires: Vec<u64>,
    max_probability: f64,
}

impl Draw {
    fn new(stride: usize, max_probability: f64) -> Self {
        let (potentials, bytes) = (vec![0.0; stride], vec![0; 2 * stride]);
        Self { potentials, bytes, words: vec![0; stride], fires: vec![0; stride], max_probability }
    }

    /// Lists the neurons that fire at their potentials.
    #[inline(always)]
    fn firing<R: Rng + ?Sized>(&mut self, free: usize, firing: &mut Vec<u16>, rng: &mut R) {
        rng.fill_bytes(&mut self.bytes[..2 * free]);
        for (word, bytes) in self.words.iter_mut().zip(self.bytes.chunks_exact(2)) {
            *word = u16::from_le_bytes([bytes[0], bytes[1]]);
        }
        decide(&mut self.fires, &mut self.potentials, &self.words, self.max_probability);
        firing.clear();
        for (at, eight) in self.fires[..free].chunks(LANES).enumerate() {
            if eight.iter().fold(0, |any, fires| any | fires) != 0 {
                let numbered = (at * LANES..).zip(eight).filter(|(_, fires)| **fires != 0);
                let mut certain = |i: usize, fires: u64| fires == 2 || self.settle(i, rng);
                firing.extend(
                    numbered.filter(|(i, fires)| certain(*i, **fires)).map(|(i, _)| i as u16),
                );
            }
        }
    }

    #[cold]
    fn settle<R: Rng + ?Sized>(&self, i: usize, rng: &mut R) -> bool {
        settle(self.potentials[i], self.words[i], rng.next_u32(), self.max_probability)
    }
}
