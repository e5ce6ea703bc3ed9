//! ri-11: approximate gradients against the exact one.

use anyhow::Result;
use synaptome_infomax::exact::{Chain, finite_difference_gradient, gradient};
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{Firing, Gradient, Learner, Network};

use super::training::{rng, train};
use crate::chart::{Axis, Chart, Legend, Panel, Series};
use crate::figure::{Caption, Figure, Job, Measurement, Point, Scale};
use crate::statistics::{Line, mean, std_error};
use crate::table::{Rows, Table, row};

/// Entries of gradients by enumeration, for weak and for learned weights.
pub(super) struct Gradients;

const NEURONS: usize = 6;
const FINITE_STEP: f64 = 1e-4;
const KINDS: [(&str, Gradient); 3] = [
    ("paper", Gradient::Paper),
    ("two-pass", Gradient::TwoPass),
    ("full response", Gradient::FullResponse),
];

impl Figure for Gradients {
    fn id(&self) -> &'static str {
        "ri-11"
    }

    fn source(&self) -> &'static str {
        "Tanaka et al. 2009, Fig 11"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Do the gradients predict the change of information?",
            seen: "Every entry of three approximate gradients of I^(1) against the exact one (finite differences of \
                   the enumerated chain with thresholds solved again), six neurons: weak random weights at p_max = 1, \
                   and learned weights at p_max = .95.",
            paper: "For small random changes of weak weights at p_max = 1 the predicted and the actual change of \
                    information agree.",
        }
    }

    fn columns(&self) -> &'static [&'static str] {
        &["weights", "seed", "gradient", "exact_nats", "approximate_nats"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let seeds = scale.pick(6, 20);
        let point = |weights, seed: usize| {
            Point::new().key("weights", weights).key("seed", seed).takes(0.5)
        };
        ["weak", "learned"]
            .into_iter()
            .flat_map(|w| (1..=seeds).map(move |seed| point(w, seed)))
            .collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (weights, seed) = (point.text("weights")?, point.number("seed")?);
        let network = network(weights, job)?;
        let exact = finite_difference_gradient(&network, FINITE_STEP)?;
        let chain = Chain::new(&network)?;
        let mut rows = Rows::new();
        for (name, kind) in KINDS {
            // The fixed point of the full response need not exist.
            let Ok(value) = gradient(&chain, kind) else { continue };
            for (k, l) in (0..NEURONS).flat_map(|k| (0..NEURONS).map(move |l| (k, l))) {
                rows.push(row![weights, seed, name, exact[(k, l)], value[(k, l)]]);
            }
        }
        Ok(rows)
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let (paper, twopass) =
            (correlations(table, "weak", "paper")?, correlations(table, "learned", "two-pass")?);
        Ok(vec![
            Measurement::new("T11-paper", mean(&paper)).with_error(std_error(&paper)),
            Measurement::new("T11-twopass", mean(&twopass)).with_error(std_error(&twopass)),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let mut panels = Vec::new();
        for (weights, title) in
            [("weak", "Weak weights, p_max = 1"), ("learned", "Learned weights, p_max = .95")]
        {
            let own = table.filter("weights", weights)?;
            let exact = own.numbers("exact_nats")?;
            let end = 1.05 * exact.iter().fold(0.0_f64, |end, x| end.max(x.abs()));
            let axes = (
                Axis::linear("exact ∂I/∂W, nats"),
                Axis::linear("approximate ∂I/∂W, nats").range(-2.0 * end, 2.0 * end),
            );
            let mut panel = Panel::new(title, axes.0, axes.1).legend(Legend::TopLeft).with(
                Series::line("equal", vec![(-end, -end), (end, end)]).color("#999999").dashed(),
            );
            for (name, _) in KINDS {
                let r = mean(&correlations(table, weights, name)?);
                let points =
                    own.filter("gradient", name)?.pairs("exact_nats", "approximate_nats")?;
                panel = panel.with(Series::cloud(format!("{name}, r = {r:.3}"), points));
            }
            panels.push(panel);
        }
        Ok(Chart::new(panels))
    }
}

/// Weak: uniform on ±½ at p_max = 1. Learned: after infomax at p_max = .95.
fn network(weights: &str, job: &Job) -> Result<Network> {
    let mut rng = rng(job, "weights");
    if weights == "weak" {
        let firing = Firing { max_probability: 1.0, target_rate: 0.1, ..Firing::default() };
        return Ok(Network::random(NEURONS, firing, &mut rng)?);
    }
    let firing = Firing { target_rate: 0.1, ..Firing::default() };
    let mut network = Network::random(NEURONS, firing, &mut rng)?;
    let learner = Learner {
        learning_rate: 2.0,
        blocks: 40,
        block_steps: 20_000,
        ridge: 1e-4,
        ..Learner::default()
    };
    train(&learner, &mut network, "learning", job, || Spontaneous)?;
    Ok(network)
}

/// The correlation of a gradient with the exact one, per seed.
fn correlations(table: &Table, weights: &str, name: &str) -> Result<Vec<f64>> {
    let own = table.filter("weights", weights)?.filter("gradient", name)?;
    let seeds = own.groups("seed")?;
    let correlation = |own: &Table| -> Result<f64> {
        Ok(Line::fit(&own.pairs("exact_nats", "approximate_nats")?).correlation)
    };
    seeds.iter().map(|(_, own)| correlation(own)).collect()
}
