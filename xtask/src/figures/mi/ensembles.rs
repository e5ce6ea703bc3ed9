//! mi-3a and mi-3b: the information in growing ensembles, simulation set 1.

use synaptome_lab::chart::{Axis, Chart, Panel, Series, color_at};
use synaptome_lab::statistics::curve;
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_mi::{SynapticEnsemble, draw_means, mutual_information_of_prefixes};

use super::settings::{LARGEST_MEAN, NEURONS, bits, seeds};
use super::sweep::{Sweep, patterns};

/// MI(w; x¹) along one of the sweeps while random synapses are added one by one.
pub(super) struct Ensembles(Sweep);

pub(super) static OVER_SIGMA: Ensembles = Ensembles(Sweep::Sigma);
pub(super) static OVER_RHO: Ensembles = Ensembles(Sweep::Rho);

/// The number of patterns (§5.1).
const PATTERNS: usize = 10;
/// The largest ensemble: every pair of neurons.
const SYNAPSES: usize = NEURONS * (NEURONS - 1) / 2;
/// Curves that are drawn.
const DRAWN: [usize; 7] = [1, 2, 5, 10, 20, 50, 100];

impl DataSet for Ensembles {
    fn name(&self) -> &str {
        "mi-growing-ensembles"
    }

    fn columns(&self) -> &[&str] {
        &["seed", "sweep", "n", "sigma", "rho", "mi_bits"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        (1..=seeds(scale)).map(|seed| Point::new().key("seed", seed).takes(0.2)).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let seed = point.number("seed")?;
        let means = draw_means(PATTERNS, NEURONS, LARGEST_MEAN, &mut job.rng("means"))?;
        let ensemble = SynapticEnsemble::draw(NEURONS, SYNAPSES, &mut job.rng("synapses"))?;
        let mut rows = Rows::new();
        for sweep in Sweep::BOTH {
            for (sigma, rho) in sweep.settings() {
                let patterns = patterns(&means, sigma, rho)?;
                let prefixes = mutual_information_of_prefixes(&patterns, &ensemble, 0)?;
                let sizes = (1_usize..).zip(prefixes.values_nats);
                rows.extend(sizes.map(|(n, nats)| row![seed, sweep, n, sigma, rho, bits(nats)]));
            }
        }
        Ok(rows)
    }
}

impl Figure for Ensembles {
    fn id(&self) -> &str {
        match self.0 {
            Sweep::Sigma => "mi-3a",
            Sweep::Rho => "mi-3b",
        }
    }

    fn source(&self) -> &str {
        match self.0 {
            Sweep::Sigma => "Fan & Mysore 2024, Fig 3A",
            Sweep::Rho => "Fan & Mysore 2024, Fig 3B",
        }
    }

    fn caption(&self) -> Caption {
        match self.0 {
            Sweep::Sigma => Caption {
                title: "Ensembles of synapses: information against the spread of the patterns",
                seen: "Joint information of n randomly chosen synapses about one of ten patterns against σ at ρ = 0. \
                       A curve stops where the approximate covariance stops being positive definite.",
                paper: "Curves shift upward as n grows.",
            },
            Sweep::Rho => Caption {
                title: "Ensembles of synapses: information against the correlation between neurons",
                seen: "Joint information against ρ at σ = 1. Curves of larger ensembles end earlier: with strong correlation the \
                       Fenton-Wilkinson covariance of ln w is not positive definite.",
                paper: "Curves for five or more synapses end where the first NaN or infinity appears.",
            },
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, _: &Table) -> Result<Vec<Measurement>> {
        Ok(Vec::new())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let own = table.filter("sweep", self.0)?;
        let mut panel = Panel::new(
            "Information of n synapses about one of ten patterns",
            Axis::linear(self.0.axis()),
            Axis::log("MI(w; x¹), bits"),
        );
        for (position, count) in DRAWN.into_iter().enumerate() {
            let whole = until_the_first_gap(&own.filter("n", count)?, self.0)?;
            let curve = curve(&whole, self.0.column(), "mi_bits")?;
            let line = curve.iter().map(|p| (p.0, p.1)).collect();
            panel = panel
                .with(Series::error_band("", &curve).color(color_at(position)))
                .with(Series::line(format!("n = {count}"), line).color(color_at(position)));
        }
        Ok(panel.into())
    }
}

/// The rows of a curve up to the first setting at which a repetition has no
/// value (“we did not plot the curve beyond the first NaN”).
fn until_the_first_gap(curve: &Table, sweep: Sweep) -> Result<Table> {
    let repetitions = curve.groups("seed")?.len();
    let mut end = f64::INFINITY;
    let settings = sweep
        .settings()
        .into_iter()
        .map(|(sigma, rho)| if sweep == Sweep::Sigma { sigma } else { rho });
    for setting in settings.filter(|&setting| sweep == Sweep::Sigma || setting >= 0.0) {
        if curve.filter(sweep.column(), setting)?.len() < repetitions {
            end = end.min(setting);
        }
    }
    Ok(curve.filter_by(sweep.column(), |setting| setting < end)?)
}
