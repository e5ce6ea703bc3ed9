//! ri-11: approximate gradients against the exact one.

use faer::MatRef;
use synaptome_infomax::exact::{Chain, finite_difference_gradient, gradient};
use synaptome_infomax::information::{gaussian_nats, ln_determinants};
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{Firing, Gradient, Learner, Moments, Network, PaperGradient};
use synaptome_lab::Result;

use super::training::{rng, train};
use crate::figures::palette::color_of;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::statistics::{Line, mean};
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

/// Entries of gradients by enumeration, for weak and for learned weights.
pub(super) struct Gradients;

const NEURONS: usize = 6;
const FINITE_STEP: f64 = 1e-4;
const KINDS: [(&str, Gradient); 3] = [
    ("paper", Gradient::Paper),
    ("two-pass", Gradient::TwoPass),
    ("full response", Gradient::FullResponse),
];

/// The paper's gradient in its parts for ln|C| and ln|D|.
const PARTS: [&str; 2] = ["V^C", "V^D"];
/// Name, N, rate, p_max and the largest size of random weights.
const SETTINGS: [(&str, usize, f64, f64, f64); 6] = [
    ("4, .2, 1, .5", 4, 0.2, 1.0, 0.5),
    ("5, .05, 1, .5", 5, 0.05, 1.0, 0.5),
    ("5, .2, .95, 1", 5, 0.2, 0.95, 1.0),
    ("5, .1, .5, 1.5", 5, 0.1, 0.5, 1.5),
    ("6, .05, .95, 2", 6, 0.05, 0.95, 2.0),
    ("5, .05, .95, 4", 5, 0.05, 0.95, 4.0),
];

impl DataSet for Gradients {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["weights", "seed", "gradient", "exact_nats", "approximate_nats"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let point = |weights, seed: usize| {
            Point::new().key("weights", weights).key("seed", seed).takes(0.3)
        };
        let networks = |weights, seeds: usize| (1..=seeds).map(move |seed| point(weights, seed));
        let tabled = SETTINGS.into_iter().flat_map(|setting| networks(setting.0, 4));
        let drawn = ["weak", "learned"].into_iter().flat_map(|w| networks(w, scale.pick(6, 20)));
        drawn.chain(tabled).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (weights, seed) = (point.text("weights")?, point.number("seed")?);
        let network = network(weights, job)?;
        let chain = Chain::new(&network)?;
        let n = network.neurons();
        let mut rows = Rows::new();
        let mut put = |name, exact: MatRef<f64>, value: MatRef<f64>| {
            for (k, l) in (0..n).flat_map(|k| (0..n).map(move |l| (k, l))) {
                rows.push(row![weights, seed, name, exact[(k, l)], value[(k, l)]]);
            }
        };
        let exact = finite_difference_gradient(&network, FINITE_STEP, gaussian_nats)?;
        for (name, kind) in KINDS {
            // The fixed point of the full response need not exist.
            let Ok(value) = gradient(&chain, kind) else { continue };
            put(name, exact.as_ref(), value.as_ref());
        }
        let paper = PaperGradient::of(&chain.moments())?;
        let difference = |part: fn((f64, f64)) -> f64| {
            let value = |moments: &Moments| Ok(part(ln_determinants(moments)?));
            finite_difference_gradient(&network, FINITE_STEP, value)
        };
        put(PARTS[0], difference(|ln| ln.0)?.as_ref(), paper.within());
        put(PARTS[1], difference(|ln| ln.1)?.as_ref(), paper.joint());
        Ok(rows)
    }
}

impl Figure for Gradients {
    fn id(&self) -> &str {
        "ri-11"
    }

    fn source(&self) -> &str {
        "Tanaka et al. 2009, Fig 11"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Do the gradients predict the change of information?",
            seen: "Every entry of approximate gradients against the exact one (finite differences of the enumerated \
                   chain with thresholds solved again), six neurons: the two parts of the paper's gradient, and three \
                   gradients of I^(1), for weak random weights at p_max = 1 and for learned weights at p_max = 0.95. \
                   Last: mean correlation at six settings of growing weights.",
            paper: "For small random changes of weak weights at p_max = 1 the predicted and the actual change of \
                    information agree.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let (paper, twopass) =
            (correlations(table, "weak", "paper")?, correlations(table, "learned", "two-pass")?);
        Ok(vec![
            Measurement::mean("T11-paper", &paper, "networks").within(-1.0..=1.0),
            Measurement::mean("T11-twopass", &twopass, "networks").within(-1.0..=1.0),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let mut panels = vec![
            panel(table, "weak", "∂ln|C|/∂W, weak weights, p_max = 1", &PARTS[..1])?,
            panel(table, "weak", "∂ln|D|/∂W, weak weights, p_max = 1", &PARTS[1..])?,
        ];
        let names = KINDS.map(|kind| kind.0);
        for (weights, title) in [
            ("weak", "∂I/∂W, weak weights, p_max = 1"),
            ("learned", "∂I/∂W, learned weights, p_max = 0.95"),
        ] {
            panels.push(panel(table, weights, title, &names)?);
        }
        panels.push(settings_panel(table)?);
        Ok(Chart::new(panels))
    }
}

/// Entries of gradients against the exact ones.
fn panel(table: &Table, weights: &str, title: &str, names: &[&str]) -> Result<Panel> {
    let own = table.filter("weights", weights)?;
    let exact = own.filter("gradient", names[0])?.numbers("exact_nats")?;
    let end = 1.05 * exact.iter().fold(0.0_f64, |end, x| end.max(x.abs()));
    let axes = (
        Axis::linear("exact, nats"),
        Axis::linear("approximate, nats").range(-2.0 * end, 2.0 * end),
    );
    let mut panel = Panel::new(title, axes.0, axes.1)
        .legend(Legend::TopLeft)
        .with(Series::line("equal", vec![(-end, -end), (end, end)]).color("#999999").dashed());
    for &name in names {
        let r = mean(&correlations(table, weights, name)?);
        let points = own.filter("gradient", name)?.pairs("exact_nats", "approximate_nats")?;
        let cloud = Series::cloud(format!("{name}, r = {r:.3}"), points);
        panel = panel.with(cloud.color(color_of(name).unwrap_or(color_at(0))));
    }
    Ok(panel)
}

/// How the correlation falls with the strength of the weights.
fn settings_panel(table: &Table) -> Result<Panel> {
    let names = SETTINGS.iter().map(|setting| setting.0.to_owned()).collect();
    let end = SETTINGS.len() as f64 + 0.5;
    let axes = (
        Axis::categories("N, rate, p_max, weights", names).range(0.5, end),
        Axis::linear("correlation with the exact gradient").range(0.6, 1.01),
    );
    let mut panel = Panel::new("Four networks at each setting", axes.0, axes.1);
    for name in ["V^C", "V^D", "paper", "two-pass", "full response"] {
        let mut points = Vec::new();
        for (at, setting) in SETTINGS.iter().enumerate() {
            points.push((at as f64 + 1.0, mean(&correlations(table, setting.0, name)?)));
        }
        panel = panel.with(Series::points(name, points));
    }
    Ok(panel.legend(Legend::BottomLeft))
}

/// Weak: uniform on ±½ at p_max = 1. Learned: after infomax at p_max = 0.95. Else a setting.
fn network(weights: &str, job: &Job) -> Result<Network> {
    let mut rng = rng(job, "weights");
    if let Some((_, neurons, rate, p_max, size)) = SETTINGS.into_iter().find(|s| s.0 == weights) {
        let firing = Firing { max_probability: p_max, target_rate: rate, ..Firing::default() };
        return Ok(Network::draw_uniform(neurons, size, firing, &mut rng)?);
    }
    if weights == "weak" {
        let firing = Firing { max_probability: 1.0, target_rate: 0.1, ..Firing::default() };
        return Ok(Network::draw(NEURONS, firing, &mut rng)?);
    }
    let firing = Firing { target_rate: 0.1, ..Firing::default() };
    let mut network = Network::draw(NEURONS, firing, &mut rng)?;
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
