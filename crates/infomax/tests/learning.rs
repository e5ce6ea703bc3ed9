//! Gradients against exact ones, statistics against enumeration, and what learning does.

use std::ops::ControlFlow;

use faer::Mat;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::exact::{Chain, finite_difference_gradient, gradient};
use synaptome_infomax::information::{gaussian_nats, ln_determinants, network_nats};
use synaptome_infomax::input::{Input, Spontaneous};
use synaptome_infomax::{
    Decorrelation, Error, Firing, Gradient, Learner, Learning, LocalRule, Moments, Network,
    Outcome, PaperGradient, Schedule,
};

fn rng(seed: u64) -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(seed)
}

/// A network with weights uniform on ± `scale`.
fn network(neurons: usize, scale: f64, firing: Firing, seed: u64) -> Network {
    Network::draw_uniform(neurons, scale, firing, &mut rng(seed)).unwrap()
}

/// Learns to the end.
fn learned(learner: &Learner, network: Network, rng: &mut ChaCha12Rng) -> Network {
    let mut learning = learner.begin(network).unwrap();
    let _ = learning.run(&mut Spontaneous, |_| ControlFlow::Continue(()), rng);
    learning.into_network()
}

/// All weights, row after row.
fn weights(network: &Network) -> Vec<f64> {
    entries(&network.weights().to_owned())
}

fn entries(m: &Mat<f64>) -> Vec<f64> {
    (0..m.nrows()).flat_map(|i| (0..m.ncols()).map(move |j| m[(i, j)])).collect()
}

/// Σ (x − x̄)(y − ȳ).
fn products(x: &Mat<f64>, y: &Mat<f64>) -> f64 {
    let (x, y) = (entries(x), entries(y));
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (mx, my) = (mean(&x), mean(&y));
    x.iter().zip(&y).map(|(x, y)| (x - mx) * (y - my)).sum()
}

fn correlation(a: &Mat<f64>, b: &Mat<f64>) -> f64 {
    products(a, b) / (products(a, a) * products(b, b)).sqrt()
}

/// Of `y` on `x`.
fn slope(x: &Mat<f64>, y: &Mat<f64>) -> f64 {
    products(x, y) / products(x, x)
}

fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}

/// (N, p̄, p_max, weight scale), then the mean over four networks of the correlation with exact
/// finite differences of V^C, V^D and V, and the slope of the exact gradient on V: the prototype's
/// table, from other random networks. Strong weights scatter more.
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
/// correlation was .9998 at this seed; it falls below .999 only for a wrong formula.
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

#[test]
fn learning_saved_and_resumed_after_every_block_is_the_whole_run() {
    let learner = Learner { blocks: 12, block_steps: 3000, ..Learner::default() };
    let start = network(12, 0.5, Firing::default(), 1);
    let mut whole = learner.begin(start.clone()).unwrap();
    let end = whole.run(&mut Spontaneous, |_| ControlFlow::Continue(()), &mut rng(9));
    assert!(end.is_continue() && whole.is_finished());
    let (mut parts, mut random) = (learner.begin(start).unwrap(), rng(9));
    while !parts.is_finished() {
        let progress = parts.advance(&mut Spontaneous, &mut random);
        assert_eq!((progress.block, progress.blocks), (parts.block(), 12));
        assert_eq!(Some(&progress.information_nats), parts.course_nats().last());
        let mut saved = Vec::new();
        parts.save(&mut saved).unwrap();
        parts = learner.resume(saved.as_slice()).unwrap();
    }
    assert_eq!(whole, parts);
}

#[test]
fn an_observer_can_stop_learning() {
    let learner = Learner { blocks: 1000, block_steps: 1000, ..Learner::default() };
    let mut learning = learner.begin(network(5, 0.5, Firing::default(), 1)).unwrap();
    let mut seen = 0;
    let stop = |progress: &synaptome_infomax::Progress| {
        seen += 1;
        if progress.block == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    assert!(learning.run(&mut Spontaneous, stop, &mut rng(1)).is_break());
    assert_eq!((seen, learning.block()), (3, 3));
}

/// Learning that may change weights from its first block on.
fn eager(network: Network) -> Learning {
    let schedule = Schedule { settling_blocks: 0, ..Schedule::default() };
    let learner = Learner { block_steps: 1000, schedule, ..Learner::default() };
    learner.begin(network).unwrap()
}

#[test]
fn a_silent_neuron_skips_the_block_and_keeps_the_weights() {
    let firing = Firing { target_rate: 1e-9, threshold_rate: 0.0, ..Firing::default() };
    let silent = network(4, 0.5, firing, 1);
    let before = weights(&silent);
    let mut learning = eager(silent);
    let progress = learning.advance(&mut Spontaneous, &mut rng(1));
    let skipped = matches!(progress.outcome, Outcome::Skipped(Error::Silent { neuron: 0, .. }));
    assert!(skipped && progress.information_nats.is_nan(), "{progress:?}");
    assert_eq!(weights(learning.network()), before);
}

/// Forces neuron 1 at every step.
struct Always;

impl Input for Always {
    fn impose(&mut self, _: usize, firing: &mut Vec<u16>, _: &mut dyn rand::Rng) {
        if !firing.contains(&1) {
            firing.push(1);
            firing.sort_unstable();
        }
    }
}

#[test]
fn a_locked_neuron_is_named_and_its_threshold_counts_forced_spikes() {
    let start = network(4, 0.5, Firing::default(), 1);
    let (before, threshold) = (weights(&start), start.thresholds()[1]);
    let mut learning = eager(start);
    let progress = learning.advance(&mut Always, &mut rng(1));
    let skipped = matches!(progress.outcome, Outcome::Skipped(Error::Locked { neuron: 1, .. }));
    assert!(skipped, "{progress:?}");
    let locked = learning.network();
    assert_eq!(weights(locked), before);
    let Firing { target_rate, threshold_rate, .. } = locked.firing();
    let counted = threshold + 1000.0 * threshold_rate * (1.0 - target_rate);
    assert!((locked.thresholds()[1] - counted).abs() < 1e-3, "{:?}", locked.thresholds());
}

#[test]
fn neurons_that_do_not_learn_keep_their_weights() {
    let network = network(10, 0.5, Firing::default(), 4);
    let before = weights(&network);
    let learner =
        Learner { learning: vec![0, 3, 7], blocks: 8, block_steps: 4000, ..Learner::default() };
    let network = learned(&learner, network, &mut rng(2));
    let learns = |i: usize| [0, 3, 7].contains(&i);
    for (at, (now, then)) in weights(&network).iter().zip(&before).enumerate() {
        assert_eq!(now != then, learns(at / 10) && learns(at % 10), "{at}");
    }
}

#[test]
fn learning_multiplies_information_by_the_gradient_and_by_the_local_rule() {
    let firing = Firing { target_rate: 0.05, ..Firing::default() };
    let nats = |network: &Network| {
        let mut network = network.clone();
        let raster = network.settle_and_run(20_000, &mut Spontaneous, &mut rng(1));
        network_nats(&network, &raster, 1, 1e-3).unwrap()
    };
    let start = network(20, 0.5, firing, 1);
    let learner = Learner { blocks: 60, block_steps: 10_000, ..Learner::default() };
    let gradient = nats(&learned(&learner, start.clone(), &mut rng(3)));
    let decorrelation = Decorrelation::Sweeps(2);
    let rule = LocalRule { steps: 1_500_000, decorrelation, ..LocalRule::default() };
    let mut learning = rule.begin(start.clone()).unwrap();
    let end = learning.run(|_| ControlFlow::Continue(()), &mut rng(4));
    assert_eq!(end, Ok(ControlFlow::Continue(())));
    let (before, rule) = (nats(&start), nats(learning.network()));
    assert!(gradient > 50.0 * before, "{before} {gradient}");
    assert!(rule > 0.5 * gradient, "{rule} {gradient}");
}

#[test]
fn local_learning_saved_and_resumed_after_every_stretch_is_the_whole_run() {
    let rule = LocalRule { steps: 25_000, ..LocalRule::default() };
    let start = network(9, 0.5, Firing::default(), 3);
    let mut whole = rule.begin(start.clone()).unwrap();
    let mut steps = Vec::new();
    let observer = |progress: &synaptome_infomax::LocalProgress| {
        steps.push(progress.step);
        ControlFlow::Continue(())
    };
    assert!(whole.run(observer, &mut rng(5)).unwrap().is_continue());
    assert_eq!(steps, [10_000, 20_000, 25_000]);
    let (mut parts, mut random) = (rule.begin(start).unwrap(), rng(5));
    while !parts.is_finished() {
        parts.advance(&mut random).unwrap();
        let mut saved = Vec::new();
        parts.save(&mut saved).unwrap();
        parts = rule.resume(saved.as_slice()).unwrap();
        let half = &saved[..saved.len() / 2];
        assert!(matches!(rule.resume(half), Err(Error::Damaged { .. })));
    }
    assert_eq!(whole, parts);
}
