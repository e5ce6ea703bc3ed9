//! How weights are written as whole numbers of two digits.

use faer::Mat;

use crate::HopfieldNetwork;
use crate::many_cues::rough::MARGIN;
use crate::spin_product::SIDE_BY_SIDE;

/// Bounds of fields times spins: below the first a unit is opposed for certain, and not from the second on.
pub(super) struct Bounds {
    /// By the first digits.
    pub(super) first: [i32; 2],
    /// By both.
    pub(super) both: [i64; 2],
}

/// 2^15, the value of a first digit in second ones.
pub(super) const SECOND: f64 = 32_768.0;
/// Flips for each unit, up to which the rounding of fields is counted.
pub(in crate::many_cues) const FLIPS: usize = 64;

/// Largest sum of the first digits of as many weights as have tables side by side, and of all.
const LARGEST: f64 = i16::MAX as f64 - SIDE_BY_SIDE as f64;
const LARGEST_FIELD: f64 = (1 << 29) as f64;

/// The largest power of two with which sums of first digits are small enough.
pub(super) fn scale(network: &HopfieldNetwork) -> Option<f64> {
    let zero = network.rounding().iter().fold(0.0, |most: f64, zero| zero.max(most));
    let field = zero / (8.0 * f64::EPSILON);
    let most = (LARGEST / largest_part(network.matrix())).min(LARGEST_FIELD / field);
    let exponent = most.log2().floor();
    (exponent.abs() < 900.0 && network.units() < 1 << 28).then(|| exponent.exp2())
}

/// The largest sum of absolute weights of a unit that has tables side by side.
fn largest_part(weights: &Mat<f64>) -> f64 {
    let mut largest = 0.0_f64;
    let columns: Vec<&[f64]> = (0..weights.ncols()).map(|j| weights.col_as_slice(j)).collect();
    let mut sums = vec![0.0; weights.nrows()];
    for part in columns.chunks(SIDE_BY_SIDE) {
        sums.fill(0.0);
        for column in part {
            sums.iter_mut().zip(*column).for_each(|(sum, w)| *sum += w.abs());
        }
        largest = sums.iter().fold(largest, |most, sum| sum.max(most));
    }
    largest
}

/// What is left of the weights of a unit.
#[derive(Clone, Default)]
pub(super) struct Row {
    /// Sum of squares.
    power: f64,
    /// Sums of what is left after the first digits, and after both.
    pub(super) first: f64,
    both: f64,
}

impl Row {
    /// The digits of a bias.
    pub(super) fn bias(&mut self, b: f64) -> [i32; 2] {
        let (first, second) = digits(b);
        self.first += (b - first).abs();
        self.both += ((b - first) * SECOND - second).abs();
        [first as i32, second as i32]
    }

    /// The bounds, `zero` being the largest field that counts as a rounded zero.
    pub(super) fn bounds(&self, zero: f64, exact: bool, units: usize) -> Bounds {
        let rounding = (16 + (1 + FLIPS) * units) as f64 * MARGIN * zero;
        let (first, both) = if exact {
            (0.0, 0.0)
        } else {
            (self.first * LONGER + rounding, self.both * LONGER + rounding * SECOND)
        };
        let ends = |zero: f64, error: f64| [-zero - error, -zero + error].map(f64::ceil);
        Bounds {
            first: ends(zero, first).map(|end| end as i32),
            both: ends(zero * SECOND, both).map(|end| end as i64),
        }
    }
}

/// More than the roundings of the sums of what is left can make of 1.
const LONGER: f64 = 1.000_001;

/// The two digits of a number.
fn digits(x: f64) -> (f64, f64) {
    let first = nearest(x);
    (first, nearest((x - first) * SECOND))
}

/// The nearest whole number of a number below 2^51, for which not every processor has an instruction.
fn nearest(x: f64) -> f64 {
    /// 1.5 · 2^52, beside which only whole numbers have a place.
    const WHOLE: f64 = 6_755_399_441_055_744.0;
    (x + WHOLE) - WHOLE
}

/// The sum of the fields of random spins.
pub(super) fn typical(rows: &[Row]) -> f64 {
    rows.iter().map(|row| row.power.sqrt()).sum()
}

/// The first digits, column by column.
pub(super) fn first_digits(weights: &Mat<f64>, scale: f64, rows: &mut [Row]) -> Vec<i16> {
    let mut digits = Vec::with_capacity(weights.nrows() * weights.ncols());
    for j in 0..weights.ncols() {
        digits.extend(weights.col_as_slice(j).iter().zip(&mut *rows).map(|(w, row)| {
            let x = w * scale;
            let digit = nearest(x);
            row.power += x * x;
            row.first += (x - digit).abs();
            digit as i16
        }));
    }
    digits
}

/// Columns of second digits that are written together, so that rows are written in parts.
const TILE: usize = 32;

/// The second digits, row by row.
pub(super) fn second_digits(weights: &Mat<f64>, scale: f64, rows: &mut [Row]) -> Vec<i16> {
    let units = weights.ncols();
    let mut second = vec![0; units * units];
    for first in (0..units).step_by(TILE) {
        for (i, row) in rows.iter_mut().enumerate() {
            for j in first..units.min(first + TILE) {
                let x = weights[(i, j)] * scale;
                let (first, digit) = digits(x);
                row.both += ((x - first) * SECOND - digit).abs();
                second[i * units + j] = digit as i16;
            }
        }
    }
    second
}
