//! Repeats, bursts and their distributions, replay and weights.

use std::ops::ControlFlow;

use faer::Mat;
use proptest::prelude::{Just, Strategy, prop, prop_assert, prop_assert_eq, proptest};
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::observables::{
    AvalancheOptions, Avalanches, Bootstrap, Cause, Repeats, Replay, SizeCounts, Tail, TailShape,
    excess_kurtosis_of_weights, forward_over_lateral, strong_weights_per_neuron,
};
use synaptome_infomax::{Firing, Network, Raster};

use super::given::{network, rng};

proptest! {
    #![proptest_config(crate::cases(24))]

    /// A series of patterns of its own that occurs twice, and nothing else.
    #[test]
    fn a_repeated_sequence_holds_every_shorter_one(
        (long, short) in (1_usize..9).prop_flat_map(|long| (Just(long), 1..=long)),
    ) {
        let copy = |end: u16| (0..long as u16).chain([end]).map(|neuron| [neuron]);
        let raster = Raster::from_steps(22, copy(20).chain(copy(21))).unwrap();
        prop_assert_eq!(Repeats::new(&raster).sequences(short), 2 * (long - short + 1));
    }

    #[test]
    fn repeats_agree_with_comparing_every_pair_of_steps(steps in prop::collection::vec(0_u16..5, 0..60)) {
        let firing = |step: &u16| (0..3).filter(|bit| step >> bit & 1 == 1).collect::<Vec<u16>>();
        let raster = Raster::from_steps(3, steps.iter().map(firing)).unwrap();
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
    fn no_spike_is_lost_between_bursts(spikes in prop::collection::vec(0_u64..4, 0..200)) {
        // Begun and ended by silence, every spike belongs to one burst.
        let steps = std::iter::once(0).chain(spikes.iter().copied()).chain([0]);
        let avalanches = Avalanches::of_activity(steps, &AvalancheOptions::default()).unwrap();
        prop_assert_eq!(avalanches.sizes().iter().sum::<u64>(), spikes.iter().sum::<u64>());
        prop_assert_eq!(avalanches.cut(), 0);
        // The densities of bins that reach the largest size add up to all bursts.
        let counts = avalanches.size_counts();
        if let Some(largest) = counts.largest() {
            let bins = counts.densities(largest, 1.5).unwrap();
            let size = |(low, high): (u64, u64)| (high - low + 1) as f64;
            let total: f64 = bins.iter().map(|bin| bin.density * size(bin.sizes)).sum();
            prop_assert!((total - 1.0).abs() < 1e-12);
            prop_assert!(bins.windows(2).all(|pair| pair[0].sizes.1 + 1 == pair[1].sizes.0));
        }
    }

    #[test]
    fn the_exponent_of_an_exact_distribution_is_found(exponent in -3.0_f64..-0.2) {
        for (shape, feature) in [(TailShape::Power, f64::ln as fn(f64) -> f64), (TailShape::Exponential, |s| s)] {
            let counts: Vec<u64> = (0..=100_u32)
                .map(|s| if s < 2 { 0 } else { (1e15 * (exponent * feature(f64::from(s))).exp()) as u64 })
                .collect();
            let tail = Tail::fit(shape, &SizeCounts::from_counts(&counts), 2..=100).unwrap();
            prop_assert!((tail.exponent().value - exponent).abs() < 1e-3, "{tail:?}");
            prop_assert!(tail.distance < 1e-3);
        }
    }
}

/// The figure of the paper that explains the counting: a series of four patterns that occurs
/// twice holds three series of two, each then counted twice; one that also occurs alone, thrice.
#[test]
fn contained_sequences_count_as_in_the_papers_example() {
    let patterns = [1_u16, 2, 3, 4, 9, 1, 2, 3, 4, 8, 2, 3, 7];
    let raster = Raster::from_steps(10, patterns.map(|pattern| [pattern])).unwrap();
    let repeats = Repeats::new(&raster);
    assert_eq!(repeats.sequences(4), 2);
    assert_eq!(repeats.sequences(3), 4);
    // (1,2) twice, (2,3) three times, (3,4) twice.
    assert_eq!(repeats.sequences(2), 7);
}

#[test]
fn bursts_of_absurd_sizes_are_counted_without_absurd_memory() {
    let options = AvalancheOptions::default();
    let avalanches = Avalanches::of_activity([0, u64::MAX, u64::MAX, 0], &options).unwrap();
    assert_eq!((avalanches.sizes(), avalanches.durations()), (vec![u64::MAX], vec![2]));
    let counts = avalanches.size_counts();
    assert!(counts.densities(u64::MAX, 1.35).is_err() && counts.densities(10, f64::NAN).is_err());
    assert!(
        counts.densities(1 << 50, 1.0).is_err() && SizeCounts::new().densities(1, 2.0).is_err()
    );
}

#[test]
fn recorded_bursts_are_those_of_the_raster() {
    let start = network(20, 1.0, Firing::default(), 1);
    let raster = start.clone().settle_and_run(5_000, &mut Spontaneous, &mut rng(2));
    let (mut network, mut random) = (start, rng(2));
    let options = AvalancheOptions { bin: 3, threshold: 1, ..AvalancheOptions::default() };
    let recorded =
        Avalanches::record(&mut network, 5_000, 5_000, &options, &mut Spontaneous, &mut random);
    assert_eq!(recorded, Avalanches::of(&raster, &options));
}

/// A network in which neuron 0 drives neuron 1, and this neuron 2, each one step later.
#[test]
fn a_wired_chain_is_replayed_after_either_cause() {
    let weights = Mat::from_fn(3, 3, |i, j| if i == j + 1 { 30.0 } else { 0.0 });
    let firing = Firing { target_rate: 0.02, threshold_rate: 0.0, ..Firing::default() };
    let mut network = Network::from_weights(weights.as_ref(), firing).unwrap();
    let replay = Replay::record(&mut network, 100, 100_000, 0, 5, &mut rng(1)).unwrap();
    for cause in [Cause::Forced, Cause::Spontaneous] {
        // About 1,340 forced and 2,000 spontaneous firings: five standard errors are 0.03 and 0.04.
        assert!(replay.occurrences(cause) > 1_000);
        let chain = replay.probability(cause, &[(1, 1), (2, 2)]).unwrap();
        assert!((chain - 0.95 * 0.95).abs() < 0.04, "{chain}");
        let chance = replay.probability(cause, &[(3, 0)]).unwrap();
        assert!((chance - 0.02).abs() < 0.02, "{chance}");
        assert_eq!(replay.probability(cause, &[]).unwrap(), 1.0);
    }
    assert!(replay.probability(Cause::Forced, &[(6, 1)]).is_err());
    assert!(replay.probability(Cause::Forced, &[(1, 3)]).is_err());
    assert!(Replay::record(&mut network, 1, 1, 3, 1, &mut rng(1)).is_err());
}

#[test]
fn weights_are_described_as_by_hand() {
    // Mean 0, second moment 1, fourth moment 1: two values of equal weight have kurtosis 1.
    let signs = Mat::from_fn(4, 4, |i, j| if (i + j) % 2 == 0 { 1.0 } else { -1.0 });
    let network = Network::from_weights(signs.as_ref(), Firing::default()).unwrap();
    assert_eq!(excess_kurtosis_of_weights(&network), -2.0);
    assert_eq!(strong_weights_per_neuron(&network, 0.5), 4.0);
    assert!(forward_over_lateral(&network).is_nan());
    let driven = Mat::from_fn(2, 5, |_, j| if j < 2 { -0.5 } else { 2.0 });
    let network = Network::from_weights(driven.as_ref(), Firing::default()).unwrap();
    assert_eq!(forward_over_lateral(&network), 4.0);
}

#[test]
fn a_bootstrap_that_is_broken_off_counts_what_is_done() {
    let counts = SizeCounts::from_counts(&[0, 50, 20, 10, 5, 3, 2, 1]);
    let tail = Tail::fit(TailShape::Power, &counts, 1..).unwrap();
    let run = |replicates, last| {
        let observer =
            |done| if done < last { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        Bootstrap { replicates, ..Bootstrap::default() }
            .run_watched(&tail, &counts, observer, &mut rng(1))
            .unwrap()
    };
    assert_eq!(run(1000, 30), run(30, 1000));
    assert_eq!(run(1000, 30).replicates, 30);
}

#[test]
fn avalanches_of_other_software_have_the_same_means() {
    let found = Avalanches::of_activity([0, 1, 2, 0, 4, 0, 3, 3, 0], &AvalancheOptions::default());
    let found = found.unwrap();
    let again: Avalanches = found.iter().copied().collect();
    assert_eq!((again.sizes(), again.mean_sizes()), (found.sizes(), found.mean_sizes()));
    assert_eq!((again.cut(), again.bins()), (0, 8));
}
