//! Writes patterns of 0 and 1, or of ±1, from a table with every rule, and recalls each from a damaged cue.
//! The table has one pattern in each row, divided by commas, semicolons or blanks, and may have a header; without a table, four
//! letters.
//!
//! `cargo run --release -p synaptome-hopfield --example own_patterns -- patterns.csv`

use std::error::Error;
use std::{env, fs};

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::{
    Cues, Dynamics, Ease, Hebbian, MaxMargin, Messages, MinimumProbabilityFlow, Noise,
    PseudoInverse, PseudoLikelihood, Recovery, State, Storkey, TrainedRecurrent, WritingRule,
};

const LETTERS: &str = "\
    0 1 1 1 0  1 0 0 0 1  1 1 1 1 1  1 0 0 0 1  1 0 0 0 1
    1 1 1 1 1  0 0 1 0 0  0 0 1 0 0  0 0 1 0 0  0 0 1 0 0
    1 0 0 0 1  1 1 0 1 1  1 0 1 0 1  1 0 0 0 1  1 0 0 0 1
    1 1 1 1 1  0 0 0 1 0  0 0 1 0 0  0 1 0 0 0  1 1 1 1 1";

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
    let messages = match env::args().nth(1) {
        None => messages(LETTERS)?,
        Some(path) => {
            let read = fs::read_to_string(&path).map_err(Into::into);
            read.and_then(|table| messages(&table)).map_err(|error| format!("{path}: {error}"))?
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
    println!("{} patterns of {units} units, cues with {flips} flipped", messages.len());
    let cues = Cues::draw(&messages, Noise::Flips(flips), 25, rng)?;
    for rule in rules {
        let network = rule.write(&messages, rng)?;
        let recovery = Recovery::measure(&network, &cues, &Dynamics::default(), rng)?;
        println!("{:17} {:.2} of damaged cues recovered", rule.name(), recovery.recovered);
    }
    // A cue of your own: the first pattern without its last rows.
    let mut bits = messages[0].to_bits();
    bits[units * 4 / 5..].fill(0);
    let network = PseudoInverse::default().write(&messages, rng)?;
    let recall = network.recall(&State::from_bits(&bits)?, &Dynamics::default(), rng)?;
    println!("{:?} after {} sweeps: {:?}", recall.ending, recall.sweeps, recall.state.to_bits());
    Ok(())
}

/// The patterns of a table, all of 0 and 1 or all of ±1.
fn messages(table: &str) -> Result<Messages, Box<dyn Error>> {
    let table = table.trim_start_matches('\u{feff}');
    let lines = (1..).zip(table.lines()).filter(|(_, line)| !line.trim().is_empty());
    let mut rows: Vec<Vec<i8>> = Vec::new();
    for (number, line) in lines {
        match row(line) {
            Ok(row) => rows.push(row),
            // Names of columns may stand above the patterns.
            Err(_)
                if rows.is_empty() && fields(line).all(|field| field.parse::<f64>().is_err()) => {}
            Err(field) => {
                return Err(format!("line {number} has {field:?}, which is not 0, 1 or -1").into());
            }
        }
    }
    let is_of_spins = rows.iter().flatten().any(|&spin| spin == -1);
    Ok(if is_of_spins { Messages::from_spins(&rows)? } else { Messages::from_bits(&rows)? })
}

/// The numbers of a line, or the first field that is none of -1, 0 and 1.
fn row(line: &str) -> Result<Vec<i8>, &str> {
    let number = |field: &str| field.parse::<f64>().ok().filter(|x| [-1.0, 0.0, 1.0].contains(x));
    fields(line).map(|field| number(field).map(|x| x as i8).ok_or(field)).collect()
}

fn fields(line: &str) -> impl Iterator<Item = &str> {
    let separates = |c: char| ",;".contains(c);
    // Between blanks is no field, but between two commas is one that is missing.
    let fields: Vec<&str> = if line.contains(separates) {
        line.split(separates).collect()
    } else {
        line.split_whitespace().collect()
    };
    fields.into_iter().map(|field| field.trim().trim_matches('"'))
}
