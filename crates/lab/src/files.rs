//! Files that a reader sees whole or not at all.

use std::fs::{self, DirEntry, File, Metadata};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

use crate::Error;

/// Writes a file so that a reader sees the old content or the whole new one.
///
/// The content goes to a temporary file in the same folder, reaches the disk, and then takes the
/// name of the old one. The folder is made if need be, but not the one above it: an output folder that
/// somebody has removed does not come back with a part of its files.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("state.txt");
/// synaptome_lab::write_atomically(&path, b"half")?;
/// synaptome_lab::write_atomically(&path, b"done")?; // no reader ever sees a part of it
/// assert_eq!(std::fs::read(path)?, b"done");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Error::Io`] with the path.
pub fn write_atomically(path: &Path, content: &[u8]) -> Result<(), Error> {
    make_folder(folder_of(path)).map_err(Error::io("write", path))?;
    replace(path, content)
}

/// Opens a file to read, and refuses what is no file: a pipe without a writer would be waited for, and a device may have no end.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let error = synaptome_lab::open_file(folder.path()).unwrap_err();
/// assert!(error.to_string().starts_with("cannot read "));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// [`Error::Io`] with the path.
pub fn open_file(path: &Path) -> Result<File, Error> {
    let open = || match fs::metadata(path)? {
        found if found.is_file() => File::open(path),
        found if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        _ => Err(io::Error::other("it is a pipe or a device")),
    };
    open().map_err(Error::io("read", path))
}

/// The bytes of a file; none if there is no file.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    let mut bytes = Vec::new();
    match open_file(path) {
        Ok(mut file) => file.read_to_end(&mut bytes).map_err(Error::io("read", path))?,
        Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    Ok(Some(bytes))
}

/// Makes a folder, but not the one above it. Another program may make it at the same time.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if !folder.is_dir() => Err(error),
        _ => Ok(()),
    }
}

/// The same in a folder that must exist.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), Error> {
    persist(path, content).map_err(Error::io("write", path))
}

fn persist(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = unfinished(folder_of(path))?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    readable_by_all(&file)?;
    file.persist(path)?;
    Ok(())
}

/// What the names of files begin with that are being written.
const UNFINISHED: &str = ".unfinished-";

fn unfinished(folder: &Path) -> io::Result<NamedTempFile> {
    Builder::new().prefix(UNFINISHED).tempfile_in(folder)
}

/// Makes a folder if need be, and finds out whether files can be written in it.
pub(crate) fn prepare(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder)
        .map_err(|error| Error::io("write into", folder)(no_folder(error)))?;
    probe(folder)
}

/// What stands where a folder should be is a file, or a link to nothing, of which the system says that it exists.
fn no_folder(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::AlreadyExists => io::Error::new(
            io::ErrorKind::NotADirectory,
            "it is no folder, nor a link to one that exists",
        ),
        _ => error,
    }
}

/// Finds out whether a file can be written in a folder and take a name. What killed programs have left
/// there is removed.
pub(crate) fn probe(folder: &Path) -> Result<(), Error> {
    let write = || {
        let mut file = unfinished(folder)?;
        file.write_all(&[b' '; BLOCK])?;
        remove_abandoned(folder, &file.as_file().metadata()?)
    };
    write().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::FolderRemoved { path: folder.to_owned() },
        _ => Error::io("write into", folder)(error),
    })
}

/// Writing takes far less time; another program may be writing now.
const ABANDONED: Duration = Duration::from_secs(3600);

/// Removes unfinished files that are much older than a new one. Ages are those of the disk, whose clock may
/// differ from ours.
fn remove_abandoned(folder: &Path, new: &Metadata) -> io::Result<()> {
    let now = new.modified()?;
    let is_abandoned = |file: &DirEntry| {
        let age =
            file.metadata().and_then(|old| old.modified()).map(|time| now.duration_since(time));
        let is_old = matches!(age, Ok(Ok(age)) if age > ABANDONED);
        is_old && file.file_name().to_string_lossy().starts_with(UNFINISHED)
    };
    for file in fs::read_dir(folder)?.flatten().filter(is_abandoned) {
        // Another program may have removed it.
        let _ = fs::remove_file(file.path());
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn what_is_no_file_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        assert!(read(&path).unwrap().is_none());
        fs::write(&path, "12").unwrap();
        assert_eq!(read(&path).unwrap().unwrap(), b"12");
        let said = read(folder.path()).unwrap_err().to_string();
        assert!(said.contains(folder.path().to_str().unwrap()), "{said}");
        assert!(!cfg!(unix) || read(Path::new("/dev/zero")).is_err());
    }

    #[test]
    fn unfinished_files_are_removed_an_hour_after_their_program_was_killed() {
        let folder = tempfile::tempdir().unwrap();
        let age = |name: &str, seconds| {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
        };
        age(".unfinished-old", 3700);
        age(".unfinished-new", 3500);
        age("point.json", 99_999);
        probe(folder.path()).unwrap();
        let left = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name());
        let mut left: Vec<_> = left.collect();
        left.sort();
        assert_eq!(left, [".unfinished-new", "point.json"]);
    }
}
