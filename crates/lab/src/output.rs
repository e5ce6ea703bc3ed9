//! The output folder and the files in it.

use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use crate::Error;
use crate::files::probe;

/// The files of one output folder.
///
/// ```
/// use synaptome_lab::Output;
/// let output = Output::new("out");
/// assert!(output.file("index.html").ends_with("out/index.html"));
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Output {
    root: PathBuf,
}

impl Output {
    /// The output in a folder, which need not exist.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Makes the folder and that of the points if need be, and finds out whether files can be written
    /// in both.
    ///
    /// # Errors
    /// [`Error::Io`] with the folder that cannot be written.
    pub fn prepare(&self) -> Result<(), Error> {
        [&self.root, &self.root.join("points")].into_iter().try_for_each(|folder| probe(folder))
    }

    /// Whether the folder is there and can be written, now.
    pub(crate) fn is_writable(&self) -> bool {
        self.root.join("points").is_dir() && self.prepare().is_ok()
    }

    /// What is left after a write failed during a run that had stored so many points.
    pub(crate) fn lost(&self, cause: Error, stored: usize) -> Error {
        if self.root.join("points").is_dir() {
            Error::StorageFailed { stored, cause: Box::new(cause) }
        } else {
            Error::FolderRemoved { path: self.root.clone() }
        }
    }

    /// Finds out whether there are stored results.
    ///
    /// # Errors
    /// [`Error::NoResults`] with the folder.
    pub fn require(&self) -> Result<(), Error> {
        let files = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten();
        let is_point = |file: &DirEntry| file.path().extension().is_some_and(|e| e == "json");
        let mut folders = files(self.root.join("points"));
        if folders.any(|data| files(data.path()).any(|file| is_point(&file))) {
            Ok(())
        } else {
            Err(Error::NoResults { path: self.root.clone() })
        }
    }

    /// The folder of the stored points of a data set.
    pub fn points(&self, data: &str) -> PathBuf {
        self.root.join("points").join(data)
    }

    /// A file of the report, such as `index.html` or `mi-2a.svg`.
    ///
    /// ```
    /// use synaptome_lab::Output;
    ///
    /// let path = Output::new("results").file("index.html");
    /// assert_eq!(path, std::path::Path::new("results/index.html"));
    /// ```
    pub fn file(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }
}
