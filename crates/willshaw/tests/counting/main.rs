//! Memories that count, against enumeration of patterns and noise, and against the binary memory.

mod parts;
mod refusals;
mod structural;

use proptest::prelude::*;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::counting::{
    Bayes, Bcpnn, ClippedHebb, CountingMemory, CountingRule, Covariance, Evidence, KBest,
    PairCounts,
};
use synaptome_willshaw::{
    Association, BlockCode, Cue, CueQuality, Direction, Ending, Memory, PatternCode, Patterns,
    RandomCode,
};

/// An address and the content stored with it.
type Pair = (Vec<u32>, Vec<u32>);

fn rng(seed: u64) -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(seed)
}

fn rules() -> [Box<dyn CountingRule>; 5] {
    [
        Box::new(Bayes { spurious: 0.02, missing: 0.3 }),
        Box::new(Bayes { spurious: 0.0, missing: 0.5 }),
        Box::new(Bcpnn::default()),
        Box::new(Covariance),
        Box::new(ClippedHebb),
    ]
}

/// Counts of two units by going through all pairs of patterns.
fn counted(pairs: &[Pair], i: u32, j: u32) -> PairCounts {
    let has = |(u, v): &Pair| [u.contains(&i) && v.contains(&j), u.contains(&i), v.contains(&j)];
    let count = |of: usize| pairs.iter().filter(|pair| has(pair)[of]).count() as u32;
    PairCounts {
        both: count(0),
        address: count(1),
        content: count(2),
        patterns: pairs.len() as u32,
    }
}

/// A memory, and the pairs that it stores.
fn memory<C: PatternCode>(
    code: C,
    association: Association,
    count: usize,
    seed: u64,
) -> (CountingMemory<C>, Vec<Pair>) {
    let mut rng = rng(seed);
    let addresses = Patterns::draw(code, count, &mut rng).unwrap();
    let contents = match association {
        Association::Auto => addresses.clone(),
        Association::Hetero => Patterns::draw(code, count, &mut rng).unwrap(),
    };
    let mut memory = CountingMemory::new(code, association).unwrap();
    match association {
        Association::Auto => memory.store(&addresses).unwrap(),
        Association::Hetero => memory.store_pairs(&addresses, &contents).unwrap(),
    }
    let pairs = addresses.iter().zip(&contents).map(|(u, v)| (u.to_vec(), v.to_vec())).collect();
    (memory, pairs)
}

fn any_association() -> impl Strategy<Value = Association> {
    prop::sample::select(&[Association::Auto, Association::Hetero][..])
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn counts_and_their_fractions_are_those_of_all_pairs_of_patterns(
        (n, k, count) in (3..14_usize, 1..4_usize, 1..40_usize),
        (association, seed) in (any_association(), any::<u64>()),
    ) {
        let (memory, pairs) = memory(RandomCode::new(n, k.min(n)).unwrap(), association, count, seed);
        let units = 0..n as u32;
        let all: Vec<(u32, u32)> = units.clone().flat_map(|i| units.clone().map(move |j| (i, j))).collect();
        for &(i, j) in &all {
            prop_assert_eq!(memory.counts(i, j).unwrap(), counted(&pairs, i, j));
        }
        let counts: Vec<u32> = all.iter()
            .filter(|(i, j)| association == Association::Hetero || i != j)
            .map(|&(i, j)| counted(&pairs, i, j).both)
            .collect();
        for (both, fraction) in memory.count_fractions().iter().enumerate() {
            let expected = counts.iter().filter(|&&c| c as usize == both).count() as f64;
            prop_assert!((fraction - expected / counts.len() as f64).abs() < 1e-12);
        }
    }

    #[test]
    fn fields_are_the_sum_of_what_all_units_say(
        (n, k, count) in (3..14_usize, 1..4_usize, 1..40_usize),
        (association, seed) in (any_association(), any::<u64>()),
    ) {
        let (memory, pairs) = memory(RandomCode::new(n, k.min(n)).unwrap(), association, count, seed);
        let active: Vec<u32> = (0..n as u32).step_by(3).collect();
        for rule in rules() {
            let weights = memory.weights(&*rule).unwrap();
            let fields = weights.fields(&active).unwrap();
            for (j, &field) in (0_u32..).zip(&fields) {
                let mut expected = rule.prior(counted(&pairs, 0, j).content, count as u32);
                for i in 0..n as u32 {
                    let Evidence { active: yes, silent: no } = rule.evidence(counted(&pairs, i, j));
                    let is_own = association == Association::Auto && i == j;
                    if !is_own || rule.has_autapses() {
                        expected += if active.contains(&i) { yes } else { no };
                    }
                }
                let expected = if expected.is_nan() { f64::NEG_INFINITY } else { expected };
                let is_equal = f64::from(field) == expected;
                prop_assert!(is_equal || (f64::from(field) - expected).abs() < 1e-4, "{field} {expected}");
            }
        }
    }

    #[test]
    fn fields_of_clipped_counts_are_the_dendritic_sums_of_binary_synapses(
        (blocks, size, count, seed) in (1..6_usize, 2..8_usize, 1..30_usize, any::<u64>()),
    ) {
        let code = BlockCode::new(blocks, size).unwrap();
        let (counting, pairs) = memory(code, Association::Auto, count, seed);
        let flat = pairs.iter().flat_map(|(u, _)| u.clone()).collect();
        let mut binary = Memory::new(code, Association::Auto).unwrap();
        binary.store(&Patterns::new(code, flat).unwrap()).unwrap();
        let active: Vec<u32> = (0..code.units() as u32).step_by(2).collect();
        let fields = counting.weights(&ClippedHebb).unwrap().fields(&active).unwrap();
        let network = binary.network();
        let sums = network.sums(Direction::Forward, &network.set(&active));
        for (j, field) in (0_u32..).zip(fields) {
            prop_assert_eq!(field as usize, sums.of(j));
        }
        let load = 1.0 - counting.count_fractions()[0];
        let potentiated = (0..code.units() as u32).flat_map(|i| (0..code.units() as u32).map(move |j| (i, j)));
        let potentiated = potentiated.filter(|&(i, j)| i != j && binary.synapses().is_potentiated(i, j));
        let others = (code.units() * (code.units() - 1)) as f64;
        prop_assert!((load - potentiated.count() as f64 / others).abs() < 1e-12);
    }

    #[test]
    fn the_k_best_are_those_of_a_full_sort_in_every_step(
        (n, k, count, seed) in (6..20_usize, 1..5_usize, 1..40_usize, any::<u64>()),
        steps in prop_oneof![1..5_usize, 40..90_usize],
    ) {
        let code = RandomCode::new(n, k).unwrap();
        let (memory, pairs) = memory(code, Association::Auto, count, seed);
        let (first, next) = (memory.weights(&Bayes::default()).unwrap(), memory.weights(&Bcpnn::default()).unwrap());
        let cue = Cue::new(code, pairs[0].0[..k.div_ceil(2)].to_vec(), 0).unwrap();
        let sorted = |fields: Vec<f32>, held: &[u32]| {
            let mut all: Vec<(bool, f32, u32)> =
                (0..).zip(fields).map(|(unit, field)| (!held.contains(&unit), -field, unit)).collect();
            all.sort_by_key(|a| (a.0, a.2));
            all.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let mut units: Vec<u32> = all[..k].iter().map(|best| best.2).collect();
            units.sort_unstable();
            units
        };
        let mut expected = sorted(first.fields(cue.units()).unwrap(), cue.units());
        for _ in 1..steps {
            expected = sorted(next.fields(&expected).unwrap(), &[]);
        }
        let found = KBest { steps, holds_cue: true }.recall(&first, &next, &cue).unwrap();
        prop_assert_eq!(found.content.len(), k);
        if found.ending == Ending::IterationLimit {
            prop_assert_eq!(found.iterations, steps);
        }
        prop_assert_eq!(found.content, expected);
    }
}

/// All states of some independent units, each of which is active with its own probability.
fn states(probabilities: &[f64]) -> Vec<(Vec<bool>, f64)> {
    let state = |set: usize| -> (Vec<bool>, f64) {
        let bits: Vec<bool> = (0..probabilities.len()).map(|i| set >> i & 1 == 1).collect();
        let each = bits.iter().zip(probabilities).map(|(&on, p)| if on { *p } else { 1.0 - p });
        (bits.clone(), each.product())
    };
    (0..1 << probabilities.len()).map(state).collect()
}

#[test]
fn for_independent_units_bayesian_fields_are_the_log_odds_by_enumeration_of_patterns_and_noise() {
    // Of 240 patterns 80 have the content unit active. The address units are independent in either case: each
    // is active in so many twentieths of the patterns with, and of those without.
    let (with, without) = ([10.0, 15.0, 5.0].map(|m| m / 20.0), [4.0, 10.0, 1.0].map(|m| m / 20.0));
    let rule = Bayes { spurious: 0.07, missing: 0.4 };
    let counts = |i: usize| {
        let (a, b) = ((80.0 * with[i]) as u32, (160.0 * without[i]) as u32);
        PairCounts { both: a, address: a + b, content: 80, patterns: 240 }
    };
    let noise = |from: bool, to: bool| match (from, to) {
        (true, true) => 0.6,
        (true, false) => 0.4,
        (false, true) => 0.07,
        (false, false) => 0.93,
    };
    for (cue, _) in states(&[0.5; 3]) {
        let likelihood = |probabilities: &[f64]| -> f64 {
            let seen = |(pattern, p): (Vec<bool>, f64)| {
                p * pattern.iter().zip(&cue).map(|(&from, &to)| noise(from, to)).product::<f64>()
            };
            states(probabilities).into_iter().map(seen).sum()
        };
        let odds = (80.0 / 240.0) * likelihood(&with) / ((160.0 / 240.0) * likelihood(&without));
        let said = |i: usize| {
            let Evidence { active, silent } = rule.evidence(counts(i));
            if cue[i] { active } else { silent }
        };
        let field = rule.prior(80, 240) + (0..3).map(said).sum::<f64>();
        assert!((field - odds.ln()).abs() < 1e-12, "{field} {}", odds.ln());
    }
}

#[test]
fn weights_are_the_closed_form_of_the_counts() {
    let (p01, p10) = (0.03, 0.25);
    for (m11, m10, m01, m00) in [(3.0, 5.0, 7.0, 30.0), (0.0, 2.0, 1.0, 9.0), (1.0, 0.0, 0.0, 4.0)]
    {
        let counts = PairCounts {
            both: m11 as u32,
            address: (m11 + m10) as u32,
            content: (m11 + m01) as u32,
            patterns: (m11 + m10 + m01 + m00) as u32,
        };
        let Evidence { active, silent } = Bayes { spurious: p01, missing: p10 }.evidence(counts);
        let (q01, q10): (f64, f64) = (1.0 - p01, 1.0 - p10);
        let numerator: f64 = (m11 * q10 + m01 * p01) * (m00 * q01 + m10 * p10);
        let denominator: f64 = (m10 * q10 + m00 * p01) * (m01 * q01 + m11 * p10);
        assert!((active - silent - numerator.ln() + denominator.ln()).abs() < 1e-12);
    }
}

#[test]
fn certainties_are_infinite_and_units_that_were_never_seen_say_nothing() {
    let rule = Bayes { spurious: 0.0, missing: 0.5 };
    let evidence = |both, address, content| {
        rule.evidence(PairCounts { both, address, content, patterns: 10 }).active
    };
    assert_eq!(evidence(0, 3, 4), f64::NEG_INFINITY);
    assert_eq!(evidence(3, 3, 4), f64::INFINITY);
    assert_eq!((evidence(0, 0, 4), evidence(0, 3, 0), evidence(3, 3, 10)), (0.0, 0.0, 0.0));
    assert_eq!((rule.prior(0, 10), rule.prior(10, 10)), (f64::NEG_INFINITY, f64::INFINITY));
}

#[test]
fn every_rule_completes_halves_at_low_load_in_both_codes_and_recalls_contents() {
    let rules = rules();
    let quality = CueQuality::default();
    for (i, rule) in rules.iter().enumerate() {
        let code = RandomCode::new(200, 8).unwrap();
        let (memory, pairs) = memory(code, Association::Auto, 60, 1);
        let weights = memory.weights(&**rule).unwrap();
        assert!(
            right(&pairs, |u| {
                let cue = Cue::draw(code, u, quality, &mut rng(2)).unwrap();
                KBest::default().recall(&weights, &weights, &cue).unwrap().content
            }) >= 58,
            "rule {i}"
        );
    }
    for association in [Association::Auto, Association::Hetero] {
        let code = BlockCode::new(8, 25).unwrap();
        let (memory, pairs) = memory(code, association, 60, 1);
        for rule in &rules {
            let weights = memory.weights(&**rule).unwrap();
            assert!(
                right(&pairs, |u| {
                    let cue = Cue::draw(code, u, quality, &mut rng(2)).unwrap();
                    let found = KBest::default().recall(&weights, &weights, &cue).unwrap();
                    code.check(&found.content).unwrap();
                    found.content
                }) >= 57
            );
        }
    }
}

/// How many contents come back.
fn right(pairs: &[Pair], mut recall: impl FnMut(&[u32]) -> Vec<u32>) -> usize {
    pairs.iter().filter(|(u, v)| recall(u) == *v).count()
}

/// So many cases of each property, unless `PROPTEST_CASES` says how many.
fn cases(usual: u32) -> proptest::test_runner::Config {
    let chosen = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    let cases = chosen.unwrap_or(usual);
    let max_global_rejects = cases.saturating_mul(20).max(1024);
    proptest::test_runner::Config {
        max_global_rejects,
        ..proptest::test_runner::Config::with_cases(cases)
    }
}
