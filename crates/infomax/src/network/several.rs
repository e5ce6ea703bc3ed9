//! Several networks, on several threads and in turns.

use std::ops::ControlFlow;

use rand::Rng;

use super::Network;
use super::member::{Member, simulate};
use super::simulation::Span;
use crate::error::require_len;
use crate::input::Input;
use crate::threads::for_each;
use crate::{Error, Raster};

impl Network {
    /// Runs every network for `steps` with its own input and generator, on several threads (0 counts as 1),
    /// and records them: raster, network, input and generator k are as after [`run`](Self::run), bit for bit.
    ///
    /// If there are more networks than threads, each thread lets two networks of up to 64 free neurons take
    /// turns step by step, which is faster on processors with AVX-512 than one after the other.
    ///
    /// ```
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::{Firing, Network, input::Spontaneous};
    ///
    /// let mut rngs: Vec<_> = (0..6).map(ChaCha8Rng::seed_from_u64).collect();
    /// let draw = |rng| Network::draw(50, Firing::default(), rng);
    /// let mut networks = rngs.iter_mut().map(draw).collect::<Result<Vec<_>, _>>()?;
    /// let (mut last, mut rng) = (networks[5].clone(), rngs[5].clone());
    /// let rasters = Network::run_all(&mut networks, 2_000, &mut [Spontaneous; 6], 2, &mut rngs)?;
    /// assert_eq!(rasters[5], last.run(2_000, &mut Spontaneous, &mut rng));
    /// assert_eq!((&networks[5], &rngs[5]), (&last, &rng));
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if there is not one input and one generator for each network; nothing has
    /// run then.
    ///
    /// # Panics
    /// If an input panics; the other networks then stop within 1024 steps, wherever they are.
    pub fn run_all<I, R>(
        networks: &mut [Self],
        steps: usize,
        inputs: &mut [I],
        threads: usize,
        rngs: &mut [R],
    ) -> Result<Vec<Raster>, Error>
    where
        I: Input + Send,
        R: Rng + Send,
    {
        let observer = |_| ControlFlow::Continue(());
        Self::run_all_watched(networks, steps, inputs, threads, observer, rngs)
    }

    /// The same with an observer. Any thread calls it before every 1024 steps of a network, or of two that take
    /// turns, with the number of steps done there. If it breaks off, all networks stop at their next call, and
    /// those that have not begun have empty rasters; how far they got depends on the threads.
    ///
    /// # Errors
    /// As [`run_all`](Self::run_all).
    ///
    /// # Panics
    /// If an input or the observer panics, as there.
    pub fn run_all_watched<I, R>(
        networks: &mut [Self],
        steps: usize,
        inputs: &mut [I],
        threads: usize,
        observer: impl Fn(usize) -> ControlFlow<()> + Sync,
        rngs: &mut [R],
    ) -> Result<Vec<Raster>, Error>
    where
        I: Input + Send,
        R: Rng + Send,
    {
        let run = |members: &mut [Member<'_>], observer: &mut Observer<'_>| {
            simulate(members.iter_mut().map(Member::run), Span { steps, observer });
        };
        let members = for_all(networks, inputs, threads, observer, rngs, run)?;
        Ok(members.into_iter().map(|member| member.raster).collect())
    }

    /// Runs every network for `steps` without recording, as [`settle_watched`](Self::settle_watched) does, on
    /// several threads and with an observer as in [`run_all_watched`](Self::run_all_watched).
    ///
    /// # Errors
    /// As [`run_all`](Self::run_all).
    ///
    /// # Panics
    /// If an input or the observer panics, as there.
    pub fn settle_all_watched<I, R>(
        networks: &mut [Self],
        steps: usize,
        inputs: &mut [I],
        threads: usize,
        observer: impl Fn(usize) -> ControlFlow<()> + Sync,
        rngs: &mut [R],
    ) -> Result<(), Error>
    where
        I: Input + Send,
        R: Rng + Send,
    {
        let settle = |members: &mut [Member<'_>], observer: &mut Observer<'_>| {
            simulate(members.iter_mut().map(Member::settle), Span { steps, observer });
        };
        for_all(networks, inputs, threads, observer, rngs, settle).map(drop)
    }
}

type Observer<'a> = dyn FnMut(usize) -> ControlFlow<()> + 'a;

/// Works with every network on several threads, and with two at once if there are more networks than threads.
fn for_all<'a, I, R>(
    networks: &'a mut [Network],
    inputs: &'a mut [I],
    threads: usize,
    observer: impl Fn(usize) -> ControlFlow<()> + Sync,
    rngs: &'a mut [R],
    work: impl Fn(&mut [Member<'_>], &mut Observer<'_>) + Sync,
) -> Result<Vec<Member<'a>>, Error>
where
    I: Input + Send,
    R: Rng + Send,
{
    require_len("the list of inputs", networks.len(), inputs.len())?;
    require_len("the list of generators", networks.len(), rngs.len())?;
    let given = networks.iter_mut().zip(inputs).zip(rngs);
    let members = given.map(|((network, input), rng)| Member::new(network, input, rng));
    let mut members: Vec<_> = members.collect();
    let turns = usize::from(members.len() > threads.max(1));
    for_each(members.chunks_mut(1 + turns), threads, |members, stop| {
        work(members, &mut |done| {
            if !stop.is_set() && observer(done).is_continue() {
                return ControlFlow::Continue(());
            }
            stop.set();
            ControlFlow::Break(())
        });
    });
    Ok(members)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::ops::ControlFlow;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use crate::input::{Input, Spontaneous, Stimulus};
    use crate::{Error, Firing, Network, Raster};

    fn drawn(sizes: &[usize]) -> (Vec<Network>, Vec<ChaCha8Rng>) {
        let drawn = sizes.iter().zip(1..).map(|(&neurons, seed)| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            (Network::draw(neurons, Firing::default(), &mut rng).unwrap(), rng)
        });
        drawn.unzip()
    }

    /// What all do together and what each does alone, in two stretches.
    fn agree<I: Input + Clone + Send>(sizes: &[usize], input: impl Fn(usize) -> I, threads: usize) {
        let inputs: Vec<_> = sizes.iter().map(|&neurons| input(neurons)).collect();
        let (mut networks, mut rngs) = drawn(sizes);
        let (mut alone, mut alone_rngs) = drawn(sizes);
        let (mut inputs, mut alone_inputs) = (inputs.clone(), inputs);
        for steps in [1_500, 2_048, 0] {
            let all = Network::run_all(&mut networks, steps, &mut inputs, threads, &mut rngs);
            let each = alone.iter_mut().zip(&mut alone_inputs).zip(&mut alone_rngs);
            let each: Vec<Raster> =
                each.map(|((n, input), rng)| n.run(steps, input, rng)).collect();
            assert!(all.unwrap() == each, "{sizes:?}, {threads} threads");
            assert!(networks == alone && rngs == alone_rngs, "{sizes:?}, {threads} threads");
        }
    }

    #[test]
    fn networks_together_do_what_each_does_alone() {
        let sizes = [50, 20, 1, 64, 65, 7, 130, 50, 50];
        for count in 0..=sizes.len() {
            for threads in [0, 1, 2, 3, 20] {
                agree(&sizes[..count], |_| Spontaneous, threads);
                let stimulus = |neurons| Stimulus::new(0, &[(1, neurons - 1)], neurons).unwrap();
                agree(&sizes[..count], stimulus, threads);
            }
        }
    }

    #[test]
    fn networks_that_settle_together_end_where_recorded_ones_end() {
        for (sizes, threads) in [(&[50, 20, 7][..], 1), (&[50, 65, 3, 64, 130], 2), (&[5, 9], 2)] {
            let ((mut networks, mut rngs), (mut seen, mut seen_rngs)) =
                (drawn(sizes), drawn(sizes));
            let inputs = &mut vec![Spontaneous; sizes.len()];
            let go_on = |_| ControlFlow::Continue(());
            Network::settle_all_watched(&mut networks, 2_500, inputs, threads, go_on, &mut rngs)
                .unwrap();
            Network::run_all(&mut seen, 2_500, inputs, threads, &mut seen_rngs).unwrap();
            assert!(networks == seen && rngs == seen_rngs, "{sizes:?}, {threads} threads");
        }
    }

    #[test]
    fn each_network_needs_an_input_and_a_generator() {
        let (mut networks, mut rngs) = drawn(&[5, 5]);
        let before = networks.clone();
        let inputs = &mut [Spontaneous; 3];
        let error = Network::run_all(&mut networks, 100, inputs, 1, &mut rngs).unwrap_err();
        assert_eq!(error.to_string(), "the list of inputs has 3 entries, expected 2");
        let error = Network::run_all(&mut networks, 100, &mut inputs[..2], 1, &mut rngs[..1]);
        assert!(matches!(error, Err(Error::LengthMismatch { expected: 2, found: 1, .. })));
        assert!(networks == before);
    }

    /// Counts how often it is asked.
    #[derive(Clone, Default)]
    struct Asked(Cell<usize>);

    impl Input for Asked {
        fn impose(&mut self, _: usize, _: &mut Vec<u16>, _: &mut dyn Rng) {}

        fn imposes(&self) -> bool {
            self.0.set(self.0.get() + 1);
            true
        }
    }

    #[test]
    fn an_input_is_asked_once_per_stretch_whether_it_imposes() {
        for sizes in [&[5, 5][..], &[5, 65], &[65, 5, 5]] {
            let (mut networks, mut rngs) = drawn(sizes);
            let mut inputs = vec![Asked::default(); sizes.len()];
            Network::run_all(&mut networks, 3_000, &mut inputs, 1, &mut rngs).unwrap();
            assert!(inputs.iter().all(|input| input.0.get() == 1), "{sizes:?}");
        }
    }

    /// Panics at its fifth step.
    struct Bomb(usize);

    impl Input for Bomb {
        fn impose(&mut self, _: usize, _: &mut Vec<u16>, _: &mut dyn Rng) {
            self.0 += 1;
            assert!(self.0 < 5, "the bomb");
        }
    }

    #[test]
    fn an_input_that_panics_ends_all_networks_with_its_message() {
        for threads in [1, 2, 3] {
            let (mut networks, mut rngs) = drawn(&[50; 3]);
            let mut inputs: [Box<dyn Input + Send>; 3] =
                [Box::new(Spontaneous), Box::new(Bomb(0)), Box::new(Spontaneous)];
            let all = AssertUnwindSafe(|| {
                // Without the stop the others would run for days.
                let steps = if threads == 1 { 1_000 } else { 1 << 44 };
                Network::run_all(&mut networks, steps, &mut inputs, threads, &mut rngs)
            });
            let panic = catch_unwind(all).unwrap_err();
            assert_eq!(panic.downcast_ref::<&str>(), Some(&"the bomb"), "{threads} threads");
            let (inputs, steps) = (&mut [Spontaneous; 3], 100);
            let after = Network::run_all(&mut networks, steps, inputs, threads, &mut rngs);
            assert!(after.unwrap().iter().all(|raster| raster.len() == 100));
        }
    }

    #[test]
    fn an_observer_that_breaks_off_ends_all_networks() {
        for threads in [1, 2] {
            let (mut networks, mut rngs) = drawn(&[50; 6]);
            let calls = AtomicUsize::new(0);
            let third = |_| match calls.fetch_add(1, Relaxed) {
                0..3 => ControlFlow::Continue(()),
                _ => ControlFlow::Break(()),
            };
            let inputs = &mut [Spontaneous; 6];
            let rasters =
                Network::run_all_watched(&mut networks, 1 << 40, inputs, threads, third, &mut rngs);
            let steps: Vec<_> = rasters.unwrap().iter().map(Raster::len).collect();
            // Each of three calls was for two networks.
            assert_eq!(steps.iter().sum::<usize>(), 3 * 2 * 1_024, "{steps:?}");
        }
    }
}
