//! The information in your own network: patterns from CSV files.
//!
//!     cargo run --release -p synaptome-mi --example own_covariances -- one.csv two.csv …
//!
//! Each file describes one log-normal pattern of d neurons by d + 1 lines of d numbers: the means of
//! ln x, then its d × d covariance matrix, as for two neurons
//!
//! ```text
//! 0.3,-0.2
//! 1.0,0.3
//! 0.3,1.0
//! ```
//!
//! A header may stand above. Without arguments three patterns of this kind are made up.

use std::error::Error;
use std::f64::consts::LN_2;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use synaptome_interchange::{Array, Dialect, open_matrix, read_csv};
use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};
use synaptome_mi::{Patterns, SynapticEnsemble, mutual_information_nats, synergy};

const MADE_UP: [&str; 3] = [
    "0,0,0\n0.5,0.1,0.1\n0.1,0.5,0.1\n0.1,0.1,0.5\n",
    "0.3,-0.2,0\n1,0.3,0.2\n0.3,1,0.3\n0.2,0.3,1\n",
    "-0.1,0.1,0.2\n0.8,0,0.1\n0,0.8,0\n0.1,0,0.8\n",
];

/// The pattern of a table: means in its first line, covariances below.
fn pattern(table: &Array<f64>) -> Result<MultivariateLogNormal, Box<dyn Error>> {
    let (lines, neurons) = table.matrix_shape()?;
    if lines != neurons + 1 {
        return Err(format!(
            "{lines} lines of {neurons} numbers: means and a covariance matrix of {neurons} neurons have {} lines",
            neurons + 1
        )
        .into());
    }
    if let Some(at) = table.values().iter().position(|value| !value.is_finite()) {
        let (row, column, value) = (at / neurons + 1, at % neurons + 1, table.values()[at]);
        return Err(format!("row {row}, column {column} is {value}, and not finite").into());
    }
    let rows: Vec<&[f64]> = table.rows()?.collect();
    let (mean, covariance) = rows.split_first().ok_or("the file is empty")?;
    Ok(MultivariateLogNormal::new(mean.to_vec(), SymmetricMatrix::from_rows(covariance)?)?)
}

fn main() -> ExitCode {
    match run(&mut io::stdout().lock()) {
        Err(error) if !is_closed(&*error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Whether the reader of the output has seen enough, such as `head`.
fn is_closed(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref().is_some_and(|error: &io::Error| error.kind() == ErrorKind::BrokenPipe)
}

fn run(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let patterns: Vec<_> = if files.is_empty() {
        let read = |text: &&str| pattern(&read_csv(text.as_bytes(), &Dialect::default())?.1);
        MADE_UP.iter().map(read).collect::<Result<_, _>>()?
    } else {
        files.iter().map(in_file).collect::<Result<_, _>>()?
    };
    let patterns = Patterns::new(&patterns)?;
    let synapses = SynapticEnsemble::all_pairs(patterns.dim())?;
    for about in 0..patterns.len() {
        let all = mutual_information_nats(&patterns, &synapses, about)? / LN_2;
        let shared = synergy(&patterns, &synapses, about)?.excess_nats() / LN_2;
        let count = synapses.len();
        writeln!(out, "pattern {about}: {all:.3} bits in {count} synapses, synergy {shared:+.3}")?;
    }
    Ok(())
}

fn in_file(path: &String) -> Result<MultivariateLogNormal, Box<dyn Error>> {
    let (_, table) = open_matrix(path)?;
    let pattern = pattern(&table).map_err(|error| format!("{path}: {error}"))?;
    if (0..pattern.dim()).all(|neuron| table[[neuron + 1, neuron]] == 1.0) {
        eprintln!(
            "{path}: every variance of ln x is 1; multiply correlations by the standard deviations"
        );
    }
    Ok(pattern)
}
