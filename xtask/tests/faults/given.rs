//! Runs to break, and what to expect of them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Ten points of some milliseconds each.
pub(crate) const SHORT: &str = "mi-2c";
/// Six points, some of which take a second and keep checkpoints.
pub(crate) const LONG: &str = "mi-large-n";
/// Six points of seconds.
pub(crate) const LONGEST: &str = "ri-9";

pub(crate) fn program() -> &'static str {
    env!("CARGO_BIN_EXE_xtask")
}

pub(crate) fn figures(figure: &str, out: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.args(["figures", "--only", figure, "--jobs", "1", "--out"]).arg(out).args(more);
    command
}

pub(crate) fn start(command: &mut Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A run that must succeed; what it says.
pub(crate) fn succeed(figure: &str, out: &Path) -> String {
    let output = figures(figure, out, &[]).output().expect("the program starts");
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

pub(crate) fn table(figure: &str, out: &Path) -> Vec<u8> {
    fs::read(out.join(format!("{figure}.csv"))).expect("the table was written")
}

/// The table of an undisturbed run.
pub(crate) fn expected(figure: &'static str) -> &'static [u8] {
    static SHORT_TABLE: OnceLock<Vec<u8>> = OnceLock::new();
    static LONG_TABLE: OnceLock<Vec<u8>> = OnceLock::new();
    let cell = if figure == SHORT { &SHORT_TABLE } else { &LONG_TABLE };
    cell.get_or_init(|| {
        let out = folder();
        succeed(figure, out.path());
        table(figure, out.path())
    })
}

/// A run after a fault: it uses the points that were finished and ends at the table of an undisturbed run.
pub(crate) fn recovers(figure: &'static str, out: &Path, finished: usize) {
    let log = succeed(figure, out);
    assert!(log.contains(&format!(", {finished} of them stored")), "{finished} finished: {log}");
    assert_eq!(table(figure, out), expected(figure));
}

/// The stored points of all data sets.
pub(crate) fn points(out: &Path) -> Vec<PathBuf> {
    let list = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten();
    let all = list(out.join("points")).flat_map(|data| list(data.path()));
    let is_point = |path: &PathBuf| path.extension().is_some_and(|e| e == "json");
    let mut files: Vec<_> = all.map(|file| file.path()).filter(is_point).collect();
    files.sort();
    files
}

/// The files of checkpoints that an interrupted run has left.
pub(crate) fn checkpoints(out: &Path) -> Vec<PathBuf> {
    let list = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten();
    let all = list(out.join("points")).flat_map(|data| list(data.path()));
    let folders = all.map(|entry| entry.path()).filter(|path| path.is_dir());
    folders.flat_map(|folder| list(folder).map(|file| file.path())).collect()
}

/// Waits until something is true of a running program.
pub(crate) fn wait(until: impl Fn() -> bool) {
    let start = Instant::now();
    while !until() {
        assert!(start.elapsed() < Duration::from_secs(240), "it never happens");
        sleep(Duration::from_millis(2));
    }
}

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A number of the environment.
pub(crate) fn setting(name: &str, default: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A stream of numbers below a limit (SplitMix64), the same in every run of one seed.
pub(crate) fn draws(name: &str) -> impl FnMut(u64) -> u64 {
    let seed = setting("SYNAPTOME_FAULTS_SEED", 1);
    println!("SYNAPTOME_FAULTS_SEED={seed}");
    let mut state =
        name.bytes().fold(seed, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    move |limit| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit.max(1)
    }
}
