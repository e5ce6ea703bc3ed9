//! Clique search on one network: the work of a point of will-clique.

use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use synaptome_willshaw::{
    Association, BlockCode, BlockRetrieval, CliqueSearch, Cue, CueQuality, Limits, Memory,
    PatternCode, Patterns, RandomCode,
};

use crate::figure::{Job, Point};
use crate::table::{Rows, row};

/// What is measured over the queries of one network.
#[derive(Default)]
struct Sum {
    queries: f64,
    bits: f64,
    listed_bits: f64,
    nodes: f64,
    cut: f64,
    time: Duration,
}

/// The bits that one output tells beyond its cue: by the union, by the list of cliques.
struct Told {
    union: f64,
    list: f64,
    nodes: u64,
    is_complete: bool,
}

/// The rows of a point.
pub(super) fn run(point: &Point, job: &Job) -> Result<Rows> {
    let (k, size) = (point.count("k")?, point.count("N")?);
    let stored = (point.number("f")? * (size * size) as f64).round() as usize;
    let n = (k * size) as f64;
    let sum = match point.text("kind")? {
        "random" => random(RandomCode::new(k * size, k)?, stored, point, job)?,
        "hetero" => hetero(BlockCode::new(k, size)?, stored, point, job)?,
        "block" | "IRB-SMX" => auto(BlockCode::new(k, size)?, stored, point, job)?,
        other => bail!("no such kind: {other}"),
    };
    let scale = stored as f64 / n.powi(2) / sum.queries;
    Ok(vec![row![
        point.text("kind")?,
        k,
        size,
        point.count("cues")?,
        point.count("wrong")?,
        point.number("f")?,
        point.count("network")?,
        stored,
        sum.bits * scale,
        sum.listed_bits * scale,
        sum.nodes / sum.queries,
        sum.time.as_secs_f64() * 1e3 / sum.queries,
        sum.cut,
    ]])
}

impl Sum {
    fn add(&mut self, time: Duration, told: &Told) {
        self.queries += 1.0;
        self.bits += told.union;
        self.listed_bits += told.list;
        self.nodes += told.nodes as f64;
        self.cut += f64::from(u8::from(!told.is_complete));
        self.time += time;
    }
}

fn auto(code: BlockCode, stored: usize, point: &Point, job: &Job) -> Result<Sum> {
    let mut rng = job.rng("queries");
    let patterns = Patterns::draw(code, stored, &mut job.rng("patterns"))?;
    let mut memory = Memory::new(code, Association::Auto)?;
    memory.store(&patterns)?;
    let mut sum = Sum::default();
    for _ in 0..point.count("queries")? {
        let pattern = pick(&patterns, &mut rng)?;
        let cue = mislead(code, pattern, point.count("cues")?, point.count("wrong")?, &mut rng)?;
        let begin = thread_time();
        let told = if point.text("kind")? == "block" {
            search(&memory, pattern, &cue)?
        } else {
            by_votes(&memory, pattern, &cue)?
        };
        sum.add(thread_time().saturating_sub(begin), &told);
    }
    Ok(sum)
}

/// A cue of some units of a pattern, `wrong` of them moved within their blocks.
fn mislead(
    code: BlockCode,
    pattern: &[u32],
    cues: usize,
    wrong: usize,
    rng: &mut ChaCha12Rng,
) -> Result<Cue<BlockCode>> {
    let completeness = cues as f64 / pattern.len() as f64;
    let quality = CueQuality { completeness, false_fraction: 0.0 };
    let mut units = Cue::draw(code, pattern, quality, rng)?.units().to_vec();
    for place in 0..wrong {
        let other = rng.random_range(place..units.len());
        units.swap(place, other);
        let size = code.block_size() as u32;
        let first = units[place] / size * size;
        units[place] = first + (units[place] - first + rng.random_range(1..size)) % size;
    }
    Ok(Cue::new(code, units, wrong)?)
}

fn search(memory: &Memory<BlockCode>, pattern: &[u32], cue: &Cue<BlockCode>) -> Result<Told> {
    let found = CliqueSearch::default().complete(memory, cue)?;
    check(pattern, &found.content)?;
    let open = open_blocks(memory.code(), cue);
    let full = open * (memory.code().block_size() as f64).log2();
    Ok(Told {
        union: told(memory.code(), &found.content, cue),
        list: full - (found.cliques as f64).log2(),
        nodes: found.nodes,
        is_complete: found.is_complete,
    })
}

fn by_votes(memory: &Memory<BlockCode>, pattern: &[u32], cue: &Cue<BlockCode>) -> Result<Told> {
    let found = memory.recall_blocks(BlockRetrieval::SumOfMax, cue, Limits::default())?;
    check(pattern, &found.content)?;
    let union = told(memory.code(), &found.content, cue);
    Ok(Told { union, list: union, nodes: 0, is_complete: true })
}

/// Σ ld N − ld |Y| over the blocks without a cue unit.
fn told(code: BlockCode, output: &[u32], cue: &Cue<BlockCode>) -> f64 {
    let size = (code.block_size() as f64).log2();
    let is_open = |block: &&[u32]| {
        cue.units().iter().all(|&unit| code.block_of(unit) != code.block_of(block[0]))
    };
    let blocks = output.chunk_by(|&a, &b| code.block_of(a) == code.block_of(b));
    blocks.filter(is_open).map(|block| size - (block.len() as f64).log2()).sum()
}

fn open_blocks(code: BlockCode, cue: &Cue<BlockCode>) -> f64 {
    (code.blocks() - cue.units().len()) as f64
}

fn hetero(code: BlockCode, stored: usize, point: &Point, job: &Job) -> Result<Sum> {
    let mut rng = job.rng("queries");
    let mut source = job.rng("patterns");
    let addresses = Patterns::draw(code, stored, &mut source)?;
    let contents = Patterns::draw(code, stored, &mut source)?;
    let mut memory = Memory::new(code, Association::Hetero)?;
    memory.store_pairs(&addresses, &contents)?;
    let nothing = Cue::new(code, vec![0], 0)?;
    let mut sum = Sum::default();
    for _ in 0..point.count("queries")? {
        let index = rng.random_range(0..stored);
        let (Some(u), Some(v)) = (addresses.get(index), contents.get(index)) else {
            bail!("pattern {index} is missing");
        };
        let cue = mislead(code, u, point.count("cues")?, 0, &mut rng)?;
        let begin = thread_time();
        let found = CliqueSearch::default().complete(&memory, &cue)?;
        let time = thread_time().saturating_sub(begin);
        let address = found.address.unwrap_or_default();
        check(u, &address)?;
        check(v, &found.content)?;
        let first_block = told(code, &found.content, &nothing);
        let content = first_block + block_bits(code, &found.content);
        let size = (code.block_size() as f64).log2();
        let full = (open_blocks(code, &cue) + code.blocks() as f64) * size;
        let list = full - (found.cliques as f64).log2();
        let union = told(code, &address, &cue) + content;
        let told = Told { union, list, nodes: found.nodes, is_complete: found.is_complete };
        sum.add(time, &told);
    }
    Ok(sum)
}

/// ld N − ld |Y| of the first block.
fn block_bits(code: BlockCode, output: &[u32]) -> f64 {
    let members = output.iter().filter(|&&unit| code.block_of(unit) == 0).count();
    (code.block_size() as f64 / members as f64).log2()
}

fn random(code: RandomCode, stored: usize, point: &Point, job: &Job) -> Result<Sum> {
    let mut rng = job.rng("queries");
    let patterns = Patterns::draw(code, stored, &mut job.rng("patterns"))?;
    let mut memory = Memory::new(code, Association::Auto)?;
    memory.store(&patterns)?;
    let (n, k, c) = (code.units(), code.activity(), point.count("cues")?);
    let completeness = c as f64 / k as f64;
    let full = RandomCode::new(n - c, k - c)?.information_bits();
    let mut sum = Sum::default();
    for _ in 0..point.count("queries")? {
        let pattern = pick(&patterns, &mut rng)?;
        let quality = CueQuality { completeness, false_fraction: 0.0 };
        let cue = Cue::draw(code, pattern, quality, &mut rng)?;
        let begin = thread_time();
        let found = CliqueSearch::default().complete_random(&memory, &cue)?;
        let time = thread_time().saturating_sub(begin);
        check(pattern, &found.content)?;
        let left = RandomCode::new(found.content.len() - c, k - c)?.information_bits();
        let told = Told {
            union: full - left,
            list: full - (found.cliques as f64).log2(),
            nodes: found.nodes,
            is_complete: found.is_complete,
        };
        sum.add(time, &told);
    }
    Ok(sum)
}

fn pick<'a, C: PatternCode>(patterns: &'a Patterns<C>, rng: &mut ChaCha12Rng) -> Result<&'a [u32]> {
    let index = rng.random_range(0..patterns.len());
    patterns.get(index).ok_or_else(|| anyhow::anyhow!("pattern {index} is missing"))
}

/// The truth must be in every output.
fn check(pattern: &[u32], output: &[u32]) -> Result<()> {
    let is_in = pattern.iter().all(|unit| output.binary_search(unit).is_ok());
    ensure!(is_in, "the stored pattern is not in the output");
    Ok(())
}

/// Time that this thread has run; where the system does not tell, time that has passed.
fn thread_time() -> Duration {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = schedule.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGIN.with(Instant::elapsed), Duration::from_nanos)
}

thread_local! {
    static BEGIN: Instant = Instant::now();
}
