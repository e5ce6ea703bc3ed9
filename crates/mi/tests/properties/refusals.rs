//! Bad arguments are typed errors.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::Normal;
use synaptome_lognormal::MultivariateLogNormal;
use synaptome_mi::{
    Error, Patterns, RandomCovariances, RandomPatterns, Synapse, SynapticEnsemble, covariance,
    mutual_information_nats,
};

use crate::ensemble;

const EMPTY: Result<SynapticEnsemble, Error> =
    Err(Error::Empty { quantity: "an ensemble of synapses" });

#[test]
fn bad_ensembles_are_typed_errors() {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    assert_eq!(SynapticEnsemble::new(vec![]), EMPTY);
    let again = vec![Synapse::new(0, 1), Synapse::new(2, 2), Synapse::new(1, 0)];
    let twice = SynapticEnsemble::new(again).unwrap_err();
    assert_eq!(
        twice.to_string(),
        "synapse (0, 1) occurs twice, at positions 0 and 2; w_ij and w_ji are one weight"
    );
    assert!(matches!(SynapticEnsemble::all_pairs(1), Err(Error::TooFew { needed: 2, .. })));
    assert!(matches!(SynapticEnsemble::all_pairs(usize::MAX), Err(Error::TooLarge { .. })));
    let crossing = SynapticEnsemble::layer_to_layer(0..3, 1..4);
    assert!(matches!(crossing, Err(Error::DuplicateSynapse { .. })));
    let endless = SynapticEnsemble::layer_to_layer(0..usize::MAX / 2, usize::MAX / 2..usize::MAX);
    assert!(matches!(endless, Err(Error::TooLarge { .. })));
    let many = SynapticEnsemble::draw(4, 7, &mut rng);
    let message = many.unwrap_err().to_string();
    assert_eq!(message, "the number of synapses is 7, above the limit of 6");
    assert_eq!(SynapticEnsemble::draw(4, 0, &mut rng), EMPTY);
}

#[test]
fn bad_questions_are_typed_errors() {
    let identity = covariance::exchangeable(3, 1.0, 0.0).unwrap();
    let xs = Patterns::sharing_covariance(&[[0.0; 3], [1.0; 3]], &identity).unwrap();
    let about = mutual_information_nats(&xs, &ensemble(&[(0, 1)]), 2);
    assert_eq!(about, Err(Error::IndexOutOfRange { quantity: "pattern", index: 2, len: 2 }));
    let message = about.unwrap_err().to_string();
    assert_eq!(message, "pattern index 2 is out of range: there are 2");
    let outside = mutual_information_nats(&xs, &ensemble(&[(0, 3)]), 0);
    assert_eq!(outside, Err(Error::IndexOutOfRange { quantity: "neuron", index: 3, len: 3 }));
    // Every synapse of three neurons, 6 of them, but only 3 degrees of freedom in one pattern.
    let all = ensemble(&[(0, 0), (0, 1), (0, 2), (1, 1)]);
    let singular = mutual_information_nats(&xs, &all, 0).unwrap_err();
    let matrix = "the weight covariance of the other patterns is not positive definite";
    assert!(singular.to_string().starts_with(matrix), "{singular}");
    assert!(matches!(singular, Error::NotPositiveDefinite { pivot: 3, .. }), "{singular}");
}

#[test]
fn bad_patterns_are_typed_errors() {
    let identity = covariance::exchangeable(3, 1.0, 0.0).unwrap();
    let shared = |means: &[Vec<f64>]| Patterns::sharing_covariance(means, &identity);
    assert_eq!(shared(&[]), Err(Error::TooFew { quantity: "patterns", found: 0, needed: 2 }));
    assert_eq!(
        shared(&[vec![0.0; 3]]),
        Err(Error::TooFew { quantity: "patterns", found: 1, needed: 2 })
    );
    let differing = shared(&[vec![0.0; 3], vec![0.0; 2]]);
    assert!(matches!(differing, Err(Error::LengthMismatch { expected: 3, found: 2, .. })));
    assert!(matches!(shared(&[vec![0.0; 2], vec![0.0; 2]]), Err(Error::Distribution(_))));
    assert!(matches!(shared(&[vec![0.0; 3], vec![f64::NAN; 3]]), Err(Error::NotFinite { .. })));
    assert!(matches!(shared(&[vec![], vec![]]), Err(Error::Empty { .. })));
    let one = Patterns::new(&[MultivariateLogNormal::new(vec![0.0; 3], identity).unwrap()]);
    assert_eq!(one, Err(Error::TooFew { quantity: "patterns", found: 1, needed: 2 }));
}

#[test]
fn bad_covariance_parameters_are_typed_errors() {
    for (dim, sigma, rho) in [(3, -1.0, 0.0), (3, f64::NAN, 0.0), (3, 1.0, 1.1), (3, 1.0, -0.6)] {
        let refused = covariance::exchangeable(dim, sigma, rho);
        assert!(matches!(refused, Err(Error::OutOfRange { .. })));
    }
    assert!(matches!(covariance::exchangeable(0, 1.0, 0.0), Err(Error::Empty { .. })));
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let spectrum = Normal::new(0.0, 1.0).unwrap();
    for largest_mean in [-1.0, f64::NAN, f64::INFINITY] {
        let covariances = RandomCovariances::SharedGram { sigma: 1.0 };
        let family = RandomPatterns { neurons: 3, largest_mean, covariances };
        assert!(matches!(family.draw(2, &mut rng), Err(Error::OutOfRange { .. })));
    }
    let negative = covariance::draw_rotated(3, &spectrum, -0.1, &mut rng);
    assert!(matches!(negative, Err(Error::OutOfRange { .. })));
}
