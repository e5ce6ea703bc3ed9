//! What is stored of the first ten minutes, and the table of it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use synaptome_lab::write_atomically;

use super::step::{STEPS, Step, StepTime, TESTS};
use crate::bench::machine::{Machine, named};
use crate::bench::text::{line, seconds};

/// The first line of the times.
const HEAD: &str = "step;wall_seconds;processor_seconds";

/// The times of all steps, and where they were measured.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FirstMinutes {
    pub(super) commit: String,
    pub(super) machine: Machine,
    pub(super) times: Vec<StepTime>,
}

impl FirstMinutes {
    /// Writes `first-minutes.txt`, with the commit and the machine, and `first-minutes.csv`, with the times.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let origin = format!("commit: {}\n{}", self.commit, self.machine.to_text());
        write_atomically(&folder.join("first-minutes.txt"), origin.as_bytes())?;
        write_atomically(&folder.join("first-minutes.csv"), to_text(&self.times).as_bytes())?;
        Ok(())
    }

    /// Reads what `write` wrote.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let [origin, times] =
            ["txt", "csv"].map(|ending| folder.join(format!("first-minutes.{ending}")));
        let text =
            |path: &Path| std::fs::read_to_string(path).with_context(|| path.display().to_string());
        let commit = named(&origin, &text(&origin)?, "commit")?;
        let machine = Machine::read(&origin)?;
        let times = from_text(&text(&times)?).with_context(|| times.display().to_string())?;
        Ok(Self { commit, machine, times })
    }

    /// A sentence, then a line for each step and one for the tests as a whole.
    pub(super) fn markdown(&self) -> String {
        let Self { commit, machine, .. } = self;
        let origin = format!(
            "Measured on {}, in a clean clone of commit {commit}.\n\n",
            machine.described()
        );
        let head = [["step", "time", "processor time", "aim"], ["---"; 4]];
        let head = head.map(|cells| line(&cells)).concat();
        let rows = STEPS.iter().zip(&self.times).map(|(step, time)| row(step, time));
        let tests = row(&TESTS, &sum(&self.times[STEPS.len() - 2..]));
        format!("{origin}{head}{}{tests}", rows.collect::<String>())
    }
}

/// The times of all steps together, without processor time if a step has none.
fn sum(times: &[StepTime]) -> StepTime {
    StepTime {
        step: TESTS.name.to_owned(),
        wall_seconds: times.iter().map(|time| time.wall_seconds).sum(),
        processor_seconds: times.iter().map(|time| time.processor_seconds).sum(),
    }
}

fn row(step: &Step, time: &StepTime) -> String {
    let processor = time.processor_seconds.map(seconds).unwrap_or_default();
    line(&[step.name, &seconds(time.wall_seconds), &processor, step.aim])
}

/// One line for each step; an unknown time is empty.
fn to_text(times: &[StepTime]) -> String {
    let hundredths = |seconds: f64| (100.0 * seconds).round() / 100.0;
    let row = |StepTime { step, wall_seconds, processor_seconds }: &StepTime| {
        let processor = processor_seconds.map(|time| hundredths(time).to_string());
        format!("{step};{};{}\n", hundredths(*wall_seconds), processor.unwrap_or_default())
    };
    times.iter().map(row).fold(format!("{HEAD}\n"), |text, row| text + &row)
}

/// The times of exactly the steps that are measured, in their order.
fn from_text(text: &str) -> Result<Vec<StepTime>> {
    let mut lines = text.lines();
    let head = lines.next().unwrap_or_default();
    ensure!(head == HEAD, "line 1 must be {HEAD:?}, got {head:?}");
    let steps = STEPS.iter().zip(2..).map(|(step, number)| {
        let line = lines.next().unwrap_or_default();
        let expected =
            || format!("line {number} must have {:?} and its seconds, got {line:?}", step.name);
        time(step, line).with_context(expected)
    });
    let times = steps.collect::<Result<_>>()?;
    let further = lines.next();
    ensure!(
        further.is_none(),
        "line {} must be the last, got {further:?} after it",
        STEPS.len() + 1
    );
    Ok(times)
}

/// A line, which has the name of the step and its times.
fn time(step: &Step, line: &str) -> Option<StepTime> {
    let [name, wall, processor] = line.split(';').collect::<Vec<_>>().try_into().ok()?;
    let seconds =
        |cell: &str| cell.parse().ok().filter(|value: &f64| value.is_finite() && *value >= 0.0);
    let processor_seconds = if processor.is_empty() { None } else { Some(seconds(processor)?) };
    let time = StepTime { step: name.to_owned(), wall_seconds: seconds(wall)?, processor_seconds };
    (name == step.name).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORED: &str = "step;wall_seconds;processor_seconds
compile the runner;201;355.25
compute and draw the figures at `quick`;1240.5;461
compile the tests;0.5;
run the tests;189.75;256
";

    fn first_minutes(text: &str) -> FirstMinutes {
        let machine = Machine {
            processor: "Abacus".to_owned(),
            instructions: "beads".to_owned(),
            cores: 10,
            compiler: "rustc 1.0.0".to_owned(),
            peers: String::new(),
        };
        FirstMinutes { commit: "abc".to_owned(), machine, times: from_text(text).unwrap() }
    }

    #[test]
    fn the_table_has_the_stored_times_and_the_sum_of_the_tests() {
        let expected = "\
Measured on Abacus with beads (10 cores), rustc 1.0.0, in a clean clone of commit abc.

| step | time | processor time | aim |
| --- | --- | --- | --- |
| compile the runner | 201 s | 355 s | 200 s |
| compute and draw the figures at `quick` | 1,241 s | 461 s | 200 s |
| compile the tests | 500 ms |  |  |
| run the tests | 190 s | 256 s |  |
| compile and run the tests | 190 s |  | 300 s |
";
        assert_eq!(first_minutes(STORED).markdown(), expected);
        let complete = STORED.replace("0.5;", "0.5;44.2");
        let sum = "| compile and run the tests | 190 s | 300 s | 300 s |\n";
        assert!(first_minutes(&complete).markdown().ends_with(sum));
    }

    #[test]
    fn times_are_read_as_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let stored = first_minutes(STORED);
        stored.write(folder.path()).unwrap();
        assert_eq!(FirstMinutes::read(folder.path()).unwrap(), stored);
        let text = std::fs::read_to_string(folder.path().join("first-minutes.csv")).unwrap();
        assert_eq!(text, STORED);
    }

    #[test]
    fn a_damaged_file_is_an_error_that_names_the_line() {
        for (good, bad, line) in [
            ("wall_seconds", "seconds", 1),
            (";355.25", "", 2),
            ("201", "2O1", 2),
            ("461", "-461", 3),
            ("461", "inf", 3),
            ("1240.5", "NaN", 3),
            ("compile the tests", "compile the test", 4),
            ("compile the tests;0.5;\n", "", 4),
            ("0.5;", ";", 4),
            (";256", ";256;1", 5),
            (";256\n", ";256\nrun the tests;1;1\n", 5),
            ("run the tests;189.75;256\n", "", 5),
        ] {
            assert!(STORED.contains(good), "{good}");
            let error = from_text(&STORED.replace(good, bad)).unwrap_err().to_string();
            assert!(error.starts_with(&format!("line {line} ")), "{good} became {bad}: {error}");
        }
    }

    #[test]
    fn a_file_without_commit_or_processor_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        first_minutes(STORED).write(folder.path()).unwrap();
        let path = folder.path().join("first-minutes.txt");
        let text = std::fs::read_to_string(&path).unwrap();
        for name in ["commit", "processor", "cores"] {
            std::fs::write(&path, text.replace(&format!("{name}:"), "nothing:")).unwrap();
            let error = FirstMinutes::read(folder.path()).unwrap_err().to_string();
            assert_eq!(error, format!("{} has no {name}", path.display()));
        }
    }
}
