//! Traits that users expect of every type.

use std::fmt::Debug;

use synaptome_lognormal::{
    Cholesky, Convolution, CorrelatedSum, CovarianceRows, Criterion, EdgeworthExpansion, Error,
    Estimate, FentonWilkinson, JointFentonWilkinson, JointSchwartzYeh, LogCumulants, LogNormal,
    LogNormalFit, LogNormalMixture, LogNormalSum, LogNormality, MgfMatching, MixtureEstimator,
    MixtureFit, MixtureSelection, MultivariateLogNormal, NormalInverseGaussian, SchwartzYeh,
    SumDensity, SumDistribution, SymmetricMatrix,
};

fn value<T: Clone + Debug + PartialEq + Send + Sync + Unpin + 'static>() {}
fn shared<T: Debug + Send + Sync>() {}

#[test]
fn every_type_can_be_copied_compared_printed_and_sent() {
    value::<(Cholesky, SymmetricMatrix, LogNormal, LogNormalSum, MultivariateLogNormal)>();
    value::<(Convolution, EdgeworthExpansion, FentonWilkinson, MgfMatching)>();
    value::<(NormalInverseGaussian, SchwartzYeh)>();
    value::<(JointFentonWilkinson, JointSchwartzYeh, SumDensity, LogCumulants, Estimate)>();
    value::<(LogNormalMixture, MixtureEstimator, MixtureFit, MixtureSelection, Criterion)>();
    value::<(LogNormalFit, LogNormality, CorrelatedSum, SumDistribution)>();
    value::<Error>();
    shared::<CovarianceRows<'_, [MultivariateLogNormal]>>();
}

#[test]
fn conversions_go_both_ways() {
    let rows = vec![vec![2.0, 0.5], vec![0.5, 1.0]];
    let matrix = SymmetricMatrix::try_from(rows.clone()).unwrap();
    assert_eq!(Vec::from(matrix), rows);
    let terms = vec![LogNormal::new(0.0, 1.0).unwrap(); 3];
    let sum = LogNormalSum::try_from(terms.clone()).unwrap();
    assert_eq!(sum.iter().count(), 3);
    assert_eq!(Vec::from(sum), terms);
}

#[test]
fn numbers_print_with_the_precision_asked_for() {
    let x = LogNormal::new(0.5, 1.25).unwrap();
    assert_eq!(x.to_string(), "LogNormal(mu = 0.5, sigma = 1.25)");
    assert_eq!(format!("{:.3}", Estimate { value: 0.25, error: 0.01 }), "0.250 ± 0.010");
}
