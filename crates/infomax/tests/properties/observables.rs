//! Repeats, bursts and their laws.

use proptest::prelude::*;
use synaptome_infomax::Raster;
use synaptome_infomax::observables::{Avalanches, Repeats, Tail, TailLaw};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A series of patterns of its own that occurs twice, and nothing else.
    #[test]
    fn a_repeated_sequence_holds_every_shorter_one(
        (long, short) in (1_usize..9).prop_flat_map(|long| (Just(long), 1..=long)),
    ) {
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
