//! Given orders of updates, cycles and ties.

use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{
    DenseMemory, Dynamics, Ending, Error, Hebbian, HopfieldNetwork, Interaction, Messages, State,
    Update, UpdateOrder,
};

use super::given::{rng, write};

fn given(order: &[usize]) -> Dynamics {
    let update = Update::Given(UpdateOrder::new(order.to_vec()).unwrap());
    Dynamics { update, ..Dynamics::default() }
}

fn in_order(update: Update) -> Dynamics {
    Dynamics { update, ..Dynamics::default() }
}

/// Patterns 01101 and 10101, from which a cue of ones is recalled.
fn two_patterns() -> (Messages, HopfieldNetwork, State) {
    let messages = Messages::from_bits(&[[0, 1, 1, 0, 1], [1, 0, 1, 0, 1]]).unwrap();
    let network = write(&Hebbian::default(), &messages);
    (messages, network, State::from_bits(&[1; 5]).unwrap())
}

#[test]
fn the_order_of_updates_decides_which_of_two_patterns_is_recalled() {
    let (messages, network, cue) = two_patterns();
    // 2, 4, 3, 5, 1 counted from one.
    let recall = network.recall(&cue, &given(&[1, 3, 2, 4, 0]), &mut rng(1)).unwrap();
    assert!(recall.recovered(&messages[1]));
    let recall = network.recall(&cue, &in_order(Update::Sequential), &mut rng(1)).unwrap();
    assert!(recall.recovered(&messages[0]));
    let recall = network.recall(&cue, &Dynamics::default(), &mut rng(1)).unwrap();
    assert_eq!(recall.ending, Ending::Cycle { period: 2 });
}

#[test]
fn a_given_order_that_ascends_is_the_order_of_indices() {
    let (_, network, cue) = two_patterns();
    let ascending = network.recall(&cue, &given(&[0, 1, 2, 3, 4]), &mut rng(1)).unwrap();
    let sequential = network.recall(&cue, &in_order(Update::Sequential), &mut rng(1)).unwrap();
    assert_eq!(ascending, sequential);
}

#[test]
fn a_cue_between_patterns_and_their_negatives_cycles_only_when_all_units_turn_together() {
    let rows = [[1, -1, 1, -1], [1, 1, -1, -1], [-1, 1, -1, 1], [-1, -1, 1, 1]];
    let network = write(&Hebbian::default(), &Messages::from_spins(&rows).unwrap());
    let cue = State::new(vec![-1, -1, 1, -1]).unwrap();
    let recall = network.recall(&cue, &Dynamics::default(), &mut rng(1)).unwrap();
    assert_eq!(recall.ending, Ending::Cycle { period: 2 });
    let recall = network.recall(&cue, &in_order(Update::Sequential), &mut rng(1)).unwrap();
    assert_eq!(recall.ending, Ending::FixedPoint);
    assert_eq!(recall.state.spins(), [1, -1, 1, -1]);
}

#[test]
fn a_field_of_zero_leaves_a_unit_as_it_is() {
    let network = HopfieldNetwork::from_weights(Mat::zeros(3, 3)).unwrap();
    for spins in [[1, 1, -1], [-1, 1, -1]] {
        let cue = State::new(spins.to_vec()).unwrap();
        for dynamics in [Dynamics::default(), given(&[2, 0, 1]), in_order(Update::Random)] {
            let recall = network.recall(&cue, &dynamics, &mut rng(1)).unwrap();
            assert!(recall.recovered(&cue));
        }
    }
}

#[test]
fn an_order_names_every_unit_once() {
    let error = Error::IndexOutOfRange { quantity: "unit", index: 3, len: 3 };
    assert_eq!(UpdateOrder::new(vec![0, 1, 3]), Err(error));
    assert_eq!(UpdateOrder::new(vec![0, 1, 0]), Err(Error::DuplicateUnit(0)));
    assert!(matches!(UpdateOrder::new(Vec::new()), Err(Error::Empty { .. })));
    let (messages, network, cue) = two_patterns();
    let quantity = "the order of updates";
    let error = Error::LengthMismatch { quantity, expected: 5, found: 2 };
    let short = given(&[1, 0]);
    assert_eq!(network.recall(&cue, &short, &mut rng(1)), Err(error.clone()));
    let dense = DenseMemory::new(messages, Interaction::Exponential).unwrap();
    assert_eq!(dense.recall(&cue, &short, &mut rng(1)), Err(error.clone()));
    assert_eq!(network.recall_all(&[], &short, 1, |_| rng(1)), Err(error));
}
