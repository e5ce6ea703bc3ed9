//! What is refused, by an error that names the value.

use std::io::{self, Read, Write};

use faer::Mat;
use synaptome_infomax::exact::Chain;
use synaptome_infomax::input::{Spontaneous, Stimulus};
use synaptome_infomax::{
    Error, Firing, Learner, Learning, LocalRule, Moments, Network, Raster, Schedule,
};

use super::given::{network, rng};

#[test]
fn wrong_input_is_refused_with_the_offending_value() {
    let firing = Firing::default();
    let draw = |neurons, firing| Network::draw(neurons, firing, &mut rng(1)).err();
    let given = |weights: Mat<f64>| Network::from_weights(weights.as_ref(), firing).err();
    let with_inputs = Network::draw_with_inputs(3, 2, firing, &mut rng(1)).unwrap();
    let two = Raster::from_steps(1, [[0], [0]]).unwrap();
    for (error, text) in [
        (draw(0, firing), "the network must not be empty"),
        (draw(70_000, firing), "the number of neurons is 70000, above the limit of 65535"),
        (
            draw(usize::MAX, firing),
            "the number of neurons is 18446744073709551615, above the limit of 65535",
        ),
        (
            draw(3, Firing { target_rate: f64::NAN, ..firing }),
            "target_rate must be positive and finite, got NaN",
        ),
        (
            draw(3, Firing { target_rate: 0.95, ..firing }),
            "target_rate must be below 0.95, got 0.95",
        ),
        (
            draw(3, Firing { max_probability: 1.5, ..firing }),
            "max_probability must lie in [0, 1], got 1.5",
        ),
        (
            draw(3, Firing { max_probability: 0.0, ..firing }),
            "max_probability must be positive and finite, got 0",
        ),
        (given(Mat::zeros(3, 2)), "each row of the weights has 2 entries, expected 3"),
        (given(Mat::full(1, 1, f64::INFINITY)), "a weight must be finite, got inf"),
        (Raster::new(70_000).err(), "the number of neurons is 70000, above the limit of 65535"),
        (Moments::of(&two, &[0.1], 2).err(), "steps of the raster: 2 given, at least 3 needed"),
        (Moments::of(&two, &[0.1, 0.2], 1).err(), "the list of centers has 2 entries, expected 1"),
        (
            Chain::new(&network(11, 0.1, firing, 1)).err(),
            "the number of enumerated neurons is 11, above the limit of 10",
        ),
        (
            Chain::new(&with_inputs).err(),
            "the network has 2 input neurons, but this works only without inputs",
        ),
        (
            LocalRule::default().begin(with_inputs).err(),
            "the network has 2 input neurons, but this works only without inputs",
        ),
        (Stimulus::new(5, &[], 5).err(), "neuron index 5 is out of range: there are 5"),
        (Stimulus::new(0, &[(0, 1)], 5).err(), "a delay must lie in [1, 49], got 0"),
    ] {
        assert_eq!(error.map(|error| error.to_string()).as_deref(), Some(text));
    }
}

#[test]
fn learners_that_no_network_suits_are_refused() {
    for learner in [
        Learner { learning_rate: f64::NAN, ..Learner::default() },
        Learner { weight_limit: -1.0, ..Learner::default() },
        Learner { ridge: f64::INFINITY, ..Learner::default() },
        Learner { block_steps: 15, ..Learner::default() },
        Learner { block_steps: usize::MAX, ..Learner::default() },
        Learner { learning: vec![3], ..Learner::default() },
        Learner { schedule: Schedule { clip: -1.0, ..Schedule::default() }, ..Learner::default() },
        Learner {
            schedule: Schedule { largest_entry: f64::NAN, ..Schedule::default() },
            ..Learner::default()
        },
    ] {
        assert!(learner.begin(network(3, 0.1, Firing::default(), 1)).is_err(), "{learner:?}");
    }
}

#[test]
fn a_raster_refuses_any_neuron_that_it_does_not_have() {
    let mut raster = Raster::new(4).unwrap();
    let refused = |quantity, index, len| Err(Error::IndexOutOfRange { quantity, index, len });
    assert_eq!(raster.push(&[4]), refused("neuron", 4, 4));
    // Not only the last.
    assert_eq!(raster.push(&[9, 1]), refused("neuron", 9, 4));
    assert_eq!(raster.push(&[2, 1]), Err(Error::NotRising { before: 2, neuron: 1 }));
    let twice = raster.push(&[1, 1]).unwrap_err().to_string();
    assert_eq!(twice, "a step must name neurons in rising order, each once, but 1 follows 1");
    assert!(raster.is_empty());
    assert_eq!(raster.push(&[0, 3]), Ok(()));
    assert_eq!((raster.len(), raster.spikes(), raster.step(0)), (1, 2, &[0, 3][..]));
}

fn saved() -> (Learner, Vec<u8>) {
    let learner = Learner { block_steps: 500, ..Learner::default() };
    let mut learning = learner.begin(network(4, 0.5, Firing::default(), 1)).unwrap();
    learning.advance(&mut Spontaneous, &mut rng(1));
    let mut saved = Vec::new();
    learning.save(&mut saved).unwrap();
    (learner, saved)
}

#[test]
fn damaged_learning_is_refused_with_the_reason() {
    let (learner, saved) = saved();
    let changed = |at: usize, bytes: &[u8]| {
        let mut changed = saved.clone();
        changed[at..at + bytes.len()].copy_from_slice(bytes);
        learner.resume(changed.as_slice()).unwrap_err().to_string()
    };
    let quantity = "the saved learning cannot be read";
    assert_eq!(changed(0, b"x"), format!("{quantity}: it does not begin as one"));
    assert_eq!(changed(6, b"x?"), format!("{quantity}: its version is not a number"));
    assert_eq!(changed(6, b"99"), "the saved learning has the unknown format version 99");
    assert!(changed(8, &[255; 8]).ends_with("is out of range: there are 4"));
    // Five free neurons of four, a rate of 2, and a weight that is not finite.
    assert_eq!(changed(8, &[5]), "free neuron index 4 is out of range: there are 4");
    let rate = changed(40, &2.0_f64.to_le_bytes());
    assert!(rate.starts_with("target_rate must be below "), "{rate}");
    assert_eq!(changed(56, &f64::NAN.to_le_bytes()), "a weight must be finite, got NaN");
    for end in [0, 7, 30, saved.len() - 1] {
        let error = learner.resume(&saved[..end]).unwrap_err().to_string();
        assert_eq!(error, format!("{quantity}: it ends too early"));
    }
    let other = Learner { learning: vec![4], ..learner };
    assert!(other.resume(saved.as_slice()).is_err());
}

/// A disk that fails.
struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::new(io::ErrorKind::PermissionDenied, "no access"))
    }
}

impl Write for Failing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::new(io::ErrorKind::StorageFull, "no room"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_failure_to_read_or_write_learning_is_reported_as_itself() {
    let (learner, saved) = saved();
    let error = learner.resume(Failing).unwrap_err();
    assert!(matches!(error, Error::Io { kind: io::ErrorKind::PermissionDenied, .. }));
    let error = learner.resume(saved.as_slice()).unwrap().save(Failing).unwrap_err();
    assert_eq!(error.to_string(), "reading or writing failed: no room");
}

#[test]
fn public_types_can_be_sent_and_shared_between_threads() {
    fn check<T: Send + Sync>() {}
    check::<(Network, Raster, Moments, Learner, Learning, Error)>();
    check::<(Chain, Stimulus, LocalRule, synaptome_infomax::LocalLearning)>();
}
