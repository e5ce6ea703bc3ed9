//! Rules for noise: dreaming, unlearning, training with noise.

use proptest::prelude::{any, prop_assert, proptest};
use synaptome_hopfield::faer::linalg::solvers::DenseSolveCore;
use synaptome_hopfield::faer::{Mat, Scale};
use synaptome_hopfield::{
    Dynamics, Ease, Hebbian, HopfieldNetwork, Messages, Noise, NoiseTraining, ProjectorDiagonal,
    PseudoInverse, State, Unlearning, Update, WritingRule,
};

use super::given::{messages, rng, write};

/// J(t) of Fachechi, Agliari & Barra, from the M × M inverse as it is printed, without its diagonal.
fn dreaming_kernel(messages: &Messages, sleep: f64) -> Mat<f64> {
    let (columns, n) = (messages.to_matrix(), messages.units() as f64);
    let correlations = columns.transpose() * &columns * Scale(sleep / n);
    let rested = Mat::<f64>::identity(messages.len(), messages.len()) + correlations;
    let inverse = rested.partial_piv_lu().inverse();
    let mut kernel = &columns * inverse * columns.transpose() * Scale((1.0 + sleep) / n);
    (0..messages.units()).for_each(|i| kernel[(i, i)] = 0.0);
    kernel
}

/// (1/N) Σ ξ ξᵀ without its diagonal.
fn hebb(messages: &Messages) -> Mat<f64> {
    dreaming_kernel(messages, 0.0)
}

/// Weights of a network that draws the same damaged messages, step by step as printed.
fn trained(rule: &NoiseTraining, messages: &Messages, seed: u64) -> Mat<f64> {
    let (n, mut j, rng) = (messages.units(), hebb(messages), &mut rng(seed));
    let (mut sum, mut count) = (Mat::<f64>::zeros(n, n), 0.0);
    for step in 0..rule.steps {
        let network = HopfieldNetwork::from_weights(j.clone()).unwrap();
        let mut change = Mat::<f64>::zeros(n, n);
        for xi in messages {
            let mut cue = rule.noise.damage(xi, rng).unwrap();
            if let Some(dynamics) = &rule.relaxation {
                cue = network.recall(&cue, dynamics, rng).unwrap().state;
            }
            let field = network.field(&cue).unwrap();
            let error = |i: usize| {
                let result =
                    if field[i].abs() < 1e-12 { f64::from(cue[i]) } else { field[i].signum() };
                f64::from(xi[i]) - result
            };
            change += Mat::from_fn(n, n, |a, b| {
                error(a) * f64::from(cue[b]) + f64::from(cue[a]) * error(b)
            });
        }
        j += change * Scale(rule.rate / (2.0 * n as f64));
        (0..n).for_each(|i| j[(i, i)] = 0.0);
        if 2 * step >= rule.steps {
            sum += &j;
            count += 1.0;
        }
    }
    // The last half of a single step is empty.
    if rule.averaged && count > 0.0 { sum * Scale(1.0 / count) } else { j }
}

proptest! {
    #![proptest_config(crate::cases(48))]

    #[test]
    fn symmetric_ridge_regression_is_the_dreaming_kernel(
        units in 4_usize..24, count in 1_usize..40, seed in any::<u64>(), sleep in 0.1..50.0,
    ) {
        let messages = Messages::draw(units, count, &mut rng(seed)).unwrap();
        let rule = Ease::for_ridge(units as f64 / sleep, count).unwrap();
        let symmetric = rule.symmetric(&messages).unwrap();
        let kernel = dreaming_kernel(&messages, sleep);
        prop_assert!((symmetric.weights() - &kernel).norm_max() < 1e-10 * (1.0 + kernel.norm_max()));
    }

    #[test]
    fn ridge_regression_is_the_dreaming_kernel_up_to_a_positive_factor_for_each_unit(
        messages in messages(), sleep in 0.1..50.0,
    ) {
        let rule = Ease::for_ridge(messages.units() as f64 / sleep, messages.len()).unwrap();
        let (w, kernel) = (write(&rule, &messages), dreaming_kernel(&messages, sleep));
        let w = w.weights();
        for i in 0..messages.units() {
            let largest = (0..messages.units()).max_by(|&a, &b| {
                kernel[(i, a)].abs().total_cmp(&kernel[(i, b)].abs())
            });
            let at = largest.unwrap();
            let factor = kernel[(i, at)] / w[(i, at)];
            // Messages that are orthogonal without the unit give it no weights at all.
            if kernel[(i, at)].abs() < 1e-9 {
                continue;
            }
            prop_assert!(factor > 0.0);
            for j in 0..messages.units() {
                prop_assert!((w[(i, j)] * factor - kernel[(i, j)]).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn sleep_leads_from_hebb_to_the_projector(messages in messages()) {
        let sleeping = |ridge: f64| Ease::for_ridge(ridge, messages.len()).unwrap().symmetric(&messages);
        // λ = N / t.
        let awake = sleeping(1e9 * messages.units() as f64).unwrap();
        prop_assert!((awake.weights() - hebb(&messages)).norm_max() < 1e-6);
        let diagonal = ProjectorDiagonal::Zero;
        let projector = write(&PseudoInverse { diagonal, ..Default::default() }, &messages);
        let asleep = sleeping(1e-5).unwrap();
        prop_assert!((asleep.weights() - projector.weights()).norm_max() < 1e-3);
    }

    #[test]
    fn one_dream_takes_away_a_state_of_rest_of_hebbs_network(units in 6_usize..24, seed in any::<u64>()) {
        let messages = Messages::draw(units, 3, &mut rng(seed)).unwrap();
        let (rate, dynamics) = (0.3, Unlearning::default().dynamics);
        let rule = Unlearning { rate, dreams_per_unit: 1, dynamics };
        let only_first = |dream| if dream < 1 {
            std::ops::ControlFlow::Continue(())
        } else {
            std::ops::ControlFlow::Break(())
        };
        let after = rule.write_watched(&messages, only_first, &mut rng(seed)).unwrap();
        let taken = (hebb(&messages) - after.weights()) * Scale(units as f64 / rate);
        // Entry (0, j) is S_0 S_j: the dream, up to its sign.
        let spin = |j: usize| if j == 0 || taken[(0, j)] > 0.0 { 1 } else { -1 };
        let dream = State::new((0..units).map(spin).collect()).unwrap();
        for i in 0..units {
            for j in 0..units {
                let product = if i == j { 0.0 } else { f64::from(dream[i] * dream[j]) };
                prop_assert!((taken[(i, j)] - product).abs() < 1e-9);
            }
        }
        let network = write(&Hebbian::default(), &messages);
        prop_assert!(network.is_fixed_point(&dream).unwrap());
    }

    #[test]
    fn training_with_noise_is_its_definition(
        power in 2_u32..6, count in 1_usize..9, seed in any::<u64>(), p in 0.0..0.5,
        averaged in any::<bool>(), relaxes in any::<bool>(), steps in 1_usize..9,
    ) {
        // Powers of two, with which all sums are exact, so that fields of zero are zero in every order.
        let messages = Messages::draw(1 << power, count, &mut rng(seed)).unwrap();
        let dynamics = Dynamics { update: Update::Sequential, ..Default::default() };
        let relaxation = relaxes.then_some(dynamics);
        let rule = NoiseTraining { noise: Noise::Probability(p), rate: 0.03125, steps, averaged, relaxation };
        let found = rule.write(&messages, &mut rng(seed)).unwrap();
        let expected = trained(&rule, &messages, seed);
        prop_assert!(expected.is_all_finite());
        prop_assert!((found.weights() - expected).norm_max() < 1e-11);
    }

    #[test]
    fn cues_at_rest_and_far_from_messages_are_unlearnt(messages in messages(), seed in any::<u64>()) {
        let dynamics = Dynamics { update: Update::Sequential, max_sweeps: 10_000 };
        let (noise, rate) = (Noise::Probability(0.5), 0.1);
        let relaxation = Some(dynamics.clone());
        let rule = NoiseTraining { noise, rate, steps: 1, averaged: false, relaxation };
        let found = rule.write(&messages, &mut rng(seed)).unwrap();
        // With S¹ = S the step is ξ Sᵀ + S ξᵀ - 2 S Sᵀ, the last term of which is that of a dream.
        let (n, rng) = (messages.units(), &mut rng(seed));
        let network = HopfieldNetwork::from_weights(hebb(&messages)).unwrap();
        let mut expected = hebb(&messages);
        for xi in &messages {
            let rest = network.recall(&noise.damage(xi, rng).unwrap(), &dynamics, rng).unwrap().state;
            let step = |a: usize, b: usize| {
                let (x, s) = (|i: usize| f64::from(xi[i]), |i: usize| f64::from(rest[i]));
                x(a) * s(b) + s(a) * x(b) - 2.0 * s(a) * s(b)
            };
            let off = |a, b| if a == b { 0.0 } else { step(a, b) };
            expected += Mat::from_fn(n, n, off) * Scale(rate / (2.0 * n as f64));
        }
        prop_assert!((found.weights() - expected).norm_max() < 1e-11);
    }

    #[test]
    fn without_noise_nothing_is_learnt_that_hebb_knows(units in 30_usize..60, seed in any::<u64>()) {
        let messages = Messages::draw(units, 2, &mut rng(seed)).unwrap();
        let known = write(&Hebbian::default(), &messages).strict_minimum_fraction(&messages).unwrap();
        let rule = NoiseTraining { noise: Noise::Flips(0), steps: 20, ..Default::default() };
        let network = rule.write(&messages, &mut rng(seed)).unwrap();
        if known == 1.0 {
            prop_assert!((network.weights() - hebb(&messages)).norm_max() < 1e-12);
        }
    }

    #[test]
    fn a_ridge_and_its_flip_rate_say_the_same(ridge in 1e-6..1e6_f64, count in 1_usize..1_000) {
        let rule = Ease::for_ridge(ridge, count).unwrap();
        prop_assert!(rule.flip_rate > 0.0 && rule.flip_rate < 0.5);
        prop_assert!((rule.ridge(count) / ridge - 1.0).abs() < 1e-6);
    }
}

#[test]
fn no_dreams_leave_hebbs_weights() {
    let messages = Messages::draw(20, 5, &mut rng(1)).unwrap();
    let rule = Unlearning { dreams_per_unit: 0, ..Unlearning::default() };
    let found = rule.write(&messages, &mut rng(1)).unwrap();
    assert!((found.weights() - hebb(&messages)).norm_max() < 1e-15);
}
