//! Fields of many states as sums of `f64`.

use super::blocks::Sums;
use super::rough::{MARGIN, Rough};
use crate::network::Driven;
use crate::spin_product::Spins;
use crate::{HopfieldNetwork, State};

/// A network whose fields are sums of `f64`.
pub(super) struct Rounded<'a> {
    network: &'a HopfieldNetwork,
    /// Whether sums are exact in every order.
    exact: bool,
}

impl<'a> Rounded<'a> {
    pub(super) fn of(network: &'a HopfieldNetwork) -> Self {
        Self { network, exact: is_exact(network) }
    }
}

impl Sums for Rounded<'_> {
    type Number = f64;
    type Field<'b>
        = Rough<'b>
    where
        Self: 'b;

    fn fields(&self, spins: &Spins) -> Vec<f64> {
        let (weights, units) = (self.network.matrix(), self.network.units());
        let mut fields = self.network.bias().repeat(spins.count());
        let columns = || (0..units).map(|j| weights.col_as_slice(j));
        spins.add_columns(columns, units, &mut fields, |field, sum: f64| *field += sum);
        fields
    }

    fn start<'a>(&'a self, state: &State, field: &'a mut [f64], may_wait: bool) -> Rough<'a> {
        let growth = if self.exact { 0.0 } else { MARGIN };
        let margin = growth * (16 + self.network.units()) as f64;
        let (state, field) = (state.clone(), field.to_vec());
        let driven = Driven { network: self.network, state, field };
        Rough::new(driven, may_wait, (margin, growth))
    }

    fn most_flips(&self) -> usize {
        self.network.units() / 16
    }
}

/// Sums are exact if all weights and biases are multiples of one power of two, by which no sum of
/// them is too large. Two bits are left for what tables hold between.
fn is_exact(network: &HopfieldNetwork) -> bool {
    let zeros = network.rounding().iter();
    // The sum of absolute weights of a unit, again.
    let largest = zeros.fold(0.0_f64, |most, zero| zero.max(most)) / (8.0 * f64::EPSILON);
    let quantum = largest / 2.0_f64.powi(51);
    let columns = (0..network.units()).map(|j| network.matrix().col_as_slice(j));
    columns.chain([network.bias()]).flatten().all(|&x| x == 0.0 || lowest_bit(x) >= quantum)
}

/// The largest power of two that divides a number.
fn lowest_bit(x: f64) -> f64 {
    let magnitude = x.abs();
    let bits = magnitude.to_bits();
    // Without its lowest bit; what is left of a power of two are its exponent's bits.
    let mantissa = bits & ((1 << 52) - 1);
    if mantissa == 0 { magnitude } else { magnitude - f64::from_bits(bits & (bits - 1)) }
}

#[cfg(test)]
mod tests {
    use faer::Mat;

    use super::*;

    #[test]
    fn the_lowest_bit_divides_a_number() {
        for (x, bit) in [(1.0, 1.0), (-6.0, 2.0), (0.375, 0.125), (5e-324, 5e-324), (3e8, 256.0)] {
            assert_eq!(lowest_bit(x), bit, "{x}");
        }
        assert_eq!(lowest_bit(0.1), 2.0_f64.powi(-55));
    }

    #[test]
    fn integers_and_their_halves_have_exact_sums_and_tenths_have_not() {
        let network = |weight| {
            HopfieldNetwork::from_weights(Mat::from_fn(3, 3, |i, j| weight * (i + j) as f64))
        };
        let (high, low) = (2.0_f64.powi(200), 2.0_f64.powi(-200));
        for (weight, exact) in
            [(1.0, true), (0.5, true), (high, true), (low, true), (0.1, false), (0.0, true)]
        {
            assert_eq!(is_exact(&network(weight).unwrap()), exact, "{weight}");
        }
        for (power, exact) in [(20, true), (30, true), (60, false)] {
            let mut weights = Mat::identity(2, 2);
            weights[(0, 1)] = 2.0_f64.powi(power);
            let network = HopfieldNetwork::from_weights(weights).unwrap();
            assert_eq!(is_exact(&network), exact, "{power}");
        }
    }
}
