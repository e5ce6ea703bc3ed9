//! Random covariances and patterns against their moments.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::Normal;
use synaptome_mi::{
    RandomCovariances, RandomPatterns, Synapse, SynapticEnsemble, covariance, draw_means,
};

/// The trace is that of the eigenvalues plus d·r; entries have the variance of a random
/// rotation. 2,000 draws: |z| > 5 with probability 6e-7 each.
#[test]
fn rotated_matrices_have_the_moments_of_a_random_rotation() {
    let (dim, draws) = (5, 2_000);
    let spectrum = Normal::new(3.0, 1e-12).unwrap();
    let mut rng = ChaCha12Rng::seed_from_u64(3);
    let flat = covariance::draw_rotated(dim, &spectrum, 0.5, &mut rng).unwrap();
    assert!((flat[(1, 1)] - 3.5).abs() < 1e-9 && (flat[(2, 1)] - 0.5).abs() < 1e-9);
    // For Λ = diag(λ) with independent λ = |N(0, 1)| the mean of A_ij² (i ≠ j) over Haar
    // rotations is (Σλ² − (Σλ)²/d) / ((d − 1)(d + 2)), and that of A_ii is Σλ/d.
    let spectrum = Normal::new(0.0, 1.0).unwrap();
    let (mut off, mut on) = (Vec::new(), Vec::new());
    for _ in 0..draws {
        let a = covariance::draw_rotated(dim, &spectrum, 0.0, &mut rng).unwrap();
        let trace: f64 = a.diagonal().sum();
        let square: f64 = (0..dim * dim).map(|at| a[(at / dim, at % dim)].powi(2)).sum();
        let d = dim as f64;
        off.push(a[(4, 0)].powi(2) - (square - trace * trace / d) / ((d - 1.0) * (d + 2.0)));
        on.push(a[(2, 2)] - trace / d);
    }
    for deviations in [off, on] {
        let n = deviations.len() as f64;
        let mean = deviations.iter().sum::<f64>() / n;
        let variance = deviations.iter().map(|x| x * x).sum::<f64>() / n;
        assert!((mean / (variance / n).sqrt()).abs() < 5.0);
    }
}

#[test]
fn a_gram_matrix_is_added_to_the_exchangeable_one() {
    let mut rng = ChaCha12Rng::seed_from_u64(8);
    let (d, draws) = (4, 4_000);
    let mean = |i, j, rng: &mut ChaCha12Rng| {
        let draw = |_| covariance::draw_gram_perturbed(d, 0.5, 0.2, rng).unwrap()[(i, j)];
        (0..draws).map(draw).sum::<f64>() / f64::from(draws)
    };
    // Diagonal: 1 + 0.25, standard deviation √(2/d); off-diagonal: 0.05, √(1/d). Five sigma.
    assert!((mean(1, 1, &mut rng) - 1.25).abs() < 5.0 * (0.5_f64 / 4_000.0).sqrt());
    assert!((mean(3, 1, &mut rng) - 0.05).abs() < 5.0 * (0.25_f64 / 4_000.0).sqrt());
}

/// Uniform means on [−2, 2]: mean 0, variance 4/3; 20,000 numbers, five standard errors.
#[test]
fn means_are_uniform() {
    let mut rng = ChaCha12Rng::seed_from_u64(4);
    let all = draw_means(1_000, 20, 2.0, &mut rng).unwrap().concat();
    let count = all.len() as f64;
    let mean = all.iter().sum::<f64>() / count;
    let square = all.iter().map(|x| x * x).sum::<f64>() / count;
    assert!(all.iter().all(|x| x.abs() <= 2.0) && mean.abs() < 5.0 * (4.0 / 3.0 / count).sqrt());
    assert!((square - 4.0 / 3.0).abs() < 5.0 * (64.0 / 45.0 / count).sqrt());
}

fn rotated(common_per_pattern: bool) -> RandomPatterns {
    let covariances = RandomCovariances::Rotated {
        eigenvalue_mean: 0.5,
        eigenvalue_std_dev: 0.0,
        largest_common: 1.0,
        common_per_pattern,
    };
    RandomPatterns { neurons: 4, largest_mean: 1.0, covariances }
}

/// With equal eigenvalues Σ = λI + r11ᵀ, so that every off-diagonal entry is r.
#[test]
fn the_common_variance_is_drawn_once_or_for_each_pattern() {
    let commons = |family: RandomPatterns| -> Vec<f64> {
        let patterns = family.draw(5, &mut ChaCha12Rng::seed_from_u64(2)).unwrap();
        (0..5).map(|k| patterns.covariance(k).unwrap()[(3, 1)]).collect()
    };
    let (each, once) = (commons(rotated(true)), commons(rotated(false)));
    assert!(once.iter().all(|r| (r - once[0]).abs() < 1e-12 && (0.0..=1.0).contains(r)));
    assert!(each.iter().any(|r| (r - each[0]).abs() > 1e-3));
}

#[test]
fn one_covariance_is_shared_where_the_family_says_so() {
    let covariances = RandomCovariances::SharedGram { sigma: 1.0 };
    let family = RandomPatterns { neurons: 6, largest_mean: 0.0, covariances };
    let patterns = family.draw(3, &mut ChaCha12Rng::seed_from_u64(2)).unwrap();
    assert!(patterns.shares_covariance() && patterns.mu(2).unwrap() == [0.0; 6]);
}

/// 3 of 6 pairs in 6,000 draws: each pair is there with probability ½; five sigma.
#[test]
fn every_synapse_is_drawn_equally_often() {
    let mut rng = ChaCha12Rng::seed_from_u64(9);
    let mut hits = std::collections::BTreeMap::<Synapse, u32>::new();
    for _ in 0..6_000 {
        for &synapse in &SynapticEnsemble::draw(4, 3, &mut rng).unwrap() {
            *hits.entry(synapse).or_default() += 1;
        }
    }
    assert_eq!(hits.len(), 6);
    assert!(hits.values().all(|&n| (f64::from(n) - 3_000.0).abs() < 5.0 * 1_500.0_f64.sqrt()));
}
