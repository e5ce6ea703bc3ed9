//! ri-6 and ri-7: what a network without input learns, and what shuffled weights keep of it.

mod description;

use synaptome_infomax::{Firing, Learner, Network};
use synaptome_lab::Result;

use super::training::{rng, test_block, train};
use crate::figures::palette::color_of;
use description::{describe, describe_shuffled};
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::statistics::{Estimate, curve};
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

/// One of the two views of the same networks.
pub(super) enum Spontaneous {
    Learned,
    Shuffled,
}

pub(super) static LEARNED: Spontaneous = Spontaneous::Learned;
pub(super) static SHUFFLED: Spontaneous = Spontaneous::Shuffled;

const NEURONS: usize = 50;
const TEST_STEPS: usize = 50_000;
const LAGS: std::ops::RangeInclusive<usize> = 1..=20;
/// The rate of the paper, and the one at which exact repeats are counted.
const RATES: [f64; 2] = [0.05, 0.02];

impl DataSet for Spontaneous {
    fn name(&self) -> &str {
        "ri-spontaneous"
    }

    fn columns(&self) -> &[&str] {
        &["rate", "seed", "phase", "quantity", "x", "y"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let (blocks, steps) = scale.pick((300, 40_000), (2500, 100_000));
        let seeds = |rate: f64| if rate == RATES[0] { scale.pick(1, 3) } else { scale.pick(3, 10) };
        let point = |rate, seed| {
            let point = Point::new().key("rate", rate).key("seed", seed);
            let work = (blocks * steps) as f64;
            point.set("blocks", blocks).set("block_steps", steps).takes(1.0 + 1.4e-7 * work)
        };
        RATES
            .into_iter()
            .flat_map(|rate| (1..=seeds(rate)).map(move |seed| point(rate, seed)))
            .collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (rate, seed) = (point.number("rate")?, point.number("seed")?);
        let firing = Firing { target_rate: rate, ..Firing::default() };
        let mut network = Network::draw(NEURONS, firing, &mut rng(job, "weights"))?;
        let mut rows = Rows::new();
        let before = test_block(&mut network, TEST_STEPS, &mut rng(job, "before"));
        let mut put = |phase: &str, quantity: &str, x: f64, y: f64| {
            rows.push(row![rate, seed, phase, quantity, x, y]);
        };
        describe(&network, &before, "before", &mut put);
        let learner = Learner {
            blocks: point.count("blocks")?,
            block_steps: point.count("block_steps")?,
            ..Learner::default()
        };
        let input = || synaptome_infomax::input::Spontaneous;
        for (block, nats) in
            train(&learner, &mut network, "learning", job, input)?.iter().enumerate()
        {
            if block % 5 == 0 {
                put("learning", "nats in block", block as f64, *nats);
            }
        }
        let after = test_block(&mut network, TEST_STEPS, &mut rng(job, "after"));
        describe(&network, &after, "after", &mut put);
        describe_shuffled(&network, &mut rng(job, "shuffled"), &mut put);
        Ok(rows)
    }
}

impl Figure for Spontaneous {
    fn id(&self) -> &str {
        match self {
            Self::Learned => "ri-6",
            Self::Shuffled => "ri-7",
        }
    }

    fn source(&self) -> &str {
        match self {
            Self::Learned => "Tanaka et al. 2009, Fig 6",
            Self::Shuffled => "Tanaka et al. 2009, Fig 7",
        }
    }

    fn caption(&self) -> Caption {
        match self {
            Self::Learned => Caption {
                title: "Learning raises the information between successive states",
                seen: "50 neurons before and after recurrent infomax: information between a step and the n-th after \
                       it, exact repeats of patterns and of sequences in test blocks of 50,000 steps (rate 0.02, all \
                       seeds), 250 steps of activity in which repeated patterns of three and more spikes are marked, \
                       and the weights.",
                paper: "I^(n) rises for all n, repeats multiply, and few strong weights emerge among many weak ones.",
            },
            Self::Shuffled => Caption {
                title: "The arrangement of the weights matters, not their sizes",
                seen: "The learned network compared with ten networks whose weights are those of the learned network, \
                       shuffled; their thresholds have settled again.",
                paper: "Shuffling lowers information and repeated sequences.",
            },
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        match self {
            Self::Learned => measure_learned(table),
            Self::Shuffled => measure_shuffled(table),
        }
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        match self {
            Self::Learned => chart_learned(table),
            Self::Shuffled => chart_shuffled(table),
        }
    }
}

/// The rows of a quantity in a phase at a rate.
fn part(table: &Table, rate: f64, phase: &str, quantity: &str) -> Result<Table> {
    Ok(table.filter("rate", rate)?.filter("phase", phase)?.filter("quantity", quantity)?)
}

/// One value per seed: y at x.
fn values(table: &Table, rate: f64, phase: &str, quantity: &str, x: f64) -> Result<Vec<f64>> {
    Ok(part(table, rate, phase, quantity)?.filter("x", x)?.numbers("y")?)
}

fn measure_learned(table: &Table) -> Result<Vec<Measurement>> {
    let [rate, repeat_rate] = RATES;
    let information = before_and_after(table, rate, "nats at lag", 1.0)?;
    let patterns = before_and_after(table, repeat_rate, "repeated patterns of 3 and more", 3.0)?;
    let sequences = before_and_after(table, repeat_rate, "repeated sequences", 4.0)?;
    // A count of none is taken as one.
    let ratios: Vec<f64> = patterns.iter().map(|[before, after]| after / before.max(1.0)).collect();
    let gains: Vec<f64> = sequences.iter().map(|[before, after]| after - before).collect();
    let deviations =
        table.filter("phase", "after")?.filter("quantity", "largest rate deviation")?;
    let kurtosis = values(table, rate, "after", "kurtosis", 0.0)?;
    Ok(vec![
        Measurement::estimated("T01", ratio_of_means(&information), "seeds"),
        Measurement::mean("T01-lags", &fractions_risen(table, rate)?, "seeds").within(0.0..=1.0),
        Measurement::estimated("T02-patterns", Estimate::median(&ratios), "seeds"),
        Measurement::estimated("T02-sequences", Estimate::median(&gains), "seeds"),
        Measurement::mean("T03", &kurtosis, "seeds"),
        Measurement::mean("T13", &deviations.numbers("y")?, "seeds, at two rates")
            .within(0.0..=f64::INFINITY),
    ])
}

/// A quantity before and after learning, for each seed.
fn before_and_after(table: &Table, rate: f64, quantity: &str, x: f64) -> Result<Vec<[f64; 2]>> {
    let before = values(table, rate, "before", quantity, x)?.into_iter();
    Ok(before.zip(values(table, rate, "after", quantity, x)?).map(|(a, b)| [a, b]).collect())
}

/// The mean of the second over the mean of the first, of the same seeds.
fn ratio_of_means(pairs: &[[f64; 2]]) -> Estimate {
    Estimate::jackknife(pairs, |kept| {
        let sum = |which: usize| kept.iter().map(|pair| pair[which]).sum::<f64>();
        sum(1) / sum(0)
    })
}

/// The fraction of lags at which information has risen, for each seed.
fn fractions_risen(table: &Table, rate: f64) -> Result<Vec<f64>> {
    let lags = LAGS.map(|lag| before_and_after(table, rate, "nats at lag", lag as f64));
    let lags = lags.collect::<Result<Vec<_>>>()?;
    let seeds = 0..lags[0].len();
    let risen = |seed: usize| lags.iter().filter(|lag| lag[seed][1] > lag[seed][0]).count();
    Ok(seeds.map(|seed| risen(seed) as f64 / lags.len() as f64).collect())
}

fn measure_shuffled(table: &Table) -> Result<Vec<Measurement>> {
    let ratio = |claim, rate, quantity, x, floor: f64| -> Result<Measurement> {
        let shuffled = values(table, rate, "shuffled", quantity, x)?.into_iter();
        let learned = values(table, rate, "after", quantity, x)?;
        let pairs: Vec<_> = shuffled.zip(learned).map(|(a, b)| [a + floor, b]).collect();
        Ok(Measurement::estimated(claim, ratio_of_means(&pairs), "seeds"))
    };
    Ok(vec![
        ratio("T04-I", RATES[0], "nats at lag", 1.0, 0.0)?,
        ratio("T04-seq", RATES[1], "repeated sequences", 4.0, 1.0)?,
    ])
}

/// A line of means over seeds, with a band where there are several.
fn lines(table: &Table, rate: f64, phase: &'static str, quantity: &str) -> Result<Vec<Series>> {
    let curve = curve(&part(table, rate, phase, quantity)?, "x", "y")?;
    let color = color_of(phase).unwrap_or(color_at(0));
    let line = curve.iter().map(|p| (p.0, p.1)).collect();
    Ok(vec![Series::error_band("", &curve).color(color), Series::line(phase, line).color(color)])
}

fn chart_learned(table: &Table) -> Result<Chart> {
    let [rate, repeat_rate] = RATES;
    let mut panels = vec![
        Panel::new(
            "Information, rate 0.05",
            Axis::linear("n, steps between"),
            Axis::log("I^(n), nats"),
        ),
        Panel::new(
            "Repeated patterns, rate 0.02",
            Axis::linear("firing neurons"),
            Axis::log("occurrences in 50,000 steps"),
        ),
        Panel::new(
            "Repeated sequences, rate 0.02",
            Axis::linear("length in steps"),
            Axis::log("occurrences in 50,000 steps"),
        ),
        Panel::new(
            "Weights, rate 0.05",
            Axis::linear("rank, fraction of weights"),
            Axis::linear("weight"),
        ),
    ];
    let shown = [
        (rate, "nats at lag"),
        (repeat_rate, "repeated patterns"),
        (repeat_rate, "repeated sequences"),
        (rate, "weight"),
    ];
    for (panel, (rate, quantity)) in panels.iter_mut().zip(shown) {
        for phase in ["before", "after"] {
            *panel = panel.clone().with_all(lines(table, rate, phase, quantity)?);
        }
    }
    for phase in ["before", "after"] {
        panels.push(raster_panel(table, phase)?);
    }
    Ok(Chart::new(panels))
}

fn raster_panel(table: &Table, phase: &str) -> Result<Panel> {
    let first = table.filter("seed", 1.0)?;
    let spikes = |kind| -> Result<_> { Ok(part(&first, RATES[1], phase, kind)?.pairs("x", "y")?) };
    let axes = (Axis::linear("step").range(0.0, 250.0), Axis::linear("neuron").range(-1.0, 50.0));
    let panel = Panel::new(format!("Activity {phase} learning, rate 0.02"), axes.0, axes.1);
    Ok(panel
        .legend(Legend::Hidden)
        .with(Series::cloud("spike", spikes("spike")?).color("#555555"))
        .with(Series::cloud("repeated", spikes("repeated spike")?).color("#D55E00")))
}

fn chart_shuffled(table: &Table) -> Result<Chart> {
    let panel = |rate, title: &str, x: &str, y: &str, quantity| -> Result<Panel> {
        let mut panel = Panel::new(title, Axis::linear(x), Axis::log(y));
        for phase in ["before", "after", "shuffled"] {
            panel = panel.with_all(lines(table, rate, phase, quantity)?);
        }
        Ok(panel)
    };
    Ok(Chart::new(vec![
        panel(
            RATES[0],
            "Information, rate 0.05",
            "n, steps between",
            "I^(n), nats",
            "nats at lag",
        )?,
        panel(
            RATES[1],
            "Repeated sequences, rate 0.02",
            "length in steps",
            "occurrences in 50,000 steps",
            "repeated sequences",
        )?,
    ]))
}
