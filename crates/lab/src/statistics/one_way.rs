//! Fisher's test of several means.

use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::{mean, variance};

/// A one-way analysis of variance: whether groups have one mean, if each is normal with the same variance.
///
/// ```
/// use synaptome_lab::statistics::OneWay;
///
/// let same = OneWay::of(&[vec![1.0, 2.0, 3.0], vec![1.5, 2.0, 2.5], vec![0.5, 2.0, 3.5]]);
/// let apart = OneWay::of(&[vec![1.0, 1.1, 0.9], vec![2.0, 2.1, 1.9], vec![3.0, 3.1, 2.9]]);
/// assert_eq!(same.to_string(), "F(2, 6) = 0.00, p = 1.00");
/// assert_eq!(apart.to_string(), "F(2, 6) = 300.00, p = 9.7e-7");
/// let unlikely = OneWay { f: 4.8, freedom: (4, 55), p: 0.0021 };
/// assert_eq!(unlikely.to_string(), "F(4, 55) = 4.80, p = 0.002");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneWay {
    /// The variance of the means of groups over that within groups, each by its degrees of freedom; NaN without
    /// two groups and a group of two.
    pub f: f64,
    /// The groups less one, and the values less the groups.
    pub freedom: (usize, usize),
    /// How likely an F as large is if the means are one; NaN as F.
    pub p: f64,
}

impl OneWay {
    /// The analysis of groups of values.
    pub fn of(groups: &[Vec<f64>]) -> Self {
        let all: Vec<f64> = groups.concat();
        let groups: Vec<&Vec<f64>> = groups.iter().filter(|group| !group.is_empty()).collect();
        let freedom = (groups.len().saturating_sub(1), all.len() - groups.len());
        let grand = mean(&all);
        let between: f64 =
            groups.iter().map(|group| group.len() as f64 * (mean(group) - grand).powi(2)).sum();
        let within: f64 = groups
            .iter()
            .filter(|group| group.len() > 1)
            .map(|group| (group.len() - 1) as f64 * variance(group))
            .sum();
        let f = (between / freedom.0 as f64) / (within / freedom.1 as f64);
        let p = FisherSnedecor::new(freedom.0 as f64, freedom.1 as f64)
            .map_or(f64::NAN, |distribution| tail(&distribution, f));
        Self { f, freedom, p }
    }
}

fn tail(distribution: &FisherSnedecor, f: f64) -> f64 {
    if f.is_nan() { f64::NAN } else { distribution.sf(f) }
}

impl std::fmt::Display for OneWay {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { f, freedom: (between, within), p } = self;
        write!(out, "F({between}, {within}) = {f:.2}, p = ")?;
        match *p {
            ..0.001 => write!(out, "{p:.1e}"),
            ..0.1 => write!(out, "{p:.3}"),
            _ => write!(out, "{p:.2}"),
        }
    }
}
