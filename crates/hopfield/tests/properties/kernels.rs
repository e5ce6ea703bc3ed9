//! Kernel memories and dense memories of any inverse temperature.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{
    DenseMemory, Dynamics, Interaction, KernelLoss, KernelMemory, KernelRegression, Lbfgs,
    Messages, Noise, State, Update,
};

use super::given::{messages, rng};

const FAR: Lbfgs = Lbfgs { iterations: 300, gradient: 1e-9, objective: -1.0, flatness: 0.3 };

/// exp(-γ |x - y|²), from the number of differing units.
fn kernel(gamma: f64, x: &State, y: &State) -> f64 {
    (-4.0 * gamma * x.distance(y).unwrap() as f64).exp()
}

fn field(memory: &KernelMemory, x: &State, unit: usize) -> f64 {
    let terms = memory.messages().iter().enumerate();
    terms.map(|(m, xi)| memory.amplitudes()[(m, unit)] * kernel(memory.gamma(), xi, x)).sum()
}

/// Newton's method for the logistic loss of one unit, by dense matrices.
fn newton(gram: &Mat<f64>, targets: &[f64], ridge: f64) -> Vec<f64> {
    use synaptome_hopfield::faer::linalg::solvers::Solve;
    let count = targets.len();
    let mut alpha = Mat::<f64>::zeros(count, 1);
    for _ in 0..60 {
        let f = gram * &alpha;
        let sigma = |m: usize| 1.0 / (1.0 + (targets[m] * f[(m, 0)]).exp());
        // (D K + λ) step = ξ σ - λ α, D the second derivatives.
        let hessian = Mat::from_fn(count, count, |a, b| {
            let second = sigma(a) * (1.0 - sigma(a));
            second * gram[(a, b)] + if a == b { ridge } else { 0.0 }
        });
        let downhill = Mat::from_fn(count, 1, |m, _| targets[m] * sigma(m) - ridge * alpha[(m, 0)]);
        alpha += hessian.partial_piv_lu().solve(&downhill);
    }
    (0..count).map(|m| alpha[(m, 0)]).collect()
}

proptest! {
    #![proptest_config(crate::cases(32))]

    #[test]
    fn ridge_amplitudes_solve_their_equations(messages in messages(), gamma_n in 0.5..5.0, ridge in 0.01..2.0) {
        let rule = KernelRegression { gamma: gamma_n / messages.units() as f64, ridge, ..Default::default() };
        let memory = rule.learn(messages.clone()).unwrap();
        prop_assert!(memory.report().is_none());
        for (m, xi) in messages.iter().enumerate() {
            for i in 0..messages.units() {
                let left = field(&memory, xi, i) + ridge * memory.amplitudes()[(m, i)];
                prop_assert!((left - f64::from(xi[i])).abs() < 1e-8);
            }
        }
    }

    #[test]
    fn logistic_amplitudes_are_those_of_newtons_method(
        messages in messages(), gamma_n in 0.5..5.0, ridge in 0.05..2.0,
    ) {
        let gamma = gamma_n / messages.units() as f64;
        let (loss, lbfgs) = (KernelLoss::Logistic, FAR);
        let memory = KernelRegression { gamma, ridge, loss, lbfgs }.learn(messages.clone()).unwrap();
        prop_assert!(memory.report().unwrap().converged());
        let count = messages.len();
        let gram = Mat::from_fn(count, count, |a, b| kernel(gamma, &messages[a], &messages[b]));
        for i in 0..messages.units() {
            let targets: Vec<f64> = messages.iter().map(|x| f64::from(x[i])).collect();
            for (m, expected) in newton(&gram, &targets, ridge).into_iter().enumerate() {
                let found = memory.amplitudes()[(m, i)];
                prop_assert!((found - expected).abs() < 1e-5 * (1.0 + expected.abs()), "{found} {expected}");
            }
        }
    }

    #[test]
    fn recall_takes_the_signs_of_the_fields(messages in messages(), seed in any::<u64>(), gamma_n in 0.1..8.0) {
        let rule = KernelRegression { gamma: gamma_n / messages.units() as f64, ..Default::default() };
        let memory = rule.learn(messages).unwrap();
        let cue = State::draw(memory.messages().units(), &mut rng(seed)).unwrap();
        let fields: Vec<f64> = (0..cue.units()).map(|i| field(&memory, &cue, i)).collect();
        // What rounding could turn over is not asked for.
        let size = memory.amplitudes().norm_max() * memory.messages().len() as f64;
        let clear = fields.iter().all(|f| f.abs() > 1e-9 * size * kernel(memory.gamma(), &cue, &cue.clone().negated()));
        let next = swept(&memory, &cue, Update::Synchronous);
        if clear && fields.iter().all(|f| f.abs() > 1e-12) {
            let signs: Vec<i8> = fields.iter().map(|f| if *f > 0.0 { 1 } else { -1 }).collect();
            prop_assert_eq!(next.spins(), signs.as_slice());
        }
        // One unit after another, each from the state that the others left.
        let (mut state, mut decided) = (cue.clone(), true);
        for i in 0..cue.units() {
            let f = field(&memory, &state, i);
            decided &= f.abs() > 1e-9 * size;
            if f * f64::from(state[i]) < 0.0 {
                state = state.flipped(i).unwrap();
            }
        }
        prop_assert!(!decided || swept(&memory, &cue, Update::Sequential) == state);
    }

    #[test]
    fn inverse_temperature_one_is_the_exponential(messages in messages(), seed in any::<u64>()) {
        let cue = State::draw(messages.units(), &mut rng(seed)).unwrap();
        let recall = |interaction| {
            let memory = DenseMemory::new(messages.clone(), interaction).unwrap();
            memory.recall(&cue, &Dynamics::default(), &mut rng(1)).unwrap()
        };
        prop_assert_eq!(recall(Interaction::Exponential), recall(Interaction::ScaledExponential(1.0)));
    }

    #[test]
    fn scaled_exponentials_flip_the_units_whose_energy_falls(
        messages in messages(), seed in any::<u64>(), beta in 0.01..2.0,
    ) {
        let memory = DenseMemory::new(messages.clone(), Interaction::ScaledExponential(beta)).unwrap();
        let cue = State::draw(messages.units(), &mut rng(seed)).unwrap();
        let n = messages.units() as f64;
        let energy = |x: &State| -> f64 {
            -messages.iter().map(|xi| (beta * n * xi.overlap(x).unwrap()).exp()).sum::<f64>()
        };
        let one = Dynamics { max_sweeps: 1, ..Dynamics::default() };
        let next = memory.recall(&cue, &one, &mut rng(1)).unwrap().state;
        for i in 0..cue.units() {
            let (here, there) = (energy(&cue), energy(&cue.clone().flipped(i).unwrap()));
            if (there - here).abs() > 1e-9 * here.abs() {
                prop_assert_eq!(next[i] != cue[i], there < here);
            }
        }
    }

    #[test]
    fn at_zero_temperature_the_nearest_message_is_recalled(
        units in 20_usize..60, seed in any::<u64>(), beta in 50.0..1e6,
    ) {
        let messages = Messages::draw(units, 5, &mut rng(seed)).unwrap();
        let cue = Noise::Flips(1).damage(&messages[3], &mut rng(seed)).unwrap();
        if messages.smallest_distance().unwrap() > 5 {
            let beta = if seed % 8 == 0 { f64::MAX } else { beta };
            let memory = DenseMemory::new(messages.clone(), Interaction::ScaledExponential(beta)).unwrap();
            let recall = memory.recall(&cue, &Dynamics::default(), &mut rng(1)).unwrap();
            prop_assert!(recall.recovered(&messages[3]));
        }
    }

    #[test]
    fn a_large_ridge_leaves_the_messages_themselves_as_amplitudes(messages in messages()) {
        let ridge = 1e9;
        let memory = KernelRegression { ridge, gamma: 0.05, ..Default::default() }.learn(messages.clone()).unwrap();
        for (m, xi) in messages.iter().enumerate() {
            for i in 0..messages.units() {
                prop_assert!((memory.amplitudes()[(m, i)] * ridge - f64::from(xi[i])).abs() < 1e-6);
            }
        }
    }
}

/// The state after one sweep.
fn swept(memory: &KernelMemory, cue: &State, update: Update) -> State {
    let dynamics = Dynamics { update, max_sweeps: 1 };
    memory.recall(cue, &dynamics, &mut rng(1)).unwrap().state
}

#[test]
fn messages_that_stand_twice_are_learnt_with_a_ridge_and_refused_without() {
    let three = Messages::draw(16, 3, &mut rng(1)).unwrap();
    let twice: Vec<State> = three.iter().chain(&three).cloned().collect();
    let twice = Messages::new(twice).unwrap();
    for loss in [KernelLoss::Squared, KernelLoss::Logistic] {
        let rule = KernelRegression { loss, ..Default::default() };
        let memory = rule.learn(twice.clone()).unwrap();
        for message in &three {
            let recall = memory.recall(message, &Dynamics::default(), &mut rng(1)).unwrap();
            assert!(recall.recovered(message));
        }
    }
    let error = KernelRegression { ridge: 0.0, ..Default::default() }.learn(twice).unwrap_err();
    assert!(error.to_string().starts_with("the ridged kernel matrix of the messages is not"));
}

#[test]
fn many_cues_of_a_kernel_memory_are_recalled_as_one_by_one() {
    let messages = Messages::draw(32, 40, &mut rng(1)).unwrap();
    let memory = KernelRegression { gamma: 0.05, ..Default::default() }.learn(messages).unwrap();
    let noise = Noise::Probability(0.1);
    let cues: Vec<_> =
        memory.messages().iter().map(|x| noise.damage(x, &mut rng(2)).unwrap()).collect();
    let dynamics = Dynamics::default();
    let one = |cue| memory.recall(cue, &dynamics, &mut rng(1)).unwrap();
    let expected: Vec<_> = cues.iter().map(one).collect();
    assert_eq!(memory.recall_all(&cues, &dynamics, 3, |_| rng(1)).unwrap(), expected);
}

#[test]
fn narrow_kernels_of_many_units_neither_overflow_nor_vanish() {
    let messages = Messages::draw(2_000, 4, &mut rng(1)).unwrap();
    for gamma in [1e-4, 0.1, 1e3, f64::MAX] {
        let rule = KernelRegression { gamma, loss: KernelLoss::Logistic, ..Default::default() };
        let memory = rule.learn(messages.clone()).unwrap();
        let cue = Noise::Flips(200).damage(&messages[2], &mut rng(2)).unwrap();
        let recall = memory.recall(&cue, &Dynamics::default(), &mut rng(1)).unwrap();
        assert!(recall.recovered(&messages[2]), "{gamma}");
    }
}
