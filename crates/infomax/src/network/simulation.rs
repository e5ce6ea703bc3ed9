//! A stretch of simulation, of one network or of two that take turns.

use std::ops::ControlFlow;

use pulp::NullaryFnOnce;
use rand::Rng;

use super::cells::Cells;
use super::tile::WIDTH;
use crate::Firing;
use crate::input::Input;
use crate::weights::Weights;

/// A network with what acts on it and what sees it.
///
/// Inputs and generators are not parameters of the type: a simulation would be compiled again for each.
pub(super) struct Run<'a, F> {
    pub(super) firing: Firing,
    pub(super) weights: &'a Weights,
    /// h of the free neurons.
    pub(super) thresholds: &'a mut [f64],
    /// Who fires, in rising order.
    pub(super) state: &'a mut Vec<u16>,
    pub(super) input: &'a mut dyn Input,
    /// Whether it ever changes anything.
    pub(super) imposes: bool,
    pub(super) rng: &'a mut dyn Rng,
    /// Told who fires, and of the first two apart.
    pub(super) seen: F,
    /// Whether factors may decide; the result is the same.
    pub(super) quick: bool,
}

/// How many steps, and who is told of those done, before each chunk of them, and may end the stretch.
pub(super) struct Span<'a> {
    pub(super) steps: usize,
    pub(super) observer: &'a mut dyn FnMut(usize) -> ControlFlow<()>,
}

/// A stretch of a network, dispatched to the machine's vector instructions.
pub(super) struct One<'a, 's, F>(pub(super) Run<'a, F>, pub(super) Span<'s>);

/// The same of two networks of one tile each. Every step of a network waits for the one before; two networks
/// that take turns wait at the same time.
pub(super) struct Two<'a, 's, F>(pub(super) [Run<'a, F>; 2], pub(super) Span<'s>);

/// Steps after which thresholds are taken down in double precision.
const CHUNK: usize = 1024;

impl Span<'_> {
    /// Steps to do before the observer is asked again, 0 at the end.
    fn next(&mut self, done: usize) -> usize {
        let chunk = CHUNK.min(self.steps - done);
        if chunk > 0 && (self.observer)(done).is_continue() { chunk } else { 0 }
    }
}

impl<F: FnMut(&[u16], [u16; 2])> NullaryFnOnce for One<'_, '_, F> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        // Most networks are one tile, and a loop over one need not be one.
        if self.0.is_one_tile() { self.go::<true>() } else { self.go::<false>() }
    }
}

impl<F: FnMut(&[u16], [u16; 2])> One<'_, '_, F> {
    #[inline(always)]
    fn go<const SINGLE: bool>(self) {
        let Self(mut run, mut span) = self;
        let mut cells = run.cells();
        let mut done = 0;
        loop {
            let chunk = span.next(done);
            if chunk == 0 {
                return;
            }
            let mut first = cells.begin(run.thresholds, run.state);
            for t in 0..chunk {
                first = run.step::<SINGLE>(&mut cells, t, first);
            }
            cells.end(run.thresholds, run.state, chunk);
            done += chunk;
        }
    }
}

impl<F: FnMut(&[u16], [u16; 2])> NullaryFnOnce for Two<'_, '_, F> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self([mut a, mut b], mut span) = self;
        let (mut cells_a, mut cells_b) = (a.cells(), b.cells());
        let mut done = 0;
        loop {
            let chunk = span.next(done);
            if chunk == 0 {
                return;
            }
            let mut first_a = cells_a.begin(a.thresholds, a.state);
            let mut first_b = cells_b.begin(b.thresholds, b.state);
            for t in 0..chunk {
                first_a = a.step::<true>(&mut cells_a, t, first_a);
                first_b = b.step::<true>(&mut cells_b, t, first_b);
            }
            cells_a.end(a.thresholds, a.state, chunk);
            cells_b.end(b.thresholds, b.state, chunk);
            done += chunk;
        }
    }
}

impl<F: FnMut(&[u16], [u16; 2])> Run<'_, F> {
    /// Whether all free neurons are in one tile.
    pub(super) fn is_one_tile(&self) -> bool {
        self.weights.free <= WIDTH
    }

    #[inline(always)]
    fn cells(&mut self) -> Cells {
        Cells::new(self.weights, self.firing, self.quick, self.rng)
    }

    /// Makes step `t` of a chunk; takes and returns the first two that fire.
    #[inline(always)]
    fn step<const SINGLE: bool>(
        &mut self,
        cells: &mut Cells,
        t: usize,
        first: [u16; 2],
    ) -> [u16; 2] {
        let mut first = cells.fire::<SINGLE>(t, first);
        if self.imposes {
            first = cells.impose(self.input, self.rng);
        }
        (self.seen)(cells.state(), first);
        first
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::{One, Span};
    use crate::instructions::instructions;
    use faer::Mat;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use crate::input::{Input, Spontaneous, Stimulus};
    use crate::{Firing, Network};

    /// All spikes and the state at the end, decided by factors or not.
    fn spikes<I: Input>(network: &Network, mut input: I, quick: bool) -> (Vec<Vec<u16>>, Network) {
        let (mut network, mut rng) = (network.clone(), ChaCha8Rng::seed_from_u64(5));
        let (mut raster, steps) = (Vec::new(), 5_000);
        let seen = |firing: &[u16], _| raster.push(firing.to_vec());
        let observer = &mut |_| ControlFlow::Continue(());
        let mut run = network.with(&mut input, seen, &mut rng);
        run.quick = quick;
        instructions().dispatch(One(run, Span { steps, observer }));
        (raster, network)
    }

    #[test]
    fn factors_and_sums_decide_alike_to_the_last_bit() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        // From weights that hardly matter to such whose factors overflow.
        for (scale, rate) in [(0.5, 0.02), (5.0, 0.05), (20.0, 0.05), (60.0, 0.02), (400.0, 0.02)] {
            for neurons in [1, 7, 50, 64, 65, 130] {
                for threshold_rate in [0.0, 0.01, 2.0] {
                    let firing =
                        Firing { max_probability: 0.95, target_rate: rate, threshold_rate };
                    let weights: Vec<f64> = (0..neurons * neurons)
                        .map(|_| scale * rng.random_range(-1.0..1.0) * rng.random::<f64>().powi(4))
                        .collect();
                    let entry = |i: usize, j: usize| weights[i * neurons + j];
                    let weights = Mat::from_fn(neurons, neurons, entry);
                    let network = Network::from_weights(weights.as_ref(), firing).unwrap();
                    let same = |quick| spikes(&network, Spontaneous, quick);
                    assert!(same(true) == same(false), "{scale} {neurons} {threshold_rate}");
                    let stimulus = Stimulus::new(0, &[(1, neurons - 1)], neurons).unwrap();
                    let same = |quick| spikes(&network, stimulus.clone(), quick);
                    assert!(
                        same(true) == same(false),
                        "{scale} {neurons} {threshold_rate}, forced"
                    );
                }
            }
        }
    }
}
