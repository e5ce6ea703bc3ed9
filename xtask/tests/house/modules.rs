//! Source files and the modules that they are.

use std::fs;
use std::path::{Path, PathBuf};

use crate::crates::folders;

/// A parsed source file.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    /// The path of the module within its crate; empty for the root.
    pub(crate) module: Vec<String>,
    pub(crate) text: String,
    pub(crate) tree: syn::File,
}

impl Source {
    /// All sources below the folder `src` of a package.
    pub(crate) fn below(src: &Path) -> Vec<Self> {
        files(src, "rs").into_iter().map(|path| parse(src, path)).collect()
    }

    pub(crate) fn lines(&self) -> usize {
        self.text.lines().count()
    }
}

/// Every source of the workspace's packages.
pub(crate) fn all() -> Vec<Source> {
    let packages = folders("crates").into_iter().chain(folders(""));
    packages.flat_map(|package| package.sources).collect()
}

/// The files below a folder whose names end so.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => files(&path, extension),
            false if path.extension().is_some_and(|found| found == extension) => vec![path],
            false => Vec::new(),
        })
        .collect()
}

fn parse(src: &Path, path: PathBuf) -> Source {
    let text = fs::read_to_string(&path).expect("a source");
    let tree = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let within = path.strip_prefix(src).expect("below src").with_extension("");
    let module = within.iter().map(|part| part.to_string_lossy().into_owned());
    let module = module.filter(|part| part != "lib" && part != "main").collect();
    Source { path, module, text, tree }
}
