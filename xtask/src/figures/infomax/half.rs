//! ri-half: only half of the neurons learn.

use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::observables::Repeats;
use synaptome_infomax::{Firing, Learner, Network};
use synaptome_lab::Result;

use super::training::{rng, test_block, train};
use synaptome_lab::chart::{Axis, Chart, Panel, Series};
use synaptome_lab::statistics::{Estimate, curve};
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

/// Repeated sequences when none, half or all of 50 neurons learn.
pub(super) struct HalfLearning;

const NEURONS: usize = 50;
const TEST_STEPS: usize = 50_000;
/// How many neurons learn.
const LEARNING: [usize; 3] = [0, NEURONS / 2, NEURONS];

impl DataSet for HalfLearning {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["learning", "seed", "length", "repeats"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let (blocks, steps) = scale.pick((250, 40_000), (2500, 100_000));
        let point = |learning: usize, seed: usize| {
            let seconds = if learning == 0 { 0.1 } else { 1.4e-7 * (blocks * steps) as f64 };
            let point = Point::new().key("learning", learning).key("seed", seed);
            point.set("blocks", blocks).set("block_steps", steps).takes(seconds)
        };
        let seeds = scale.pick(3, 5);
        LEARNING.into_iter().flat_map(|n| (1..=seeds).map(move |seed| point(n, seed))).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (learning, seed) = (point.count("learning")?, point.number("seed")?);
        let firing = Firing { target_rate: 0.02, ..Firing::default() };
        let mut network = Network::draw(NEURONS, firing, &mut rng(job, "weights"))?;
        if learning > 0 {
            let learner = Learner {
                blocks: point.count("blocks")?,
                block_steps: point.count("block_steps")?,
                learning: (0..learning).collect(),
                ..Learner::default()
            };
            train(&learner, &mut network, "learning", job, || Spontaneous)?;
        }
        let repeats = Repeats::new(&test_block(&mut network, TEST_STEPS, &mut rng(job, "test")));
        Ok((1..=8).map(|length| row![learning, seed, length, repeats.sequences(length)]).collect())
    }
}

impl Figure for HalfLearning {
    fn id(&self) -> &str {
        "ri-half"
    }

    fn source(&self) -> &str {
        "Tanaka et al. 2009, §4"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Learning in half of the neurons",
            seen: "Exact repeats of sequences in 50,000 steps if none, half or all of 50 neurons learn (firing rate \
                   0.02). Neurons that learn maximise their own information and change the weights among each other. \
                   Mean and standard deviation over seeds.",
            paper: "Repeats increase, but less than when all neurons learn (stated without a figure).",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let of = |learning: usize| -> Result<Estimate> {
            let own = table.filter("learning", learning)?.filter("length", 4usize)?;
            Ok(Estimate::mean(&own.numbers("repeats")?))
        };
        let [none, half, all] = [of(LEARNING[0])?, of(LEARNING[1])?, of(LEARNING[2])?];
        let seeds = none.units + half.units + all.units;
        let steps = [half.minus(none), all.minus(half)];
        Ok(vec![Measurement::all_positive("T14", &steps, seeds, "seeds")])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let axes = (Axis::linear("length in steps"), Axis::log("occurrences in 50,000 steps"));
        let mut panel = Panel::new("Repeated sequences", axes.0, axes.1);
        for learning in LEARNING {
            let curve = curve(&table.filter("learning", learning)?, "length", "repeats")?;
            let name = format!("{learning} of {NEURONS} learn");
            panel = panel.with(Series::measured(name, &curve));
        }
        Ok(panel.into())
    }
}
