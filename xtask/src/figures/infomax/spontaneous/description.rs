//! What a test block of a network shows, as rows of the table.

use rand::Rng;
use synaptome_infomax::observables::{Repeats, excess_kurtosis_of_weights, sorted_weights};
use synaptome_infomax::{Network, Raster};

use super::super::training::{nats, test_block};
use super::{LAGS, TEST_STEPS};
use synaptome_lab::statistics::mean;

/// Networks with shuffled weights.
const SHUFFLES: usize = 10;
/// Steps of the raster that is drawn.
const SHOWN_STEPS: usize = 250;

/// Writes what a test block shows.
pub(super) fn describe(
    network: &Network,
    raster: &Raster,
    phase: &str,
    put: &mut impl FnMut(&str, &str, f64, f64),
) {
    for lag in LAGS {
        put(phase, "nats at lag", lag as f64, nats(network, raster, lag));
    }
    let repeats = Repeats::new(raster);
    for size in 1..=12 {
        put(phase, "repeated patterns", size as f64, repeats.patterns_of_size(size) as f64);
    }
    put(phase, "repeated patterns of 3 and more", 3.0, repeats.patterns_of_at_least(3) as f64);
    for length in 1..=8 {
        put(phase, "repeated sequences", length as f64, repeats.sequences(length) as f64);
    }
    let deviation = raster.largest_rate_deviation(network.firing().target_rate);
    put(phase, "largest rate deviation", 0.0, deviation);
    put(phase, "kurtosis", 0.0, excess_kurtosis_of_weights(network));
    let weights = sorted_weights(network);
    for (rank, weight) in weights.iter().enumerate().filter(|(rank, _)| rank % 10 == 0) {
        put(phase, "weight", rank as f64 / weights.len() as f64, *weight);
    }
    for t in 0..SHOWN_STEPS {
        let marked = raster.step(t).len() >= 3 && repeats.occurrences_at(t) >= 2;
        let kind = if marked { "repeated spike" } else { "spike" };
        raster.step(t).iter().for_each(|&i| put(phase, kind, t as f64, f64::from(i)));
    }
}

/// Writes the means over networks whose weights are the learned ones in random places.
pub(super) fn describe_shuffled<R: Rng>(
    network: &Network,
    rng: &mut R,
    put: &mut impl FnMut(&str, &str, f64, f64),
) {
    let (mut information, mut sequences) = (vec![Vec::new(); 20], vec![Vec::new(); 8]);
    for _ in 0..SHUFFLES {
        let mut shuffled = network.shuffled(rng);
        let raster = test_block(&mut shuffled, TEST_STEPS, rng);
        let repeats = Repeats::new(&raster);
        for (at, lag) in LAGS.enumerate() {
            information[at].push(nats(&shuffled, &raster, lag));
        }
        (1..=8).for_each(|length| sequences[length - 1].push(repeats.sequences(length) as f64));
    }
    for (lag, values) in LAGS.zip(&information) {
        put("shuffled", "nats at lag", lag as f64, mean(values));
    }
    for (length, values) in (1..=8).zip(&sequences) {
        put("shuffled", "repeated sequences", f64::from(length), mean(values));
    }
}
