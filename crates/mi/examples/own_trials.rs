//! The information in the synapses of your own recording: trials × neurons, with the stimulus of each trial.
//!
//!     cargo run --release -p synaptome-mi --example own_trials -- trials.csv
//!
//! The file is a table with one row per trial: in its first column the stimulus, a word or a number (1 and 1.0 are the same
//! stimulus), and in each of the others the activity of one neuron, a positive number. Counts with zeros cannot be used, as logarithms are taken. Two stimuli
//! allow three neurons, and more stimuli more. Without an argument trials are made up.

use std::error::Error;
use std::f64::consts::LN_2;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use rand_distr::{Distribution, LogNormal};
use synaptome_interchange::{Dialect, Header, Table, open_table};
use synaptome_mi::{
    Bootstrap, PatternSamples, SynapticEnsemble, degrees_of_freedom, mutual_information_nats,
};

fn main() -> ExitCode {
    match run(&mut io::stdout().lock()) {
        Err(error) if !is_closed(&*error) => {
            eprintln!("{}", named(&*error));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

/// The error with the file that was given, unless it names it.
fn named(error: &dyn Error) -> String {
    let (text, file) = (error.to_string(), std::env::args().nth(1).unwrap_or_default());
    if text.starts_with(&file) { text } else { format!("{file}: {text}") }
}

/// Whether the reader of the output has seen enough, such as `head`.
fn is_closed(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref().is_some_and(|error: &io::Error| error.kind() == ErrorKind::BrokenPipe)
}

fn run(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let trials = match std::env::args().nth(1) {
        Some(path) => Trials::of(&open_table(path)?)?,
        None => Trials::of(&made()?)?,
    };
    let Trials { samples, stimuli, count } = trials;
    let neurons = samples.dim();
    writeln!(out, "{count} trials of {neurons} neurons, {} stimuli", stimuli.len())?;

    let synapses = SynapticEnsemble::all_pairs(neurons)?;
    let most = degrees_of_freedom(stimuli.len(), neurons);
    if synapses.len() > most {
        let (synapses, stimuli) = (synapses.len(), stimuli.len());
        return Err(format!(
            "{stimuli} stimuli determine at most {most} of the {synapses} synapses between {neurons} neurons, whose \
             information is then infinite: leave out neurons or add stimuli"
        )
        .into());
    }
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    for (about, stimulus) in stimuli.iter().enumerate() {
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
        writeln!(
            out,
            "{stimulus}: {plain:.3} bits, of which {bias:.3} are bias: {bits:.3}, 95 % from {low:.3} to {high:.3}"
        )?;
    }
    Ok(())
}

/// The activities in a table, and what stands in its first column.
struct Trials {
    samples: PatternSamples,
    stimuli: Vec<String>,
    count: usize,
}

impl Trials {
    fn of(table: &Table) -> Result<Self, Box<dyn Error>> {
        let names = table.names();
        let (first, neurons) =
            names.split_first().ok_or("the table has no header: name its columns")?;
        let columns: Vec<Vec<f64>> =
            neurons.iter().map(|name| table.numbers(name)).collect::<Result<_, _>>()?;
        let (stimuli, labels) = stimuli(table, first)?;
        let count = labels.len();
        let rows: Vec<f64> =
            (0..count).flat_map(|trial| columns.iter().map(move |column| column[trial])).collect();
        let samples = PatternSamples::new(neurons.len(), &rows, &labels);
        let samples = samples.map_err(|error| placed(error, table, neurons, &stimuli))?;
        Ok(Self { samples, stimuli, count })
    }
}

/// The different stimuli in a column, and which of them each trial has. If all are numbers, 1 and 1.0 are the same.
fn stimuli(table: &Table, name: &str) -> Result<(Vec<String>, Vec<usize>), Box<dyn Error>> {
    let stimuli: Vec<String> = match table.numbers(name) {
        Ok(numbers) => numbers.iter().map(|number| (number + 0.0).to_string()).collect(),
        Err(_) => table.text(name)?.into_iter().map(str::to_owned).collect(),
    };
    if let Some(trial) = stimuli.iter().position(|stimulus| ["", "NaN"].contains(&&**stimulus)) {
        let line = table.line(trial).unwrap_or_default();
        return Err(format!("line {line} has no stimulus in column {name:?}").into());
    }
    let mut kinds = stimuli.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let label = |stimulus| kinds.partition_point(|kind| kind < stimulus);
    let labels = stimuli.iter().map(label).collect();
    Ok((kinds, labels))
}

/// The error in the words of the table.
fn placed(
    error: synaptome_mi::Error,
    table: &Table,
    neurons: &[String],
    stimuli: &[String],
) -> String {
    use synaptome_mi::Error::{BadActivity, InPattern};
    match error {
        BadActivity { sample, neuron, .. } => {
            let line = table.line(sample).unwrap_or_default();
            format!("line {line}, column {:?}: {error}", neurons[neuron])
        }
        InPattern { pattern, error } => format!("stimulus {:?}: {error}", stimuli[pattern]),
        other => other.to_string(),
    }
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
