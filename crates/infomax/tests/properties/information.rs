//! Information, exact and Gaussian, and its gradient.

use faer::Mat;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use synaptome_infomax::exact::{Chain, Relation, RelationFit, gradient};
use synaptome_infomax::information::{gaussian_nats, sampling_bias_nats};
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::observables::Repeats;
use synaptome_infomax::{Firing, Gradient, Moments, Network, PaperGradient, Raster};

use super::given::{network, rng};

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

/// The probability of each state after each, by the definition of the product of independent neurons.
fn transitions(chain: &Chain) -> Mat<f64> {
    let states = chain.stationary().len();
    Mat::from_fn(states, states, |from, to| {
        let firing = chain.firing_after(from).unwrap().iter().enumerate();
        firing.map(|(i, p)| if to >> i & 1 == 1 { *p } else { 1.0 - p }).product()
    })
}

proptest! {
    #![proptest_config(crate::cases(24))]

    #[test]
    fn information_is_the_determinant_formula_of_the_paper(seed in 0_u64..1000, n in 2_usize..7) {
        let network = network(n, 1.0, Firing { target_rate: 0.2, ..Firing::default() }, seed);
        let moments = Chain::new(&network).unwrap().moments();
        let (c, e) = (moments.covariance(), moments.lagged());
        let joint = Mat::from_fn(2 * n, 2 * n, |i, j| match (i < n, j < n) {
            (true, true) => c[(i, j)],
            (false, true) => e[(i - n, j)],
            (true, false) => e[(j - n, i)],
            (false, false) => c[(i - n, j - n)],
        });
        let expected = ln_abs_determinant(&c.to_owned()) - 0.5 * ln_abs_determinant(&joint);
        let found = gaussian_nats(&moments).unwrap();
        prop_assert!((found - expected).abs() < 1e-10 * (1.0 + expected.abs()), "{found} {expected}");
        let beside = PaperGradient::of(&moments).unwrap().information_nats();
        prop_assert!((beside - expected).abs() < 1e-8 * (1.0 + expected.abs()), "{beside} {expected}");
    }

    /// Without weights all neurons fire alike, and rarer with higher thresholds.
    #[test]
    fn thresholds_of_a_chain_without_weights_are_equal_and_fall_with_the_rate(n in 1_usize..5, rate in 0.02..0.4_f64) {
        let of = |target_rate| {
            let firing = Firing { target_rate, ..Firing::default() };
            let network = Network::from_weights(Mat::zeros(n, n).as_ref(), firing).unwrap();
            Chain::new(&network).unwrap().thresholds().to_vec()
        };
        let (low, high) = (of(rate), of(rate + 0.05));
        prop_assert_eq!(low.len(), n);
        prop_assert!(low.iter().zip(&high).all(|(a, b)| a > b), "{low:?} {high:?}");
        prop_assert!(low.iter().all(|h| (h - low[0]).abs() < 1e-6), "{low:?}");
    }

    #[test]
    fn a_chain_is_stationary_and_keeps_its_rates(seed in 0_u64..1000, n in 1_usize..6) {
        let firing = Firing { target_rate: 0.1, ..Firing::default() };
        let chain = Chain::new(&network(n, 2.0, firing, seed)).unwrap();
        let (states, transitions) = (1_usize << n, transitions(&chain));
        let next = |to| (0..states).map(|from| chain.stationary()[from] * transitions[(from, to)]).sum();
        let next: Vec<f64> = (0..states).map(next).collect();
        for (next, now) in next.iter().zip(chain.stationary()) {
            prop_assert!((next - now).abs() < 1e-10);
        }
        for i in 0..n {
            let rate: f64 = (0..states).filter(|s| s >> i & 1 == 1).map(|s| next[s]).sum();
            prop_assert!((rate - 0.1).abs() < 1e-9);
        }
    }

    /// Neurons that excite themselves strongly are silent or active for thousands of steps. After 2⁴⁰ steps, whichever state
    /// came first, states have their stationary probabilities.
    #[test]
    fn a_chain_that_forgets_slowly_is_stationary_and_keeps_its_rates(
        seed in 0_u64..1000, n in 1_usize..5, own in 6.0..14.0_f64, rate in 0.02..0.5_f64
    ) {
        let firing = Firing { max_probability: 0.9999, target_rate: rate, ..Firing::default() };
        let mut weights = network(n, 1.0, firing, seed).weights().to_owned();
        (0..n).for_each(|i| weights[(i, i)] += own);
        let chain = Chain::new(&Network::from_weights(weights.as_ref(), firing).unwrap()).unwrap();
        let mut later = transitions(&chain);
        for _ in 0..40 {
            let twice = &later * &later;
            let total = |row: usize| twice.row(row).iter().sum::<f64>();
            later = Mat::from_fn(1 << n, 1 << n, |from, to| twice[(from, to)] / total(from));
        }
        for (to, &probability) in chain.stationary().iter().enumerate() {
            prop_assert!((later[(0, to)] - probability).abs() < 1e-8, "{} {probability}", later[(0, to)]);
            prop_assert!((later[(0, to)] - later[((1 << n) - 1, to)]).abs() < 1e-8);
        }
        for i in 0..n {
            let found: f64 = (0..1 << n).filter(|s| s >> i & 1 == 1).map(|s| later[(0, s)]).sum();
            prop_assert!((found / rate - 1.0).abs() < 1e-7, "{found} {rate}");
        }
    }

    #[test]
    fn exact_information_is_a_relative_entropy(seed in 0_u64..1000, n in 1_usize..5) {
        let firing = Firing { target_rate: 0.15, ..Firing::default() };
        let chain = Chain::new(&network(n, 3.0, firing, seed)).unwrap();
        let (states, transitions) = (1_usize << n, transitions(&chain));
        let mut divergence = 0.0;
        for from in 0..states {
            for to in 0..states {
                let p = transitions[(from, to)];
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
        let moved = Mat::from_fn(n, n, |i, j| weights[(order[i], order[j])]);
        let other = Network::from_weights(moved.as_ref(), firing).unwrap();
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
        let rename = |step: &[u16]| {
            let mut firing: Vec<u16> = step.iter().map(|&i| order[usize::from(i)]).collect();
            firing.sort_unstable();
            firing
        };
        let renamed = Raster::from_steps(6, raster.iter().map(rename)).unwrap();
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
}

/// Each form is found again from its own points, and no other explains them better.
#[test]
fn a_relation_is_found_from_its_own_points() {
    for relation in Relation::ALL {
        for a in [0.02, 0.4, 3.0] {
            let points: Vec<(f64, f64)> = (1..40)
                .map(|k| 0.1 * f64::from(k))
                .map(|x| (x, relation.exact_nats(x, a)))
                .collect();
            let fit = RelationFit::best(&points).unwrap();
            assert!(fit.r_squared > 1.0 - 1e-9, "{fit:?}");
            assert!(
                (relation.exact_nats(2.0, a) / fit.relation.exact_nats(2.0, fit.parameter) - 1.0)
                    .abs()
                    < 1e-3
            );
        }
    }
    assert!(RelationFit::best(&[(1.0, 1.0)]).is_err());
}

/// Points beside every curve: 1 less the ratio of the squares that are left, about the curve and about the mean.
#[test]
fn what_a_relation_explains_is_the_fraction_of_the_variance() {
    let points: Vec<(f64, f64)> = (1..12)
        .map(|k| (0.3 * f64::from(k), 0.2 * f64::from(k * 7 % 5) + 0.1 * f64::from(k)))
        .collect();
    let fit = RelationFit::best(&points).unwrap();
    let mean = points.iter().map(|p| p.1).sum::<f64>() / 11.0;
    let about =
        |of: &dyn Fn(f64) -> f64| points.iter().map(|p| (p.1 - of(p.0)).powi(2)).sum::<f64>();
    let left = about(&|x| fit.relation.exact_nats(x, fit.parameter));
    assert!((fit.r_squared - (1.0 - left / about(&|_| mean))).abs() < 1e-12, "{fit:?}");
    assert!(fit.r_squared > 0.1 && fit.r_squared < 0.9, "{fit:?}");
}

/// Independent neurons have no information: what is found is the bias N²/2T of the sample,
/// with a standard deviation of about N/(√2 T); five of these are allowed (false alarm 6e-7).
#[test]
fn the_bias_of_a_finite_sample_is_as_stated() {
    let firing = Firing { target_rate: 0.2, threshold_rate: 0.0, ..Firing::default() };
    let mut network = Network::from_weights(Mat::zeros(30, 30).as_ref(), firing).unwrap();
    let steps = 40_000;
    let raster = network.run(steps, &mut Spontaneous, &mut rng(11));
    let found = gaussian_nats(&Moments::of(&raster, &raster.rates(), 1).unwrap()).unwrap();
    let deviation = 30.0 / (2.0_f64.sqrt() * steps as f64);
    let expected = sampling_bias_nats(30, steps);
    assert!((found - expected).abs() < 5.0 * deviation + 0.05 * expected, "{found} {expected}");
}
