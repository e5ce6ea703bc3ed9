//! Series of a table, one for each method, in the method's colour.

use synaptome_lab::chart::Series;
use synaptome_lab::{Result, Table, Value};

use crate::figures::palette::color_of;

/// Colours a series as its method is coloured in every figure.
pub(crate) fn colored(series: Series, method: &str) -> Series {
    match color_of(method) {
        Some(color) => series.color(color),
        None => series,
    }
}

/// Columns as (x, y, error).
pub(crate) fn triples(
    table: &Table,
    x: &str,
    y: &str,
    error: &str,
) -> Result<Vec<(f64, f64, f64)>> {
    let errors = table.numbers(error)?;
    let pairs = table.pairs(x, y)?;
    Ok(pairs.into_iter().zip(errors).map(|((x, y), e)| (x, y, e)).collect())
}

/// A line and a band of one standard error for each method in the table.
pub(crate) fn by_method(table: &Table, x: &str, y: &str, error: &str) -> Result<Vec<Series>> {
    let mut all = Vec::new();
    for (method, rows) in table.groups("method")? {
        let name = text(&method);
        all.push(colored(Series::line(name, rows.pairs(x, y)?), name));
    }
    for (method, rows) in table.groups("method")? {
        let name = text(&method);
        all.push(colored(Series::measured("", &triples(&rows, x, y, error)?), name));
    }
    Ok(all)
}

/// The text of a cell.
pub(crate) fn text(value: &Value) -> &str {
    match value {
        Value::Text(text) => text,
        Value::Number(_) => "",
    }
}

/// The row with the largest number in `column`, as (value at `wanted`, ...).
pub(crate) fn at_largest(table: &Table, column: &str, wanted: &[&str]) -> Result<Option<Vec<f64>>> {
    let values = table.numbers(column)?;
    let best = (0..values.len()).max_by(|&a, &b| values[a].total_cmp(&values[b]));
    let columns = wanted.iter().map(|name| table.numbers(name)).collect::<Result<Vec<_>, _>>()?;
    Ok(best.map(|row| columns.iter().map(|column| column[row]).collect()))
}
