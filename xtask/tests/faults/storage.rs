//! Disks that are full, folders that cannot be written or disappear.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::given::{
    LONG, SHORT, checkpoints, figures, folder, points, recovers, said, start, wait,
};

/// A disk of its own in memory, which ends with the value; none where the platform mounts none.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn new(size: &str) -> Option<Self> {
        let place = folder();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "none"]).arg(place.path());
        let is_mounted = mount.output().is_ok_and(|output| output.status.success());
        if !is_mounted {
            println!("skipped: no small disk can be mounted here");
        }
        is_mounted.then_some(Self(place))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

/// The lines of an error, each of which says something of its own.
fn require_one_message(said: &str, parts: &[&str]) {
    let errors = said.matches("error: ").count();
    assert_eq!(errors, 1, "{said}");
    let lines: Vec<_> = said.lines().skip_while(|line| !line.starts_with("error: ")).collect();
    assert!(lines.len() <= 2, "{said}");
    parts.iter().for_each(|part| assert!(said.contains(part), "{part}: {said}"));
}

#[test]
fn a_disk_without_room_is_refused_before_anything_is_computed() {
    let Some(disk) = SmallDisk::new("64k") else { return };
    let out = disk.0.path().join("out");
    let output = figures(SHORT, &out, &[]).output().unwrap();
    let said = said(&output);
    assert!(!output.status.success() && points(&out).is_empty());
    require_one_message(&said, &["has room for", "make room", out.to_str().unwrap()]);
}

/// The disk fills once a checkpoint is there: while the run prepares, it would say that there is no room.
#[test]
fn a_disk_that_fills_stops_the_run_with_one_message_and_a_restart_goes_on() {
    let Some(disk) = SmallDisk::new("6m") else { return };
    let (out, filler) = (disk.0.path().join("out"), disk.0.path().join("filler"));
    let child = start(&mut figures(LONG, &out, &[]));
    wait(|| !checkpoints(&out).is_empty());
    let mut file = fs::File::create(&filler).unwrap();
    while file.write_all(&[0; 1024]).is_ok() {}
    let output = child.wait_with_output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    require_one_message(&said, &["storing failed", "are safe", "the same command resumes"]);
    drop(fs::remove_file(&filler));
    // A larger disk has room for what the small one has not.
    let larger = folder();
    copy(&out, larger.path());
    recovers(LONG, larger.path(), points(&out).len());
}

fn copy(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-r").arg(from.join(".")).arg(to).status();
    assert!(status.unwrap().success());
}

#[test]
fn a_folder_that_is_removed_during_the_run_is_named_and_does_not_come_back() {
    let place = folder();
    let out = place.path().join("out");
    let child = start(&mut figures(LONG, &out, &[]));
    wait(|| out.join("points").join(LONG).exists());
    // A point may be stored just now, which makes the folder look full.
    wait(|| fs::remove_dir_all(&out).is_ok());
    let output = child.wait_with_output().unwrap();
    require_one_message(&said(&output), &["was removed during the run", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!out.exists());
    recovers(LONG, &out, 0);
}

#[test]
fn a_folder_that_cannot_be_written_is_named_before_anything_is_computed() {
    let place = folder();
    let out = place.path().join("out");
    fs::create_dir(&out).unwrap();
    for path in [place.path(), &out] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o555)).unwrap();
    }
    let mut command = figures(SHORT, &out, &[]);
    if fs::File::create(out.join("probe")).is_ok() {
        // Nothing is closed to root.
        command.uid(65_534);
    }
    let Ok(output) = command.output() else {
        println!("skipped: no other user can run the program here");
        return;
    };
    for path in [place.path(), &out] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    require_one_message(&said, &["cannot write into", out.to_str().unwrap(), "ermission"]);
    assert!(!said.contains("points after"));
}

#[test]
fn a_folder_without_tables_is_an_error_that_names_it() {
    let place = folder();
    let missing = place.path().join("missing");
    for path in [place.path(), &missing] {
        for option in ["--tables", "--out"] {
            for more in [&[][..], &["--csv"]] {
                let mut command = Command::new(crate::given::program());
                let output = command.args(["claims", option]).arg(path).args(more).output();
                let output = output.unwrap();
                assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
                require_one_message(&said(&output), &[path.to_str().unwrap()]);
            }
        }
    }
}
