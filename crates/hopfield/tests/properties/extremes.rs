//! Ties, numbers at the ends of their range, and options that mean nothing.

use std::collections::BTreeMap;

use synaptome_hopfield::faer::{Mat, Scale};
use synaptome_hopfield::{
    Capacity, DenseMemory, Dynamics, Ease, Error, Hebbian, HopfieldNetwork, Interaction, Lbfgs,
    MaxMargin, Messages, MinimumProbabilityFlow, Noise, PseudoLikelihood, State, TrainedRecurrent,
    Update, WritingRule,
};

use super::given::{rng, write};

/// All states of so many units.
fn states(units: usize) -> impl Iterator<Item = State> {
    let bits = move |code: u32| (0..units).map(|i| (code >> i & 1) as u8).collect::<Vec<_>>();
    (0..1 << units).map(move |code| State::from_bits(&bits(code)).unwrap())
}

fn overlap(x: &State, y: &State) -> i128 {
    x.iter().zip(y).map(|(a, b)| i128::from(a * b)).sum()
}

/// The energy of a flip in whole numbers, less the energy before.
fn cost(messages: &Messages, state: &State, unit: usize, degree: u32) -> i128 {
    let flipped = state.clone().flipped(unit).unwrap();
    let power = |x: &State, y: &State| overlap(x, y).pow(degree);
    messages.iter().map(|x| power(x, state) - power(x, &flipped)).sum()
}

#[test]
fn units_of_dense_memories_flip_only_where_whole_numbers_say_that_energy_falls() {
    let one_sweep = Dynamics { update: Update::Synchronous, max_sweeps: 1 };
    for (units, count, degree) in
        (3..9).flat_map(|n| (1..7).flat_map(move |m| [1, 2, 3, 5].map(|d| (n, m, d))))
    {
        let messages = Messages::draw(units, count, &mut rng(count as u64)).unwrap();
        let interaction = Interaction::Polynomial(degree);
        let memory = DenseMemory::new(messages.clone(), interaction).unwrap();
        for cue in states(units) {
            let after = memory.recall(&cue, &one_sweep, &mut rng(1)).unwrap().state;
            for unit in 0..units {
                let falls = cost(&messages, &cue, unit, degree as u32) < 0;
                assert_eq!(after[unit] != cue[unit], falls, "{degree}: {cue}, unit {unit}");
            }
        }
    }
}

/// `Σ_m` `a_m` exp(`l_m`), in which equal whole exponents l are counted first: e is no root of a
/// polynomial, so that the sum is zero only if all counts are.
fn exponential_cost(messages: &Messages, state: &State, unit: usize) -> f64 {
    let mut counts = BTreeMap::new();
    for message in messages {
        let agreement = i128::from(message[unit] * state[unit]);
        *counts.entry(overlap(message, state) - agreement).or_insert(0) += agreement;
    }
    counts.into_iter().map(|(exponent, count)| count as f64 * (exponent as f64).exp()).sum()
}

#[test]
fn units_of_exponential_memories_between_two_energies_that_are_equal_stay() {
    let one_sweep = Dynamics { update: Update::Synchronous, max_sweeps: 1 };
    for (units, count) in (3..9).flat_map(|n| (1..7).map(move |m| (n, m))) {
        let messages = Messages::draw(units, count, &mut rng(count as u64)).unwrap();
        let memory = DenseMemory::new(messages.clone(), Interaction::Exponential).unwrap();
        for cue in states(units) {
            let after = memory.recall(&cue, &one_sweep, &mut rng(1)).unwrap().state;
            for unit in 0..units {
                let falls = exponential_cost(&messages, &cue, unit) < 0.0;
                assert_eq!(after[unit] != cue[unit], falls, "{cue}, unit {unit}");
            }
        }
    }
}

#[test]
fn a_dense_memory_of_any_degree_recalls_the_nearest_message() {
    let messages = Messages::draw(50, 3, &mut rng(1)).unwrap();
    let cue = Noise::Flips(5).damage(&messages[0], &mut rng(2)).unwrap();
    for degree in [50, 51, 9_999, 1_000_000, i32::MAX - 1, i32::MAX] {
        let interaction = Interaction::Polynomial(degree);
        let memory = DenseMemory::new(messages.clone(), interaction).unwrap();
        let recall = memory.recall(&cue, &Dynamics::default(), &mut rng(1)).unwrap();
        assert!(recall.recovered(&messages[0]), "{degree}");
    }
}

#[test]
fn weights_of_any_scale_recall_alike_or_are_refused() {
    let unit =
        Mat::from_fn(5, 5, |i, j| if i == j { -1.0 } else { ((3 * i + j) % 7) as f64 - 3.0 });
    let small = HopfieldNetwork::from_weights(unit.clone()).unwrap();
    for power in [-1_000, -500, 0, 500, 1_010, 1_012, 1_020, 1_023] {
        let scale = 2.0_f64.powi(power);
        match HopfieldNetwork::from_weights(&unit * Scale(scale)) {
            Ok(network) => states(5).for_each(|cue| {
                let dynamics = Dynamics::default();
                let expected = small.recall(&cue, &dynamics, &mut rng(1));
                assert_eq!(network.recall(&cue, &dynamics, &mut rng(1)), expected, "{power}");
                let energy = small.energy(&cue).unwrap() * scale;
                assert_eq!(network.energy(&cue).unwrap(), energy, "{power}");
            }),
            Err(error) => {
                assert!(power >= 1_012 && matches!(error, Error::NotFinite { .. }), "{power}");
            }
        }
    }
}

/// Regression by the singular values of the messages: λ P = I - U diag(s² / (s² + λ)) Uᵀ.
fn by_singular_values(messages: &Messages, ridge: f64) -> Mat<f64> {
    let decomposition = messages.to_matrix().thin_svd().unwrap();
    let (vectors, values) = (decomposition.U(), decomposition.S().column_vector());
    let shrunk = |k: usize| values[k].powi(2) / (values[k].powi(2) + ridge);
    let scaled = Mat::from_fn(vectors.nrows(), vectors.ncols(), |i, k| vectors[(i, k)] * shrunk(k));
    let hat = scaled * vectors.transpose();
    let weight = |i: usize, j: usize| if i == j { 0.0 } else { hat[(i, j)] / (1.0 - hat[(i, i)]) };
    Mat::from_fn(hat.nrows(), hat.nrows(), weight)
}

#[test]
fn regression_keeps_its_digits_however_small_the_ridge() {
    for (units, count) in [(50, 10), (40, 1), (60, 30), (1_030, 66)] {
        let messages = Messages::draw(units, count, &mut rng(3)).unwrap();
        for flip_rate in [0.1, 1e-6, 1e-9, 1e-12, 1e-15, 1e-17, 1e-300] {
            let rule = Ease { flip_rate };
            let expected = by_singular_values(&messages, rule.ridge(count));
            let error = (write(&rule, &messages).weights() - &expected).norm_max();
            assert!(error < 1e-8 * expected.norm_max(), "{units} {count} {flip_rate}: {error}");
        }
    }
}

#[test]
fn tolerances_that_mean_nothing_are_refused_by_name() {
    let messages = Messages::draw(10, 3, &mut rng(1)).unwrap();
    let refusal = |rule: &dyn WritingRule| rule.write(&messages, &mut rng(1)).unwrap_err();
    for tolerance in [f64::NAN, -1.0] {
        let error = refusal(&MaxMargin { tolerance, ..Default::default() });
        assert!(matches!(error, Error::OutOfRange { quantity: "the tolerance", .. }));
    }
    let number = Lbfgs::default();
    for (lbfgs, name) in [
        (Lbfgs { gradient: f64::NAN, ..number }, "the tolerance of the gradient"),
        (Lbfgs { objective: f64::NAN, ..number }, "the tolerance of the objective"),
        (Lbfgs { flatness: f64::NAN, ..number }, "the flatness of line searches"),
        (Lbfgs { flatness: 0.0, ..number }, "the flatness of line searches"),
        (Lbfgs { flatness: -0.5, ..number }, "the flatness of line searches"),
    ] {
        let flow = refusal(&MinimumProbabilityFlow { lbfgs, ..Default::default() });
        let likelihood = refusal(&PseudoLikelihood { lbfgs, ..Default::default() });
        assert!(flow.to_string().starts_with(name), "{flow}");
        assert!(likelihood.to_string().starts_with(name), "{likelihood}");
    }
}

#[test]
fn rates_that_are_none_are_refused_where_they_are_used() {
    let messages = Messages::draw(10, 3, &mut rng(1)).unwrap();
    for rate in [-0.1, f64::NAN, f64::NEG_INFINITY] {
        assert!(matches!(Noise::fraction(rate, 10), Err(Error::OutOfRange { .. })), "{rate}");
    }
    for load in [-1.0, f64::NAN] {
        assert!(TrainedRecurrent::flip_rate_for(load).is_nan());
        for rule in [TrainedRecurrent::anchored(load), TrainedRecurrent::single_step(load)] {
            assert!(rule.write(&messages, &mut rng(1)).is_err(), "{load}");
        }
    }
    assert_eq!(TrainedRecurrent::flip_rate_for(0.0), 0.25);
}

#[test]
fn a_fraction_flips_as_many_units_as_it_says_or_is_refused() {
    for units in 1..60 {
        let message = State::draw(units, &mut rng(1)).unwrap();
        for rate in [0.02, 0.08, 0.1, 0.5, 1.0] {
            let flips = Noise::fraction(rate, units).map(|noise| {
                noise.damage(&message, &mut rng(2)).unwrap().distance(&message).unwrap()
            });
            match flips {
                Ok(flips) => {
                    assert!(flips > 0 && (flips as f64 - rate * units as f64).abs() <= 0.5);
                }
                Err(error) => {
                    assert!(rate * (units as f64) < 0.5);
                    let expected =
                        format!("a fraction of {rate} of {units} units rounds to no flip");
                    assert!(error.to_string().starts_with(&expected), "{error}");
                }
            }
        }
        assert_eq!(Noise::fraction(0.0, units), Ok(Noise::Flips(0)));
    }
}

#[test]
fn a_capacity_of_no_units_is_refused() {
    let found = Capacity::default().search(&Hebbian::default(), 0, &mut rng(1));
    assert_eq!(found, Err(Error::TooFew { quantity: "units", found: 0, needed: 1 }));
}

#[test]
fn a_checkpoint_of_other_messages_or_of_another_rule_is_refused() {
    let [one, other] = [1, 2].map(|seed| Messages::draw(8, 3, &mut rng(seed)).unwrap());
    for fresh in [true, false] {
        let rule = TrainedRecurrent { fresh, steps: 5, ..Default::default() };
        let mut saved = Vec::new();
        rule.begin(&one, &mut rng(1)).unwrap().save(&mut saved).unwrap();
        let refusal = |rule: &TrainedRecurrent, messages| {
            rule.resume(messages, saved.as_slice()).unwrap_err().to_string()
        };
        assert!(refusal(&rule, &other).ends_with("it is of other messages"));
        for changed in [
            TrainedRecurrent { fresh: !fresh, ..rule.clone() },
            TrainedRecurrent { learning_rate: 0.02, ..rule.clone() },
            TrainedRecurrent { bias: true, ..rule.clone() },
        ] {
            assert!(refusal(&changed, &one).ends_with("it is of another rule"));
        }
        let longer = TrainedRecurrent { steps: 50, ..rule.clone() };
        assert!(longer.resume(&one, saved.as_slice()).is_ok());
    }
}
