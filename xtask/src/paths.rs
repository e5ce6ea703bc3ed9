//! Where things are: the output folder and the files in it.

use std::path::{Path, PathBuf};

use crate::figure::Scale;

/// The root of the repository that this program was built from.
pub(crate) fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The files of one output folder.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    root: PathBuf,
}

impl Output {
    /// The folder given by `--out`, or `target/figures` (with the scale's name
    /// behind it above `quick`, so that no scale overwrites another's report).
    pub(crate) fn new(out: Option<PathBuf>, scale: Scale) -> Self {
        let name = match scale {
            Scale::Quick => "target/figures".to_owned(),
            other => format!("target/figures-{}", other.name()),
        };
        let root = out.unwrap_or_else(|| repository().join(name));
        Self { root: normal(root) }
    }

    /// The folder of the stored points of a data set.
    pub(crate) fn points(&self, data: &str) -> PathBuf {
        self.root.join("points").join(data)
    }

    /// A file of the report, such as `index.html` or `mi-2a.svg`.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }
}

/// Removes `xtask/..` from a path for the sake of messages.
fn normal(path: PathBuf) -> PathBuf {
    match path.to_str() {
        Some(text) => PathBuf::from(text.replace("xtask/../", "")),
        None => path,
    }
}
