//! What outputs convey, stored pairs and the peak of capacity against enumeration.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rand::RngExt;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::load_search::peak;
use synaptome_willshaw::trial::{Conveyed, Pairs, Query, Trial};
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, Cue, CueQuality, Ending, Memory, PatternCode, Patterns,
    Recall,
};

use super::{assert_close, blocks};

const BLOCKS: u32 = 4;
const SIZE: u32 = 5;

/// Cues of one unit of stored patterns, and of patterns of which most were not stored.
fn small_trial(memory: &Memory<BlockCode>, stored: &Patterns<BlockCode>) -> Vec<Query<BlockCode>> {
    let mut rng = ChaCha12Rng::seed_from_u64(8);
    let mut absent =
        || (0..BLOCKS).map(|b| b * SIZE + rng.random_range(0..SIZE)).collect::<Vec<u32>>();
    let asked = stored.iter().map(<[u32]>::to_vec).collect::<Vec<_>>();
    let absent = std::iter::repeat_with(&mut absent).take(30).collect::<Vec<_>>();
    let cue = |pattern: &Vec<u32>, i: usize| {
        Cue::new(memory.code(), vec![pattern[i % BLOCKS as usize]], 0).unwrap()
    };
    let all = asked.iter().chain(&absent).enumerate();
    all.map(|(i, pattern)| Query::complete(pattern, cue(pattern, i))).collect()
}

/// All patterns of the code that are connected and hold a unit.
fn fitting(memory: &Memory<BlockCode>, unit: u32) -> Vec<Vec<u32>> {
    let pattern = |number: u32| -> Vec<u32> {
        (0..BLOCKS).map(|b| b * SIZE + number / SIZE.pow(b) % SIZE).collect()
    };
    let connected =
        |p: &Vec<u32>| p.iter().all(|&i| p.iter().all(|&j| memory.synapses().is_potentiated(i, j)));
    let all = (0..SIZE.pow(BLOCKS)).map(pattern);
    all.filter(|p| p.contains(&unit) && connected(p)).collect()
}

#[test]
fn what_a_complete_search_conveys_is_counted_over_all_patterns_of_the_code() {
    let mut rng = ChaCha12Rng::seed_from_u64(7);
    let code = blocks(BLOCKS as usize, SIZE as usize);
    let stored = Patterns::draw(code, 25, &mut rng).unwrap();
    let mut memory = Memory::new(code, Association::Auto).unwrap();
    memory.store(&stored).unwrap();
    let queries = small_trial(&memory, &stored);
    let (mut union, mut list, mut missed) = (0.0, 0.0, 0_u64);
    for query in &queries {
        let fits = fitting(&memory, query.cue.units()[0]);
        let units: BTreeSet<u32> = fits.iter().flatten().copied().collect();
        if !query.content.iter().all(|unit| units.contains(unit)) {
            missed += 1;
            continue;
        }
        let all = f64::from(SIZE.pow(BLOCKS - 1));
        list += (all / fits.len() as f64).log2();
        let in_block = |b| units.range(b * SIZE..(b + 1) * SIZE).count();
        // The block of the cue has one unit of five, which the receiver knew.
        union += (all * f64::from(SIZE)).log2() - f64::from(SIZE).log2();
        union -= (0..BLOCKS).map(|b| (in_block(b) as f64).log2()).sum::<f64>();
    }
    let trial = Trial::new(&memory, 25, CueQuality::part(0.25), queries);
    let found = trial.conveyed(&CliqueSearch::default()).unwrap();
    assert_eq!((found.queries, found.missed, found.cut), (55, missed, 0));
    assert!(missed > 3 && missed < 30, "{missed} of 30 patterns were not stored and do not fit");
    let p = missed as f64 / 55.0;
    let doubt = -p * p.log2() - (1.0 - p) * (1.0 - p).log2();
    assert_close(found.missed_fraction(), p, 1e-15);
    assert_close(found.mean_union_bits(), union / 55.0 - doubt, 1e-12);
    assert_close(found.mean_list_bits(), list / 55.0 - doubt, 1e-12);
}

#[test]
fn nodes_and_cut_searches_are_those_of_the_single_recalls() {
    let (code, mut rng) = (blocks(6, 30), ChaCha12Rng::seed_from_u64(9));
    let pairs = Pairs::draw(code, Association::Auto, 500, &mut rng).unwrap();
    let memory = pairs.memory().unwrap();
    let query = |(address, content): (&[u32], &[u32])| {
        Query::draw(code, address, content, CueQuality::part(0.34), &mut rng).unwrap()
    };
    let queries: Vec<_> = pairs.iter().take(40).map(query).collect();
    let each = |search: &CliqueSearch| -> Vec<Recall> {
        queries.iter().map(|query| memory.recall(search, &query.cue).unwrap()).collect()
    };
    let nodes = |recall: &Recall| recall.completions.as_ref().unwrap().nodes;
    let mut whole: Vec<u64> = each(&CliqueSearch::default()).iter().map(nodes).collect();
    whole.sort_unstable();
    let search = CliqueSearch { node_limit: whole[20], ..CliqueSearch::default() };
    let recalls = each(&search);
    let cut = recalls.iter().filter(|recall| recall.ending == Ending::NodeLimit).count();
    let nodes = recalls.iter().map(nodes).sum();
    let found =
        Trial::new(&memory, 500, CueQuality::part(0.34), queries).conveyed(&search).unwrap();
    assert_eq!((found.nodes, found.cut), (nodes, cut as u64));
    assert!(cut > 0 && cut < 40, "{cut} of 40 searches are cut");
    assert!(Conveyed::default().mean_union_bits().is_nan());
}

#[test]
fn pairs_are_drawn_addresses_first_and_stored_as_all_their_synapses() {
    let (code, hetero) = (blocks(5, 7), Association::Hetero);
    let mut rng = ChaCha12Rng::seed_from_u64(10);
    let pairs = Pairs::draw(code, hetero, 12, &mut rng.clone()).unwrap();
    let [u, v] = [(); 2].map(|()| Patterns::draw(code, 12, &mut rng).unwrap());
    assert!(pairs.iter().eq(u.iter().zip(&v)));
    assert_eq!((pairs.get(3), pairs.get(12)), (u.get(3).zip(v.get(3)), None));
    let has = |list: &[u32], unit| list.contains(&unit);
    let memory = pairs.memory().unwrap();
    for (i, j) in (0..35).flat_map(|i| (0..35).map(move |j| (i, j))) {
        let expected = pairs.iter().any(|(address, content)| has(address, i) && has(content, j));
        assert_eq!(memory.synapses().is_potentiated(i, j), expected, "{i} {j}");
    }
    let mut other = Memory::new(code, Association::Auto).unwrap();
    assert!(pairs.store_in(&mut other).is_err());
    let own = Pairs::draw(code, Association::Auto, 12, &mut rng).unwrap();
    assert!(own.iter().all(|(address, content)| address == content));
    own.store_in(&mut other).unwrap();
    assert_eq!(own.memory().unwrap(), other);
    assert!(Pairs::draw(code, hetero, 0, &mut rng).is_err());
    assert_eq!(code.units(), 35);
}

proptest! {
    /// The loss e^((f − a)/b): the maximum is where 1 = y (1 + f/b), found by bisection. Loads lie between 2 b
    /// below and 1.5 b above it, so that steps of a thousandth cost less than 10⁻⁵.
    #[test]
    fn the_peak_of_exponential_losses_is_where_their_derivative_says(
        (a, b, full) in (0.3..0.9_f64, 0.005..0.05_f64, 0.1..0.4_f64),
        inner in prop::collection::vec(-1.9..1.4_f64, 0..4),
    ) {
        let loss = |f: f64| ((f - a) / b).exp();
        let (mut low, mut high) = (0.0, a);
        for _ in 0..100 {
            let middle = f64::midpoint(low, high);
            let rises = loss(middle) * (1.0 + middle / b) < 1.0;
            *(if rises { &mut low } else { &mut high }) = middle;
        }
        let mut loads: Vec<f64> = inner.iter().map(|x| low + x * b).collect();
        loads.extend([low - 2.0 * b, low + 1.5 * b]);
        loads.sort_by(f64::total_cmp);
        let measured = |&f: &f64| (f, full * f * (1.0 - loss(f)));
        // A load so small that nothing is lost does not count.
        let whole = (0.5 * loads[0], full * 0.5 * loads[0]);
        let capacities: Vec<_> = std::iter::once(whole).chain(loads.iter().map(measured)).collect();
        let found = peak(full, &capacities).unwrap();
        let expected = measured(&low).1;
        prop_assert!((found / expected - 1.0).abs() < 1e-5, "{found} {expected}");
        prop_assert_eq!(peak(full, &capacities[..2]), None);
    }

    /// Losses that lie on no line: the normal equations of Σ y (ln y − α − β f)², and a finer grid.
    #[test]
    fn the_peak_of_noisy_losses_is_that_of_the_weighted_line(
        noise in prop::collection::vec(-0.5..0.5_f64, 3..7), full in 0.1..0.4_f64,
    ) {
        let load = |i: usize| 0.6 + 0.01 * i as f64;
        let loss = |i: usize| (noise[i] + (load(i) - 0.68) / 0.02).exp().min(0.9);
        let sum = |of: &dyn Fn(f64) -> f64| {
            (0..noise.len()).map(|i| loss(i) * of(load(i))).sum::<f64>()
        };
        let ln = |power: i32| {
            (0..noise.len()).map(|i| loss(i) * loss(i).ln() * load(i).powi(power)).sum::<f64>()
        };
        let (s0, s1, s2) = (sum(&|_| 1.0), sum(&|f| f), sum(&|f| f * f));
        let determinant = s0 * s2 - s1 * s1;
        let alpha = (s2 * ln(0) - s1 * ln(1)) / determinant;
        let beta = (s0 * ln(1) - s1 * ln(0)) / determinant;
        let last = load(noise.len() - 1);
        let grid = (0..=40_000).map(|i| 0.6 + f64::from(i) / 40_000.0 * (last - 0.6));
        let expected = grid.map(|f| full * f * (1.0 - (alpha + beta * f).exp())).fold(0.0, f64::max);
        let capacities: Vec<_> =
            (0..noise.len()).map(|i| (load(i), full * load(i) * (1.0 - loss(i)))).collect();
        let found = peak(full, &capacities).unwrap();
        prop_assert!((found - expected).abs() < 1e-5 * full, "{found} {expected}");
    }
}
