//! Statistics against published values, closed forms and laws.

use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use synaptome_lab::statistics::{
    Estimate, Interval, Line, OneWay, curve, density_histogram, mean, median, quantile, std_error,
    variance, welch_log10_p,
};
use synaptome_lab::{ChaCha12Rng, Measurement, Table, row};

#[test]
fn a_line_through_exact_points_is_found_without_error() {
    let line = Line::fit(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0), (4.0, 9.0)]);
    assert!((line.slope - 2.0).abs() < 1e-14 && (line.intercept - 1.0).abs() < 1e-14);
    assert!((line.correlation - 1.0).abs() < 1e-14 && line.slope_error < 1e-7);
    assert!((line.at(-3.5) + 6.0).abs() < 1e-13 && (line.at(10.0) - 21.0).abs() < 1e-13);
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

/// Tables of Student's t at 97.5 %: 1, 4, 9, 30, 1000 degrees of freedom.
#[test]
fn the_interval_of_a_mean_has_the_tabled_width() {
    for (freedom, t) in
        [(1.0, 12.706_205), (4.0, 2.776_445), (9.0, 2.262_157), (30.0, 2.042_272), (1e3, 1.962_339)]
    {
        let found = Interval::of_mean(2.0, 0.5, freedom).unwrap();
        assert!(((found.high - 2.0) / 0.5 - t).abs() < 1e-5, "{freedom}: {found:?}");
        assert!((found.low + found.high - 4.0).abs() < 1e-12);
    }
    let none = [(1.0, f64::NAN, 4.0), (1.0, -0.1, 4.0), (f64::INFINITY, 0.1, 4.0), (1.0, 0.1, 0.0)];
    for (value, error, freedom) in none {
        assert_eq!(Interval::of_mean(value, error, freedom), None, "{value} {error} {freedom}");
    }
    assert_eq!(Interval::of_mean(1.0, 0.0, 4.0), Some(Interval::point(1.0)));
}

/// The ends are where the binomial tails have 2.5 %, by summing the distribution.
#[test]
fn the_interval_of_a_fraction_leaves_the_binomial_tails_out() {
    let choose = |n: usize, k: usize| (0..k).fold(1.0, |c, i| c * (n - i) as f64 / (i + 1) as f64);
    let at_least = |p: f64, k: usize, n: usize| -> f64 {
        (k..=n).map(|i| choose(n, i) * p.powi(i as i32) * (1.0 - p).powi((n - i) as i32)).sum()
    };
    for (k, n) in [(3, 6), (1, 20), (17, 20), (6, 6), (0, 9), (55, 60)] {
        let Interval { low, high } = Interval::of_proportion(k, n).unwrap();
        assert!(low <= k as f64 / n as f64 && k as f64 / n as f64 <= high);
        if k > 0 {
            assert!((at_least(low, k, n) - 0.025).abs() < 1e-6, "{k} of {n}: {low}");
        }
        if k < n {
            assert!((1.0 - at_least(high, k + 1, n) - 0.025).abs() < 1e-6, "{k} of {n}: {high}");
        }
    }
    assert_eq!(Interval::of_proportion(6, 6).unwrap().high, 1.0);
    assert_eq!(Interval::of_proportion(0, 0), None);
    assert_eq!(Interval::of_proportion(2, 1), None);
}

#[test]
fn differences_and_ratios_carry_the_errors_of_both() {
    let (a, b) = (Estimate::new(6.0, 0.3, 5), Estimate::new(2.0, 0.4, 5));
    let (difference, ratio) = (a.minus(b), a.over(b));
    assert!((difference.value - 4.0).abs() < 1e-12 && (difference.std_error - 0.5).abs() < 1e-12);
    // Welch and Satterthwaite by hand: 0.25² / (0.09²/4 + 0.16²/4).
    assert!((difference.freedom - 0.0625 / (0.0081 / 4.0 + 0.0256 / 4.0)).abs() < 1e-9);
    assert!((ratio.std_error - 3.0 * 0.05_f64.hypot(0.2)).abs() < 1e-12);
    assert_eq!(a.minus(a.times(0.0)).units, 10);
    let agreeing = Estimate::mean(&[1.0; 3]).minus(Estimate::mean(&[1.0; 5]));
    assert_eq!((agreeing.std_error, agreeing.freedom), (0.0, 2.0));
}

proptest! {
    /// Of a mean the jackknife's error is the usual one.
    #[test]
    fn the_jackknife_of_a_mean_is_its_standard_error(values in prop::collection::vec(-9.0_f64..9.0, 2..20)) {
        let found = Estimate::jackknife(&values, |kept| {
            kept.iter().copied().sum::<f64>() / kept.len() as f64
        });
        prop_assert!((found.std_error - std_error(&values)).abs() < 1e-9);
    }

    /// Order statistics: the interval of the median covers the true one in 95 % of samples; 200 of
    /// these samples miss more than 24 times with probability 1e-4.
    #[test]
    fn the_interval_of_a_median_covers_it(seed in 0_u64..3) {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let missed = (0..200).filter(|_| {
            let values: Vec<f64> = (0..60).map(|_| rng.random::<f64>().powi(5)).collect();
            let Interval { low, high } =
                Measurement::quantile("A", &values, 0.5, "samples").interval().unwrap();
            !(low..=high).contains(&0.5_f64.powi(5))
        });
        prop_assert!(missed.count() <= 24);
    }
}

#[test]
fn quantiles_of_few_values_have_no_end_and_infinite_values_are_no_harm() {
    let few = Measurement::quantile("A", &[1.0, 2.0, 3.0], 0.5, "seeds").interval().unwrap();
    assert_eq!((few.low, few.high), (f64::NEG_INFINITY, f64::INFINITY));
    let mut values = vec![1.0; 90];
    values.extend([f64::INFINITY; 10]);
    let tail = Measurement::quantile("A", &values, 0.95, "samples");
    assert_eq!(tail.value, f64::INFINITY);
    let middle = Measurement::quantile("A", &values, 0.5, "samples").interval().unwrap();
    assert_eq!((middle.low, middle.high), (1.0, 1.0));
}

#[test]
fn three_groups_are_told_apart_as_the_closed_form_says() {
    let groups = [vec![1.0, 2.5, 2.0], vec![3.0, 2.0], vec![4.0, 5.5, 3.5, 4.5]];
    let found = OneWay::of(&groups);
    assert_eq!(found.freedom, (2, 6));
    // P(F > f) = (1 + 2f/d)^(−d/2) for 2 and d degrees of freedom.
    let p = (1.0 + 2.0 * found.f / 6.0).powf(-3.0);
    assert!((found.p - p).abs() < 1e-12 && p < 0.02, "{found:?} {p}");
}

#[test]
fn of_two_groups_f_is_the_square_of_t() {
    let (a, b) = ([1.0, 2.5, 2.0, 3.0], [3.0, 2.0, 4.5, 5.0]);
    let pooled = f64::midpoint(variance(&a), variance(&b));
    let t = (mean(&a) - mean(&b)) / (pooled / 2.0).sqrt();
    let found = OneWay::of(&[a.to_vec(), b.to_vec()]);
    assert!((found.f - t * t).abs() < 1e-12, "{found:?}");
    // Student's distribution with six degrees of freedom, in closed form.
    let (sin, cos) = (t / 6.0_f64.sqrt()).atan().sin_cos();
    let inside = sin.abs() * (1.0 + 0.5 * cos.powi(2) + 0.375 * cos.powi(4));
    assert!((found.p - (1.0 - inside)).abs() < 1e-12, "{found:?}");
}

#[test]
fn too_few_values_have_no_f() {
    for groups in [vec![], vec![vec![1.0, 2.0]], vec![vec![1.0], vec![2.0]]] {
        let found = OneWay::of(&groups);
        assert!(found.p.is_nan(), "{groups:?}: {found:?}");
    }
}

/// The errors of sums, differences and ratios are those that many drawn pairs show; 4 % is six standard errors of
/// a standard deviation of 10,000 draws.
#[test]
fn errors_combine_as_those_of_drawn_pairs() {
    let (a, b) = (Estimate::new(5.0, 0.03, 40), Estimate::new(2.0, 0.02, 40));
    let mut rng = ChaCha12Rng::seed_from_u64(7);
    let mut normal = |e: Estimate| {
        let sum: f64 = (0..12).map(|_| rng.random::<f64>()).sum();
        e.value + e.std_error * (sum - 6.0)
    };
    let pairs: Vec<(f64, f64)> = (0..10_000).map(|_| (normal(a), normal(b))).collect();
    let spread = |f: fn(f64, f64) -> f64| {
        variance(&pairs.iter().map(|(x, y)| f(*x, *y)).collect::<Vec<_>>()).sqrt()
    };
    let close = |found: Estimate, value: f64, spread: f64| {
        assert!((found.value - value).abs() < 1e-12, "{found:?}");
        assert!((found.std_error / spread - 1.0).abs() < 0.04, "{found:?}, {spread}");
    };
    close(a.plus(b), 7.0, spread(|x, y| x + y));
    close(a.minus(b), 3.0, spread(|x, y| x - y));
    close(a.over(b), 2.5, spread(|x, y| x / y));
    close(a.with_error_of(b), 5.0, spread(|x, y| x + y));
    close(a.times(-3.0), -15.0, spread(|x, _| -3.0 * x));
    close(a.shifted(1.5), 6.5, spread(|x, _| x + 1.5));
}

/// Of a line through three points, one degree of freedom is left, and Student's distribution is Cauchy's: its 97.5 %
/// quantile is tan(0.475 π).
#[test]
fn the_interval_of_a_slope_has_the_degrees_of_freedom_that_the_line_leaves() {
    let line = Line::fit(&[(0.0, 0.0), (1.0, 1.5), (2.0, 1.8)]);
    assert!((line.freedom() - 1.0).abs() < 1e-12 && line.count() == 3);
    let found = Estimate::slope(&line).interval().unwrap();
    let half = (0.475 * std::f64::consts::PI).tan() * line.slope_error;
    assert!((found.high - found.low - 2.0 * half).abs() < 1e-6 * half, "{found:?}");
    let between = f64::midpoint(line.at(0.5), line.at(1.5));
    assert!((between - line.at(1.0)).abs() < 1e-12);
    let r = line.correlation;
    let found = Estimate::correlation(&line);
    assert!((found.value - r).abs() < 1e-15 && (found.std_error - (1.0 - r * r)).abs() < 1e-12);
}

#[test]
fn a_curve_has_the_mean_and_deviation_of_each_group_in_order_of_appearance() {
    let rows = vec![row![3.0, 10.0], row![1.0, 4.0], row![3.0, 14.0], row![2.0, 7.0]];
    let table = Table::new(&["x", "y"], rows).unwrap();
    let found = curve(&table, "x", "y").unwrap();
    assert_eq!(found, [(3.0, 12.0, 8.0_f64.sqrt()), (1.0, 4.0, 0.0), (2.0, 7.0, 0.0)]);
    assert!(curve(&table, "x", "z").is_err() && curve(&table, "z", "y").is_err());
}

#[test]
fn differences_are_positive_as_far_as_their_intervals_say() {
    let of = |values: &[f64]| {
        let differences: Vec<_> = values.iter().map(|v| Estimate::new(*v, 0.1, 1_000)).collect();
        let found = Measurement::all_positive("A1", &differences, 9, "seeds");
        let interval = found.interval().unwrap();
        [found.value, interval.low, interval.high]
    };
    assert_eq!(of(&[1.0, 0.5]), [1.0, 1.0, 1.0]);
    assert_eq!(of(&[1.0, 0.1]), [1.0, 0.0, 1.0]);
    assert_eq!(of(&[1.0, -0.1]), [0.0, 0.0, 1.0]);
    assert_eq!(of(&[1.0, -0.5]), [0.0, 0.0, 0.0]);
}

/// Every value is looked for in every bin.
#[test]
fn a_density_histogram_has_equal_bins_and_counts_what_lies_in_each() {
    let values: Vec<f64> = (0..40).map(|i| f64::from(i * 17 % 40) / 10.0 + 0.03).collect();
    let (edges, heights) = density_histogram(&values, 0.5, 3.0, 5);
    assert_eq!((edges.len(), heights.len()), (6, 5));
    for (i, height) in heights.iter().enumerate() {
        assert!((edges[i] - (0.5 + 0.5 * i as f64)).abs() < 1e-12, "{edges:?}");
        let within = values.iter().filter(|&&x| edges[i] <= x && x < edges[i + 1]).count();
        assert!((height - within as f64 / 40.0 / 0.5).abs() < 1e-12, "{heights:?}");
    }
}
