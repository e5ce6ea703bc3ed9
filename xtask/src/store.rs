//! Stored points: one file each, written to a temporary name and renamed.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::figure::{DataSet, Job, Point, Scale};
use crate::paths::{Output, repository};
use crate::progress::Watch;
use crate::streams::Streams;
use crate::table::{Rows, Table, Value};

/// The version of the crates whose results are stored.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A finished point as it stands in its file.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Stored {
    pub(crate) data: String,
    pub(crate) label: String,
    pub(crate) parameters: BTreeMap<String, Value>,
    pub(crate) seed: u64,
    pub(crate) version: String,
    #[serde(flatten)]
    pub(crate) revision: Revision,
    /// How long the point took on one core.
    pub(crate) seconds: f64,
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Rows,
}

/// The state of the source that computed a point.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub(crate) struct Revision {
    pub(crate) commit: String,
    pub(crate) dirty: bool,
}

impl Revision {
    /// What git says of the repository, or «unknown» where there is none.
    pub(crate) fn current() -> Self {
        let git = |arguments: &[&str]| {
            let output = Command::new("git").arg("-C").arg(repository()).args(arguments).output();
            let output = output.ok().filter(|output| output.status.success())?;
            Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        };
        let commit = git(&["rev-parse", "--short=12", "HEAD"]).unwrap_or("unknown".to_owned());
        let dirty = git(&["status", "--porcelain"]).is_none_or(|changes| !changes.is_empty());
        Self { commit, dirty }
    }
}

/// The stored points of one output folder.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    output: Output,
    seed: u64,
    revision: Revision,
}

impl Store {
    /// A store in the output folder, for results of one seed.
    pub(crate) fn new(output: Output, seed: u64) -> Self {
        Self { output, seed, revision: Revision::current() }
    }

    /// The source that new points are computed with.
    pub(crate) fn revision(&self) -> &Revision {
        &self.revision
    }

    /// The seed of all streams.
    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// What a point is given to work with.
    pub(crate) fn job(&self, data: &dyn DataSet, point: &Point, watch: Watch) -> Job {
        let streams = Streams::new(self.seed, data.name(), point.label());
        Job { streams, checkpoint: self.checkpoint(data, point), watch }
    }

    fn checkpoint(&self, data: &dyn DataSet, point: &Point) -> PathBuf {
        self.path(data, point).with_extension("checkpoint")
    }

    /// The stored result of a point: none if it is missing, damaged, or was
    /// computed with other parameters, another seed or another version.
    pub(crate) fn load(&self, data: &dyn DataSet, point: &Point) -> Option<Stored> {
        self.read(data, point)?.ok()
    }

    /// The file of a point that exists but cannot be used, as after a damaged disk.
    pub(crate) fn damaged(&self, data: &dyn DataSet, point: &Point) -> Option<PathBuf> {
        let unusable = self.read(data, point)?.is_err();
        unusable.then(|| self.path(data, point))
    }

    /// None if there is no file; an error if it does not hold this point.
    fn read(&self, data: &dyn DataSet, point: &Point) -> Option<Result<Stored>> {
        let text = match fs::read_to_string(self.path(data, point)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            other => other,
        };
        Some(text.map_err(Into::into).and_then(|text| self.parse(&text, data, point)))
    }

    fn parse(&self, text: &str, data: &dyn DataSet, point: &Point) -> Result<Stored> {
        let stored: Stored = serde_json::from_str(text)?;
        let same = stored.data == data.name()
            && stored.label == point.label()
            && stored.parameters == *point.parameters()
            && stored.seed == self.seed
            && stored.version == VERSION
            && stored.columns == data.columns();
        let width = stored.columns.len();
        let whole = stored.rows.iter().all(|row| row.len() == width);
        ensure!(same && whole, "the file holds another point");
        Ok(stored)
    }

    /// Stores the rows of a point and removes its checkpoint.
    pub(crate) fn save(
        &self,
        data: &dyn DataSet,
        point: &Point,
        rows: Rows,
        seconds: f64,
    ) -> Result<()> {
        let columns = Table::new(data.columns(), rows.clone())?.columns().to_vec();
        let stored = Stored {
            data: data.name().to_owned(),
            label: point.label().to_owned(),
            parameters: point.parameters().clone(),
            seed: self.seed,
            version: VERSION.to_owned(),
            revision: self.revision.clone(),
            seconds,
            columns,
            rows,
        };
        write_atomically(&self.path(data, point), &serde_json::to_vec_pretty(&stored)?)?;
        self.discard_checkpoint(data, point)
    }

    /// Removes what an interrupted run has left of a point.
    pub(crate) fn discard_checkpoint(&self, data: &dyn DataSet, point: &Point) -> Result<()> {
        let checkpoint = self.checkpoint(data, point);
        match fs::remove_dir_all(&checkpoint) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", checkpoint.display()))
            }
            _ => Ok(()),
        }
    }

    /// All points of a data set at a scale, if every one of them is stored.
    pub(crate) fn complete(&self, data: &dyn DataSet, scale: Scale) -> Option<Vec<Stored>> {
        data.points(scale).iter().map(|point| self.load(data, point)).collect()
    }

    fn path(&self, data: &dyn DataSet, point: &Point) -> PathBuf {
        let stem = format!("{}-{}", slug(point.label()), self.identity(data, point));
        self.output.points(data.name()).join(stem + ".json")
    }

    /// Sixteen hexadecimal digits that tell apart points with equal slugs.
    fn identity(&self, data: &dyn DataSet, point: &Point) -> String {
        let mut hash = Sha256::new();
        for (name, value) in point.parameters() {
            hash.update(format!("{name}={value}\n"));
        }
        hash.update(format!("{}\n{}\n{}", data.name(), point.label(), self.seed));
        let [a, b, c, d, e, f, g, h, ..] = <[u8; 32]>::from(hash.finalize());
        format!("{:016x}", u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }
}

/// The letters, digits, dots and signs of a label, for a file's name.
fn slug(label: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || ".=-".contains(c) { c } else { '_' }
    };
    let slug: String = label.chars().map(plain).take(80).collect();
    if slug.is_empty() { "point".to_owned() } else { slug }
}

/// Writes a file so that a reader sees the old content or the whole new one.
pub(crate) fn write_atomically(path: &Path, content: &[u8]) -> Result<()> {
    let write = || -> Result<()> {
        let folder = path.parent().context("the path has no folder")?;
        fs::create_dir_all(folder)?;
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(content)?;
        file.as_file().sync_all()?;
        readable_by_all(&file)?;
        file.persist(path)?;
        Ok(())
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// Temporary files are private by default; results are not.
#[cfg(unix)]
fn readable_by_all(file: &NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &NamedTempFile) -> std::io::Result<()> {
    Ok(())
}
