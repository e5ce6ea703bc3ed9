//! Straight lines fitted to points.

use super::mean;

/// An ordinary least-squares line y = intercept + slope·x.
///
/// ```
/// use synaptome_lab::statistics::Line;
///
/// let line = Line::fit(&[(0.0, 1.0), (1.0, 3.1), (2.0, 4.9)]);
/// assert!((line.slope - 1.95).abs() < 1e-12 && line.correlation > 0.99);
/// assert!((line.at(4.0) - 8.85).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The slope.
    pub slope: f64,
    /// The value at x = 0.
    pub intercept: f64,
    /// Pearson's correlation of x and y.
    pub correlation: f64,
    /// The standard error of the slope.
    pub slope_error: f64,
    count: usize,
}

impl Line {
    /// The line through points; all values are NaN below three points.
    pub fn fit(points: &[(f64, f64)]) -> Self {
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
    pub fn at(&self, x: f64) -> f64 {
        self.intercept + self.slope * x
    }

    /// The number of points.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The degrees of freedom that are left of the points.
    pub fn freedom(&self) -> f64 {
        self.count as f64 - 2.0
    }

    /// About the standard error of the correlation, (1 − r²)/√(n − 2).
    pub fn correlation_error(&self) -> f64 {
        (1.0 - self.correlation.powi(2)) / self.freedom().sqrt()
    }
}
