//! Means over networks, as lines with bands of one standard error.

use synaptome_lab::Result;

use crate::figures::palette::color_of;
use synaptome_lab::chart::Series;
use synaptome_lab::statistics::{mean, std_error};
use synaptome_lab::{Measurement, Table, Value};

/// Mean and standard error of `y` at every `x`; the error is 0 for a single network.
pub(super) fn means(table: &Table, x: &str, y: &str) -> Result<Vec<(f64, f64, f64)>> {
    let groups = table.groups(x)?;
    let point = |group: &Table| {
        let (mean, error) = mean_of(group, y)?;
        Ok((group.numbers(x)?[0], mean, error))
    };
    let mut points = groups.iter().map(|(_, group)| point(group)).collect::<Result<Vec<_>>>()?;
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(points)
}

/// The means of a curve alone.
pub(super) fn without_errors(points: &[(f64, f64, f64)]) -> Vec<(f64, f64)> {
    points.iter().map(|point| (point.0, point.1)).collect()
}

/// Mean and standard error of a column; the error is 0 for a single value.
pub(super) fn mean_of(table: &Table, column: &str) -> Result<(f64, f64)> {
    let values = table.numbers(column)?;
    let error = std_error(&values);
    Ok((mean(&values), if error.is_finite() { error } else { 0.0 }))
}

/// What one rule has more than another in networks that store the same messages.
pub(super) fn paired(claim: &'static str, better: &[f64], worse: &[f64]) -> Measurement {
    let differences: Vec<f64> = better.iter().zip(worse).map(|(a, b)| a - b).collect();
    Measurement::mean(claim, &differences, "networks").within(-1.0..=1.0)
}

/// A line through the means of one method, with its band.
pub(super) fn curve(name: &str, points: &[(f64, f64, f64)]) -> [Series; 2] {
    let line = without_errors(points);
    let series = [Series::error_band("", points), Series::line(name, line)];
    match color_of(name) {
        Some(color) => series.map(|one| one.color(color)),
        None => series,
    }
}

/// One curve for every protocol of a table.
pub(super) fn by_protocol(table: &Table, x: &str, y: &str) -> Result<Vec<Series>> {
    let mut series = Vec::new();
    for (protocol, own) in table.groups("protocol")? {
        series.extend(curve(&text(&protocol), &means(&own, x, y)?));
    }
    Ok(series)
}

/// The text of a cell.
pub(super) fn text(value: &Value) -> String {
    value.to_string()
}
