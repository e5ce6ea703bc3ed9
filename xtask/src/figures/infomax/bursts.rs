//! The networks of ri-8, the bursts that are seen of them, and processes whose bursts are known.

mod description;
mod observed;
mod processes;
mod systems;

use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::observables::strong_weights_per_neuron;
use synaptome_infomax::{Firing, Learner, Network, Schedule};
use synaptome_lab::{DataSet, Job, Point, Result, Rows, Scale, Table, row};

use super::training::{rng, train};
use observed::Observed;
use systems::NEURONS;

pub(super) use processes::DRIVEN;
pub(super) use systems::{NETWORK, PROCESS, TREES};

/// Bursts of networks before and after learning, N = 50, and of branching processes.
pub(super) struct Bursts;

/// p_max and rate: where the paper has a power law, and where it does not.
pub(super) const CRITICAL: (f64, f64) = (0.5, 0.002);
pub(super) const PEAKED: (f64, f64) = (0.95, 0.02);
/// The rate of the paper, where its schedule applies too: 15,000 blocks of 20,000 steps.
const PUBLISHED: (f64, f64) = (0.5, 0.01);
/// Schedules: the same for all rates, that of the paper, and the same with other lengths.
pub(super) const COMMON: &str = "common";
pub(super) const OF_PAPER: &str = "paper";
pub(super) const OTHER_LENGTH: &str = "other length";
/// A weight counts as strong beyond this.
const STRONG: f64 = 3.0;

impl DataSet for Bursts {
    fn name(&self) -> &str {
        "ri-8"
    }

    fn columns(&self) -> &[&str] {
        &[
            "system", "p_max", "rate", "schedule", "blocks", "seed", "phase", "seen", "bin",
            "quantity", "x", "y",
        ]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let mut points = processes::points();
        let mut add = |setting, seeds, schedule, blocks, steps| {
            let of = |seed| network(setting, seed, schedule, (blocks, steps), scale);
            points.extend((1..=seeds).map(of));
        };
        if scale == Scale::Quick {
            add(CRITICAL, 5, COMMON, 180, 100_000);
            add(PEAKED, 5, COMMON, 150, 40_000);
            return points;
        }
        add(CRITICAL, 20, COMMON, 800, 100_000);
        for rate in [0.003, 0.005, 0.01, 0.02] {
            add((CRITICAL.0, rate), 10, COMMON, 800, 100_000);
        }
        add(PEAKED, 20, COMMON, 800, 100_000);
        add(PUBLISHED, 5, OF_PAPER, 15_000, 20_000);
        for blocks in [200, 1600] {
            add(CRITICAL, 2, OTHER_LENGTH, blocks, 100_000);
        }
        points
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        if point.text("system")? != NETWORK {
            return processes::run(point, job);
        }
        let (p_max, rate) = (point.number("p_max")?, point.number("rate")?);
        let (schedule, seed) = (point.text("schedule")?, point.number("seed")?);
        let blocks = point.number("blocks")?;
        let firing = Firing { max_probability: p_max, target_rate: rate, ..Firing::default() };
        let mut network = Network::draw(NEURONS, firing, &mut rng(job, "weights"))?;
        let observation = Observed::new(point)?;
        let before = observation.record(&mut network, job, "before")?;
        train(&learner(point)?, &mut network, "learning", job, || Spontaneous)?;
        let after = observation.record(&mut network, job, "after")?;
        let mut rows = Rows::new();
        let mut put = |phase: &str, seen: f64, bin: usize, quantity: &str, x: f64, y: f64| {
            rows.push(row![
                NETWORK, p_max, rate, schedule, blocks, seed, phase, seen, bin, quantity, x, y
            ]);
        };
        before.describe("before", job, &mut put)?;
        after.describe("after", job, &mut put)?;
        let strong = strong_weights_per_neuron(&network, STRONG);
        put("after", 1.0, 1, "strong inputs", STRONG, strong);
        Ok(rows)
    }
}

/// A network of ri-8; the schedule that all rates share is not part of its label.
fn network(
    (p_max, rate): (f64, f64),
    seed: usize,
    schedule: &str,
    (blocks, steps): (usize, usize),
    scale: Scale,
) -> Point {
    let point = Point::new().key("p_max", p_max).key("rate", rate).key("seed", seed);
    let point = match schedule {
        COMMON => point.set("schedule", schedule).set("blocks", blocks),
        _ => point.key("schedule", schedule).key("blocks", blocks),
    };
    let counted = scale.pick(4_000_000, 40_000_000);
    let work = (blocks * steps) as f64 * 1.6 + 3.0 * counted as f64;
    point
        .set("system", NETWORK)
        .set("block_steps", steps)
        .set("count_steps", counted)
        .set("activity_steps", scale.pick(1_000_000, 4_000_000))
        .set("replicates", scale.pick(50, 100))
        .set("tested_bursts", scale.pick(10_000, 100_000))
        .takes(6e-8 * work)
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

/// The rows of networks of one setting and schedule, of which a fraction is seen with bins of some steps.
pub(super) fn view(
    table: &Table,
    (p_max, rate): (f64, f64),
    schedule: &str,
    (seen, bin): (f64, usize),
) -> Result<Table> {
    let own = table.filter("p_max", p_max)?.filter("rate", rate)?.filter("schedule", schedule)?;
    Ok(own.filter("seen", seen)?.filter("bin", bin)?)
}
