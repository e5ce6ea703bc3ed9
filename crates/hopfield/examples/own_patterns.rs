//! Writes patterns of 0 and 1, or of ±1, from a file with eight of the ten rules, and recalls each from damaged cues.
//! The file is a table (commas, semicolons, tabs or blanks, perhaps with a header) or an array of NumPy (`.npy`), with one pattern
//! in each row; without a file, four letters.
//!
//! `cargo run --release -p synaptome-hopfield --example own_patterns -- patterns.csv`

use std::env;
use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{
    Cues, Dynamics, Ease, Hebbian, MaxMargin, Messages, MinimumProbabilityFlow, Noise,
    PseudoInverse, PseudoLikelihood, Recovery, State, Storkey, TrainedRecurrent, WritingRule,
};
use synaptome_interchange::{Array, Dialect, open_matrix, read_csv};

const LETTERS: &str = "\
    0 1 1 1 0  1 0 0 0 1  1 1 1 1 1  1 0 0 0 1  1 0 0 0 1
    1 1 1 1 1  0 0 1 0 0  0 0 1 0 0  0 0 1 0 0  0 0 1 0 0
    1 0 0 0 1  1 1 0 1 1  1 0 1 0 1  1 0 0 0 1  1 0 0 0 1
    1 1 1 1 1  0 0 0 1 0  0 0 1 0 0  0 1 0 0 0  1 1 1 1 1";

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
    let (text, file) = (error.to_string(), env::args().nth(1).unwrap_or_default());
    if text.starts_with(&file) { text } else { format!("{file}: {text}") }
}

/// Whether the reader of the output has seen enough, such as `head`.
fn is_closed(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref().is_some_and(|error: &io::Error| error.kind() == ErrorKind::BrokenPipe)
}

fn run(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let messages = match env::args().nth(1) {
        None => messages(&read_csv(LETTERS.as_bytes(), &Dialect::guess(LETTERS.as_bytes()))?.1)?,
        Some(path) => {
            let (_, table) = open_matrix(&path)?;
            messages(&table)?
        }
    };
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let rules: [&dyn WritingRule; 8] = [
        &Hebbian::default(),
        &Storkey,
        &PseudoInverse::default(),
        &MaxMargin::default(),
        &PseudoLikelihood::default(),
        &Ease::default(),
        &MinimumProbabilityFlow { thresholds: true, ..Default::default() },
        &TrainedRecurrent::default(),
    ];
    // An undamaged cue would say nothing: at least one unit is flipped.
    let (units, flips) = (messages.units(), (messages.units() * 8 / 100).max(1));
    writeln!(out, "{} patterns of {units} units, cues with {flips} flipped", messages.len())?;
    let cues = Cues::draw(&messages, Noise::Flips(flips), 25, rng)?;
    for rule in rules {
        let network = rule.write(&messages, rng)?;
        let recovery = Recovery::measure(&network, &cues, &Dynamics::default(), rng)?;
        writeln!(out, "{:17} {:.2} of damaged cues recovered", rule.name(), recovery.recovered)?;
    }
    // A cue of your own: the first pattern without its last rows.
    let mut bits = messages[0].to_bits();
    bits[units * 4 / 5..].fill(0);
    let network = PseudoInverse::default().write(&messages, rng)?;
    let recall = network.recall(&State::from_bits(&bits)?, &Dynamics::default(), rng)?;
    writeln!(
        out,
        "{:?} after {} sweeps: {:?}",
        recall.ending,
        recall.sweeps,
        recall.state.to_bits()
    )?;
    Ok(())
}

/// The patterns of a table, all of 0 and 1 or all of ±1.
fn messages(table: &Array<f64>) -> Result<Messages, Box<dyn Error>> {
    let is_of_spins = table.values().contains(&-1.0);
    let (low, kind) = if is_of_spins { (-1.0, "-1 and 1") } else { (0.0, "0 and 1") };
    let mut patterns = Vec::new();
    for (number, row) in (1..).zip(table.rows()?) {
        if let Some(value) = row.iter().find(|value| ![low, 1.0].contains(value)) {
            return Err(format!("pattern {number} has the value {value}: use {kind}").into());
        }
        patterns.push(State::from_bools(&row.iter().map(|x| *x == 1.0).collect::<Vec<_>>())?);
    }
    Ok(Messages::new(patterns)?)
}
