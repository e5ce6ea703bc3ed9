//! Sums whose terms lie far apart.

use proptest::prelude::{Strategy, prop, prop_assert, proptest};
use synaptome_lognormal::{
    Convolution, EdgeworthExpansion, Error, FentonWilkinson, LogNormal, LogNormalSum, MgfMatching,
    NormalInverseGaussian, SchwartzYeh, SumApproximation,
};

fn sum(terms: &[(f64, f64)], shift: f64) -> LogNormalSum {
    let term = |&(mu, sigma): &(f64, f64)| LogNormal::new(mu + shift, sigma).unwrap();
    LogNormalSum::new(terms.iter().map(term).collect()).unwrap()
}

fn pair() -> impl Strategy<Value = [(f64, f64); 2]> {
    let sigmas = [0.3..2.0_f64, 0.3..2.0_f64];
    (0.0..1400.0_f64, sigmas).prop_map(|(gap, [a, b])| [(gap, a), (0.0, b)])
}

/// ½ Var Y times the Fisher information of S about its place, the information of a weak Y.
fn weak_nats([(mu, sigma), (own_mu, own)]: [(f64, f64); 2]) -> f64 {
    let (square, own) = (sigma * sigma, own * own);
    let ln_variance = 2.0 * own_mu + own + own.exp_m1().ln();
    0.5 * (ln_variance - 2.0 * mu + 2.0 * square).exp() * (1.0 + 1.0 / square)
}

const QUADRATURES: [&dyn SumApproximation; 2] =
    [&NormalInverseGaussian { points: 64, nodes: 32 }, &Convolution { points: 512, nodes: 96 }];

proptest! {
    #![proptest_config(super::cases(64))]

    #[test]
    fn a_term_far_below_the_others_conveys_what_a_weak_signal_does(terms in pair()) {
        let weak = weak_nats(terms);
        for method in QUADRATURES {
            let found = method.information_of_last_nats(&sum(&terms, -700.0)).unwrap();
            prop_assert!(weak > 0.01 || (0.0..=2.0 * weak + 1e-3).contains(&found), "{found} {weak}");
        }
    }

    #[test]
    fn a_term_far_above_the_others_conveys_its_own_entropy_less_theirs([first, last] in pair()) {
        let own = |(mu, sigma): (f64, f64)| LogNormal::new(mu, sigma).unwrap().entropy_nats();
        let expected = own(first) - own(last);
        for method in QUADRATURES {
            let found = method.information_of_last_nats(&sum(&[last, first], -700.0)).unwrap();
            let weak = weak_nats([first, last]);
            prop_assert!(weak > 0.01 || (found - expected).abs() < 0.02 + 1e-3 * expected, "{found} {expected}");
        }
    }

    #[test]
    fn scaling_all_terms_changes_no_information_and_shifts_entropies(
        terms in prop::collection::vec((-400.0..400.0_f64, 0.3..2.0_f64), 2..5),
        shift in -300.0..300.0_f64,
    ) {
        let methods: [&dyn SumApproximation; 6] = [
            &FentonWilkinson, &MgfMatching::default(), &SchwartzYeh, &EdgeworthExpansion::default(),
            &NormalInverseGaussian::default(), &Convolution::default(),
        ];
        for method in methods {
            // The fourth moment weighs the rounding of densities in far tails by the fourth power of a range of up to 50.
            let tolerance = if method.name().contains("Edgeworth") { 1e-5 } else { 1e-6 };
            let agree = |here, there, shift| agree(here, there, shift, tolerance);
            let [here, there] = [0.0, shift].map(|shift| method.entropy_nats(&sum(&terms, shift)));
            prop_assert!(agree(here, there, shift), "{} of {terms:?} by {shift}", method.name());
            let [here, there] =
                [0.0, shift].map(|shift| method.information_of_last_nats(&sum(&terms, shift)));
            prop_assert!(agree(here, there, 0.0), "{} of {terms:?} by {shift}", method.name());
        }
    }
}

/// Whether both exist and differ by the shift, or neither exists.
fn agree(here: Result<f64, Error>, there: Result<f64, Error>, shift: f64, tolerance: f64) -> bool {
    match (here, there) {
        (Ok(here), Ok(there)) => (there - here - shift).abs() < tolerance,
        (Err(_), Err(_)) => true,
        _ => false,
    }
}

#[test]
fn the_least_of_what_was_promised_as_ordinary_input_is_finite() {
    for (terms, expected) in [
        ([(700.0, 1.0), (0.0, 1.0)], 0.0),
        ([(0.0, 1.0), (700.0, 1.0)], 700.0),
        ([(700.0, 15.0), (0.0, 1.0)], 0.0),
        ([(0.0, 1.0), (700.0, 15.0)], 700.0 + 15_f64.ln()),
    ] {
        for method in QUADRATURES {
            let found = method.information_of_last_nats(&sum(&terms, 0.0)).unwrap();
            assert!((found - expected).abs() < 0.01, "{} of {terms:?}: {found}", method.name());
        }
    }
}
