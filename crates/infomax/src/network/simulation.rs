//! A stretch of simulation.

use std::ops::ControlFlow;

use pulp::NullaryFnOnce;
use rand::Rng;

use super::cells::Cells;
use super::tile::WIDTH;
use crate::Firing;
use crate::input::Input;
use crate::weights::Weights;

/// A stretch of simulation, dispatched to the machine's vector instructions.
pub(super) struct Run<'a, I: ?Sized, R: ?Sized, F> {
    pub(super) firing: Firing,
    pub(super) weights: &'a Weights,
    /// h of the free neurons.
    pub(super) thresholds: &'a mut [f64],
    /// Who fires, in rising order.
    pub(super) state: &'a mut Vec<u16>,
    pub(super) steps: usize,
    /// Told the steps done, before each chunk of them, it may end the stretch.
    pub(super) observer: &'a mut dyn FnMut(usize) -> ControlFlow<()>,
    pub(super) input: &'a mut I,
    pub(super) rng: &'a mut R,
    pub(super) seen: F,
    /// Whether factors may decide; the result is the same.
    pub(super) quick: bool,
}

/// Steps after which thresholds are taken down in double precision.
const CHUNK: usize = 1024;

impl<I, R, F> NullaryFnOnce for Run<'_, I, R, F>
where
    I: Input + ?Sized,
    R: Rng + ?Sized,
    F: FnMut(&[u16]),
{
    type Output = ();

    #[inline(always)]
    fn call(self) {
        // Most networks are one tile, and a loop over one need not be one.
        if self.weights.free <= WIDTH { self.go::<true>() } else { self.go::<false>() }
    }
}

impl<I, R, F> Run<'_, I, R, F>
where
    I: Input + ?Sized,
    R: Rng + ?Sized,
    F: FnMut(&[u16]),
{
    #[inline(always)]
    fn go<const SINGLE: bool>(self) {
        let Self { firing, weights, thresholds, state, steps, observer, input, .. } = self;
        let (mut rng, mut seen) = (self.rng, self.seen);
        let mut cells = Cells::new(weights, firing, self.quick, rng);
        let mut done = 0;
        while done < steps && observer(done).is_continue() {
            let chunk = CHUNK.min(steps - done);
            let mut first = cells.begin(thresholds, state);
            for t in 0..chunk {
                first = cells.fire::<SINGLE>(t, first);
                if input.imposes() {
                    first = cells.impose(input, &mut rng);
                }
                seen(cells.state());
            }
            cells.end(thresholds, state, chunk);
            done += chunk;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

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
        let seen = |firing: &[u16]| raster.push(firing.to_vec());
        let mut observer = |_| ControlFlow::Continue(());
        let mut run = network.stretch(steps, &mut observer, &mut input, seen, &mut rng);
        run.quick = quick;
        instructions().dispatch(run);
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
