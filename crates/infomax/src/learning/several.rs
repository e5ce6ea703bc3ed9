//! Several networks that learn, on several threads.

use std::ops::ControlFlow;

use rand::Rng;

use super::{Learning, Progress};
use crate::Error;
use crate::error::require_len;
use crate::input::Input;
use crate::threads::for_each;

impl Learning {
    /// Learns with every network, its own input and its own generator, on several threads (0 counts as 1),
    /// until the end or until the observer breaks off. Weights, course, input and generator k are as after
    /// [`run`](Self::run), bit for bit.
    ///
    /// Any thread calls the observer after each block, with the number k of the network; breaking off ends the
    /// learning of that network alone. [`is_finished`](Self::is_finished) tells which came to the end.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::{Firing, Learner, Learning, Network, input::Spontaneous};
    ///
    /// let learner = Learner { blocks: 20, block_steps: 5_000, ..Learner::default() };
    /// let mut rngs: Vec<_> = (0..4).map(ChaCha8Rng::seed_from_u64).collect();
    /// let begin = |rng| learner.begin(Network::draw(10, Firing::default(), rng)?);
    /// let mut networks = rngs.iter_mut().map(begin).collect::<Result<Vec<_>, _>>()?;
    /// let go_on = |_, _: &_| ControlFlow::Continue(());
    /// Learning::run_all(&mut networks, &mut [Spontaneous; 4], 2, go_on, &mut rngs)?;
    /// assert!(networks.iter().all(Learning::is_finished));
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if there is not one input and one generator for each network; none has learned
    /// then.
    ///
    /// # Panics
    /// If an input or the observer panics; the other networks then stop after their block.
    pub fn run_all<I, R>(
        networks: &mut [Self],
        inputs: &mut [I],
        threads: usize,
        observer: impl Fn(usize, &Progress) -> ControlFlow<()> + Sync,
        rngs: &mut [R],
    ) -> Result<(), Error>
    where
        I: Input + Send,
        R: Rng + Send,
    {
        require_len("the list of inputs", networks.len(), inputs.len())?;
        require_len("the list of generators", networks.len(), rngs.len())?;
        let members = networks.iter_mut().zip(inputs).zip(rngs).enumerate();
        for_each(members, threads, |(k, ((learning, input), rng)), stop| {
            let told = |progress: &Progress| {
                let flow = observer(k, progress);
                if stop.is_set() { ControlFlow::Break(()) } else { flow }
            };
            // The learning itself says whether it ended or was broken off.
            let _ = learning.run(input, told, rng);
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use crate::input::Spontaneous;
    use crate::{Firing, Learner, Learning, Network, Progress};

    fn begun(sizes: &[usize]) -> (Vec<Learning>, Vec<ChaCha8Rng>) {
        let learner = Learner { blocks: 6, block_steps: 2_000, ..Learner::default() };
        let begun = sizes.iter().zip(1..).map(|(&neurons, seed)| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let network = Network::draw(neurons, Firing::default(), &mut rng).unwrap();
            (learner.begin(network).unwrap(), rng)
        });
        begun.unzip()
    }

    #[test]
    fn networks_together_learn_what_each_learns_alone_however_often_they_are_broken_off() {
        let sizes = [12, 5, 1, 20, 70];
        let (mut alone, mut alone_rngs) = begun(&sizes);
        for (learning, rng) in alone.iter_mut().zip(&mut alone_rngs) {
            assert!(
                learning.run(&mut Spontaneous, |_| ControlFlow::Continue(()), rng).is_continue()
            );
        }
        for threads in [0, 1, 2, 9] {
            let (mut networks, mut rngs) = begun(&sizes);
            let inputs = &mut [Spontaneous; 5];
            // Network k rests after block k; the last learns to its end.
            let rest = |k: usize, progress: &Progress| {
                if progress.block == k { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            Learning::run_all(&mut networks, inputs, threads, rest, &mut rngs).unwrap();
            let blocks: Vec<_> = networks.iter().map(Learning::block).collect();
            assert_eq!(blocks, [6, 1, 2, 3, 4]);
            let go_on = |_, _: &_| ControlFlow::Continue(());
            Learning::run_all(&mut networks, inputs, threads, go_on, &mut rngs).unwrap();
            let same = |(a, b): (&Learning, &Learning)| {
                let bits =
                    |x: &Learning| x.course_nats().iter().map(|x| x.to_bits()).collect::<Vec<_>>();
                a.network() == b.network() && bits(a) == bits(b)
            };
            assert!(
                networks.iter().zip(&alone).all(same) && rngs == alone_rngs,
                "{threads} threads"
            );
        }
    }

    #[test]
    fn each_network_that_learns_needs_an_input_and_a_generator() {
        let (mut networks, mut rngs) = begun(&[5, 5]);
        let go_on = |_, _: &_| ControlFlow::Continue(());
        let inputs = &mut [Spontaneous; 2];
        let mut error = |inputs: &mut [Spontaneous], rngs: &mut [ChaCha8Rng]| {
            let found = Learning::run_all(&mut networks, inputs, 1, go_on, rngs);
            found.unwrap_err().to_string()
        };
        let expected = "the list of inputs has 1 entries, expected 2";
        assert_eq!(error(&mut inputs[..1], &mut rngs), expected);
        let expected = "the list of generators has 0 entries, expected 2";
        assert_eq!(error(inputs, &mut rngs[..0]), expected);
        assert!(networks.iter().all(|learning| learning.block() == 0));
    }
}
