//! mi-exact: the fall with N, exactly, and the copula of ensembles.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::statistics::{Estimate, Line, quantile};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_lognormal::{Convolution, FentonWilkinson, NormalInverseGaussian};
use synaptome_mi::{
    Error, SampledWeights, additive_information_nats, copula_information_nats,
    information_of_synapse_nats, mutual_information_nats,
};

use super::super::mi::random_sets::{Question, Set};
use crate::figures::palette::color_of;

/// Exact single synapses of set 3, and ensembles against sampled correlations.
pub(super) struct Exact;

const SYNAPSES: [usize; 4] = [2, 4, 8, 16];
/// Single synapses of a point.
const SAMPLES: usize = 25;
const GRID: Convolution = Convolution { points: 384, nodes: 64 };
const NIG: NormalInverseGaussian = NormalInverseGaussian { points: 64, nodes: 32 };

impl DataSet for Exact {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["kind", "N", "n", "reference_nats", "copula_nats", "closed_form_nats"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let chunks = scale.pick(8, 80);
        let single = (1..=chunks).map(|chunk| {
            let point = Point::new().key("kind", "single").key("chunk", chunk);
            point.set("samples", SAMPLES).takes(0.3)
        });
        let (count, draws) = (scale.pick(6, 50), scale.pick(3_000, 15_000));
        let sizes = SYNAPSES.into_iter().flat_map(move |n| (1..=count).map(move |i| (n, i)));
        let ensembles = sizes.map(|(n, i)| {
            let point = Point::new().key("kind", "ensemble").key("n", n).key("sample", i);
            point.set("draws", draws).takes(0.05 * draws as f64 / 1_000.0)
        });
        single.chain(ensembles).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        if point.text("kind")? == "single" { singles(point, job) } else { ensemble(point, job) }
    }
}

impl Figure for Exact {
    fn id(&self) -> &str {
        "mi-exact"
    }

    fn source(&self) -> &str {
        "Ours, beside Fan & Mysore 2024, Fig 2D"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Information falls with N more steeply than in the closed form; ensembles with a copula",
            seen: "Left: one synapse of set 3, exact information and Fenton-Wilkinson on the same samples, with \
                   least-squares lines of ln MI on ln N. Right: ensembles of n synapses; median and 90 % quantile of \
                   the relative error of the Schwartz-Yeh copula and of the closed form, compared with the same \
                   accurate marginals and sampled correlations (a missing value counts as infinite).",
            paper: "Fig 2D has slope −1.1 for ensembles of 1 to 19 synapses, with the closed form.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let copula = errors(table, 16, "copula_nats")?;
        Ok(vec![
            Measurement::estimated("X05", slope_difference(table)?, "chunks of 25 samples"),
            Measurement::quantile("X07", &copula, 0.5, "samples").within(0.0..=f64::INFINITY),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        Ok(Chart::new(vec![fall(table)?, copula(table)?]))
    }
}

fn singles(point: &Point, job: &Job) -> Result<Rows> {
    let mut rng = job.rng("samples");
    let sample = |_| {
        let Question { patterns, ensemble, about } = Question::draw(Set::Three, 1, &mut rng)?;
        let synapse = ensemble.synapses()[0];
        let exact = information_of_synapse_nats(&patterns, synapse, about, &GRID)?;
        let closed = information_of_synapse_nats(&patterns, synapse, about, &FentonWilkinson)
            .or_else(Error::into_impossible_nats)?;
        let near = information_of_synapse_nats(&patterns, synapse, about, &NIG)?;
        Ok(row!["single", patterns.len(), 1_usize, exact, near, closed])
    };
    (0..point.count("samples")?).map(sample).collect()
}

/// The same marginals with sampled correlations, with the copula, and the closed form.
fn ensemble(point: &Point, job: &Job) -> Result<Rows> {
    let (n, draws, mut rng) = (point.count("n")?, point.count("draws")?, job.rng("samples"));
    let Question { patterns, ensemble, about } = Question::draw(Set::Three, n, &mut rng)?;
    let copula = copula_information_nats(&patterns, &ensemble, about, &NIG)?;
    let alone = additive_information_nats(&patterns, &ensemble, about, &NIG)?;
    let sampled = SampledWeights::draw(&patterns, &ensemble, about, draws, &mut rng)?;
    let reference = alone + sampled.copula_gain_nats()?;
    let closed = mutual_information_nats(&patterns, &ensemble, about)
        .or_else(Error::into_impossible_nats)
        .unwrap_or(f64::NAN);
    Ok(vec![row!["ensemble", patterns.len(), n, reference, copula, closed]])
}

/// ln MI on ln N, exact and by the closed form.
fn lines(table: &Table) -> Result<[Line; 2]> {
    let own = table.filter("kind", "single")?;
    let line = |column| -> Result<Line> { Ok(fit(&own.pairs("N", column)?)) };
    Ok([line("reference_nats")?, line("closed_form_nats")?])
}

fn fit(pairs: &[(f64, f64)]) -> Line {
    let positive = pairs.iter().filter(|pair| pair.1 > 0.0);
    Line::fit(&positive.map(|(n, nats)| (n.ln(), nats.ln())).collect::<Vec<_>>())
}

/// The exact slope less that of the closed form on the same samples, those whose closed form is positive, with the error
/// of the jackknife.
fn slope_difference(table: &Table) -> Result<Estimate> {
    let own = table.filter("kind", "single")?;
    let (exact, closed) = (own.pairs("N", "reference_nats")?, own.pairs("N", "closed_form_nats")?);
    let both: Vec<_> = exact.into_iter().zip(closed).collect();
    let chunks: Vec<_> = both.chunks(SAMPLES).collect();
    Ok(Estimate::jackknife(&chunks, |kept| {
        let all = kept.iter().flat_map(|chunk| chunk.iter().copied());
        let (exact, closed): (Vec<_>, Vec<_>) = all.filter(|(_, closed)| closed.1 > 0.0).unzip();
        fit(&exact).slope - fit(&closed).slope
    }))
}

fn errors(table: &Table, n: usize, column: &str) -> Result<Vec<f64>> {
    let own = table.filter("kind", "ensemble")?.filter("n", n)?;
    let pairs = own.pairs("reference_nats", column)?.into_iter();
    let error = |(reference, nats): (f64, f64)| (nats / reference - 1.0).abs();
    Ok(pairs.map(|pair| if pair.1.is_nan() { f64::INFINITY } else { error(pair) }).collect())
}

fn fall(table: &Table) -> Result<Panel> {
    let own = table.filter("kind", "single")?;
    let mut panel = Panel::new(
        "One synapse, set 3",
        Axis::log("N, number of patterns"),
        Axis::log("MI(w; xˡ), nats").range(1e-4, 3.0),
    )
    .legend(Legend::BottomLeft);
    let columns = ["reference_nats", "closed_form_nats"].into_iter().zip(lines(table)?);
    for ((column, line), name) in columns.zip(["exact", "Fenton-Wilkinson"]) {
        let color = color_of(name).unwrap_or("#000000");
        let fit = [2.0_f64, 50.0].map(|n| (n, line.at(n.ln()).exp())).to_vec();
        let label = format!("{name}: slope {:.2} ± {:.2}", line.slope, line.slope_error);
        panel = panel
            .with(Series::cloud("", own.pairs("N", column)?).color(color))
            .with(Series::line(label, fit).color(color));
    }
    Ok(panel)
}

fn copula(table: &Table) -> Result<Panel> {
    let axes = (
        Axis::log("n, number of synapses"),
        Axis::log("|relative error| of MI(w; xˡ)").range(1e-3, 100.0),
    );
    let mut panel = Panel::new("Ensembles, set 3", axes.0, axes.1).legend(Legend::TopLeft);
    let methods =
        [("copula_nats", "Schwartz-Yeh"), ("closed_form_nats", "Fenton-Wilkinson")].into_iter();
    for (column, name) in methods {
        let color = color_of(name).unwrap_or("#000000");
        let at = |fraction: f64| -> Result<Vec<(f64, f64)>> {
            let value = |n: usize| Ok((n as f64, quantile(&errors(table, n, column)?, fraction)));
            let points: Vec<_> = SYNAPSES.into_iter().map(value).collect::<Result<_>>()?;
            Ok(points.into_iter().filter(|point| point.1.is_finite()).collect())
        };
        panel = panel
            .with(Series::line(format!("{name}, median"), at(0.5)?).color(color))
            .with(Series::line(format!("{name}, 90 %"), at(0.9)?).color(color).dashed());
    }
    Ok(panel)
}
