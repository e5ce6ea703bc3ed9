//! Gradients against exact ones, statistics against enumeration.

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
