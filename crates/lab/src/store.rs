//! Stored points: one file each, written to a temporary name and renamed.

mod stored;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::files::{self, BLOCK, replace, require_file};
use crate::room;
use crate::{
    DataSet, Error, Job, Output, Point, Revision, Rows, Scale, Sources, Streams, Table, Watch,
    Work, write_atomically,
};
pub use stored::Stored;

/// The stored points of one output folder, for results of one seed and one version.
///
/// ```
/// use synaptome_lab::{Output, Revision, Scale, Store, Watch, work};
///
/// let folder = tempfile::tempdir()?;
/// let store = Store::new(Output::new(folder.path()), 1, "0.1.0", Revision::of(folder.path()));
/// for work in work(&[], Scale::Quick, None) {
///     if store.load(work.data, &work.point).is_none() {
///         let rows =
///             work.data.run(&work.point, &store.job(work.data, &work.point, Watch::hidden()))?;
///         store.save(work.data, &work.point, rows, 0.1)?;
///     }
/// }
/// assert_eq!(store.seed(), 1);
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Store {
    output: Output,
    seed: u64,
    version: String,
    revision: Revision,
    sources: Sources,
}

impl Store {
    /// A store in the output folder. Points of another seed or version are not used.
    pub fn new(output: Output, seed: u64, version: impl Into<String>, revision: Revision) -> Self {
        Self { output, seed, version: version.into(), revision, sources: Sources::default() }
    }

    /// The same store, which tells points of these sources from those of others.
    pub fn with_sources(self, sources: Sources) -> Self {
        Self { sources, ..self }
    }

    /// Whether other sources than those of now have computed a point.
    pub fn is_stale(&self, data: &dyn DataSet, stored: &Stored) -> bool {
        stored.sources != self.sources.of(data.code())
    }

    /// The output folder.
    pub fn output(&self) -> &Output {
        &self.output
    }

    /// The sources that new points are computed with.
    pub fn revision(&self) -> &Revision {
        &self.revision
    }

    /// The seed of all streams.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The version of the experiment whose results are stored.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Makes the folders of points if need be, and finds out whether all of them can be stored.
    ///
    /// # Errors
    /// [`Error::Io`] with the folder that cannot be written, or with the folder that stands where a file
    /// should; [`Error::FolderRemoved`] if somebody removes a folder at this moment; [`Error::NoRoom`] if
    /// the points would not fit.
    pub fn prepare(&self, work: &[Work<'_>]) -> Result<(), Error> {
        self.output.prepare()?;
        let folders: BTreeSet<_> = work.iter().map(|w| self.output.points(w.data.name())).collect();
        folders.iter().try_for_each(|folder| files::prepare(folder))?;
        work.iter().try_for_each(|w| require_file(&self.path(w.data, &w.point)))?;
        room::require(self.output.root(), self.bytes_of(work))
    }

    /// What a point is given to work with.
    pub fn job(&self, data: &dyn DataSet, point: &Point, watch: Watch) -> Job {
        let streams = Streams::new(self.seed, data.name(), point.label());
        Job { streams, checkpoint: self.checkpoint(data, point), watch }
    }

    /// The stored result of a point: none if it is missing, damaged, or was
    /// computed with other parameters, another seed or another version.
    pub fn load(&self, data: &dyn DataSet, point: &Point) -> Option<Stored> {
        self.read(data, point)?.ok()
    }

    /// The error of a point that is stored but cannot be used, as after a damaged disk.
    pub fn damage(&self, data: &dyn DataSet, point: &Point) -> Option<Error> {
        self.read(data, point)?.err()
    }

    /// None if there is no file; an error if it does not hold this point.
    fn read(&self, data: &dyn DataSet, point: &Point) -> Option<Result<Stored, Error>> {
        let path = self.path(data, point);
        let parse = |bytes: Vec<u8>| {
            self.parse(data, point, &bytes)
                .map_err(|reason| Error::Damaged { path: path.clone(), reason })
        };
        files::read(&path).map_or_else(|error| Some(Err(error)), |bytes| bytes.map(parse))
    }

    /// What the file of a point holds besides its rows.
    fn empty(&self, data: &dyn DataSet, point: &Point) -> Stored {
        Stored {
            data: data.name().to_owned(),
            label: point.label().to_owned(),
            parameters: point.parameters().clone(),
            seed: self.seed,
            version: self.version.clone(),
            revision: self.revision.clone(),
            sources: self.sources.of(data.code()).to_owned(),
            seconds: 0.0,
            columns: data.columns().iter().map(ToString::to_string).collect(),
            rows: Rows::new(),
            checksum: String::new(),
        }
    }

    /// Stores the rows of a point, which took so many seconds of one core, and removes its
    /// checkpoint. The folder of the data set must exist: see [`Store::prepare`].
    ///
    /// # Errors
    /// [`Error::RowLength`] for rows that do not fit the columns, [`Error::Io`].
    pub fn save(
        &self,
        data: &dyn DataSet,
        point: &Point,
        rows: Rows,
        seconds: f64,
    ) -> Result<(), Error> {
        let rows = Table::new(data.columns(), rows)?.rows().to_vec();
        let (path, empty) = (self.path(data, point), self.empty(data, point));
        let content = Stored { seconds, rows, ..empty }.to_json();
        replace(&path, &content.map_err(Error::io("write", &path))?)?;
        // Another run of the same point may be writing there; what is left does no harm.
        let _ = self.discard_checkpoint(data, point);
        Ok(())
    }

    /// Stores a point as it was stored elsewhere.
    pub(crate) fn put(
        &self,
        data: &dyn DataSet,
        point: &Point,
        stored: &Stored,
    ) -> Result<(), Error> {
        let path = self.path(data, point);
        let content = stored.to_json().map_err(Error::io("write", &path))?;
        write_atomically(&path, &content)
    }

    /// The stored point if it is one of this store, from its text.
    pub(crate) fn parse(
        &self,
        data: &dyn DataSet,
        point: &Point,
        text: &[u8],
    ) -> Result<Stored, String> {
        Stored::parse(text, &self.empty(data, point))
    }

    /// Removes what an interrupted run has left of a point.
    ///
    /// # Errors
    /// [`Error::Io`] with the folder that cannot be removed.
    pub fn discard_checkpoint(&self, data: &dyn DataSet, point: &Point) -> Result<(), Error> {
        let checkpoint = self.checkpoint(data, point);
        match fs::remove_dir_all(&checkpoint) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::io("remove", checkpoint)(error))
            }
            _ => Ok(()),
        }
    }

    /// All points of a data set at a scale, if every one of them is stored.
    pub fn complete(&self, data: &dyn DataSet, scale: Scale) -> Option<Vec<Stored>> {
        data.points(scale).iter().map(|point| self.load(data, point)).collect()
    }

    /// Whether every point of a data set is stored.
    pub(crate) fn has(&self, data: &dyn DataSet, scale: Scale) -> bool {
        data.points(scale).iter().all(|point| self.load(data, point).is_some())
    }

    /// About how many bytes points take.
    pub(crate) fn bytes_of(&self, work: &[Work<'_>]) -> u64 {
        let mut counts = BTreeMap::<&str, u64>::new();
        work.iter().for_each(|w| *counts.entry(w.data.name()).or_default() += 1);
        counts.into_iter().map(|(data, count)| count * self.bytes_of_one(data)).sum()
    }

    /// As many bytes as the stored points of the data set have in the mean.
    fn bytes_of_one(&self, data: &str) -> u64 {
        let files = fs::read_dir(self.output.points(data)).into_iter().flatten().flatten();
        let sizes = files.filter_map(|file| file.metadata().ok()).filter(fs::Metadata::is_file);
        let (count, sum) = sizes.fold((0, 0), |(n, sum), file| (n + 1, sum + file.len()));
        (sum / u64::max(count, 1)).next_multiple_of(BLOCK as u64).max(BLOCK as u64)
    }

    pub(crate) fn checkpoint(&self, data: &dyn DataSet, point: &Point) -> PathBuf {
        let made_by = format!("{} {}", self.version, self.sources.of(data.code()));
        self.path(data, point).with_extension(format!("{}.checkpoint", slug(&made_by)))
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
