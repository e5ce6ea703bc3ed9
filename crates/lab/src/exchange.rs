//! Stored points in one file, to give to others and to take from them.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use serde::{Deserialize, Serialize};

use crate::{Error, Lab, Run, Scale, Store, Stored, Work, work};

/// The first line of the file; one stored point follows per line.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Header {
    format: String,
    version: u32,
}

impl Header {
    fn current() -> Self {
        Self { format: "points of synaptome-lab".to_owned(), version: 1 }
    }
}

/// What an import did.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Imported {
    /// Points that are stored now and were not before.
    pub added: usize,
    /// Points that were stored already; these are kept.
    pub known: usize,
    /// Points that no figure has, or whose seed, version or parameters differ, with the reason.
    pub refused: Vec<String>,
}

impl Lab<'_> {
    /// Writes the stored points of a run into one file, one line of JSON each; returns how many.
    ///
    /// # Errors
    /// As [`Lab::plan`]; [`Error::Io`] if the sink fails.
    pub fn export(&self, run: &Run, mut sink: impl Write) -> Result<usize, Error> {
        let store = self.store(run);
        store.output().require()?;
        let points = self.plan(run)?.points;
        let stored = points.iter().filter_map(|work| store.load(work.data, &work.point));
        let lines = stored.map(|point| serde_json::to_string(&point));
        let (header, mut count) = (serde_json::to_string(&Header::current()), 0);
        let write = || -> std::io::Result<usize> {
            writeln!(sink, "{}", header?)?;
            for line in lines {
                writeln!(sink, "{}", line?)?;
                count += 1;
            }
            sink.flush().map(|()| count)
        };
        write().map_err(Error::io("write", "the exported points"))
    }

    /// Stores the points of a file that [`Lab::export`] wrote, at whatever scale, in the folder of a run.
    /// They keep the fingerprint of the sources that computed them, so that points of other sources are
    /// stale here as well.
    ///
    /// # Errors
    /// [`Error::Import`] for a line that is no stored point: those above it are stored;
    /// [`Error::Io`] if the source or the folder fails.
    pub fn import(&self, run: &Run, source: impl BufRead) -> Result<Imported, Error> {
        let (store, known) = (self.store(run), self.every_point(run)?);
        store.output().prepare()?;
        let mut imported = Imported::default();
        for (line, text) in (1..).zip(source.lines()) {
            let text = text.map_err(Error::io("read", "the points to import"))?;
            let damaged =
                |error: serde_json::Error| Error::Import { line, reason: error.to_string() };
            if line == 1 {
                let header: Header = serde_json::from_str(&text).map_err(damaged)?;
                header.require_current()?;
            } else if !text.trim().is_empty() {
                let stored: Stored = serde_json::from_str(&text).map_err(damaged)?;
                imported.take(&store, &known, &stored, &text)?;
            }
        }
        Ok(imported)
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

impl Header {
    fn require_current(&self) -> Result<(), Error> {
        if *self == Self::current() {
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
                Ok(_) if store.load(*data, point).is_some() => {
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
