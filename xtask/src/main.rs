//! `cargo xtask figures` recomputes every figure of the source papers, judges
//! the claims and writes one report. `cargo xtask help` lists the commands.
#![forbid(unsafe_code)]

mod chart;
mod checks;
mod claims;
mod cli;
mod commands;
mod figure;
mod figures;
mod outputs;
mod paths;
mod point;
mod progress;
mod report;
mod runner;
mod selection;
mod slurm;
mod statistics;
mod store;
mod streams;
mod table;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match commands::run(cli::Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
