//! The output folder and the files in it.

use std::fs::{self, DirEntry};
use std::io::ErrorKind::NotFound;
use std::path::{Path, PathBuf};

use crate::Error;
use crate::files::{prepare, probe};

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
    /// [`Error::Io`] with the folder that cannot be written; [`Error::FolderRemoved`] if somebody removes
    /// it at this moment.
    pub fn prepare(&self) -> Result<(), Error> {
        self.folders().iter().try_for_each(|folder| prepare(folder))
    }

    fn folders(&self) -> [PathBuf; 2] {
        [self.root.clone(), self.root.join("points")]
    }

    /// Whether the folder is there and can be written, now.
    pub(crate) fn is_writable(&self) -> bool {
        self.folders().iter().all(|folder| probe(folder).is_ok())
    }

    /// What is left after a write failed during a run that had stored so many points.
    pub(crate) fn lost(&self, cause: Error, stored: usize) -> Error {
        match self.removed(&cause) {
            Some(path) => Error::FolderRemoved { path },
            None => Error::StorageFailed { stored, cause: Box::new(cause) },
        }
    }

    /// The outermost folder that is no longer there, of those in which a write failed. Somebody who removes
    /// the output may just have begun with the folders inside.
    fn removed(&self, cause: &Error) -> Option<PathBuf> {
        let [root, points] = self.folders();
        let inner = match cause {
            Error::Io { path, source, .. } if source.kind() == NotFound => path.parent(),
            _ => None,
        };
        let inner = inner.filter(|folder| folder.starts_with(&points)).unwrap_or(&points);
        let folders: Vec<_> = inner.ancestors().take_while(|f| f.starts_with(&root)).collect();
        folders.into_iter().rev().find(|folder| !folder.is_dir()).map(Path::to_path_buf)
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

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn the_outermost_folder_that_is_gone_is_named_and_nothing_is_made_again() {
        let place = tempfile::tempdir().unwrap();
        let output = Output::new(place.path().join("out"));
        let (points, state) = (output.points("a"), output.points("a").join("checkpoint/state"));
        let lost =
            |kind: io::ErrorKind| match output.lost(Error::io("write", &state)(kind.into()), 3) {
                Error::FolderRemoved { path } => Some(path),
                Error::StorageFailed { stored: 3, .. } => None,
                other => panic!("{other}"),
            };
        output.prepare().unwrap();
        assert!(output.is_writable());
        // A checkpoint's folder is made with its first file, for which a full disk has no room.
        fs::create_dir_all(&points).unwrap();
        assert_eq!(lost(io::ErrorKind::StorageFull), None);
        fs::remove_dir(&points).unwrap();
        assert_eq!(lost(NotFound), Some(points));
        for folder in [output.root().join("points"), output.root().to_owned()] {
            fs::remove_dir(&folder).unwrap();
            assert_eq!(lost(NotFound), Some(folder.clone()));
            assert_eq!(lost(io::ErrorKind::StorageFull), Some(folder));
            assert!(!output.is_writable());
        }
        assert!(!output.root().exists());
    }
}
