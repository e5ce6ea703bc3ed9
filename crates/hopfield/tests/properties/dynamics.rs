//! Recall and energy.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{
    DenseMemory, Dynamics, Ending, Hebbian, Interaction, Messages, Noise, State, Update,
};

use super::given::{network, rng, symmetric_weights, write};

proptest! {
    #![proptest_config(crate::cases(64))]

    #[test]
    fn energy_never_rises_in_asynchronous_recall(
        units in 2_usize..40, seed in any::<u64>(), sequential in any::<bool>(),
    ) {
        let network = network(symmetric_weights(units, seed));
        let update = if sequential { Update::Sequential } else { Update::Random };
        let rng = &mut rng(seed);
        let mut state = State::draw(units, rng).unwrap();
        loop {
            let before = network.energy(&state).unwrap();
            let one = Dynamics { update: update.clone(), max_sweeps: 1 };
            let recall = network.recall(&state, &one, rng).unwrap();
            prop_assert!(network.energy(&recall.state).unwrap() <= before + 1e-12);
            if recall.ending == Ending::FixedPoint { break; }
            state = recall.state;
        }
    }

    #[test]
    fn asynchronous_recall_on_symmetric_weights_ends_in_a_fixed_point(
        units in 2_usize..40, seed in any::<u64>(),
    ) {
        let network = network(symmetric_weights(units, seed));
        let cue = State::draw(units, &mut rng(seed)).unwrap();
        let dynamics = Dynamics { update: Update::Random, max_sweeps: 10_000 };
        let recall = network.recall(&cue, &dynamics, &mut rng(seed)).unwrap();
        prop_assert_eq!(recall.ending, Ending::FixedPoint);
        prop_assert!(network.is_fixed_point(&recall.state).unwrap());
    }

    #[test]
    fn synchronous_recall_on_symmetric_weights_ends_in_a_fixed_point_or_a_cycle_of_two(
        units in 2_usize..40, seed in any::<u64>(),
    ) {
        let network = network(symmetric_weights(units, seed));
        let cue = State::draw(units, &mut rng(seed)).unwrap();
        let dynamics = Dynamics { max_sweeps: 10_000, ..Default::default() };
        let recall = network.recall(&cue, &dynamics, &mut rng(seed)).unwrap();
        let ended = matches!(recall.ending, Ending::FixedPoint | Ending::Cycle { period: 2 });
        prop_assert!(ended);
    }

    #[test]
    fn a_rotation_of_units_is_a_cycle_of_its_own_length(units in 2_usize..40) {
        let next = |i: usize, j: usize| if (j + 1) % units == i { 1.0 } else { 0.0 };
        let network = network(Mat::from_fn(units, units, next));
        let mut spins = vec![-1; units];
        spins[0] = 1;
        let cue = State::new(spins).unwrap();
        let recall = network.recall(&cue, &Dynamics::default(), &mut rng(1)).unwrap();
        prop_assert_eq!(recall.ending, Ending::Cycle { period: units });
        prop_assert!(!recall.recovered(&recall.state));
    }

    #[test]
    fn one_flip_changes_the_energy_by_twice_spin_times_field(
        units in 2_usize..40, seed in any::<u64>(), at in any::<proptest::sample::Index>(),
    ) {
        let network = network(symmetric_weights(units, seed));
        let state = State::draw(units, &mut rng(seed)).unwrap();
        let i = at.index(units);
        let expected = 2.0 * f64::from(state[i]) * network.field(&state).unwrap()[i];
        let flipped = state.clone().flipped(i).unwrap();
        let change = network.energy(&flipped).unwrap() - network.energy(&state).unwrap();
        prop_assert!((change - expected).abs() < 1e-12);
    }

    #[test]
    fn noise_flips_exactly_as_many_units_as_asked(units in 1_usize..60, seed in any::<u64>(), share in 0.0..1.0) {
        let message = State::draw(units, &mut rng(seed)).unwrap();
        let flips = (share * units as f64) as usize;
        let cue = Noise::Flips(flips).damage(&message, &mut rng(seed)).unwrap();
        prop_assert_eq!(cue.distance(&message), Some(flips));
    }

    #[test]
    fn a_dense_memory_of_degree_two_is_hebb_with_zero_diagonal(
        units in 2_usize..20, count in 1_usize..8, seed in any::<u64>(), sequential in any::<bool>(),
    ) {
        let messages = Messages::draw(units, count, &mut rng(seed)).unwrap();
        let hebb = write(&Hebbian::default(), &messages);
        let dense = DenseMemory::new(messages, Interaction::Polynomial(2)).unwrap();
        let update = if sequential { Update::Sequential } else { Update::Synchronous };
        let dynamics = Dynamics { update, max_sweeps: 50 };
        let cue = State::draw(units, &mut rng(!seed)).unwrap();
        // (z/N)² rounds unless N is a power of two, so that ties could break otherwise.
        if units.is_power_of_two() {
            prop_assert_eq!(
                hebb.recall(&cue, &dynamics, &mut rng(1)).unwrap(),
                dense.recall(&cue, &dynamics, &mut rng(1)).unwrap()
            );
        }
    }
}
