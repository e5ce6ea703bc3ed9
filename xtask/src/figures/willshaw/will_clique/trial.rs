//! Clique search on one network: the work of a point.

use std::time::{Duration, Instant};

use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use synaptome_lab::Result;
use synaptome_willshaw::{
    Association, BlockCode, BlockRetrieval, CliqueSearch, Completions, Cue, CueQuality, FalseUnits,
    Limits, Memory, Patterns, RandomCode,
};

use super::told::Told;
use synaptome_lab::{Job, Point};
use synaptome_lab::{Rows, Value, row};

/// The patterns that a query asks for: the address, and the content that belongs to it.
pub(super) struct Truth<'a> {
    pub(super) address: &'a [u32],
    pub(super) content: &'a [u32],
}

/// What is measured over the queries of one network.
#[derive(Default)]
struct Sum {
    queries: f64,
    bits: f64,
    listed_bits: f64,
    nodes: f64,
    cut: f64,
    missed: f64,
    time: Duration,
}

/// The rows of a point.
pub(super) fn run(point: &Point, job: &Job) -> Result<Rows> {
    let (k, size) = (point.count("k")?, point.count("N")?);
    let stored = (point.number("f")? * (size * size) as f64).round() as usize;
    let sum = match point.text("kind")? {
        "random" | "random-hetero" => {
            let search = CliqueSearch { false_units: rule(point)?, ..CliqueSearch::default() };
            let complete = |memory: &Memory<RandomCode>, cue: &Cue<RandomCode>| {
                Ok(search.complete_random(memory, cue)?)
            };
            queries(RandomCode::new(k * size, k)?, stored, point, job, complete)?
        }
        "IRB-SMX" => queries(BlockCode::new(k, size)?, stored, point, job, by_votes)?,
        "block" | "hetero" => {
            let search = CliqueSearch { false_units: rule(point)?, ..CliqueSearch::default() };
            let complete = |memory: &Memory<BlockCode>, cue: &Cue<BlockCode>| {
                Ok(search.complete(memory, cue)?)
            };
            queries(BlockCode::new(k, size)?, stored, point, job, complete)?
        }
        other => return Err(format!("no such kind: {other}").into()),
    };
    let keys = ["kind", "k", "N", "cues", "wrong", "rule", "f", "network"];
    let mut row: Vec<Value> = keys.iter().map(|key| point.parameters()[*key].clone()).collect();
    row.extend(sum.cells(stored, (k * size) as f64));
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
fn by_votes(memory: &Memory<BlockCode>, cue: &Cue<BlockCode>) -> Result<Completions> {
    let halo = memory.recall_blocks(BlockRetrieval::SumOfMax, cue, Limits::default())?;
    Ok(Completions {
        content: halo.content,
        address: None,
        cliques: 1,
        list: Vec::new(),
        false_units: 0,
        nodes: 0,
        is_complete: true,
    })
}

impl Sum {
    /// The measured columns. A receiver who does not know in which queries the pattern was missed
    /// loses the entropy of that besides (Fano), and all of the bits of those.
    fn cells(&self, stored: usize, n: f64) -> Vec<Value> {
        let per_synapse = stored as f64 / n.powi(2);
        let missed = self.missed / self.queries;
        let doubt = synaptome_willshaw::information::entropy_bits(missed);
        row![
            stored,
            (self.bits / self.queries - doubt) * per_synapse,
            (self.listed_bits / self.queries - doubt) * per_synapse,
            self.nodes / self.queries,
            self.time.as_secs_f64() * 1e3 / self.queries,
            self.cut,
            missed
        ]
    }

    fn add(&mut self, time: Duration, found: &Completions, told: Option<(f64, f64)>) {
        self.queries += 1.0;
        self.nodes += found.nodes as f64;
        self.cut += f64::from(u8::from(!found.is_complete));
        self.time += time;
        match told {
            Some((union, list)) => {
                self.bits += union;
                self.listed_bits += list;
            }
            None => self.missed += 1.0,
        }
    }
}

fn queries<C: Told>(
    code: C,
    stored: usize,
    point: &Point,
    job: &Job,
    complete: impl Fn(&Memory<C>, &Cue<C>) -> Result<Completions>,
) -> Result<Sum> {
    let (mut rng, mut source) = (job.rng("queries"), job.rng("patterns"));
    let addresses = Patterns::draw(code, stored, &mut source)?;
    let pairs = match point.text("kind")? {
        "hetero" | "random-hetero" => Some(Patterns::draw(code, stored, &mut source)?),
        _ => None,
    };
    let memory = learn(code, &addresses, pairs.as_ref())?;
    let mut sum = Sum::default();
    for _ in 0..point.count("queries")? {
        let index = rng.random_range(0..stored);
        let pattern = |patterns: &Patterns<C>| patterns.get(index).map(<[u32]>::to_vec);
        let address = pattern(&addresses).ok_or("a stored pattern")?;
        let content = pairs.as_ref().and_then(pattern).unwrap_or_else(|| address.clone());
        let cue = mislead(code, &address, point, &mut rng)?;
        let begin = thread_time();
        let found = complete(&memory, &cue)?;
        let time = thread_time().saturating_sub(begin);
        let truth = Truth { address: &address, content: &content };
        let told = code.told(&found, &cue, point.count("wrong")?, &truth)?;
        if told.is_none() && found.false_units >= cue.false_units() {
            return Err("a pattern was lost".into());
        }
        sum.add(time, &found, told);
    }
    Ok(sum)
}

fn learn<C: Told>(
    code: C,
    addresses: &Patterns<C>,
    contents: Option<&Patterns<C>>,
) -> Result<Memory<C>> {
    Ok(match contents {
        None => {
            let mut memory = Memory::new(code, Association::Auto)?;
            memory.store(addresses)?;
            memory
        }
        Some(contents) => {
            let mut memory = Memory::new(code, Association::Hetero)?;
            memory.store_pairs(addresses, contents)?;
            memory
        }
    })
}

/// A cue of some units of a pattern, some of them replaced by false ones. If their number is
/// unknown, all but two may be false.
fn mislead<C: Told>(
    code: C,
    pattern: &[u32],
    point: &Point,
    rng: &mut ChaCha12Rng,
) -> Result<Cue<C>> {
    let (cues, wrong) = (point.count("cues")?, point.count("wrong")?);
    let completeness = cues as f64 / pattern.len() as f64;
    let quality = CueQuality { completeness, false_fraction: 0.0 };
    let mut units = Cue::draw(code, pattern, quality, rng)?.units().to_vec();
    for place in 0..wrong {
        let other = rng.random_range(place..units.len());
        units.swap(place, other);
        units[place] = code.replace(units[place], pattern, rng);
    }
    let announced = if point.text("rule")? == "fewest" { cues - 2 } else { wrong };
    Ok(Cue::new(code, units, announced)?)
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
