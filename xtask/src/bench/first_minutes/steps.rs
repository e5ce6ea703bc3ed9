//! Commands that are run one after the other, and their times.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::environment::of_a_newcomer;
use super::processor::seconds_of_ended;
use super::step::{Step, StepTime};
use crate::bench::text::seconds;
use crate::output::print;
use crate::process::process;

/// Lines of a step's output that its error shows.
const TAIL: usize = 30;

/// Runs the steps in a clone; the first that fails ends the run.
pub(super) fn run(steps: &[Step], clone: &Path) -> Result<Vec<StepTime>> {
    steps.iter().map(|step| timed(step, clone)).collect()
}

/// Runs a step, and prints a line as it begins and one as it ends.
fn timed(step: &Step, clone: &Path) -> Result<StepTime> {
    print(&format!("\n== {}: {}\n", step.name, step.command))?;
    let (start, before) = (Instant::now(), seconds_of_ended());
    require_success(step, of_a_newcomer(&mut process(step.command), clone))?;
    let wall_seconds = start.elapsed().as_secs_f64();
    let processor_seconds = before.zip(seconds_of_ended()).map(|(before, after)| after - before);
    let processor = processor_seconds.map(|time| format!(", {} of processor time", seconds(time)));
    let processor = processor.unwrap_or_default();
    print(&format!("== {}: {}{processor}\n", step.name, seconds(wall_seconds)))?;
    Ok(StepTime { step: step.name.to_owned(), wall_seconds, processor_seconds })
}

/// Waits for a command; if it fails, the error shows the end of what it printed.
fn require_success(step: &Step, command: &mut Command) -> Result<()> {
    let Step { name, command: line, .. } = step;
    let mut output = tempfile::tempfile()?;
    command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output.try_clone()?);
    let status = command.status().with_context(|| format!("{name} does not start: {line}"))?;
    if !status.success() {
        bail!("{name} failed ({status}): {line}\n{}", tail(&mut output)?);
    }
    Ok(())
}

/// The last lines of a file.
fn tail(file: &mut File) -> Result<String> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    Ok(lines[lines.len().saturating_sub(TAIL)..].join("\n"))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::*;

    /// Works until its own thread has used 0.3 s of a processor, as another file of Linux says.
    const WORK: &str = r#"fn main() {
        let used = || {
            let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
            text.split(' ').next()?.parse::<u64>().ok()
        };
        while used().is_some_and(|nanoseconds| nanoseconds < 300_000_000) {}
    }"#;

    const fn step(name: &'static str, command: &'static str) -> Step {
        Step { name, command, aim: "" }
    }

    /// A package without dependencies.
    fn package(program: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let manifest = "[package]\nname = \"work\"\nedition = \"2024\"\n[workspace]\n";
        fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
        fs::create_dir(folder.path().join("src")).unwrap();
        fs::write(folder.path().join("src/main.rs"), program).unwrap();
        folder
    }

    #[test]
    fn steps_share_the_target_folder_of_the_clone_and_their_processor_time_is_counted() {
        let folder = package(WORK);
        let steps = [step("compile", "cargo build --quiet"), step("work", "cargo run --quiet")];
        let times = run(&steps, folder.path()).unwrap();
        assert!(folder.path().join("target/debug").is_dir());
        assert_eq!([&*times[0].step, &*times[1].step], ["compile", "work"]);
        for time in &times {
            let processor = time.processor_seconds;
            assert_eq!(processor.is_some(), cfg!(target_os = "linux"), "{time:?}");
        }
        if Path::new("/proc/self/schedstat").exists() {
            // A tick is 0.01 s, and each of the two fields is rounded.
            assert!(times[1].wall_seconds >= 0.3, "{times:?}");
            assert!(times[1].processor_seconds.unwrap() >= 0.28, "{times:?}");
        }
    }

    #[test]
    fn a_step_that_fails_is_named_with_the_end_of_its_output_and_ends_the_run() {
        let program = r#"fn main() {
            (0..50).for_each(|i| println!("line {i}"));
            eprintln!("what is wrong");
            std::process::exit(3);
        }"#;
        let folder = package(program);
        let steps = [step("work", "cargo run --quiet"), step("later", "cargo no-such-command")];
        let error = run(&steps, folder.path()).unwrap_err().to_string();
        assert!(
            error.starts_with("work failed") && error.contains(": cargo run --quiet\n"),
            "{error}"
        );
        assert!(
            error.contains("line 49\nwhat is wrong") && !error.contains("line 20\n"),
            "{error}"
        );
    }

    #[test]
    fn a_program_that_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = run(&[step("work", "no-such-program")], folder.path()).unwrap_err();
        assert_eq!(error.to_string(), "work does not start: no-such-program");
    }

    #[test]
    fn the_tail_of_a_short_output_is_all_of_it() {
        let mut file = tempfile::tempfile().unwrap();
        assert_eq!(tail(&mut file).unwrap(), "");
        file.write_all(b"one\ntwo\xff\n").unwrap();
        assert_eq!(tail(&mut file).unwrap(), "one\ntwo\u{fffd}");
    }
}
