//! Theory and retrieval against tables made by independent programs, and limits.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::capacity::{BlockTheory, Criterion, RandomTheory, limit, load};
use synaptome_willshaw::information::{Tally, part_bits};
use synaptome_willshaw::{
    Association, BlockCode, Cue, CueQuality, Iterative, IterativeHalo, Memory, OneStep, Patterns,
    RandomCode, Retrieval, SumOfMax,
};

use super::{assert_close, blocks};

fn theory(k: usize, n: usize, association: Association) -> BlockTheory {
    BlockTheory::new(blocks(k, n), association, 0.5, Criterion::default()).unwrap()
}

/// Values of an independent simulator (see `tests/golden/README.md`).
#[test]
fn the_largest_numbers_of_patterns_are_those_of_an_independent_program() {
    let table = include_str!("../golden/block_capacity.csv");
    for line in table.lines().skip(1) {
        let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        let (k, size) = (cells[0] as usize, cells[1] as usize);
        let m = |association| theory(k, size, association).optimum().patterns;
        for (association, printed) in
            [(Association::Hetero, cells[2]), (Association::Auto, cells[3])]
        {
            let error = (m(association) - printed).abs();
            assert!(error < 0.5_f64.max(5e-4 * printed), "{error}: {line}");
        }
    }
}

#[test]
fn fixed_point_and_tangent_are_those_of_an_independent_program() {
    let theory = theory(16, 256, Association::Hetero);
    for (patterns, exact, tangent) in [(45e3, 0.996_356, 0.996_359), (50e3, 0.987_55, 0.987_65)] {
        let p1 = load(blocks(16, 256), patterns);
        assert!((theory.fixed_point(p1) - exact).abs() < 6e-6);
        assert!((theory.tangent_fixed_point(p1).unwrap() - tangent).abs() < 6e-6);
    }
}

#[test]
fn gains_over_one_step_are_those_of_an_independent_program() {
    let code = RandomCode::new(4096, 16).unwrap();
    let r1 = RandomTheory::one_step(code, 0.5, Criterion::default()).unwrap().optimum().unwrap();
    let ir = RandomTheory::iterative(code, 0.5, Criterion::default()).unwrap().optimum().unwrap();
    let gain = |association| theory(16, 256, association).optimum().gain_over(&r1).patterns;
    assert!((gain(Association::Hetero) - 1.90).abs() < 0.005);
    assert!((gain(Association::Auto) - 2.40).abs() < 0.005);
    assert!((ir.gain_over(&r1).patterns - 1.82).abs() < 0.005);
}

#[test]
fn theory_at_n_45056_and_four_blocks_is_that_of_an_independent_program() {
    let code = RandomCode::new(45_056, 4).unwrap();
    let r1 = RandomTheory::one_step(code, 0.5, Criterion::default()).unwrap().optimum().unwrap();
    let ir = RandomTheory::iterative(code, 0.5, Criterion::default()).unwrap().optimum().unwrap();
    let full = RandomTheory::one_step(code, 1.0, Criterion::default()).unwrap().optimum().unwrap();
    assert!((r1.patterns / 1.196e5 - 1.0).abs() < 1e-3);
    assert!((ir.patterns / 5.99e5 - 1.0).abs() < 1e-3);
    assert!((full.patterns / 3.956e6 - 1.0).abs() < 1e-3);
    let irb = |association| theory(4, 11_264, association).optimum().patterns;
    assert!((irb(Association::Hetero) / 6.43e5 - 1.0).abs() < 1e-3);
    assert!((irb(Association::Auto) / 9.99e5 - 1.0).abs() < 1e-3);
}

#[test]
fn the_completion_capacity_falls_to_its_limit_from_above() {
    for (k, expected) in [(16, 0.1945), (30, 0.1873)] {
        let optimum = theory(k, 1 << (k / 2), Association::Auto).optimum();
        let found = optimum.completion_bits_per_synapse;
        assert!((found - expected).abs() < 2e-3, "{k}: {found}");
    }
    assert_close(limit::completion_bits_per_synapse(0.5, 0.5), 2_f64.ln() / 4.0, 1e-15);
    assert_close(limit::recognition_bits_per_synapse(0.5, 1.0), 2_f64.ln() / 2.0, 1e-15);
    assert_close(limit::bidirectional_bits_per_synapse(0.5, 1.0), 2_f64.ln(), 1e-15);
}

/// ε̂ and C_u, by the sizes of the output's blocks, of each method in one network.
fn noise_and_capacity(stored: usize, queries: usize, rng: &mut ChaCha12Rng) -> [f64; 8] {
    let code = blocks(16, 256);
    let patterns = Patterns::draw(code, stored, rng).unwrap();
    let mut memory = Memory::new(code, Association::Auto).unwrap();
    memory.store(&patterns).unwrap();
    let mut found = [0.0; 8];
    let (irb, halo, smx) = (Iterative::default(), IterativeHalo::default(), SumOfMax::default());
    let methods: [&dyn Retrieval<BlockCode>; 4] = [&OneStep, &irb, &halo, &smx];
    for (method, found) in methods.into_iter().zip(found.as_chunks_mut::<2>().0) {
        let (mut tally, mut bits) = (Tally::default(), 0.0);
        for pattern in patterns.iter().take(queries) {
            let cue = Cue::draw(code, pattern, CueQuality::default(), rng).unwrap();
            let content = memory.recall(method, &cue).unwrap().content;
            tally.add(pattern, &content);
            bits += part_bits(code, &content) - part_bits(code, cue.units());
        }
        let per_synapse = stored as f64 / 4096_f64.powi(2);
        *found = [tally.noise(), bits / queries as f64 * per_synapse];
    }
    found
}

/// `golden/retrieval.csv` is a table of an independent program: n = 4096, k = 16, half cues,
/// 10,000 retrievals. Ours are 40 networks with 250 retrievals each; the standard error of both
/// is taken from ours, so that the difference has √2 times it, and the last printed digit is
/// rounded. Three of these over 40 numbers are a false-alarm rate of about one in six.
#[test]
fn noise_and_capacity_of_block_retrievals_are_those_of_an_independent_prototype() {
    let mut rng = ChaCha12Rng::seed_from_u64(3);
    for line in include_str!("../golden/retrieval.csv").lines().skip(1) {
        let (stored, cells) = line.split_once(',').unwrap();
        let networks: Vec<[f64; 8]> =
            (0..40).map(|_| noise_and_capacity(stored.parse().unwrap(), 250, &mut rng)).collect();
        for (i, cell) in cells.split(',').enumerate() {
            let expected: f64 = cell.parse().unwrap();
            let digits = cell.split_once('.').unwrap().1.len() as i32;
            let found = networks.iter().map(|network| network[i]);
            let mean = found.clone().sum::<f64>() / 40.0;
            let error = (found.map(|x| (x - mean).powi(2)).sum::<f64>() / 39.0 / 40.0).sqrt();
            let bound = 3.0 * 2_f64.sqrt() * error + 0.5 * 10_f64.powi(-digits);
            assert!((mean - expected).abs() < bound, "{mean} ± {error}, not {cell}: {line}");
        }
    }
}

/// Of 8 symbols of 256, half are erased: the load, and the probability that one step leaves some erased
/// symbol ambiguous, (1 - p₁⁴)^(4 · 255) being that it leaves none.
#[test]
fn loads_and_one_step_errors_of_half_erased_messages_agree() {
    let code = blocks(8, 256);
    let cases = [
        (5_000, 0.073_456_7, 0.029_262),
        (10_000, 0.141_517_6, 0.335_814),
        (15_000, 0.204_578_9, 0.832_744),
    ];
    for (count, p1, error) in cases {
        assert_close(load(code, count as f64), p1, 1e-6);
        let theory = theory(8, 256, Association::Auto);
        let kept = theory.reconstruction_probability(p1, 0.5).powi(4);
        assert!((1.0 - kept - error).abs() < 2e-6, "{}", 1.0 - kept);

        // One network: errors of cues of one network are correlated a little, hence the wide interval.
        let rng = &mut ChaCha12Rng::seed_from_u64(1);
        let patterns = Patterns::draw(code, count, rng).unwrap();
        let mut memory = Memory::new(code, Association::Auto).unwrap();
        memory.store(&patterns).unwrap();
        let wrong = patterns.iter().take(4_000).filter(|pattern| {
            let cue = Cue::new(code, pattern[..4].to_vec(), 0).unwrap();
            memory.recall(&OneStep, &cue).unwrap().content != **pattern
        });
        let found = wrong.count() as f64 / 4_000.0;
        let deviation = (error * (1.0 - error) / 4_000.0).sqrt();
        assert!((found - error).abs() < 6.0 * deviation + 0.01, "{count}: {found} {error}");
        // Blocks of one pattern have no synapses between their own units but autapses.
        let measured = memory.synapses().load() * 8.0 / 7.0;
        assert!((measured - p1).abs() < 0.002, "{measured}");
    }
}
