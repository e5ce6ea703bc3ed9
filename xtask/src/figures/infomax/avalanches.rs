//! ri-8: bursts before and after learning.

use std::ops::RangeInclusive;

use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::observables::{
    AvalancheDetector, AvalancheOptions, SizeCounts, Tail, TailShape, strong_weights_per_neuron,
};
use synaptome_infomax::{Firing, Learner, Network, Schedule};
use synaptome_lab::Result;

use super::training::{rng, train};
use crate::figures::palette::color_of;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::statistics::{Estimate, curve};
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

/// The sizes of bursts, N = 50.
pub(super) struct BurstSizes;

const NEURONS: usize = 50;
/// The range of sizes that distributions are fitted on.
const RANGE: RangeInclusive<u64> = 2..=100;
/// A weight counts as strong beyond this.
const STRONG: f64 = 3.0;
/// p_max and rate: where the power law appears, and where it does not.
const CRITICAL: (f64, f64) = (0.5, 0.002);
const PEAKED: (f64, f64) = (0.95, 0.02);
/// The rate of the paper, where its schedule applies at its scale: 15,000 blocks of 20,000 steps,
/// then 5,000 blocks in which bursts are counted.
const PUBLISHED_RATE: f64 = 0.01;

impl DataSet for BurstSizes {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["p_max", "rate", "seed", "phase", "quantity", "x", "y"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let mut settings = vec![CRITICAL, PEAKED];
        if scale > Scale::Quick {
            settings.extend([0.003, 0.005, PUBLISHED_RATE, 0.02].map(|rate| (CRITICAL.0, rate)));
        }
        let point = |(p_max, rate): (f64, f64), seed: usize| {
            let (blocks, steps) = match (scale, p_max == CRITICAL.0) {
                (Scale::Quick, true) => (180, 100_000),
                (Scale::Quick, false) => (150, 40_000),
                _ if rate == PUBLISHED_RATE => (15_000, 20_000),
                _ => (800, 100_000),
            };
            let point = Point::new().key("p_max", p_max).key("rate", rate).key("seed", seed);
            let count_steps = scale.pick(4_000_000, 100_000_000);
            let work = (blocks * steps) as f64 * 1.6 + 2.0 * count_steps as f64;
            point
                .set("blocks", blocks)
                .set("block_steps", steps)
                .set("count_steps", count_steps)
                .takes(6e-8 * work)
        };
        settings.into_iter().flat_map(|s| (1..=5).map(move |seed| point(s, seed))).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (p_max, rate) = (point.number("p_max")?, point.number("rate")?);
        let seed = point.number("seed")?;
        let firing = Firing { max_probability: p_max, target_rate: rate, ..Firing::default() };
        let mut network = Network::draw(NEURONS, firing, &mut rng(job, "weights"))?;
        let steps = point.count("count_steps")?;
        let before = bursts(&mut network, steps, job, "before")?;
        train(&learner(point)?, &mut network, "learning", job, || Spontaneous)?;
        let after = bursts(&mut network, steps, job, "after")?;
        let mut rows = Rows::new();
        for (phase, bursts) in [("before", before), ("after", after)] {
            for (quantity, x, y) in describe(&bursts)? {
                rows.push(row![p_max, rate, seed, phase, quantity, x, y]);
            }
        }
        let strong = strong_weights_per_neuron(&network, STRONG);
        rows.push(row![p_max, rate, seed, "after", "strong inputs", STRONG, strong]);
        Ok(rows)
    }
}

impl Figure for BurstSizes {
    fn id(&self) -> &str {
        "ri-8"
    }

    fn source(&self) -> &str {
        "Tanaka et al. 2009, Fig 8"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Neuronal avalanches, and where they are not critical",
            seen: "Fraction of bursts by their number of spikes before and after learning, 50 neurons, five seeds. \
                   Dashed: the power law with exponent −3/2. At p_max = .95 the sizes have peaks. The exponent moves \
                   through −3/2 while the network learns, so that its value after a short schedule is a transient.",
            paper: "After learning at p_max = .5 the sizes follow a power law with exponent about −3/2, before it an \
                    exponential; each neuron keeps about two strong inputs.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let of = |(p_max, rate): (f64, f64), phase, quantity| -> Result<Vec<f64>> {
            let own = table.filter("p_max", p_max)?.filter("rate", rate)?;
            Ok(own.filter("phase", phase)?.filter("quantity", quantity)?.numbers("y")?)
        };
        let seeds = |claim, setting, phase, quantity| -> Result<Measurement> {
            Ok(Measurement::mean(claim, &of(setting, phase, quantity)?, "seeds"))
        };
        let distance = Estimate::median(&of(PEAKED, "after", "distance")?);
        let mut measured = vec![
            seeds("T05-before", CRITICAL, "before", "exponential less power")?,
            seeds("T05-after", CRITICAL, "after", "exponent")?,
            seeds("T06", CRITICAL, "after", "strong inputs")?,
            Measurement::estimated("T07", distance, "seeds").within(0.0..=1.0),
        ];
        let by_rate = exponents_by_rate(table)?;
        if let [_, _, ..] = by_rate[..] {
            let ends = [f64::max, f64::min].map(|end| extreme(&by_rate, end));
            let range = ends[0].minus(ends[1]);
            let found = Measurement::estimated("T05-universal", range, "seeds");
            measured.push(found.within(0.0..=f64::INFINITY));
        }
        Ok(measured)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let mut panels = vec![
            panel(table, CRITICAL, "p_max = .5, rate .002")?,
            panel(table, PEAKED, "p_max = .95, rate .02: peaks")?,
        ];
        let by_rate = exponents_by_rate(table)?;
        if by_rate.len() > 1 {
            let axes =
                (Axis::log("firing rate per step"), Axis::linear("exponent on 2…100 spikes"));
            let by_rate: Vec<_> =
                by_rate.iter().map(|(rate, found)| (*rate, found.value, found.std_error)).collect();
            panels.push(
                Panel::new("The exponent at each rate", axes.0, axes.1)
                    .with(Series::measured("after learning", &by_rate).color("#D55E00"))
                    .reference(synaptome_lab::chart::Reference::horizontal(-1.5, "paper −3/2")),
            );
        }
        Ok(Chart::new(panels))
    }
}

/// Power laws take large steps at such low rates; the ridge must be below the variances.
fn learner(point: &Point) -> Result<Learner> {
    let (blocks, block_steps) = (point.count("blocks")?, point.count("block_steps")?);
    let critical = point.number("p_max")? == CRITICAL.0;
    let usual = Schedule::default();
    let recipe = if critical {
        Learner {
            learning_rate: 2500.0,
            ridge: 1e-5,
            schedule: Schedule {
                largest_entry: f64::INFINITY,
                // What all blocks together may move a weight by, and no more than that.
                clip: (480.0 / blocks as f64).min(0.6),
                decay_from: 0.7,
                ..usual
            },
            ..Learner::default()
        }
    } else {
        Learner { learning_rate: 10.0, ridge: 1e-4, ..Learner::default() }
    };
    Ok(Learner { blocks, block_steps, ..recipe })
}

/// Sizes are counted while the network runs, since there are up to ten million bursts.
fn bursts(network: &mut Network, steps: usize, job: &Job, name: &str) -> Result<SizeCounts> {
    let rng = &mut rng(job, name);
    network.advance(100_000, &mut Spontaneous, |_| (), rng);
    let mut detector = AvalancheDetector::new(AvalancheOptions::default())?;
    let mut sizes = SizeCounts::new();
    let seen = |firing: &[u16]| {
        sizes.extend(detector.step(firing.len() as u64).map(|burst| burst.size));
    };
    network.advance(steps, &mut Spontaneous, seen, rng);
    Ok(sizes)
}

/// Quantity, x, y: densities in bins that double about every second one, and the fits.
fn describe(bursts: &SizeCounts) -> Result<Vec<(&'static str, f64, f64)>> {
    let bins = bursts.densities(1000, 1.35)?.into_iter();
    let mut rows: Vec<_> = bins.map(|bin| ("share", bin.middle, bin.density)).collect();
    let fit = |shape| Tail::fit(shape, bursts, RANGE);
    if let (Ok(power), Ok(exponential)) = (fit(TailShape::Power), fit(TailShape::Exponential)) {
        rows.push(("exponent", 0.0, power.exponent().value));
        rows.push(("distance", 0.0, power.distance));
        rows.push(("distance of exponential", 0.0, exponential.distance));
        let per_burst = |tail: &Tail| tail.ln_likelihood_per_burst;
        rows.push(("exponential less power", 0.0, per_burst(&exponential) - per_burst(&power)));
    }
    Ok(rows)
}

/// (rate, mean exponent over seeds) at p_max = .5.
fn exponents_by_rate(table: &Table) -> Result<Vec<(f64, Estimate)>> {
    let own = table.filter("p_max", CRITICAL.0)?.filter("phase", "after")?;
    let own = own.filter("quantity", "exponent")?;
    let rates = own.groups("rate")?;
    let summary = |group: &Table| -> Result<_> {
        Ok((group.numbers("rate")?[0], Estimate::mean(&group.numbers("y")?)))
    };
    rates.iter().map(|(_, group)| summary(group)).collect()
}

/// The largest or smallest of the exponents.
fn extreme(by_rate: &[(f64, Estimate)], end: fn(f64, f64) -> f64) -> Estimate {
    let all = by_rate.iter().map(|(_, found)| *found);
    let better = |a: Estimate, b: Estimate| if end(a.value, b.value) == a.value { a } else { b };
    all.reduce(better).unwrap_or(Estimate::mean(&[]))
}

fn panel(table: &Table, (p_max, rate): (f64, f64), title: &str) -> Result<Panel> {
    let own = table.filter("p_max", p_max)?.filter("rate", rate)?;
    let densities = own.filter("quantity", "share")?.filter_by("y", |density| density > 0.0)?;
    let axes = (Axis::log("spikes in a burst"), Axis::log("fraction of bursts"));
    let mut panel = Panel::new(title, axes.0, axes.1).legend(Legend::BottomLeft);
    for phase in ["before", "after"] {
        let curve = curve(&densities.filter("phase", phase)?, "x", "y")?;
        let color = color_of(phase).unwrap_or(color_at(0));
        panel = panel.with(Series::measured(phase, &curve).color(color));
        if phase == "after" {
            let anchor = curve.iter().find(|p| p.0 >= 3.0).map_or((3.0, 0.1), |p| (p.0, p.1));
            let power = |s: f64| (s, anchor.1 * (s / anchor.0).powf(-1.5));
            panel = panel.with(
                Series::line("s^(-3/2)", vec![power(1.0), power(300.0)]).color("#000000").dashed(),
            );
        }
    }
    Ok(panel)
}
