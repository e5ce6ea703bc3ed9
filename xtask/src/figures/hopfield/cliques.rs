//! hop-cliques: all cliques of a graph as memories, learnt from samples and written down.

mod panels;

use rand::seq::SliceRandom;
use synaptome_hopfield::{
    AssociativeMemory, CliqueCouplings, CliqueNetwork, Cliques, Cues, Dynamics, Messages,
    MinimumProbabilityFlow, Noise, Recovery, State,
};
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Result, Scale};
use synaptome_lab::{Rows, Table, chart::Chart, row};

use super::points::for_networks;

pub(super) struct CliqueMemories;

/// Vertices, and the numbers of sampled cliques that are tried.
const SAMPLED: [(usize, [usize; 6]); 5] = [
    (8, [20, 30, 40, 50, 60, 70]),
    (10, [40, 60, 80, 100, 120, 140]),
    (12, [80, 100, 120, 140, 160, 180]),
    (14, [100, 120, 140, 160, 180, 200]),
    (16, [120, 140, 160, 180, 200, 220]),
];
/// Vertices of the networks of three parameters.
const WRITTEN: [usize; 4] = [16, 32, 64, 128];
const FLIP_RATES: [f64; 8] = [0.0, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3];
/// Sampled cliques of the learnt network whose recall is measured, which has 16 vertices.
const SAMPLES: usize = 300;
/// Most cliques that are tested for being fixed points.
const TESTED: usize = 2_000;

const LEARNT: &str = "MPF with thresholds";
const UNBIASED: &str = "MPF without thresholds";
const THREE: &str = "three parameters";

impl DataSet for CliqueMemories {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &[
            "series",
            "v",
            "n",
            "samples",
            "network",
            "rule",
            "flip_rate",
            "fixed",
            "recovered",
            "cues",
        ]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let samples = SAMPLED.map(|(v, _)| {
            let seconds = 0.6 * (v as f64 / 16.0).powi(5);
            Point::new().key("series", "samples").key("v", v).takes(seconds)
        });
        let learnt = Point::new().key("series", "learnt").key("v", 16).takes(0.5);
        let written = WRITTEN.map(|v| {
            let seconds = 1.5 * (v as f64 / 128.0).powi(2);
            let point = Point::new().key("series", "written").key("v", v).key("network", 1);
            point.set("cues", scale.pick(400, 2_000)).takes(seconds)
        });
        let mut points = for_networks(&samples, scale.pick(4, 20));
        points.extend(for_networks(&[learnt], scale.pick(10, 20)));
        points.extend(written);
        points
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let cliques = Cliques::halves(point.count("v")?)?;
        match point.text("series")? {
            "samples" => run_samples(cliques, point, job),
            "learnt" => run_learnt(cliques, point, job),
            _ => run_written(cliques, point, job),
        }
    }
}

/// The fraction of cliques that are fixed points after the first so many of one list of samples were learnt.
fn run_samples(cliques: Cliques, point: &Point, job: &Job) -> Result<Rows> {
    let counts = SAMPLED.iter().find(|(v, _)| *v == cliques.vertices()).map_or(&[][..], |s| &s.1);
    let most = counts.last().copied().unwrap_or_default();
    let drawn = samples(cliques, most, job)?;
    let tested = tested(cliques, job)?;
    let mut rows = Rows::new();
    for &count in counts {
        let shown = Messages::new(drawn.as_slice()[..count].to_vec())?;
        let fixed = flow(true).minimise(&shown)?.network.fixed_fraction(&tested)?;
        rows.push(row![
            "samples",
            cliques.vertices(),
            cliques.units(),
            count,
            point.number("network")?,
            LEARNT,
            0.0,
            fixed,
            f64::NAN,
            0
        ]);
    }
    Ok(rows)
}

/// Recall of cliques that were not sampled, with and without thresholds.
fn run_learnt(cliques: Cliques, point: &Point, job: &Job) -> Result<Rows> {
    let shown = cliques.draw_messages(SAMPLES, &mut job.rng("samples"))?;
    let tested = tested(cliques, job)?;
    let mut rows = Rows::new();
    for (rule, thresholds) in [(LEARNT, true), (UNBIASED, false)] {
        let network = flow(thresholds).minimise(&shown)?.network;
        let fixed = network.fixed_fraction(&tested)?;
        for rate in FLIP_RATES.into_iter().filter(|rate| *rate <= 0.2) {
            let (cues, recovered) = recovery(&network, cliques, (rate, 200), job)?;
            rows.push(row![
                "learnt",
                cliques.vertices(),
                cliques.units(),
                SAMPLES,
                point.number("network")?,
                rule,
                rate,
                fixed,
                recovered,
                cues
            ]);
        }
    }
    Ok(rows)
}

/// Recall by three parameters, with the threshold for the noise.
fn run_written(cliques: Cliques, point: &Point, job: &Job) -> Result<Rows> {
    let mut rows = Rows::new();
    for rate in FLIP_RATES {
        let couplings = CliqueCouplings::for_noise(&cliques, rate)?;
        let network = CliqueNetwork::new(cliques.vertices(), couplings)?;
        let (cues, recovered) = recovery(&network, cliques, (rate, point.count("cues")?), job)?;
        let stored = f64::from(couplings.store_all(&cliques));
        rows.push(row![
            "written",
            cliques.vertices(),
            cliques.units(),
            0,
            1,
            THREE,
            rate,
            stored,
            recovered,
            cues
        ]);
    }
    Ok(rows)
}

/// The rule of the papers: no penalty on the weights.
fn flow(thresholds: bool) -> MinimumProbabilityFlow {
    MinimumProbabilityFlow { ridge: 0.0, thresholds, ..Default::default() }
}

/// Whether all cliques are tested.
fn are_few(cliques: Cliques) -> bool {
    cliques.log2_count() < 12.0
}

/// Distinct cliques where there are few, else random ones.
fn samples(cliques: Cliques, count: usize, job: &Job) -> Result<Messages> {
    let rng = &mut job.rng("samples");
    if !are_few(cliques) {
        return Ok(cliques.draw_messages(count, rng)?);
    }
    let mut all: Vec<State> = cliques.all()?.into();
    all.shuffle(rng);
    all.truncate(count);
    Ok(Messages::new(all)?)
}

/// All cliques if there are few, else random ones.
fn tested(cliques: Cliques, job: &Job) -> Result<Messages> {
    if are_few(cliques) {
        return Ok(cliques.all()?);
    }
    Ok(cliques.draw_messages(TESTED, &mut job.rng("tested"))?)
}

/// The number of cues, and the fraction of them that lead to their clique.
fn recovery(
    memory: &dyn AssociativeMemory,
    cliques: Cliques,
    (rate, count): (f64, usize),
    job: &Job,
) -> Result<(usize, f64)> {
    let rng = &mut job.rng(&format!("cues {rate}"));
    let shown = cliques.draw_messages(count, rng)?;
    let cues = Cues::draw(&shown, Noise::Probability(rate), 1, rng)?;
    let recovered = Recovery::measure(memory, &cues, &Dynamics::default(), rng)?.recovered;
    Ok((count, recovered))
}

impl Figure for CliqueMemories {
    fn id(&self) -> &str {
        "hop-cliques"
    }

    fn source(&self) -> &str {
        "Hillar & Tran 2018, and ours"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "All cliques as memories",
            seen: "A unit is a pair of v vertices, a memory the set of all pairs among v/2 of them. The panels show \
                   the fraction of all cliques that are fixed points after MPF with thresholds has learned some of \
                   them; the number of samples per unit at which all cliques are fixed points in half of the runs; \
                   exact synchronous recovery of random cliques, learned from 300 samples at v = 16 or written with \
                   three parameters, whose threshold is set for the noise; and the number of memories against the \
                   number of units. For example, 128 people form 8,128 pairs. A single network of 8,128 units stores \
                   all 2.4e37 groups of 64 people as cliques, about 2^√(2 · 8128) = 2^127.5 up to a slow factor, and \
                   completes 97 % of groups from lists of pairs in which one entry in five is wrong. Because vertices can be \
                   renamed, the three inequalities that prove that cliques are stored hold for all cliques at once.",
            paper: "The abstract states that about n samples suffice and that recovery from noise becomes certain as v \
                    grows; we have read no numbers. We fixed the intervals of the claims with a program of our own.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let learnt = table.filter("series", "learnt")?.filter("rule", LEARNT)?;
        let noisy = learnt.filter("flip_rate", 0.05)?;
        let mean = |claim: &'static str, column: &str| -> Result<Measurement> {
            Ok(Measurement::mean(claim, &noisy.numbers(column)?, "networks").within(0.0..=1.0))
        };
        Ok(vec![
            mean("X30", "fixed")?,
            mean("X31", "recovered")?,
            written(table, "X32", (64, 0.1))?,
            written(table, "X33", (128, 0.2))?,
            Measurement::estimated("X34", panels::samples_needed(table, 16)?, "runs"),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        panels::chart(table)
    }
}

/// Recovery by three parameters, of which cues are the independent units.
fn written(table: &Table, claim: &'static str, (v, rate): (usize, f64)) -> Result<Measurement> {
    let own = table.filter("series", "written")?.filter("v", v)?.filter("flip_rate", rate)?;
    let cells = own.pairs("recovered", "cues")?;
    let (recovered, cues) = cells.first().copied().unwrap_or((f64::NAN, 0.0));
    Ok(Measurement::proportion(claim, (recovered * cues).round() as usize, cues as usize, "cues"))
}
