//! Weights as whole numbers of two digits, of which sums are exact.

mod writing;

use super::blocks::Sums;
use super::fixed::{Fixed, sum};
use crate::spin_product::Spins;
use crate::{HopfieldNetwork, State};
use writing::{Bounds, Row, first_digits, scale, second_digits, typical};

pub(super) use writing::FLIPS;

/// Weights `w_ij` = (`q_ij` + `r_ij` / 2^15 + rest) / scale, the scale a power of two, q and r whole numbers.
pub(super) struct Digits {
    pub(super) units: usize,
    /// The first digits q, column by column.
    pub(super) first: Vec<i16>,
    /// The second digits r, row by row.
    second: Vec<i16>,
    /// The digits of the biases.
    bias: Vec<[i32; 2]>,
    /// The fields times spins from which on units keep their spins for certain.
    pub(super) keeps: Vec<i32>,
    bounds: Vec<Bounds>,
}

/// How much smaller than a field of random spins its bounds must be on average.
const NARROW: f64 = 64.0;

impl Digits {
    /// The weights of a network, unless whole numbers are too coarse for them.
    pub(super) fn of(network: &HopfieldNetwork) -> Option<Self> {
        let scale = scale(network)?;
        let units = network.units();
        let mut rows = vec![Row::default(); units];
        let first = first_digits(network.matrix(), scale, &mut rows);
        let bias = network.bias().iter().zip(&mut rows).map(|(b, row)| row.bias(b * scale));
        let bias = bias.collect();
        if rows.iter().map(|row| NARROW * row.first).sum::<f64>() > typical(&rows) {
            return None;
        }
        let second = second_digits(network.matrix(), scale, &mut rows);
        let exact = rows.iter().all(|row| row.first == 0.0);
        let bounds = |(row, zero): (&Row, &f64)| row.bounds(zero * scale, exact, units);
        let bounds: Vec<Bounds> = rows.iter().zip(network.rounding()).map(bounds).collect();
        let keeps = bounds.iter().map(|bounds| bounds.first[1]).collect();
        Some(Self { units, first, second, bias, keeps, bounds })
    }

    /// A column of first digits.
    pub(super) fn column(&self, unit: usize) -> &[i16] {
        &self.first[unit * self.units..][..self.units]
    }

    /// Whether a field times its spin opposes a unit, if its digits decide that.
    pub(super) fn opposes(&self, unit: usize, aligned: i32, state: &State) -> Option<bool> {
        let Bounds { first: [low, high], both } = self.bounds[unit];
        if aligned < low || aligned >= high {
            return Some(aligned < low);
        }
        let digits = &self.second[unit * self.units..][..self.units];
        let sum = i64::from(self.bias[unit][1]) + sum(digits, state.spins());
        let closely = (i64::from(aligned) << 15) + i64::from(state[unit]) * sum;
        let [low, high] = both;
        (closely < low || closely >= high).then_some(closely < low)
    }
}

impl Sums for Digits {
    type Number = i32;
    type Field<'a> = Fixed<'a>;

    fn fields(&self, spins: &Spins) -> Vec<i32> {
        let bias: Vec<i32> = self.bias.iter().map(|digits| digits[0]).collect();
        let mut fields = bias.repeat(spins.count());
        let columns = || self.first.chunks_exact(self.units);
        spins.add_columns(columns, self.units, &mut fields, |field, sum| *field += sum);
        fields
    }

    fn start<'a>(&'a self, state: &State, field: &'a mut [i32], may_wait: bool) -> Fixed<'a> {
        Fixed::new(self, state.clone(), field, may_wait)
    }

    fn most_flips(&self) -> usize {
        self.units / 16
    }
}

#[cfg(test)]
mod tests {
    use super::writing::*;
    use super::*;
    use crate::Messages;
    use crate::spin_product::SIDE_BY_SIDE;
    use faer::Mat;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha12Rng;

    fn networks() -> impl Iterator<Item = HopfieldNetwork> {
        let rng = &mut ChaCha12Rng::seed_from_u64(1);
        let mut weights = |units: usize, power: i32| {
            let weight = |_, _| rng.random_range(-1.0_f64..1.0).powi(power);
            let bias = (0..units).map(|i| i as f64 / units as f64).collect();
            HopfieldNetwork::with_bias(Mat::from_fn(units, units, weight), bias).unwrap()
        };
        let drawn = [weights(100, 1), weights(40, 3), weights(7, 1)];
        // The largest sums that can be, all of one sign.
        let ones = [31, 32, 65].map(|units| Mat::from_fn(units, units, |_, _| -1.0 / 3.0));
        drawn.into_iter().chain(ones.map(|ones| HopfieldNetwork::from_weights(ones).unwrap()))
    }

    #[test]
    fn sums_of_first_digits_that_have_tables_together_fit_into_sixteen_bits() {
        for network in networks() {
            let digits = Digits::of(&network).unwrap();
            for i in 0..digits.units {
                let row: Vec<i32> =
                    (0..digits.units).map(|j| i32::from(digits.column(j)[i])).collect();
                for part in row.chunks(SIDE_BY_SIDE) {
                    assert!(part.iter().map(|q| q.abs()).sum::<i32>() <= i32::from(i16::MAX));
                }
            }
        }
    }

    #[test]
    fn two_digits_are_a_weight_up_to_half_a_second_digit() {
        for network in networks() {
            let (digits, scale) = (Digits::of(&network).unwrap(), scale(&network).unwrap());
            for i in 0..digits.units {
                for j in 0..digits.units {
                    let second = f64::from(digits.second[i * digits.units + j]) / SECOND;
                    let written = f64::from(digits.column(j)[i]) + second;
                    assert!((written - scale * network.weights()[(i, j)]).abs() <= 0.5 / SECOND);
                }
            }
        }
    }

    #[test]
    fn the_typical_field_is_the_root_of_the_mean_square_over_all_states() {
        for network in networks().filter(|network| network.units() < 10) {
            let units = network.units();
            let mut rows = vec![Row::default(); units];
            first_digits(network.matrix(), 4.0, &mut rows);
            let spin = |state: u32, j: usize| if state >> j & 1 == 1 { 4.0 } else { -4.0 };
            let field = |state, i| -> f64 {
                (0..units).map(|j| spin(state, j) * network.weights()[(i, j)]).sum()
            };
            let square = |i| (0..1 << units).map(|state| field(state, i).powi(2)).sum::<f64>();
            let mean = |i| (square(i) / f64::from(1 << units)).sqrt();
            let expected: f64 = (0..units).map(mean).sum();
            assert!((typical(&rows) / expected - 1.0).abs() < 1e-12);
        }
    }

    /// The sign of spin times field, summed in whole numbers of 2^-120, for weights of at most 1.
    fn exact_sign(network: &HopfieldNetwork, state: &State, unit: usize) -> i32 {
        let whole = |x: f64| {
            let (mantissa, exponent) =
                (x.abs().to_bits() & ((1 << 52) - 1) | 1 << 52, x.abs().to_bits() >> 52);
            let shifted =
                if x == 0.0 { 0 } else { i128::from(mantissa) << (exponent + 120 - 1075) };
            if x < 0.0 { -shifted } else { shifted }
        };
        let weights =
            (0..state.units()).map(|j| i128::from(state[j]) * whole(network.weights()[(unit, j)]));
        let sum: i128 = weights.sum::<i128>() + whole(network.bias()[unit]);
        (sum * i128::from(state[unit])).signum() as i32
    }

    #[test]
    fn what_digits_decide_has_the_sign_of_the_exact_sum() {
        for network in networks() {
            let digits = Digits::of(&network).unwrap();
            let rng = &mut ChaCha12Rng::seed_from_u64(2);
            let states = Messages::draw(digits.units, 50, rng).unwrap();
            let spins = Spins::columns(&Vec::from(states.clone()), digits.units);
            let fields = digits.fields(&spins);
            for (state, field) in states.iter().zip(fields.chunks(digits.units)) {
                for (unit, h) in field.iter().enumerate() {
                    let aligned = i32::from(state[unit]) * h;
                    match digits.opposes(unit, aligned, state) {
                        Some(opposed) => assert_eq!(opposed, exact_sign(&network, state, unit) < 0),
                        None => assert!(network.field(state).unwrap()[unit].abs() < 1e-6),
                    }
                }
            }
        }
    }
}
