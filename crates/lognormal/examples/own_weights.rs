//! Your own synaptic weights, from a file: are they log-normal, of how many parts, and what
//! does a weight convey about its part?
//!
//!     cargo run --release -p synaptome-lognormal --example own_weights -- weights.csv
//!     cargo run --release -p synaptome-lognormal --example own_weights -- table.csv weight
//!     cargo run --release -p synaptome-lognormal --example own_weights -- matrix.csv --matrix
//!
//! The file is a table, an array of NumPy (`.npy`, or `.npz` with one array) or a sparse matrix of SciPy. A table with a header and one column of numbers has the weights there; of
//! several such columns, the name behind the file says which. A table without a header, or one with `--matrix` behind it,
//! is a matrix of weights, in which 0 stands for no synapse; a first column that counts its rows is left out. Without an argument 488 connections of a worm are read.

use std::error::Error;
use std::f64::consts::LN_2;
use std::io::{self, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_interchange::{Dialect, Table, open_matrix, open_table};
use synaptome_lognormal::{Criterion, LogNormal, LogNormality, MixtureEstimator, MixtureProgress};

const WORM: &str = include_str!("data/c_elegans_weights.csv");
const MATRIX: &str = "--matrix";

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
    let mut arguments = std::env::args().skip(1);
    let (file, choice) = (arguments.next(), arguments.next());
    if let Some(more) = arguments.next() {
        return Err(format!("{more:?} is one argument too many").into());
    }
    let weights = match (file, choice) {
        (None, _) => in_table(&Table::read(WORM.as_bytes(), &Dialect::default())?, None)?,
        (Some(path), choice) => in_file(&path, choice.as_deref())?,
    };
    let mut rng = ChaCha12Rng::seed_from_u64(1);

    let fit = LogNormal::fit(&weights)?;
    writeln!(out, "{} weights: mu {:.3}, sigma {:.3}", fit.count, fit.mu(), fit.sigma())?;
    let test = LogNormality::of(&weights)?;
    // Counts have few different values and are never quite log-normal.
    writeln!(out, "{} different values, skewness of ln w {:.2}", test.distinct, test.skewness)?;
    writeln!(out, "log-normal? A* = {:.2}, p = {:.1e}", test.anderson_darling, test.p_value)?;
    let are_counts = weights.iter().all(|w| w.fract() == 0.0);
    let resolution = are_counts.then_some(1.0);
    let estimator = MixtureEstimator { resolution, ..MixtureEstimator::default() };
    let found = estimator.select_watched(Criterion::Bic, &weights, 4, report(), &mut rng)?;
    for (parts, fit) in (1..).zip(&found.all) {
        match fit {
            Ok(fit) => writeln!(out, "BIC of {parts}: {:.1}", fit.bic()),
            Err(error) => writeln!(out, "BIC of {parts}: {error}"),
        }?;
    }
    let best = found.best.mixture;
    for (weight, part) in best.weights().iter().zip(best.parts()) {
        writeln!(out, "  {:.0} % around {:.2}: {part:.2}", 100.0 * weight, part.median())?;
    }
    let nats = best.information_about_part_nats();
    writeln!(out, "a weight conveys {:.3} bits about its part", nats.value / LN_2)?;
    Ok(())
}

fn in_file(path: &str, choice: Option<&str>) -> Result<Vec<f64>, Box<dyn Error>> {
    let extension = Path::new(path).extension().unwrap_or_default();
    if ["npy", "npz"].iter().any(|array| extension.eq_ignore_ascii_case(array)) {
        if let Some(name) = choice.filter(|choice| *choice != MATRIX) {
            return Err(format!("an array has no column {name:?}").into());
        }
        let (_, array) = open_matrix(path)?;
        let columns = array.shape().get(1).copied().unwrap_or(1).max(1);
        return synapses(array.into_values(), |entry| {
            format!("row {}, column {}", 1 + entry / columns, 1 + entry % columns)
        });
    }
    in_table(&open_table(path)?, choice)
}

/// The weights of a table: a matrix of synapses, or the column that is named or the only one of numbers.
fn in_table(table: &Table, choice: Option<&str>) -> Result<Vec<f64>, Box<dyn Error>> {
    let names = table.names();
    if names.is_empty() && choice.is_none_or(|choice| choice == MATRIX) {
        let matrix = table.matrix()?;
        let width = matrix.shape()[1].max(1);
        let columns =
            (0..width).map(|j| matrix.values().iter().skip(j).step_by(width).copied().collect());
        return matrix_of(
            table,
            (1..=width).map(|j| format!("column {j}")).collect(),
            columns.collect(),
        );
    }
    // A column without a name is the index that pandas writes; one with any number is one of numbers.
    let is_of_numbers =
        |name: &&String| !name.is_empty() && table.holds_numbers(name).is_ok_and(|holds| holds);
    let columns: Vec<&str> = names.iter().filter(is_of_numbers).map(String::as_str).collect();
    match (choice, &columns[..]) {
        (Some(MATRIX), columns) => {
            let values =
                columns.iter().map(|column| table.numbers(column)).collect::<Result<_, _>>()?;
            matrix_of(
                table,
                columns.iter().map(|name| format!("column {name:?}")).collect(),
                values,
            )
        }
        (Some(name), _) => column(table, name),
        (None, [column]) => {
            if names.len() > 1 {
                eprintln!("the weights are the column {column:?}");
            }
            self::column(table, column)
        }
        (None, []) => {
            let reason = names.first().and_then(|name| table.numbers(name).err());
            let reason = reason.map_or(String::new(), |reason| format!(": {reason}"));
            Err(format!("none of the columns {names:?} holds numbers{reason}").into())
        }
        (None, [first, .., last]) => {
            let count = columns.len();
            Err(format!(
                "{count} columns of numbers, {first:?} to {last:?}: name one behind the file, or say {MATRIX} for a \
                 matrix of weights"
            )
            .into())
        }
    }
}

fn column(table: &Table, name: &str) -> Result<Vec<f64>, Box<dyn Error>> {
    let weights = table.numbers(name)?;
    positive(&weights, |row| format!("line {}", table.line(row).unwrap_or_default()))?;
    Ok(weights)
}

/// The weights of a matrix other than 0, without a first column that counts the rows.
fn matrix_of(
    table: &Table,
    mut names: Vec<String>,
    mut columns: Vec<Vec<f64>>,
) -> Result<Vec<f64>, Box<dyn Error>> {
    let counts = |column: &Vec<f64>| {
        column.len() > 1
            && [0.0, 1.0].contains(&column[0])
            && column.windows(2).all(|pair| pair[1] == pair[0] + 1.0)
    };
    if columns.len() > 1 && counts(&columns[0]) {
        eprintln!("{} counts the rows and is left out", names[0]);
        names.remove(0);
        columns.remove(0);
    }
    let rows = columns.first().map_or(0, Vec::len);
    eprintln!("a matrix of {rows} × {}", columns.len());
    synapses(columns.concat(), |entry| {
        let line = table.line(entry % rows).unwrap_or_default();
        format!("line {line}, {}", names[entry / rows])
    })
}

/// The weights other than 0.
fn synapses(
    mut weights: Vec<f64>,
    place: impl Fn(usize) -> String,
) -> Result<Vec<f64>, Box<dyn Error>> {
    positive(&weights.iter().map(|&w| if w == 0.0 { 1.0 } else { w }).collect::<Vec<_>>(), place)?;
    weights.retain(|&weight| weight != 0.0);
    Ok(weights)
}

/// Refuses the first weight that is not positive and finite, with its place in the file.
fn positive(weights: &[f64], place: impl Fn(usize) -> String) -> Result<(), Box<dyn Error>> {
    let is_wrong = |weight: &f64| !(*weight > 0.0 && weight.is_finite());
    let Some((entry, weight)) = weights.iter().enumerate().find(|pair| is_wrong(pair.1)) else {
        return Ok(());
    };
    let advice = match *weight {
        0.0 => "leave out what is no synapse",
        weight if weight < 0.0 => {
            "analyse excitatory weights and the sizes of inhibitory ones separately"
        }
        _ => "leave out what was not measured",
    };
    Err(format!(
        "{}: the weight {weight} is not positive and finite, as log-normal weights are: {advice}",
        place(entry)
    )
    .into())
}

/// Says once per start how far the fit is: with tens of thousands of weights it takes a minute.
fn report() -> impl FnMut(&MixtureProgress) -> ControlFlow<()> {
    let mut last = (0, 0);
    move |at| {
        if (at.parts, at.start) != last {
            last = (at.parts, at.start);
            eprintln!("fitting {} parts, start {}", at.parts, at.start + 1);
        }
        ControlFlow::Continue(())
    }
}
