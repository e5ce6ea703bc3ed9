//! Sums in the log domain against sums outside it.

use proptest::prelude::*;
use synaptome_lognormal::{ln_add_exp, ln_sum_exp, softplus};

proptest! {
    #[test]
    fn the_log_domain_adds_what_exponentials_add(x in proptest::collection::vec(-20.0..20.0_f64, 1..9)) {
        let exact = x.iter().map(|x| x.exp()).sum::<f64>().ln();
        prop_assert!((ln_sum_exp(x.iter().copied()) - exact).abs() < 1e-12);
        let folded = x.iter().fold(f64::NEG_INFINITY, |sum, &x| ln_add_exp(sum, x));
        prop_assert!((folded - exact).abs() < 1e-12);
    }

    #[test]
    fn softplus_is_a_sum_with_one(x in -700.0..700.0_f64) {
        prop_assert_eq!(softplus(x), ln_add_exp(x, 0.0));
        prop_assert!((softplus(x) - softplus(-x) - x).abs() <= 1e-13 * x.abs());
    }

    #[test]
    fn the_order_of_two_terms_does_not_matter(a in -800.0..800.0_f64, b in -800.0..800.0_f64) {
        prop_assert_eq!(ln_add_exp(a, b), ln_add_exp(b, a));
    }
}

#[test]
fn infinities_and_nan_pass_through() {
    let inf = f64::INFINITY;
    assert_eq!(ln_add_exp(-inf, -inf), -inf);
    assert_eq!(ln_add_exp(inf, inf), inf);
    assert_eq!(ln_add_exp(-inf, inf), inf);
    assert!(ln_add_exp(f64::NAN, 0.0).is_nan() && ln_add_exp(0.0, f64::NAN).is_nan());
    assert_eq!(ln_sum_exp(std::iter::empty()), -inf);
}
