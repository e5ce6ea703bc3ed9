//! Revisions: the state of the sources that computed a point.

use std::fmt;
use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};

/// The state of the source that computed a point.
///
/// ```
/// use synaptome_lab::Revision;
/// let revision = Revision { commit: "0123abcd".into(), dirty: true };
/// assert_eq!(revision.to_string(), "0123abcd with changes");
/// ```
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Revision {
    /// The commit, abbreviated.
    pub commit: String,
    /// Whether files differ from it.
    pub dirty: bool,
}

impl Revision {
    /// What git says of a folder; commit `unknown`, with changes, where it says nothing.
    pub fn of(folder: &Path) -> Self {
        let git = |arguments: &[&str]| {
            let output = Command::new("git").arg("-C").arg(folder).args(arguments).output();
            let output = output.ok().filter(|output| output.status.success())?;
            Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        };
        let commit = git(&["rev-parse", "--short=12", "HEAD"]).unwrap_or("unknown".to_owned());
        let dirty = git(&["status", "--porcelain"]).is_none_or(|changes| !changes.is_empty());
        Self { commit, dirty }
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.commit, if self.dirty { " with changes" } else { "" })
    }
}
