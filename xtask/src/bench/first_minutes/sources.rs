//! A clean clone of what is committed, in a temporary folder.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};
use synaptome_lab::Revision;
use tempfile::TempDir;

use super::environment::of_a_newcomer;
use crate::output::print;
use crate::process::timed;

/// The clone, which is removed with this value.
pub(super) struct Sources {
    folder: TempDir,
    commit: String,
}

impl Sources {
    /// Clones a repository at its commit; changes that are not committed are reported and left out.
    pub(super) fn of(repository: &Path) -> Result<Self> {
        let Revision { commit, dirty } = Revision::of(repository);
        ensure!(commit != "unknown", "git knows no commit of {}", repository.display());
        if dirty {
            let place = repository.display();
            print(&format!("{place} has changes that are not committed: they are not measured\n"))?;
        }
        let folder = tempfile::Builder::new().prefix("synaptome-").tempdir()?;
        let sources = Self { folder, commit };
        sources.clone_from(repository)?;
        Ok(sources)
    }

    /// The folder of the sources, with nothing compiled in it.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The commit, abbreviated.
    pub(super) fn commit(&self) -> &str {
        &self.commit
    }

    fn clone_from(&self, repository: &Path) -> Result<()> {
        let mut git = Command::new("git");
        git.args(["clone", "--quiet", "--local"]).arg(repository).arg(self.folder());
        let place = self.folder().display();
        let name = format!("commit {} in {place}, removed unless interrupted", self.commit);
        timed(&name, "git clone", &mut git)?;
        let cloned = Revision::of(self.folder()).commit;
        ensure!(
            cloned == self.commit,
            "commit {} became {cloned} while it was cloned",
            self.commit
        );
        Ok(())
    }

    /// Downloads the crates, whose time depends on the network and is not measured.
    pub(super) fn fetch(&self) -> Result<()> {
        let mut cargo = Command::new("cargo");
        cargo.args(["fetch", "--quiet", "--locked"]);
        timed("download", "cargo fetch --locked", of_a_newcomer(&mut cargo, self.folder()))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::output::say;
    use crate::process::quietly;

    fn git(folder: &Path, arguments: &[&str]) -> bool {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"];
        quietly(Command::new("git").arg("-C").arg(folder).args(identity).args(arguments))
    }

    #[test]
    fn a_clone_has_what_is_committed_and_no_more_and_is_removed_at_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path();
        if !git(place, &["init", "--quiet"]) {
            say("skipped: git is not installed");
            return;
        }
        let error = Sources::of(place).err().unwrap().to_string();
        assert_eq!(error, format!("git knows no commit of {}", place.display()));
        fs::write(place.join("a"), "1").unwrap();
        assert!(git(place, &["add", "a"]) && git(place, &["commit", "-m", "a"]));
        fs::write(place.join("a"), "2").unwrap();
        fs::write(place.join("b"), "3").unwrap();
        let sources = Sources::of(place).unwrap();
        let clone = sources.folder().to_owned();
        assert_eq!(fs::read_to_string(clone.join("a")).unwrap(), "1");
        assert!(!clone.join("b").exists() && !clone.join("target").exists());
        assert_eq!(sources.commit(), Revision::of(place).commit);
        drop(sources);
        assert!(!clone.exists());
    }
}
