//! Means along a column of a table.

use super::{mean, std_dev};
use crate::{Error, Table};

/// The mean and the standard deviation of `y` at each `x` of a table, in order of
/// appearance: (x, mean, deviation), the deviation 0 for a single row.
///
/// ```
/// use synaptome_lab::{Table, row, statistics::curve};
///
/// let rows = vec![row![1, 2.0], row![1, 4.0], row![2, 5.0], row![2, 5.0]];
/// let points = curve(&Table::new(&["x", "y"], rows)?, "x", "y")?;
/// assert_eq!(points, [(1.0, 3.0, 2_f64.sqrt()), (2.0, 5.0, 0.0)]);
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
///
/// # Errors
/// [`Error::UnknownColumn`] if there is no such column.
pub fn curve(table: &Table, x: &str, y: &str) -> Result<Vec<(f64, f64, f64)>, Error> {
    let groups = table.groups(x)?;
    let summary = |group: &Table| {
        let values = group.numbers(y)?;
        let spread = if values.len() > 1 { std_dev(&values) } else { 0.0 };
        Ok((group.numbers(x)?[0], mean(&values), spread))
    };
    groups.iter().map(|(_, group)| summary(group)).collect()
}
