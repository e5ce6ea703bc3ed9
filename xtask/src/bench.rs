//! `cargo xtask bench`: our benches and their peers by turns, the limits of the machine, growth, instructions, and the
//! first ten minutes.

mod document;
mod first_minutes;
mod growth;
mod instructions;
mod machine;
mod own;
mod peers;
mod places;
mod rows;
mod text;
mod times;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use synaptome_lab::write_atomically;

use crate::cli::BenchOptions;
use crate::experiment::repository;
use crate::output::print;
pub(crate) use instructions::check as check_instructions;
use machine::Machine;
use own::{Clock, Effort, Programs};
use peers::Peers;
use rows::{Does, Rival, Row, Shown, TABLES};
use times::{HERE, Times};

/// Rounds of a row after which it is long enough.
const LONG: Duration = Duration::from_secs(40);
/// Fewest rounds of a row that has not failed.
const FEWEST_ROUNDS: usize = 3;

/// Runs what the options select.
pub(crate) fn run(options: &BenchOptions) -> Result<()> {
    if options.peers {
        peers::install()?;
    }
    if options.instructions {
        instructions::store()?;
    } else if options.first_minutes {
        first_minutes::store()?;
    } else if !options.redraw {
        measure(options)?;
    }
    let stores = options.instructions || options.first_minutes || is_full(options);
    if options.redraw || stores { redraw() } else { Ok(()) }
}

/// A run that may replace the stored one: nothing is left out and nothing is hurried.
fn is_full(options: &BenchOptions) -> bool {
    options.store || (options.only.is_empty() && !options.quick)
}

fn redraw() -> Result<()> {
    let path = places::path();
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    growth::write_figure(&Times::read(&places::folder().join("times.csv"))?, &places::folder())?;
    write_atomically(&path, document::redrawn(&text)?.as_bytes())?;
    Ok(print(&format!("tables: {}\n", path.display()))?)
}

/// Measures by turns and stores the times: those of a full run beside the document, others in `target/bench`.
fn measure(options: &BenchOptions) -> Result<()> {
    let programs = Programs::build()?;
    programs.require(&all_works())?;
    let inputs = repository().join("target/bench/inputs");
    let peers = peers_on(&programs, &inputs)?;
    let versions = peers.as_ref().map_or("", |peers| &*peers.versions).to_owned();
    let mut bench = Bench { programs, peers, options, times: Times::default() };
    bench.tables()?;
    bench.growth()?;
    let partial = repository().join("target/bench");
    let folder = if is_full(options) { places::folder() } else { partial };
    std::fs::create_dir_all(&folder)?;
    let machine = Machine::this(&versions);
    let mut times = bench.times;
    if options.store && !options.only.is_empty() {
        times = times.or(stored_by(&machine)?);
    }
    machine.write(&folder.join("machine.txt"))?;
    times.write(&folder.join("times.csv"))?;
    Ok(print(&format!("times: {}\n", folder.join("times.csv").display()))?)
}

/// The times beside the document, which only the machine that took them may add to.
fn stored_by(machine: &Machine) -> Result<Times> {
    let folder = places::folder();
    let stored = Machine::read(&folder.join("machine.txt"))?;
    anyhow::ensure!(
        stored == *machine,
        "{} Measure all rows here, without --only.",
        stored.sentence()
    );
    Times::read(&folder.join("times.csv"))
}

/// All works of ours that tables and curves name.
fn all_works() -> Vec<String> {
    let rows = TABLES.iter().flat_map(|table| table.rows);
    let of_rows = rows.flat_map(|row| {
        let own = row.rivals.iter().filter_map(|rival| match rival.does {
            Does::Own(work) => Some(work),
            Does::Peer(_) => None,
        });
        [row.work].into_iter().chain(own).map(str::to_owned)
    });
    let of_curves = growth::CURVES.iter().flat_map(|curve| curve.works().map(|(_, work)| work));
    of_rows.chain(of_curves).collect()
}

/// Writes the inputs and starts the peers on them, if they are installed.
fn peers_on(programs: &Programs, inputs: &Path) -> Result<Option<Peers>> {
    let status = programs.command("inputs")?.arg(inputs).status()?;
    anyhow::ensure!(status.success(), "the inputs cannot be written to {}", inputs.display());
    let peers = Peers::start(inputs)?;
    if peers.is_none() {
        print("no peers: `cargo xtask bench --peers` installs them\n")?;
    }
    Ok(peers)
}

/// A run.
struct Bench<'a> {
    programs: Programs,
    peers: Option<Peers>,
    options: &'a BenchOptions,
    times: Times,
}

impl Bench<'_> {
    fn tables(&mut self) -> Result<()> {
        for table in TABLES {
            // Limits are what other rows are compared with.
            let wanted = |row: &&Row| table.name == "machine" || self.is_selected(row.work);
            let rows: Vec<&Row> = table.rows.iter().filter(wanted).collect();
            for row in rows {
                self.row(row)?;
            }
        }
        Ok(())
    }

    fn is_selected(&self, work: &str) -> bool {
        let only = &self.options.only;
        only.is_empty() || only.iter().any(|part| work.contains(&**part))
    }

    fn row(&mut self, row: &Row) -> Result<()> {
        let start = Instant::now();
        let rounds = if self.options.quick { FEWEST_ROUNDS } else { self.options.rounds.into() };
        for round in 0..rounds {
            let is_long = start.elapsed() > LONG && !self.options.quick;
            if round >= FEWEST_ROUNDS && is_long {
                break;
            }
            self.round(row, round)?;
        }
        self.report(row)
    }

    /// Ours first, then each rival.
    fn round(&mut self, row: &Row, round: usize) -> Result<()> {
        self.here(row.work, round)?;
        for rival in row.rivals {
            let seconds = match rival.does {
                Does::Own(work) => {
                    let clock = Clock::of(row.work);
                    Some(self.programs.measure(work, self.effort(), clock)?)
                }
                Does::Peer(work) => {
                    self.peers.as_mut().map(|peers| peers.measure(work)).transpose()?
                }
            };
            seconds.into_iter().for_each(|seconds| {
                self.times.push(row.work, rival.name, round, seconds);
            });
        }
        Ok(())
    }

    fn here(&mut self, work: &str, round: usize) -> Result<()> {
        let seconds = self.programs.measure(work, self.effort(), Clock::of(work))?;
        self.times.push(work, HERE, round, seconds);
        Ok(())
    }

    fn effort(&self) -> Effort {
        let (warm_up_seconds, measured_seconds) =
            if self.options.quick { (0.05, 0.1) } else { (0.2, 0.5) };
        Effort { warm_up_seconds, measured_seconds }
    }

    /// One line as soon as a row is measured.
    fn report(&self, row: &Row) -> Result<()> {
        let Some(here) = self.times.seconds(row.work, HERE) else { return Ok(()) };
        let against = |rival: &Rival| {
            let ratio = self.times.ratio(row.work, rival.name)?;
            Some(format!("; {} times {}", text::range(ratio), rival.name))
        };
        let rivals: String = row.rivals.iter().filter_map(against).collect();
        let here = document::speed(here.median, row.shown);
        Ok(print(&format!("{}: {here}{rivals}\n", row.work))?)
    }

    fn growth(&mut self) -> Result<()> {
        for curve in growth::CURVES {
            let works = curve.works().map(|(_, work)| work);
            let works: Vec<_> = works.filter(|work| self.is_selected(work)).collect();
            for work in works {
                let rounds = if self.options.quick { 1 } else { FEWEST_ROUNDS };
                for round in 0..rounds {
                    self.here(&work, round)?;
                }
                let seconds = self.times.seconds(&work, HERE).map_or(0.0, |spread| spread.median);
                print(&format!("{work}: {}\n", document::speed(seconds, Shown::Time)))?;
            }
        }
        Ok(())
    }
}
