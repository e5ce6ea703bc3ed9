//! Weights of any size.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use synaptome_infomax::faer::Mat;
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{Error, Firing, Learner, Network, Raster};

/// Weights uniform on ± `scale`, the same for every scale.
fn weights(neurons: usize, scale: f64) -> Mat<f64> {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let entries: Vec<f64> =
        (0..neurons * neurons).map(|_| f64::from(rng.random_range(-1.0_f32..1.0))).collect();
    Mat::from_fn(neurons, neurons, |i, j| scale * entries[i * neurons + j])
}

fn run(neurons: usize, scale: f64) -> Raster {
    let network =
        Network::from_weights(weights(neurons, scale).as_ref(), Firing::default()).unwrap();
    network.clone().run(3_000, &mut Spontaneous, &mut ChaCha8Rng::seed_from_u64(2))
}

#[test]
fn the_largest_weights_decide_by_the_sign_of_their_sums_alone() {
    for neurons in [10, 70, 600] {
        // Both are powers of two beside which thresholds do not count, so that sums differ by a factor.
        let [large, largest] = [60, 99].map(|power| run(neurons, 2.0_f64.powi(power)));
        assert!(large == largest, "{neurons} neurons");
        assert!(large.spikes() > 0 && large.rates().iter().any(|&rate| rate < 0.9));
    }
}

#[test]
fn weights_that_single_precision_cannot_add_are_named() {
    let firing = Firing::default();
    for weight in [1.1e30, -1e39, f64::MAX] {
        let entry = |i, j| if (i, j) == (1, 2) { weight } else { 0.0 };
        let refused = Network::from_weights(Mat::from_fn(3, 3, entry).as_ref(), firing);
        assert_eq!(refused.unwrap_err(), out_of_range("a weight", weight, -1e30));
        let rng = &mut ChaCha8Rng::seed_from_u64(1);
        let refused = Network::draw_uniform(3, weight, firing, rng);
        assert_eq!(refused.unwrap_err(), out_of_range("the largest weight", weight, -1e30));
        let network = Network::draw(3, firing, rng).unwrap();
        let learner = Learner { weight_limit: weight.abs(), ..Learner::default() };
        let expected = out_of_range("the weight limit", weight.abs(), 0.0);
        assert_eq!(learner.begin(network).unwrap_err(), expected);
    }
    for weight in [f64::NAN, f64::INFINITY] {
        let refused = Network::from_weights(Mat::from_fn(3, 3, |_, _| weight).as_ref(), firing);
        assert!(matches!(refused, Err(Error::NotFinite { quantity: "a weight", .. })));
    }
}

fn out_of_range(quantity: &'static str, value: f64, low: f64) -> Error {
    Error::OutOfRange { quantity, value, low, high: 1e30 }
}
