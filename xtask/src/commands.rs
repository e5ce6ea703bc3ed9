//! The commands behind the command line.

use std::num::NonZero;
use std::thread::available_parallelism;
use std::time::Instant;

use anyhow::Result;

use crate::checks;
use crate::claims::{Judgement, Verdict};
use crate::cli::{Command, FigureOptions, Selection, StoredOptions};
use crate::figure::{Figure, Scale};
use crate::figures::infomax::photographs;
use crate::outputs;
use crate::paths::Output;
use crate::runner;
use crate::selection::{self, Work};
use crate::slurm;
use crate::store::Store;

/// Runs a command.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::Figures(options) => figures(options),
        Command::List(selection) => list(&selection),
        Command::Claims(options) => claims(options),
        Command::Slurm(options) => {
            print!("{}", slurm::script(&options)?);
            Ok(())
        }
        Command::Ci { release } => checks::run(release),
        Command::Docs => checks::book(),
    }
}

fn figures(options: FigureOptions) -> Result<()> {
    let start = Instant::now();
    let scale = options.stored.selection.scale;
    let chosen = selection::figures(&options.stored.selection)?;
    options.images.as_deref().map_or(Ok(()), photographs::choose)?;
    let output = Output::new(options.stored.out, scale);
    let store = Store::new(output.clone(), options.stored.seed);
    let all = selection::work(&chosen, scale, options.shard);
    if !options.fresh {
        warn_of_other_sources(&all, &store);
    }
    let (total, missing) = (all.len(), missing(all, &store, options.fresh));
    eprintln!("{total} points at {}, {} of them stored", scale.name(), total - missing.len());
    let jobs = options.jobs.map_or_else(cores, usize::from);
    runner::compute(missing, &store, runner::Options { jobs, fresh: options.fresh })?;
    if options.shard.is_none() {
        print_verdicts(&outputs::write(&store, &output, scale)?);
        println!("report: {}", output.file("index.html").display());
    }
    eprintln!("done in {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn missing(mut work: Vec<Work>, store: &Store, fresh: bool) -> Vec<Work> {
    work.retain(|work| fresh || store.load(work.data, &work.point).is_none());
    for path in work.iter().filter_map(|work| store.damaged(work.data, &work.point)) {
        eprintln!("warning: {} cannot be used and is computed again", path.display());
    }
    work
}

/// Code may have changed without changing a parameter; only the reader can know.
fn warn_of_other_sources(all: &[Work], store: &Store) {
    let stored = all.iter().filter_map(|work| store.load(work.data, &work.point));
    let others = stored.filter(|stored| stored.revision != *store.revision()).count();
    if others > 0 {
        eprintln!("{others} stored results come from other sources; --fresh computes them again");
    }
}

fn cores() -> usize {
    available_parallelism().map_or(1, NonZero::get)
}

fn list(selection: &Selection) -> Result<()> {
    println!("{:<20} {:<44} {:>17} {:>17} {:>17}", "figure", "source", "quick", "paper", "beyond");
    for figure in selection::figures(selection)? {
        let [quick, paper, beyond] = Scale::ALL.map(|scale| estimate(figure, scale));
        println!(
            "{:<20} {:<44} {quick:>17} {paper:>17} {beyond:>17}",
            figure.id(),
            figure.source()
        );
    }
    println!(
        "\npoints, and estimated time on {} cores; figures that share points share the time",
        cores()
    );
    Ok(())
}

fn estimate(figure: &dyn Figure, scale: Scale) -> String {
    let points = figure.data().points(scale);
    let seconds = points.iter().map(|point| point.seconds).sum::<f64>() / cores() as f64;
    let time = match seconds {
        s if s < 99.5 => format!("{s:.1} s"),
        s if s < 5970.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3600.0),
    };
    format!("{} / {time}", points.len())
}

fn claims(options: StoredOptions) -> Result<()> {
    let scale = options.selection.scale;
    let chosen = selection::figures(&options.selection)?;
    let store = Store::new(Output::new(options.out, scale), options.seed);
    let judged = outputs::judgements(&outputs::finished(&store, scale)?, scale)?;
    for claim in
        judged.iter().filter(|claim| chosen.iter().any(|figure| figure.id() == claim.figure))
    {
        println!("{}", line(claim));
    }
    print_verdicts(&judged);
    Ok(())
}

fn line(claim: &Judgement) -> String {
    let number = |x: Option<f64>| x.map_or("-".to_owned(), short);
    let error = claim.std_error.map_or(String::new(), |e| format!(" ± {}", short(e)));
    let interval = format!("[{}, {}]", short(claim.low), short(claim.high));
    let measured = number(claim.measured) + &error;
    let Judgement { id, verdict, statement, .. } = claim;
    format!(
        "{:<13} {:<8} {measured:<22} in {interval:<20} paper {:<9} {statement}",
        id,
        verdict.word(),
        number(claim.published)
    )
}

/// Four significant digits, without an exponent where that is readable.
pub(crate) fn short(x: f64) -> String {
    if x == 0.0 || !x.is_finite() {
        return format!("{x}");
    }
    let digits = 3 - x.abs().log10().floor() as i32;
    match x.abs() {
        size if !(1e-4..1e9).contains(&size) => format!("{x:.3e}"),
        _ => {
            let text = format!("{x:.*}", digits.clamp(0, 8) as usize);
            if text.contains('.') {
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            } else {
                text
            }
        }
    }
}

fn print_verdicts(judged: &[Judgement]) {
    let count = |verdict| judged.iter().filter(|claim| claim.verdict == verdict).count();
    let fails: Vec<&str> =
        judged.iter().filter(|c| c.verdict == Verdict::Fails).map(|c| &*c.id).collect();
    let names = if fails.is_empty() { String::new() } else { format!(" ({})", fails.join(", ")) };
    println!(
        "claims: {} hold, {} fail{names}, {} not run",
        count(Verdict::Holds),
        fails.len(),
        count(Verdict::NotRun)
    );
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn short_numbers_keep_four_digits() {
        for (x, text) in [
            (0.0, "0"),
            (-1.2, "-1.2"),
            (0.012_345, "0.01235"),
            (4_010_000.0, "4010000"),
            (1e-12, "1.000e-12"),
            (-1e9, "-1.000e9"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(short(x), text);
        }
    }
}
