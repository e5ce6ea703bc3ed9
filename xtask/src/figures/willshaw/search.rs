//! The largest number of patterns below a tolerated noise: the data of Figures 5 to 8.
//!
//! A first network grows until the noise passes ε; it only tells where to look. Then every
//! network is measured at two sizes beside the mean that those before it gave, so that nothing
//! that is measured decides where it is measured.

mod table;
mod target;

use std::collections::BTreeMap;

use rand_chacha::ChaCha12Rng;
use synaptome_lab::Result;
use synaptome_willshaw::capacity::{Criterion, RandomTheory, load, patterns_at};
use synaptome_willshaw::{Association, BlockCode, RandomCode};

use super::simulation::{Method, Network, Simulated};
use synaptome_lab::{DataSet, Job, Point, Scale};
use synaptome_lab::{Rows, row};
pub(super) use table::{lookup, means, sizes};
use target::{Reading, Target};

/// Above this load nothing is retrieved.
const FULL: f64 = 0.9999;

/// One row for each network, method and way to average the noise of the populations.
const COLUMNS: &[&str] = &[
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

/// The rows of the figures: association and λ.
pub(super) const SETTINGS: [(&str, f64); 3] = [("auto", 0.5), ("hetero", 0.5), ("hetero", 1.0)];
const SMALL: (usize, &[usize]) = (4096, &[4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048]);
const LARGE: (usize, &[usize]) =
    (45_056, &[4, 8, 16, 22, 32, 64, 128, 256, 512, 1024, 2048, 4096, 5632, 11_264, 22_528]);

/// M_ε of every retrieval against k, in all settings.
pub(super) struct LargestLoads;

impl DataSet for LargestLoads {
    fn name(&self) -> &str {
        "will-5"
    }

    fn columns(&self) -> &[&str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let mut points = Vec::new();
        for (n, activities) in scale.pick(vec![SMALL], vec![SMALL, LARGE]) {
            for &k in activities {
                for association in ["auto", "hetero"] {
                    for kind in ["block", "random"] {
                        let networks = scale.pick(2, networks(n, k));
                        let queries = queries(scale, k, networks);
                        let dearer = if association == "hetero" { 3.5 } else { 1.0 };
                        points.push(
                            Point::new()
                                .key("association", association)
                                .key("n", n)
                                .key("k", k)
                                .key("kind", kind)
                                .set("networks", networks)
                                .set("queries", queries)
                                .takes(dearer * seconds(n, k, networks, queries)),
                        );
                    }
                }
            }
        }
        points
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (n, k) = (point.count("n")?, point.count("k")?);
        if point.text("kind")? == BlockCode::KIND {
            let methods = [Method::Iterative, Method::SumOfMax];
            Search::new(BlockCode::splitting(n, k)?, point)?.run(&methods, job)
        } else {
            let methods = [Method::R1, Method::Winners, Method::LkPlus];
            Search::new(RandomCode::new(n, k)?, point)?.run(&methods, job)
        }
    }
}

/// At `paper`. Large networks learn slowly, and differ little.
fn networks(n: usize, k: usize) -> usize {
    if n > 4096 && k > 4 { 3 } else { 10 }
}

/// For each of two sizes of a network: 50,000 for all of them at `paper`. Wrong units are
/// counted, not wrong patterns, so that patterns of more than 32 units need fewer queries.
fn queries(scale: Scale, k: usize, networks: usize) -> usize {
    let (small, all) = scale.pick((16, 2 * 2000), (32, 50_000));
    (all / (2 * networks) * small / k.max(small)).max(scale.pick(8, 5))
}

/// Measured times per query and of learning, roughly.
fn seconds(n: usize, k: usize, networks: usize, queries: usize) -> f64 {
    let query = 1.5e-10 * (k * n) as f64 + 1e-5;
    let learning = if n > 4096 { 12.0 } else { 0.02 };
    (networks + 1) as f64 * (8.0 * query * queries as f64 + learning)
}

struct Search<C> {
    code: C,
    association: Association,
    networks: usize,
    queries: usize,
}

/// The streams of one network.
struct Source {
    patterns: ChaCha12Rng,
    cues: ChaCha12Rng,
}

impl<C: Simulated> Search<C> {
    fn new(code: C, point: &Point) -> Result<Self> {
        let auto = point.text("association")? == "auto";
        let association = if auto { Association::Auto } else { Association::Hetero };
        let (networks, queries) = (point.count("networks")?, point.count("queries")?);
        Ok(Self { code, association, networks, queries })
    }

    fn run(&self, methods: &[Method], job: &Job) -> Result<Rows> {
        let source = |name: String| Source {
            patterns: job.rng(&format!("patterns of {name}")),
            cues: job.rng(&format!("cues of {name}")),
        };
        let mut targets = self.scout(self.targets(methods), source("the first".into()))?;
        for network in 0..self.networks {
            self.visit(&mut targets, source(format!("network {network}")))?;
        }
        Ok(targets.iter().flat_map(|target| self.rows(target)).collect())
    }

    /// R1 scores a single population, for which all averages agree.
    fn targets(&self, methods: &[Method]) -> Vec<Target> {
        let mut targets = Vec::new();
        for &method in methods {
            for (_, lambda) in SETTINGS.iter().filter(|(name, _)| *name == self.name()) {
                targets.push(Target::new(method, *lambda, false));
                if *lambda == 1.0 && method != Method::R1 {
                    targets.push(Target::new(method, *lambda, true));
                }
            }
        }
        targets
    }

    fn name(&self) -> &str {
        if self.association == Association::Auto { "auto" } else { "hetero" }
    }

    /// Grows a network until all targets have passed ε.
    fn scout(&self, mut targets: Vec<Target>, mut source: Source) -> Result<Vec<Target>> {
        let (mut network, mut size) = (Network::new(self.code, self.association)?, self.start()?);
        let queries = (self.queries / 10).clamp(10, 400);
        let mut open: Vec<usize> = (0..targets.len()).collect();
        while !open.is_empty() && load(self.code, size) <= FULL {
            network.grow_to(size as usize, &mut source.patterns)?;
            let mut passed = Vec::new();
            for &i in &open {
                let reading = self.read(&network, &targets[i], queries, &mut source.cues)?;
                let slope = self.slope(targets[i].lambda, size);
                passed.extend(targets[i].scout(reading, slope).then_some(i));
            }
            open.retain(|i| !passed.contains(i));
            size = (size * self.step()).max(size + 1.0);
        }
        open.iter().rev().for_each(|&i| drop(targets.remove(i)));
        Ok(targets)
    }

    /// Half of what one-step retrieval stores.
    fn start(&self) -> Result<f64> {
        let random = RandomCode::new(self.code.units(), self.code.activity())?;
        let theory = RandomTheory::one_step(random, 0.5, Criterion::default())?;
        Ok((0.5 * theory.optimum()?.patterns).min(patterns_at(random, 0.5 * FULL)).max(1.0).floor())
    }

    /// d ln ε̂/d ln M of one step, ε̂ ∝ p₁^λk.
    fn slope(&self, lambda: f64, patterns: f64) -> f64 {
        let p1 = load(self.code, patterns);
        -lambda * self.code.activity() as f64 * (1.0 - p1) * (-p1).ln_1p() / p1
    }

    /// Noise rises the more steeply the more units a pattern has.
    fn step(&self) -> f64 {
        1.0 + (1.0 / self.code.activity() as f64).clamp(0.02, 0.25)
    }

    /// Grows a network through the sizes of all targets.
    fn visit(&self, targets: &mut [Target], mut source: Source) -> Result<()> {
        let mut sizes: Vec<(usize, usize)> = Vec::new();
        for (i, target) in targets.iter().enumerate() {
            sizes.extend(target.sizes().map(|size| (size, i)));
        }
        sizes.sort_unstable();
        let (mut network, mut readings) =
            (Network::new(self.code, self.association)?, BTreeMap::<usize, Vec<Reading>>::new());
        for (size, i) in sizes {
            network.grow_to(size, &mut source.patterns)?;
            let reading = self.read(&network, &targets[i], self.queries, &mut source.cues)?;
            readings.entry(i).or_default().push(reading);
        }
        for (i, readings) in readings {
            targets[i].visit([readings[0], readings[1]]);
        }
        Ok(())
    }

    fn read(
        &self,
        network: &Network<C>,
        target: &Target,
        queries: usize,
        cues: &mut ChaCha12Rng,
    ) -> Result<Reading> {
        let (method, lambda, stored) = (target.method, target.lambda, network.stored);
        let outcome = network.test(method, queries, lambda, cues)?;
        let bits = outcome.bits_per_synapse(self.code, method, stored, lambda, self.association)?;
        Ok(Reading::new(stored, &outcome, target.noise(&outcome), bits))
    }

    fn rows(&self, target: &Target) -> Rows {
        let average = if target.simple { "simple" } else { "weighted" };
        let (n, k) = (self.code.units(), self.code.activity());
        let found = target.found().enumerate();
        found
            .map(|(network, (patterns, bits))| {
                row![
                    self.name(),
                    target.lambda,
                    n,
                    k,
                    target.method.name(),
                    average,
                    network,
                    patterns,
                    bits,
                    load(self.code, patterns)
                ]
            })
            .collect()
    }
}
