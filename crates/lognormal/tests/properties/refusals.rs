//! Bad arguments are typed errors whose messages name the right thing.

use synaptome_lognormal::{
    Cholesky, CovarianceRows, Error, JointFentonWilkinson, JointSchwartzYeh, LogNormal,
    LogNormalSum, MultivariateLogNormal, SymmetricMatrix,
};

#[test]
fn bad_arguments_are_typed_errors() {
    let nan = f64::NAN;
    assert!(matches!(LogNormal::new(nan, 1.0), Err(Error::NotFinite { .. })));
    assert!(matches!(LogNormal::new(0.0, f64::INFINITY), Err(Error::NotPositive { .. })));
    assert!(matches!(LogNormal::new(0.0, 1e-170), Err(Error::NotPositive { .. })));
    assert!(matches!(LogNormal::new(0.0, 0.0), Err(Error::NotPositive { .. })));
    assert!(matches!(LogNormal::new(0.0, 1e200), Err(Error::NotFinite { .. })));
    assert!(matches!(LogNormal::from_moments(-1.0, 1.0), Err(Error::NotPositive { .. })));
    let x = LogNormal::new(0.0, 1.0).unwrap();
    let alone = LogNormalSum::new(vec![x]).unwrap().without_last().unwrap_err();
    assert_eq!(alone.to_string(), "the sum without its last term must not be empty");
    assert!(matches!(x.quantile(1.5), Err(Error::OutOfRange { .. })));
    assert!(matches!(x.quantile(nan), Err(Error::OutOfRange { .. })));
    assert!(matches!(LogNormalSum::new(vec![]), Err(Error::Empty { .. })));
}

#[test]
fn bad_matrices_are_typed_errors() {
    let matrix = |rows: [[f64; 2]; 2]| SymmetricMatrix::from_rows(&rows);
    assert!(matches!(matrix([[1.0, 0.5], [0.4, 1.0]]), Err(Error::Asymmetric { .. })));
    assert!(matches!(matrix([[1.0, f64::NAN], [0.4, 1.0]]), Err(Error::NotFinite { .. })));
    let ragged: [&[f64]; 2] = [&[1.0], &[0.0, 1.0]];
    assert!(matches!(SymmetricMatrix::from_rows(&ragged), Err(Error::LengthMismatch { .. })));
    let new = |rows| MultivariateLogNormal::new(vec![0.0; 2], matrix(rows).unwrap());
    for indefinite in
        [[[1.0, 2.0], [2.0, 1.0]], [[0.0, 1.0], [1.0, 0.0]], [[-1.0, 0.0], [0.0, 1.0]]]
    {
        assert!(matches!(new(indefinite), Err(Error::NotPositiveDefinite { .. })));
    }
    let three = MultivariateLogNormal::new(vec![0.0; 3], matrix([[1.0, 0.0], [0.0, 1.0]]).unwrap());
    assert!(matches!(three, Err(Error::LengthMismatch { .. })));
    assert!(matches!(MultivariateLogNormal::fenton_wilkinson(&[]), Err(Error::Empty { .. })));
}

#[test]
fn terms_of_different_dimensions_are_refused() {
    let one = MultivariateLogNormal::new(vec![0.0], SymmetricMatrix::from_rows(&[[1.0]]).unwrap());
    let identity = SymmetricMatrix::from_rows(&[[1.0, 0.0], [0.0, 1.0]]).unwrap();
    let two = MultivariateLogNormal::new(vec![0.0; 2], identity);
    let sum = MultivariateLogNormal::fenton_wilkinson(&[one.unwrap(), two.unwrap()]);
    assert!(matches!(sum, Err(Error::LengthMismatch { .. })));
}

fn identity(dim: usize) -> MultivariateLogNormal {
    let entry = |i, j| f64::from(u8::from(i == j));
    MultivariateLogNormal::new(vec![0.0; dim], SymmetricMatrix::from_fn(dim, entry).unwrap())
        .unwrap()
}

#[test]
fn messages_name_what_is_wrong_and_the_limit() {
    let message = |error: Error| error.to_string();
    let x = identity(2);
    assert_eq!(
        message(x.marginal(7).unwrap_err()),
        "component index 7 is out of range: there are 2"
    );
    assert_eq!(message(x.ln_pdf(&[1.0]).unwrap_err()), "the point has 1 entries, expected 2");
    assert_eq!(
        message(LogNormal::new(0.0, -1.0).unwrap_err()),
        "sigma must be positive and finite, got -1"
    );
    let factor = Cholesky::new(x.covariance()).unwrap();
    assert_eq!(
        message(factor.times(&[1.0; 3]).unwrap_err()),
        "the vector has 3 entries, expected 2"
    );
    let indefinite = SymmetricMatrix::from_rows(&[[1.0, 2.0], [2.0, 1.0]]).unwrap();
    assert_eq!(
        message(MultivariateLogNormal::new(vec![0.0; 2], indefinite).unwrap_err()),
        "the covariance of ln X is not positive definite: pivot 1 is -3e0"
    );
}

#[test]
fn matrices_beyond_memory_are_refused() {
    for dim in [usize::MAX, 1 << 40] {
        assert!(matches!(SymmetricMatrix::zeros(dim), Err(Error::OutOfMemory { .. })));
        let refused = SymmetricMatrix::from_fn(dim, |_, _| 0.0);
        assert!(matches!(refused, Err(Error::OutOfMemory { .. })));
    }
}

#[test]
fn joint_sums_refuse_what_they_cannot_add() {
    let none: &[MultivariateLogNormal] = &[];
    assert!(matches!(JointSchwartzYeh::fit(none), Err(Error::Empty { .. })));
    assert!(matches!(JointFentonWilkinson::fit(none), Err(Error::Empty { .. })));
    let terms = [identity(2), identity(2)];
    let mut rows = CovarianceRows::new(&terms[..]).unwrap();
    assert!(matches!(rows.write_row(2, &mut [0.0; 3]), Err(Error::IndexOutOfRange { .. })));
    assert!(matches!(rows.write_row(1, &mut [0.0; 1]), Err(Error::LengthMismatch { .. })));
    let broad = SymmetricMatrix::from_rows(&[[800.0]]).unwrap();
    let broad = [MultivariateLogNormal::new(vec![0.0], broad).unwrap()];
    let mut rows = CovarianceRows::new(&broad[..]).unwrap();
    assert!(matches!(rows.write_row(0, &mut [0.0]), Err(Error::OutOfRange { .. })));
}
