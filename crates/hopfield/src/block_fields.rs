//! The fields of several states at a time.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set chosen at run time"
)]

use faer::MatRef;
use pulp::{Arch, NullaryFnOnce};

use crate::State;

/// Rows and states whose sums stay in registers, and columns of a panel that stays in the first-level
/// cache.
const ROWS: usize = 8;
const STATES: usize = 6;
const COLUMNS: usize = 256;

/// Rows of some columns, one column after the other.
type Panel = [[f64; ROWS]; COLUMNS];
/// The sign bits of some states, unit by unit.
type Signs = Vec<[u64; STATES]>;

/// The fields h = W x + b of some states.
///
/// Every field is summed in the order of the units, as that of one state alone, so that the bits are the
/// same. Several fields are summed side by side, so that weights are read from the memory once.
pub(crate) fn block_fields(
    weights: MatRef<'_, f64>,
    bias: &[f64],
    states: &[State],
) -> Vec<Vec<f64>> {
    let mut fields = vec![bias.to_vec(); states.len()];
    let signs: Vec<Signs> = states.chunks(STATES).map(|some| signs(some, bias.len())).collect();
    let mut panel = [[0.0; ROWS]; COLUMNS];
    for column in (0..weights.ncols()).step_by(COLUMNS) {
        let columns = COLUMNS.min(weights.ncols() - column);
        for row in (0..weights.nrows()).step_by(ROWS) {
            let rows = ROWS.min(weights.nrows() - row);
            pack(weights.submatrix(row, column, rows, columns), &mut panel);
            for (fields, signs) in fields.chunks_mut(STATES).zip(&signs) {
                let signs = &signs[column..column + columns];
                let fields = fields.iter_mut().map(|field| &mut field[row..row + rows]);
                add(&panel, signs, fields);
            }
        }
    }
    fields
}

/// The sign bit of every spin; states that are not there count as +1.
fn signs(states: &[State], units: usize) -> Signs {
    let sign = |unit, state: usize| states.get(state).map_or(0, |x| u64::from(x[unit] < 0) << 63);
    (0..units).map(|unit| std::array::from_fn(|state| sign(unit, state))).collect()
}

/// Copies some weights into a panel, followed by zeros.
fn pack(weights: MatRef<'_, f64>, panel: &mut Panel) {
    for (column, target) in weights.col_iter().zip(panel) {
        *target = [0.0; ROWS];
        column.iter().zip(target).for_each(|(w, target)| *target = *w);
    }
}

/// Adds the products of a panel with the signs to the fields.
fn add<'a>(panel: &Panel, signs: &[[u64; STATES]], fields: impl Iterator<Item = &'a mut [f64]>) {
    let mut fields: Vec<&mut [f64]> = fields.collect();
    let mut sums = [[0.0; ROWS]; STATES];
    for (sum, field) in sums.iter_mut().zip(&fields) {
        sum[..field.len()].copy_from_slice(field);
    }
    Arch::new().dispatch(Add { panel, signs, sums: &mut sums });
    for (field, sum) in fields.iter_mut().zip(&sums) {
        field.copy_from_slice(&sum[..field.len()]);
    }
}

/// Adds a panel, with the signs of several states, to their sums.
struct Add<'a> {
    panel: &'a Panel,
    signs: &'a [[u64; STATES]],
    sums: &'a mut [[f64; ROWS]; STATES],
}

impl NullaryFnOnce for Add<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let mut sums = *self.sums;
        for (column, signs) in self.panel.iter().zip(self.signs) {
            for (sum, sign) in sums.iter_mut().zip(signs) {
                for row in 0..ROWS {
                    sum[row] += f64::from_bits(column[row].to_bits() ^ sign);
                }
            }
        }
        *self.sums = sums;
    }
}
