//! Stored points in one file, to give to others and to take from them.

use std::collections::BTreeMap;
use std::io::{self, BufRead, ErrorKind, Read, Write};

use serde::{Deserialize, Serialize};

use crate::{DataSet, Error, Lab, Point, Run, Scale, Store, Stored, Work, counted, work};

/// The first line of the file; one stored point follows per line.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Header {
    format: String,
    version: u32,
    /// How many points follow, so that a file that was cut is known for one.
    #[serde(default)]
    points: usize,
}

/// Most bytes of a line; the largest points have some megabytes.
const LONGEST: u64 = 1 << 28;

impl Header {
    fn current(points: usize) -> Self {
        Self { format: "points of synaptome-lab".to_owned(), version: 2, points }
    }
}

/// What an import did.
///
/// ```
/// use synaptome_lab::Imported;
///
/// let imported =
///     Imported { added: 3, known: 1, refused: vec!["recall/flips=2: another seed".into()] };
/// assert!(!imported.refused.is_empty()); // worth showing to whoever asked for the import
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Imported {
    /// Points that are stored now and were not before.
    pub added: usize,
    /// Points that were stored already; these are kept, unless they are stale and those of the file
    /// are not.
    pub known: usize,
    /// Points that no figure has, or whose seed, version or parameters differ, with the reason.
    pub refused: Vec<String>,
}

impl Lab<'_> {
    /// Writes the stored points of a run into one file, one line of JSON each; returns how many.
    ///
    /// ```
    /// use synaptome_lab::{Error, Lab, Run};
    ///
    /// /// Carries the stored points of one folder to another.
    /// fn copy(lab: &Lab<'_>, from: &Run, to: &Run) -> Result<usize, Error> {
    ///     let mut file = Vec::new();
    ///     lab.export(from, &mut file)?;
    ///     Ok(lab.import(to, &file[..])?.added)
    /// }
    /// let folder = tempfile::tempdir()?;
    /// let run = Run { out: folder.path().into(), ..Run::default() };
    /// assert!(copy(&Lab::default(), &run, &run).is_err()); // nothing is stored yet
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Lab::plan`]; [`Error::Io`] if the sink fails.
    pub fn export(&self, run: &Run, mut sink: impl Write) -> Result<usize, Error> {
        let store = self.store(run);
        store.output().require()?;
        let points = self.plan(run)?.points;
        let stored = points.iter().filter_map(|work| store.load(work.data, &work.point));
        let lines: Result<Vec<String>, _> =
            stored.map(|point| serde_json::to_string(&point)).collect();
        let write = || -> io::Result<usize> {
            let lines = lines?;
            writeln!(sink, "{}", serde_json::to_string(&Header::current(lines.len()))?)?;
            lines.iter().try_for_each(|line| writeln!(sink, "{line}"))?;
            sink.flush().map(|()| lines.len())
        };
        write().map_err(Error::io("write", "the exported points"))
    }

    /// Stores the points of a file that [`Lab::export`] wrote, at whatever scale, in the folder of a run.
    /// They keep the fingerprint of the sources that computed them, so that points of other sources are
    /// stale here as well.
    ///
    /// # Errors
    /// [`Error::Import`] for a line that is no stored point, or for a file that ends before the number of
    /// points that it begins with: those above are stored; [`Error::Io`] if the source or the
    /// folder fails.
    pub fn import(&self, run: &Run, mut source: impl BufRead) -> Result<Imported, Error> {
        let (store, known) = (self.store(run), self.every_point(run)?);
        let damaged = |line, reason: String| Error::Import { line, reason };
        let header = line(&mut source, 1)?.ok_or_else(|| damaged(1, "it is empty".to_owned()))?;
        let header: Header =
            serde_json::from_str(&header).map_err(|error| damaged(1, error.to_string()))?;
        header.require_current()?;
        store.output().prepare()?;
        let mut imported = Imported::default();
        for number in 2..header.points.saturating_add(2) {
            let text = line(&mut source, number)?;
            let cut = || {
                format!(
                    "it is missing: of {} there are {}",
                    counted(header.points, "point"),
                    number - 2
                )
            };
            let text = text.ok_or_else(|| damaged(number, cut()))?;
            let stored: Stored =
                serde_json::from_str(&text).map_err(|error| damaged(number, error.to_string()))?;
            imported.take(&store, &known, &stored, &text)?;
        }
        let (end, points) = (header.points.saturating_add(2), header.points);
        match line(&mut source, end)? {
            Some(_) => {
                Err(damaged(end, format!("the file should end after {}", counted(points, "point"))))
            }
            None => Ok(imported),
        }
    }

    /// All points of the selected figures, by data set and label.
    fn every_point(&self, run: &Run) -> Result<BTreeMap<(String, String), Vec<Work<'_>>>, Error> {
        let figures = self.select(&run.only)?;
        let mut points = BTreeMap::<_, Vec<_>>::new();
        for item in Scale::ALL.iter().flat_map(|&scale| work(&figures, scale, None)) {
            let key = (item.data.name().to_owned(), item.point.label().to_owned());
            points.entry(key).or_default().push(item);
        }
        Ok(points)
    }
}

/// The next line of a file, without more memory than the longest may take; none at the end.
fn line(source: &mut impl BufRead, number: usize) -> Result<Option<String>, Error> {
    let damaged = |reason: &str| Error::Import { line: number, reason: reason.to_owned() };
    let mut text = String::new();
    match source.take(LONGEST).read_line(&mut text) {
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            Err(damaged("it is not UTF-8; decompress a compressed file first"))
        }
        Err(error) => Err(Error::io("read", "the points to import")(error)),
        Ok(0) => Ok(None),
        Ok(bytes) if bytes as u64 == LONGEST => Err(damaged("it is longer than 256 MiB")),
        Ok(_) => Ok(Some(text)),
    }
}

impl Header {
    fn require_current(&self) -> Result<(), Error> {
        if *self == Self::current(self.points) {
            return Ok(());
        }
        let reason = format!("this is {:?} of version {}", self.format, self.version);
        Err(Error::Import { line: 1, reason })
    }
}

impl Imported {
    fn take(
        &mut self,
        store: &Store,
        known: &BTreeMap<(String, String), Vec<Work<'_>>>,
        stored: &Stored,
        text: &str,
    ) -> Result<(), Error> {
        let key = (stored.data.clone(), stored.label.clone());
        let mut reason = "no figure has it".to_owned();
        for Work { data, point } in known.get(&key).into_iter().flatten() {
            match store.parse(*data, point, text.as_bytes()) {
                Ok(stored) if is_better_known(store, *data, point, &stored) => {
                    self.known += 1;
                    return Ok(());
                }
                Ok(stored) => {
                    self.added += 1;
                    return store.put(*data, point, &stored);
                }
                Err(difference) => reason = difference,
            }
        }
        self.refused.push(format!("{} {:?}: {reason}", stored.data, stored.label));
        Ok(())
    }
}

/// Whether the store has a point already, and not a stale one in place of one that is not.
fn is_better_known(store: &Store, data: &dyn DataSet, point: &Point, stored: &Stored) -> bool {
    let own = store.load(data, point);
    own.is_some_and(|own| !store.is_stale(data, &own) || store.is_stale(data, stored))
}
