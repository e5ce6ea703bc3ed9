//! Networks on implicit matrices: from thousands to tens of millions of units.
//!
//! A pattern's rows are made once and recalled from many cues. Two halves of a pattern share few
//! wrong units, so that its cues fail almost independently; that the errors over sets of keys
//! are larger than those over so many independent queries is measured, not assumed.

use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use synaptome_lab::Result;
use synaptome_willshaw::information::{Tally, part_bits};
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, Cue, ImplicitMatrix, KeptRows, Memory, Usage,
};

use super::load_curve::LAMBDA;
use super::simulation::{Method, Outcome, Simulated, part, recall_blocks};
use synaptome_lab::{Job, Point};

/// What the queries of one set of keys gave.
pub(super) struct Sample {
    pub(super) patterns: f64,
    pub(super) noise: f64,
    pub(super) bits: f64,
    pub(super) bytes: usize,
}

/// How many patterns are recalled, and from how many cues each.
#[derive(Clone, Copy)]
pub(super) struct Queries {
    pub(super) patterns: usize,
    pub(super) cues: usize,
}

impl Queries {
    /// The settings of a point.
    pub(super) fn of(point: &Point) -> Result<Self> {
        Ok(Self { patterns: point.count("recalled")?, cues: point.count("cues")? })
    }

    /// Adds the settings to a point.
    pub(super) fn set(self, point: Point) -> Point {
        point.set("recalled", self.patterns).set("cues", self.cues)
    }
}

type Kept<'a> = Memory<BlockCode, KeptRows<'a, ImplicitMatrix>>;

/// The errors of pairs or patterns in a balanced implicit matrix at f = M/N².
pub(super) fn outcome(
    code: BlockCode,
    association: Association,
    f: f64,
    method: Method,
    queries: Queries,
    rng: &mut ChaCha12Rng,
) -> Result<Outcome> {
    let synapses = matrix(code, association, f, Usage::Balanced, rng)?;
    recall(code, &synapses, method, queries, rng)
}

/// Runs the queries of a point with the keys `k`, `N`, `f`.
pub(super) fn run(point: &Point, job: &Job, usage: Usage, method: Method) -> Result<Sample> {
    let code = BlockCode::new(point.count("k")?, point.count("N")?)?;
    let (f, keys) = (point.number("f")?, &mut job.rng("keys"));
    let synapses = matrix(code, Association::Auto, f, usage, keys)?;
    let queries = Queries::of(point)?;
    let tally = recall(code, &synapses, method, queries, &mut job.rng("cues"))?.content;
    let n = code.blocks() * code.block_size();
    let told = code.bits(method, tally.rates(n)?) - code.cue_bits(LAMBDA)?;
    Ok(sample(code, &synapses, tally, told))
}

/// The same by clique search, from `units` units of the pattern.
pub(super) fn cliques(point: &Point, job: &Job, usage: Usage, units: usize) -> Result<Sample> {
    let code = BlockCode::new(point.count("k")?, point.count("N")?)?;
    let (f, keys) = (point.number("f")?, &mut job.rng("keys"));
    let synapses = matrix(code, Association::Auto, f, usage, keys)?;
    let (mut tally, mut told, rng) = (Tally::default(), 0.0, &mut job.rng("cues"));
    let lambda = units as f64 / code.blocks() as f64;
    visit(code, &synapses, lambda, Queries::of(point)?, rng, |memory, (pattern, _), cue| {
        let found = CliqueSearch::default().complete(memory, cue)?;
        tally.add(pattern, &found.content);
        told += part_bits(code, &found.content) - part_bits(code, cue.units());
        Ok(())
    })?;
    Ok(sample(code, &synapses, tally, told / tally.patterns as f64))
}

fn sample(code: BlockCode, synapses: &ImplicitMatrix, tally: Tally, told: f64) -> Sample {
    let patterns = synapses.patterns() as f64;
    let n = (code.blocks() * code.block_size()) as f64;
    let bits = patterns * told / n.powi(2);
    Sample { patterns, noise: tally.noise(), bits, bytes: synapses.bytes() }
}

fn matrix(
    code: BlockCode,
    association: Association,
    f: f64,
    usage: Usage,
    keys: &mut ChaCha12Rng,
) -> Result<ImplicitMatrix> {
    let per_unit = (f * code.block_size() as f64).round();
    if per_unit >= 4e9 {
        return Err("too many patterns".into());
    }
    Ok(ImplicitMatrix::new(code, association, per_unit as u32, usage, keys)?)
}

fn recall(
    code: BlockCode,
    synapses: &ImplicitMatrix,
    method: Method,
    queries: Queries,
    rng: &mut ChaCha12Rng,
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    visit(code, synapses, LAMBDA, queries, rng, |memory, (address, content), cue| {
        let recall = recall_blocks(memory, method, cue)?;
        outcome.content.add(content, &recall.content);
        if let Some(found) = &recall.address {
            outcome.address.add(address, found);
        }
        Ok(())
    })?;
    Ok(outcome)
}

/// Draws patterns and cues, and keeps the rows of each pattern for all of its cues.
fn visit(
    code: BlockCode,
    synapses: &ImplicitMatrix,
    lambda: f64,
    queries: Queries,
    rng: &mut ChaCha12Rng,
    mut query: impl FnMut(&Kept<'_>, (&[u32], &[u32]), &Cue<BlockCode>) -> Result<()>,
) -> Result<()> {
    for _ in 0..queries.patterns {
        let index = rng.random_range(0..synapses.patterns());
        let address = synapses.address(index).ok_or("a pattern is missing")?;
        let content = synapses.content(index).ok_or("a pattern is missing")?;
        let rows = KeptRows::new(synapses, &address, &content)?;
        let memory = Memory::with_synapses(code, rows)?;
        for _ in 0..queries.cues {
            let cue = Cue::draw(code, &address, part(lambda), rng)?;
            query(&memory, (&address, &content), &cue)?;
        }
    }
    Ok(())
}
