//! Trials of recall, against what single recalls say.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use rand::Rng;
use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{
    AssociativeMemory, Basin, Capacity, Cues, DenseMemory, Dynamics, Ending, Error, Hebbian,
    HopfieldNetwork, Interaction, Lbfgs, Messages, MinimumProbabilityFlow, Noise, PseudoInverse,
    Recall, Recovery, State, Storkey, WritingRule, largest_load, noise_at_half_recovery,
};

use super::given::{messages, network, random_weights, rng, write};

/// Weights that turn every state over: each state is in a cycle of two.
fn inverter(units: usize) -> HopfieldNetwork {
    network(Mat::from_fn(units, units, |i, j| if i == j { -1.0 } else { 0.0 }))
}

/// A memory of our own, which knows one message.
struct OneTrack(State);

impl AssociativeMemory for OneTrack {
    fn recall(&self, _: &State, _: &Dynamics, _: &mut dyn Rng) -> Result<Recall, Error> {
        Ok(Recall { state: self.0.clone(), sweeps: 1, ending: Ending::FixedPoint })
    }
}

proptest! {
    #![proptest_config(crate::cases(48))]

    #[test]
    fn recovery_counts_what_single_recalls_find(
        messages in messages(), seed in any::<u64>(), p in 0.0..0.5, repeats in 1_usize..4,
    ) {
        let network = write(&Hebbian::default(), &messages);
        let cues = Cues::draw(&messages, Noise::Probability(p), repeats, &mut rng(seed)).unwrap();
        prop_assert_eq!(cues.len(), repeats * messages.len());
        let dynamics = Dynamics::default();
        let found = Recovery::measure(&network, &cues, &dynamics, &mut rng(1)).unwrap();
        let recalls: Vec<(Recall, &State)> = cues
            .iter()
            .map(|(cue, x)| (network.recall(cue, &dynamics, &mut rng(1)).unwrap(), *x))
            .collect();
        let fraction = |test: &dyn Fn(&(Recall, &State)) -> bool| {
            recalls.iter().filter(|recall| test(recall)).count() as f64 / cues.len() as f64
        };
        prop_assert_eq!(found.recovered, fraction(&|(recall, x)| recall.recovered(x)));
        prop_assert_eq!(found.cycled, fraction(&|(recall, _)| recall.ending != Ending::FixedPoint));
        let spins = recalls.iter().flat_map(|(recall, x)| recall.state.into_iter().zip(*x));
        let agreement: i32 = spins.map(|(a, b)| i32::from(a * b)).sum();
        let overlap = f64::from(agreement) / (cues.len() * messages.units()) as f64;
        prop_assert!((found.overlap - overlap).abs() < 1e-12);
    }

    #[test]
    fn cues_in_cycles_are_never_recovered(units in 2_usize..20, seed in any::<u64>()) {
        let messages = Messages::draw(units, 2, &mut rng(seed)).unwrap();
        let cues = Cues::draw(&messages, Noise::Flips(0), 1, &mut rng(seed)).unwrap();
        let (network, dynamics) = (inverter(units), Dynamics::default());
        let found = Recovery::measure(&network, &cues, &dynamics, &mut rng(1)).unwrap();
        prop_assert_eq!((found.recovered, found.cycled), (0.0, 1.0));
        let through = |cues| Recovery::in_cycles(&network, cues, &dynamics, &mut rng(1)).unwrap();
        prop_assert_eq!(through(&cues), 1.0);
        // One flipped unit stays flipped relative to the message, unless its negative is near.
        let flipped = Cues::draw(&messages, Noise::Flips(1), 1, &mut rng(seed)).unwrap();
        prop_assert!(units == 1 || through(&flipped) == 0.0);
    }

    #[test]
    fn a_basin_without_weights_is_the_diagonal(units in 2_usize..30, seed in any::<u64>()) {
        let messages = Messages::draw(units, 3, &mut rng(seed)).unwrap();
        let still = network(Mat::zeros(units, units));
        let flips = [0, units / 2, units];
        let basin = Basin::measure(&still, &messages, flips, &Dynamics::default(), &mut rng(seed));
        for (point, flips) in basin.unwrap().iter().zip(flips) {
            prop_assert_eq!((point.flips, point.recovered), (flips, f64::from(u8::from(flips == 0))));
            prop_assert!((point.overlap_before - point.overlap_after).abs() < 1e-12);
        }
    }

    #[test]
    fn fractions_of_messages_count_single_tests(messages in messages(), seed in any::<u64>()) {
        let network = network(random_weights(messages.units(), seed));
        let count = |test: &dyn Fn(&State) -> bool| {
            messages.iter().filter(|x| test(x)).count() as f64 / messages.len() as f64
        };
        let fixed = count(&|x| network.is_fixed_point(x).unwrap());
        prop_assert_eq!(network.fixed_fraction(&messages).unwrap(), fixed);
        let strict = count(&|x| network.is_strict_minimum(x).unwrap());
        prop_assert_eq!(network.strict_minimum_fraction(&messages).unwrap(), strict);
    }

    #[test]
    fn curves_are_read_as_by_eye(half in 0.05..0.95) {
        let falling = [(0.0, 1.0), (half, 0.5), (1.0, 0.0)];
        let read = noise_at_half_recovery(&falling).unwrap();
        prop_assert!((read - half).abs() < 1e-12);
        prop_assert_eq!(largest_load(&falling, 0.5), half);
    }
}

#[test]
fn curves_that_never_fall_or_are_never_high_have_their_ends() {
    assert_eq!(noise_at_half_recovery(&[]), None);
    assert_eq!(noise_at_half_recovery(&[(0.0, 0.4), (0.1, 0.9)]), Some(0.0));
    assert_eq!(noise_at_half_recovery(&[(0.0, 1.0), (0.1, 0.9)]), Some(0.1));
    assert_eq!(largest_load(&[(0.1, 0.5)], 0.99), 0.0);
}

#[test]
fn any_memory_can_be_put_to_the_trials() {
    let messages = Messages::draw(20, 4, &mut rng(1)).unwrap();
    let cues = Cues::draw(&messages, Noise::Flips(5), 2, &mut rng(2)).unwrap();
    let dense = DenseMemory::new(messages.clone(), Interaction::Exponential).unwrap();
    let memories: [(&dyn AssociativeMemory, f64); 2] =
        [(&OneTrack(messages[2].clone()), 0.25), (&dense, 1.0)];
    for (memory, expected) in memories {
        let found = Recovery::measure(memory, &cues, &Dynamics::default(), &mut rng(3)).unwrap();
        assert_eq!(found.recovered, expected);
    }
}

/// The projector of the clean messages holds all of them up to M = N; one message is always stored.
#[test]
fn the_capacity_of_rules_that_hold_everything_is_the_largest_load() {
    let clean = Capacity { noise: Noise::Flips(0), ..Capacity::default() };
    for largest_load in [0.1, 0.55, 1.0] {
        let search = Capacity { largest_load, ..clean.clone() };
        let found = search.search(&PseudoInverse::default(), 20, &mut rng(1)).unwrap();
        assert_eq!((found.messages, found.at_limit), ((largest_load * 20.0) as usize, true));
    }
    let impossible = Capacity { noise: Noise::Flips(10), ..Capacity::default() };
    let found = impossible.search(&Storkey, 20, &mut rng(1)).unwrap();
    assert_eq!((found.messages, found.at_limit), (0, false));
}

#[test]
fn counted_multiplications_follow_their_leading_orders() {
    let ratio = |count: &dyn Fn(usize, usize) -> f64| count(2000, 1000) / count(1000, 500);
    let rules: [&dyn Fn(usize, usize) -> f64; 4] = [
        &|n, m| Hebbian::default().multiplications(n, m),
        &|n, m| Storkey.multiplications(n, m),
        &|n, m| PseudoInverse::default().multiplications(n, m),
        &|n, m| synaptome_hopfield::Ease::default().multiplications(n, m),
    ];
    for rule in rules {
        assert!((ratio(rule) - 8.0).abs() < 1e-9);
    }
    let messages = Messages::draw(32, 8, &mut rng(1)).unwrap();
    let report = MinimumProbabilityFlow::default().minimise(&messages);
    let report = report.unwrap().report;
    let products = 2.0 * (report.iterations as f64 + 1.0);
    assert_eq!(report.multiplications(32, 8), products * 32.0 * 32.0 * 8.0);
}

#[test]
fn a_minimisation_takes_as_many_iterations_as_it_may() {
    let messages = Messages::draw(32, 8, &mut rng(2)).unwrap();
    let of = |iterations| {
        let lbfgs = Lbfgs { iterations, gradient: -1.0, objective: -1.0, ..Lbfgs::default() };
        let flow = MinimumProbabilityFlow { lbfgs, ..MinimumProbabilityFlow::default() };
        flow.minimise(&messages).unwrap().report
    };
    let reports = [0, 1, 3, 6].map(of);
    assert_eq!(reports.map(|report| report.iterations), [0, 1, 3, 6]);
    assert!(reports.windows(2).all(|pair| pair[0].objective > pair[1].objective), "{reports:?}");
}

/// The triangular solve n m², the Cholesky factor m³/6 and the symmetric product n² m/2 that its document names.
#[test]
fn the_projection_of_as_many_messages_as_units_takes_five_thirds_of_a_product() {
    assert_eq!(PseudoInverse::default().multiplications(6, 6), 216.0 + 36.0 + 108.0);
    assert_eq!(PseudoInverse::default().multiplications(10, 6), 360.0 + 36.0 + 300.0);
}

#[test]
fn an_opposite_state_differs_in_every_unit() {
    let message = Messages::draw(33, 1, &mut rng(3)).unwrap()[0].clone();
    let opposite = message.clone().negated();
    assert_eq!((message.distance(&opposite), message.overlap(&opposite)), (Some(33), Some(-1.0)));
    assert_eq!(opposite.negated(), message);
}

#[test]
fn a_rule_of_ones_own_is_searched_like_ours() {
    struct Nothing;
    impl WritingRule for Nothing {
        fn name(&self) -> &'static str {
            "nothing"
        }
        fn write(&self, messages: &Messages, _: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
            HopfieldNetwork::from_weights(Mat::zeros(messages.units(), messages.units()))
        }
    }
    let found = Capacity::default().search(&Nothing, 30, &mut rng(1)).unwrap();
    assert_eq!((found.messages, found.at_limit), (0, false));
}
