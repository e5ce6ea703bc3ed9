//! Files that a reader sees whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::Error;

/// Writes a file so that a reader sees the old content or the whole new one.
///
/// The content goes to a temporary file in the same folder, which is made if need be, reaches the
/// disk, and then takes the name of the old one.
///
/// # Errors
/// [`Error::Io`] with the path.
pub fn write_atomically(path: &Path, content: &[u8]) -> Result<(), Error> {
    persist(path, content).map_err(Error::io("write", path))
}

fn persist(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    readable_by_all(&file)?;
    file.persist(path)?;
    Ok(())
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
