//! The output folder and the files in it.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::Error;

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

    /// Makes the folder if need be, and finds out whether files can be written in it.
    ///
    /// # Errors
    /// [`Error::Io`] with the folder.
    pub fn prepare(&self) -> Result<(), Error> {
        let points = self.root.join("points");
        let probe = || fs::create_dir_all(&points).and_then(|()| NamedTempFile::new_in(&points));
        probe().map(drop).map_err(Error::io("write into", &self.root))
    }

    /// Finds out whether there are stored results.
    ///
    /// # Errors
    /// [`Error::NoResults`] with the folder.
    pub fn require(&self) -> Result<(), Error> {
        let found = self.root.join("points").is_dir();
        if found { Ok(()) } else { Err(Error::NoResults { path: self.root.clone() }) }
    }

    /// The folder of the stored points of a data set.
    pub fn points(&self, data: &str) -> PathBuf {
        self.root.join("points").join(data)
    }

    /// A file of the report, such as `index.html` or `mi-2a.svg`.
    pub fn file(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }
}
