//! What a table of searches says: means over networks.

use synaptome_lab::statistics::{Estimate, mean, std_error};
use synaptome_lab::{Result, Rows, Table, Value};

use super::Setting;

/// One row for each n, k and method, over the networks.
const MEANS: &[&str] =
    &["k", "method", "patterns", "error", "bits", "bits_error", "load", "networks"];

/// Means over the networks of one setting, weighted noise unless `simple`.
pub(crate) fn means(table: &Table, setting: Setting, n: usize, average: &str) -> Result<Table> {
    let table = table
        .filter("association", setting.0.to_string())?
        .filter("lambda", setting.1)?
        .filter("n", n)?
        .filter("average", average)?;
    let mut rows = Rows::new();
    for (method, table) in table.groups("method")? {
        for (k, table) in table.groups("k")? {
            let (patterns, bits) = (table.numbers("patterns")?, table.numbers("bits")?);
            let numbers = [
                mean(&patterns),
                std_error(&patterns),
                mean(&bits),
                std_error(&bits),
                mean(&table.numbers("load")?),
                patterns.len() as f64,
            ];
            let mut row = vec![k, method.clone()];
            row.extend(numbers.map(Value::Number));
            rows.push(row);
        }
    }
    Ok(Table::new(MEANS, rows)?)
}

/// The mean of `column` and its error for one k and method.
pub(crate) fn lookup(means: &Table, k: usize, method: &str) -> Result<[f64; 5]> {
    let row = means.filter("k", k)?.filter("method", method)?;
    let cell =
        |name: &str| -> Result<f64> { Ok(row.numbers(name)?.first().copied().unwrap_or(f64::NAN)) };
    Ok([cell("patterns")?, cell("error")?, cell("bits")?, cell("bits_error")?, cell("load")?])
}

/// The estimate of patterns or bits of one k and method, from [`means`].
pub(crate) fn estimate(means: &Table, k: usize, method: &str, column: &str) -> Result<Estimate> {
    let row = means.filter("k", k)?.filter("method", method)?;
    let error = if column == "bits" { "bits_error" } else { "error" };
    let cell =
        |name: &str| -> Result<f64> { Ok(row.numbers(name)?.first().copied().unwrap_or(f64::NAN)) };
    Ok(Estimate::new(cell(column)?, cell(error)?, cell("networks")? as usize))
}

/// The sizes n in the table.
pub(crate) fn sizes(table: &Table) -> Result<Vec<usize>> {
    let groups = table.groups("n")?;
    groups
        .iter()
        .map(|(_, rows)| Ok(*rows.numbers("n")?.first().ok_or("an empty group")? as usize))
        .collect()
}
