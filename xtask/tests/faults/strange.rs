//! What is not the file or folder that it should be: pipes, devices, links to nothing, tables that no figure wrote, limits.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};

use crate::given::{
    LONG, LONGEST, SHORT, figures, folder, points, program, recovers, said, start, succeed, wait,
};

/// A way to put something strange in the place of a file.
type Strange = fn(&Path);

const PIPE: Strange = |place| {
    let status = Command::new("mkfifo").arg(place).status();
    assert!(status.unwrap().success());
};
const DEVICE: Strange = |place| symlink("/dev/zero", place).unwrap();
const FOLDER: Strange = |place| fs::create_dir(place).unwrap();

/// What a command does within the time that a test may take; one that waits for a pipe never ends.
fn output(words: &[&str], path: &Path) -> Output {
    let mut child = start(Command::new(program()).args(words).arg(path));
    let mut ended = false;
    for _ in 0..6_000 {
        ended = child.try_wait().unwrap().is_some();
        if ended {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    if !ended {
        child.kill().unwrap();
    }
    let output = child.wait_with_output().unwrap();
    assert!(ended, "{words:?} waits for {}: {}", path.display(), said(&output));
    output
}

fn replace(file: &Path, strange: Strange) {
    fs::remove_file(file).unwrap();
    strange(file);
}

#[test]
fn a_pipe_or_a_device_in_place_of_a_point_is_named_and_replaced() {
    let out = folder();
    succeed(SHORT, out.path());
    for strange in [PIPE, DEVICE] {
        let file = points(out.path())[3].clone();
        replace(&file, strange);
        let output = output(&["figures", "--only", SHORT, "--jobs", "1", "--out"], out.path());
        let log = said(&output);
        assert!(output.status.success(), "{log}");
        assert!(log.contains(&format!("warning: cannot read {}", file.display())), "{log}");
        recovers(SHORT, out.path(), 10);
    }
}

#[test]
fn a_pipe_or_a_device_in_place_of_a_checkpoint_does_not_stop_other_points() {
    let out = folder();
    let mut child = start(&mut figures(LONG, out.path(), &[]));
    wait(|| !crate::given::checkpoints(out.path()).is_empty());
    child.kill().unwrap();
    child.wait().unwrap();
    for file in crate::given::checkpoints(out.path()) {
        replace(&file, PIPE);
        let output = output(&["figures", "--only", LONG, "--jobs", "1", "--out"], out.path());
        let log = said(&output);
        assert_eq!(output.status.code(), Some(1), "{log}");
        assert!(log.contains("1 point failed") && log.contains(file.to_str().unwrap()), "{log}");
        fs::remove_file(&file).unwrap();
    }
    recovers(LONG, out.path(), 5);
}

#[test]
fn what_is_no_table_is_named() {
    let out = folder();
    let table = out.path().join("mi-2c.csv");
    let words: [Strange; 2] = [
        |place| fs::write(place, "").unwrap(),
        |place| fs::write(place, "\u{0}\u{ff}P6\n1,2\n").unwrap(),
    ];
    for strange in [PIPE, DEVICE, FOLDER].into_iter().chain(words) {
        strange(&table);
        for command in [&["draw"][..], &["claims", "--tables"]] {
            let output = output(command, out.path());
            let said = said(&output);
            assert_eq!(output.status.code(), Some(1), "{said}");
            assert!(said.contains(table.to_str().unwrap()) && !said.contains("panicked"), "{said}");
        }
        fs::remove_file(&table).or_else(|_| fs::remove_dir(&table)).unwrap();
    }
}

#[test]
fn points_that_cannot_be_read_are_named_where_they_are_left_out() {
    let out = folder();
    succeed(SHORT, out.path());
    let file = points(out.path())[5].clone();
    fs::write(&file, "{").unwrap();
    for (command, fate) in [("claims", "not judged"), ("export", "not exported")] {
        let target = out.path().join("points.jsonl");
        let words = [command, target.to_str().unwrap(), "--only", SHORT, "--out"];
        let words =
            if command == "claims" { [&words[..1], &words[2..]].concat() } else { words.to_vec() };
        let output = output(&words, out.path());
        let said = said(&output);
        assert!(output.status.success(), "{said}");
        assert!(said.contains(file.to_str().unwrap()) && said.contains(fate), "{said}");
    }
    fs::write(out.path().join("points.jsonl"), "{\"format\":\"points of another program\"}")
        .unwrap();
    let import =
        Command::new(program()).arg("import").arg(out.path().join("points.jsonl")).output();
    let said = said(&import.unwrap());
    assert!(said.contains("points.jsonl: line 1 "), "{said}");
}

#[test]
fn a_link_to_nothing_in_place_of_a_folder_is_named() {
    let place = folder();
    let link = place.path().join("out");
    symlink(place.path().join("nowhere"), &link).unwrap();
    let output = output(&["figures", "--only", SHORT, "--out"], &link);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains(link.to_str().unwrap()) && said.contains("nor a link"), "{said}");
}

/// A limit on the size of files ends a program that does not ask to be told.
#[test]
fn a_limit_on_the_size_of_files_stops_a_run_as_a_full_disk_does() {
    let out = folder();
    let limited = "ulimit -f 8; exec \"$0\" \"$@\"";
    let mut command = Command::new("bash");
    command.args(["-c", limited, program(), "figures", "--only", SHORT, "--jobs", "1", "--out"]);
    let output = command.arg(out.path()).output().unwrap();
    let log = said(&output);
    assert_eq!(output.status.code(), Some(1), "{log}");
    assert!(log.contains(out.path().to_str().unwrap()), "{log}");
    recovers(SHORT, out.path(), points(out.path()).len());
}

#[test]
fn a_limit_on_processor_time_ends_a_run_that_says_how_to_resume() {
    let out = folder();
    let limited = "ulimit -S -t 1; exec \"$0\" \"$@\"";
    let mut command = Command::new("bash");
    command.args(["-c", limited, program(), "figures", "--only", LONGEST, "--jobs", "1", "--out"]);
    let output = command.arg(out.path()).output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.signal(), Some(24), "{said}");
    assert!(said.contains("SIGXCPU") && said.contains("the same command resumes"), "{said}");
}

#[test]
fn output_that_cannot_be_written_is_named() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let output = Command::new(program()).arg("list").stdout(full).output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("cannot write to standard output"), "{said}");
}

#[test]
fn a_path_that_no_script_can_name_is_refused() {
    let path = Path::new(OsStr::from_bytes(b"/tmp/\xff"));
    let output = output(&["slurm", "--only", SHORT, "--out"], path);
    let said = said(&output);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(said.contains("/tmp/") && said.contains("UTF-8"), "{said}");
}
