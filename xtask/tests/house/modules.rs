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
        let mut found = Vec::new();
        collect(src, src, &mut found);
        found
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

fn collect(src: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(src, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(parse(src, path));
        }
    }
}

fn parse(src: &Path, path: PathBuf) -> Source {
    let text = fs::read_to_string(&path).expect("a source");
    let tree = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let within = path.strip_prefix(src).expect("below src").with_extension("");
    let module = within.iter().map(|part| part.to_string_lossy().into_owned());
    let module = module.filter(|part| part != "lib" && part != "main").collect();
    Source { path, module, text, tree }
}
