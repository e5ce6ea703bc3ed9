//! Experiments to test with.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rand::RngExt;
use synaptome_lab::chart::{Axis, Chart, Panel, Series};
use synaptome_lab::{
    Caption, Chapter, Claim, Claims, DataSet, Experiment, Figure, Job, Lab, Measurement, Point,
    Result, Rows, Run, Scale, Table, row,
};
use tempfile::TempDir;

/// Draws one number per point; the last point is long, to start first.
pub(crate) const DRAWS: Experiment = Experiment {
    id: "draws",
    source: "test",
    caption: Caption::ours("Draws", "One draw per point."),
    columns: &["x", "draw"],
    points: |scale| {
        let point =
            |x: usize| Point::new().key("x", x).set("n", scale.pick(1_usize, 2)).takes(x as f64);
        (0..10).map(point).collect()
    },
    run: |point, job| Ok(vec![row![point.number("x")?, job.rng("draw").random::<f64>()]]),
    measure: |table| {
        Ok(vec![Measurement::exact("mean", table.numbers("draw")?.iter().sum::<f64>() / 10.0)])
    },
    chart: |table| {
        let panel = Panel::new("Draws", Axis::linear("x"), Axis::linear("draw"));
        Ok(Chart::from(panel.with(Series::points("draw", table.pairs("x", "draw")?))))
    },
};

pub(crate) fn chapter<'a>(figures: &'a [&'a dyn Figure]) -> [Chapter<'a>; 1] {
    [Chapter { title: "Tests", citation: "none", figures }]
}

pub(crate) fn lab<'a>(chapters: &'a [Chapter<'a>]) -> Lab<'a> {
    let claims = Claims::new(vec![Claim::ours("mean", "draws", "mean of the draws", 0.0..=1.0)]);
    Lab { chapters, claims: claims.unwrap(), ..Lab::default() }
}

pub(crate) fn run(out: &TempDir) -> Run {
    Run { out: out.path().to_owned(), jobs: 1, quiet: true, ..Run::default() }
}

pub(crate) fn table(out: &TempDir) -> String {
    fs::read_to_string(out.path().join("draws.csv")).unwrap()
}

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub(crate) fn draws(change: impl FnOnce(&mut Run)) -> String {
    let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
    let mut run = run(&out);
    change(&mut run);
    lab(&chapter(&figures)).run(&run).unwrap();
    table(&out)
}

pub(crate) fn point_files(out: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(out.join("points/draws")).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// A data set with a state of its own: counts its computations, and fails or panics where told.
pub(crate) struct Counting {
    pub(crate) runs: AtomicUsize,
    failing: Option<f64>,
    panicking: Option<f64>,
}

impl DataSet for Counting {
    fn name(&self) -> &str {
        "draws"
    }

    fn columns(&self) -> &[&str] {
        DRAWS.columns
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        DRAWS.points(scale)
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        self.runs.fetch_add(1, Ordering::Relaxed);
        let x = point.number("x")?;
        assert!(self.panicking != Some(x), "told to panic");
        if self.failing == Some(x) {
            return Err("told to fail".into());
        }
        DRAWS.run(point, job)
    }
}

impl Figure for Counting {
    fn id(&self) -> &str {
        "draws"
    }

    fn source(&self) -> &str {
        "test"
    }

    fn caption(&self) -> Caption {
        DRAWS.caption
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        DRAWS.measure(table)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        DRAWS.chart(table)
    }
}

pub(crate) fn counting(failing: Option<f64>, panicking: Option<f64>) -> Counting {
    Counting { runs: AtomicUsize::new(0), failing, panicking }
}

/// Another picture of the same data set.
pub(crate) struct Again<'a>(pub(crate) &'a dyn DataSet);

impl Figure for Again<'_> {
    fn id(&self) -> &str {
        "again"
    }

    fn source(&self) -> &str {
        "test"
    }

    fn caption(&self) -> Caption {
        DRAWS.caption
    }

    fn data(&self) -> &dyn DataSet {
        self.0
    }

    fn measure(&self, _: &Table) -> Result<Vec<Measurement>> {
        Ok(Vec::new())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        DRAWS.chart(table)
    }
}

pub(crate) fn refusal(lab: &Lab<'_>, run: &Run) -> String {
    lab.run(run).unwrap_err().to_string()
}
