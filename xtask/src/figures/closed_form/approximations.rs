//! fw-error: how far each approximation is from the exact information of one synapse.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::statistics::median;
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, Value, row,
};
use synaptome_lognormal::{
    Convolution, EdgeworthExpansion, Error, FentonWilkinson, LogNormalSum, MgfMatching,
    NormalInverseGaussian, SchwartzYeh, SumApproximation,
};
use synaptome_mi::weight_of_synapse;

use super::super::mi::random_sets::{Question, Set};
use crate::figures::palette::color_of;

/// Random samples of sets 2 and 3 with one synapse each.
pub(super) struct Approximations;

const CHUNKS: usize = 10;
/// Samples of a chunk for which the sign of the NIG information is looked at.
const SIGNS: usize = 100;
const GRID: Convolution = Convolution { points: 384, nodes: 64 };
const METHODS: [&dyn SumApproximation; 6] = [
    &FentonWilkinson,
    &MgfMatching { near: 0.2, far: 1.0 },
    &SchwartzYeh,
    &EdgeworthExpansion { higher_cumulants: false, convolution: GRID },
    &EdgeworthExpansion { higher_cumulants: true, convolution: GRID },
    &NormalInverseGaussian { points: 64, nodes: 32 },
];
const NIG: usize = 5;

impl DataSet for Approximations {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["set", "N", "exact_nats", "method", "mi_nats"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let compared = scale.pick(20, 100);
        let sets = [Set::Two, Set::Three].into_iter();
        let chunks = sets.flat_map(|set| {
            (1..=CHUNKS).map(move |chunk| Point::new().key("set", set.name()).key("chunk", chunk))
        });
        chunks.map(|p| p.set("compared", compared).takes(0.05 * compared as f64)).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (name, compared) = (point.text("set")?, point.count("compared")?);
        let mut rng = job.rng("samples");
        let mut rows = Rows::new();
        for sample in 0..SIGNS.max(compared) {
            let Question { patterns, ensemble, about } =
                Question::draw(Set::named(name)?, 1, &mut rng)?;
            let weight = weight_of_synapse(&patterns, ensemble.synapses()[0], about)?;
            if sample < compared {
                rows.extend(compare(name, &weight)?);
            } else {
                rows.push(result(name, &weight, f64::NAN, METHODS[NIG]));
            }
        }
        Ok(rows)
    }
}

impl Figure for Approximations {
    fn id(&self) -> &str {
        "fw-error"
    }

    fn source(&self) -> &str {
        "Ours; the poster's second topic (the errors of Fenton-Wilkinson)"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Error of the closed form for one synapse, compared with exact information",
            seen: "Fraction of random samples whose information has a smaller relative error than x, for each \
                   approximation of a sum of log-normals. Exact values are from convolution on a logarithmic grid. The \
                   legend gives the medians. A method whose curve ends below 1 fails for the remaining samples.",
            paper: "The paper uses Fenton-Wilkinson throughout and leaves its error open.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let of = |set: Set, method: usize| errors(table, set, METHODS[method].name());
        let three = |method| of(Set::Three, method);
        let nig = table.filter("method", METHODS[NIG].name())?.numbers("mi_nats")?;
        let bad = nig.iter().filter(|&&nats| nats.is_nan() || nats <= 0.0).count();
        let quantile = |claim, errors: Vec<f64>, at| {
            Measurement::quantile(claim, &errors, at, "samples").within(0.0..=f64::INFINITY)
        };
        Ok(vec![
            quantile("X03-fw", three(0)?, 0.5),
            quantile("X03-sy", three(2)?, 0.5),
            quantile("X06-median", three(NIG)?, 0.5),
            quantile("X06-tail", three(NIG)?, 0.9),
            // A count of the samples that the claim names.
            Measurement::exact("X06-negative", bad as f64),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let panels = [Set::Two, Set::Three].map(|set| panel(table, set));
        Ok(Chart::new(panels.into_iter().collect::<Result<_>>()?))
    }
}

fn compare(set: &str, weight: &LogNormalSum) -> Result<Rows> {
    let exact = GRID.information_of_last_nats(weight)?;
    Ok(METHODS.iter().map(|method| result(set, weight, exact, *method)).collect())
}

fn result(
    set: &str,
    weight: &LogNormalSum,
    exact: f64,
    method: &dyn SumApproximation,
) -> Vec<Value> {
    let nats = method.information_of_last_nats(weight).or_else(Error::into_impossible_nats);
    row![set, weight.terms().len(), exact, method.name(), nats.unwrap_or(f64::NAN)]
}

/// |relative errors|, infinite where a method fails, of all compared samples.
fn errors(table: &Table, set: Set, method: &str) -> Result<Vec<f64>> {
    let own = table.filter("set", set.name())?.filter("method", method)?;
    let pairs = own.pairs("exact_nats", "mi_nats")?.into_iter();
    let error = |(exact, nats): (f64, f64)| (nats / exact - 1.0).abs();
    let error = |pair: (f64, f64)| if pair.1.is_nan() { f64::INFINITY } else { error(pair) };
    Ok(pairs.filter(|pair| !pair.0.is_nan()).map(error).collect())
}

fn panel(table: &Table, set: Set) -> Result<Panel> {
    let axes = (
        Axis::log("|relative error| of MI(w; xˡ)").range(1e-5, 9e4),
        Axis::linear("fraction of samples").range(0.0, 1.0),
    );
    let mut panel =
        Panel::new(format!("Set {}", set.name()), axes.0, axes.1).legend(Legend::BottomRight);
    for (position, method) in METHODS.iter().enumerate() {
        let mut own = errors(table, set, method.name())?;
        own.sort_by(f64::total_cmp);
        let count = own.len() as f64;
        let steps = own.iter().enumerate().map(|(i, &error)| (error, (i + 1) as f64 / count));
        let steps = steps.filter(|point| point.0.is_finite()).collect();
        let name = format!("{}, {:.3}", method.name(), median(&own));
        let color = color_of(method.name()).unwrap_or_else(|| color_at(2 * position - 3));
        panel = panel.with(Series::line(name, steps).color(color));
    }
    Ok(panel)
}
