//! layers: information in the connections of three neighbouring layers.

mod sampled;

use rand::RngExt;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use synaptome_lab::statistics::{Estimate, median, quantile};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_lognormal::NormalInverseGaussian;
use synaptome_mi::{
    Error, PairInformation, Patterns, SynapticEnsemble, copula_information_nats,
    mutual_information_nats,
};

use super::super::mi::random_sets::Set;
use super::super::mi::settings::bits;

/// MI(w₁ ∪ w₂) − MI(w₁) − MI(w₂) for hetero-associative connections x → y → z.
pub(super) struct Layers;

/// Neurons of a layer.
const WIDTHS: [usize; 3] = [2, 3, 4];
/// The width at which the copula is compared with sampled information: the largest that can be sampled. At one neuron it
/// errs to the other side, so that a mean over widths would hide both errors.
const CHECKED: usize = 2;
const SETS: [Set; 2] = [Set::Two, Set::Three];

/// Connections x → y and y → z.
struct LayerPair {
    first: SynapticEnsemble,
    second: SynapticEnsemble,
}

impl LayerPair {
    /// Between layers of `m` neurons.
    fn of(m: usize) -> Result<Self> {
        Ok(Self {
            first: SynapticEnsemble::layer_to_layer(0..m, m..2 * m)?,
            second: SynapticEnsemble::layer_to_layer(m..2 * m, 2 * m..3 * m)?,
        })
    }

    /// Bits of the first, of the second, and the synergy, by the copula; NaN where there are none.
    fn by_copula(&self, patterns: &Patterns, about: usize) -> [f64; 3] {
        let marginals = NormalInverseGaussian::default();
        let pair = PairInformation::of(&self.first, &self.second, |part| {
            copula_information_nats(patterns, part, about, &marginals)
        });
        in_bits(pair.ok())
    }
}

impl DataSet for Layers {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &[
            "set",
            "m",
            "N",
            "first_bits",
            "second_bits",
            "copula_synergy_bits",
            "closed_synergy_bits",
            "sampled_synergy_bits",
        ]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let samples: usize = scale.pick(150, 1_000);
        let points = SETS.into_iter().flat_map(|set| {
            WIDTHS.map(|m| Point::new().key("set", set.name()).key("m", m)).into_iter()
        });
        let points = points.map(|p| p.set("samples", samples).takes(0.02 * samples as f64));
        points.chain(sampled::points(scale)).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        if point.parameters().contains_key("part") {
            return sampled::run(point, job);
        }
        let (set, m) = (point.text("set")?, point.count("m")?);
        let (layers, mut rng) = (LayerPair::of(m)?, job.rng("samples"));
        let sample = |_| {
            let count = rng.random_range(2 * m..=50);
            let patterns = Set::named(set)?.draw(count, &mut rng)?;
            let about = rng.random_range(0..count);
            let [a, b, synergy] = layers.by_copula(&patterns, about);
            let closed = PairInformation::of(&layers.first, &layers.second, |part| {
                mutual_information_nats(&patterns, part, about).or_else(Error::into_impossible_nats)
            });
            let [.., closed_synergy] = in_bits(closed.ok());
            Ok(row![set, m, count, a, b, synergy, closed_synergy, f64::NAN])
        };
        (0..point.count("samples")?).map(sample).collect()
    }
}

impl Figure for Layers {
    fn id(&self) -> &str {
        "layers"
    }

    fn source(&self) -> &str {
        "Ours; the poster's third topic (neighbouring layers)"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Do neighbouring layers store information together?",
            seen: "Three layers of m neurons store patterns (x, y, z) in w₁ = Σ x yᵀ and w₂ = Σ y zᵀ. The curves show \
                   the distribution, over random samples, of the information in both matrices together minus the sum \
                   of the information in each; positive values are synergy. Copula of accurate marginals (all \
                   samples), and closed form (valid samples only).",
            paper: "The poster names neighbouring layers as a topic.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let synergies = finite(without_check(table)?.numbers("copula_synergy_bits")?);
        let found = Estimate::median(&synergies).with_error_of(error_of_copula(table)?);
        Ok(vec![Measurement::estimated("P-c1", found, "samples")])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let panels = [
            ("copula_synergy_bits", "Copula of accurate marginals"),
            ("closed_synergy_bits", "Closed form"),
        ];
        let own = without_check(table)?;
        let panels = panels.map(|(column, title)| panel(&own, column, title));
        Ok(Chart::new(panels.into_iter().collect::<Result<_>>()?))
    }
}

/// The samples that are not there to check the copula.
fn without_check(table: &Table) -> Result<Table> {
    Ok(table.filter_by("sampled_synergy_bits", f64::is_nan)?)
}

/// An estimate of 0 with what the synergy by the copula is off on average where it can be sampled, and
/// with the standard error of that.
fn error_of_copula(table: &Table) -> Result<Estimate> {
    let own = table.filter("m", CHECKED)?;
    let pairs = own.pairs("copula_synergy_bits", "sampled_synergy_bits")?.into_iter();
    let errors = finite(pairs.map(|(copula, sampled)| copula - sampled).collect());
    let found = Estimate::mean(&errors);
    Ok(Estimate { value: 0.0, std_error: found.value.hypot(found.std_error), ..found })
}

/// Of the first, of the second, and the synergy; NaN where there is none.
fn in_bits(pair: Option<PairInformation>) -> [f64; 3] {
    let Some(PairInformation { first_nats, second_nats, both_nats }) = pair else {
        return [f64::NAN; 3];
    };
    let (first, second) = (bits(first_nats), bits(second_nats));
    [first, second, bits(both_nats) - first - second]
}

fn finite(values: Vec<f64>) -> Vec<f64> {
    values.into_iter().filter(|x| x.is_finite()).collect()
}

fn panel(table: &Table, column: &str, title: &str) -> Result<Panel> {
    let axes = (
        Axis::linear("synergy of the two layers, bits").range(-0.3, 1.0),
        Axis::linear("fraction of samples below").range(0.0, 1.0),
    );
    let mut panel = Panel::new(title, axes.0, axes.1)
        .legend(Legend::BottomRight)
        .reference(Reference::vertical(0.0, "none"));
    let colors = ["#0072B2", "#56B4E9", "#009E73", "#D55E00", "#E69F00", "#CC79A7"];
    let groups = SETS.into_iter().flat_map(|set| WIDTHS.map(|m| (set, m)));
    for ((set, m), color) in groups.zip(colors) {
        let own = table.filter("set", set.name())?.filter("m", m)?;
        let values = finite(own.numbers(column)?);
        if values.len() >= 20 {
            panel = panel.with(distribution(set, m, &values).color(color));
        }
    }
    Ok(panel)
}

fn distribution(set: Set, m: usize, values: &[f64]) -> Series {
    let (set, median, count) = (&set.name()[..1], median(values), values.len());
    let fractions = (0..=100).map(|i| f64::from(i) / 100.0);
    let curve = fractions.map(|x| (quantile(values, x), x)).collect();
    Series::line(format!("set {set}, m = {m}: median {median:.3} of {count}"), curve)
}
