//! Networks of one size, tested at every load.

use synaptome_lab::statistics::{mean, std_error};
use synaptome_lab::{Job, Point, Result, Rows, Value, row};
use synaptome_willshaw::capacity::{BlockTheory, Criterion};
use synaptome_willshaw::trial::{GrowingMemory, Outcome};
use synaptome_willshaw::{Association, BlockCode, CueQuality, PatternCode, RandomCode, Usage};

use super::{LOADS, UNSATURATED};
use crate::figures::willshaw::implicit::{Queries, matrix};
use crate::figures::willshaw::methods::Named;

/// The rows of a point.
pub(super) fn run(point: &Point, job: &Job) -> Result<Rows> {
    let k = point.count("k")?;
    let code = BlockCode::new(k, 1 << (k / 2))?;
    let association = point.text("association")?.parse()?;
    match (point.text("kind")?, association) {
        ("implicit", Association::Auto) => implicit(code, association, "IRB", point, job),
        ("implicit", Association::Hetero) => implicit(code, association, "sIRB", point, job),
        ("block", Association::Auto) => simulate(code, association, &["IRB"], point, job),
        ("block", Association::Hetero) => simulate(code, association, &["sIRB", "IRB"], point, job),
        _ => simulate(RandomCode::new(code.units(), k)?, association, &["IR-KWTA"], point, job),
    }
}

/// Queries over several sets of keys, each drawn from its own stream.
fn implicit(
    code: BlockCode,
    association: Association,
    method: &str,
    point: &Point,
    job: &Job,
) -> Result<Rows> {
    let load = point.number("load")?;
    let f = load * theory(code, association)? / (code.block_size() as f64).powi(2);
    let mut outcomes = Vec::new();
    for network in 0..point.count("networks")? {
        let mut rng = job.rng(&format!("network {network}"));
        let synapses = matrix(code, association, f, Usage::Balanced, &mut rng)?;
        let trial = Queries::of(point)?.trial(&synapses, CueQuality::default(), &mut rng)?;
        outcomes.push(trial.run(&*BlockCode::retrieval(method)?)?);
    }
    Ok(vec![means(association, method, load, &outcomes)])
}

/// Networks one after the other, each grown over all loads.
fn simulate<C: Named>(
    code: C,
    association: Association,
    methods: &[&str],
    point: &Point,
    job: &Job,
) -> Result<Rows> {
    let blocks = BlockCode::splitting(code.units(), code.activity())?;
    let (most, loads) = (theory(blocks, association)?, loads(point, methods)?);
    let (mut patterns, mut cues) = (job.rng("patterns"), job.rng("cues"));
    let mut outcomes = vec![vec![Vec::new(); methods.len()]; loads.len()];
    for _ in 0..point.count("networks")? {
        let mut memory = GrowingMemory::new(code, association)?;
        for (relative, outcomes) in loads.iter().zip(&mut outcomes) {
            memory.grow_to((relative * most).round() as usize, &mut patterns)?;
            for (method, outcomes) in methods.iter().zip(outcomes) {
                let queries = point.count("queries")?;
                let trial = memory.trial(queries, CueQuality::default(), &mut cues)?;
                outcomes.push(trial.run(&*C::retrieval(method)?)?);
            }
        }
    }
    let rows = loads.iter().zip(&outcomes).flat_map(|(&relative, outcomes)| {
        let both = methods.iter().zip(outcomes);
        both.map(move |(method, outcomes)| means(association, method, relative, outcomes))
    });
    Ok(rows.collect())
}

fn loads(point: &Point, methods: &[&str]) -> Result<&'static [f64]> {
    let most = if methods == ["IR-KWTA"] { UNSATURATED } else { LOADS.len() };
    Ok(&LOADS[..point.count("loads")?.min(most)])
}

/// Means over networks.
fn means<C: PatternCode>(
    association: Association,
    method: &str,
    relative: f64,
    outcomes: &[Outcome<C>],
) -> Vec<Value> {
    let values = |f: &dyn Fn(&Outcome<C>) -> f64| outcomes.iter().map(f).collect::<Vec<f64>>();
    let noise = values(&Outcome::noise);
    let k = outcomes.first().map_or(0, |outcome| outcome.code.activity());
    row![
        association.to_string(),
        method,
        k,
        relative,
        mean(&noise),
        std_error(&noise),
        mean(&values(&|outcome| outcome.address.noise())),
        mean(&values(&|outcome| outcome.content.noise())),
        outcomes.len(),
    ]
}

/// M_max by theory.
fn theory(code: BlockCode, association: Association) -> Result<f64> {
    let half = CueQuality::default().completeness;
    Ok(BlockTheory::new(code, association, half, Criterion::default())?.optimum().patterns)
}
