//! mi-2c, 2d, 3c, 3d: how information scales with the number of patterns and
//! of synapses, on random samples.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::statistics::{Estimate, Line, mean};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table,
};

use super::imputation::{Sample, count_invalid, filled};
use super::random_sets::{COLUMNS, Set, sample};
use super::settings::seeds;

/// A log-log regression of information on the number of patterns or synapses.
pub(super) struct Regression {
    id: &'static str,
    source: &'static str,
    sets: &'static [Set],
    against: Against,
    claims: Claims,
    caption: Caption,
}

/// What information is regressed on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Against {
    Patterns,
    Synapses,
}

/// The claims of a figure and what the paper prints.
struct Claims {
    slope: &'static str,
    published_slope: f64,
    correlation: &'static str,
    published_correlation: f64,
    /// The claim about the fraction of invalid samples.
    invalid: Option<&'static str>,
    /// The claim about the exponent of P ~ d^x.
    exponent: Option<&'static str>,
}

/// Samples of one seed (§5.1), split into points.
const SAMPLES: usize = 1000;
const CHUNKS: usize = 10;

pub(super) static SET_2_OVER_PATTERNS: Regression = Regression {
    id: "mi-2c",
    source: "Fan & Mysore 2024, Fig 2C",
    sets: &[Set::Two],
    against: Against::Patterns,
    claims: Claims {
        slope: "F02-slope",
        published_slope: -1.2,
        correlation: "F02-r",
        published_correlation: -0.69,
        invalid: Some("F11-set2"),
        exponent: None,
    },
    caption: Caption {
        title: "Random samples, one covariance: information falls with the number of patterns",
        seen: "1,000 random samples (first seed); the line is the least-squares fit of ln MI on ln N, the dashed line has the published slope \
               through the same centre. A sample without a closed form takes the value of its nearest neighbour.",
        paper: "Slope −1.2, r = −0.69; about 1 % of the samples are invalid.",
    },
};

pub(super) static SET_3_OVER_PATTERNS: Regression = Regression {
    id: "mi-2d",
    source: "Fan & Mysore 2024, Fig 2D",
    sets: &[Set::Three, Set::ThreeCommonR],
    against: Against::Patterns,
    claims: Claims {
        slope: "F03-slope",
        published_slope: -1.1,
        correlation: "F03-r",
        published_correlation: -0.54,
        invalid: Some("F11-set3"),
        exponent: None,
    },
    caption: Caption {
        title: "Random samples, a covariance for each pattern: information falls with the number of patterns",
        seen: "As in Figure 2C, but with QΛQᵀ + r11ᵀ drawn for every pattern. The text does not state whether r is \
               drawn per pattern or per sample; the figure shows both, and the claims use r drawn per pattern.",
        paper: "Slope −1.1, r = −0.54; about 1 % of the samples are invalid.",
    },
};

pub(super) static SET_2_OVER_SYNAPSES: Regression = Regression {
    id: "mi-3c",
    source: "Fan & Mysore 2024, Fig 3C",
    sets: &[Set::Two],
    against: Against::Synapses,
    claims: Claims {
        slope: "F04-slope",
        published_slope: 1.1,
        correlation: "F04-r",
        published_correlation: 0.61,
        invalid: None,
        exponent: Some("F06"),
    },
    caption: Caption {
        title: "Random samples, one covariance: information grows with the number of synapses",
        seen: "The samples of Figure 2C against the number n of synapses.",
        paper: "Slope 1.1, r = 0.61, from which the paper concludes P ~ d^1.2 for the capacity of a Hopfield network.",
    },
};

pub(super) static SET_3_OVER_SYNAPSES: Regression = Regression {
    id: "mi-3d",
    source: "Fan & Mysore 2024, Fig 3D",
    sets: &[Set::Three, Set::ThreeCommonR],
    against: Against::Synapses,
    claims: Claims {
        slope: "F05-slope",
        published_slope: 1.1,
        correlation: "F05-r",
        published_correlation: 0.59,
        invalid: None,
        exponent: None,
    },
    caption: Caption {
        title: "Random samples, a covariance for each pattern: information grows with the number of synapses",
        seen: "The samples of Figure 2D against the number n of synapses.",
        paper: "Slope 1.1, r = 0.59.",
    },
};

impl DataSet for Regression {
    fn name(&self) -> &str {
        if self.sets.contains(&Set::Two) { "mi-set-2" } else { "mi-set-3" }
    }

    fn columns(&self) -> &[&str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let mut points = Vec::new();
        for set in self.sets {
            for (seed, chunk) in
                (1..=seeds(scale)).flat_map(|seed| (1..=CHUNKS).map(move |chunk| (seed, chunk)))
            {
                let point =
                    Point::new().key("set", set.name()).key("seed", seed).key("chunk", chunk);
                let seconds = if *set == Set::Two { 0.02 } else { 0.1 };
                points.push(point.set("samples", SAMPLES / CHUNKS).takes(seconds));
            }
        }
        points
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (seed, mut rng) = (point.number("seed")?, job.rng("samples"));
        let set = Set::named(point.text("set")?)?;
        (0..point.count("samples")?).map(|_| sample(seed, set, &mut rng)).collect()
    }
}

impl Figure for Regression {
    fn id(&self) -> &str {
        self.id
    }

    fn source(&self) -> &str {
        self.source
    }

    fn caption(&self) -> Caption {
        self.caption
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let own = table.filter("set", self.sets[0].name())?;
        let lines = self.lines(&own)?;
        let slope = over_seeds(&lines, |line| line.slope, Estimate::slope);
        let correlation = over_seeds(&lines, |line| line.correlation, Estimate::correlation);
        let units = if lines.len() > 1 { "seeds" } else { "samples" };
        let mut measured = vec![
            Measurement::estimated(self.claims.slope, slope, units),
            Measurement::estimated(self.claims.correlation, correlation, units),
        ];
        if let Some(claim) = self.claims.exponent {
            measured.push(Measurement::estimated(claim, slope.times(2.0).shifted(-1.0), units));
        }
        if let Some(claim) = self.claims.invalid {
            let invalid = count_invalid(&own)?;
            measured.push(Measurement::proportion(claim, invalid, own.len(), "samples"));
        }
        Ok(measured)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let panels =
            self.sets.iter().map(|set| self.panel(*set, &table.filter("set", set.name())?));
        Ok(Chart::new(panels.collect::<Result<_>>()?))
    }
}

impl Regression {
    /// The regression lines, one per seed.
    fn lines(&self, table: &Table) -> Result<Vec<Line>> {
        let seeds = table.groups("seed")?;
        seeds.iter().map(|(_, own)| Ok(Line::fit(&self.logarithms(&filled(own)?)))).collect()
    }

    fn logarithms(&self, samples: &[Sample]) -> Vec<(f64, f64)> {
        samples.iter().map(|sample| (self.size(sample).ln(), sample.bits.ln())).collect()
    }

    fn size(&self, sample: &Sample) -> f64 {
        match self.against {
            Against::Patterns => sample.patterns,
            Against::Synapses => sample.synapses,
        }
    }

    fn panel(&self, set: Set, table: &Table) -> Result<Panel> {
        let lines = self.lines(table)?;
        let average = |value: fn(&Line) -> f64| mean(&lines.iter().map(value).collect::<Vec<_>>());
        let (slope, r) = (average(|line| line.slope), average(|line| line.correlation));
        let seeds = table.groups("seed")?;
        let (_, first) =
            seeds.first().ok_or_else(|| format!("the table has no rows of set {}", set.name()))?;
        let samples = filled(first)?;
        let title = format!("Set {}: slope {slope:.2}, r = {r:.2}", set.name());
        let cloud = samples.iter().map(|sample| (self.size(sample), sample.bits)).collect();
        let bits = Axis::log("MI(w; xˡ), bits").range(1e-4, 300.0);
        Ok(Panel::new(title, Axis::log(self.against.axis()), bits)
            .legend(Legend::BottomLeft)
            .with(Series::cloud("samples", cloud).color("#0072B2"))
            .with_all(self.fit_and_published(&samples)))
    }

    /// The regression line, and the published slope through the same centre.
    fn fit_and_published(&self, samples: &[Sample]) -> [Series; 2] {
        let logarithms = self.logarithms(samples);
        let (line, (mx, my)) = (Line::fit(&logarithms), center(&logarithms));
        let (slope, r) = (self.claims.published_slope, self.claims.published_correlation);
        let along = |f: &dyn Fn(f64) -> f64| self.against.ends().map(|x| (x, f(x.ln()).exp()));
        let x = self.against.symbol();
        let fit = along(&|x| line.at(x)).to_vec();
        let published = along(&|x| my + slope * (x - mx)).to_vec();
        [
            Series::line(format!("fit, MI ~ {x}^{:.2}", line.slope), fit).color("#000000"),
            Series::line(format!("paper, {x}^{slope} (r = {r})"), published)
                .color("#D55E00")
                .dashed(),
        ]
    }
}

impl Against {
    fn symbol(self) -> &'static str {
        match self {
            Self::Patterns => "N",
            Self::Synapses => "n",
        }
    }

    fn axis(self) -> &'static str {
        match self {
            Self::Patterns => "N, number of patterns",
            Self::Synapses => "n, number of synapses",
        }
    }

    /// The numbers between which lines are drawn.
    fn ends(self) -> [f64; 2] {
        match self {
            Self::Patterns => [2.0, 50.0],
            Self::Synapses => [1.0, 19.0],
        }
    }
}

/// The mean over the lines of several seeds; from the samples of one, of which those that took the value
/// of another count as well.
fn over_seeds(lines: &[Line], value: fn(&Line) -> f64, one: fn(&Line) -> Estimate) -> Estimate {
    match lines {
        [line] => one(line),
        _ => Estimate::mean(&lines.iter().map(value).collect::<Vec<_>>()),
    }
}

fn center(points: &[(f64, f64)]) -> (f64, f64) {
    let (x, y): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    (mean(&x), mean(&y))
}
