//! Trials and the search for M_ε against loops written out, exact rates and enumeration.

use std::collections::BTreeSet;

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::information::{
    ErrorRates, cue_bits, halo_bits, output_bits, random_code_bits,
};
use synaptome_willshaw::load_search::{LoadSearch, Target};
use synaptome_willshaw::trial::{GrowingMemory, ImplicitTrial, Outcome, Query, Trial};
use synaptome_willshaw::{
    Association, BitMatrix, BlockCode, Completion, Completions, Cue, CueQuality, Ending,
    ImplicitMatrix, Iterative, Memory, OneStep, OutputKind, PatternCode, Patterns, RandomCode,
    Recall, SumOfMax, Usage,
};

use super::other_ways::exact_spurious_rate;
use super::{assert_close, blocks};

/// The same draws and recalls, one after the other, with errors counted by sets.
#[test]
fn a_trial_is_the_loop_that_one_would_write() {
    let (code, half) = (blocks(8, 32), CueQuality::default());
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let mut growing = GrowingMemory::new(code, Association::Hetero).unwrap();
    growing.grow_to(700, &mut rng).unwrap();
    let outcome = growing.trial(300, half, &mut rng).unwrap().run(&SumOfMax::default()).unwrap();

    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let u = Patterns::draw(code, 700, &mut rng).unwrap();
    let v = Patterns::draw(code, 700, &mut rng).unwrap();
    let mut memory = Memory::new(code, Association::Hetero).unwrap();
    memory.store_pairs(&u, &v).unwrap();
    assert_eq!(growing.memory(), &memory);
    let set = |units: &[u32]| units.iter().copied().collect::<BTreeSet<u32>>();
    let wrong = |a: &[u32], b: &[u32]| set(a).symmetric_difference(&set(b)).count() as f64;
    let (mut address, mut content) = (0.0, 0.0);
    for (u, v) in u.iter().zip(&v).take(300) {
        let cue = Cue::draw(code, u, half, &mut rng).unwrap();
        let recall = memory.recall(&SumOfMax::default(), &cue).unwrap();
        content += wrong(v, &recall.content) / 2400.0;
        address += wrong(u, &recall.address.unwrap()) / 2400.0;
    }
    assert_close(outcome.simple_noise(), f64::midpoint(address, content), 1e-12);
    assert_close(outcome.weighted_noise(0.9), 0.1 * address + 0.9 * content, 1e-12);
    let rates = |noise: f64| ErrorRates::new(noise * 8.0 / (256.0 - 8.0), 0.0).unwrap();
    let told = halo_bits(code, rates(address)) + halo_bits(code, rates(content)) - 20.0;
    assert_close(outcome.bits_per_synapse().unwrap(), 700.0 * told / 65_536.0, 1e-9);
}

#[test]
fn bits_of_random_patterns_are_those_of_the_binary_channel() {
    let (code, mut rng) = (RandomCode::new(200, 5).unwrap(), ChaCha12Rng::seed_from_u64(2));
    let quality = CueQuality { completeness: 0.6, false_fraction: 0.2 };
    let mut memory = GrowingMemory::new(code, Association::Auto).unwrap();
    memory.grow_to(600, &mut rng).unwrap();
    let outcome = memory.trial(200, quality, &mut rng).unwrap().run(&OneStep).unwrap();
    let (n, units) = (200.0_f64, 200.0 * 5.0);
    let (missing, spurious) = (outcome.content.missing as f64, outcome.content.spurious as f64);
    let rates = ErrorRates::new(spurious / (200.0 * 195.0), missing / units).unwrap();
    let cue = random_code_bits(code, ErrorRates::new(1.0 / 195.0, 0.4).unwrap());
    assert_close(cue_bits(code, quality).unwrap(), cue, 1e-12);
    let told = random_code_bits(code, rates) - cue;
    assert_close(outcome.bits_per_synapse().unwrap(), 600.0 * told / n.powi(2), 1e-12);
}

#[test]
fn a_trial_on_an_implicit_matrix_is_that_on_the_explicit_one_of_its_patterns() {
    let (code, mut rng) = (blocks(6, 50), ChaCha12Rng::seed_from_u64(3));
    let (auto, usage) = (Association::Auto, Usage::Multinomial);
    let implicit = ImplicitMatrix::draw(code, auto, 30, usage, &mut rng).unwrap();
    let all = (0..implicit.patterns()).flat_map(|i| implicit.address(i).unwrap()).collect();
    let mut explicit = BitMatrix::new(code.units(), auto).unwrap();
    explicit.learn(&Patterns::new(code, all).unwrap()).unwrap();
    let half = CueQuality::default();
    let trial = ImplicitTrial::draw(&implicit, 20, 5, half, &mut rng).unwrap();
    let mut queries = Vec::new();
    trial.each(&Iterative::default(), |query, _| queries.push(query.clone())).unwrap();
    let memory = Memory::with_synapses(code, explicit).unwrap();
    let other = Trial::new(&memory, implicit.patterns(), half, queries);
    assert_eq!(other.queries().len(), 100);
    let irb = Iterative::default();
    assert_eq!(trial.run(&irb).unwrap(), other.run(&irb).unwrap());
    assert_eq!(trial.run(&SumOfMax::default()).unwrap(), other.run(&SumOfMax::default()).unwrap());
}

/// One-step noise is (n − k)/k times the exact spurious rate, so that M_ε follows by bisection. The
/// bound is four standard errors of the 20 networks (a false-alarm rate of 6·10⁻⁵), and the bias of
/// the power law between the two sizes, less than 1 %.
#[test]
fn the_search_finds_the_exact_largest_number_of_patterns() {
    let (code, hetero) = (blocks(8, 32), Association::Hetero);
    let search =
        LoadSearch { tolerated_noise: 0.05, queries: 1000, ..LoadSearch::new(code, hetero) };
    let mut targets = [Target::new(&OneStep, CueQuality::default())];
    let [mut patterns, mut cues] = [4, 5].map(ChaCha12Rng::seed_from_u64);
    search.scout(&mut targets, &mut patterns, &mut cues).unwrap();
    for _ in 0..20 {
        search.visit(&mut targets, &mut patterns, &mut cues).unwrap();
    }
    let found: Vec<f64> = targets[0].found().map(|found| found.patterns).collect();
    let mean = found.iter().sum::<f64>() / 20.0;
    let error = (found.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 19.0 / 20.0).sqrt();
    let noise = |m: usize| (256.0 - 8.0) / 8.0 * exact_spurious_rate(code, m, 4);
    let exact = (1..2000).find(|&m| noise(m) > 0.05).unwrap() as f64;
    assert!((mean - exact).abs() < 4.0 * error + 0.01 * exact, "{mean} ± {error}, {exact}");
    assert!(error < 0.05 * exact, "{error}");
}

/// All 3-subsets of 9 units that contain exactly the true cue units, before and after the output.
#[test]
fn bits_beyond_a_cue_of_random_patterns_count_the_patterns_that_are_left() {
    let code = RandomCode::new(9, 3).unwrap();
    let query = Query::complete(&[1, 2, 5], Cue::new(code, vec![1, 7], 1).unwrap());
    let recall = of_output(&[1, 2, 4, 5, 7]);
    let fits = |set: u32, among: u32| {
        set.count_ones() == 3 && set & !among == 0 && set & 0b1000_0010 == 0b10
    };
    let count = |among: u32| (0..1 << 9).filter(|&set| fits(set, among)).count() as f64;
    let (all, left) = (count((1 << 9) - 1), count(0b1011_0110));
    assert_close(query.prior_bits(&recall), all.log2(), 1e-12);
    assert_close(query.union_bits(&recall).unwrap(), (all / left).log2(), 1e-12);
    assert_close(query.list_bits(&recall).unwrap(), all.log2() - 1.0, 1e-12);
    assert_eq!(query.union_bits(&of_output(&[1, 2, 4, 7])), None);
}

/// A recall by a search that found two patterns with these units.
fn of_output(content: &[u32]) -> Recall {
    let completions = Completions { cliques: 2, ..Completions::default() };
    assert_eq!(completions.list, Vec::<Completion>::new());
    Recall {
        content: content.to_vec(),
        address: None,
        iterations: 1,
        ending: Ending::Settled,
        completions: Some(completions),
    }
}

#[test]
fn misled_cues_keep_their_size_and_have_as_many_false_units_as_asked_for() {
    let (code, mut rng) = (blocks(6, 4), ChaCha12Rng::seed_from_u64(6));
    let random = RandomCode::new(20, 6).unwrap();
    let pattern = [1, 4, 9, 14, 16, 23];
    let other = [1, 4, 9, 14, 16, 19];
    for wrong in 0..4 {
        let part = Cue::draw(code, &pattern, CueQuality::part(0.7), &mut rng).unwrap();
        let blocks = part.units().iter().map(|unit| unit / 4).collect::<Vec<_>>();
        let cue = part.misled(&pattern, wrong, &mut rng).unwrap();
        assert!(cue.units().iter().map(|unit| unit / 4).eq(blocks));
        check_misled(&cue, &pattern, wrong);
        let part = Cue::draw(random, &other, CueQuality::part(0.7), &mut rng).unwrap();
        check_misled(&part.misled(&other, wrong, &mut rng).unwrap(), &other, wrong);
    }
    let part = Cue::new(code, vec![1, 4], 0).unwrap();
    assert!(part.clone().misled(&pattern, 2, &mut rng).is_err());
    assert_eq!(part.announcing(1).unwrap().true_units(), 1);
}

fn check_misled<C: PatternCode>(cue: &Cue<C>, pattern: &[u32], wrong: usize) {
    let false_units = cue.units().iter().filter(|unit| !pattern.contains(unit)).count();
    assert_eq!((cue.units().len(), false_units, cue.false_units()), (4, wrong, wrong));
}

#[test]
fn what_cannot_be_tried_is_refused() {
    let (code, mut rng) = (blocks(4, 8), ChaCha12Rng::seed_from_u64(7));
    let mut memory = GrowingMemory::new(code, Association::Auto).unwrap();
    let half = CueQuality::default();
    assert!(memory.trial(1, half, &mut rng).is_err());
    memory.grow_to(10, &mut rng).unwrap();
    assert!(memory.trial(usize::MAX, half, &mut rng).is_err());
    assert!(memory.trial(1, CueQuality::part(f64::NAN), &mut rng).is_err());
    let empty = memory.trial(0, half, &mut rng).unwrap().run(&OneStep).unwrap();
    assert!(empty.noise().is_nan() && empty.bits_per_synapse().is_err());
    let search = LoadSearch { tolerated_noise: 1.0, ..LoadSearch::new(code, Association::Auto) };
    let mut targets = [Target::new(&OneStep, half)];
    let (mut a, mut b) = (rng.clone(), rng);
    let refused = search.scout(&mut targets, &mut a, &mut b).unwrap_err();
    assert!(refused.to_string().ends_with("got 1"), "{refused}");
    search.visit(&mut targets, &mut a, &mut b).unwrap();
    assert_eq!(targets[0].found().count(), 0);
}

#[test]
fn block_codes_of_one_block_have_nothing_open_beyond_their_cue() {
    let code = BlockCode::new(1, 4).unwrap();
    let query = Query::complete(&[2], Cue::new(code, vec![2], 0).unwrap());
    assert_eq!(query.union_bits(&of_output(&[2])), Some(0.0));
}

/// The information of one block of two units, from all eight pairs of a true unit and an output.
fn enumerated_bits(spurious: f64, missing: f64) -> f64 {
    let probability = |truth: usize, output: usize| {
        let of_unit = |unit: usize| match (unit == truth, output >> unit & 1 == 1) {
            (true, active) => {
                if active {
                    1.0 - missing
                } else {
                    missing
                }
            }
            (false, active) => {
                if active {
                    spurious
                } else {
                    1.0 - spurious
                }
            }
        };
        of_unit(0) * of_unit(1)
    };
    let pairs = (0..2).flat_map(|truth| (0..4).map(move |output| (truth, output)));
    let told = pairs.map(|(truth, output)| {
        let own = probability(truth, output);
        let mean = f64::midpoint(probability(0, output), probability(1, output));
        if own > 0.0 { 0.5 * own * (own / mean).log2() } else { 0.0 }
    });
    told.sum()
}

#[test]
fn cores_with_false_units_and_halos_with_missing_ones_count_as_neither() {
    let code = blocks(1, 2);
    let said = |kind, output: &[u32]| {
        let mut outcome = Outcome::new(code, Association::Auto, 1, CueQuality::part(0.0), kind);
        (0..3).for_each(|_| outcome.content.add(&[0], &[0]));
        outcome.content.add(&[0], output);
        outcome.content_bits().unwrap()
    };
    // One core of four has a false unit; one halo of four lacks the true one and has the other.
    assert_close(said(OutputKind::Core, &[0, 1]), enumerated_bits(0.25, 0.0), 1e-12);
    assert_close(said(OutputKind::Halo, &[1]), enumerated_bits(0.25, 0.25), 1e-12);
    assert_close(said(OutputKind::Core, &[]), enumerated_bits(0.0, 0.25), 1e-12);
    let rates = ErrorRates::new(0.25, 0.25).unwrap();
    let refused = output_bits(code, OutputKind::Core, rates).unwrap_err().to_string();
    assert!(refused.contains("p01 = 0.25"), "{refused}");
}
