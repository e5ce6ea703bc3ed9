//! The largest number of patterns below a tolerated noise, by growing networks: the data of
//! Figures 5 to 8.

use anyhow::{Context, Result};
use rand_chacha::ChaCha12Rng;
use synaptome_willshaw::capacity::{Criterion, RandomTheory, load, patterns_at};
use synaptome_willshaw::{Association, BlockCode, RandomCode};

use super::simulation::{Method, Network, Outcome, Simulated};
use crate::figure::{Job, Point, Scale};
use crate::statistics::{mean, std_error};
use crate::table::{Rows, Table, Value, row};

/// ε.
const NOISE: f64 = 0.01;
/// Above this load nothing is retrieved.
const FULL: f64 = 0.9999;

/// One row for each network, method and way to average the noise of the populations.
pub(super) const COLUMNS: &[&str] = &[
    "association",
    "lambda",
    "n",
    "k",
    "method",
    "average",
    "network",
    "patterns",
    "bits",
    "load",
];

/// One row for each n, k and method, over the networks.
const MEANS: &[&str] = &["k", "method", "patterns", "error", "bits", "bits_error", "load"];

/// The rows of the figures: association and λ.
pub(super) const SETTINGS: [(&str, f64); 3] = [("auto", 0.5), ("hetero", 0.5), ("hetero", 1.0)];

/// The points at a scale.
pub(super) fn points(scale: Scale) -> Vec<Point> {
    let small = [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048].map(|k| (4096_usize, k));
    let large = [4, 8, 16, 22, 32, 64, 128, 256, 512, 1024, 2048, 4096].map(|k| (45_056_usize, k));
    let sizes = small.into_iter().chain(large.into_iter().take(scale.pick(0, 12)));
    let mut points = Vec::new();
    for (n, k) in sizes {
        for (association, lambda) in SETTINGS {
            for kind in ["block", "random"] {
                for network in 0..scale.pick(2_usize, if n > 4096 { 3 } else { 10 }) {
                    let queries = queries(scale, n, k);
                    points.push(
                        Point::new()
                            .key("association", association)
                            .key("lambda", lambda)
                            .key("n", n)
                            .key("k", k)
                            .key("kind", kind)
                            .key("network", network)
                            .set("queries", queries)
                            .takes(seconds(n, k, queries)),
                    );
                }
            }
        }
    }
    points
}

/// The number of wrong units is counted, so that patterns of many units need fewer queries.
fn queries(scale: Scale, n: usize, k: usize) -> usize {
    let full = if n > 4096 { 5000 } else { scale.pick(1000, 5000) };
    (full * 16 / k.max(16)).max(scale.pick(40, 100))
}

/// Measured times per query and of learning, roughly.
fn seconds(n: usize, k: usize, queries: usize) -> f64 {
    let query = 1e-9 * (k * n) as f64 + 2e-5;
    let tests = if n > 4096 { 7.0 } else { 4.0 };
    tests * query * queries as f64 + if n > 4096 { 10.0 } else { 0.02 }
}

/// Grows the network of a point.
pub(super) fn run(point: &Point, job: &Job) -> Result<Rows> {
    let (n, k) = (point.count("n")?, point.count("k")?);
    if point.text("kind")? == BlockCode::KIND {
        let methods = [Method::Iterative, Method::SumOfMax];
        Search::new(BlockCode::splitting(n, k)?, point)?.run(&methods, job)
    } else {
        let methods = [Method::R1, Method::Winners, Method::LkPlus];
        Search::new(RandomCode::new(n, k)?, point)?.run(&methods, job)
    }
}

struct Search<C> {
    code: C,
    association: Association,
    lambda: f64,
    queries: usize,
    label: (String, usize),
}

/// What is looked for: the number of patterns at which this noise of a method passes ε.
struct Crossing {
    method: Method,
    simple: bool,
    before: (f64, f64, f64),
    found: Option<(f64, f64)>,
}

impl<C: Simulated> Search<C> {
    fn new(code: C, point: &Point) -> Result<Self> {
        let association = match point.text("association")? {
            "auto" => Association::Auto,
            _ => Association::Hetero,
        };
        Ok(Self {
            code,
            association,
            lambda: point.number("lambda")?,
            queries: point.count("queries")?,
            label: (point.text("association")?.to_owned(), point.count("network")?),
        })
    }

    /// Far below what one-step retrieval stores.
    fn start(&self) -> Result<usize> {
        let random = RandomCode::new(self.code.units(), self.code.activity())?;
        let theory = RandomTheory::one_step(random, self.lambda, Criterion::default())?;
        let most = patterns_at(random, 0.5 * FULL);
        Ok((0.4 * theory.optimum()?.patterns).min(most).max(1.0) as usize)
    }

    fn run(&self, methods: &[Method], job: &Job) -> Result<Rows> {
        let (mut patterns, mut cues) = (job.rng("patterns"), job.rng("cues"));
        let mut network = Network::new(self.code, self.association)?;
        let mut crossings = self.crossings(methods);
        let mut size = self.start()?;
        while crossings.iter().any(|crossing| crossing.found.is_none()) {
            network.grow_to(size, &mut patterns)?;
            let noise = self.test(&network, &mut crossings, &mut cues)?;
            if load(self.code, size as f64) > FULL {
                break;
            }
            size = (size as f64 * growth(noise)).ceil().max(size as f64 + 1.0) as usize;
        }
        Ok(crossings.iter().map(|crossing| self.row(crossing)).collect())
    }

    fn crossings(&self, methods: &[Method]) -> Vec<Crossing> {
        let averages: &[bool] = if self.lambda == 1.0 { &[false, true] } else { &[false] };
        let pairs = methods.iter().flat_map(|&method| averages.iter().map(move |&s| (method, s)));
        pairs
            .map(|(method, simple)| Crossing {
                method,
                simple,
                before: (0.0, 0.0, 0.0),
                found: None,
            })
            .collect()
    }

    /// Tests the methods that have not passed ε yet; returns the largest of their noises.
    fn test(
        &self,
        network: &Network<C>,
        crossings: &mut [Crossing],
        cues: &mut ChaCha12Rng,
    ) -> Result<f64> {
        let mut largest: f64 = 0.0;
        let mut last: Option<(Method, Outcome)> = None;
        for crossing in crossings.iter_mut().filter(|crossing| crossing.found.is_none()) {
            let known = last.filter(|(method, _)| *method == crossing.method);
            let outcome = match known {
                Some((_, outcome)) => outcome,
                None => self.outcome(network, crossing.method, cues)?,
            };
            last = Some((crossing.method, outcome));
            let noise =
                if crossing.simple { outcome.simple_noise() } else { outcome.noise(self.lambda) };
            let bits = outcome.bits_per_synapse(
                self.code,
                crossing.method,
                network.stored,
                self.lambda,
                self.association,
            )?;
            crossing.note(network.stored as f64, noise, bits);
            largest = largest.max(noise);
        }
        Ok(largest)
    }

    /// A part of the queries where that shows that the noise is far below ε.
    fn outcome(
        &self,
        network: &Network<C>,
        method: Method,
        cues: &mut ChaCha12Rng,
    ) -> Result<Outcome> {
        let few = (self.queries / 10).max(400).min(self.queries);
        let glimpse = network.test(method, few, self.lambda, cues)?;
        let noise = glimpse.noise(self.lambda).max(glimpse.simple_noise());
        if few == self.queries || noise < 0.2 * NOISE {
            return Ok(glimpse);
        }
        network.test(method, self.queries, self.lambda, cues)
    }

    fn row(&self, crossing: &Crossing) -> Vec<Value> {
        let (patterns, bits) = crossing.found.unwrap_or((f64::NAN, f64::NAN));
        let average = if crossing.simple { "simple" } else { "weighted" };
        let (association, network) = (self.label.0.as_str(), self.label.1);
        let (n, k) = (self.code.units(), self.code.activity());
        let p1 = load(self.code, patterns);
        row![
            association,
            self.lambda,
            n,
            k,
            crossing.method.name(),
            average,
            network,
            patterns,
            bits,
            p1
        ]
    }
}

/// The factor to the next size: small steps near the crossing.
fn growth(noise: f64) -> f64 {
    match noise {
        noise if noise < 0.03 * NOISE => 1.25,
        noise if noise < 0.3 * NOISE => 1.1,
        _ => 1.04,
    }
}

impl Crossing {
    /// Takes a measurement; past ε, interpolates ln ε̂ between the last two.
    fn note(&mut self, patterns: f64, noise: f64, bits: f64) {
        if noise < NOISE {
            self.before = (patterns, noise, bits);
            return;
        }
        let (earlier, low, earlier_bits) = self.before;
        let low = low.max(0.01 * NOISE).ln();
        let share = ((NOISE.ln() - low) / (noise.ln() - low)).clamp(0.0, 1.0);
        let between = |a: f64, b: f64| a + share * (b - a);
        self.found = Some((between(earlier, patterns), between(earlier_bits, bits)));
    }
}

/// Means over the networks of one setting, weighted noise unless `simple`.
pub(super) fn means(table: &Table, setting: (&str, f64), n: usize, average: &str) -> Result<Table> {
    let table = table
        .filter("association", setting.0)?
        .filter("lambda", setting.1)?
        .filter("n", n)?
        .filter("average", average)?;
    let mut rows = Rows::new();
    for (method, table) in table.groups("method")? {
        for (k, table) in table.groups("k")? {
            let (patterns, bits) = (table.numbers("patterns")?, table.numbers("bits")?);
            let numbers = [
                mean(&patterns),
                std_error(&patterns),
                mean(&bits),
                std_error(&bits),
                mean(&table.numbers("load")?),
            ];
            let mut row = vec![k, method.clone()];
            row.extend(numbers.map(Value::Number));
            rows.push(row);
        }
    }
    Table::new(MEANS, rows)
}

/// The mean of `column` and its error for one k and method.
pub(super) fn lookup(means: &Table, k: usize, method: &str) -> Result<[f64; 5]> {
    let row = means.filter("k", k)?.filter("method", method)?;
    let cell =
        |name: &str| -> Result<f64> { Ok(row.numbers(name)?.first().copied().unwrap_or(f64::NAN)) };
    Ok([cell("patterns")?, cell("error")?, cell("bits")?, cell("bits_error")?, cell("load")?])
}

/// The sizes n in the table.
pub(super) fn sizes(table: &Table) -> Result<Vec<usize>> {
    let groups = table.groups("n")?;
    groups
        .iter()
        .map(|(_, rows)| Ok(*rows.numbers("n")?.first().context("an empty group")? as usize))
        .collect()
}
