//! ri-local: a local rule compared with the gradient.

use std::ops::ControlFlow;

use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::observables::Repeats;
use synaptome_infomax::{Decorrelation, Firing, Learner, LocalRule, Network};
use synaptome_lab::Result;

use super::training::{nats, rng, test_block, train};
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

/// Information reached by local rules and by the two-pass gradient.
pub(super) struct LocalLearning;

const NEURONS: usize = 50;
const TEST_STEPS: usize = 50_000;
const RULES: [(&str, Option<Decorrelation>); 4] = [
    ("two-pass gradient", None),
    ("local, one lateral pass", Some(Decorrelation::OnePass)),
    ("local, three sweeps", Some(Decorrelation::Sweeps(3))),
    ("local, no decorrelation", Some(Decorrelation::None)),
];

impl DataSet for LocalLearning {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["rule", "seed", "nats", "repeated_sequences"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let point = |(name, local): (&str, Option<Decorrelation>), seed: usize| {
            let steps: usize = if local.is_some() { 6_000_000 } else { 400 * 40_000 };
            let seconds = match local {
                None => 2.5,
                Some(Decorrelation::Sweeps(_)) => 15.0,
                Some(_) => 5.0,
            };
            Point::new().key("rule", name).key("seed", seed).set("steps", steps).takes(seconds)
        };
        let slow =
            |rule: &(&str, Option<Decorrelation>)| matches!(rule.1, Some(Decorrelation::Sweeps(_)));
        let rules = RULES.into_iter().filter(|rule| scale > Scale::Quick || !slow(rule));
        rules.flat_map(|rule| (1..=3).map(move |seed| point(rule, seed))).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (name, seed) = (point.text("rule")?, point.number("seed")?);
        let firing = Firing { target_rate: 0.02, ..Firing::default() };
        let mut network = Network::draw(NEURONS, firing, &mut rng(job, "weights"))?;
        let steps = point.count("steps")?;
        if let Some(decorrelation) = RULES.iter().find(|rule| rule.0 == name).and_then(|r| r.1) {
            let mut learning =
                LocalRule { steps, decorrelation, ..LocalRule::default() }.begin(network)?;
            let _ = learning.run(|_| ControlFlow::Continue(()), &mut rng(job, "learning"))?;
            network = learning.into_network();
        } else {
            let learner =
                Learner { blocks: steps / 40_000, block_steps: 40_000, ..Learner::default() };
            train(&learner, &mut network, "learning", job, || Spontaneous)?;
        }
        let raster = test_block(&mut network, TEST_STEPS, &mut rng(job, "test"));
        let sequences = Repeats::new(&raster).sequences(4);
        Ok(vec![row![name, seed, nats(&network, &raster, 1), sequences]])
    }
}

impl Figure for LocalLearning {
    fn id(&self) -> &str {
        "ri-local"
    }

    fn source(&self) -> &str {
        "beyond Tanaka et al. 2009 (§4 names a local rule as the next goal)"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "A local rule reaches most of the information",
            seen: "I^(1) in a test block of 50,000 steps after learning, 50 neurons, rate 0.02, three seeds: \
                   covariance Hebb with lateral decorrelation, which changes every weight at every step from \
                   quantities that its two neurons know, compared with gradient ascent on block statistics. Without \
                   lateral decorrelation the network learns little.",
            paper: "The authors leave a biologically plausible rule for future work.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let of = |rule: &str| -> Result<Estimate> {
            Ok(Estimate::mean(&table.filter("rule", rule)?.numbers("nats")?))
        };
        let whole = of(RULES[0].0)?;
        let fraction = |claim, rule| -> Result<Measurement> {
            Ok(Measurement::estimated(claim, of(rule)?.over(whole), "seeds"))
        };
        Ok(vec![fraction("X22", RULES[1].0)?, fraction("X23", RULES[3].0)?])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let rules = table.groups("rule")?;
        let names = rules.iter().map(|(name, _)| name.to_string()).collect();
        let end = rules.len() as f64 + 0.5;
        let axes = (Axis::categories("", names).range(0.5, end), Axis::linear("I^(1), nats"));
        let mut points = Vec::new();
        for (position, (_, own)) in rules.iter().enumerate() {
            points
                .extend(own.numbers("nats")?.into_iter().map(|nats| (position as f64 + 1.0, nats)));
        }
        let panel = Panel::new("Information after learning, one marker per seed", axes.0, axes.1);
        Ok(panel.legend(Legend::Hidden).with(Series::points("seed", points)).into())
    }
}
