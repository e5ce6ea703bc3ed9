//! Gradients against exact ones, statistics against enumeration.

use faer::Mat;
use faer::linalg::solvers::DenseSolveCore;
use synaptome_infomax::exact::{Chain, finite_difference_gradient, gradient};
use synaptome_infomax::information::{gaussian_nats, ln_determinants};
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{Firing, Gradient, Learner, Moments, Network, PaperGradient};

use crate::given::{correlation, learned, mean_and_error, network, rng, slope};

/// (N, p̄, p_max, weight scale), then the mean over four networks of the correlation with exact
/// finite differences of V^C, V^D and V, and the slope of the exact gradient on V, as an
/// independent program gave them for other random networks. Strong weights scatter more.
#[test]
fn the_table_of_the_papers_gradient_is_reproduced() {
    for ((n, rate, max, scale), expected, tolerance) in [
        ((4, 0.2, 1.0, 0.5), [0.997, 1.000, 1.000, 0.97], 0.02),
        ((5, 0.05, 1.0, 0.5), [0.983, 1.000, 1.000, 0.98], 0.03),
        ((5, 0.2, 0.95, 1.0), [0.983, 0.994, 0.994, 0.81], 0.05),
        ((5, 0.1, 0.5, 1.5), [0.963, 0.993, 0.993, 0.61], 0.06),
        ((6, 0.05, 0.95, 2.0), [0.893, 0.992, 0.993, 0.69], 0.12),
        ((5, 0.05, 0.95, 4.0), [0.872, 0.944, 0.959, 0.39], 0.15),
    ] {
        let mut means = [0.0; 4];
        for seed in 0..4 {
            let firing = Firing { max_probability: max, target_rate: rate, ..Firing::default() };
            let network = network(n, scale, firing, seed);
            let exact = |part: fn(&Moments) -> f64| {
                finite_difference_gradient(&network, 1e-4, |moments| Ok(part(moments))).unwrap()
            };
            let within = exact(|m| ln_determinants(m).unwrap().0);
            let joint = exact(|m| ln_determinants(m).unwrap().1);
            let nats = exact(|m| gaussian_nats(m).unwrap());
            let paper = PaperGradient::of(&Chain::new(&network).unwrap().moments()).unwrap();
            let whole = paper.whole();
            let found = [
                correlation(&paper.within().to_owned(), &within),
                correlation(&paper.joint().to_owned(), &joint),
                correlation(&whole, &nats),
                slope(&whole, &nats),
            ];
            means.iter_mut().zip(found).for_each(|(mean, found)| *mean += 0.25 * found);
        }
        for (found, expected) in means.iter().zip(expected) {
            assert!((found - expected).abs() < tolerance, "{n} {rate} {max} {scale}: {means:?}");
        }
    }
}

#[test]
fn better_gradients_follow_the_exact_one_no_worse_than_the_papers() {
    for (n, rate, max, scale) in
        [(4, 0.2, 1.0, 0.5), (5, 0.05, 1.0, 0.5), (5, 0.2, 0.95, 1.0), (5, 0.1, 0.5, 1.5)]
    {
        for seed in 0..4 {
            let firing = Firing { max_probability: max, target_rate: rate, ..Firing::default() };
            let network = network(n, scale, firing, seed);
            let exact = finite_difference_gradient(&network, 1e-4, gaussian_nats).unwrap();
            let chain = Chain::new(&network).unwrap();
            let r = |kind| correlation(&gradient(&chain, kind).unwrap(), &exact);
            for better in [Gradient::TwoPass, Gradient::FullResponse] {
                assert!(r(better) > r(Gradient::Paper) - 1e-3, "{better:?}: {}", r(better));
            }
        }
    }
}

/// The two-pass gradient as it is defined, by a sum over all pairs of a state and the next.
fn enumerated(chain: &Chain) -> Mat<f64> {
    let (n, moments) = (chain.network().neurons(), chain.moments());
    let inverse = |matrix: Mat<f64>| matrix.partial_piv_lu().inverse();
    let (c, e) = (moments.covariance().to_owned(), moments.lagged().to_owned());
    let precision = inverse(c.clone());
    let first = inverse(&c - &e * &precision * e.transpose());
    let second = inverse(&c - e.transpose() * &precision * &e);
    let forward = &first * &e * &precision;
    let lateral = |k: usize, j: usize| {
        let mean = 0.5 * (first[(k, j)] + second[(k, j)]);
        if k == j { 0.0 } else { precision[(k, j)] - mean }
    };
    let fires = |state: usize, i: usize| (state >> i & 1) as f64;
    let (mut gain, mut gain_b) = (vec![0.0; n], vec![0.0; n]);
    let (mut gain_x, mut gain_bx) = (Mat::<f64>::zeros(n, n), Mat::<f64>::zeros(n, n));
    for (state, next) in (0..1 << n).flat_map(|state| (0..1 << n).map(move |next| (state, next))) {
        let p = chain.firing_after(state).unwrap();
        let chance = |i: usize| if next >> i & 1 == 1 { p[i] } else { 1.0 - p[i] };
        let both = chain.stationary()[state] * (0..n).map(chance).product::<f64>();
        for k in 0..n {
            let term = |l| forward[(k, l)] * fires(state, l) + 2.0 * lateral(k, l) * fires(next, l);
            let b: f64 = (0..n).map(term).sum();
            let weight = both * p[k] * (1.0 - p[k] / chain.network().firing().max_probability);
            gain[k] += weight;
            gain_b[k] += weight * b;
            for l in 0..n {
                gain_x[(k, l)] += weight * fires(state, l);
                gain_bx[(k, l)] += weight * b * fires(state, l);
            }
        }
    }
    Mat::from_fn(n, n, |k, l| gain_bx[(k, l)] - gain_x[(k, l)] * gain_b[k] / gain[k])
}

#[test]
fn the_two_pass_gradient_is_the_sum_over_all_pairs_of_states() {
    for (n, scale, max, seed) in [(2, 1.0, 1.0, 1), (4, 1.5, 0.9, 2), (5, 3.0, 0.6, 3)] {
        let firing = Firing { max_probability: max, target_rate: 0.2, ..Firing::default() };
        let chain = Chain::new(&network(n, scale, firing, seed)).unwrap();
        let (expected, found) = (enumerated(&chain), gradient(&chain, Gradient::TwoPass).unwrap());
        assert!(
            (&found - &expected).norm_max() < 1e-11 * expected.norm_max(),
            "{found:?} {expected:?}"
        );
    }
}

/// Every entry of C and E of a long simulation against the enumerated ones. Blocks of 2,000 steps
/// give the standard error; |z| > 5 has a chance of 6e-7 for each of the 420 entries, so a false
/// alarm one of 3e-4. Thresholds are slow, so that they stay where the enumeration has them.
#[test]
fn exact_and_simulated_statistics_agree() {
    for n in 4..=8 {
        let firing = Firing { target_rate: 0.1, threshold_rate: 1e-4, ..Firing::default() };
        let mut network = network(n, 1.5, firing, n as u64);
        let exact = Chain::new(&network).unwrap().moments();
        let mut random = rng(100 + n as u64);
        network.advance(300_000, &mut Spontaneous, |_| (), &mut random);
        let blocks: Vec<Moments> = (0..200)
            .map(|_| {
                let raster = network.run(2_001, &mut Spontaneous, &mut random);
                Moments::of(&raster, &vec![0.1; n], 1).unwrap()
            })
            .collect();
        for (i, j) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))) {
            let covariances: Vec<f64> = blocks.iter().map(|m| m.covariance()[(i, j)]).collect();
            let lagged: Vec<f64> = blocks.iter().map(|m| m.lagged()[(i, j)]).collect();
            for (values, truth) in
                [(covariances, exact.covariance()[(i, j)]), (lagged, exact.lagged()[(i, j)])]
            {
                let (mean, error) = mean_and_error(&values);
                assert!((mean - truth).abs() < 5.0 * error, "{n} {i} {j}: {mean} {error} {truth}");
            }
        }
    }
}

/// Averages over 500,000 steps against averages over the stationary distribution. The
/// correlation was 0.9998 at this seed; it falls below 0.999 only for a wrong formula.
#[test]
fn the_replayed_gradient_is_the_enumerated_one() {
    let firing = Firing { target_rate: 0.1, ..Firing::default() };
    let mut random = rng(7);
    let network = Network::draw(6, firing, &mut random).unwrap();
    let learner = Learner {
        learning_rate: 2.0,
        blocks: 40,
        block_steps: 10_000,
        ridge: 0.0,
        ..Learner::default()
    };
    let network = learned(&learner, network, &mut random);
    // Thresholds hardly move while the gradient is measured, as in the enumeration.
    let still = Firing { threshold_rate: 1e-4, ..firing };
    let mut network = Network::from_weights(network.weights(), still).unwrap();
    network.advance(1_000_000, &mut Spontaneous, |_| (), &mut random);
    let exact = gradient(&Chain::new(&network).unwrap(), Gradient::TwoPass).unwrap();
    let long = Learner { block_steps: 1_000_000, ..learner };
    let sampled = long.measure_gradient(&mut network, &mut Spontaneous, &mut random).unwrap().0;
    let r = correlation(&sampled, &exact);
    assert!(r > 0.999, "{r}");
}
