//! The largest number of patterns below a tolerated noise: the data of Figures 5 to 8.

mod means;

use synaptome_lab::{DataSet, Job, Point, Result, Rows, Scale, row};
use synaptome_willshaw::capacity::load;
use synaptome_willshaw::load_search::{Found, LoadSearch, Target};
use synaptome_willshaw::{Association, BlockCode, CueQuality, PatternCode, RandomCode, Retrieval};

use super::methods::Named;
pub(super) use means::{estimate, lookup, means, sizes};

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

/// Association and λ.
pub(super) type Setting = (Association, f64);

/// The rows of the figures.
pub(super) const SETTINGS: [Setting; 3] =
    [(Association::Auto, 0.5), (Association::Hetero, 0.5), (Association::Hetero, 1.0)];
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
                for association in [Association::Auto, Association::Hetero] {
                    for kind in ["block", "random"] {
                        let networks = scale.pick(2, networks(n, k));
                        let queries = queries(scale, k, networks);
                        let dearer = if association == Association::Hetero { 3.5 } else { 1.0 };
                        points.push(
                            Point::new()
                                .key("association", association.to_string())
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
            search(BlockCode::splitting(n, k)?, &["IRB", "IRB-SMX"], point, job)
        } else {
            search(RandomCode::new(n, k)?, &["R1", "IR-KWTA", "IR-LK+"], point, job)
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
    let learning = if n > 4096 { 1.0 } else { 0.02 };
    (networks + 1) as f64 * (8.0 * query * queries as f64 + learning)
}

/// Which network, method, λ and average a target of a search is for.
struct Label<'a> {
    method: &'a str,
    lambda: f64,
    average: &'static str,
}

/// Searches one network after the other, each from its own streams.
fn search<C: Named>(code: C, methods: &[&str], point: &Point, job: &Job) -> Result<Rows> {
    let association = point.text("association")?.parse()?;
    let queries = point.count("queries")?;
    let search = LoadSearch { queries, ..LoadSearch::new(code, association) };
    let named = |name: &&str| C::retrieval(name);
    let retrievals = methods.iter().map(named).collect::<Result<Vec<_>>>()?;
    let (labels, mut targets) = targets(association, methods, &retrievals);
    let streams = |network: &str| {
        [format!("patterns of {network}"), format!("cues of {network}")].map(|name| job.rng(&name))
    };
    let [mut patterns, mut cues] = streams("the first");
    search.scout(&mut targets, &mut patterns, &mut cues)?;
    for network in 0..point.count("networks")? {
        let [mut patterns, mut cues] = streams(&format!("network {network}"));
        search.visit(&mut targets, &mut patterns, &mut cues)?;
    }
    let both = labels.iter().zip(&targets);
    Ok(both.flat_map(|(label, target)| rows(&search, label, target)).collect())
}

/// R1 scores a single population, for which all averages agree.
fn targets<'a, C: Named>(
    association: Association,
    methods: &[&'a str],
    retrievals: &'a [Box<dyn Retrieval<C>>],
) -> (Vec<Label<'a>>, Vec<Target<'a, C>>) {
    let mut all = Vec::new();
    for (&method, retrieval) in methods.iter().zip(retrievals) {
        for (_, lambda) in SETTINGS.into_iter().filter(|(name, _)| *name == association) {
            let weighted = Target::new(&**retrieval, CueQuality::part(lambda));
            all.push((Label { method, lambda, average: "weighted" }, weighted.clone()));
            if lambda == 1.0 && method != "R1" {
                let mut simple = weighted;
                simple.content_weight = 0.5;
                all.push((Label { method, lambda, average: "simple" }, simple));
            }
        }
    }
    all.into_iter().unzip()
}

fn rows<C: PatternCode>(search: &LoadSearch<C>, label: &Label<'_>, target: &Target<'_, C>) -> Rows {
    let (n, k) = (search.code.units(), search.code.activity());
    let row = |(network, found): (usize, Found)| {
        row![
            search.association.to_string(),
            label.lambda,
            n,
            k,
            label.method,
            label.average,
            network,
            found.patterns,
            found.bits_per_synapse,
            load(search.code, found.patterns)
        ]
    };
    target.found().enumerate().map(row).collect()
}
