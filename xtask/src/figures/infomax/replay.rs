//! ri-9: a stimulated sequence is replayed.

use synaptome_infomax::input::Stimulus;
use synaptome_infomax::observables::{Cause, Replay as Observed};
use synaptome_infomax::{Firing, Learner, Network, Schedule};
use synaptome_lab::Result;

use super::training::{rng, train};
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series, color_at};
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

/// The experiment with neurons 1, 3 and 2 (0, 2 and 1 here) forced to fire in turn.
pub(super) struct Replay;

const NEURONS: usize = 50;
/// Seeds at `quick` and above: so many that the intervals of the fractions are narrow enough.
const SEEDS: (usize, usize) = (6, 60);
/// Trigger, and followers with their delays in steps.
const TRIGGER: usize = 0;
const FOLLOWERS: [(usize, usize); 2] = [(2, 2), (6, 1)];
const FIRING: Firing = Firing { max_probability: 0.95, target_rate: 0.015, threshold_rate: 0.01 };
/// Blocks of learning and their length. Chains form one after the other: that to neuron 3 after some
/// 400 blocks, that to neuron 2 after some 800.
const BLOCKS: (usize, usize) = (1200, 40_000);
/// Steps of the test block: settling, and counted.
const TEST_STEPS: (usize, usize) = (20_000, 60_000);
/// Steps after the trigger that are looked at.
const WINDOW: usize = 10;

impl DataSet for Replay {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["seed", "after", "quantity", "steps", "probability"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let (blocks, steps) = BLOCKS;
        let point = |seed: usize| {
            let point =
                Point::new().key("seed", seed).set("blocks", blocks).set("block_steps", steps);
            point.takes(1.5e-7 * (blocks * steps) as f64)
        };
        (1..=scale.pick(SEEDS.0, SEEDS.1)).map(point).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let mut network = Network::draw(NEURONS, FIRING, &mut rng(job, "weights"))?;
        let learner = Learner {
            blocks: point.count("blocks")?,
            block_steps: point.count("block_steps")?,
            learning_rate: 10.0,
            ridge: 1e-4,
            schedule: Schedule::constant(),
            ..Learner::default()
        };
        let stimulus = Stimulus::new(TRIGGER, &FOLLOWERS, NEURONS)?;
        train(&learner, &mut network, "learning", job, || stimulus.clone())?;
        test(&mut network, point.number("seed")?, job)
    }
}

impl Figure for Replay {
    fn id(&self) -> &str {
        "ri-9"
    }

    fn source(&self) -> &str {
        "Tanaka et al. 2009, Fig 9"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "A stimulated sequence is replayed",
            seen: "During learning, neuron 1 is forced to fire every 50 to 99 steps, neuron 3 two steps later and \
                   neuron 2 six steps later. In the test only neuron 1 is forced. Left: probability that neurons 3 and \
                   2 fire after it, all seeds. Right: probability of the whole replay per seed, after forced and after \
                   spontaneous firing of neuron 1.",
            paper: "The network replays 1, 3, 2 at +2 and +6 through chains of other neurons, also after spontaneous \
                    firing of neuron 1.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let of = |after, quantity| -> Result<Vec<f64>> {
            Ok(table
                .filter("after", after)?
                .filter("quantity", quantity)?
                .numbers("probability")?)
        };
        let fraction = |claim, values: &[f64]| {
            let replays = values.iter().filter(|p| **p >= 0.5).count();
            Measurement::proportion(claim, replays, values.len(), "seeds")
        };
        let (first, whole) = (of("forced", "1-3")?, of("forced", "1-3-2")?);
        let spontaneous = of("spontaneous", "1-3")?;
        let pairs = first.iter().zip(&spontaneous).filter(|(forced, _)| **forced >= 0.5);
        let ratios: Vec<f64> = pairs.map(|(forced, spontaneous)| spontaneous / forced).collect();
        Ok(vec![
            fraction("T09-1to3", &first),
            fraction("T09-full", &whole),
            Measurement::mean("T09-spont", &ratios, "seeds"),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let mut time = Panel::new(
            "Firing after neuron 1 was forced",
            Axis::linear("steps after neuron 1"),
            Axis::linear("probability").range(0.0, 1.0),
        );
        for (position, neuron) in ["neuron 3", "neuron 2"].into_iter().enumerate() {
            for (seed, own) in table.filter("quantity", neuron)?.groups("seed")? {
                let name = if seed == 1.0.into() { neuron } else { "" };
                let line = Series::line(name, own.pairs("steps", "probability")?);
                time = time.with(line.color(color_at(position)));
            }
        }
        let axes = (Axis::linear("seed"), Axis::linear("probability of 1-3-2").range(0.0, 1.0));
        let mut whole = Panel::new("The whole replay", axes.0, axes.1)
            .legend(Legend::Right)
            .reference(Reference::horizontal(0.95_f64.powi(6), "p_max^6"));
        for after in ["forced", "spontaneous"] {
            let own = table.filter("after", after)?.filter("quantity", "1-3-2")?;
            whole = whole.with(Series::points(after, own.pairs("seed", "probability")?));
        }
        Ok(Chart::new(vec![time, whole]))
    }
}

/// Counts what follows forced and spontaneous firings of the trigger.
fn test(network: &mut Network, seed: f64, job: &Job) -> Result<Rows> {
    let ((settling, steps), mut rng) = (TEST_STEPS, rng(job, "test"));
    let replay = Observed::record(network, settling, steps, TRIGGER, WINDOW, &mut rng)?;
    let [first, last] = FOLLOWERS;
    let mut rows = Rows::new();
    for (after, cause) in [("forced", Cause::Forced), ("spontaneous", Cause::Spontaneous)] {
        let one = replay.probability(cause, &[first])?;
        rows.push(row![seed, after, "1-3", first.0 as f64, one]);
        let whole = replay.probability(cause, &FOLLOWERS)?;
        rows.push(row![seed, after, "1-3-2", last.0 as f64, whole]);
        for step in (0..=WINDOW).filter(|_| cause == Cause::Forced) {
            for (name, (_, neuron)) in [("neuron 3", first), ("neuron 2", last)] {
                let probability = replay.probability(cause, &[(step, neuron)])?;
                rows.push(row![seed, after, name, step, probability]);
            }
        }
    }
    Ok(rows)
}
