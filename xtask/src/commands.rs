//! The commands behind the command line.

mod claims;
mod damage;
mod draw;
mod exchange;
mod figures;
mod list;

use std::path::Path;

use synaptome_lab::slurm::Script;
use synaptome_lab::{Result, Scale, work};

use crate::bench;
use crate::cli::{Command, SlurmOptions};
use crate::experiment::{default_folder, synaptome};
use crate::output::print;
use crate::{
    accessibility, bits, book, checks, coverage, explore, fuzz, mathematics, mutants, python,
    signals,
};

/// Runs a command.
pub(crate) fn run(command: Command) -> Result<()> {
    bits::require_known_instructions()?;
    signals::let_large_files_fail()?;
    match command {
        Command::Figures(options) => figures::run(&options),
        Command::List(selection) => list::run(&selection),
        Command::Claims(options) => claims::run(&options),
        Command::Draw(options) => draw::run(&options),
        Command::Export(options) => exchange::export(&options),
        Command::Import(options) => exchange::import(&options),
        Command::Slurm(options) => slurm(&options),
        Command::Ci { release, seed } => Ok(checks::run(release, seed)?),
        Command::Properties { cases, seed, only } => Ok(checks::properties(cases, seed, &only)?),
        Command::Fuzz { seconds, target } => Ok(fuzz::run(seconds, &target)?),
        Command::Coverage { only } => Ok(coverage::run(&only)?),
        Command::Mutants(sample) => Ok(mutants::run(&sample)?),
        Command::Faults { seed, kills } => Ok(checks::faults(seed, kills)?),
        Command::Bench(options) => Ok(bench::run(&options)?),
        Command::Bits { only, also } => Ok(bits::run(&only, &also)?),
        Command::Explore { out } => {
            Ok(explore::write(&out.unwrap_or_else(|| default_folder(Scale::Quick)))?)
        }
        Command::Accessibility { pages } => Ok(accessibility::run(&pages)?),
        Command::Docs => Ok(book::build()?),
        Command::Mathematics { words } => Ok(mathematics::run(&words)?),
        Command::Wheel => Ok(python::wheel()?),
    }
}

/// Prints a script that does the work of `figures` with this very program.
fn slurm(options: &SlurmOptions) -> Result<()> {
    let run = options.stored.run();
    let work = work(&synaptome()?.select(&run.only)?, run.scale, None);
    let program = std::env::current_exe()?;
    let (folder, seed) = (
        std::path::absolute(&run.out).map_err(|error| format!("{}: {error}", run.out.display()))?,
        run.seed.to_string(),
    );
    let (program, folder) = (text_of(&program)?, text_of(&folder)?);
    let mut arguments = vec!["figures"];
    arguments.extend(run.only.iter().flat_map(|glob| ["--only", glob]));
    arguments.extend(["--scale", run.scale.name(), "--seed", &seed, "--out", folder]);
    let script = Script::new(program, &arguments, &work, options.tasks.map(usize::from));
    Ok(print(&script.to_string())?)
}

/// A path as a script can name it.
fn text_of(path: &Path) -> Result<&str> {
    path.to_str()
        .ok_or_else(|| format!("{} is no text in UTF-8, as a script needs", path.display()).into())
}
