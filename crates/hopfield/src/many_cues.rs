//! Recall of many cues in a network, by fields that are first summed side by side.

mod rough;
mod walk;

use std::borrow::Borrow;
use std::ops::ControlFlow;

use rand::Rng;

use crate::field::Field;
use crate::network::Driven;
use crate::recall::Course;
use crate::recall_all::{Blocks, recall_all};
use crate::spin_product::Spins;
use crate::{Dynamics, Error, HopfieldNetwork, Recall, RecallProgress, State, Update};
use rough::{MARGIN, Rough};
use walk::Walk;

impl HopfieldNetwork {
    /// Recalls from many cues, on several threads (0 counts as 1).
    ///
    /// Cue k is recalled with the generator `rng(k)`, and its [`Recall`] is the one that
    /// [`recall`](Self::recall) returns with that generator; so nothing depends on the number of threads.
    ///
    /// The fields of a block of cues are summed together, in another order than those of one cue. Weights
    /// that are multiples of a power of two, as Hebb's are, have exact sums in every order. With others,
    /// where a field is so near its decision that rounding might turn it, its cue is recalled again alone.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if a cue, or the order of updates, is not of this network.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use rand_chacha::ChaCha12Rng;
    /// use synaptome_hopfield::{Cues, Dynamics, Hebbian, Messages, Noise, State, WritingRule};
    ///
    /// let rng = &mut ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw(100, 5, rng)?;
    /// let network = Hebbian::default().write(&messages, rng)?;
    /// let cues = Cues::draw(&messages, Noise::Flips(10), 20, rng)?;
    /// let cues: Vec<State> = cues.iter().map(|(cue, _)| cue.clone()).collect();
    ///
    /// let keyed = |cue| ChaCha12Rng::seed_from_u64(cue as u64);
    /// let recalls = network.recall_all(&cues, &Dynamics::default(), 2, keyed)?;
    /// assert_eq!(recalls.len(), 100);
    /// assert!(recalls[7].recovered(&messages[2]));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn recall_all<R: Rng>(
        &self,
        cues: &[State],
        dynamics: &Dynamics,
        threads: usize,
        rng: impl Fn(usize) -> R + Sync,
    ) -> Result<Vec<Recall>, Error> {
        let go_on = |_: &RecallProgress| ControlFlow::Continue(());
        self.recall_all_watched(cues, dynamics, threads, go_on, rng)
    }

    /// The same, with an observer that is called on this thread many times a second, and may break off.
    ///
    /// Cues whose recall has not ended by then are returned with [`Ending::Stopped`](crate::Ending), and as
    /// they are.
    ///
    /// # Errors
    /// As [`recall_all`](Self::recall_all).
    pub fn recall_all_watched<R: Rng>(
        &self,
        cues: &[State],
        dynamics: &Dynamics,
        threads: usize,
        mut observer: impl FnMut(&RecallProgress) -> ControlFlow<()>,
        rng: impl Fn(usize) -> R + Sync,
    ) -> Result<Vec<Recall>, Error> {
        let many = Many { network: self, sums: Sums::of(self) };
        recall_all(&many, cues, dynamics, threads, &mut observer, rng)
    }
}

/// A network that recalls blocks of cues.
struct Many<'a> {
    network: &'a HopfieldNetwork,
    sums: Sums,
}

/// How exact sums of weights are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Sums {
    /// Exact in every order, in single precision.
    Single,
    /// Exact in every order.
    Exact,
    /// Rounded.
    Rounded,
}

impl Blocks for Many<'_> {
    fn units(&self) -> usize {
        self.network.units()
    }

    fn recall<R: Rng>(
        &self,
        cues: &[State],
        dynamics: &Dynamics,
        go_on: &mut dyn FnMut() -> bool,
        rng: impl Fn(usize) -> R,
    ) -> Vec<Recall> {
        let fields = self.fields(cues);
        let walks = cues.iter().zip(fields.chunks_exact(self.units())).enumerate();
        let walk = |(k, (cue, field))| Walk::new(self.rough(cue, field, dynamics), rng(k));
        let mut walks: Vec<Walk<'_, R>> = walks.map(walk).collect();
        while walks.iter_mut().fold(false, |any, walk| walk.advance(go_on) | any) {
            self.settle(&mut walks);
        }
        let recall = |(k, walk): (usize, Walk<'_, R>)| match walk.end() {
            Some(recall) => recall,
            None => dynamics.run_while(Driven::of(self.network, &cues[k]), go_on, &mut rng(k)),
        };
        walks.into_iter().enumerate().map(recall).collect()
    }
}

impl Many<'_> {
    /// The fields of states, one after the other.
    fn fields(&self, states: &[impl Borrow<State>]) -> Vec<f64> {
        let mut fields = self.network.bias().repeat(states.len());
        let (spins, weights) = (Spins::columns(states, self.units()), self.network.matrix());
        match self.sums {
            Sums::Single => spins.add_columns::<f32>(weights, &mut fields),
            Sums::Exact | Sums::Rounded => spins.add_columns::<f64>(weights, &mut fields),
        }
        fields
    }

    /// Brings the fields of all cues that are not recalled yet up to date with their states.
    fn settle<R>(&self, walks: &mut [Walk<'_, R>]) {
        let most = self.most_flips();
        let (mut many, few): (Vec<_>, Vec<_>) =
            walks.iter_mut().filter_map(Walk::rough).partition(|rough| rough.flips.len() > most);
        let flips: usize = many.iter().map(|rough| rough.flips.len()).sum();
        if flips > most * (many.len() + TABLES) {
            let states: Vec<&State> = many.iter().map(|rough| rough.state()).collect();
            let fields = self.fields(&states);
            let fields = fields.chunks_exact(self.units());
            many.iter_mut().zip(fields).for_each(|(rough, field)| rough.replace(field));
        }
        few.into_iter().chain(many).for_each(Rough::catch_up);
    }

    /// How many flips take as long to follow one by one as the field takes to sum anew.
    fn most_flips(&self) -> usize {
        self.units() / if self.sums == Sums::Single { 32 } else { 16 }
    }

    fn rough<'b>(
        &'b self,
        cue: &State,
        field: &[f64],
        dynamics: &'b Dynamics,
    ) -> Course<'b, Rough<'b>> {
        let growth = if self.sums == Sums::Rounded { MARGIN } else { 0.0 };
        let margin = growth * (16 + self.units()) as f64;
        let at_once = dynamics.update == Update::Synchronous;
        let driven = Driven { network: self.network, state: cue.clone(), field: field.to_vec() };
        Course::new(dynamics, Rough::new(driven, at_once, (margin, growth)))
    }
}

/// For how many cues the tables of sums take as long as the sums of one.
const TABLES: usize = 16;

impl Sums {
    /// Sums are exact if all weights and biases are multiples of one power of two, by which no sum of
    /// them is too large. Two bits are left for what tables hold between.
    fn of(network: &HopfieldNetwork) -> Self {
        let zeros = network.rounding().iter();
        // The sum of absolute weights of a unit, again.
        let largest = zeros.fold(0.0_f64, |most, zero| zero.max(most)) / (8.0 * f64::EPSILON);
        let columns = (0..network.units()).map(|j| network.matrix().col_as_slice(j));
        let are_multiples_of = |quantum: f64| {
            let mut entries = columns.clone().chain([network.bias()]).flatten();
            entries.all(|&x| x == 0.0 || lowest_bit(x) >= quantum)
        };
        let exact = |bits: i32| are_multiples_of(largest / 2.0_f64.powi(bits));
        if SINGLE.contains(&largest) && exact(22) {
            Self::Single
        } else if exact(51) {
            Self::Exact
        } else {
            Self::Rounded
        }
    }
}

/// Sums whose parts are normal numbers in single precision.
const SINGLE: std::ops::RangeInclusive<f64> = 1e-20..=1e30;

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
        for (weight, sums) in [
            (1.0, Sums::Single),
            (0.5, Sums::Single),
            (2.0_f64.powi(200), Sums::Exact),
            (2.0_f64.powi(-200), Sums::Exact),
            (0.1, Sums::Rounded),
            (0.0, Sums::Exact),
        ] {
            assert_eq!(Sums::of(&network(weight).unwrap()), sums, "{weight}");
        }
        for (power, sums) in [(20, Sums::Single), (30, Sums::Exact), (60, Sums::Rounded)] {
            let mut weights = Mat::identity(2, 2);
            weights[(0, 1)] = 2.0_f64.powi(power);
            let network = HopfieldNetwork::from_weights(weights).unwrap();
            assert_eq!(Sums::of(&network), sums, "{power}");
        }
    }
}
