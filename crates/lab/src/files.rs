//! Files that a reader sees whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::Error;

/// Writes a file so that a reader sees the old content or the whole new one.
///
/// The content goes to a temporary file in the same folder, reaches the disk, and then takes the
/// name of the old one. The folder is made if need be, but not the one above it: an output folder that
/// somebody has removed does not come back with a part of its files.
///
/// # Errors
/// [`Error::Io`] with the path.
pub fn write_atomically(path: &Path, content: &[u8]) -> Result<(), Error> {
    let folder = folder_of(path);
    match fs::create_dir(folder) {
        Err(error) if !folder.is_dir() => Err(Error::io("write", path)(error)),
        _ => replace(path, content),
    }
}

/// The same in a folder that must exist.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), Error> {
    persist(path, content).map_err(Error::io("write", path))
}

fn persist(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = NamedTempFile::new_in(folder_of(path))?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    readable_by_all(&file)?;
    file.persist(path)?;
    Ok(())
}

/// Finds out whether a file can be written in a folder, which is made if need be, and take a name.
pub(crate) fn probe(folder: &Path) -> Result<(), Error> {
    let write = || {
        fs::create_dir_all(folder)?;
        NamedTempFile::new_in(folder)?.write_all(&[b' '; BLOCK])
    };
    write().map_err(Error::io("write into", folder))
}

/// Refuses a folder that stands where a file is to be written.
pub(crate) fn require_file(path: &Path) -> Result<(), Error> {
    if path.is_dir() {
        return Err(Error::io("write", path)(io::ErrorKind::IsADirectory.into()));
    }
    Ok(())
}

/// What the smallest file takes of most disks, in bytes.
pub(crate) const BLOCK: usize = 4096;

fn folder_of(path: &Path) -> &Path {
    let parent = path.parent().unwrap_or(Path::new(""));
    if parent.as_os_str().is_empty() { Path::new(".") } else { parent }
}

/// Temporary files are private by default; results are not.
#[cfg(unix)]
fn readable_by_all(file: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &NamedTempFile) -> io::Result<()> {
    Ok(())
}
