//! log-normality: the closed form for patterns that are not log-normal.

use rand::Rng;
use rand_distr::{Distribution, Gamma, LogNormal, Normal, Pareto, Weibull};
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series, color_at};
use synaptome_lab::statistics::{mean, median, variance};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_lognormal::{
    Error, FentonWilkinson, LogNormal as Term, LogNormalSum, NormalInverseGaussian,
    SumApproximation,
};
use synaptome_mi::SampledWeights;

/// One synapse of ten patterns from several families with matched log-moments.
pub(super) struct LogNormality;

const PATTERNS: usize = 10;
const FAMILIES: [(&str, [f64; 3]); 5] = [
    ("log-normal", [0.3, 0.6, 1.2]),
    ("gamma", [0.7, 2.0, 6.0]),
    ("Weibull", [0.8, 1.5, 3.0]),
    ("half-normal", [0.5, 1.0, 2.0]),
    ("Pareto", [2.5, 4.0, 8.0]),
];

impl DataSet for LogNormality {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &[
            "family",
            "shape",
            "draw",
            "ln_std_dev",
            "sampled_nats",
            "std_error",
            "closed_nats",
            "nig_nats",
        ]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let samples: usize = scale.pick(100_000, 1_000_000);
        let all = FAMILIES.into_iter().flat_map(|(family, shapes)| {
            shapes.map(|shape| Point::new().key("family", family).key("shape", shape))
        });
        all.map(|p| p.set("samples", samples).takes(8e-6 * samples as f64)).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (name, shape) = (point.text("family")?, point.number("shape")?);
        let family = Family::new(name, shape)?;
        let (mean, variance) = family.log_moments(&mut job.rng("log-moments"));
        let mut rng = job.rng("samples");
        let mut rows = Rows::new();
        for draw in 1..=3_usize {
            let samples = point.count("samples")?;
            let sampled = SampledWeights::draw_independent(&family, PATTERNS, samples, &mut rng)?;
            let found = sampled.nearest_neighbours_nats(4)?;
            let term = Term::new(2.0 * mean, (2.0 * variance).sqrt())?;
            let sum = LogNormalSum::new(vec![term; PATTERNS])?;
            let closed = FentonWilkinson
                .information_of_last_nats(&sum)
                .or_else(Error::into_impossible_nats)?;
            let nig = NormalInverseGaussian::default().information_of_last_nats(&sum)?;
            let spread = variance.sqrt();
            rows.push(row![name, shape, draw, spread, found.value, found.error, closed, nig]);
        }
        Ok(rows)
    }
}

impl Figure for LogNormality {
    fn id(&self) -> &str {
        "log-normality"
    }

    fn source(&self) -> &str {
        "Ours; the poster's first topic (the log-normal assumption)"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Patterns that are not log-normal",
            seen: "Sampled information of one synapse about one of ten patterns (nearest-neighbour entropies of w with \
                   and without the pattern, which is exact for any distribution), compared with log-normal patterns of \
                   the same mean and variance of ln x, from Fenton-Wilkinson and from the NIG recursion. All patterns \
                   are alike; three shapes per family, three draws each; error bars: one standard error.",
            paper: "The paper assumes log-normal patterns and expects the results to carry over to other unimodal \
                    distributions.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let draws = table.filter("family", "gamma")?.groups("draw")?;
        let over_shapes = |own: &Table| -> Result<f64> {
            let pairs = own.pairs("sampled_nats", "closed_nats")?.into_iter();
            let errors = pairs.map(|(truth, closed)| (closed / truth - 1.0).abs());
            Ok(median(&errors.collect::<Vec<_>>()))
        };
        let medians = draws.iter().map(|(_, own)| over_shapes(own)).collect::<Result<Vec<_>>>()?;
        Ok(vec![Measurement::mean("P-a", &medians, "draws").within(0.0..=f64::INFINITY)])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let panel = |column, title: &str| -> Result<Panel> {
            let axes = (
                Axis::log("standard deviation of ln x").range(0.1, 4.0),
                Axis::linear("approximate / sampled").range(0.0, 3.5),
            );
            let mut panel = Panel::new(title, axes.0, axes.1)
                .legend(Legend::TopLeft)
                .reference(Reference::horizontal(1.0, "right"));
            for (position, (family, _)) in FAMILIES.into_iter().enumerate() {
                let own = table.filter("family", family)?;
                let (truth, error) = (own.numbers("sampled_nats")?, own.numbers("std_error")?);
                let truth = truth.into_iter().zip(error);
                let ratio = own.pairs("ln_std_dev", column)?.into_iter().zip(truth);
                let points: Vec<_> = ratio
                    .map(|((x, y), (truth, error))| (x, y / truth, y / truth * error / truth))
                    .collect();
                panel = panel.with(Series::measured(family, &points).color(color_at(position)));
            }
            Ok(panel)
        };
        Ok(Chart::new(vec![
            panel("closed_nats", "Fenton-Wilkinson, matched log-moments")?,
            panel("nig_nats", "NIG recursion, matched log-moments")?,
        ]))
    }
}

enum Family {
    LogNormal(LogNormal<f64>),
    Gamma(Gamma<f64>),
    Weibull(Weibull<f64>),
    /// |N(0, 1)|^shape.
    HalfNormal(Normal<f64>, f64),
    Pareto(Pareto<f64>),
}

impl Family {
    fn new(name: &str, shape: f64) -> Result<Self> {
        Ok(match name {
            "gamma" => Self::Gamma(Gamma::new(shape, 1.0)?),
            "Weibull" => Self::Weibull(Weibull::new(1.0, shape)?),
            "half-normal" => Self::HalfNormal(Normal::new(0.0, 1.0)?, shape),
            "Pareto" => Self::Pareto(Pareto::new(1.0, shape)?),
            _ => Self::LogNormal(LogNormal::new(0.0, shape)?),
        })
    }

    /// Mean and variance of ln x, from 200,000 draws.
    fn log_moments<R: Rng + ?Sized>(&self, rng: &mut R) -> (f64, f64) {
        let draws: Vec<f64> = (0..200_000).map(|_| self.sample(rng).ln()).collect();
        (mean(&draws), variance(&draws))
    }
}

impl Distribution<f64> for Family {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        match self {
            Self::LogNormal(own) => own.sample(rng),
            Self::Gamma(own) => own.sample(rng).max(1e-300),
            Self::Weibull(own) => own.sample(rng).max(1e-300),
            Self::HalfNormal(own, power) => own.sample(rng).abs().max(1e-300).powf(*power),
            Self::Pareto(own) => own.sample(rng),
        }
    }
}
