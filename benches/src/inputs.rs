//! The inputs of the works as arrays that the peers read.

use std::fs::{File, create_dir_all};
use std::path::Path;

use synaptome_hopfield::{Ease, Hebbian, HopfieldNetwork, State, WritingRule};
use synaptome_interchange::{Array, Error, write_npy};

use crate::{hopfield, infomax, mi};

/// Writes the inputs of all works that have a peer, one `.npy` file each.
///
/// # Errors
/// If the folder cannot be written.
pub fn write_inputs(folder: &Path) -> Result<(), Error> {
    create_dir_all(folder).map_err(failure)?;
    let write = |name: &str, array: Array<f64>| {
        let file = File::create(folder.join(format!("{name}.npy"))).map_err(failure)?;
        write_npy(&array, std::io::BufWriter::new(file))
    };
    for (units, count) in [(2_000, 1_000), (512, 256), (1_024, 512)] {
        let messages = hopfield::messages(units, count);
        write(&format!("messages_{units}_{count}"), spins(messages.as_slice()))?;
    }
    for units in hopfield::TRAINED {
        let (network, pairs) = hopfield::trained(units);
        let (cues, targets): (Vec<State>, Vec<State>) = pairs.into_iter().unzip();
        write(&format!("trained_{units}_weights"), weights(&network))?;
        write(&format!("trained_{units}_cues"), spins(&cues))?;
        write(&format!("trained_{units}_targets"), spins(&targets))?;
    }
    let rules: [(&str, &dyn WritingRule); 2] =
        [("hebb", &Hebbian::default()), ("ease", &Ease::default())];
    for (name, rule) in rules {
        let (network, cues) = hopfield::many_cues(rule);
        write(&format!("recall_{name}_weights"), weights(&network))?;
        write("recall_cues", spins(&cues))?;
    }
    for neurons in [50, 432] {
        let (network, _) = infomax::network(neurons);
        let of = network.weights();
        write(&format!("infomax_{neurons}"), square(neurons, |i, j| of[(i, j)]))?;
    }
    write("raster", raster())?;
    ensemble(write)
}

/// Covariances below each other, and the two neurons of each synapse.
fn ensemble(write: impl Fn(&str, Array<f64>) -> Result<(), Error>) -> Result<(), Error> {
    let (d, n) = (mi::NEURONS, mi::PATTERNS);
    let (patterns, ensemble) = mi::question(n, d);
    let covariances: Vec<_> = (0..n).filter_map(|k| patterns.covariance(k).ok()).collect();
    write("covariances", Array::from_fn(n * d, d, |row, j| covariances[row / d][(row % d, j)]))?;
    let synapses = ensemble.synapses();
    let end = |row: usize, end: usize| match end {
        0 => synapses[row].i() as f64,
        _ => synapses[row].j() as f64,
    };
    write("synapses", Array::from_fn(synapses.len(), 2, end))
}

fn raster() -> Array<f64> {
    let raster = infomax::raster();
    let steps: Vec<_> = raster.iter().map(<[u16]>::to_vec).collect();
    Array::from_fn(steps.len(), raster.neurons(), |step, neuron| {
        f64::from(u8::from(steps[step].contains(&(neuron as u16))))
    })
}

fn spins(states: &[State]) -> Array<f64> {
    let units = states.first().map_or(0, State::units);
    Array::from_fn(states.len(), units, |row, unit| f64::from(states[row].spins()[unit]))
}

fn weights(network: &HopfieldNetwork) -> Array<f64> {
    square(network.units(), |i, j| network.weights()[(i, j)])
}

fn square(size: usize, entry: impl FnMut(usize, usize) -> f64) -> Array<f64> {
    Array::from_fn(size, size, entry)
}

fn failure(error: std::io::Error) -> Error {
    error.into()
}
