//! Storing that fails stops a run at once, with one message that says what is safe.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use synaptome_lab::{
    Error, Experiment, Figure, Job, Point, Result, Reuse, Rows, Run, write_atomically,
};

use crate::given::{DRAWS, chapter, draws, folder, lab, point_files, run, table};

/// What a run of some points says that stops in the middle, and how many points it leaves.
fn stopped(compute: fn(&Point, &Job) -> Result<Rows>) -> (Error, usize) {
    let (out, broken) = (folder(), Experiment { run: compute, ..DRAWS });
    let error = lab(&chapter(&[&broken])).run(&run(&out)).unwrap_err();
    let left =
        if out.path().join("points/draws").is_dir() { point_files(out.path()).len() } else { 0 };
    if left > 0 {
        let summary = lab(&chapter(&[&DRAWS as &dyn Figure])).run(&run(&out)).unwrap();
        assert_eq!((summary.stored, table(&out)), (left, draws(|_| ())));
    }
    assert_eq!(error.to_string().lines().count(), 2, "{error}");
    (error, left)
}

/// Points begin with x = 9; x = 6 is the fourth.
fn is_fourth(point: &Point) -> bool {
    point.number("x").unwrap() == 6.0
}

#[test]
fn a_result_that_cannot_be_written_stops_the_run() {
    let (error, _) = stopped(|point, job| {
        if is_fourth(point) {
            let points = job.checkpoint.parent().unwrap();
            fs::rename(points, points.with_extension("away"))?;
            fs::write(points, "in the way")?;
        }
        (DRAWS.run)(point, job)
    });
    assert!(matches!(error, Error::StorageFailed { stored: 3, .. }), "{error}");
    assert!(error.to_string().contains("the same command resumes"), "{error}");
}

#[test]
fn a_checkpoint_that_cannot_be_written_stops_the_run() {
    let full: fn(&Point, &Job) -> Result<Rows> = |point, job| {
        if is_fourth(point) {
            return Err(io::Error::from(ErrorKind::StorageFull).into());
        }
        (DRAWS.run)(point, job)
    };
    let blocked: fn(&Point, &Job) -> Result<Rows> = |point, job| {
        if is_fourth(point) {
            fs::write(&job.checkpoint, "in the way")?;
            let kind = ErrorKind::ReadOnlyFilesystem;
            let failed = write_atomically(&job.checkpoint.join("state"), b"state");
            fs::remove_file(&job.checkpoint)?;
            failed.map_err(|error| io::Error::new(kind, error))?;
        }
        (DRAWS.run)(point, job)
    };
    for compute in [full, blocked] {
        let (error, left) = stopped(compute);
        assert!(matches!(error, Error::StorageFailed { stored: 3, .. }), "{error}");
        assert_eq!(left, 3);
    }
}

/// The long point would take a minute; it ends when it shows how far it is.
#[test]
fn points_that_are_being_computed_end_when_storing_fails() {
    let (out, start) = (folder(), Instant::now());
    let broken = Experiment {
        run: |point, job| {
            let x = point.number("x")?;
            if x == 8.0 {
                sleep(Duration::from_millis(50));
                return Err(io::Error::from(ErrorKind::StorageFull).into());
            }
            for step in 0..600 {
                job.watch.show(f64::from(step) / 600.0);
                sleep(Duration::from_millis(100));
            }
            (DRAWS.run)(point, job)
        },
        ..DRAWS
    };
    let chapters = [&broken as &dyn Figure];
    let error = lab(&chapter(&chapters)).run(&Run { jobs: 2, ..run(&out) }).unwrap_err();
    assert!(matches!(error, Error::StorageFailed { stored: 0, .. }), "{error}");
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_folder_that_is_removed_stays_so() {
    let (place, broken) = (
        folder(),
        Experiment {
            run: |point, job| {
                if is_fourth(point) {
                    fs::remove_dir_all(job.checkpoint.ancestors().nth(3).unwrap())?;
                    write_atomically(&job.checkpoint.join("state"), b"state")?;
                }
                (DRAWS.run)(point, job)
            },
            ..DRAWS
        },
    );
    let out = place.path().join("out");
    let run = Run { out: out.clone(), ..run(&place) };
    let error = lab(&chapter(&[&broken])).run(&run).unwrap_err();
    assert!(matches!(&error, Error::FolderRemoved { path } if *path == out), "{error}");
    assert!(!out.exists());
}

#[test]
fn reports_and_verdicts_of_a_folder_without_points_are_errors_that_name_it() {
    let (out, figures) = (folder(), [&DRAWS as &dyn Figure]);
    let chapters = chapter(&figures);
    let lab = lab(&chapters);
    fs::create_dir_all(out.path().join("points/draws")).unwrap();
    let missing = Run { out: out.path().join("missing"), ..run(&out) };
    for run in [run(&out), missing] {
        let errors = [lab.write(&run).err(), lab.judge(&lab.store(&run), run.scale).err()];
        for error in errors {
            assert!(matches!(error, Some(Error::NoResults { path }) if path == run.out));
        }
    }
}

#[test]
fn what_does_not_fit_is_refused_before_anything_is_computed() {
    let (out, huge) = (
        folder(),
        Experiment {
            points: |_| (0..10).map(|x: usize| Point::new().key("x", x)).collect(),
            run: |_, _| panic!("nothing is computed"),
            ..DRAWS
        },
    );
    let points = out.path().join("points/draws");
    fs::create_dir_all(&points).unwrap();
    // A file with a hole: the next points are taken for as large, and no disk has room for ten of them.
    fs::File::create(points.join("other.json")).unwrap().set_len(1 << 42).unwrap();
    let error = lab(&chapter(&[&huge])).run(&run(&out)).unwrap_err();
    assert!(matches!(error, Error::NoRoom { .. }), "{error}");
    assert!(error.to_string().contains(out.path().to_str().unwrap()), "{error}");
}

/// One point fails and another cannot be stored: both are named, and nothing more is written.
#[test]
fn nothing_is_drawn_once_storing_has_failed() {
    let (out, broken) = (
        folder(),
        Experiment {
            run: |point, job| match point.number("x")? {
                8.0 => Err("told to fail".into()),
                6.0 => Err(io::Error::from(ErrorKind::StorageFull).into()),
                _ => (DRAWS.run)(point, job),
            },
            ..DRAWS
        },
    );
    let error = lab(&chapter(&[&broken])).run(&run(&out)).unwrap_err();
    let Error::Several { failures } = &error else { panic!("{error}") };
    assert!(matches!(failures[..], [Error::PointsFailed { .. }, Error::StorageFailed { .. }]));
    assert!(!out.path().join("index.html").exists() && !out.path().join("claims.json").exists());
}

/// The folder of a run, from a job of it.
fn folder_of(job: &Job) -> PathBuf {
    job.checkpoint.ancestors().nth(3).unwrap().to_owned()
}

#[test]
fn a_point_that_fails_as_another_run_has_stored_it_meanwhile_is_no_failure() {
    let overtaken = Experiment {
        run: |point, job| {
            if !is_fourth(point) {
                return (DRAWS.run)(point, job);
            }
            let other = Run { out: folder_of(job), jobs: 1, quiet: true, ..Run::default() };
            lab(&chapter(&[&DRAWS as &dyn Figure])).run(&other)?;
            Err("its checkpoint is gone".into())
        },
        ..DRAWS
    };
    let figures = [&overtaken as &dyn Figure];
    let out = folder();
    lab(&chapter(&figures)).run(&run(&out)).unwrap();
    assert_eq!(table(&out), draws(|_| ()));
    // Who wants every point anew is told that one of them was not computed.
    let anew = Run { reuse: Reuse::Nothing, ..run(&out) };
    let error = lab(&chapter(&figures)).run(&anew).unwrap_err();
    assert!(error.to_string().contains("its checkpoint is gone"), "{error}");
}

#[test]
fn a_figure_that_lacks_a_point_at_the_end_is_named() {
    let losing = Experiment {
        run: |point, job| {
            if point.number("x")? == 0.0 {
                fs::remove_file(&point_files(&folder_of(job))[0])?;
            }
            (DRAWS.run)(point, job)
        },
        ..DRAWS
    };
    let (out, figures) = (folder(), [&losing as &dyn Figure]);
    let error = lab(&chapter(&figures)).run(&run(&out)).unwrap_err();
    assert!(matches!(&error, Error::Incomplete { figure } if figure == "draws"), "{error}");
    assert_eq!(lab(&chapter(&figures)).plan(&run(&out)).unwrap().missing.len(), 1);
}
