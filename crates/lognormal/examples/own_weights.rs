//! Your own synaptic weights, from a CSV file: are they log-normal, of how many parts, and what
//! does a weight convey about its part?
//!
//!     cargo run --release -p synaptome-lognormal --example own_weights -- weights.csv
//!
//! The last column of a table with a header holds the weights. A table without one is a matrix of weights, in which
//! 0 stands for no synapse. Without an argument 488 connections of a worm are read.

use std::error::Error;
use std::f64::consts::LN_2;

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_interchange::{Delimiter, Dialect, Table};
use synaptome_lognormal::{LogNormal, LogNormality, MixtureEstimator};

const WORM: &str = include_str!("data/c_elegans_weights.csv");

/// The last column of a table with a header, or all synapses of a matrix.
fn weights(csv: &[u8]) -> Result<Vec<f64>, Box<dyn Error>> {
    // A table with semicolons may have decimal commas.
    let mut dialect = Dialect::default();
    if csv.contains(&b';') {
        dialect.delimiter = Delimiter::Semicolon;
        dialect.decimal = if csv.contains(&b',') { ',' } else { '.' };
    }
    let table = Table::read(csv, &dialect)?;
    let weights = match table.names().last() {
        Some(column) => table.numbers(column)?,
        None => table.matrix()?.into_values().into_iter().filter(|&weight| weight != 0.0).collect(),
    };
    match weights.iter().find(|weight| **weight < 0.0) {
        None => Ok(weights),
        Some(weight) => Err(format!(
            "the weight {weight} is negative, but log-normal weights are positive: analyse excitatory weights \
             and the sizes of inhibitory ones separately"
        )
        .into()),
    }
}

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
    let weights = match std::env::args().nth(1) {
        Some(path) => weights(&std::fs::read(path)?)?,
        None => weights(WORM.as_bytes())?,
    };
    let mut rng = ChaCha12Rng::seed_from_u64(1);

    let fit = LogNormal::fit(&weights)?;
    println!("{} weights: mu {:.3}, sigma {:.3}", fit.count, fit.mu(), fit.sigma());
    let test = LogNormality::of(&weights)?;
    // Counts have few different values and are never quite log-normal.
    println!("{} different values, skewness of ln w {:.2}", test.distinct, test.skewness);
    println!("log-normal? A* = {:.2}, p = {:.1e}", test.anderson_darling, test.p_value);
    let are_counts = weights.iter().all(|w| w.fract() == 0.0);
    let resolution = are_counts.then_some(1.0);
    let estimator = MixtureEstimator { resolution, ..MixtureEstimator::default() };
    let found = estimator.select(&weights, 4, &mut rng)?;
    for (parts, fit) in (1..).zip(&found.all) {
        match fit {
            Ok(fit) => println!("BIC of {parts}: {:.1}", fit.bic()),
            Err(error) => println!("BIC of {parts}: {error}"),
        }
    }
    let best = found.best.mixture;
    for (weight, part) in best.weights().iter().zip(best.parts()) {
        println!("  {:.0} % around {:.2}: {part:.2}", 100.0 * weight, part.median());
    }
    let nats = best.information_about_part_nats();
    println!("a weight conveys {:.3} bits about its part", nats.value / LN_2);
    Ok(())
}
