//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use synaptome_lab::{Reuse, Run, Scale, Shard};

use crate::experiment::default_folder;
use crate::mutants::Sample;

/// Recomputes, judges and draws every figure of Synaptome.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Computes what is missing, judges the claims and writes the report.
    Figures(FigureOptions),
    /// Lists the figures, their sources, points and estimated times.
    List(Selection),
    /// Prints the claims with their verdicts from stored results.
    Claims(ClaimsOptions),
    /// Draws figures again from tables, and computes nothing.
    Draw(DrawOptions),
    /// Writes the stored points into one file, for others to import.
    Export(ExchangeOptions),
    /// Stores the points of a file that `export` wrote.
    Import(ExchangeOptions),
    /// Prints a script that submits the same work to a cluster with Slurm.
    Slurm(SlurmOptions),
    /// Runs the checks that a change must pass.
    Ci {
        /// Also runs the checks that a release must pass.
        #[arg(long)]
        release: bool,
        /// The seed of the cases of property tests [default: a new one in every run].
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Runs the property tests with many more cases than `ci`.
    Properties {
        /// The number of cases of each property.
        #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..))]
        cases: u32,
        /// The seed of the cases [default: a new one in every run].
        #[arg(long)]
        seed: Option<u64>,
        /// Only the properties of these crates, such as 'lognormal'.
        #[arg(long, num_args = 1.., value_name = "CRATE")]
        only: Vec<String>,
    },
    /// Gives arbitrary bytes to every reader, retrieval and rule.
    Fuzz {
        /// The number of seconds for which each target runs.
        #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
        seconds: u64,
        /// Only these targets, such as 'arrays'.
        #[arg(long, num_args = 1..)]
        target: Vec<String>,
    },
    /// Reports which lines of the library crates their tests run; less than 92 % is an error.
    Coverage {
        /// Only these crates, such as 'lognormal'.
        #[arg(long, num_args = 1.., value_name = "CRATE")]
        only: Vec<String>,
    },
    /// Changes lines of the library crates, one at a time, and checks whether a test notices.
    Mutants(Sample),
    /// Kills, interrupts, starves and damages runs, and checks that nothing is lost or wrong.
    Faults {
        /// The seed that determines when and where faults occur.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The number of runs that are killed.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..))]
        kills: u64,
    },
    /// Times our programs and other software alternately, and writes the tables of docs/performance.md.
    Bench(BenchOptions),
    /// Compares the tables of some figures on one and two threads, on each instruction set, and with the
    /// other profile, byte by byte.
    Bits {
        /// Only these figures [default: a fixed set of all crates].
        #[arg(long, num_args = 1.., value_name = "GLOB")]
        only: Vec<String>,
        /// Also runs this program, such as 'qemu-x86_64 -cpu Nehalem target/release/xtask'.
        #[arg(long, value_name = "COMMAND")]
        also: Vec<String>,
    },
    /// Writes an interactive page where you can change loads, rules and noise, and watch memories recall.
    Explore {
        /// The output folder [default: target/figures].
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Runs axe-core in headless Chromium over the report, the interactive page and the book.
    Accessibility {
        /// Other pages to check.
        #[arg(value_name = "PAGE")]
        pages: Vec<PathBuf>,
    },
    /// Builds the book of the documents, and the references of the crates and of the Python package.
    Docs,
    /// Converts the formulas of the book: a preprocessor that mdBook calls.
    #[command(hide = true)]
    Mathematics {
        /// `supports FORMAT`, or nothing.
        words: Vec<String>,
    },
    /// Builds a wheel of the Python package for this platform.
    Wheel,
}

/// Which figures, and at which scale.
#[derive(Args, Clone, Debug)]
pub(crate) struct Selection {
    /// Only the figures whose identifier matches one of these patterns, such as 'mi-*'.
    #[arg(long, num_args = 1.., value_name = "GLOB")]
    pub(crate) only: Vec<String>,
    /// How much work to spend: quick, paper or beyond.
    #[arg(long, default_value = "quick")]
    pub(crate) scale: Scale,
}

/// Options of `figures`.
#[derive(Args, Debug)]
pub(crate) struct FigureOptions {
    #[command(flatten)]
    pub(crate) stored: StoredOptions,
    /// The number of points that are computed at the same time [default: the number of cores].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    pub(crate) jobs: Option<u16>,
    /// Computes part I of K of the points, such as 2/8, into the shared folder and draws nothing.
    #[arg(long, value_name = "I/K")]
    pub(crate) shard: Option<Shard>,
    /// A folder of photographs (PNG, JPEG) from which ri-5 also learns receptive fields.
    #[arg(long, value_name = "DIR")]
    pub(crate) images: Option<PathBuf>,
    /// Computes the selected points again even if their results are stored.
    #[arg(long, conflicts_with = "keep")]
    pub(crate) fresh: bool,
    /// Also uses stored points that other versions of the sources have computed; the report marks them.
    #[arg(long)]
    pub(crate) keep: bool,
    /// Together with --shard: draws the report if all points are stored when the shard ends.
    #[arg(long, requires = "shard", conflicts_with = "fresh")]
    pub(crate) draw_when_complete: bool,
}

/// Options of `claims`.
#[derive(Args, Debug)]
pub(crate) struct ClaimsOptions {
    #[command(flatten)]
    pub(crate) stored: StoredOptions,
    /// Measures the tables <figure>.csv of this folder instead of stored points.
    #[arg(long, value_name = "DIR")]
    pub(crate) tables: Option<PathBuf>,
    /// Prints what was measured as CSV.
    #[arg(long)]
    pub(crate) csv: bool,
}

/// Options of `draw`.
#[derive(Args, Debug)]
pub(crate) struct DrawOptions {
    /// The folder of the tables, <figure>.csv each.
    pub(crate) tables: PathBuf,
    /// Only the figures whose identifier matches one of these patterns, such as 'mi-*'.
    #[arg(long, num_args = 1.., value_name = "GLOB")]
    pub(crate) only: Vec<String>,
    /// The output folder [default: the folder of the tables].
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Options of `export` and `import`.
#[derive(Args, Debug)]
pub(crate) struct ExchangeOptions {
    /// The file of stored points.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) stored: StoredOptions,
}

/// Options of `slurm`.
#[derive(Args, Debug)]
pub(crate) struct SlurmOptions {
    #[command(flatten)]
    pub(crate) stored: StoredOptions,
    /// The number of tasks of the array [default: tasks of about a quarter of an hour each].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1_000))]
    pub(crate) tasks: Option<u16>,
}

/// Options of `bench`.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line are independent")]
pub(crate) struct BenchOptions {
    /// Only the programs whose name contains one of these texts, such as 'clique search'; the tables stay as they are.
    #[arg(long, num_args = 1.., value_name = "TEXT")]
    pub(crate) only: Vec<String>,
    /// Measures each program for a shorter time and in three rounds; the tables stay as they are.
    #[arg(long)]
    pub(crate) quick: bool,
    /// The number of rounds in which a program and its peers alternate; programs of more than a few seconds take three.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(3..=1_000))]
    pub(crate) rounds: u16,
    /// First installs the other software from PyPI, in the versions of benches/peers/requirements.txt.
    #[arg(long)]
    pub(crate) peers: bool,
    /// Counts the instructions of the hottest paths instead, which needs valgrind, and stores them.
    #[arg(long, conflicts_with_all = ["only", "quick", "rounds", "peers", "store"])]
    pub(crate) instructions: bool,
    /// Times the first commands of a newcomer in a clean clone of the last commit instead, and stores the times: compiles the runner, draws the figures,
    /// compiles and runs the tests.
    #[arg(long, conflicts_with_all = ["only", "quick", "rounds", "peers", "store", "instructions"])]
    pub(crate) first_minutes: bool,
    /// Draws the tables and the figure again from stored times, and measures nothing.
    #[arg(long, conflicts_with_all = ["only", "quick", "rounds", "peers", "store", "instructions", "first_minutes"])]
    pub(crate) redraw: bool,
    /// Writes the tables even from a run with --quick, or with --only: rows take the place of those that the same machine measured before.
    #[arg(long)]
    pub(crate) store: bool,
}

/// Where results are stored, and which of them to use.
#[derive(Args, Debug)]
pub(crate) struct StoredOptions {
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// The output folder [default: target/figures, above quick target/figures-SCALE].
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The seed of all random streams.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

impl StoredOptions {
    /// The run that reads and writes there.
    pub(crate) fn run(&self) -> Run {
        let scale = self.selection.scale;
        let out = self.out.clone().unwrap_or_else(|| default_folder(scale));
        Run { only: self.selection.only.clone(), scale, out, seed: self.seed, ..Run::default() }
    }
}

impl FigureOptions {
    /// The run that these options ask for.
    pub(crate) fn run(&self) -> Run {
        let jobs = self.jobs.map_or(0, usize::from);
        let reuse = match (self.fresh, self.keep) {
            (true, _) => Reuse::Nothing,
            (_, true) => Reuse::All,
            _ => Reuse::Current,
        };
        let Self { shard, draw_when_complete, .. } = *self;
        Run { jobs, shard, draw_when_complete, reuse, ..self.stored.run() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn benches_refuse_options_that_would_change_nothing() {
        let parsed = |options: &str| {
            Cli::try_parse_from(["xtask", "bench"].into_iter().chain(options.split(' ')))
        };
        let whole = ["--instructions", "--first-minutes", "--redraw"];
        assert!(whole.iter().all(|alone| parsed(alone).is_ok()));
        for others in ["--quick", "--rounds 7", "--peers", "--store", "--only MPF"] {
            assert!(parsed(others).is_ok(), "{others}");
            assert!(
                whole.iter().all(|alone| parsed(&format!("{alone} {others}")).is_err()),
                "{others}"
            );
        }
        let pairs = whole.map(|one| whole.map(|other| format!("{one} {other}")));
        assert!(pairs.iter().flatten().all(|pair| parsed(pair).is_err()));
    }
}
