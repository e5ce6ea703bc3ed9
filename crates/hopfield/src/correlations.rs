//! Sums of products of spins, counted in bits: exact, and many times faster than multiplying.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set chosen at run time"
)]

use faer::Mat;
use pulp::NullaryFnOnce;

use crate::instructions::instructions;
use crate::tiles::{TILE, lower_tiles, mirror};
use crate::{Messages, State};

/// The N × N matrix Σ_m ξ_i^m ξ_j^m.
pub(crate) fn of_units(messages: &Messages) -> Mat<f64> {
    let spins: Vec<&[i8]> = messages.iter().map(State::spins).collect();
    let units = (0..messages.units()).step_by(TILE);
    let rows: Vec<_> = units.flat_map(|first| across(&spins, first)).collect();
    pairwise(&rows[..messages.units()], messages.len())
}

/// The M × M matrix ξ^m · ξ^n.
pub(crate) fn of_messages(messages: &Messages) -> Mat<f64> {
    let along = |message: &State| message.spins().chunks(64).map(word).collect();
    let rows: Vec<_> = messages.iter().map(along).collect();
    pairwise(&rows, messages.units())
}

/// One bit per spin, set where it is +1.
fn word(spins: &[i8]) -> u64 {
    let bit = |(k, &spin): (usize, &i8)| u64::from(spin > 0) << k;
    spins.iter().enumerate().map(bit).fold(0, |all, bit| all | bit)
}

/// The spins of as many units as a tile has in all messages: units side by side are read together.
fn across(messages: &[&[i8]], first: usize) -> [Vec<u64>; TILE] {
    let mut rows = [const { Vec::new() }; TILE];
    for messages in messages.chunks(64) {
        let mut words = [0; TILE];
        for (k, spins) in messages.iter().enumerate() {
            let add = |(word, &spin): (&mut u64, &i8)| *word |= u64::from(spin > 0) << k;
            match spins[first..].first_chunk::<TILE>() {
                Some(all) => words.iter_mut().zip(all).for_each(add),
                None => words.iter_mut().zip(&spins[first..]).for_each(add),
            }
        }
        rows.iter_mut().zip(words).for_each(|(row, word)| row.push(word));
    }
    rows
}

/// Agreements minus disagreements of every two rows of `length` spins.
fn pairwise(rows: &[Vec<u64>], length: usize) -> Mat<f64> {
    let mut sums = Mat::zeros(rows.len(), rows.len());
    for j in 0..rows.len() {
        let column = &mut sums.col_as_slice_mut(j)[j..];
        instructions().dispatch(Column(column, &rows[j..], length as f64));
    }
    mirror_lower(&mut sums);
    sums
}

/// One column from the diagonal down; the first row is that of the column.
struct Column<'a>(&'a mut [f64], &'a [Vec<u64>], f64);

impl NullaryFnOnce for Column<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self(sums, rows, length) = self;
        for (sum, row) in sums.iter_mut().zip(rows) {
            *sum = length - 2.0 * differences(row, &rows[0]) as f64;
        }
    }
}

#[inline(always)]
fn differences(x: &[u64], y: &[u64]) -> u64 {
    x.iter().zip(y).map(|(x, y)| u64::from((x ^ y).count_ones())).sum()
}

/// Copies the lower triangle to the upper one.
pub(crate) fn mirror_lower(matrix: &mut Mat<f64>) {
    lower_tiles(matrix.nrows()).for_each(|(i, j)| mirror(matrix, i, j));
}

#[cfg(test)]
mod tests {
    use faer::Mat;
    use rand::SeedableRng;

    use super::{mirror_lower, of_messages, of_units};
    use crate::Messages;

    #[test]
    fn bits_count_what_products_add_up() {
        for (units, count) in [(1, 1), (7, 3), (8, 64), (17, 65), (70, 130)] {
            let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
            let messages = Messages::draw(units, count, rng).unwrap();
            let spin = |m: usize, unit: usize| f64::from(messages[m][unit]);
            let sum = |i, j| (0..count).map(|m| spin(m, i) * spin(m, j)).sum::<f64>();
            assert_eq!(of_units(&messages), Mat::from_fn(units, units, sum));
            let sum = |m, n| (0..units).map(|unit| spin(m, unit) * spin(n, unit)).sum::<f64>();
            assert_eq!(of_messages(&messages), Mat::from_fn(count, count, sum));
        }
    }

    #[test]
    fn the_upper_triangle_is_a_copy_of_the_lower() {
        for n in [0, 1, 8, 21] {
            let mut matrix = Mat::from_fn(n, n, |i, j| (100 * i + j) as f64);
            mirror_lower(&mut matrix);
            assert_eq!(matrix, Mat::from_fn(n, n, |i, j| (100 * i.max(j) + i.min(j)) as f64));
        }
    }
}
