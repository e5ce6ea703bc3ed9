//! Whether the disk has room for what a run will write.

use std::path::Path;

use crate::Error;

/// What a table or picture takes in the mean, in bytes.
pub(crate) const DRAWING: u64 = 64 << 10;

/// Refuses what does not fit; a file system that does not say how much is free is believed to have room.
pub(crate) fn require(folder: &Path, needed_bytes: u64) -> Result<(), Error> {
    match fs4::available_space(folder) {
        Ok(free_bytes) if free_bytes < needed_bytes => {
            Err(Error::NoRoom { path: folder.to_owned(), needed_bytes, free_bytes })
        }
        _ => Ok(()),
    }
}
