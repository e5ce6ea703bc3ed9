//! Noise and capacity of growing autoassociative networks: the data of Figures 3, 9 and 10.

use synaptome_lab::statistics::{mean, std_error};
use synaptome_lab::{Job, Point, Result, Rows, Table, Value, row};
use synaptome_willshaw::information::{ErrorRates, random_code_bits};
use synaptome_willshaw::trial::{GrowingMemory, Outcome};
use synaptome_willshaw::{Association, BlockCode, CueQuality, PatternCode, RandomCode};

use super::methods::Named;

/// λ of all cues.
pub(super) const LAMBDA: f64 = 0.5;

/// One row for each network, load and method.
pub(super) const COLUMNS: &[&str] =
    &["kind", "method", "k", "n", "f", "patterns", "noise", "bits", "bits_random", "network"];

/// One row for each load and method, over the networks.
const MEANS: &[&str] = &[
    "kind",
    "method",
    "k",
    "n",
    "f",
    "patterns",
    "noise",
    "noise_error",
    "bits",
    "bits_error",
    "bits_random",
    "networks",
];

/// A point: one network, which grows over all loads.
pub(super) fn point(kind: &str, k: usize, size: usize, network: usize) -> Point {
    Point::new().key("kind", kind).key("k", k).key("N", size).key("network", network)
}

/// Grows the network of a point over `loads`, f = M/N², and tests the methods at each.
pub(super) fn run(point: &Point, job: &Job, loads: &[f64], methods: &[&str]) -> Result<Rows> {
    let (k, size) = (point.count("k")?, point.count("N")?);
    if point.text("kind")? == BlockCode::KIND {
        grow(BlockCode::new(k, size)?, point, job, loads, methods)
    } else {
        grow(RandomCode::new(k * size, k)?, point, job, loads, methods)
    }
}

fn grow<C: Named>(
    code: C,
    point: &Point,
    job: &Job,
    loads: &[f64],
    methods: &[&str],
) -> Result<Rows> {
    let (mut patterns, mut cues) = (job.rng("patterns"), job.rng("cues"));
    let mut memory = GrowingMemory::new(code, Association::Auto)?;
    let (size, half) = (code.units() as f64 / code.activity() as f64, CueQuality::default());
    let mut rows = Rows::new();
    for &f in loads {
        memory.grow_to((f * size * size).round() as usize, &mut patterns)?;
        for method in methods {
            let trial = memory.trial(point.count("queries")?, half, &mut cues)?;
            let outcome = trial.run(&*C::retrieval(method)?)?;
            rows.push(row_of(point, f, method, &outcome)?);
        }
    }
    Ok(rows)
}

fn row_of<C: Named>(
    point: &Point,
    f: f64,
    method: &str,
    outcome: &Outcome<C>,
) -> Result<Vec<Value>> {
    let (k, n, stored) = (outcome.code.activity(), outcome.code.units(), outcome.patterns);
    let (noise, bits) = (outcome.noise(), outcome.bits_per_synapse()?);
    let random = random_bits(RandomCode::new(n, k)?, outcome)? * stored as f64 / (n as f64).powi(2);
    Ok(row![C::KIND, method, k, n, f, stored, noise, bits, random, point.count("network")?])
}

/// What the output conveys beyond the cue if it were a random pattern (A.4).
fn random_bits<C: PatternCode>(code: RandomCode, outcome: &Outcome<C>) -> Result<f64> {
    let cue = ErrorRates::of_cue(code, outcome.quality)?;
    let output = outcome.content.rates(code.units())?;
    Ok(random_code_bits(code, output) - random_code_bits(code, cue))
}

/// Means and standard errors over the networks of each kind, method, k and load.
pub(super) fn means(table: &Table) -> Result<Table> {
    let mut rows = Rows::new();
    for (kind, table) in table.groups("kind")? {
        for (method, table) in table.groups("method")? {
            for (k, table) in table.groups("k")? {
                for (f, table) in table.groups("f")? {
                    rows.push(mean_row([kind.clone(), method.clone(), k.clone(), f], &table)?);
                }
            }
        }
    }
    Ok(Table::new(MEANS, rows)?)
}

fn mean_row([kind, method, k, f]: [Value; 4], table: &Table) -> Result<Vec<Value>> {
    let column = |name| table.numbers(name);
    let (noise, bits) = (column("noise")?, column("bits")?);
    let number = |x: f64| Value::Number(x);
    Ok(vec![
        kind,
        method,
        k,
        number(mean(&column("n")?)),
        f,
        number(mean(&column("patterns")?)),
        number(mean(&noise)),
        number(std_error(&noise)),
        number(mean(&bits)),
        number(std_error(&bits)),
        number(mean(&column("bits_random")?)),
        number(bits.len() as f64),
    ])
}
