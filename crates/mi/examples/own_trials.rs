//! The information in the synapses of your own recording: trials × neurons, with the stimulus of each trial.
//!
//!     cargo run --release -p synaptome-mi --example own_trials -- trials.csv
//!
//! The file is a table with one row per trial: in its first column the stimulus, a word or a number, and in each of the others the
//! activity of one neuron, a positive number. Counts with zeros cannot be used, as the logarithm of 0 does not exist. Without
//! an argument trials are made up.

use std::error::Error;
use std::f64::consts::LN_2;
use std::fmt::Write;

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use rand_distr::{Distribution, LogNormal};
use synaptome_interchange::{Dialect, Header, Table, open_table};
use synaptome_mi::{Bootstrap, PatternSamples, SynapticEnsemble, mutual_information_nats};

fn main() -> std::process::ExitCode {
    match run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let table = match std::env::args().nth(1) {
        Some(path) => open_table(path)?,
        None => made()?,
    };
    let names = table.names();
    let (first, neurons) =
        names.split_first().ok_or("the table has no header: name its columns")?;
    let columns: Vec<Vec<f64>> =
        neurons.iter().map(|name| table.numbers(name)).collect::<Result<_, _>>()?;
    let stimuli = table.text(first)?;
    let mut kinds = stimuli.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let labels: Vec<usize> =
        stimuli.iter().map(|stimulus| kinds.partition_point(|kind| kind < stimulus)).collect();
    let rows: Vec<f64> = (0..labels.len())
        .flat_map(|trial| columns.iter().map(move |column| column[trial]))
        .collect();
    let samples = PatternSamples::new(neurons.len(), &rows, &labels)?;
    println!("{} trials of {} neurons, {} stimuli", labels.len(), neurons.len(), kinds.len());

    let synapses = SynapticEnsemble::all_pairs(neurons.len())?;
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    for (about, kind) in kinds.iter().enumerate() {
        let information = |patterns: &_| mutual_information_nats(patterns, &synapses, about);
        let found = samples.information_nats(Bootstrap::default(), information, &mut rng)?;
        let [plain, bias, bits, low, high] = [
            found.plain_nats,
            found.bias_nats,
            found.corrected_nats(),
            found.low_nats,
            found.high_nats,
        ]
        .map(|nats| nats / LN_2);
        println!(
            "{kind}: {plain:.3} bits, of which {bias:.3} are bias: {bits:.3}, 95 % from {low:.3} to {high:.3}"
        );
    }
    Ok(())
}

fn made() -> Result<Table, Box<dyn Error>> {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let mut text = "stimulus,a,b,c,d\n".to_owned();
    for trial in 0..120 {
        let kind = trial % 3;
        write!(text, "{}", ["left", "right", "none"][kind])?;
        for neuron in 0..4 {
            let mu = if neuron == kind { 1.0 } else { 0.0 };
            write!(text, ",{:.3}", LogNormal::new(mu, 0.5)?.sample(&mut rng))?;
        }
        text.push('\n');
    }
    Ok(Table::read(text.as_bytes(), &Dialect { header: Header::Yes, ..Dialect::default() })?)
}
