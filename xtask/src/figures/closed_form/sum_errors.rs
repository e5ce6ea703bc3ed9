//! sum-errors: for which sums of log-normals an approximation holds.

use rand::RngExt;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::statistics::{median, quantile};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_lognormal::{
    Convolution, Error, FentonWilkinson, LogNormal, LogNormalSum, NormalInverseGaussian,
    SchwartzYeh, SumApproximation,
};

use crate::figures::palette::color_of;

/// Random sums of so many terms, so wide and so different.
pub(super) struct SumErrors;

const TERMS: [usize; 3] = [2, 10, 25];
const SIGMAS: [f64; 4] = [0.25, 0.5, 1.0, 2.0];
/// Means of ln x are uniform on ±spread, the σ of the terms within a factor e^(±spread/2).
const SPREADS: [f64; 3] = [0.0, 1.0, 3.0];
/// Points of the exact convolution; narrow terms in a wide sum need the finer ones.
const GRIDS: [usize; 3] = [512, 2048, 8192];
const METHODS: [&dyn SumApproximation; 3] =
    [&FentonWilkinson, &SchwartzYeh, &NormalInverseGaussian { points: 64, nodes: 32 }];

impl DataSet for SumErrors {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["terms", "sigma", "spread", "method", "exact_nats", "mi_nats"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let sums: usize = scale.pick(20, 200);
        let settings = TERMS.into_iter().flat_map(|terms| SIGMAS.map(|sigma| (terms, sigma)));
        let point = |(terms, sigma): (usize, f64)| {
            let point = Point::new().key("terms", terms).key("sigma", sigma).set("sums", sums);
            point.takes(1.5e-2 * (sums * terms) as f64)
        };
        settings.map(point).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (terms, sigma) = (point.count("terms")?, point.number("sigma")?);
        let mut rng = job.rng("sums");
        let mut rows = Rows::new();
        for spread in SPREADS {
            for _ in 0..point.count("sums")? {
                let mut uniform = |half: f64| half * rng.random_range(-1.0..=1.0);
                let mut term =
                    |_| LogNormal::new(uniform(spread), sigma * uniform(spread / 2.0).exp());
                let sum = LogNormalSum::new((0..terms).map(&mut term).collect::<Result<_, _>>()?)?;
                let exact = exact_nats(&sum);
                for method in METHODS {
                    let nats = method.information_of_last_nats(&sum);
                    let nats = nats.or_else(Error::into_impossible_nats).unwrap_or(f64::NAN);
                    rows.push(row![terms, sigma, spread, method.name(), exact, nats]);
                }
            }
        }
        Ok(rows)
    }
}

impl Figure for SumErrors {
    fn id(&self) -> &str {
        "sum-errors"
    }

    fn source(&self) -> &str {
        "Ours; the poster names the errors of Fenton-Wilkinson as a topic"
    }

    fn caption(&self) -> Caption {
        Caption::ours(
            "For which sums an approximation holds",
            "Relative error of the information of a sum about its last term, compared with exact convolution: median \
             over random sums against the σ of the terms. Panels differ in the number of terms and in how much the \
             terms differ: means of ln x are uniform on ±h, σ lies within a factor e^(±h/2). Dashed: the error that a \
             tenth of the sums exceed.",
        )
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, _: &Table) -> Result<Vec<Measurement>> {
        Ok(Vec::new())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let panels = SPREADS.into_iter().flat_map(|spread| TERMS.map(|terms| (spread, terms)));
        let panels = panels.map(|(spread, terms)| panel(table, spread, terms));
        Ok(Chart::new(panels.collect::<Result<_>>()?).columns(TERMS.len()))
    }
}

/// By convolution on the first grid that is fine enough; not a number if none is.
fn exact_nats(sum: &LogNormalSum) -> f64 {
    let on = |points| Convolution { points, nodes: 96 }.information_of_last_nats(sum).ok();
    GRIDS.into_iter().find_map(on).unwrap_or(f64::NAN)
}

/// |relative errors|, infinite where a method fails, of the sums whose information is known.
fn errors(table: &Table) -> Result<Vec<f64>> {
    let error = |(exact, nats): (f64, f64)| (nats / exact - 1.0).abs();
    let error = |pair: (f64, f64)| if pair.1.is_nan() { f64::INFINITY } else { error(pair) };
    let known = table.pairs("exact_nats", "mi_nats")?.into_iter().filter(|pair| !pair.0.is_nan());
    Ok(known.map(error).collect())
}

fn panel(table: &Table, spread: f64, terms: usize) -> Result<Panel> {
    let axes = (Axis::log("σ of the terms"), Axis::log("|relative error|").range(1e-5, 1e3));
    let legend = if spread == 0.0 && terms == TERMS[1] { Legend::TopLeft } else { Legend::Hidden };
    let mut panel =
        Panel::new(format!("{terms} terms, h = {spread}"), axes.0, axes.1).legend(legend);
    let own = table.filter("spread", spread)?.filter("terms", terms)?;
    for method in METHODS {
        let color = color_of(method.name()).unwrap_or("#000000");
        let own = own.filter("method", method.name())?.groups("sigma")?;
        let at = |statistic: fn(&[f64]) -> f64| -> Result<Vec<(f64, f64)>> {
            let point = |own: &Table| Ok((own.numbers("sigma")?[0], statistic(&errors(own)?)));
            let points: Vec<_> = own.iter().map(|(_, own)| point(own)).collect::<Result<_>>()?;
            Ok(points.into_iter().filter(|p: &(f64, f64)| p.1.is_finite() && p.1 > 0.0).collect())
        };
        panel = panel
            .with(Series::line(method.name(), at(median)?).color(color))
            .with(Series::line("", at(|errors| quantile(errors, 0.9))?).color(color).dashed());
    }
    Ok(panel)
}
