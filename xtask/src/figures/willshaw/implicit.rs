//! Networks on implicit matrices: from thousands to tens of millions of units.
//!
//! Two halves of a pattern share few wrong units, so that its cues fail almost independently; that
//! the errors over sets of keys are larger than those over so many independent queries is
//! measured, not assumed.

use rand_chacha::ChaCha12Rng;
use synaptome_lab::{Job, Point, Result};
use synaptome_willshaw::information::{Tally, part_bits};
use synaptome_willshaw::trial::ImplicitTrial;
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, CueQuality, ImplicitMatrix, PatternCode, Usage,
};

use super::methods::Named;

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

    /// Draws the queries.
    pub(super) fn trial<'a>(
        self,
        synapses: &'a ImplicitMatrix,
        quality: CueQuality,
        rng: &mut ChaCha12Rng,
    ) -> Result<ImplicitTrial<'a>> {
        Ok(ImplicitTrial::draw(synapses, self.patterns, self.cues, quality, rng)?)
    }
}

/// Synapses of a memory at the load f = M/N².
pub(super) fn matrix(
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
    Ok(ImplicitMatrix::draw(code, association, per_unit as u32, usage, keys)?)
}

fn matrix_of(point: &Point, job: &Job, usage: Usage) -> Result<ImplicitMatrix> {
    let code = BlockCode::new(point.count("k")?, point.count("N")?)?;
    matrix(code, Association::Auto, point.number("f")?, usage, &mut job.rng("keys"))
}

/// Runs the queries of a point with the keys `k`, `N`, `f`.
pub(super) fn run(point: &Point, job: &Job, usage: Usage, method: &str) -> Result<Sample> {
    let synapses = matrix_of(point, job, usage)?;
    let (half, cues) = (CueQuality::default(), &mut job.rng("cues"));
    let trial = Queries::of(point)?.trial(&synapses, half, cues)?;
    let outcome = trial.run(&*BlockCode::retrieval(method)?)?;
    let told = outcome.content_bits()? - outcome.cue_bits()?;
    Ok(sample(&synapses, outcome.content, told))
}

/// The same by clique search, from `units` units of the pattern.
pub(super) fn cliques(point: &Point, job: &Job, usage: Usage, units: usize) -> Result<Sample> {
    let synapses = matrix_of(point, job, usage)?;
    let code = synapses.code();
    let part = CueQuality::part(units as f64 / code.blocks() as f64);
    let trial = Queries::of(point)?.trial(&synapses, part, &mut job.rng("cues"))?;
    let (mut tally, mut told) = (Tally::default(), 0.0);
    let search = CliqueSearch { work_limit: u64::MAX, ..CliqueSearch::default() };
    trial.each(&search, |query, recall| {
        tally.add(&query.address, &recall.content);
        told += part_bits(code, &recall.content) - part_bits(code, query.cue.units());
    })?;
    Ok(sample(&synapses, tally, told / tally.patterns as f64))
}

fn sample(synapses: &ImplicitMatrix, tally: Tally, told: f64) -> Sample {
    let (patterns, n) = (synapses.patterns() as f64, synapses.code().units() as f64);
    let bits = patterns * told / n.powi(2);
    Sample { patterns, noise: tally.noise(), bits, bytes: synapses.bytes() }
}
