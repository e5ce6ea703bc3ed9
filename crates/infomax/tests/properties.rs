//! Laws of recurrent infomax.

use faer::Mat;
use proptest::prelude::*;
use rand::{Rng, RngExt};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::exact::{Chain, gradient};
use synaptome_infomax::information::{gaussian_nats, sampling_bias_nats};
use synaptome_infomax::input::{Input, Spontaneous, Stimulus};
use synaptome_infomax::observables::{Avalanches, Repeats, Tail, TailLaw};
use synaptome_infomax::{Firing, Gradient, Learner, Moments, Network, Raster};

fn rng(seed: u64) -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(seed)
}

/// A network with weights uniform on ± `scale`.
fn network(neurons: usize, scale: f64, firing: Firing, seed: u64) -> Network {
    let mut rng = rng(seed);
    let weights: Vec<f64> =
        (0..neurons * neurons).map(|_| rng.random_range(-scale..=scale)).collect();
    Network::from_weights(neurons, 0, &weights, firing).unwrap()
}

/// ln |M| by elimination with pivoting, another way than by Cholesky factors.
fn ln_abs_determinant(matrix: &Mat<f64>) -> f64 {
    let n = matrix.nrows();
    let mut m: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| matrix[(i, j)]).collect()).collect();
    let mut ln = 0.0;
    for k in 0..n {
        let pivot = (k..n).max_by(|a, b| m[*a][k].abs().total_cmp(&m[*b][k].abs())).unwrap();
        m.swap(k, pivot);
        ln += m[k][k].abs().ln();
        for i in k + 1..n {
            let factor = m[i][k] / m[k][k];
            let pivot_row = m[k].clone();
            let pairs = m[i].iter_mut().zip(&pivot_row).skip(k);
            pairs.for_each(|(entry, pivot)| *entry -= factor * pivot);
        }
    }
    ln
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn information_is_the_determinant_formula_of_the_paper(seed in 0_u64..1000, n in 2_usize..7) {
        let network = network(n, 1.0, Firing { target_rate: 0.2, ..Firing::default() }, seed);
        let moments = Chain::new(&network).unwrap().moments();
        let (c, e) = (&moments.covariance, &moments.lagged);
        let joint = Mat::from_fn(2 * n, 2 * n, |i, j| match (i < n, j < n) {
            (true, true) => c[(i, j)],
            (false, true) => e[(i - n, j)],
            (true, false) => e[(j - n, i)],
            (false, false) => c[(i - n, j - n)],
        });
        let expected = ln_abs_determinant(c) - 0.5 * ln_abs_determinant(&joint);
        let found = gaussian_nats(&moments).unwrap();
        prop_assert!((found - expected).abs() < 1e-10 * (1.0 + expected.abs()), "{found} {expected}");
    }

    #[test]
    fn a_chain_is_stationary_and_keeps_its_rates(seed in 0_u64..1000, n in 1_usize..6) {
        let firing = Firing { target_rate: 0.1, ..Firing::default() };
        let chain = Chain::new(&network(n, 2.0, firing, seed)).unwrap();
        // One step of the chain by the definition of the product of independent neurons.
        let states = 1_usize << n;
        let mut next = vec![0.0; states];
        for from in 0..states {
            for (to, next) in next.iter_mut().enumerate() {
                let p: f64 = (chain.firing_after(from).iter().enumerate())
                    .map(|(i, p)| if to >> i & 1 == 1 { *p } else { 1.0 - p })
                    .product();
                *next += chain.stationary()[from] * p;
            }
        }
        for (next, now) in next.iter().zip(chain.stationary()) {
            prop_assert!((next - now).abs() < 1e-10);
        }
        for i in 0..n {
            let rate: f64 = (0..states).filter(|s| s >> i & 1 == 1).map(|s| next[s]).sum();
            prop_assert!((rate - 0.1).abs() < 1e-9);
        }
    }

    #[test]
    fn exact_information_is_a_relative_entropy(seed in 0_u64..1000, n in 1_usize..5) {
        let firing = Firing { target_rate: 0.15, ..Firing::default() };
        let chain = Chain::new(&network(n, 3.0, firing, seed)).unwrap();
        let states = 1_usize << n;
        let mut divergence = 0.0;
        for from in 0..states {
            for to in 0..states {
                let p: f64 = (chain.firing_after(from).iter().enumerate())
                    .map(|(i, p)| if to >> i & 1 == 1 { *p } else { 1.0 - p })
                    .product();
                let joint = chain.stationary()[from] * p;
                if joint > 0.0 {
                    divergence += joint * (p / chain.stationary()[to]).ln();
                }
            }
        }
        prop_assert!((divergence - chain.mutual_information_nats()).abs() < 1e-9);
        prop_assert!(divergence > -1e-12);
    }

    #[test]
    fn numbering_the_neurons_otherwise_only_permutes_the_gradient(seed in 0_u64..1000) {
        let firing = Firing { target_rate: 0.1, ..Firing::default() };
        let (n, order) = (4_usize, [2, 0, 3, 1]);
        let one = network(n, 1.5, firing, seed);
        let weights = one.weights();
        let moved: Vec<f64> =
            (0..n * n).map(|at| weights[order[at / n] * n + order[at % n]]).collect();
        let other = Network::from_weights(n, 0, &moved, firing).unwrap();
        for kind in [Gradient::Paper, Gradient::TwoPass] {
            let a = gradient(&Chain::new(&one).unwrap(), kind).unwrap();
            let b = gradient(&Chain::new(&other).unwrap(), kind).unwrap();
            for (k, l) in (0..n).flat_map(|k| (0..n).map(move |l| (k, l))) {
                prop_assert!((b[(k, l)] - a[(order[k], order[l])]).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn numbering_the_neurons_otherwise_changes_no_information_and_no_count(seed in 0_u64..1000) {
        let mut network = network(6, 2.0, Firing { target_rate: 0.2, ..Firing::default() }, seed);
        let raster = network.run(600, &mut Spontaneous, &mut rng(seed));
        let order: [u16; 6] = [4, 2, 0, 5, 1, 3];
        let mut renamed = Raster::new();
        for step in raster.iter() {
            let mut firing: Vec<u16> = step.iter().map(|&i| order[usize::from(i)]).collect();
            firing.sort_unstable();
            renamed.push(&firing);
        }
        for lag in [1, 3] {
            let nats = |raster| gaussian_nats(&Moments::of(raster, &[0.2; 6], lag).unwrap()).unwrap();
            let (one, other) = (nats(&raster), nats(&renamed));
            prop_assert!((one - other).abs() < 1e-9 * (1.0 + one));
            // Never negative: the covariance of pairs is positive semidefinite.
            prop_assert!(one > -1e-12);
        }
        let (one, other) = (Repeats::new(&raster), Repeats::new(&renamed));
        for length in 1..6 {
            prop_assert_eq!(one.sequences(length), other.sequences(length));
            prop_assert_eq!(one.patterns_of_size(length), other.patterns_of_size(length));
        }
    }

    /// A series of patterns of its own that occurs twice, and nothing else.
    #[test]
    fn a_repeated_sequence_holds_every_shorter_one(long in 1_usize..9, short in 1_usize..9) {
        prop_assume!(short <= long);
        let mut raster = Raster::new();
        for copy in 0..2_u16 {
            (0..long).for_each(|neuron| raster.push(&[neuron as u16]));
            raster.push(&[20 + copy]);
        }
        prop_assert_eq!(Repeats::new(&raster).sequences(short), 2 * (long - short + 1));
    }

    #[test]
    fn repeats_agree_with_comparing_every_pair_of_steps(steps in prop::collection::vec(0_u16..5, 0..60)) {
        let mut raster = Raster::new();
        for step in &steps {
            let firing: Vec<u16> = (0..3).filter(|bit| step >> bit & 1 == 1).collect();
            raster.push(&firing);
        }
        let repeats = Repeats::new(&raster);
        for length in 1..5_usize {
            let series: Vec<Vec<&[u16]>> = (0..=steps.len().saturating_sub(length))
                .filter(|_| steps.len() >= length)
                .map(|t| (t..t + length).map(|t| raster.step(t)).collect())
                .collect();
            let loud = |s: &Vec<&[u16]>| s.iter().all(|step| !step.is_empty());
            let expected = (series.iter().enumerate())
                .filter(|(i, s)| loud(s) && series.iter().enumerate().any(|(j, o)| j != *i && o == *s))
                .count();
            prop_assert_eq!(repeats.sequences(length), expected);
        }
        prop_assert_eq!(repeats.patterns_of_at_least(1), repeats.sequences(1));
    }

    #[test]
    fn no_spike_is_lost_between_bursts(spikes in prop::collection::vec(0_usize..4, 0..200)) {
        let mut avalanches = Avalanches::new();
        // Begun and ended by silence, every spike belongs to one burst.
        for step in std::iter::once(0).chain(spikes.iter().copied()).chain([0]) {
            avalanches.step(step);
        }
        let counted: u64 = avalanches.counts().iter().zip(0..).map(|(count, size)| count * size).sum();
        prop_assert_eq!(counted, spikes.iter().sum::<usize>() as u64);
        prop_assert_eq!(avalanches.counts().iter().sum::<u64>(), avalanches.total());
    }

    #[test]
    fn the_exponent_of_an_exact_law_is_found(exponent in -3.0_f64..-0.2) {
        for (law, feature) in [(TailLaw::Power, f64::ln as fn(f64) -> f64), (TailLaw::Exponential, |s| s)] {
            let counts: Vec<u64> = (0..=100_u32)
                .map(|s| if s < 2 { 0 } else { (1e15 * (exponent * feature(f64::from(s))).exp()) as u64 })
                .collect();
            let tail = Tail::fit(law, &counts, 2, 100).unwrap();
            prop_assert!((tail.exponent - exponent).abs() < 1e-3, "{tail:?}");
            prop_assert!(tail.distance < 1e-3);
        }
    }
}

#[test]
fn thresholds_keep_the_target_rate() {
    let firing = Firing { target_rate: 0.03, ..Firing::default() };
    let mut network = network(30, 2.0, firing, 3);
    network.advance(50_000, &mut Spontaneous, &mut rng(1), |_| ());
    // Homeostasis ties the mean rate to p̄ within (change of h)/(ε T), far below 2 %.
    for rate in network.run(100_000, &mut Spontaneous, &mut rng(2)).rates(30) {
        assert!((rate / 0.03 - 1.0).abs() < 0.02, "{rate}");
    }
}

/// Unconnected neurons with fixed thresholds fire independently with known probability:
/// 2·10⁶ trials at p = .3, so four standard errors are 1.3e-3 (false alarm 6e-5).
#[test]
fn a_neuron_fires_with_the_logistic_probability() {
    let firing = Firing { max_probability: 0.9, target_rate: 0.3, threshold_rate: 0.0 };
    let mut network = Network::from_weights(20, 0, &[0.0; 400], firing).unwrap();
    let spikes = network.run(100_000, &mut Spontaneous, &mut rng(5)).spikes();
    assert!((spikes as f64 / 2e6 - 0.3).abs() < 1.3e-3, "{spikes}");
}

#[test]
fn a_stimulus_comes_at_its_intervals_and_followers_at_their_delays() {
    let mut stimulus = Stimulus::new(0, &[(2, 2), (6, 1)], 3).unwrap();
    let mut random = rng(1);
    let mut fired: Vec<Vec<u16>> = Vec::new();
    for _ in 0..10_000 {
        let mut firing = Vec::new();
        stimulus.impose(3, &mut firing, &mut random);
        fired.push(firing);
    }
    let times = |neuron: u16| -> Vec<usize> {
        (0..fired.len()).filter(|&t| fired[t].contains(&neuron)).collect()
    };
    let triggers = times(0);
    assert!(triggers.windows(2).all(|pair| (50..=99).contains(&(pair[1] - pair[0]))));
    assert_eq!(stimulus.triggers(), triggers.len());
    let after = |delay: usize| -> Vec<usize> {
        triggers.iter().map(|t| t + delay).filter(|t| *t < fired.len()).collect()
    };
    assert_eq!((times(2), times(1)), (after(2), after(6)));
}

/// Independent neurons have no information: what is found is the bias N²/2T of the sample,
/// with a standard deviation of about N/(√2 T); five of these are allowed (false alarm 6e-7).
#[test]
fn the_bias_of_a_finite_sample_is_as_stated() {
    let firing = Firing { target_rate: 0.2, threshold_rate: 0.0, ..Firing::default() };
    let mut network = Network::from_weights(30, 0, &[0.0; 900], firing).unwrap();
    let steps = 40_000;
    let raster = network.run(steps, &mut Spontaneous, &mut rng(11));
    let found = gaussian_nats(&Moments::of(&raster, &raster.rates(30), 1).unwrap()).unwrap();
    let deviation = 30.0 / (2.0_f64.sqrt() * steps as f64);
    let expected = sampling_bias_nats(30, steps);
    assert!((found - expected).abs() < 5.0 * deviation + 0.05 * expected, "{found} {expected}");
}

/// The figure of the paper that explains the counting: a series of four patterns that occurs
/// twice holds three series of two, each then counted twice; one that also occurs alone, thrice.
#[test]
fn contained_sequences_count_as_in_the_papers_example() {
    let mut raster = Raster::new();
    for pattern in [1_u16, 2, 3, 4, 9, 1, 2, 3, 4, 8, 2, 3, 7] {
        raster.push(&[pattern]);
    }
    let repeats = Repeats::new(&raster);
    assert_eq!(repeats.sequences(4), 2);
    assert_eq!(repeats.sequences(3), 4);
    // (1,2) twice, (2,3) three times, (3,4) twice.
    assert_eq!(repeats.sequences(2), 7);
}

#[test]
fn wrong_input_is_refused_with_the_offending_value() {
    let mut random = rng(1);
    let nan = Firing { target_rate: f64::NAN, ..Firing::default() };
    let too_fast = Firing { target_rate: 0.95, ..Firing::default() };
    let errors = [
        Network::random(0, Firing::default(), &mut random).err(),
        Network::random(70_000, Firing::default(), &mut random).err(),
        Network::random(usize::MAX, Firing::default(), &mut random).err(),
        Network::random(3, nan, &mut random).err(),
        Network::random(3, too_fast, &mut random).err(),
        Network::random(3, Firing { target_rate: 0.0, ..Firing::default() }, &mut random).err(),
        Network::random(3, Firing { max_probability: 1.5, ..Firing::default() }, &mut random).err(),
        Network::random(3, Firing { max_probability: 0.0, ..Firing::default() }, &mut random).err(),
        Network::from_weights(2, 0, &[0.0; 3], Firing::default()).err(),
        Network::from_weights(1, 0, &[f64::INFINITY], Firing::default()).err(),
        Moments::of(&Raster::new(), &[0.1], 1).err(),
        Chain::new(&network(11, 0.1, Firing::default(), 1)).err(),
        Stimulus::new(5, &[], 5).err(),
        Stimulus::new(0, &[(0, 1)], 5).err(),
        Tail::fit(TailLaw::Power, &[0, 0, 0], 2, 100).err(),
        Tail::fit(TailLaw::Power, &[1, 1], 0, 1).err(),
    ];
    let texts: Vec<String> = errors.into_iter().map(|e| e.expect("an error").to_string()).collect();
    for (text, named) in texts.iter().zip([
        "empty",
        "70000",
        "18446744073709551615",
        "NaN",
        "0.95",
        "target_rate is 0",
        "1.5",
        "max_probability is 0",
        "3",
        "inf",
        "empty",
        "11",
        "5",
        "0",
        "empty",
        "0",
    ]) {
        assert!(text.contains(named), "«{text}» does not name {named}");
    }
    let mut small = network(3, 0.1, Firing::default(), 1);
    for learner in [
        Learner { learning_rate: f64::NAN, ..Learner::default() },
        Learner { block_steps: 15, ..Learner::default() },
        Learner { learning: vec![3], ..Learner::default() },
    ] {
        assert!(learner.learn_block(0, &mut small, &mut Spontaneous, &mut random).is_err());
    }
}

/// Draws the words of a generator one byte at a time, to see that only its bytes matter.
struct Slow(ChaCha12Rng);

impl rand::TryRng for Slow {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(self.0.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(self.0.next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill_bytes(bytes);
        Ok(())
    }
}

#[test]
fn any_generator_with_the_same_stream_gives_the_same_raster() {
    let start = network(13, 1.0, Firing::default(), 2);
    let one = start.clone().run(5000, &mut Spontaneous, &mut rng(3));
    let other = start.clone().run(5000, &mut Spontaneous, &mut Slow(rng(3)));
    let dynamic: &mut dyn Rng = &mut rng(3);
    let third = start.clone().run(5000, &mut Spontaneous, dynamic);
    assert_eq!(one, other);
    assert_eq!(one, third);
}
