//! Bad arguments are typed errors.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::Normal;
use synaptome_lognormal::MultivariateLogNormal;
use synaptome_mi::{
    Error, PatternMixture, Synapse, SynapticEnsemble, covariance, mutual_information,
};

use crate::ensemble;

#[test]
fn bad_ensembles_are_typed_errors() {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    assert_eq!(SynapticEnsemble::new(vec![]), Err(Error::EmptyEnsemble));
    let again = vec![Synapse { i: 0, j: 1 }, Synapse { i: 2, j: 2 }, Synapse { i: 1, j: 0 }];
    let twice = SynapticEnsemble::new(again).unwrap_err();
    assert_eq!(twice.to_string(), "synapse (1, 0) is there twice, at 0 and at 2");
    assert!(matches!(SynapticEnsemble::all_pairs(1), Err(Error::EmptyEnsemble)));
    assert!(matches!(SynapticEnsemble::all_pairs(usize::MAX), Err(Error::TooManySynapses { .. })));
    let crossing = SynapticEnsemble::layer_to_layer(0..3, 1..4);
    assert!(matches!(crossing, Err(Error::DuplicateSynapse { .. })));
    let endless = SynapticEnsemble::layer_to_layer(0..usize::MAX / 2, usize::MAX / 2..usize::MAX);
    assert!(matches!(endless, Err(Error::TooManySynapses { .. })));
    let many = SynapticEnsemble::random(4, 7, &mut rng);
    assert_eq!(many, Err(Error::TooManySynapses { synapses: 7, neurons: 4 }));
    assert_eq!(SynapticEnsemble::random(4, 0, &mut rng), Err(Error::EmptyEnsemble));
}

#[test]
fn bad_questions_are_typed_errors() {
    let identity = covariance::exchangeable(3, 1.0, 0.0).unwrap();
    let xs = PatternMixture::sharing_covariance(&[[0.0; 3], [1.0; 3]], &identity).unwrap();
    let about = mutual_information(&xs, &ensemble(&[(0, 1)]), 2);
    assert_eq!(about, Err(Error::PatternOutOfRange { about: 2, len: 2 }));
    let outside = mutual_information(&xs, &ensemble(&[(0, 3)]), 0);
    assert_eq!(outside, Err(Error::NeuronOutOfRange { neuron: 3, dim: 3 }));
    // Every synapse of three neurons, 6 of them, but only 3 degrees of freedom in one pattern.
    let all = ensemble(&[(0, 0), (0, 1), (0, 2), (1, 1)]);
    let singular = mutual_information(&xs, &all, 0).unwrap_err();
    assert!(matches!(singular, Error::NotPositiveDefinite { pivot: 3, .. }), "{singular}");
}

#[test]
fn bad_mixtures_are_typed_errors() {
    let identity = covariance::exchangeable(3, 1.0, 0.0).unwrap();
    let shared = |means: &[Vec<f64>]| PatternMixture::sharing_covariance(means, &identity);
    assert_eq!(shared(&[]), Err(Error::TooFewPatterns { found: 0 }));
    assert_eq!(shared(&[vec![0.0; 3]]), Err(Error::TooFewPatterns { found: 1 }));
    let differing = shared(&[vec![0.0; 3], vec![0.0; 2]]);
    assert!(matches!(differing, Err(Error::LengthMismatch { expected: 3, found: 2, .. })));
    assert!(matches!(shared(&[vec![0.0; 2], vec![0.0; 2]]), Err(Error::Distribution(_))));
    assert!(matches!(shared(&[vec![0.0; 3], vec![f64::NAN; 3]]), Err(Error::Distribution(_))));
    let one = PatternMixture::new(&[MultivariateLogNormal::new(vec![0.0; 3], identity).unwrap()]);
    assert_eq!(one, Err(Error::TooFewPatterns { found: 1 }));
}

#[test]
fn bad_covariance_parameters_are_typed_errors() {
    for (dim, sigma, rho) in [(3, -1.0, 0.0), (3, f64::NAN, 0.0), (3, 1.0, 1.1), (3, 1.0, -0.6)] {
        let refused = covariance::exchangeable(dim, sigma, rho);
        assert!(matches!(refused, Err(Error::OutOfRange { .. })));
    }
    assert!(matches!(covariance::exchangeable(0, 1.0, 0.0), Err(Error::Distribution(_))));
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let spectrum = Normal::new(0.0, 1.0).unwrap();
    let negative = covariance::random_spectrum(3, &spectrum, -0.1, &mut rng);
    assert!(matches!(negative, Err(Error::OutOfRange { .. })));
}
