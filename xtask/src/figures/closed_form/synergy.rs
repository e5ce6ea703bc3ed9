//! mi-synergy: how much of the rise of ln(MI/n) is synergy.

use rand::RngExt;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use synaptome_lab::statistics::{Estimate, Line, mean, median, quantile, std_error};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_mi::{Error, closed_form_of_each_nats, mutual_information_nats};

use super::super::mi::features::Features;
use super::super::mi::imputation::{Filled, fill_from_nearest, fill_in_chunks, jackknife};
use super::super::mi::random_sets::{Question, Set};

/// Joint information compared with the sum over synapses, on the same samples.
pub(super) struct Synergy;

const SIZES: std::ops::RangeInclusive<usize> = 1..=19;
const CHUNK: usize = 250;

impl DataSet for Synergy {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &[
            "set",
            "N",
            "n",
            "joint_nats",
            "additive_nats",
            "spread_of_means",
            "determinant",
            "condition",
            "off_diagonal",
        ]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let chunks = [(Set::Three, scale.pick(40, 400)), (Set::Two, scale.pick(16, 160))];
        let points = chunks.into_iter().flat_map(|(set, count)| {
            (1..=count).map(move |chunk| Point::new().key("set", set.name()).key("chunk", chunk))
        });
        points.map(|point| point.set("samples", CHUNK).takes(0.25)).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (name, mut rng) = (point.text("set")?, job.rng("samples"));
        let sample = |_| {
            let size = rng.random_range(SIZES);
            let Question { patterns, ensemble, about } =
                Question::draw(Set::named(name)?, size, &mut rng)?;
            let joint = mutual_information_nats(&patterns, &ensemble, about)
                .or_else(Error::into_impossible_nats)
                .unwrap_or(f64::NAN);
            let each = closed_form_of_each_nats(&patterns, &ensemble, about)?;
            let features = Features::of(&patterns, &ensemble)?;
            let additive: f64 = each.into_iter().sum();
            let mut row = row![name, features.patterns, features.synapses, joint, additive];
            row.extend(features.of_patterns());
            Ok(row)
        };
        (0..point.count("samples")?).map(sample).collect()
    }
}

impl Figure for Synergy {
    fn id(&self) -> &str {
        "mi-synergy"
    }

    fn source(&self) -> &str {
        "Ours, beside Fan & Mysore 2024, Fig 4A"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "The rise of ln(MI/n) rests on extrapolated samples, and partly on Jensen's inequality",
            seen: "Left: mean of ln(MI/n) over samples of set 3, as in Fig 4A; the same for ensembles without any \
                   synergy, whose information is the sum over their own synapses; and the same over the valid samples \
                   alone, which are selected: the larger the ensemble, the fewer have a closed form. By Jensen's \
                   inequality, a mean of more terms has a larger mean logarithm. Right: median ratio of joint to \
                   additive information on the same valid samples, which Jensen's inequality does not affect.",
            paper: "Fig 4A reads the slope 0.012 as synergy.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let sixteen = ratios(table, Set::Two, 16)?;
        Ok(vec![
            Measurement::estimated("X01", fraction_of_jensen(table)?, "chunks of 250 samples"),
            Measurement::quantile("X02", &sixteen, 0.5, "samples"),
        ])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        Ok(Chart::new(vec![means(table)?, paired(table)?]))
    }
}

/// The slope of the additive information over that of the extrapolated one.
fn fraction_of_jensen(table: &Table) -> Result<Estimate> {
    let own = table.filter("set", Set::Three.name())?;
    let filled = fill_in_chunks(&Features::column(&own)?, &own.numbers("joint_nats")?, CHUNK)?;
    let samples: Vec<_> = own.pairs("n", "additive_nats")?.into_iter().zip(filled).collect();
    let without = |sample: &((f64, f64), Filled), out: usize| {
        let ((n, additive), filled) = *sample;
        (n, additive, filled.without(out))
    };
    Ok(jackknife(&samples, CHUNK, without, |kept| {
        let slope = |nats: fn(&(f64, f64, f64)) -> f64| {
            let per_synapse = kept.iter().map(|sample| (sample.0, (nats(sample) / sample.0).ln()));
            line(&curve(&per_synapse.collect::<Vec<_>>())).slope
        };
        slope(|sample| sample.1) / slope(|sample| sample.2)
    }))
}

type Curve = Vec<(f64, f64, f64)>;

/// (n, ln(MI/n)) of every sample, not a number where there is no MI: extrapolated, additive, valid only.
fn logarithms(table: &Table) -> Result<[Vec<(f64, f64)>; 3]> {
    let own = table.filter("set", Set::Three.name())?;
    let (sizes, joint) = (own.numbers("n")?, own.numbers("joint_nats")?);
    let filled = fill_from_nearest(&Features::column(&own)?, &joint)?;
    let all = [filled, own.numbers("additive_nats")?, joint];
    Ok(all.map(|nats| sizes.iter().zip(nats).map(|(n, nats)| (*n, (nats / n).ln())).collect()))
}

/// (n, mean, standard error) of ln(MI/n): extrapolated, additive, valid only.
fn curves(table: &Table) -> Result<[Curve; 3]> {
    Ok(logarithms(table)?.map(|own| curve(&own)))
}

fn curve(logarithms: &[(f64, f64)]) -> Curve {
    let at = |n: usize| {
        let own = logarithms.iter().filter(|(size, x)| *size == n as f64 && x.is_finite());
        let logs: Vec<f64> = own.map(|(_, x)| *x).collect();
        (n as f64, mean(&logs), std_error(&logs))
    };
    SIZES.map(at).collect()
}

fn line(curve: &[(f64, f64, f64)]) -> Line {
    Line::fit(&curve.iter().map(|p| (p.0, p.1)).collect::<Vec<_>>())
}

/// Joint over additive information of the valid samples with n synapses.
fn ratios(table: &Table, set: Set, n: usize) -> Result<Vec<f64>> {
    let own = table.filter("set", set.name())?.filter("n", n)?;
    let pairs = own.pairs("joint_nats", "additive_nats")?.into_iter();
    Ok(pairs.filter(|pair| pair.0 > 0.0).map(|pair| pair.0 / pair.1).collect())
}

/// The standard error of the median of a nearly normal sample with outliers.
fn median_error(values: &[f64]) -> f64 {
    let middle = quantile(values, 0.75) - quantile(values, 0.25);
    1.2533 * middle / 1.349 / (values.len() as f64).sqrt()
}

fn means(table: &Table) -> Result<Panel> {
    let mut panel = Panel::new(
        "Mean of ln(MI/n), set 3",
        Axis::linear("n, number of synapses"),
        Axis::linear("mean of ln(MI/n), MI in nats").range(-3.7, -2.6),
    )
    .legend(Legend::BottomRight);
    let names = ["joint, as in Fig 4A", "no synergy", "joint, valid samples only"];
    for ((curve, name), color) in
        curves(table)?.iter().zip(names).zip(["#000000", "#D55E00", "#0072B2"])
    {
        let fit = line(curve);
        let ends = [1.0, 19.0].map(|n| (n, fit.at(n))).to_vec();
        let label = format!("{name}: slope {:.4} ± {:.4}", fit.slope, fit.slope_error);
        panel = panel
            .with(Series::measured("", curve).color(color))
            .with(Series::line(label, ends).color(color));
    }
    Ok(panel)
}

fn paired(table: &Table) -> Result<Panel> {
    let axes = (Axis::linear("n, number of synapses"), Axis::linear("median of joint / additive"));
    let mut panel = Panel::new("Synergy, sample by sample", axes.0, axes.1)
        .legend(Legend::TopLeft)
        .reference(Reference::horizontal(1.0, "no synergy"));
    for (set, color) in [(Set::Two, "#0072B2"), (Set::Three, "#D55E00")] {
        let at = |n: usize| {
            let own = ratios(table, set, n)?;
            Ok((n as f64, median(&own), median_error(&own)))
        };
        let points: Vec<_> = SIZES.map(at).collect::<Result<_>>()?;
        panel = panel.with(Series::measured(format!("set {}", set.name()), &points).color(color));
    }
    Ok(panel)
}
