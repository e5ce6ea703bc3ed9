//! No method gives a negative information without saying that it is impossible.

use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_lognormal::{
    Convolution, Error, FentonWilkinson, LogNormal, LogNormalSum, MgfMatching,
    NormalInverseGaussian, SchwartzYeh, SumApproximation,
};

/// Sums of 2 to 7 terms, μ in ±3, σ in 0.1 to 3.
fn sums(count: usize, seed: u64) -> impl Iterator<Item = LogNormalSum> {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    std::iter::repeat_with(move || {
        let terms = rng.random_range(2..=7);
        let mut term =
            |_| LogNormal::new(rng.random_range(-3.0..3.0), rng.random_range(0.1..3.0)).unwrap();
        LogNormalSum::new((0..terms).map(&mut term).collect()).unwrap()
    })
    .take(count)
}

/// (errors with a negative value, the most negative, other errors).
fn outcomes(method: &dyn SumApproximation, count: usize) -> (usize, f64, usize) {
    let (mut impossible, mut least, mut failed) = (0, 0.0_f64, 0);
    for sum in sums(count, 42) {
        match method.information_of_last_nats(&sum) {
            Ok(nats) => assert!(nats >= 0.0 && nats.is_finite(), "{}: {nats}", method.name()),
            Err(Error::NegativeInformation { quantity, value_nats }) => {
                assert!(value_nats < 0.0 && quantity == method.name());
                (impossible, least) = (impossible + 1, least.min(value_nats));
            }
            Err(_) => failed += 1,
        }
    }
    (impossible, least, failed)
}

#[test]
fn fenton_wilkinson_says_where_it_leaves_its_domain() {
    let (impossible, least, failed) = outcomes(&FentonWilkinson, 10_000);
    // 4.5 % of 10,000 with a standard error of 0.2 %.
    assert!((360..550).contains(&impossible), "{impossible}");
    assert!(least < -1.0 && failed == 0, "{least} {failed}");
}

#[test]
fn schwartz_yeh_and_the_recursion_of_four_cumulants_never_leave_theirs() {
    assert_eq!(outcomes(&SchwartzYeh, 10_000).0, 0);
    assert_eq!(outcomes(&NormalInverseGaussian::default(), 10_000), (0, 0.0, 0));
}

#[test]
fn matched_transforms_are_positive_impossible_or_not_found() {
    let (impossible, least, failed) = outcomes(&MgfMatching::default(), 3_000);
    assert!(impossible + failed < 600, "{impossible} {least} {failed}");
}

#[test]
fn exact_informations_are_never_negative() {
    assert_eq!(outcomes(&Convolution::default(), 60).0, 0);
}

#[test]
fn the_impossible_value_is_the_difference_of_the_entropies() {
    let refused = sums(2000, 42).find_map(|sum| {
        let outcome = FentonWilkinson.information_of_last_nats(&sum);
        outcome.err().map(|error| (sum, error))
    });
    let (sum, error) = refused.unwrap();
    let h = |sum: &LogNormalSum| FentonWilkinson.entropy_nats(sum).unwrap();
    let difference = h(&sum) - h(&sum.without_last().unwrap());
    let message = error.to_string();
    assert!(message.contains("Fenton-Wilkinson gives an information of -"), "{message}");
    assert_eq!(error.into_impossible_nats().unwrap(), difference);
    let other = Error::Empty { quantity: "a sum" };
    assert_eq!(other.clone().into_impossible_nats(), Err(other));
}
