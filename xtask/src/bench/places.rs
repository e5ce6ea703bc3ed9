//! Where measured times and their tables stand.

use std::path::PathBuf;

use crate::experiment::repository;

/// What is stored of a full run.
pub(super) fn folder() -> PathBuf {
    repository().join("docs/performance")
}

/// The document that the tables stand in.
pub(super) fn path() -> PathBuf {
    repository().join("docs/performance.md")
}
