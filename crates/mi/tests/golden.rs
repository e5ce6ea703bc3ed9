//! The closed form against arbitrary-precision arithmetic (see `golden/README.md`).

use serde::Deserialize;
use synaptome_lognormal::{
    FentonWilkinson, JointFentonWilkinson, MultivariateLogNormal, SymmetricMatrix,
};
use synaptome_mi::{
    Error, Patterns, Synapse, SynapticEnsemble, information_of_synapse_nats,
    mutual_information_nats, mutual_information_of_each_nats,
};

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    l: usize,
    mu: Vec<Vec<f64>>,
    sigma: Vec<Vec<Vec<f64>>>,
    pairs: Vec<(usize, usize)>,
    sigma_w: Vec<Vec<String>>,
    sigma_wl: Vec<Vec<String>>,
    min_pivot_ratio: String,
    min_pivot_ratio_l: String,
    mi_nats: Option<String>,
    valid: bool,
}

impl Case {
    fn patterns(&self) -> Vec<MultivariateLogNormal> {
        let covariances = self.sigma.iter().map(|rows| SymmetricMatrix::from_rows(rows).unwrap());
        let pairs = self.mu.iter().cloned().zip(covariances);
        pairs.map(|(mu, sigma)| MultivariateLogNormal::new(mu, sigma).unwrap()).collect()
    }

    fn ensemble(&self) -> Result<SynapticEnsemble, Error> {
        SynapticEnsemble::new(self.pairs.iter().copied().map(Synapse::from).collect())
    }

    fn exponents(&self) -> Vec<Vec<f64>> {
        let row = |&(i, j): &(usize, usize)| {
            let mut row = vec![0.0; self.mu[0].len()];
            row[i] += 1.0;
            row[j] += 1.0;
            row
        };
        self.pairs.iter().map(row).collect()
    }

    fn shifted(&self) -> bool {
        self.name.starts_with("mu_shift")
    }

    /// Each log-determinant of nearly identical synapses is good to ε over its smallest pivot.
    fn tolerance_of_information(&self, exact: f64) -> f64 {
        let rounding = |pivot: &str| f64::EPSILON / pivot.parse::<f64>().unwrap();
        let both = rounding(&self.min_pivot_ratio) + rounding(&self.min_pivot_ratio_l);
        (5e-13 * exact.abs()).max(if self.name.starts_with("nearident") { both } else { 0.0 })
    }
}

fn cases() -> Vec<Case> {
    let golden: Golden = serde_json::from_str(include_str!("golden/synaptic_mi.json")).unwrap();
    assert_eq!(golden.cases.len(), 37);
    golden.cases
}

#[test]
fn information_agrees_to_5e_13() {
    for case in cases().iter().filter(|case| case.valid) {
        let patterns = Patterns::new(&case.patterns()).unwrap();
        let found = mutual_information_nats(&patterns, &case.ensemble().unwrap(), case.l).unwrap();
        let exact: f64 = case.mi_nats.as_ref().unwrap().parse().unwrap();
        let allowed = case.tolerance_of_information(exact) + 1e-13 * f64::from(exact < 1e-10);
        assert!((found - exact).abs() <= allowed, "{}: {found} against {exact}", case.name);
    }
}

#[test]
fn information_that_does_not_exist_is_a_typed_error() {
    for case in cases().iter().filter(|case| !case.valid) {
        let patterns = Patterns::new(&case.patterns()).unwrap();
        let error = case
            .ensemble()
            .and_then(|ensemble| mutual_information_nats(&patterns, &ensemble, case.l))
            .unwrap_err();
        let twice = matches!(error, Error::DuplicateSynapse { .. });
        let indefinite = matches!(error, Error::NotPositiveDefinite { .. });
        assert!(
            if case.name == "dup_synapse" { twice } else { indefinite },
            "{}: {error}",
            case.name
        );
    }
}

#[test]
fn weight_covariances_agree_to_3e_15() {
    for case in cases() {
        let mut terms: Vec<_> =
            case.patterns().iter().map(|p| p.monomials(&case.exponents()).unwrap()).collect();
        compare(&case, &terms, &case.sigma_w);
        terms.remove(case.l);
        compare(&case, &terms, &case.sigma_wl);
    }
}

/// Off the diagonal the scale is √(Σ_aa Σ_bb): where terms of both signs nearly cancel, no
/// double can keep more (all entries but one pair agree to 2e-15 of themselves).
fn compare(case: &Case, terms: &[MultivariateLogNormal], exact: &[Vec<String>]) {
    let fit = JointFentonWilkinson::fit(terms).unwrap();
    let exact = |a: usize, b: usize| -> f64 { exact[a][b].parse().unwrap() };
    let tolerance = if case.shifted() { 4e-13 } else { 3e-15 };
    for a in 0..case.pairs.len() {
        for b in 0..=a {
            let (found, scale) = (fit.covariance()[(a, b)], (exact(a, a) * exact(b, b)).sqrt());
            let error = (found - exact(a, b)).abs() / scale;
            assert!(error <= tolerance, "{} ({a}, {b}): {found}, off by {error:e}", case.name);
        }
    }
}

#[derive(Deserialize)]
struct Weak {
    cases: Vec<WeakCase>,
}

#[derive(Deserialize)]
struct WeakCase {
    mu: Vec<Vec<f64>>,
    sigma: Vec<Vec<Vec<f64>>>,
    pairs: Vec<(usize, usize)>,
    about: usize,
    nats: String,
}

#[test]
fn weak_informations_agree_with_a_hundred_digits_to_a_trillionth_of_themselves() {
    let golden: Weak = serde_json::from_str(include_str!("golden/weak.json")).unwrap();
    for (number, case) in golden.cases.iter().enumerate() {
        let covariances = case.sigma.iter().map(|rows| SymmetricMatrix::from_rows(rows).unwrap());
        let patterns = case.mu.iter().cloned().zip(covariances);
        let patterns = patterns.map(|(mu, sigma)| MultivariateLogNormal::new(mu, sigma).unwrap());
        let patterns = Patterns::new(&patterns.collect::<Vec<_>>()).unwrap();
        let synapses = case.pairs.iter().map(|&(i, j)| Synapse::new(i, j)).collect();
        let ensemble = SynapticEnsemble::new(synapses).unwrap();
        let found = mutual_information_nats(&patterns, &ensemble, case.about).unwrap();
        let expected: f64 = case.nats.parse().unwrap();
        assert!((found / expected - 1.0).abs() < 1e-12, "{number}: {found:e} {expected:e}");
        if let [synapse] = ensemble.synapses() {
            let one =
                information_of_synapse_nats(&patterns, *synapse, case.about, &FentonWilkinson);
            let each = mutual_information_of_each_nats(&patterns, &ensemble, case.about).unwrap();
            for found in [one.unwrap(), each[0]] {
                assert!((found / expected - 1.0).abs() < 1e-12, "{number}: {found:e} {expected:e}");
            }
        }
    }
}
