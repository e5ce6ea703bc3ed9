//! Information in closed form that are negative, and so impossible.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_mi::{
    Error, RandomCovariances, RandomPatterns, Synapse, SynapticEnsemble, closed_form_of_each_nats,
    exchangeable, mutual_information_nats, mutual_information_of_each_nats,
    mutual_information_of_prefixes,
};

/// Random patterns of the third set of Fan & Mysore: the closed form fails for some of them.
#[test]
fn a_closed_form_that_leaves_its_domain_says_so_and_carries_the_value() {
    let mut rng = ChaCha12Rng::seed_from_u64(8);
    let (mut refused, mut kept) = (0, 0);
    for _ in 0..400 {
        let family = RandomPatterns {
            neurons: 6,
            largest_mean: 1.0,
            covariances: RandomCovariances::Rotated {
                eigenvalue_mean: 0.01,
                eigenvalue_std_dev: 1.2,
                largest_common: 1.44,
                common_per_pattern: true,
            },
        };
        let xs = family.draw(3, &mut rng).unwrap();
        let one = SynapticEnsemble::new(vec![Synapse::new(0, 1)]).unwrap();
        let raw = closed_form_of_each_nats(&xs, &one, 0).unwrap()[0];
        let prefixes = mutual_information_of_prefixes(&xs, &one, 0).unwrap();
        match (mutual_information_nats(&xs, &one, 0), mutual_information_of_each_nats(&xs, &one, 0))
        {
            (Ok(joint), Ok(each)) => {
                assert!(raw >= 0.0 && each[0] >= 0.0 && (joint - raw).abs() < 1e-9);
                assert!(prefixes.require_possible().is_ok());
                kept += 1;
            }
            (Err(joint), Err(each)) => {
                assert!(matches!(joint, Error::NegativeInformation { .. }), "{joint}");
                assert!(raw < 0.0 && (joint.into_impossible_nats().unwrap() - raw).abs() < 1e-9);
                assert_eq!(each.into_impossible_nats().unwrap(), raw);
                assert!(prefixes.require_possible().is_err());
                refused += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(refused > 0 && kept > 300, "{refused} {kept}");
}

/// The smallest eigenvalue is 1e-15 of the entries it is made of; values in 120 digits.
#[test]
fn broad_patterns_of_exchangeable_neurons_keep_their_information() {
    for (sigma, expected) in [
        (3.0, 1_067.894_726_165_075_7),
        (4.0, 1_067.922_656_702_290_7),
        (5.0, 1_067.923_838_551_395_7),
        (5.5, 1_067.924_180_636_320_5),
    ] {
        let found = exchangeable::information_nats(10, 100, sigma, 0.3).unwrap();
        assert!((found / expected - 1.0_f64).abs() < 1e-12, "{sigma}: {found}");
    }
    assert!(exchangeable::plateau_nats_per_synapse(10, 5.5, 0.3).unwrap() > 0.2);
    for sigma in [0.1, 1.0, 20.0] {
        for rho in [-0.01, 0.0, 0.5, 0.99] {
            match exchangeable::information_nats(10, 100, sigma, rho) {
                Ok(found) => assert!(found > 0.0 && found.is_finite(), "{sigma} {rho}: {found}"),
                // The smallest eigenvalue underflows.
                Err(error) => assert!(sigma > 10.0, "{sigma} {rho}: {error}"),
            }
        }
    }
}
