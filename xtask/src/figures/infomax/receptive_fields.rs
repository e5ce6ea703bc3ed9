//! ri-5: receptive fields learned from images.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};
use synaptome_infomax::input::{Image, PatchStream, Patches, draw_dead_leaves};
use synaptome_infomax::observables::forward_over_lateral;
use synaptome_infomax::observables::receptive_fields::{
    Field, Response, fit_gabor, orientation_concentration, record_response,
};
use synaptome_infomax::{Firing, Learner, Network, Schedule};
use synaptome_lab::Result;

use super::photographs;
use super::training::{rng, train};
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::statistics::{median, quantile};
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

/// 144 neurons driven by 288 inputs, two for each pixel of a patch of 12 × 12.
pub(super) struct ReceptiveFields;

const SYNTHETIC: &str = "dead leaves";
const PHOTOGRAPHS: &str = "photographs";
const OUTPUTS: usize = 144;
const SIDE: usize = 12;
const INPUT_RATE: f64 = 0.15;
const FIRING: Firing = Firing { max_probability: 0.95, target_rate: 0.03, threshold_rate: 0.01 };
/// The cut-off of the whitening filter, cycles per picture of 512 pixels.
const CUTOFF: f64 = 200.0;
/// Pixels at the border where the periodic filter sees the other side.
const MARGIN: usize = 24;
/// Networks at `paper`, each driven by images of its own; the first is drawn.
const NETWORKS: usize = 5;
/// Steps before patches are averaged.
const SETTLING: usize = 20_000;
/// Fields that are drawn, in rows of so many.
const DRAWN: (usize, usize) = (6, 8);

impl DataSet for ReceptiveFields {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["images", "kind", "quantity", "index", "x", "y", "network"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let (blocks, steps) = scale.pick((80, 40_000), (300, 50_000));
        let test = scale.pick(300_000, 1_000_000);
        let point = |images| {
            let point = Point::new().key("images", images).set("blocks", blocks);
            let seconds = 4e-6 * (blocks * steps) as f64 + 1e-6 * test as f64;
            point.set("block_steps", steps).set("test_steps", test).takes(seconds)
        };
        let photographs =
            photographs::chosen().map(|chosen| point(PHOTOGRAPHS).set("digest", chosen.digest()));
        // Networks of their own images, for the errors of the claims.
        let more = (2..=scale.pick(1, NETWORKS)).map(|i| point(SYNTHETIC).key("network", i));
        std::iter::once(point(SYNTHETIC)).chain(photographs).chain(more).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (images, network_number) = (point.text("images")?, point.count("network").unwrap_or(1));
        let patches = patches(images, &mut rng(job, "images"))?;
        let mut network =
            Network::draw_with_inputs(OUTPUTS, patches.inputs(), FIRING, &mut rng(job, "weights"))?;
        let test_steps = point.count("test_steps")?;
        let mut rows = Rows::new();
        let mut put = |kind: &str, quantity: &str, index: usize, x: f64, y: f64| {
            rows.push(row![images, kind, quantity, index, x, y, network_number]);
        };
        let respond = |network: &mut Network, phase| -> Result<Response> {
            let rng = &mut rng(job, phase);
            Ok(record_response(network, SETTLING, test_steps, &patches, rng)?)
        };
        let before = respond(&mut network, "before")?;
        describe("before", &before.average.averages(), &mut put)?;
        let course =
            train(&learner(point)?, &mut network, "learning", job, || PatchStream::new(&patches))?;
        for (block, nats) in course.into_iter().enumerate() {
            put("learning", "nats", block, block as f64, nats);
        }
        let after = respond(&mut network, "after")?;
        describe("after", &after.average.averages(), &mut put)?;
        let mut control = rng(job, "controls");
        let random: Vec<_> = (0..OUTPUTS).map(|_| patches.draw(&mut control)).collect();
        describe("random patches", &random, &mut put)?;
        describe("white noise", &noise(&mut control), &mut put)?;
        put("after", "input rate", 0, 0.0, after.input_rate);
        put("after", "saturated share", 0, 0.0, patches.saturated_fraction());
        put("after", "forward over lateral", 0, 0.0, forward_over_lateral(&network));
        Ok(rows)
    }
}

impl Figure for ReceptiveFields {
    fn id(&self) -> &str {
        "ri-5"
    }

    fn source(&self) -> &str {
        "Tanaka et al. 2009, Fig 5"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Edge detectors from infomax with recurrent connections",
            seen: "Spike-triggered averages of neurons driven by patches of whitened dead-leaves images, before and \
                   after learning, and two controls: random patches of the same images and white noise. The curves \
                   compare how well Gabor functions fit, and how much of the power is concentrated at one orientation.",
            paper: "Trained on photographs, output neurons become Gabor-like simple cells, and connections from inputs \
                    to outputs dominate.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let networks = table.filter("images", SYNTHETIC)?.groups("network")?;
        let medians = |kind, quantity| -> Result<Vec<f64>> {
            networks.iter().map(|(_, own)| Ok(median(&of(own, kind, quantity)?))).collect()
        };
        let both = |quantity, compare: fn(f64, f64) -> f64| -> Result<Vec<f64>> {
            let control = medians("random patches", quantity)?;
            let pairs = medians("after", quantity)?.into_iter().zip(control);
            Ok(pairs.map(|(after, control)| compare(after, control)).collect())
        };
        let measured = |claim, values: Vec<f64>| Measurement::mean(claim, &values, "networks");
        Ok(vec![
            measured("T08-gabor", both("gabor fit", |after, control| after - control)?),
            measured("T08-orient", both("orientation", |after, control| after / control)?),
            measured("T08-forward", medians("after", "forward over lateral")?),
            measured("T12", medians("after", "input rate")?),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let mut panels = Vec::new();
        for (images, own) in table.filter("network", 1_usize)?.groups("images")? {
            for (kind, title) in [
                ("after", "after learning"),
                ("before", "before learning"),
                ("random patches", "control, random whitened patches"),
                ("white noise", "control, white noise"),
            ] {
                panels
                    .push(fields_panel(&own.filter("kind", kind)?, &format!("{images}: {title}"))?);
            }
            for (quantity, label, legend) in [
                ("gabor fit", "R² of the best Gabor function", Legend::Hidden),
                ("orientation", "orientation concentration", Legend::BottomRight),
            ] {
                panels.push(distribution_panel(&own, quantity, label, legend)?);
            }
        }
        Ok(Chart::new(panels))
    }
}

/// A quantity of one kind of fields.
fn of(table: &Table, kind: &str, quantity: &str) -> Result<Vec<f64>> {
    Ok(table.filter("kind", kind)?.filter("quantity", quantity)?.numbers("y")?)
}

fn learner(point: &Point) -> Result<Learner> {
    Ok(Learner {
        learning_rate: 15.0,
        ridge: 1e-3,
        schedule: Schedule { largest_entry: f64::INFINITY, clip: 0.2, ..Schedule::default() },
        blocks: point.count("blocks")?,
        block_steps: point.count("block_steps")?,
        ..Learner::default()
    })
}

/// Whitened images: dead leaves, or the photographs of the run.
fn patches<R: Rng>(images: &str, rng: &mut R) -> Result<Patches> {
    let prepare = |image: Image| Ok(image.whitened(CUTOFF)?.cropped(MARGIN)?);
    let images = match photographs::chosen() {
        Some(photographs) if images == PHOTOGRAPHS => photographs.images(prepare)?,
        _ => (0..8).map(|_| prepare(draw_dead_leaves(512, rng)?)).collect::<Result<_>>()?,
    };
    Ok(Patches::new(images, SIDE, INPUT_RATE)?)
}

fn noise<R: Rng + RngExt>(rng: &mut R) -> Vec<Vec<f64>> {
    let field = |rng: &mut R| StandardNormal.sample_iter(rng).take(SIDE * SIDE).collect();
    (0..OUTPUTS).map(|_| field(rng)).collect()
}

fn describe(
    kind: &str,
    fields: &[Vec<f64>],
    put: &mut impl FnMut(&str, &str, usize, f64, f64),
) -> Result<()> {
    for (index, field) in fields.iter().enumerate() {
        // Averages are relative to the mean patch, whose pixels have the mean 0.
        let own = Field::about(0.0, field, SIDE, SIDE)?;
        let fit = fit_gabor(&own);
        put(kind, "gabor fit", index, fit.orientation, fit.r_squared);
        let concentration = orientation_concentration(&own);
        put(kind, "orientation", index, fit.orientation, concentration);
        if index < DRAWN.0 * DRAWN.1 {
            let pixels = field.iter().enumerate();
            pixels.for_each(|(pixel, value)| put(kind, "field", index, pixel as f64, *value));
        }
    }
    Ok(())
}

/// Fields side by side, each scaled to its own largest value, a pixel apart.
fn fields_panel(table: &Table, title: &str) -> Result<Panel> {
    let (rows, columns) = DRAWN;
    let (height, width) = (rows * (SIDE + 1) - 1, columns * (SIDE + 1) - 1);
    let mut mosaic = vec![vec![0.0; width]; height];
    for (index, (_, field)) in
        table.filter("quantity", "field")?.groups("index")?.iter().enumerate()
    {
        let values = field.numbers("y")?;
        let largest = values.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
        let (top, left) = ((index / columns) * (SIDE + 1), (index % columns) * (SIDE + 1));
        for (pixel, value) in values.iter().enumerate() {
            mosaic[top + pixel / SIDE][left + pixel % SIDE] = value / largest;
        }
    }
    let ranges = ((0.0, width as f64), (0.0, height as f64));
    let axes = (Axis::linear("pixels"), Axis::linear("pixels"));
    let map = Series::image(mosaic, ranges.0, ranges.1);
    Ok(Panel::new(title, axes.0, axes.1).legend(Legend::Hidden).with(map))
}

/// The fraction of fields below a value, for all kinds. One legend serves two panels.
fn distribution_panel(table: &Table, quantity: &str, label: &str, legend: Legend) -> Result<Panel> {
    let axes = (Axis::linear(label).range(0.0, 1.0), Axis::linear("fraction of neurons below"));
    let mut panel = Panel::new("", axes.0, axes.1).legend(legend);
    for (position, kind) in
        ["after", "before", "random patches", "white noise"].into_iter().enumerate()
    {
        let values = table.filter("kind", kind)?.filter("quantity", quantity)?.numbers("y")?;
        let line = (0..=100)
            .map(|i| f64::from(i) / 100.0)
            .map(|fraction| (quantile(&values, fraction), fraction));
        panel =
            panel.with(Series::line(kind, line.collect()).color(color_at([1, 5, 0, 6][position])));
    }
    Ok(panel)
}
