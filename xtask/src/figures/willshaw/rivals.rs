//! Retrievals of block codes at the same completeness: capacity against λ, and against time.

mod panels;
mod settings;

use std::time::Duration;

use settings::{METHODS, Setting};
use synaptome_lab::chart::Chart;
use synaptome_lab::statistics::{mean, std_error};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, Value, row,
};
use synaptome_willshaw::information::{Tally, entropy_bits};
use synaptome_willshaw::trial::{Conveyed, GrowingMemory, Trial};
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, CueQuality, FirstClique, Retrieval, SumOfMax,
};

use super::thread_time::thread_time;

const COLUMNS: &[&str] =
    &["lambda", "method", "k", "N", "cues", "f", "network", "bits", "missed", "ms"];

pub(super) struct Rivals;

/// The mean over the networks of one method, code, cue and load.
#[derive(Clone, Copy)]
struct Mean {
    lambda: f64,
    method: usize,
    bits: f64,
    error: f64,
    milliseconds: f64,
}

impl DataSet for Rivals {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        settings::points(scale)
    }

    /// One network grows through the loads of all methods.
    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let code = BlockCode::new(point.count("k")?, point.count("N")?)?;
        let (mut patterns, mut cues) = (job.rng("patterns"), job.rng("cues"));
        let mut memory = GrowingMemory::new(code, Association::Auto)?;
        let mut rows = Rows::new();
        for setting in settings::of_code(code) {
            memory.grow_to(setting.patterns(code), &mut patterns)?;
            let part = CueQuality::part(setting.cues as f64 / code.blocks() as f64);
            let trial = memory.trial(point.count("queries")?, part, &mut cues)?;
            let found = Found::of(&trial, setting.method)?;
            rows.push(cells(code, &setting, point, memory.stored(), &found)?);
        }
        Ok(rows)
    }
}

fn retrieval(method: usize) -> Box<dyn Retrieval<BlockCode>> {
    match METHODS[method] {
        "IRB-SMX" => Box::new(SumOfMax::default()),
        "first clique" => Box::new(FirstClique::default()),
        _ => Box::new(CliqueSearch { work_limit: u64::MAX, ..CliqueSearch::default() }),
    }
}

/// What the outputs of one method gave.
struct Found {
    conveyed: Conveyed,
    errors: Tally,
    time: Duration,
}

impl Found {
    fn of(trial: &Trial<'_, BlockCode>, method: usize) -> Result<Self> {
        let (mut conveyed, mut errors) = (Conveyed::default(), Tally::default());
        let begin = thread_time();
        let mut recalls = Vec::with_capacity(trial.queries().len());
        trial.each(&*retrieval(method), |_, recall| recalls.push(recall))?;
        let time = thread_time().saturating_sub(begin);
        for (query, recall) in trial.queries().iter().zip(&recalls) {
            conveyed.add(query, recall);
            errors.add(&query.content, &recall.content);
        }
        Ok(Self { conveyed, errors, time })
    }

    /// Bits of a pattern beyond its cue. An output of one unit per block is credited with whichever is more:
    /// that it is right or wrong as a whole, or that its blocks are so one by one.
    fn bits(&self, code: BlockCode, cues: usize) -> f64 {
        let whole = self.conveyed.mean_union_bits();
        if self.conveyed.missed == 0 {
            return whole;
        }
        let (open, size) = ((code.blocks() - cues) as f64, code.block_size() as f64);
        let wrong = self.errors.missing as f64 / (self.errors.patterns as f64 * open);
        let each = size.log2() - entropy_bits(wrong) - wrong * (size - 1.0).log2();
        whole.max(open * each)
    }
}

fn cells(
    code: BlockCode,
    setting: &Setting,
    point: &Point,
    stored: usize,
    found: &Found,
) -> Result<Vec<Value>> {
    let n = (code.blocks() * code.block_size()) as f64;
    Ok(row![
        setting.lambda,
        METHODS[setting.method],
        code.blocks(),
        code.block_size(),
        setting.cues,
        setting.f,
        point.count("network")?,
        found.bits(code, setting.cues) * stored as f64 / n.powi(2),
        found.conveyed.missed_fraction(),
        found.time.as_secs_f64() * 1e3 / found.conveyed.queries as f64
    ])
}

impl Figure for Rivals {
    fn id(&self) -> &str {
        "will-rivals"
    }

    fn source(&self) -> &str {
        "beyond Knoblauch & Palm 2020, §6"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Retrievals at the same completeness",
            seen: "n ≈ 4096. Left: information per synapse beyond the cue against the completeness λ of the cue, each \
                   retrieval at the best load and number of blocks k of those tried; standard errors over networks. \
                   Other panels: for each λ the largest information, over all k and loads, within the mean time per \
                   query on one core that the horizontal axis shows. First clique: sum-of-max, continued with guesses \
                   that are withdrawn when they fail, until one pattern is left. IRB-SMX and complete search return a \
                   superset of the stored pattern, as any halo does. The first clique can be another pattern; its \
                   information is then a lower bound.",
            paper: "The paper's best retrieval is IRB-SMX. Times vary between runs and machines.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, _: &Table) -> Result<Vec<Measurement>> {
        Ok(Vec::new())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        Ok(panels::chart(&means(table)?))
    }
}

/// All methods, codes, cues and loads.
fn means(table: &Table) -> Result<Vec<Mean>> {
    let mut means = Vec::new();
    for (method, name) in METHODS.iter().enumerate() {
        for (_, of_code) in table.filter("method", *name)?.groups("k")? {
            for (_, of_cue) in of_code.groups("cues")? {
                for (_, rows) in of_cue.groups("f")? {
                    means.push(mean_of(method, &rows)?);
                }
            }
        }
    }
    Ok(means)
}

fn mean_of(method: usize, rows: &Table) -> Result<Mean> {
    let bits = rows.numbers("bits")?;
    Ok(Mean {
        lambda: mean(&rows.numbers("lambda")?),
        method,
        bits: mean(&bits),
        error: std_error(&bits),
        milliseconds: mean(&rows.numbers("ms")?),
    })
}
