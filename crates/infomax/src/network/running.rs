//! Running a network.

use std::ops::ControlFlow;

use rand::Rng;

use super::Network;
use super::simulation::{One, Run, Span};
use crate::Raster;
use crate::input::Input;
use crate::instructions::instructions;

impl Network {
    /// Runs for `steps` and records them.
    pub fn run<I, R>(&mut self, steps: usize, input: &mut I, rng: &mut R) -> Raster
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        self.run_watched(steps, input, go_on, rng)
    }

    /// The same with an observer, which is told the number of steps done before every 1024 of them and may break
    /// off: the raster then ends there.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::{Firing, Network, input::Spontaneous};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let stop =
    ///     |steps| if steps >= 2_048 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    /// let raster = Network::draw(5, Firing::default(), rng)?.run_watched(
    ///     1_000_000,
    ///     &mut Spontaneous,
    ///     stop,
    ///     rng,
    /// );
    /// assert_eq!(raster.len(), 2_048);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    pub fn run_watched<I, R>(
        &mut self,
        steps: usize,
        input: &mut I,
        mut observer: impl FnMut(usize) -> ControlFlow<()>,
        rng: &mut R,
    ) -> Raster
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        let mut raster = self.empty_raster();
        let span = Span { steps, observer: &mut observer };
        self.record_during(span, &mut raster, &mut &mut *input, &mut &mut *rng);
        raster
    }

    /// Lets thresholds settle for `steps`, then runs for as many and records these.
    pub fn settle_and_run<I, R>(&mut self, steps: usize, input: &mut I, rng: &mut R) -> Raster
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        self.settle(steps, &mut &mut *input, &mut &mut *rng);
        self.run(steps, input, rng)
    }

    /// Runs for `steps` and shows the firing neurons of each to `seen`. The noise comes from
    /// generators that `rng` seeds at the beginning, and weights are rounded to single precision
    /// there: few long stretches are faster than many short ones.
    pub fn advance<I, R>(
        &mut self,
        steps: usize,
        input: &mut I,
        mut seen: impl FnMut(&[u16]),
        rng: &mut R,
    ) where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        let seen = |firing: &[u16], _| seen(firing);
        let span = Span { steps, observer: &mut go_on };
        let (mut input, mut rng) = (input, rng);
        instructions().dispatch(One(self.with(&mut input, seen, &mut rng), span));
    }

    /// Runs for `steps` without recording, so that thresholds settle. Network, input and generator are then as
    /// after [`run_watched`](Self::run_watched), whose observer this one is.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::{Firing, Network, input::Spontaneous};
    ///
    /// let (mut rng, go_on) = (ChaCha8Rng::seed_from_u64(1), |_| ControlFlow::Continue(()));
    /// let mut network = Network::draw(20, Firing::default(), &mut rng)?;
    /// let (mut same, mut same_rng) = (network.clone(), rng.clone());
    /// network.settle_watched(3_000, &mut Spontaneous, go_on, &mut rng);
    /// same.run(3_000, &mut Spontaneous, &mut same_rng);
    /// assert!(network == same && rng == same_rng);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    pub fn settle_watched<I, R>(
        &mut self,
        steps: usize,
        input: &mut I,
        mut observer: impl FnMut(usize) -> ControlFlow<()>,
        rng: &mut R,
    ) where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        let span = Span { steps, observer: &mut observer };
        self.settle_during(span, &mut &mut *input, &mut &mut *rng);
    }

    /// Runs for `steps` unseen.
    pub(crate) fn settle(&mut self, steps: usize, input: &mut dyn Input, rng: &mut dyn Rng) {
        self.settle_during(Span { steps, observer: &mut go_on }, input, rng);
    }

    fn settle_during(&mut self, span: Span<'_>, input: &mut dyn Input, rng: &mut dyn Rng) {
        instructions().dispatch(One(self.with(input, |_: &[u16], _| (), rng), span));
    }

    /// Runs for `steps` and appends them to a raster.
    pub(crate) fn record(
        &mut self,
        steps: usize,
        raster: &mut Raster,
        input: &mut dyn Input,
        rng: &mut dyn Rng,
    ) {
        self.record_during(Span { steps, observer: &mut go_on }, raster, input, rng);
    }

    fn record_during(
        &mut self,
        span: Span<'_>,
        raster: &mut Raster,
        input: &mut dyn Input,
        rng: &mut dyn Rng,
    ) {
        let seen = |firing: &[u16], first| raster.record_beginning(first, firing);
        instructions().dispatch(One(self.with(input, seen, rng), span));
    }

    pub(super) fn with<'a, F>(
        &'a mut self,
        input: &'a mut dyn Input,
        seen: F,
        rng: &'a mut dyn Rng,
    ) -> Run<'a, F> {
        let Self { firing, weights, thresholds, state } = self;
        let (firing, imposes, quick) = (*firing, input.imposes(), true);
        let thresholds = &mut thresholds[..weights.free];
        Run { firing, weights, thresholds, state, input, imposes, rng, seen, quick }
    }
}

/// An observer that never breaks off.
fn go_on(_: usize) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
