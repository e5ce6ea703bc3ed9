//! Whether the disk has room for what a run will write.

use std::path::{Path, PathBuf};

use crate::Error;

/// What a table or picture takes in the mean, in bytes.
const DRAWING: u64 = 64 << 10;

/// What those of some tables and pictures take that are not there yet, in bytes.
pub(crate) fn of_drawings<'a>(files: impl Iterator<Item = &'a PathBuf>) -> u64 {
    files.filter(|file| !file.exists()).count() as u64 * DRAWING
}

/// Refuses what does not fit; a file system that does not say how much is free is believed to have room.
pub(crate) fn require(folder: &Path, needed_bytes: u64) -> Result<(), Error> {
    match fs4::available_space(folder) {
        Ok(free_bytes) if free_bytes < needed_bytes => {
            Err(Error::NoRoom { path: folder.to_owned(), needed_bytes, free_bytes })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn drawings_that_are_not_there_need_room() {
        let folder = tempfile::tempdir().unwrap();
        let files = ["a.csv", "a.svg", "a.png"].map(|name| folder.path().join(name));
        assert_eq!(of_drawings(files.iter()), 196_608);
        fs::write(&files[1], "").unwrap();
        assert_eq!(of_drawings(files.iter()), 131_072);
    }
}
