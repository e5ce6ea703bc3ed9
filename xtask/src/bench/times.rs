//! What was measured: seconds of each work, by each of those who do it, in every round.

use std::path::Path;

use anyhow::{Context, Result, ensure};

/// Who does a work if not a peer.
pub(super) const HERE: &str = "here";

/// Seconds of one element in one round.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Time {
    pub(super) work: String,
    pub(super) who: String,
    pub(super) round: usize,
    pub(super) seconds: f64,
}

/// All times of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Times(Vec<Time>);

/// The median of some numbers, with the smallest and the largest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    pub(super) median: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Spread {
    /// None of no numbers.
    pub(super) fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let (&low, &high) = (values.first()?, values.last()?);
        let middle = values.len() / 2;
        let median = match values.len() % 2 {
            1 => values[middle],
            _ => 0.5 * (values[middle - 1] + values[middle]),
        };
        Some(Self { median, low, high })
    }
}

impl Times {
    pub(super) fn push(&mut self, work: &str, who: &str, round: usize, seconds: f64) {
        let (work, who) = (work.to_owned(), who.to_owned());
        self.0.push(Time { work, who, round, seconds });
    }

    /// These times, and of works that they lack those of an earlier run.
    pub(super) fn or(mut self, earlier: Self) -> Self {
        let here = |work: &str| self.0.iter().any(|time| time.work == work);
        let kept: Vec<Time> = earlier.0.into_iter().filter(|time| !here(&time.work)).collect();
        self.0.extend(kept);
        self
    }

    /// By round.
    fn of<'a>(&'a self, work: &'a str, who: &'a str) -> impl Iterator<Item = &'a Time> {
        self.0.iter().filter(move |time| time.work == work && time.who == who)
    }

    /// Seconds of an element.
    pub(super) fn seconds(&self, work: &str, who: &str) -> Option<Spread> {
        Spread::of(self.of(work, who).map(|time| time.seconds).collect())
    }

    /// How many times slower a rival was in the same round.
    pub(super) fn ratio(&self, work: &str, rival: &str) -> Option<Spread> {
        let ratio = |time: &Time| {
            let same = self.of(work, rival).find(|other| other.round == time.round)?;
            Some(same.seconds / time.seconds)
        };
        Spread::of(self.of(work, HERE).filter_map(ratio).collect())
    }

    /// Reads what `write` wrote.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let times = text
            .lines()
            .skip(1)
            .map(|line| time(line).with_context(|| format!("{}: no time: {line}", path.display())));
        times.collect::<Result<_>>().map(Self)
    }

    /// Writes a table with one line for each time; names have no semicolon.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let line = |Time { work, who, round, seconds }: &Time| {
            ensure!(!work.contains(';') && !who.contains(';'), "a semicolon in {work}, {who}");
            Ok(format!("{work};{who};{round};{seconds:.4e}\n"))
        };
        let lines = self.0.iter().map(line).collect::<Result<String>>()?;
        let text = format!("work;who;round;seconds\n{lines}");
        synaptome_lab::write_atomically(path, text.as_bytes())?;
        Ok(())
    }
}

fn time(line: &str) -> Option<Time> {
    let mut cells = line.split(';');
    let (work, who) = (cells.next()?.to_owned(), cells.next()?.to_owned());
    let (round, seconds) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    Some(Time { work, who, round, seconds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_taken_within_rounds() {
        let mut times = Times::default();
        for (round, ours, theirs) in [(0, 1.0, 2.0), (1, 2.0, 8.0), (2, 4.0, 12.0)] {
            times.push("a", HERE, round, ours);
            times.push("a", "NumPy", round, theirs);
        }
        let expected = Spread { median: 3.0, low: 2.0, high: 4.0 };
        assert_eq!(times.ratio("a", "NumPy"), Some(expected));
        assert_eq!(times.seconds("a", HERE).map(|spread| spread.median), Some(2.0));
        assert_eq!(times.ratio("a", "numba"), None);
    }

    #[test]
    fn new_times_take_the_place_of_all_earlier_ones_of_the_same_work() {
        let times = |all: &[(&str, usize, f64)]| {
            let mut times = Times::default();
            all.iter().for_each(|&(work, round, seconds)| times.push(work, HERE, round, seconds));
            times
        };
        let earlier = times(&[("a", 0, 1.0), ("a", 1, 2.0), ("b", 0, 3.0)]);
        let both = times(&[("a", 0, 5.0)]).or(earlier);
        assert_eq!(both, times(&[("a", 0, 5.0), ("b", 0, 3.0)]));
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        let spread = Spread::of(vec![4.0, 1.0, 2.0, 8.0]).unwrap();
        assert_eq!((spread.median, spread.low, spread.high), (3.0, 1.0, 8.0));
        assert_eq!(Spread::of(Vec::new()), None);
    }

    #[test]
    fn times_are_read_as_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("times.csv");
        let mut times = Times::default();
        times.push("mi/closed form, N = 25", HERE, 0, 2.5e-5);
        times.write(&path).unwrap();
        assert_eq!(Times::read(&path).unwrap(), times);
        std::fs::write(&path, "work;who;round;seconds\na;b;c\n").unwrap();
        assert!(Times::read(&path).unwrap_err().to_string().contains("no time: a;b;c"));
    }
}
