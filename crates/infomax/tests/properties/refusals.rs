//! What is refused, by an error that names the value.

use synaptome_infomax::exact::Chain;
use synaptome_infomax::input::{Spontaneous, Stimulus};
use synaptome_infomax::observables::{Tail, TailLaw};
use synaptome_infomax::{Firing, Learner, Moments, Network, Raster};

use super::given::{network, rng};

#[test]
fn wrong_input_is_refused_with_the_offending_value() {
    let mut random = rng(1);
    let nan = Firing { target_rate: f64::NAN, ..Firing::default() };
    let too_fast = Firing { target_rate: 0.95, ..Firing::default() };
    let errors = [
        Network::random(0, Firing::default(), &mut random).err(),
        Network::random(70_000, Firing::default(), &mut random).err(),
        Network::random(usize::MAX, Firing::default(), &mut random).err(),
        Network::random(3, nan, &mut random).err(),
        Network::random(3, too_fast, &mut random).err(),
        Network::random(3, Firing { target_rate: 0.0, ..Firing::default() }, &mut random).err(),
        Network::random(3, Firing { max_probability: 1.5, ..Firing::default() }, &mut random).err(),
        Network::random(3, Firing { max_probability: 0.0, ..Firing::default() }, &mut random).err(),
        Network::from_weights(2, 0, &[0.0; 3], Firing::default()).err(),
        Network::from_weights(1, 0, &[f64::INFINITY], Firing::default()).err(),
        Moments::of(&Raster::new(), &[0.1], 1).err(),
        Chain::new(&network(11, 0.1, Firing::default(), 1)).err(),
        Stimulus::new(5, &[], 5).err(),
        Stimulus::new(0, &[(0, 1)], 5).err(),
        Tail::fit(TailLaw::Power, &[0, 0, 0], 2, 100).err(),
        Tail::fit(TailLaw::Power, &[1, 1], 0, 1).err(),
    ];
    let texts: Vec<String> = errors.into_iter().map(|e| e.expect("an error").to_string()).collect();
    for (text, named) in texts.iter().zip([
        "empty",
        "70000",
        "18446744073709551615",
        "NaN",
        "0.95",
        "target_rate is 0",
        "1.5",
        "max_probability is 0",
        "3",
        "inf",
        "empty",
        "11",
        "5",
        "0",
        "empty",
        "0",
    ]) {
        assert!(text.contains(named), "«{text}» does not name {named}");
    }
    let mut small = network(3, 0.1, Firing::default(), 1);
    for learner in [
        Learner { learning_rate: f64::NAN, ..Learner::default() },
        Learner { block_steps: 15, ..Learner::default() },
        Learner { learning: vec![3], ..Learner::default() },
    ] {
        assert!(learner.learn_block(0, &mut small, &mut Spontaneous, &mut random).is_err());
    }
}
