//! Files that are not what they were: cut, changed, foreign, empty, of a future version.

use std::fs;
use std::path::Path;

use crate::given::{
    LONG, SHORT, checkpoints, draws, figures, folder, points, recovers, said, start, succeed, wait,
};

/// A way to damage a file, with a place that may be used.
type Damage = fn(&Path, u64);

const CUT: Damage = |file, place| {
    let bytes = fs::read(file).unwrap();
    fs::write(file, &bytes[..place as usize % bytes.len()]).unwrap();
};
const FLIPPED: Damage = |file, place| {
    let mut bytes = fs::read(file).unwrap();
    let bit = place as usize % (8 * bytes.len());
    bytes[bit / 8] ^= 1 << (bit % 8);
    fs::write(file, bytes).unwrap();
};
const EMPTY: Damage = |file, _| fs::write(file, "").unwrap();
const FOREIGN: Damage = |file, _| fs::write(file, "P6 2 2 255 \u{0}\u{1}\u{2}").unwrap();

/// Changed bits of what is not part of the result (the time that a point took, the revision) may stay.
#[test]
fn damaged_points_are_computed_again() {
    let (mut draw, out) = (draws("points"), folder());
    succeed(SHORT, out.path());
    for damage in [CUT, FLIPPED, EMPTY, FOREIGN, FLIPPED, CUT, FLIPPED] {
        let files = points(out.path());
        let file = &files[draw(files.len() as u64) as usize];
        damage(file, draw(u64::MAX));
        let log = succeed(SHORT, out.path());
        let name = file.file_name().unwrap().to_str().unwrap();
        let is_told = log.contains(", 9 of them stored")
            && (log.contains(name) || log.contains("computed by other sources"));
        assert!(is_told || log.contains(", 10 of them stored"), "{log}");
        recovers(SHORT, out.path(), 10);
    }
}

#[test]
fn points_of_another_point_and_of_a_future_version_are_computed_again() {
    let out = folder();
    succeed(SHORT, out.path());
    let files = points(out.path());
    fs::copy(&files[0], &files[1]).unwrap();
    let text = fs::read_to_string(&files[2]).unwrap();
    let version = concat!("\"version\": \"", env!("CARGO_PKG_VERSION"), "\"");
    assert!(text.contains(version));
    fs::write(&files[2], text.replace(version, "\"version\": \"99.0.0\"")).unwrap();
    recovers(SHORT, out.path(), 8);
}

#[test]
fn damaged_checkpoints_cost_time_and_no_digit() {
    let mut draw = draws("checkpoints");
    for damage in [CUT, FLIPPED, EMPTY, FOREIGN] {
        let out = folder();
        let mut child = start(&mut figures(LONG, out.path(), &[]));
        let has_some = || {
            let files = checkpoints(out.path());
            files.iter().any(|file| fs::metadata(file).is_ok_and(|found| found.len() > 0))
        };
        wait(has_some);
        child.kill().unwrap();
        child.wait().unwrap();
        for file in checkpoints(out.path()).iter().filter(|f| fs::metadata(f).unwrap().len() > 0) {
            damage(file, draw(u64::MAX));
        }
        recovers(LONG, out.path(), points(out.path()).len());
    }
}

#[test]
fn a_folder_in_place_of_a_file_is_named_before_anything_is_computed() {
    let out = folder();
    succeed(SHORT, out.path());
    let point = points(out.path())[0].clone();
    for path in [&out.path().join("index.html"), &out.path().join("mi-2c.png"), &point] {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
        let output = figures(SHORT, out.path(), &["--fresh"]).output().unwrap();
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1));
        assert!(said.contains(path.to_str().unwrap()) && !said.contains("points after"), "{said}");
        fs::remove_dir(path).unwrap();
    }
    recovers(SHORT, out.path(), 9);
}
