//! Information in sums against other implementations (see `README.md`).

mod tails;

use serde::Deserialize;
use synaptome_lognormal::{
    Convolution, FentonWilkinson, LogNormal, LogNormalSum, NormalInverseGaussian, SumApproximation,
};

#[derive(Deserialize)]
struct Exact {
    rows: Vec<Row>,
}

/// N independent terms with μ = 0 and ln-variance 2σ².
#[derive(Deserialize)]
struct Row {
    sigma: f64,
    #[serde(rename = "N")]
    terms: usize,
    mi_exact_nats: f64,
    h_exact_nats: f64,
    mi_fw_nats: f64,
}

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    m: Vec<f64>,
    v: Vec<f64>,
    #[serde(rename = "lnS_mean_var_skew_exkurt")]
    cumulants: [f64; 4],
    mi: f64,
    exact: f64,
}

impl Case {
    fn sum(&self) -> LogNormalSum {
        let term = |(&m, v): (&f64, &f64)| LogNormal::new(m, v.sqrt()).unwrap();
        LogNormalSum::new(self.m.iter().zip(&self.v).map(term).collect()).unwrap()
    }
}

fn cases() -> Vec<Case> {
    let text = include_str!("lognormal_sum_information.json");
    serde_json::from_str::<Golden>(text).unwrap().cases
}

#[test]
fn convolution_agrees_with_the_exact_values_to_1e_6() {
    let text = include_str!("exact_single_synapse.json");
    for row in serde_json::from_str::<Exact>(text).unwrap().rows {
        let term = LogNormal::new(0.0, row.sigma * std::f64::consts::SQRT_2).unwrap();
        let sum = LogNormalSum::new(vec![term; row.terms]).unwrap();
        let method = Convolution::default();
        let information = method.information_of_last_nats(&sum).unwrap();
        let entropy = method.entropy_nats(&sum).unwrap();
        let closed = FentonWilkinson.information_of_last_nats(&sum).unwrap();
        assert!((information - row.mi_exact_nats).abs() < 1e-6, "N = {}", row.terms);
        assert!((entropy - row.h_exact_nats).abs() < 1e-6, "N = {}", row.terms);
        assert!((closed / row.mi_fw_nats - 1.0).abs() < 1e-12);
    }
}

#[test]
fn the_nig_recursion_agrees_to_1e_6() {
    for case in cases() {
        let sum = case.sum();
        let found = NormalInverseGaussian::default().information_of_last_nats(&sum).unwrap();
        assert!((found / case.mi - 1.0).abs() < 1e-6, "{found} against {}", case.mi);
        let c = sum.without_last().unwrap().log_cumulants().unwrap();
        let found = [c.mean, c.variance, c.skewness, c.kurtosis];
        for (found, exact) in found.iter().zip(case.cumulants) {
            assert!((found / exact - 1.0).abs() < 1e-10, "{found} against {exact}");
        }
    }
}

#[test]
fn convolution_agrees_with_the_converged_values_and_knows_its_error() {
    for case in cases() {
        let found = Convolution::default().information_with_error_nats(&case.sum()).unwrap();
        assert!((found.value - case.exact).abs() < 1e-6, "{found:?} against {}", case.exact);
        assert!(found.error < 1e-8, "{found:?}");
        let coarse = Convolution { points: 256, nodes: 64 };
        let rough = coarse.information_with_error_nats(&case.sum()).unwrap();
        let actual = (rough.value - found.value).abs();
        assert!(actual < 3.0 * rough.error + 1e-8, "{rough:?} off by {actual:e}");
    }
}
