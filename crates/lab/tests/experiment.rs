//! What is computed never depends on how: threads, order, interruption, shards, added points.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use rand::RngExt;
use synaptome_lab::chart::{Axis, Chart, Palette, Panel, Reference, Series, draw};
use synaptome_lab::{
    Caption, Chapter, Claim, Claims, DataSet, Error, Experiment, Figure, Job, Lab, Measurement,
    Point, Result, Rows, Run, Scale, Shard, Table, Verdict, row,
};
use tempfile::TempDir;

/// Draws one number per point; the last point is long, to start first.
const DRAWS: Experiment = Experiment {
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
        Ok(vec![Measurement::new("mean", table.numbers("draw")?.iter().sum::<f64>() / 10.0)])
    },
    chart: |table| {
        let panel = Panel::new("Draws", Axis::linear("x"), Axis::linear("draw"));
        Ok(Chart::from(panel.with(Series::points("draw", table.pairs("x", "draw")?))))
    },
};

fn chapter<'a>(figures: &'a [&'a dyn Figure]) -> [Chapter<'a>; 1] {
    [Chapter { title: "Tests", citation: "none", figures }]
}

fn lab<'a>(chapters: &'a [Chapter<'a>]) -> Lab<'a> {
    let claims = Claims::new(vec![Claim::ours("mean", "draws", "mean of the draws", 0.0..=1.0)]);
    Lab { chapters, claims: claims.unwrap(), ..Lab::default() }
}

fn run(out: &TempDir) -> Run {
    Run { out: out.path().to_owned(), jobs: 1, quiet: true, ..Run::default() }
}

fn table(out: &TempDir) -> String {
    fs::read_to_string(out.path().join("draws.csv")).unwrap()
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn draws(change: impl FnOnce(&mut Run)) -> String {
    let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
    let mut run = run(&out);
    change(&mut run);
    lab(&chapter(&figures)).run(&run).unwrap();
    table(&out)
}

fn point_files(out: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(out.join("points/draws")).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn the_number_of_threads_does_not_change_the_table() {
    assert_eq!(draws(|_| ()), draws(|run| run.jobs = 8));
    assert_eq!(draws(|_| ()), draws(|run| run.jobs = 0));
}

#[test]
fn another_seed_changes_the_table() {
    assert_ne!(draws(|_| ()), draws(|run| run.seed = 2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn shards_in_any_order_give_the_table_of_a_whole_run(count in 1_usize..14, first in 0_usize..14) {
        let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
        let chapters = chapter(&figures);
        for turn in 0..count {
            let shard = Shard::new((first + turn) % count + 1, count).ok();
            lab(&chapters).run(&Run { shard, ..run(&out) }).unwrap();
            prop_assert!(!out.path().join("index.html").exists(), "a shard draws nothing");
        }
        let summary = lab(&chapters).run(&run(&out)).unwrap();
        prop_assert_eq!((summary.points, summary.stored), (10, 10));
        prop_assert_eq!(table(&out), draws(|_| ()));
    }

    #[test]
    fn missing_and_damaged_points_are_computed_again_and_no_others(at in 0_usize..10, bytes in 0_usize..400) {
        let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
        let chapters = chapter(&figures);
        lab(&chapters).run(&run(&out)).unwrap();
        let files = point_files(out.path());
        let whole = fs::read(&files[at]).unwrap();
        fs::write(&files[at], &whole[..bytes.min(whole.len() - 2)]).unwrap();
        fs::remove_file(&files[(at + 1) % 10]).unwrap();
        let summary = lab(&chapters).run(&run(&out)).unwrap();
        prop_assert_eq!(summary.stored, 8);
        prop_assert_eq!(table(&out), draws(|_| ()));
    }
}

#[test]
fn a_run_writes_table_pictures_verdicts_manifest_and_report() {
    let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
    let summary = lab(&chapter(&figures)).run(&run(&out)).unwrap();
    assert_eq!(summary.count(Verdict::Holds), 1);
    for name in
        ["draws.csv", "draws.svg", "draws.png", "claims.json", "manifest.json", "index.html"]
    {
        assert!(out.path().join(name).exists(), "{name}");
    }
    let page = fs::read_to_string(out.path().join("index.html")).unwrap();
    assert!(page.contains("mean of the draws"));
    for outside in ["<script", "<link", "src=\"http", "href=\"http", "url(http", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

/// A data set with a state of its own: counts its computations, and fails or panics where told.
struct Counting {
    runs: AtomicUsize,
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

fn counting(failing: Option<f64>, panicking: Option<f64>) -> Counting {
    Counting { runs: AtomicUsize::new(0), failing, panicking }
}

#[test]
fn a_point_that_fails_or_panics_is_named_and_loses_no_other() {
    let (out, broken) = (folder(), counting(Some(3.0), Some(7.0)));
    let error = lab(&chapter(&[&broken])).run(&run(&out)).unwrap_err();
    let Error::PointsFailed { failures } = &error else { panic!("{error}") };
    assert_eq!(failures.len(), 2);
    for told in ["x=3", "told to fail", "x=7", "told to panic", "2 points failed"] {
        assert!(error.to_string().contains(told), "{error}");
    }
    let whole = counting(None, None);
    lab(&chapter(&[&whole])).run(&run(&out)).unwrap();
    assert_eq!(whole.runs.into_inner(), 2, "the other eight were stored");
    assert_eq!(table(&out), draws(|_| ()));
}

/// Another picture of the same data set.
struct Again<'a>(&'a dyn DataSet);

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

#[test]
fn figures_that_draw_one_data_set_compute_it_once() {
    let (out, data) = (folder(), counting(None, None));
    let (first, second): (&dyn Figure, &dyn Figure) = (&data, &Again(&data));
    lab(&chapter(&[first, second])).run(&run(&out)).unwrap();
    assert_eq!(data.runs.into_inner(), 10);
}

#[test]
fn experiments_whose_results_would_overwrite_each_other_are_refused() {
    let refusal = |figures: &[&dyn Figure]| {
        let out = folder();
        let error = lab(&chapter(figures)).run(&run(&out)).unwrap_err();
        assert!(!out.path().join("points").exists(), "refused before computing");
        error.to_string()
    };
    let outside = Experiment { id: "../draws", ..DRAWS };
    let doubled = Experiment { points: |_| vec![Point::new(), Point::new()], ..DRAWS };
    let other = Experiment { id: "other", ..DRAWS };
    assert!(refusal(&[&DRAWS, &DRAWS]).contains("draws"));
    assert!(refusal(&[&outside]).contains("../draws"));
    assert!(refusal(&[&doubled]).contains("draws"));
    assert!(lab(&chapter(&[&DRAWS, &other])).plan(&run(&folder())).is_ok());
}

#[test]
fn another_version_and_another_setting_are_computed_again() {
    let (out, data) = (folder(), counting(None, None));
    let figures = [&data as &dyn Figure];
    let chapters = chapter(&figures);
    let lab = lab(&chapters);
    lab.run(&run(&out)).unwrap();
    assert_eq!(lab.run(&run(&out)).unwrap().stored, 10);
    assert_eq!(Lab { version: "1", ..lab.clone() }.run(&run(&out)).unwrap().stored, 0);
    assert_eq!(lab.run(&Run { scale: Scale::Paper, ..run(&out) }).unwrap().stored, 0);
    assert_eq!(lab.run(&Run { fresh: true, ..run(&out) }).unwrap().stored, 0);
}

fn refusal(lab: &Lab<'_>, run: &Run) -> String {
    lab.run(run).unwrap_err().to_string()
}

#[test]
fn a_figure_that_fails_or_panics_is_named_after_the_others_were_drawn() {
    let broken: [Experiment; 4] = [
        Experiment { id: "broken", chart: |_| Err("no chart".into()), ..DRAWS },
        Experiment { id: "broken", chart: |_| panic!("no chart"), ..DRAWS },
        Experiment { id: "broken", measure: |_| Err("no measure".into()), ..DRAWS },
        Experiment { id: "broken", measure: |_| panic!("no measure"), ..DRAWS },
    ];
    for broken in &broken {
        let (out, figures) = (folder(), [broken as &dyn Figure, &DRAWS]);
        let error = refusal(&lab(&chapter(&figures)), &run(&out));
        assert!(error.contains("broken") && error.contains("no "), "{error}");
        assert_eq!(table(&out), draws(|_| ()));
        assert!(out.path().join("index.html").exists());
    }
}

#[test]
fn a_failing_point_leaves_the_other_figures_drawn() {
    let (out, other) = (folder(), Experiment { id: "other", measure: |_| Ok(vec![]), ..DRAWS });
    let broken = counting(Some(3.0), None);
    let error = refusal(&lab(&chapter(&[&broken, &other])), &run(&out));
    assert!(error.contains("x=3"), "{error}");
    assert!(out.path().join("other.png").exists() && !out.path().join("draws.png").exists());
}

#[test]
fn what_cannot_be_stored_is_found_before_computing() {
    let (out, data) = (folder(), counting(None, None));
    let figures = [&data as &dyn Figure];
    let chapters = chapter(&figures);
    let file = out.path().join("file");
    fs::write(&file, "").unwrap();
    for blocked in [file.join("folder"), file] {
        let error = refusal(&lab(&chapters), &Run { out: blocked.clone(), ..run(&out) });
        assert!(error.contains(blocked.to_str().unwrap()), "{error}");
    }
    let twice = Experiment { points: |_| vec![Point::new().key("x", 1.0).set("x", 2.0)], ..DRAWS };
    let columns = Experiment { columns: &["x", "x"], ..DRAWS };
    let long = Experiment {
        id: "a-name-of-more-than-one-hundred-letters-that-most-file-systems-would-take-but-not-together-with-the-label",
        ..DRAWS
    };
    for (figure, named) in [(&twice, "x"), (&columns, "x"), (&long, "a-name")] {
        let error = refusal(&lab(&chapter(&[figure])), &run(&out));
        assert!(error.contains(named), "{error}");
    }
    let claims = Claims::new(vec![Claim::ours("mean", "drwas", "misspelt", 0.0..=1.0)]).unwrap();
    assert!(refusal(&Lab { claims, ..lab(&chapters) }, &run(&out)).contains("drwas"));
    assert_eq!(data.runs.into_inner(), 0);
}

#[test]
fn data_sets_of_one_name_that_differ_are_refused() {
    struct Other;
    impl DataSet for Other {
        fn name(&self) -> &str {
            "draws"
        }
        fn columns(&self) -> &[&str] {
            &["x", "other"]
        }
        fn points(&self, scale: Scale) -> Vec<Point> {
            DRAWS.points(scale)
        }
        fn run(&self, _: &Point, _: &Job) -> Result<Rows> {
            Ok(Rows::new())
        }
    }
    let shown = Again(&Other);
    assert!(refusal(&lab(&chapter(&[&DRAWS, &shown])), &run(&folder())).contains("draws"));
}

#[test]
fn points_that_change_at_each_call_are_an_error_and_not_a_missing_figure() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let changing = Experiment {
        points: |_| vec![Point::new().key("x", CALLS.fetch_add(1, Ordering::Relaxed))],
        ..DRAWS
    };
    assert!(refusal(&lab(&chapter(&[&changing])), &run(&folder())).contains("draws"));
}

#[test]
fn texts_that_read_as_numbers_stay_texts() {
    let names = Experiment {
        points: |_| ["NaN", "inf", "x"].map(|name| Point::new().key("name", name)).to_vec(),
        columns: &["name"],
        run: |point, _| Ok(vec![row![point.text("name")?]]),
        measure: |table| {
            let value = table.filter("name", "NaN")?.len() as f64;
            Ok(vec![Measurement::new("mean", value)])
        },
        chart: |_| Ok(Chart::new(Vec::new())),
        ..DRAWS
    };
    let (out, figures) = (folder(), [&names as &dyn Figure]);
    let summary = lab(&chapter(&figures)).run(&run(&out)).unwrap();
    assert_eq!(summary.judgements[0].measured, Some(1.0));
    assert_eq!(lab(&chapter(&figures)).run(&run(&out)).unwrap().stored, 3);
}

#[test]
fn more_threads_than_points_or_machines_have_compute_the_same() {
    assert_eq!(draws(|run| run.jobs = 100_000), draws(|_| ()));
}

#[test]
fn charts_that_cannot_be_drawn_are_errors_and_no_panics() {
    let axis = || Axis::linear("x");
    let panel = |x: Axis, y: Axis| {
        let line = Series::line("l", vec![(1.0, 1.0), (2.0, 3.0)]);
        Chart::from(Panel::new("p", x, y).with(line))
    };
    let draw = |chart: &Chart| draw(chart, Palette::default());
    for (low, high) in [(1.0, 0.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
        assert!(draw(&panel(axis().range(low, high), axis())).is_err());
        assert!(draw(&panel(axis(), Axis::log("y").range(low, high))).is_err());
    }
    assert!(draw(&panel(axis(), axis()).columns(100_000)).is_ok());
    let with = |series: Series| Panel::new("p", axis(), Axis::log("y")).with(series);
    let far = Reference::horizontal(f64::INFINITY, "far");
    let points = [(1.0, 1.0, -1.0), (2.0, 0.0, f64::NAN), (3.0, f64::NAN, 1.0)];
    assert!(draw(&with(Series::measured("m", &points)).reference(far).into()).is_ok());
    let _ = draw(&with(Series::line("l", vec![(1.0, 1.0), (2.0, f64::MAX)])).into());
    let panels = (0..30).map(|_| Panel::new("p", axis(), axis())).collect();
    assert!(draw(&Chart::new(panels)).is_ok());
}

#[test]
fn mistakes_are_named() {
    let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
    let chapters = chapter(&figures);
    let only = |pattern: &str| {
        let run = Run { only: vec![pattern.to_owned()], ..run(&out) };
        lab(&chapters).run(&run).unwrap_err().to_string()
    };
    assert!(only("absent-*").contains("absent-*") && only("absent-*").contains("draws"));
    assert!(only("[a").contains("[a"));
    let file = out.path().join("file");
    fs::write(&file, "").unwrap();
    let blocked = Run { out: file.clone(), ..run(&out) };
    let error = lab(&chapters).run(&blocked).unwrap_err().to_string();
    assert!(error.contains(file.to_str().unwrap()), "{error}");
    let unknown = Lab { claims: Claims::default(), ..lab(&chapters) };
    let error = unknown.run(&run(&out)).unwrap_err().to_string();
    assert!(error.contains("draws") && error.contains("mean"), "{error}");
    let two = Run { only: vec!["draws".into(), "misspelt".into()], ..run(&out) };
    assert!(refusal(&lab(&chapters), &two).contains("misspelt"));
}
