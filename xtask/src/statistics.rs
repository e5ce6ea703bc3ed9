//! The few statistics that figures share. Distributions come from statrs.

use anyhow::Result;
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::table::Table;

/// The mean; NaN for no value.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The sample variance with n − 1 degrees of freedom; NaN below two values.
pub(crate) fn variance(values: &[f64]) -> f64 {
    let center = mean(values);
    let squares: f64 = values.iter().map(|x| (x - center).powi(2)).sum();
    if values.len() < 2 { f64::NAN } else { squares / (values.len() - 1) as f64 }
}

/// The sample standard deviation.
pub(crate) fn std_dev(values: &[f64]) -> f64 {
    variance(values).sqrt()
}

/// The standard error of the mean.
pub(crate) fn std_error(values: &[f64]) -> f64 {
    std_dev(values) / (values.len() as f64).sqrt()
}

/// The quantile at `share` in [0, 1], linear between order statistics; NaN for no value.
pub(crate) fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted: Vec<f64> = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below])
}

/// The median.
pub(crate) fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// The mean and the standard deviation of `y` at each `x` of a table, in order of
/// appearance: (x, mean, deviation), the deviation 0 for a single row.
pub(crate) fn curve(table: &Table, x: &str, y: &str) -> Result<Vec<(f64, f64, f64)>> {
    let groups = table.groups(x)?;
    let summary = |group: &Table| {
        let values = group.numbers(y)?;
        let spread = if values.len() > 1 { std_dev(&values) } else { 0.0 };
        Ok((group.numbers(x)?[0], mean(&values), spread))
    };
    groups.iter().map(|(_, group)| summary(group)).collect()
}

/// An ordinary least-squares line y = intercept + slope·x.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) slope: f64,
    pub(crate) intercept: f64,
    /// Pearson's correlation of x and y.
    pub(crate) correlation: f64,
    /// The standard error of the slope.
    pub(crate) slope_error: f64,
    count: usize,
}

impl Line {
    /// The line through points; all values are NaN below three points.
    pub(crate) fn fit(points: &[(f64, f64)]) -> Self {
        let (x, y): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
        let (mx, my) = (mean(&x), mean(&y));
        let sum =
            |f: fn(f64, f64) -> f64| points.iter().map(|p| f(p.0 - mx, p.1 - my)).sum::<f64>();
        let (sxx, sxy, syy) = (sum(|a, _| a * a), sum(|a, b| a * b), sum(|_, b| b * b));
        let (slope, correlation) = (sxy / sxx, sxy / (sxx * syy).sqrt());
        let freedom = points.len() as f64 - 2.0;
        let slope_error = if freedom > 0.0 {
            ((syy - slope * sxy).max(0.0) / freedom / sxx).sqrt()
        } else {
            f64::NAN
        };
        Self { slope, intercept: my - slope * mx, correlation, slope_error, count: points.len() }
    }

    /// The value of the line at `x`.
    pub(crate) fn at(&self, x: f64) -> f64 {
        self.intercept + self.slope * x
    }

    /// About the standard error of the correlation, (1 − r²)/√(n − 2).
    pub(crate) fn correlation_error(&self) -> f64 {
        (1.0 - self.correlation.powi(2)) / (self.count as f64 - 2.0).sqrt()
    }
}

/// log₁₀ of the two-sided p-value of Welch's t-test that two samples have one mean.
pub(crate) fn welch_log10_p(a: &[f64], b: &[f64]) -> f64 {
    let (va, vb) = (variance(a) / a.len() as f64, variance(b) / b.len() as f64);
    let t = (mean(a) - mean(b)) / (va + vb).sqrt();
    let freedom = (va + vb).powi(2)
        / (va.powi(2) / (a.len() as f64 - 1.0) + vb.powi(2) / (b.len() as f64 - 1.0));
    match StudentsT::new(0.0, 1.0, freedom) {
        Ok(distribution) => (2.0 * distribution.sf(t.abs())).log10(),
        Err(_) => f64::NAN,
    }
}

/// The heights of a density histogram on equal bins between `low` and `high`:
/// the edges and, per bin, the share of all values divided by the width.
pub(crate) fn density_histogram(
    values: &[f64],
    low: f64,
    high: f64,
    bins: usize,
) -> (Vec<f64>, Vec<f64>) {
    let width = (high - low) / bins as f64;
    let edges: Vec<f64> = (0..=bins).map(|i| low + width * i as f64).collect();
    let mut heights = vec![0.0; bins];
    for value in values.iter().filter(|value| (low..high).contains(*value)) {
        heights[(((value - low) / width) as usize).min(bins - 1)] +=
            1.0 / (width * values.len() as f64);
    }
    (edges, heights)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_through_exact_points_is_found_without_error() {
        let line = Line::fit(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0), (4.0, 9.0)]);
        assert!((line.slope - 2.0).abs() < 1e-14 && (line.intercept - 1.0).abs() < 1e-14);
        assert!((line.correlation - 1.0).abs() < 1e-14 && line.slope_error < 1e-7);
    }

    /// Anscombe's first quartet: slope .500, intercept 3.00, r .816, s.e. .118.
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

    /// For equal sizes n = 2 per sample the Welch statistic with equal variances
    /// has two degrees of freedom, where the t distribution is elementary:
    /// p = 1 − t/√(2 + t²).
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
}
