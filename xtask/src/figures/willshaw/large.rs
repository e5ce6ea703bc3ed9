//! Networks on implicit matrices: from thousands to tens of millions of units.

use anyhow::{Context, Result, ensure};
use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use synaptome_willshaw::information::Tally;
use synaptome_willshaw::{Association, BlockCode, Cue, ImplicitMatrix, Memory, Usage};

use super::load_curve::LAMBDA;
use super::simulation::{Method, Outcome, Simulated, part, recall_blocks};
use crate::figure::{Job, Point};

/// What the queries of one set of keys gave.
pub(super) struct Sample {
    pub(super) patterns: f64,
    pub(super) tally: Tally,
    pub(super) bits: f64,
    pub(super) bytes: usize,
}

/// The output noise of pairs or patterns in a balanced implicit matrix at f = M/N².
pub(super) fn noise(
    code: BlockCode,
    association: Association,
    f: f64,
    method: Method,
    queries: usize,
    rng: &mut ChaCha12Rng,
) -> Result<Outcome> {
    let per_unit = (f * code.block_size() as f64).round() as u32;
    let synapses = ImplicitMatrix::new(code, association, per_unit, Usage::Balanced, rng)?;
    let memory = Memory::with_synapses(code, synapses)?;
    query(&memory, method, queries, rng)
}

/// Runs the queries of a point with the keys `k`, `N`, `f`, `queries`.
pub(super) fn run(point: &Point, job: &Job, usage: Usage, method: Method) -> Result<Sample> {
    let code = BlockCode::new(point.count("k")?, point.count("N")?)?;
    let per_unit = (point.number("f")? * code.block_size() as f64).round();
    ensure!(per_unit < 4e9, "too many patterns");
    let mut keys = job.rng("keys");
    let synapses = ImplicitMatrix::new(code, Association::Auto, per_unit as u32, usage, &mut keys)?;
    let (patterns, bytes) = (synapses.patterns() as f64, synapses.bytes());
    let memory = Memory::with_synapses(code, synapses)?;
    let tally = query(&memory, method, point.count("queries")?, &mut job.rng("cues"))?.content;
    let n = (code.blocks() * code.block_size()) as f64;
    let told = code.bits(method, tally.rates(n as usize)?) - code.cue_bits(LAMBDA)?;
    Ok(Sample { patterns, tally, bits: patterns * told / n.powi(2), bytes })
}

fn query(
    memory: &Memory<BlockCode, ImplicitMatrix>,
    method: Method,
    queries: usize,
    rng: &mut ChaCha12Rng,
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for _ in 0..queries {
        let index = rng.random_range(0..memory.synapses().patterns());
        let address = memory.synapses().address(index).context("a pattern is missing")?;
        let content = memory.synapses().content(index).context("a pattern is missing")?;
        let cue = Cue::draw(memory.code(), &address, part(LAMBDA), rng)?;
        let recall = recall_blocks(memory, method, &cue)?;
        outcome.content.add(&content, &recall.content);
        if let Some(found) = &recall.address {
            outcome.address.add(&address, found);
        }
    }
    Ok(outcome)
}
