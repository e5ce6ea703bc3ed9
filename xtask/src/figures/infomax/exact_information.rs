//! ri-10: Gaussian information against exact information, by enumeration.

use rand::RngExt;
use synaptome_infomax::exact::{Chain, RelationFit};
use synaptome_infomax::information::gaussian_nats;
use synaptome_infomax::{Firing, Network};
use synaptome_lab::Result;

use super::training::rng;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

/// Random networks of growing weights, all states enumerated.
pub(super) struct ExactInformation;

/// N, p_max and rate of the settings; the claim is judged on the first.
const SETTINGS: [(usize, f64, f64); 3] = [(5, 0.95, 0.1), (5, 0.5, 0.1), (6, 0.95, 0.05)];

impl DataSet for ExactInformation {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["N", "p_max", "rate", "scale", "gaussian_nats", "exact_nats"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let point = |(neurons, p_max, rate): (usize, f64, f64)| {
            let point = Point::new().key("N", neurons).key("p_max", p_max).key("rate", rate);
            point.set("networks", scale.pick(150usize, 600)).takes(scale.pick(0.4, 1.5))
        };
        SETTINGS.into_iter().map(point).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (neurons, mut rng) = (point.count("N")?, rng(job, "networks"));
        let (p_max, rate) = (point.number("p_max")?, point.number("rate")?);
        let firing = Firing { max_probability: p_max, target_rate: rate, ..Firing::default() };
        let mut rows = Rows::new();
        for _ in 0..point.count("networks")? {
            let scale = 0.3 * 20.0_f64.powf(rng.random_range(0.0..1.0));
            let network = Network::draw_uniform(neurons, scale, firing, &mut rng)?;
            // Very strong weights may leave no thresholds that keep all rates.
            let Ok(chain) = Chain::new(&network) else { continue };
            let gaussian = gaussian_nats(&chain.moments()).unwrap_or(f64::NAN);
            rows.push(row![neurons, p_max, rate, scale, gaussian, chain.mutual_information_nats()]);
        }
        Ok(rows)
    }
}

impl Figure for ExactInformation {
    fn id(&self) -> &str {
        "ri-10"
    }

    fn source(&self) -> &str {
        "Tanaka et al. 2009, Fig 10"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "The Gaussian index and the exact information",
            seen: "Exact mutual information of consecutive states against I^(1), for random networks with weights of \
                   growing size. All states are enumerated, and the thresholds are solved for the target rates. Lines: \
                   best of three one-parameter forms, aI, I/(1 + aI) and ln(1 + aI)/a. The index is exact for weak \
                   weights and overestimates strong ones; no form fits all settings.",
            paper: "The exact information is well fit by a function of I^(1).",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let networks = setting(table, SETTINGS[0])?;
        let groups: Vec<&[(f64, f64)]> = networks.chunks(10).collect();
        let found = Estimate::jackknife(&groups, |kept| {
            let networks = kept.iter().flat_map(|group| **group).copied();
            let fit = RelationFit::best(&networks.collect::<Vec<_>>());
            fit.map_or(f64::NAN, |fit| fit.r_squared)
        });
        Ok(vec![Measurement::estimated("T10", found, "groups of 10 networks").within(0.0..=1.0)])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let axes =
            (Axis::log("I^(1), nats").range(1e-3, 10.0), Axis::log("exact information, nats"));
        let mut panel = Panel::new("Exact against Gaussian information", axes.0, axes.1)
            .legend(Legend::TopLeft)
            .with(Series::line("equal", vec![(1e-3, 1e-3), (2.0, 2.0)]).color("#999999").dashed());
        for (position, which) in SETTINGS.into_iter().enumerate() {
            let points = setting(table, which)?;
            let fit = RelationFit::best(&points)?;
            let exact = |x: f64| fit.relation.exact_nats(x, fit.parameter);
            let name = format!("N = {}, p_max = {}, rate {}", which.0, which.1, which.2);
            let grid = (0..=80).map(|i| 1e-3 * 10.0_f64.powf(f64::from(i) / 20.0));
            let largest = points.iter().map(|p| p.0).fold(0.0, f64::max);
            let line = grid.filter(|x| *x <= largest).map(|x| (x, exact(x))).collect();
            panel = panel
                .with(Series::cloud(name, points).color(color_at(position)))
                .with(Series::line("", line).color(color_at(position)));
        }
        Ok(panel.into())
    }
}

fn setting(table: &Table, (neurons, p_max, rate): (usize, f64, f64)) -> Result<Vec<(f64, f64)>> {
    let own = table.filter("N", neurons)?.filter("p_max", p_max)?.filter("rate", rate)?;
    let points = own.pairs("gaussian_nats", "exact_nats")?;
    Ok(points.into_iter().filter(|p| p.0.is_finite()).collect())
}
