//! Rates, probabilities, inputs and generators.

use std::ops::ControlFlow;

use rand::Rng;
use rand_chacha::ChaCha12Rng;
use synaptome_infomax::faer::Mat;
use synaptome_infomax::input::{Input, Spontaneous, Stimulus};
use synaptome_infomax::{Firing, Network};

use super::given::{network, rng};

#[test]
fn thresholds_keep_the_target_rate() {
    let firing = Firing { target_rate: 0.03, ..Firing::default() };
    let mut network = network(30, 2.0, firing, 3);
    network.advance(50_000, &mut Spontaneous, |_| (), &mut rng(1));
    // Homeostasis ties the mean rate to p̄ within (change of h)/(ε T), far below 2 %.
    for rate in network.run(100_000, &mut Spontaneous, &mut rng(2)).rates() {
        assert!((rate / 0.03 - 1.0).abs() < 0.02, "{rate}");
    }
}

/// Unconnected neurons with fixed thresholds fire independently with known probability:
/// 2·10⁶ trials at p = 0.3, so four standard errors are 1.3e-3 (false alarm 6e-5).
#[test]
fn a_neuron_fires_with_the_logistic_probability() {
    let firing = Firing { max_probability: 0.9, target_rate: 0.3, threshold_rate: 0.0 };
    let mut network = Network::from_weights(Mat::zeros(20, 20).as_ref(), firing).unwrap();
    let spikes = network.run(100_000, &mut Spontaneous, &mut rng(5)).spikes();
    assert!((spikes as f64 / 2e6 - 0.3).abs() < 1.3e-3, "{spikes}");
}

#[test]
fn a_stimulus_comes_at_its_intervals_and_followers_at_their_delays() {
    let mut stimulus = Stimulus::new(0, &[(2, 2), (6, 1)], 3).unwrap();
    let mut random = rng(1);
    let mut fired: Vec<Vec<u16>> = Vec::new();
    for _ in 0..10_000 {
        let mut firing = Vec::new();
        stimulus.impose(3, &mut firing, &mut random);
        fired.push(firing);
    }
    let times = |neuron: u16| -> Vec<usize> {
        (0..fired.len()).filter(|&t| fired[t].contains(&neuron)).collect()
    };
    let triggers = times(0);
    assert!(triggers.windows(2).all(|pair| (50..=99).contains(&(pair[1] - pair[0]))));
    assert_eq!(stimulus.triggers(), triggers.len());
    let after = |delay: usize| -> Vec<usize> {
        triggers.iter().map(|t| t + delay).filter(|t| *t < fired.len()).collect()
    };
    assert_eq!((times(2), times(1)), (after(2), after(6)));
}

/// An input that keeps to no contract: neurons out of order, twice, and such that do not exist.
struct Careless;

impl Input for Careless {
    fn impose(&mut self, _: usize, firing: &mut Vec<u16>, _: &mut dyn Rng) {
        firing.extend([2, 0, 2, 900, 1]);
    }
}

#[test]
fn a_careless_input_is_put_in_order() {
    let mut network = network(5, 1.0, Firing::default(), 1);
    let raster = network.run(1_000, &mut Careless, &mut rng(2));
    for step in &raster {
        assert!(step.starts_with(&[0, 1, 2]) && step.iter().all(|&i| i < 5), "{step:?}");
        assert!(step.is_sorted_by(|a, b| a < b));
    }
}

#[test]
fn shuffling_moves_weights_and_loses_none() {
    let start = network(8, 1.0, Firing::default(), 1);
    let sorted = |network: &Network| {
        let weights = network.weights();
        let mut all: Vec<f64> = (0..8).flat_map(|j| weights.col(j).iter().copied()).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    let shuffled = start.shuffled(&mut rng(2));
    assert_eq!(sorted(&shuffled), sorted(&start));
    assert_ne!(shuffled.weights(), start.weights());
    assert_eq!(shuffled.thresholds(), start.thresholds());
}

#[test]
fn weights_come_back_as_they_were_given() {
    let weights = Mat::from_fn(3, 5, |i, j| (10 * i + j) as f64);
    let network = Network::from_weights(weights.as_ref(), Firing::default()).unwrap();
    assert_eq!((network.free(), network.inputs(), network.neurons()), (3, 2, 5));
    assert_eq!(network.weights(), weights);
    let others = Mat::from_fn(3, 5, |i, j| (i * j) as f64);
    assert_eq!(network.clone().with_weights(others.as_ref()).unwrap().weights(), others);
    assert!(network.with_weights(Mat::zeros(3, 4).as_ref()).is_err());
}

/// Draws the words of a generator one byte at a time, to see that only its bytes matter.
struct Slow(ChaCha12Rng);

impl rand::TryRng for Slow {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(self.0.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(self.0.next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill_bytes(bytes);
        Ok(())
    }
}

#[test]
fn any_generator_with_the_same_stream_gives_the_same_raster() {
    let start = network(13, 1.0, Firing::default(), 2);
    let one = start.clone().run(5000, &mut Spontaneous, &mut rng(3));
    let other = start.clone().run(5000, &mut Spontaneous, &mut Slow(rng(3)));
    let dynamic: &mut dyn Rng = &mut rng(3);
    let third = start.clone().run(5000, &mut Spontaneous, dynamic);
    assert_eq!(one, other);
    assert_eq!(one, third);
}

#[test]
fn a_run_that_is_broken_off_is_the_beginning_of_the_whole() {
    let network = Network::draw(20, Firing::default(), &mut rng(1)).unwrap();
    let whole = network.clone().run(10_000, &mut Spontaneous, &mut rng(2));
    let (mut broken, mut seen) = (network, Vec::new());
    let observer = |done| {
        seen.push(done);
        if done < 3_000 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let part = broken.run_watched(10_000, &mut Spontaneous, observer, &mut rng(2));
    assert_eq!(seen, [0, 1024, 2048, 3072]);
    assert_eq!(part.len(), 3072);
    assert!(part.iter().zip(&whole).all(|(part, whole)| part == whole));
    assert_eq!(broken.state(), whole.step(3071));
}
