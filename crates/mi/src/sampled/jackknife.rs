//! Differences of entropies with the jackknife's error.

use synaptome_lognormal::Estimate;

use super::moments::{self, Sums};
use crate::error::Error;

/// Groups of the jackknife.
const GROUPS: usize = 20;

/// The difference of the entropies of `[with, without]` from all groups, and its spread when
/// each group is left out.
pub(super) fn information_nats(
    rows: [&[f64]; 2],
    dim: usize,
    third: bool,
) -> Result<Estimate, Error> {
    let size = (rows[0].len() / dim).div_ceil(GROUPS) * dim;
    let [with, without] = rows.map(|rows| groups(rows, size, dim, third));
    let (with, without) = (with?, without?);
    let difference = |left_out: Option<usize>| -> Result<f64, Error> {
        let entropy = |groups: &[Sums]| moments::entropy_nats(groups, left_out);
        Ok(entropy(&with)? - entropy(&without)?)
    };
    let value = difference(None)?;
    let parts: Vec<f64> = (0..with.len()).map(|g| difference(Some(g))).collect::<Result<_, _>>()?;
    let count = parts.len() as f64;
    Ok(Estimate { value, error: mean_with_error(&parts).error * (count - 1.0) })
}

fn groups(rows: &[f64], size: usize, dim: usize, third: bool) -> Result<Vec<Sums>, Error> {
    rows.chunks(size).map(|group| Sums::of(group, dim, third)).collect()
}

pub(super) fn mean_with_error(values: &[f64]) -> Estimate {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
    Estimate { value: mean, error: (variance / count).sqrt() }
}
