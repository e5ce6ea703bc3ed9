//! Rankings and decoders.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_mi::{
    Error, PatternDecoder, Patterns, Ranking, SynapticEnsemble, expected_weights,
    information_about_all_nats, mutual_information_of_each_nats,
};

use crate::random;

/// What every pattern of one draw adds to every weight.
fn draw(xs: &Patterns, w: &SynapticEnsemble, rng: &mut ChaCha12Rng) -> Vec<Vec<f64>> {
    let products = |k| w.products(&xs.pattern(k).unwrap().draw_ln(rng)).unwrap();
    (0..xs.len()).map(products).collect()
}

fn sum(rows: &[Vec<f64>]) -> Vec<f64> {
    (0..rows[0].len()).map(|a| rows.iter().map(|row| row[a]).sum()).collect()
}

#[test]
fn rankings_keep_the_highest_scores() {
    let ranking = Ranking::by_score(&[0.1, 0.4, 0.4, -1.0, 2.0]);
    assert_eq!(ranking.order(), [4, 1, 2, 0, 3]);
    assert_eq!(ranking.kept(0.6).unwrap(), [4, 1, 2]);
    assert_eq!(ranking.kept(0.0).unwrap(), [4]);
    assert_eq!(ranking.kept(1.0).unwrap().len(), 5);
    assert!(matches!(ranking.kept(1.1), Err(Error::OutOfRange { .. })));
    assert!(Ranking::by_score(&[]).kept(0.5).unwrap().is_empty());
}

#[test]
fn information_about_all_is_the_sum_over_patterns() {
    let (xs, w) = (random(5, 3, 4), SynapticEnsemble::all_pairs(5).unwrap());
    let all = information_about_all_nats(&xs, &w).unwrap();
    let each: Vec<_> =
        (0..3).map(|l| mutual_information_of_each_nats(&xs, &w, l).unwrap()).collect();
    assert_eq!(all, sum(&each));
}

/// 20,000 draws of each of ten weights: five standard errors, 6e-7 each.
#[test]
fn expected_weights_are_the_means_of_drawn_weights() {
    let (xs, w) = (random(5, 3, 4), SynapticEnsemble::all_pairs(5).unwrap());
    let mut rng = ChaCha12Rng::seed_from_u64(3);
    let draws: Vec<Vec<f64>> = (0..20_000).map(|_| sum(&draw(&xs, &w, &mut rng))).collect();
    for (a, exact) in expected_weights(&xs, &w).unwrap().iter().enumerate() {
        let count = draws.len() as f64;
        let mean = draws.iter().map(|w| w[a]).sum::<f64>() / count;
        let variance = draws.iter().map(|w| (w[a] - mean).powi(2)).sum::<f64>() / count;
        assert!((mean - exact).abs() < 5.0 * (variance / count).sqrt(), "{a}: {mean} {exact}");
    }
}

/// Both decoders find the stored one of two patterns more often than chance: 300 trials, of
/// which 200 or more are right by chance with probability 4e-9.
#[test]
fn decoders_tell_stored_patterns_from_others() {
    let (xs, w) = (random(8, 3, 5), SynapticEnsemble::all_pairs(8).unwrap());
    let mut rng = ChaCha12Rng::seed_from_u64(8);
    let kept: Vec<usize> = (0..w.len()).collect();
    let (mut by_energy, mut by_likelihood) = (0, 0);
    for _ in 0..300 {
        let (stored, decoy) = (draw(&xs, &w, &mut rng), draw(&xs, &w, &mut rng));
        let decoder = PatternDecoder::new(&xs, &w, 1, sum(&stored)).unwrap();
        let energy = |c: &[f64]| decoder.centred_overlap(c, &kept).unwrap();
        let likelihood = |c: &[f64]| decoder.ln_likelihood(c, &kept).unwrap();
        by_energy += usize::from(energy(&stored[1]) > energy(&decoy[1]));
        by_likelihood += usize::from(likelihood(&stored[1]) > likelihood(&decoy[1]));
    }
    assert!(by_energy > 200 && by_likelihood > 200, "{by_energy} {by_likelihood}");
}

/// With two patterns w − c is log-normal, so that the likelihood is the exact density.
#[test]
fn the_likelihood_of_one_other_pattern_is_its_density() {
    let (xs, w) = (random(3, 2, 6), SynapticEnsemble::all_pairs(3).unwrap());
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let stored = draw(&xs, &w, &mut rng);
    let decoder = PatternDecoder::new(&xs, &w, 0, sum(&stored)).unwrap();
    let exact: f64 = w
        .into_iter()
        .zip(&stored[1])
        .map(|(&s, &rest)| xs.product(1, s).unwrap().ln_pdf(rest))
        .sum();
    let found = decoder.ln_likelihood(&stored[0], &[0, 1, 2]).unwrap();
    assert!((found - exact).abs() < 1e-9);
    let above: Vec<f64> = decoder.weights().iter().map(|w| 2.0 * w).collect();
    assert_eq!(decoder.ln_likelihood(&above, &[1]), Ok(-1e6));
}

#[test]
fn bad_weights_and_candidates_are_typed_errors() {
    let (xs, w) = (random(3, 2, 6), SynapticEnsemble::all_pairs(3).unwrap());
    let decoder = |weights| PatternDecoder::new(&xs, &w, 0, weights);
    let short = decoder(vec![1.0; 2]).unwrap_err();
    assert_eq!(short.to_string(), "the list of weights has 2 entries, expected 3");
    assert!(matches!(decoder(vec![f64::NAN; 3]), Err(Error::NotFinite { .. })));
    let decoder = decoder(vec![9.0; 3]).unwrap();
    let missing = decoder.ln_likelihood(&[1.0; 3], &[3]).unwrap_err();
    assert_eq!(missing.to_string(), "synapse index 3 is out of range: there are 3");
    let candidate = decoder.centred_overlap(&[1.0; 4], &[0]);
    assert!(matches!(candidate, Err(Error::LengthMismatch { expected: 3, found: 4, .. })));
    assert!(matches!(w.products(&[0.0; 2]), Err(Error::IndexOutOfRange { .. })));
}
