//! What a figure is: the contract between the runner and `figures/`.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;
use rand_chacha::ChaCha12Rng;

use crate::chart::Chart;
pub(crate) use crate::point::Point;
use crate::progress::Watch;
use crate::streams::Streams;
use crate::table::{Rows, Table};

/// How much work to spend; each scale contains the claims of the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Scale {
    /// All figures together in under five minutes on two cores.
    Quick,
    /// The sample sizes of the papers, or more.
    Paper,
    /// Past the papers: larger networks, smaller errors.
    Beyond,
}

impl Scale {
    /// All scales, smallest first.
    pub(crate) const ALL: [Self; 3] = [Self::Quick, Self::Paper, Self::Beyond];

    /// The name used on the command line and in `claims.toml`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Paper => "paper",
            Self::Beyond => "beyond",
        }
    }

    /// The value for this scale; `beyond` uses that of `paper`.
    pub(crate) fn pick<T>(self, quick: T, paper: T) -> T {
        if self == Self::Quick { quick } else { paper }
    }
}

/// What a reader sees and what the paper shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caption {
    /// A short headline.
    pub(crate) title: &'static str,
    /// What is drawn.
    pub(crate) seen: &'static str,
    /// What the paper shows at this place, or why the figure is ours.
    pub(crate) paper: &'static str,
}

/// A measured value for one claim of `docs/claims.toml`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measurement {
    /// The claim's identifier.
    pub(crate) claim: &'static str,
    /// The measured value.
    pub(crate) value: f64,
    /// Its standard error, where the figure can tell.
    pub(crate) std_error: Option<f64>,
}

impl Measurement {
    /// A value without a standard error.
    pub(crate) fn new(claim: &'static str, value: f64) -> Self {
        Self { claim, value, std_error: None }
    }

    /// Adds the standard error; one that is not finite is left out.
    pub(crate) fn with_error(mut self, std_error: f64) -> Self {
        self.std_error = std_error.is_finite().then_some(std_error);
        self
    }
}

/// What a point is given to work with.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    /// The random streams of the point.
    pub(crate) streams: Streams,
    /// A folder of the point's own for the state of long work, which need not exist. What an
    /// interrupted run left there is still there; the runner removes it when the point is stored.
    pub(crate) checkpoint: PathBuf,
    /// Shows how far the point is, if it is a long one.
    pub(crate) watch: Watch,
}

impl Job {
    /// The point's generator called `name`, at its beginning.
    pub(crate) fn rng(&self, name: &str) -> ChaCha12Rng {
        self.streams.rng(name)
    }
}

/// A data set: a list of independent points, and how one is computed.
pub(crate) trait DataSet: Sync {
    /// The name under which its points are stored; part of the key of their random streams.
    fn name(&self) -> &'static str;

    /// The names of the columns of the table.
    fn columns(&self) -> &'static [&'static str];

    /// The points at a scale, in the order in which the table lists them.
    fn points(&self, scale: Scale) -> Vec<Point>;

    /// Computes one point: rows with one cell per column. Deterministic in the
    /// point's parameters and streams, and single-threaded.
    fn run(&self, point: &Point, job: &Job) -> Result<Rows>;
}

/// A figure: a chart of the stored table of a data set, and the claims that it
/// measures. Charts and claims read the table and never simulate.
pub(crate) trait Figure: Sync {
    /// The identifier used by `--only` and in `claims.toml`, such as `mi-2a`.
    fn id(&self) -> &'static str;

    /// Paper and figure number.
    fn source(&self) -> &'static str;

    /// What is seen, and what the paper shows.
    fn caption(&self) -> Caption;

    /// What is drawn. Figures that draw the same data set share its points,
    /// which are computed once.
    fn data(&self) -> &dyn DataSet;

    /// The claims measured by the table; those not measurable at this scale are left out.
    fn measure(&self, table: &Table) -> Result<Vec<Measurement>>;

    /// Draws the table.
    fn chart(&self, table: &Table) -> Result<Chart>;
}
