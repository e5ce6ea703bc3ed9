//! ri-scale: information against the number of neurons.

use synaptome_infomax::information::sampling_bias_nats;
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{Firing, Homeostasis, Learner, Network, Schedule};
use synaptome_lab::Result;

use super::training::{nats, rng, test_block, train};
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

/// Nearly one nat per neuron at every size.
pub(super) struct Scaling;

/// A size, how it learns, from which scale on, for how many networks, and how long one takes.
struct Size {
    neurons: usize,
    /// Steps of a block for each neuron; half of them are samples of the gradient.
    steps_per_neuron: usize,
    learning_rate: f64,
    from: Scale,
    networks: usize,
    seconds: f64,
}

const fn size(neurons: usize, from: Scale, networks: usize, seconds: f64) -> Size {
    Size { neurons, steps_per_neuron: 50, learning_rate: 600.0, from, networks, seconds }
}

const SIZES: [Size; 6] = [
    size(50, Scale::Quick, 5, 0.3),
    size(100, Scale::Quick, 5, 0.7),
    size(200, Scale::Quick, 3, 2.0),
    size(432, Scale::Paper, 5, 12.0),
    // With the settings of the others, learning ends at 0.55 nats per neuron (one network).
    Size { steps_per_neuron: 25, learning_rate: 500.0, ..size(1000, Scale::Beyond, 3, 90.0) },
    size(2000, Scale::Beyond, 1, 1000.0),
];

/// The largest size that also learns without compensation, for comparison.
const COMPARED: usize = 432;
const BLOCKS: usize = 60;
/// The recipe. The ridge is a fifth of the variance of a neuron at the rate 0.02: it keeps what a short
/// sample says about C⁻¹ from carrying weights away.
fn learner(size: &Size, homeostasis: Homeostasis) -> Learner {
    let schedule =
        Schedule { largest_entry: 6.0, clip: 0.7, decay_from: 0.45, ..Schedule::default() };
    Learner {
        blocks: BLOCKS,
        block_steps: size.steps_per_neuron * size.neurons,
        learning_rate: size.learning_rate,
        ridge: 4e-3,
        schedule,
        homeostasis,
        ..Learner::default()
    }
}

/// What keeps rates near their targets, by name.
const HOMEOSTASES: [(&str, Homeostasis); 2] =
    [("compensated", Homeostasis::Compensated), ("thresholds alone", Homeostasis::Adaptive)];

impl DataSet for Scaling {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["N", "homeostasis", "network", "quantity", "x", "y"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let point = |size: &Size, name: &str, network: usize| {
            let point = Point::new().key("N", size.neurons).key("homeostasis", name);
            point.key("network", network).takes(size.seconds)
        };
        let points = |size: &Size| {
            let names = HOMEOSTASES.iter().map(|(name, _)| *name);
            let names = names.take(if size.neurons > COMPARED { 1 } else { 2 });
            let of = |name| (1..=size.networks).map(move |network| (name, network));
            let each = names.flat_map(of).map(|(name, network)| point(size, name, network));
            each.collect::<Vec<_>>()
        };
        SIZES.iter().filter(|size| size.from <= scale).flat_map(points).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (neurons, network) = (point.count("N")?, point.count("network")?);
        let name = point.text("homeostasis")?;
        let (name, homeostasis) = HOMEOSTASES
            .into_iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| format!("no homeostasis is named {name}"))?;
        let firing = Firing { target_rate: 0.02, ..Firing::default() };
        let mut learned = Network::draw(neurons, firing, &mut rng(job, "weights"))?;
        let size = SIZES.iter().find(|size| size.neurons == neurons);
        let learner = learner(size.ok_or("there is no such size")?, homeostasis);
        let course = train(&learner, &mut learned, "learning", job, || Spontaneous)?;
        let steps = 100 * neurons.max(500);
        let raster = test_block(&mut learned, steps, &mut rng(job, "test"));
        let put = |quantity, x: usize, y: f64| row![neurons, name, network, quantity, x, y];
        let mut rows = vec![
            put("nats", steps, nats(&learned, &raster, 1)),
            put("bias", steps, sampling_bias_nats(neurons, steps)),
            put(
                "skipped blocks",
                BLOCKS,
                course.iter().filter(|nats| nats.is_nan()).count() as f64,
            ),
        ];
        rows.extend(course.iter().enumerate().map(|(i, nats)| put("nats in block", i + 1, *nats)));
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
            title: "About one nat per neuron, from 1,500 to 3,000 steps per neuron",
            seen: "I^(1) in a test block after learning with the two-pass gradient, 60 blocks of 50 N steps (25 N at N \
                   = 1000), rate 0.02, minus the bias N²/2T of the finite sample. Thresholds that follow the mean \
                   input of each step of learning (compensated) are compared with thresholds alone. Right: I^(1) with \
                   the ridge during learning, one network each; gaps are blocks in which a silent neuron or a singular \
                   covariance left the weights unchanged.",
            paper: "Networks of up to 432 neurons; the paper prints no values of I for them.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let compensated = table.filter("homeostasis", HOMEOSTASES[0].0)?;
        let mut measured = Vec::new();
        for (claim, neurons) in [("X20", 432usize), ("X21", 1000)] {
            let nats = compensated.filter("N", neurons)?.filter("quantity", "nats")?;
            let each: Vec<f64> = nats.numbers("y")?.iter().map(|y| y / neurons as f64).collect();
            if !each.is_empty() {
                measured.push(Measurement::mean(claim, &each, "networks"));
            }
        }
        Ok(measured)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let axes = (Axis::log("N, neurons"), Axis::linear("I^(1) per neuron, nats"));
        let mut sizes =
            Panel::new("Information per neuron", axes.0, axes.1).legend(Legend::BottomLeft);
        for (position, (name, _)) in HOMEOSTASES.into_iter().enumerate() {
            let reached = reached(&table.filter("homeostasis", name)?)?;
            sizes = sizes.with(Series::measured(name, &reached).color(color_at(position)));
        }
        let axes = (Axis::linear("block"), Axis::linear("I^(1) per neuron, nats"));
        let mut course = Panel::new("The course of learning, compensated", axes.0, axes.1)
            .legend(Legend::BottomRight);
        let shown = table.filter("homeostasis", HOMEOSTASES[0].0)?.filter("network", 1_usize)?;
        for (size, own) in shown.groups("N")? {
            let neurons = own.numbers("N")?[0];
            let line = own.filter("quantity", "nats in block")?.pairs("x", "y")?;
            let line = line.into_iter().map(|(block, nats)| (block, nats / neurons)).collect();
            course = course.with(Series::line(format!("N = {size}"), line));
        }
        Ok(Chart::new(vec![sizes, course]))
    }
}

/// (N, mean over networks of I^(1) per neuron less its bias, standard error).
fn reached(table: &Table) -> Result<Vec<(f64, f64, f64)>> {
    let mut reached = Vec::new();
    for (_, own) in table.groups("N")? {
        let neurons = own.numbers("N")?[0];
        let values = |quantity| own.filter("quantity", quantity)?.numbers("y");
        let less = |(nats, bias): (&f64, &f64)| (nats - bias) / neurons;
        let each: Vec<f64> = values("nats")?.iter().zip(&values("bias")?).map(less).collect();
        let mean = Estimate::mean(&each);
        reached.push((neurons, mean.value, mean.std_error));
    }
    Ok(reached)
}
