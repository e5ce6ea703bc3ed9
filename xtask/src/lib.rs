//! `cargo xtask figures` recomputes every figure of the source papers, judges
//! the claims and writes one report. `cargo xtask help` lists the commands.
//!
//! The figures and their registry are here; what computes, stores, judges and draws is
//! `synaptome-lab`.
#![forbid(unsafe_code)]
#![warn(clippy::print_stderr, clippy::print_stdout)]

mod accessibility;
mod bench;
mod bits;
mod book;
mod browser;
mod checks;
mod cli;
mod commands;
mod coverage;
mod experiment;
mod explore;
mod figures;
mod fuzz;
mod illustrations;
mod library;
mod mathematics;
mod mutants;
mod output;
mod process;
mod python;
mod reference;
mod signals;

use std::cell::RefCell;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    match commands::run(cli::Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::say(&format!("error: {}", synaptome_lab::chain(&*error)));
            ExitCode::FAILURE
        }
    }
}

thread_local! {
    /// The options of all commands. To list and check them takes longer than to parse a line.
    static OPTIONS: RefCell<clap::Command> = RefCell::new(cli::Cli::command());
}

/// What a command line means, its first word being the program, or why it is refused. Nothing is run.
///
/// # Errors
/// If a word is unknown, or its value cannot be used.
pub fn parse(words: impl IntoIterator<Item: Into<OsString> + Clone>) -> Result<String, String> {
    let matches = OPTIONS.with_borrow_mut(|options| options.try_get_matches_from_mut(words));
    let cli = matches.and_then(|matches| cli::Cli::from_arg_matches(&matches));
    cli.map(|cli| format!("{:?}", cli.command)).map_err(|error| error.to_string())
}
