//! Values computed by other programs, at 8 units and 3 messages: see `golden/README.md`.

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use serde_json::Value;
use synaptome_hopfield::faer::{Mat, Scale};
use synaptome_hopfield::{
    Batch, Dynamics, Ease, Ending, Hebbian, HebbianDiagonal, HopfieldNetwork, Lbfgs, Loss,
    Messages, MinimumProbabilityFlow, PseudoInverse, Recall, State, Unrolled, WritingRule,
};

fn golden() -> Value {
    serde_json::from_str(include_str!("golden/hopfield.json")).unwrap()
}

/// A number, a decimal string or a fraction.
fn number(value: &Value) -> f64 {
    match value {
        Value::String(text) => match text.split_once('/') {
            Some((p, q)) => p.parse::<f64>().unwrap() / q.parse::<f64>().unwrap(),
            None => text.parse().unwrap(),
        },
        other => other.as_f64().unwrap(),
    }
}

fn matrix(value: &Value) -> Mat<f64> {
    let rows = value.as_array().unwrap();
    Mat::from_fn(rows.len(), rows.len(), |i, j| number(&rows[i][j]))
}

/// A symmetric matrix of zero diagonal from its upper triangle, row by row.
fn symmetric(upper: &Value) -> Mat<f64> {
    let mut weights = Mat::zeros(8, 8);
    let pairs = (0..8).flat_map(|i| (i + 1..8).map(move |j| (i, j)));
    for ((i, j), value) in pairs.zip(upper.as_array().unwrap()) {
        weights[(i, j)] = number(value);
        weights[(j, i)] = number(value);
    }
    weights
}

fn states(value: &Value) -> Vec<State> {
    let spins = |row: &Value| row.as_array().unwrap().iter().map(|x| number(x) as i8).collect();
    let rows = value.as_array().unwrap();
    rows.iter().map(|row| State::new(spins(row)).unwrap()).collect()
}

fn messages(golden: &Value) -> Messages {
    Messages::new(states(&golden["patterns"])).unwrap()
}

fn write(rule: &dyn WritingRule, golden: &Value) -> HopfieldNetwork {
    rule.write(&messages(golden), &mut ChaCha12Rng::seed_from_u64(1)).unwrap()
}

#[track_caller]
fn assert_close(found: &Mat<f64>, expected: &Mat<f64>, tolerance: f64) {
    let error = (found - expected).norm_max();
    assert!(error <= tolerance, "largest error {error} exceeds {tolerance}");
}

#[test]
fn hebbian_weights_are_exact_in_both_forms() {
    let golden = golden();
    let zero = write(&Hebbian::default(), &golden);
    assert_eq!(zero.weights(), matrix(&golden["HOP_zero_diag_unnormalised"]));
    let diagonal = HebbianDiagonal::Notes;
    let notes = write(&Hebbian { diagonal }, &golden);
    assert_eq!(notes.weights(), matrix(&golden["HOP_notes_unnormalised"]));
}

#[test]
fn pseudo_inverse_weights_are_the_exact_fractions() {
    let golden = golden();
    let network = write(&PseudoInverse::default(), &golden);
    let expected = matrix(&golden["PSE_exact_fraction"]);
    assert_close(&network.weights().to_owned(), &expected, 1e-13);
}

#[test]
fn ease_weights_agree() {
    let golden = golden();
    let network = write(&Ease { flip_rate: 0.1 }, &golden);
    assert_close(&network.weights().to_owned(), &matrix(&golden["EASE_q0.1"]), 1e-12);
}

#[test]
fn flow_objective_and_gradient_agree() {
    let golden = golden();
    let weights = matrix(&golden["W_test_sym_zd"]);
    let network = HopfieldNetwork::from_weights(weights).unwrap();
    let rule = MinimumProbabilityFlow { ridge: 0.0, ..Default::default() };
    let flow = rule.objective(&messages(&golden), &network).unwrap();
    let (value, gradient) = (flow.value, flow.weights);
    let expected = &golden["MPF_at_W_test_sym_zd"];
    assert!((value / number(&expected["K"]) - 1.0).abs() < 1e-13);
    assert_close(&gradient, &symmetric(&expected["grad_upper_rowmajor"]), 1e-13);
}

#[test]
fn flow_optima_agree() {
    let golden = golden();
    for (ridge, key) in [(1.0, "MPF_opt_lambda_1"), (0.01, "MPF_opt_lambda_0.01")] {
        let lbfgs =
            Lbfgs { iterations: 10_000, gradient: 1e-12, objective: 0.0, ..Lbfgs::default() };
        let rule = MinimumProbabilityFlow { ridge, lbfgs, ..Default::default() };
        let fitted = rule.minimise(&messages(&golden)).unwrap();
        let expected = &golden[key];
        assert!((fitted.report.objective - number(&expected["objective"])).abs() < 1e-9);
        let weights = fitted.network.weights().to_owned();
        assert_close(&weights, &symmetric(&expected["w_upper_rowmajor"]), 1e-9);
    }
}

#[test]
fn flow_descends_as_by_hand() {
    let golden = golden();
    let rule = MinimumProbabilityFlow { ridge: 0.0, ..Default::default() };
    let mut weights = Mat::zeros(8, 8);
    let steps = &golden["MPF_GD_lr0.05_from_zero_3steps_[K_before,w_after]"];
    for step in steps.as_array().unwrap() {
        let network = HopfieldNetwork::from_weights(weights.clone()).unwrap();
        let flow = rule.objective(&messages(&golden), &network).unwrap();
        let (value, gradient) = (flow.value, flow.weights);
        assert!((value / number(&step[0]) - 1.0).abs() < 1e-13);
        weights -= gradient * Scale(0.05);
        assert_close(&weights, &symmetric(&step[1]), 1e-13);
    }
}

#[test]
fn unrolled_loss_and_gradient_agree() {
    let golden = golden();
    let network = HopfieldNetwork::from_weights(matrix(&golden["W_test"])).unwrap();
    let messages = states(&golden["patterns"]);
    let probes = states(&golden["TRN_probes"]).into_iter().enumerate();
    let pairs: Vec<_> = probes.map(|(k, probe)| (probe, messages[k / 2].clone())).collect();
    let batch = Batch::new(&pairs, &[]).unwrap();
    for (steps, loss, key) in [
        (1, Loss::Squared, "TRN_L1_s0=p_sqerr"),
        (1, Loss::Logarithmic, "TRN_L1_s0=p_logloss"),
        (2, Loss::Squared, "TRN_L2_s0=p_sqerr"),
        (3, Loss::Squared, "TRN_L3_s0=p_sqerr"),
        (3, Loss::Logarithmic, "TRN_L3_s0=p_logloss"),
    ] {
        let unrolled = Unrolled { steps, loss, ..Default::default() };
        let gradient = unrolled.gradient(&network, &batch).unwrap();
        assert!((gradient.loss - number(&golden[key]["loss"])).abs() < 1e-11, "{key}");
        assert_close(&gradient.weights, &matrix(&golden[key]["grad"]), 1e-11);
    }
}

#[test]
fn synchronous_recall_ends_in_the_same_states_or_cycles() {
    let golden = golden();
    let diagonal = HebbianDiagonal::Notes;
    let networks = [
        ("HOP_notes", write(&Hebbian { diagonal }, &golden)),
        ("HOP_zd", write(&Hebbian::default(), &golden)),
        ("PSE", write(&PseudoInverse::default(), &golden)),
    ];
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let ends = golden["sync_fixed_points_from_probes"].as_array().unwrap();
    for (probe, end) in states(&golden["TRN_probes"]).iter().zip(ends) {
        for (key, network) in &networks {
            let recall = network.recall(probe, &Dynamics::default(), rng).unwrap();
            let expected: Vec<i8> = serde_json::from_value(end[key].clone()).unwrap();
            assert!(on_the_way(network, &recall, &expected), "{key} from {probe:?}");
        }
    }
}

/// Whether the end of recall is this state or, if it is a cycle, a cycle through it.
fn on_the_way(network: &HopfieldNetwork, recall: &Recall, state: &[i8]) -> bool {
    let period = match recall.ending {
        Ending::Cycle { period } => period,
        _ => 1,
    };
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    (0..period).any(|max_sweeps| {
        let dynamics = Dynamics { max_sweeps, ..Default::default() };
        let later = network.recall(&recall.state, &dynamics, rng).unwrap();
        later.state.spins() == state
    })
}
