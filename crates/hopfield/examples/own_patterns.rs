//! Writes patterns of 0 and 1, or of ±1, from a table with every rule, and recalls each from a damaged cue.
//! The table has one pattern in each row, divided by commas or blanks; without a table, four letters.
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
    let table = env::args().nth(1).map_or(Ok(LETTERS.to_owned()), fs::read_to_string)?;
    let mut rows = rows(&table)?;
    // Spins of ±1 become bits of 0 and 1.
    if rows.iter().flatten().any(|&spin| spin == -1.0) {
        rows.iter_mut().flatten().for_each(|spin| *spin = f64::midpoint(*spin, 1.0));
    }
    let messages = Messages::from_bits(&rows)?;
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
    let cues = Cues::draw(&messages, Noise::fraction(0.08, messages.units()), 25, rng)?;
    for rule in rules {
        let network = rule.write(&messages, rng)?;
        let recovery = Recovery::measure(&network, &cues, &Dynamics::default(), rng)?;
        println!("{:17} {:.2} of damaged cues recovered", rule.name(), recovery.recovered);
    }
    // A cue of your own: the first pattern without its last rows.
    let mut bits = messages[0].to_bits();
    bits[messages.units() * 4 / 5..].fill(0);
    let network = PseudoInverse::default().write(&messages, rng)?;
    let recall = network.recall(&State::from_bits(&bits)?, &Dynamics::default(), rng)?;
    println!("{:?} after {} sweeps: {:?}", recall.ending, recall.sweeps, recall.state.to_bits());
    Ok(())
}

/// The numbers of a table.
fn rows(table: &str) -> Result<Vec<Vec<f64>>, std::num::ParseFloatError> {
    let lines = table.lines().filter(|line| !line.trim().is_empty());
    let numbers = |line: &str| {
        let fields = line.split([',', ' ', '\t']).filter(|field| !field.is_empty());
        fields.map(str::parse).collect()
    };
    lines.map(numbers).collect()
}
