//! What a point is given to work with.

use std::path::{Path, PathBuf};

use rand_chacha::ChaCha12Rng;

use crate::files::make_folder;
use crate::{Error, Streams, Watch};

/// What a point is given to work with: random streams, a place for checkpoints, and a display.
///
/// ```
/// use synaptome_lab::{Job, Streams, Watch};
/// let streams = Streams::new(1, "recall", "flips=3");
/// let job = Job { streams, checkpoint: "unused".into(), watch: Watch::hidden() };
/// assert_eq!(job.rng("cues"), job.rng("cues"));
/// ```
#[derive(Clone, Debug)]
pub struct Job {
    /// The random streams of the point.
    pub streams: Streams,
    /// A folder of the point's own for the state of long work, which need not exist. What an
    /// interrupted run left there is still there; it is removed when the point is stored.
    pub checkpoint: PathBuf,
    /// Shows how far the point is, if it is a long one.
    pub watch: Watch,
}

impl Job {
    /// The point's generator called `name`, at its beginning.
    pub fn rng(&self, name: &str) -> ChaCha12Rng {
        self.streams.rng(name)
    }

    /// The folder for checkpoints, which is made if need be, for files that are written piece by piece.
    /// The one above it must exist, so that an output folder that somebody has removed does not come back.
    ///
    /// For a file that is written as a whole, [`write_atomically`](crate::write_atomically) does this.
    /// Two runs of one point share the folder: each part of a file needs a checksum.
    ///
    /// ```
    /// use synaptome_lab::{Job, Streams, Watch};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let streams = Streams::new(1, "recall", "flips=3");
    /// let checkpoint = folder.path().join("flips=3.checkpoint");
    /// let job = Job { streams, checkpoint, watch: Watch::hidden() };
    /// std::fs::write(job.checkpoint_folder()?.join("weights"), [0; 8])?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Io`] with the folder.
    pub fn checkpoint_folder(&self) -> Result<&Path, Error> {
        make_folder(&self.checkpoint).map_err(Error::io("write into", &self.checkpoint))?;
        Ok(&self.checkpoint)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Barrier;
    use std::thread::scope;

    use super::*;

    fn job(checkpoint: PathBuf) -> Job {
        Job { streams: Streams::new(1, "test", "point"), checkpoint, watch: Watch::hidden() }
    }

    #[test]
    fn two_runs_of_a_point_make_one_folder_at_the_same_moment() {
        let folder = tempfile::tempdir().unwrap();
        for round in 0..200 {
            let (job, start) = (job(folder.path().join(round.to_string())), Barrier::new(2));
            let make = || {
                start.wait();
                job.checkpoint_folder().map(Path::is_dir).map_err(|e| e.to_string())
            };
            let made = scope(|s| [s.spawn(make), s.spawn(make)].map(|t| t.join().unwrap()));
            assert_eq!(made, [Ok(true), Ok(true)]);
        }
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), []).unwrap();
        for name in ["file", "removed/point"] {
            let job = job(folder.path().join(name));
            let said = job.checkpoint_folder().unwrap_err().to_string();
            assert!(said.contains(name), "{said}");
            assert!(!job.checkpoint.is_dir());
        }
    }
}
