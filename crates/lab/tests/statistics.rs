//! Statistics against published values, closed forms and laws.

use synaptome_lab::statistics::{
    Line, density_histogram, median, quantile, std_error, variance, welch_log10_p,
};

#[test]
fn a_line_through_exact_points_is_found_without_error() {
    let line = Line::fit(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0), (4.0, 9.0)]);
    assert!((line.slope - 2.0).abs() < 1e-14 && (line.intercept - 1.0).abs() < 1e-14);
    assert!((line.correlation - 1.0).abs() < 1e-14 && line.slope_error < 1e-7);
}

#[test]
fn the_fit_of_anscombes_quartet_is_the_published_one() {
    let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
    let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    let points: Vec<_> = x.into_iter().zip(y).collect();
    let line = Line::fit(&points);
    assert!((line.slope - 0.500_091).abs() < 1e-6, "{line:?}");
    assert!((line.intercept - 3.000_091).abs() < 1e-6);
    assert!((line.correlation - 0.816_421).abs() < 1e-6);
    assert!((line.slope_error - 0.117_906).abs() < 1e-6);
}

/// For two samples of two values with equal variances, Welch's statistic has two degrees of
/// freedom, where Student's distribution is elementary: p = 1 − t/√(2 + t²).
#[test]
fn welch_agrees_with_the_closed_form_for_two_degrees_of_freedom() {
    let (a, b) = ([0.0, 1.0], [10.0, 11.0]);
    let t: f64 = 10.0 / 0.5_f64.sqrt();
    let p = 1.0 - t / (2.0 + t * t).sqrt();
    assert!((welch_log10_p(&a, &b) - p.log10()).abs() < 1e-9);
}

#[test]
fn quantiles_are_linear_between_order_statistics() {
    let values = [3.0, 1.0, 2.0, 4.0];
    assert_eq!(median(&values), 2.5);
    assert_eq!(quantile(&values, 0.0), 1.0);
    assert_eq!(quantile(&values, 1.0), 4.0);
    assert!(median(&[]).is_nan());
}

#[test]
fn a_density_histogram_of_values_in_range_integrates_to_one() {
    let values: Vec<f64> = (0..100).map(|i| f64::from(i) / 100.0).collect();
    let (edges, heights) = density_histogram(&values, 0.0, 1.0, 8);
    assert_eq!(edges.len(), 9);
    assert!((heights.iter().sum::<f64>() / 8.0 - 1.0).abs() < 1e-12);
}

#[test]
fn what_one_value_cannot_tell_is_not_a_number() {
    assert!(variance(&[1.0]).is_nan() && std_error(&[1.0]).is_nan());
    assert!(Line::fit(&[(0.0, 1.0), (1.0, 2.0)]).slope_error.is_nan());
    assert!(welch_log10_p(&[1.0], &[2.0, 3.0]).is_nan());
    let (_, heights) = density_histogram(&[0.5], 0.0, 1.0, 0);
    assert_eq!(heights, [1.0]);
}
