//! The continuous network and its predictors against dense matrices and least squares.

use proptest::prelude::*;
use synaptome_mi::{
    ContinuousNetwork, Error, Synapse, normal_information_bits, normal_information_of_pair_bits,
};

const NEURONS: usize = 5;

fn rows(count: std::ops::Range<usize>, width: usize) -> impl Strategy<Value = Vec<Vec<f64>>> {
    proptest::collection::vec(proptest::collection::vec(0.1..3.0_f64, width), count)
}

fn dense(patterns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let entry = |i: usize, j: usize| patterns.iter().map(|x| x[i] * x[j]).sum::<f64>();
    let row = |i| (0..NEURONS).map(|j| if i == j { 0.0 } else { entry(i, j) }).collect();
    (0..NEURONS).map(row).collect()
}

proptest! {
    #[test]
    fn the_field_is_the_weight_matrix_times_the_state(xs in rows(1..6, NEURONS), y in proptest::collection::vec(-2.0..2.0_f64, NEURONS)) {
        let network = ContinuousNetwork::new(xs.clone()).unwrap();
        let (field, w) = (network.field(&y).unwrap(), dense(&xs));
        for i in 0..NEURONS {
            let exact: f64 = (0..NEURONS).map(|j| w[i][j] * y[j]).sum();
            prop_assert!((field[i] - exact).abs() < 1e-11);
            for j in 0..NEURONS {
                prop_assert_eq!(network.weight(Synapse::new(i, j)).unwrap(), w[i.min(j)][i.max(j)]);
            }
        }
    }

    #[test]
    fn the_field_is_the_negative_gradient_of_the_energy(
        xs in rows(1..6, NEURONS), y in proptest::collection::vec(-2.0..2.0_f64, NEURONS), mean_weight in -1.0..4.0_f64,
    ) {
        let network = ContinuousNetwork::new(xs.clone()).unwrap();
        let (field, centred) = (network.field(&y).unwrap(), network.centred_field(&y, mean_weight).unwrap());
        let w = dense(&xs);
        for i in 0..NEURONS {
            let others = (0..NEURONS).filter(|&j| j != i);
            let exact: f64 = others.map(|j| (w[i][j] - mean_weight) * y[j]).sum();
            prop_assert!((centred[i] - exact).abs() < 1e-11);
            let moved = |by: f64| { let mut y = y.clone(); y[i] += by; y };
            // Energies are quadratic, so that central differences are exact.
            let slope = (network.energy(&moved(0.5)).unwrap() - network.energy(&moved(-0.5)).unwrap()) / 1.0;
            prop_assert!((slope + field[i]).abs() < 1e-10);
            let centre = |by| network.centred_energy(&moved(by), mean_weight).unwrap();
            prop_assert!((centre(0.5) - centre(-0.5) + centred[i]).abs() < 1e-10);
        }
    }

    #[test]
    fn linear_dynamics_ends_in_the_leading_eigenvector(xs in rows(2..6, NEURONS)) {
        let network = ContinuousNetwork::new(xs).unwrap();
        let step = |y: &Vec<f64>| network.normalised_step(y, 1.5).unwrap();
        let ends = [vec![1.0; NEURONS], vec![3.0, 1.0, 0.2, 0.1, 1.0]]
            .map(|start| (0..2_000).fold(start, |y, _| step(&y)));
        for i in 0..NEURONS {
            prop_assert!((ends[0][i] - ends[1][i]).abs() < 1e-6);
            prop_assert!((step(&ends[0])[i] - ends[0][i]).abs() < 1e-6);
        }
        prop_assert!((ends[0].iter().sum::<f64>() / NEURONS as f64 - 1.5).abs() < 1e-12);
    }

    /// The residual of least squares by the normal equations of centred predictors.
    #[test]
    fn two_predictors_explain_what_least_squares_explains(x in rows(3..4, 12)) {
        let centred: Vec<Vec<f64>> = x.iter().map(|x| {
            let mean = x.iter().sum::<f64>() / 12.0;
            x.iter().map(|v| v - mean).collect()
        }).collect();
        let dot = |a: usize, b: usize| centred[a].iter().zip(&centred[b]).map(|(a, b)| a * b).sum::<f64>();
        let determinant = dot(1, 1) * dot(2, 2) - dot(1, 2).powi(2);
        let b1 = (dot(0, 1) * dot(2, 2) - dot(0, 2) * dot(1, 2)) / determinant;
        let b2 = (dot(0, 2) * dot(1, 1) - dot(0, 1) * dot(1, 2)) / determinant;
        let residual: f64 = (0..12).map(|i| (centred[0][i] - b1 * centred[1][i] - b2 * centred[2][i]).powi(2)).sum();
        let exact = -0.5 * (residual / dot(0, 0) * 11.0 / 9.0).log2();
        prop_assert!((normal_information_of_pair_bits(&x[0], &x[1], &x[2]).unwrap() - exact).abs() < 1e-7);
        let left: f64 = (0..12).map(|i| (centred[0][i] - dot(0, 1) / dot(1, 1) * centred[1][i]).powi(2)).sum();
        let exact = -0.5 * (left / dot(0, 0) * 11.0 / 10.0).log2();
        prop_assert!((normal_information_bits(&x[0], &x[1]).unwrap() - exact).abs() < 1e-9);
    }
}

#[test]
fn bad_networks_and_states_are_typed_errors() {
    assert!(matches!(ContinuousNetwork::new(vec![]), Err(Error::Empty { .. })));
    assert!(matches!(ContinuousNetwork::new(vec![vec![]]), Err(Error::Empty { .. })));
    let ragged = ContinuousNetwork::new(vec![vec![1.0, 2.0], vec![1.0]]);
    assert!(matches!(ragged, Err(Error::LengthMismatch { expected: 2, found: 1, .. })));
    let network = ContinuousNetwork::new(vec![vec![1.0, 2.0]]).unwrap();
    let long = network.field(&[1.0; 3]).unwrap_err();
    assert_eq!(long.to_string(), "the state has 3 entries, expected 2");
    assert!(matches!(network.weight(Synapse::new(0, 2)), Err(Error::IndexOutOfRange { .. })));
    let zero = network.normalised_step(&[0.0; 2], 1.0);
    assert!(matches!(zero, Err(Error::NotPositive { .. })));
}

#[test]
fn predictors_without_information_are_typed_errors() {
    let (x, constant) = ([1.0, 2.0, 4.0, 3.0], [1.0; 4]);
    assert!(matches!(normal_information_bits(&x, &constant), Err(Error::NotPositive { .. })));
    assert!(matches!(normal_information_bits(&x, &x), Err(Error::NotPositive { .. })));
    let same = normal_information_of_pair_bits(&x, &[2.0, 1.0, 3.0, 3.0], &[2.0, 1.0, 3.0, 3.0]);
    assert!(matches!(same, Err(Error::NotPositive { .. })));
    let few = normal_information_bits(&x[..2], &x[..2]);
    assert!(matches!(few, Err(Error::TooFew { needed: 3, .. })));
    assert!(matches!(normal_information_bits(&x, &x[..3]), Err(Error::LengthMismatch { .. })));
}
