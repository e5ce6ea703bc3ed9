//! Runs that are killed, interrupted, short of memory, or not alone.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::given::{
    LONG, LONGEST, SHORT, checkpoints, draws, expected, figures, folder, points, program, recovers,
    said, setting, start, table, wait,
};

/// Kills while points are computed and stored, checkpoints written and figures drawn.
#[test]
fn kills_at_random_moments_lose_no_point_that_was_finished() {
    let (mut draw, mut kept) = (draws("kills"), 0);
    for figure in [SHORT, LONG] {
        let mut out = folder();
        for _ in 0..setting("SYNAPTOME_FAULTS_KILLS", 10).div_ceil(2) {
            let mut child = start(&mut figures(figure, out.path(), &[]));
            sleep(Duration::from_millis(draw(if figure == SHORT { 400 } else { 2000 })));
            child.kill().unwrap();
            child.wait().unwrap();
            let finished = points(out.path()).len();
            assert!(finished >= kept, "a finished point is lost");
            kept = finished;
            if out.path().join("index.html").exists() {
                recovers(figure, out.path(), finished);
                (out, kept) = (folder(), 0);
            }
        }
        recovers(figure, out.path(), kept);
        kept = 0;
    }
}

#[test]
fn signals_end_a_run_within_a_second_and_say_how_to_resume() {
    for (name, number) in [("INT", 2), ("TERM", 15)] {
        let out = folder();
        let child = start(&mut figures(LONGEST, out.path(), &[]));
        wait(|| out.path().join("points").join(LONGEST).exists());
        // The first point is being computed.
        sleep(Duration::from_millis(300));
        let sent = Instant::now();
        Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(sent.elapsed() < Duration::from_secs(1), "{:?}", sent.elapsed());
        // A shell reports 128 and the number of the signal.
        assert_eq!(output.status.signal(), Some(number));
        let said = said(&output);
        let folder = out.path().to_str().unwrap();
        for part in [&format!("SIG{name}"), folder, "the same command resumes"] {
            assert!(said.contains(part), "{said}");
        }
    }
}

#[test]
fn two_runs_on_one_folder_both_end_at_the_table() {
    for figure in [SHORT, LONG] {
        let out = folder();
        let runs = [(); 2].map(|()| start(&mut figures(figure, out.path(), &[])));
        for run in runs {
            let output = run.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", said(&output));
        }
        assert_eq!(table(figure, out.path()), expected(figure));
        assert!(checkpoints(out.path()).is_empty());
    }
}

/// Whatever a run does that is given too little memory, the next goes on from it. With less than the program
/// itself needs, the system ends it before it can say anything.
#[test]
fn too_little_memory_loses_no_point_that_was_finished() {
    let mut draw = draws("memory");
    for figure in [SHORT, SHORT, LONG, LONG] {
        let (out, kilobytes) = (folder(), 30_000 + draw(60_000));
        let run = "ulimit -v \"$1\"; shift; exec \"$@\"";
        let mut command = Command::new("sh");
        command.args(["-c", run, "sh", &kilobytes.to_string(), program(), "figures", "--only"]);
        command.args([figure, "--jobs", "1", "--out"]).arg(out.path());
        let output = command.output().unwrap();
        let has_begun = out.path().join("points").exists();
        assert!(output.status.success() || !has_begun || !output.stderr.is_empty(), "it says why");
        recovers(figure, out.path(), points(out.path()).len());
    }
}

#[test]
fn a_run_that_nobody_listens_to_goes_on() {
    let out = folder();
    let mut command = figures(SHORT, out.path(), &[]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(table(SHORT, out.path()), expected(SHORT));
}

/// The library that other programs take the time from, where it is installed.
fn fake_time() -> Option<std::path::PathBuf> {
    let places =
        ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"];
    let files = places.map(|place| Path::new(place).join("faketime/libfaketime.so.1"));
    let found = files.into_iter().find(|file| file.exists());
    if found.is_none() {
        println!("skipped: libfaketime is not installed");
    }
    found
}

/// The clocks go back by twenty years and ahead by thirty while points are computed.
#[test]
fn a_clock_that_jumps_changes_no_digit() {
    let Some(library) = fake_time() else { return };
    for figure in [SHORT, LONG] {
        let (out, place) = (folder(), folder());
        let clock = place.path().join("clock");
        fs::write(&clock, "+0").unwrap();
        let mut command = figures(figure, out.path(), &[]);
        command.env("LD_PRELOAD", &library).env("FAKETIME_NO_CACHE", "1");
        let mut child = start(command.env("FAKETIME_TIMESTAMP_FILE", &clock));
        for offset in ["-20y", "+30y", "+0"].iter().cycle() {
            fs::write(&clock, offset).unwrap();
            sleep(Duration::from_millis(20));
            if child.try_wait().unwrap().is_some() {
                break;
            }
        }
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        assert_eq!(table(figure, out.path()), expected(figure));
        recovers(figure, out.path(), points(out.path()).len());
    }
}
