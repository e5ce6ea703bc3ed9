//! Clique search on one network: the work of a point.

use std::time::Duration;

use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use synaptome_lab::{Job, Point, Result, Rows, Value, row};
use synaptome_willshaw::trial::{Conveyed, Pairs, Query};
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, Completions, Cue, CueQuality, Error, FalseUnits, Network,
    PatternCode, RandomCode, Recall, Retrieval, SumOfMax,
};

use super::super::thread_time::thread_time;

/// The rows of a point.
pub(in super::super) fn run(point: &Point, job: &Job) -> Result<Rows> {
    let (k, size) = (point.count("k")?, point.count("N")?);
    let stored = (point.number("f")? * (size * size) as f64).round() as usize;
    let false_units = rule(point)?;
    let search = CliqueSearch { false_units, work_limit: u64::MAX, ..CliqueSearch::default() };
    let (auto, hetero) = (Association::Auto, Association::Hetero);
    let (blocks, random) = (BlockCode::new(k, size)?, RandomCode::new(k * size, k)?);
    let (conveyed, time) = match point.text("kind")? {
        "block" => queries(blocks, auto, stored, &search, point, job)?,
        "hetero" => queries(blocks, hetero, stored, &search, point, job)?,
        "random" => queries(random, auto, stored, &search, point, job)?,
        "random-hetero" => queries(random, hetero, stored, &search, point, job)?,
        "IRB-SMX" => queries(blocks, auto, stored, &Union, point, job)?,
        other => return Err(format!("no such kind: {other}").into()),
    };
    let keys = ["kind", "k", "N", "cues", "wrong", "rule", "f", "network"];
    let mut row: Vec<Value> = keys.iter().map(|key| point.parameters()[*key].clone()).collect();
    row.extend(cells(stored, (k * size) as f64, &conveyed, time));
    Ok(vec![row])
}

fn rule(point: &Point) -> Result<FalseUnits> {
    Ok(match point.text("rule")? {
        "exactly" => FalseUnits::Exactly,
        "at-most" => FalseUnits::AtMost,
        "fewest" => FalseUnits::Fewest,
        other => return Err(format!("no such rule: {other}").into()),
    })
}

/// IRB-SMX, as if its output were the union of cliques.
struct Union;

impl Retrieval<BlockCode> for Union {
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        let halo = SumOfMax::default().recall(network, cue)?;
        let completions = Some(Completions { cliques: 1, ..Completions::default() });
        Ok(Recall { completions, ..halo })
    }
}

/// The measured columns.
fn cells(stored: usize, n: f64, conveyed: &Conveyed, time: Duration) -> Vec<Value> {
    let (per_synapse, queries) = (stored as f64 / n.powi(2), conveyed.queries as f64);
    row![
        stored,
        conveyed.mean_union_bits() * per_synapse,
        conveyed.mean_list_bits() * per_synapse,
        conveyed.nodes as f64 / queries,
        time.as_secs_f64() * 1e3 / queries,
        conveyed.cut as f64,
        conveyed.missed_fraction()
    ]
}

fn queries<C: PatternCode>(
    code: C,
    association: Association,
    stored: usize,
    retrieval: &dyn Retrieval<C>,
    point: &Point,
    job: &Job,
) -> Result<(Conveyed, Duration)> {
    let (mut rng, mut source) = (job.rng("queries"), job.rng("patterns"));
    let pairs = Pairs::draw(code, association, stored, &mut source)?;
    let memory = pairs.memory()?;
    let mut asked = Vec::new();
    for _ in 0..point.count("queries")? {
        let index = rng.random_range(0..stored);
        let (address, content) = pairs.get(index).ok_or("a stored pattern is missing")?;
        let cue = mislead(code, address, point, &mut rng)?;
        asked.push(Query { cue, address: address.to_vec(), content: content.to_vec() });
    }
    let begin = thread_time();
    let recalls: Result<Vec<_>, _> =
        asked.iter().map(|query| memory.recall(retrieval, &query.cue)).collect();
    let (recalls, time) = (recalls?, thread_time().saturating_sub(begin));
    let mut conveyed = Conveyed::default();
    for (query, recall) in asked.iter().zip(&recalls) {
        conveyed.add(query, recall);
        check(query, recall)?;
    }
    Ok((conveyed, time))
}

/// Only if fewer units than are false explain the cue may the stored pattern be missed.
fn check<C: PatternCode>(query: &Query<C>, recall: &Recall) -> Result<()> {
    let tried = recall.completions.as_ref().map_or(0, |found| found.false_units);
    if query.is_in(recall) || tried < query.cue.false_units() {
        return Ok(());
    }
    Err("a pattern was lost".into())
}

/// A cue of some units of a pattern, some of them replaced by false ones. If their number is
/// unknown, all but two may be false.
fn mislead<C: PatternCode>(
    code: C,
    pattern: &[u32],
    point: &Point,
    rng: &mut ChaCha12Rng,
) -> Result<Cue<C>> {
    let (cues, wrong) = (point.count("cues")?, point.count("wrong")?);
    let part = CueQuality::part(cues as f64 / pattern.len() as f64);
    let cue = Cue::draw(code, pattern, part, rng)?.misled(pattern, wrong, rng)?;
    Ok(if point.text("rule")? == "fewest" { cue.announcing(cues - 2)? } else { cue })
}
