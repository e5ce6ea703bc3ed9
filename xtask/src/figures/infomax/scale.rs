//! ri-scale: information against the number of neurons.

use synaptome_infomax::information::sampling_bias_nats;
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{Firing, Learner, Network, Schedule};
use synaptome_lab::Result;

use super::training::{nats, rng, test_block, train};
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

/// About one nat per neuron, if the steps of learning are limited and decay.
pub(super) struct Scaling;

/// A recipe that holds to the end at its size.
struct Recipe {
    neurons: usize,
    from: Scale,
    blocks: usize,
    block_steps: usize,
    learning_rate: f64,
    ridge: f64,
    schedule: Schedule,
    seconds: f64,
    /// Networks at the scale from which on it is computed.
    networks: usize,
}

fn recipes() -> Vec<Recipe> {
    let usual = Schedule::default();
    let wide = Schedule { largest_entry: 6.0, clip: 0.7, decay_from: 0.45, ..usual };
    let recipe = |neurons, from, blocks, block_steps, learning_rate, ridge, schedule, seconds| {
        let networks = match neurons {
            432 => 5,
            1000 => 3,
            _ => 1,
        };
        Recipe {
            neurons,
            from,
            blocks,
            block_steps,
            learning_rate,
            ridge,
            schedule,
            seconds,
            networks,
        }
    };
    vec![
        recipe(50, Scale::Quick, 400, 25_000, 20.0, 1e-3, usual, 1.5),
        recipe(100, Scale::Quick, 250, 30_000, 40.0, 5e-4, usual, 3.0),
        recipe(200, Scale::Quick, 250, 40_000, 60.0, 2e-4, usual, 11.0),
        recipe(432, Scale::Paper, 300, 50_000, 60.0, 3e-4, wide, 70.0),
        recipe(1000, Scale::Beyond, 111, 100_000, 60.0, 3e-4, wide, 270.0),
        recipe(2000, Scale::Beyond, 150, 100_000, 60.0, 3e-4, wide, 2000.0),
    ]
}

impl DataSet for Scaling {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["N", "quantity", "x", "y", "network"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let chosen = recipes().into_iter().filter(|recipe| recipe.from <= scale);
        let point = |recipe: &Recipe| {
            let point = Point::new().key("N", recipe.neurons).set("blocks", recipe.blocks);
            point.set("block_steps", recipe.block_steps).takes(recipe.seconds)
        };
        let points = |recipe: Recipe| {
            let more = (2..=recipe.networks).map(|i| point(&recipe).key("network", i));
            std::iter::once(point(&recipe)).chain(more).collect::<Vec<_>>()
        };
        chosen.flat_map(points).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let neurons = point.count("N")?;
        let recipe = recipes().into_iter().find(|recipe| recipe.neurons == neurons);
        let recipe = anyhow::Context::context(recipe, "there is no recipe for this size")?;
        let firing = Firing { target_rate: 0.02, ..Firing::default() };
        let mut network = Network::draw(neurons, firing, &mut rng(job, "weights"))?;
        let learner = Learner {
            blocks: recipe.blocks,
            block_steps: recipe.block_steps,
            learning_rate: recipe.learning_rate,
            ridge: recipe.ridge,
            schedule: recipe.schedule,
            ..Learner::default()
        };
        let course = train(&learner, &mut network, "learning", job, || Spontaneous)?;
        let steps = 100 * neurons.max(500);
        let raster = test_block(&mut network, steps, &mut rng(job, "test"));
        let reached = nats(&network, &raster, 1);
        let bias = sampling_bias_nats(neurons, steps);
        let number = point.count("network").unwrap_or(1);
        let put = |quantity, x: usize, y: f64| row![neurons, quantity, x, y, number];
        let mut rows = vec![put("nats", steps, reached), put("bias", steps, bias)];
        let blocks = course.iter().enumerate().filter(|(block, _)| block % 3 == 0);
        rows.extend(blocks.map(|(block, nats)| put("nats in block", block, *nats)));
        Ok(rows)
    }
}

impl Figure for Scaling {
    fn id(&self) -> &str {
        "ri-scale"
    }

    fn source(&self) -> &str {
        "beyond Tanaka et al. 2009 (N ≤ 432 there)"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "About one nat per neuron, at every size",
            seen: "I^(1) in a test block after learning with the two-pass gradient and limited, decaying steps, \
                   rate 0.02, also after subtracting the bias N²/2T of the finite sample. Right: I^(1) during learning.",
            paper: "Networks of up to 432 neurons; no values of I are printed for them.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let mut measured = Vec::new();
        for (claim, neurons) in [("X20", 432usize), ("X21", 1000)] {
            let nats = table.filter("N", neurons)?.filter("quantity", "nats")?.numbers("y")?;
            if !nats.is_empty() {
                let each: Vec<f64> = nats.iter().map(|nats| nats / neurons as f64).collect();
                measured.push(Measurement::mean(claim, &each, "networks"));
            }
        }
        Ok(measured)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let (mut reached, mut corrected) = (Vec::new(), Vec::new());
        let axes = (Axis::linear("block"), Axis::linear("I^(1) per neuron, nats"));
        let mut course =
            Panel::new("The course of learning", axes.0, axes.1).legend(Legend::BottomRight);
        for (size, own) in table.filter("network", 1_usize)?.groups("N")? {
            let neurons = own.numbers("N")?[0];
            let line = own.filter("quantity", "nats in block")?.pairs("x", "y")?;
            let line = line.into_iter().map(|(block, nats)| (block, nats / neurons)).collect();
            course = course.with(Series::line(format!("N = {size}"), line));
            if let Some(nats) = value(&own, neurons as usize, "nats")? {
                let bias = value(&own, neurons as usize, "bias")?.unwrap_or(0.0);
                reached.push((neurons, nats / neurons));
                corrected.push((neurons, (nats - bias) / neurons));
            }
        }
        let axes =
            (Axis::log("N, neurons"), Axis::linear("I^(1) per neuron, nats").range(0.0, 1.3));
        let sizes = Panel::new("Information per neuron", axes.0, axes.1)
            .legend(Legend::BottomLeft)
            .with(Series::points("test block", reached))
            .with(Series::points("less sampling bias", corrected));
        Ok(Chart::new(vec![sizes, course]))
    }
}

fn value(table: &Table, neurons: usize, quantity: &str) -> Result<Option<f64>> {
    let own = table.filter("N", neurons)?.filter("quantity", quantity)?;
    Ok(own.numbers("y")?.first().copied())
}
