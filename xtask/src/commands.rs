//! The commands behind the command line.

mod claims;
mod exchange;
mod figures;
mod list;

use synaptome_lab::slurm::Script;
use synaptome_lab::{Result, work};

use crate::bench;
use crate::checks;
use crate::cli::{Command, SlurmOptions};
use crate::experiment::synaptome;
use crate::output::print;
use crate::python;

/// Runs a command.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::Figures(options) => figures::run(&options),
        Command::List(selection) => list::run(&selection),
        Command::Claims(options) => claims::run(&options),
        Command::Export(options) => exchange::export(&options),
        Command::Import(options) => exchange::import(&options),
        Command::Slurm(options) => slurm(&options),
        Command::Ci { release } => Ok(checks::run(release)?),
        Command::Faults { seed, kills } => Ok(checks::faults(seed, kills)?),
        Command::Bench(options) => Ok(bench::run(&options)?),
        Command::Docs => Ok(checks::book()?),
        Command::Wheel => Ok(python::wheel()?),
    }
}

/// Prints a script that does the work of `figures` with this very program.
fn slurm(options: &SlurmOptions) -> Result<()> {
    let run = options.stored.run();
    let work = work(&synaptome()?.select(&run.only)?, run.scale, None);
    let program = std::env::current_exe()?;
    let (folder, seed) = (std::path::absolute(&run.out)?, run.seed.to_string());
    let (program, folder) = (program.to_string_lossy(), folder.to_string_lossy());
    let mut arguments = vec!["figures"];
    arguments.extend(run.only.iter().flat_map(|glob| ["--only", glob]));
    arguments.extend(["--scale", run.scale.name(), "--seed", &seed, "--out", &folder]);
    let script = Script::new(&program, &arguments, &work, options.tasks.map(usize::from));
    Ok(print(&script.to_string())?)
}
