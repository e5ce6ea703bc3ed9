//! Biased, sparse and correlated messages. False-alarm rates are below 1e-6 for each assertion.

use synaptome_hopfield::{Error, Messages, State};

use super::given::rng;

fn mean_spin(messages: &Messages) -> f64 {
    let spins = messages.iter().flat_map(State::iter).map(|&spin| f64::from(spin));
    spins.sum::<f64>() / (messages.units() * messages.len()) as f64
}

#[test]
fn biased_messages_have_the_activity_asked_for() {
    for activity in [0.0, 0.03, 0.5, 0.9, 1.0] {
        let messages = Messages::draw_biased(200, 100, activity, &mut rng(1)).unwrap();
        let deviation = 2.0 * (activity * (1.0 - activity) / 20_000.0_f64).sqrt();
        let error = mean_spin(&messages) - (2.0 * activity - 1.0);
        assert!(error.abs() <= 5.0 * deviation, "{activity}: {error}");
    }
}

#[test]
fn sparse_messages_have_exactly_as_many_active_units_as_asked_everywhere() {
    for active in [0, 1, 7, 50] {
        let messages = Messages::draw_sparse(50, 400, active, &mut rng(1)).unwrap();
        for message in &messages {
            assert_eq!(message.iter().filter(|&&spin| spin > 0).count(), active);
        }
        let often = messages.iter().filter(|message| message[49] > 0).count() as f64;
        let p = active as f64 / 50.0;
        assert!((often - 400.0 * p).abs() <= 5.0 * (400.0 * p * (1.0 - p)).sqrt());
    }
}

#[test]
fn spins_of_a_chain_are_correlated_by_powers_of_the_distance() {
    for correlation in [-0.5, 0.0, 0.8, 1.0_f64] {
        let messages = Messages::draw_chains(40, 20_000, correlation, &mut rng(1)).unwrap();
        for distance in 1_i32..4 {
            let (i, j) = (10, 10 + distance as usize);
            let products = messages.iter().map(|x| f64::from(x[i] * x[j]));
            let mean = products.sum::<f64>() / 20_000.0;
            let expected = correlation.powi(distance);
            let error = (mean - expected).abs();
            assert!(error <= 5.0 * ((1.0 - expected * expected) / 20_000.0).sqrt(), "{error}");
        }
    }
}

#[test]
fn descendants_overlap_with_ancestors_and_with_each_other_as_asked() {
    let ancestors = Messages::draw(2_000, 10, &mut rng(1)).unwrap();
    let messages = ancestors.draw_descendants(4, 0.6, &mut rng(2)).unwrap();
    assert_eq!(messages.len(), 40);
    let mean = |pairs: &[(usize, usize)], with: &Messages| {
        let overlaps = pairs.iter().map(|&(m, n)| messages[m].overlap(&with[n]).unwrap());
        overlaps.sum::<f64>() / pairs.len() as f64
    };
    let parents: Vec<_> = (0..40).map(|child| (child, child / 4)).collect();
    assert!((mean(&parents, &ancestors) - 0.6).abs() < 5.0 * 0.8 / 80_000.0_f64.sqrt());
    let siblings: Vec<_> = (0..10).map(|family| (4 * family, 4 * family + 3)).collect();
    assert!((mean(&siblings, &messages) - 0.36).abs() < 5.0 / 20_000.0_f64.sqrt());
    let strangers: Vec<_> = (0..9).map(|family| (4 * family, 4 * family + 4)).collect();
    assert!(mean(&strangers, &messages).abs() < 5.0 / 18_000.0_f64.sqrt());
}

#[test]
fn impossible_ensembles_are_refused_before_anything_is_allocated() {
    let rng = &mut rng(1);
    for bad in [-0.1, 1.1, f64::NAN] {
        assert!(Messages::draw_biased(5, 5, bad, rng).is_err());
    }
    for bad in [-1.1, 1.1, f64::NAN] {
        assert!(Messages::draw_chains(5, 5, bad, rng).is_err());
        assert!(Messages::draw(5, 5, rng).unwrap().draw_descendants(2, bad, rng).is_err());
    }
    assert!(matches!(Messages::draw_sparse(5, 5, 6, rng), Err(Error::TooLarge { .. })));
    assert!(matches!(Messages::draw_sparse(0, 5, 0, rng), Err(Error::Empty { .. })));
    let ancestors = Messages::draw(5, 5, rng).unwrap();
    assert!(matches!(ancestors.draw_descendants(0, 0.5, rng), Err(Error::TooFew { .. })));
    for count in [usize::MAX, 1 << 40] {
        assert!(matches!(ancestors.draw_descendants(count, 0.5, rng), Err(Error::TooLarge { .. })));
        assert!(matches!(Messages::draw_biased(5, count, 0.5, rng), Err(Error::TooLarge { .. })));
        assert!(matches!(Messages::draw_sparse(5, count, 1, rng), Err(Error::TooLarge { .. })));
        assert!(matches!(Messages::draw_chains(5, count, 0.5, rng), Err(Error::TooLarge { .. })));
    }
}
