//! What cannot be computed, stored, judged or drawn is an error that names it, and loses no more.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use synaptome_lab::chart::{Axis, Chart, Palette, Panel, Reference, Series, draw};
use synaptome_lab::{
    Claim, Claims, DataSet, Error, Experiment, Figure, Job, Lab, Point, Result, Rows, Run, Scale,
};

use crate::given::{Again, DRAWS, chapter, counting, draws, folder, lab, refusal, run, table};

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
    for huge in [1e299, 1e301, f64::MAX, f64::MIN_POSITIVE] {
        assert!(draw(&with(Series::line("l", vec![(1.0, 1.0), (2.0, huge)])).into()).is_ok());
        let error = vec![(1.0, 1.0, huge), (2.0, huge, 1.0)];
        assert!(
            draw(&Panel::new("p", axis(), axis()).with(Series::measured("m", &error)).into())
                .is_ok()
        );
    }
    assert!(draw(&panel(axis().range(0.0, f64::MAX), axis())).is_err());
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
