//! mi-4a and mi-4b: information per synapse against the size of the ensemble.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::statistics::{Line, density_histogram, mean, std_dev, std_error, welch_log10_p};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table,
};

use super::imputation::{Sample, filled_in_chunks, jackknife};
use super::random_sets::{COLUMNS, Set, sample};
use super::settings::seeds;

/// One of the two views of the 20,000 samples.
pub(super) enum PerSynapse {
    /// Mean and standard deviation against n.
    AgainstSize,
    /// Histograms at n = 1, 4, 9, 16.
    Distributions,
}

pub(super) static AGAINST_SIZE: PerSynapse = PerSynapse::AgainstSize;
pub(super) static DISTRIBUTIONS: PerSynapse = PerSynapse::Distributions;

const SAMPLES: usize = 20_000;
const CHUNKS: usize = 40;
const SIZES: std::ops::RangeInclusive<usize> = 1..=19;

impl DataSet for PerSynapse {
    fn name(&self) -> &str {
        "mi-set-3-large"
    }

    fn columns(&self) -> &[&str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let chunks = |seed| {
            (1..=CHUNKS).map(move |chunk| Point::new().key("seed", seed).key("chunk", chunk))
        };
        let points = (1..=seeds(scale)).flat_map(chunks);
        points.map(|point| point.set("samples", SAMPLES / CHUNKS).takes(0.5)).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (seed, mut rng) = (point.number("seed")?, job.rng("samples"));
        (0..point.count("samples")?).map(|_| sample(seed, Set::Three, &mut rng)).collect()
    }
}

impl Figure for PerSynapse {
    fn id(&self) -> &str {
        match self {
            Self::AgainstSize => "mi-4a",
            Self::Distributions => "mi-4b",
        }
    }

    fn source(&self) -> &str {
        match self {
            Self::AgainstSize => "Fan & Mysore 2024, Fig 4A",
            Self::Distributions => "Fan & Mysore 2024, Fig 4B and §3.3",
        }
    }

    fn caption(&self) -> Caption {
        match self {
            Self::AgainstSize => Caption {
                title: "Information per synapse rises with the size of the ensemble",
                seen: "Mean (left) and standard deviation (right) of ln(MI/n) over 20,000 samples of set 3 against n, \
                       with least-squares lines and standard errors of the mean; dashed: the published slope.",
                paper: "The mean rises with slope 0.012 (r = 0.70), the standard deviation falls (r = −0.62); the paper \
                        reads this as synergy. The findings show how much of it is Jensen's inequality.",
            },
            Self::Distributions => Caption {
                title: "The distribution of ln(MI/n)",
                seen: "Density of ln(MI/n) at four sizes of the ensemble, all seeds.",
                paper: "Gaussian-like, shifting to higher values: p = 5.7e-5 between n = 1 and 4, 8.5e-7 between 4 and 16.",
            },
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let seeds = repetitions(table)?;
        Ok(match self {
            Self::AgainstSize => vec![
                averaged("F07", &seeds, |seed| means(seed).correlation).within(-1.0..=1.0),
                averaged("F08", &seeds, |seed| deviations(seed).correlation).within(-1.0..=1.0),
                averaged("F10", &seeds, |seed| means(seed).slope),
            ],
            Self::Distributions => vec![
                averaged("F09-1v4", &seeds, |seed| log10_p(seed, 1, 4)),
                averaged("F09-4v16", &seeds, |seed| log10_p(seed, 4, 16)),
            ],
        })
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let all: Vec<Sample> = repetitions(table)?.concat();
        Ok(match self {
            Self::AgainstSize => Chart::new(vec![mean_panel(&all), deviation_panel(&all)]),
            Self::Distributions => histogram_panel(&all).into(),
        })
    }
}

fn repetitions(table: &Table) -> Result<Vec<Vec<Sample>>> {
    let filled = |own: &Table| filled_in_chunks(own, SAMPLES / CHUNKS);
    table.groups("seed")?.iter().map(|(_, own)| filled(own)).collect()
}

/// The mean of a statistic over seeds; for a single one, the statistic with the error of the jackknife
/// over its chunks.
fn averaged(
    claim: &'static str,
    seeds: &[Vec<Sample>],
    statistic: impl Fn(&[Sample]) -> f64,
) -> Measurement {
    if let [seed] = seeds {
        let found = jackknife(seed, SAMPLES / CHUNKS, Sample::without, statistic);
        return Measurement::estimated(claim, found, "chunks of 500 samples");
    }
    let values: Vec<f64> = seeds.iter().map(|seed| statistic(seed)).collect();
    Measurement::mean(claim, &values, "seeds")
}

fn log10_p(samples: &[Sample], few: usize, many: usize) -> f64 {
    welch_log10_p(&per_synapse(samples, few), &per_synapse(samples, many))
}

/// ln(MI/n) of the samples with n synapses; MI in bits.
fn per_synapse(samples: &[Sample], size: usize) -> Vec<f64> {
    let own = samples.iter().filter(|sample| sample.synapses == size as f64);
    own.map(|sample| (sample.bits / sample.synapses).ln()).collect()
}

/// A statistic of ln(MI/n) for every n.
fn against_size(samples: &[Sample], statistic: fn(&[f64]) -> f64) -> Vec<(f64, f64)> {
    SIZES.map(|size| (size as f64, statistic(&per_synapse(samples, size)))).collect()
}

fn means(samples: &[Sample]) -> Line {
    Line::fit(&against_size(samples, mean))
}

fn deviations(samples: &[Sample]) -> Line {
    Line::fit(&against_size(samples, std_dev))
}

fn mean_panel(samples: &[Sample]) -> Panel {
    let line = means(samples);
    let errors = against_size(samples, std_error);
    let points: Vec<_> =
        against_size(samples, mean).iter().zip(errors).map(|(p, e)| (p.0, p.1, e.1)).collect();
    let middle = mean(&points.iter().map(|p| p.1).collect::<Vec<_>>());
    Panel::new(
        format!("Mean: slope {:.4}, r = {:.2}", line.slope, line.correlation),
        Axis::linear("n, number of synapses"),
        Axis::linear("mean of ln(MI/n), MI in bits"),
    )
    .legend(Legend::BottomRight)
    .with(Series::measured("mean ± standard error", &points))
    .with(Series::line("fit", ends(&|n| line.at(n))).color("#000000"))
    .with(
        Series::line("paper, slope 0.012", ends(&|n| middle + 0.012 * (n - 10.0)))
            .color("#D55E00")
            .dashed(),
    )
}

fn deviation_panel(samples: &[Sample]) -> Panel {
    let line = deviations(samples);
    Panel::new(
        format!("Standard deviation: r = {:.2} (paper −0.62)", line.correlation),
        Axis::linear("n, number of synapses"),
        Axis::linear("standard deviation of ln(MI/n)"),
    )
    .legend(Legend::TopRight)
    .with(Series::points("standard deviation", against_size(samples, std_dev)))
    .with(Series::line("fit", ends(&|n| line.at(n))).color("#000000"))
}

fn ends(line: &dyn Fn(f64) -> f64) -> Vec<(f64, f64)> {
    [1.0, 19.0].map(|n| (n, line(n))).to_vec()
}

fn histogram_panel(samples: &[Sample]) -> Panel {
    let axes = (Axis::linear("ln(MI/n), MI in bits"), Axis::linear("density"));
    let histogram = |(position, size): (usize, usize)| {
        let (edges, heights) = density_histogram(&per_synapse(samples, size), -9.0, 2.0, 33);
        Series::bars(format!("n = {size}"), edges, heights).color(color_at(position))
    };
    Panel::new("Information per synapse in ensembles of n", axes.0, axes.1)
        .legend(Legend::TopLeft)
        .with_all([1, 4, 9, 16].into_iter().enumerate().map(histogram))
}
