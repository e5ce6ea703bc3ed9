//! What computes each module of figures: its own code, the modules it takes names from, and the code of the
//! crates that these use, with the crates behind them.
//!
//! Comments, documents, tests, colours and whatever draws or runs are left out: a change of theirs
//! makes no stored point stale.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::tokens;

/// Modules and crates of drawing alone.
const DRAWING: [&str; 1] = ["xtask::figures::palette"];
/// The files of the lab on which the numbers of a point depend.
const OF_LAB: [&str; 4] = ["job.rs", "point.rs", "streams.rs", "value.rs"];

/// The code of a module, and where it looks for names.
struct Module {
    tokens: Vec<String>,
    children: BTreeSet<String>,
}

/// Pairs of a module of the figures and the fingerprint of what computes its data.
pub(crate) fn of_figures(repository: &Path) -> io::Result<BTreeMap<String, String>> {
    let modules = modules(&repository.join("xtask/src"))?;
    let mut crates = Crates { folder: repository.join("crates"), prints: BTreeMap::new() };
    let figures = modules.keys().filter(|name| name.starts_with("xtask::figures::"));
    let prints = figures
        .map(|name| Ok((name.clone(), fingerprint(repository, name, &modules, &mut crates)?)));
    prints.collect()
}

fn fingerprint(
    repository: &Path,
    name: &str,
    modules: &BTreeMap<String, Module>,
    crates: &mut Crates,
) -> io::Result<String> {
    let (mut hash, mut used) = (Sha256::new(), BTreeSet::new());
    for module in closure(name, modules) {
        for token in &modules[&module].tokens {
            hash.update(token);
            hash.update([0]);
            used.extend(token.strip_prefix("synaptome_").map(str::to_owned));
            hash.update(data(repository, token)?);
        }
    }
    for name in used {
        hash.update(crates.fingerprint(&name)?);
    }
    Ok(hex(hash))
}

/// The content of a table below `xtask/data` that a token names as text; nothing for other tokens.
fn data(repository: &Path, token: &str) -> io::Result<Vec<u8>> {
    let name = token.strip_prefix('"').and_then(|text| text.rsplit_once("/data/"));
    let Some((_, name)) = name else { return Ok(Vec::new()) };
    fs::read(repository.join("xtask/data").join(name.trim_end_matches('"')))
}

fn hex(hash: Sha256) -> String {
    let [a, b, c, d, e, f, g, h, ..] = <[u8; 32]>::from(hash.finalize());
    format!("{:016x}", u64::from_be_bytes([a, b, c, d, e, f, g, h]))
}

/// All modules of a folder by path, such as `xtask::figures::mi`.
fn modules(folder: &Path) -> io::Result<BTreeMap<String, Module>> {
    let mut modules = BTreeMap::new();
    for file in rust_files(folder)? {
        let relative = file.strip_prefix(folder).unwrap_or(&file).with_extension("");
        let parts = relative.iter().map(|part| part.to_string_lossy().into_owned());
        let path: Vec<String> = parts.filter(|part| part != "mod" && part != "lib").collect();
        let name = [&["xtask".to_owned()], &path[..]].concat().join("::");
        let tokens = code(&file)?;
        let declared = tokens.windows(3).filter(|words| words[0] == "mod" && words[2] == ";");
        let children = declared.map(|words| words[1].clone()).collect();
        modules.insert(name, Module { tokens, children });
    }
    Ok(modules)
}

/// A module and all from which it takes names, directly or not.
fn closure(name: &str, modules: &BTreeMap<String, Module>) -> BTreeSet<String> {
    let (mut found, mut open) = (BTreeSet::new(), vec![name.to_owned()]);
    while let Some(name) = open.pop() {
        if found.insert(name.clone()) {
            let next = imports(&name, modules).into_iter();
            open.extend(next.filter(|name| !DRAWING.contains(&&**name)));
        }
    }
    found
}

/// The modules that a module names: paths from `crate` and `super`, and its children.
fn imports(name: &str, modules: &BTreeMap<String, Module>) -> BTreeSet<String> {
    let Module { tokens, children } = &modules[name];
    let mut imports = BTreeSet::new();
    for (at, word) in tokens.iter().enumerate() {
        let after_path = at >= 2 && tokens[at - 1] == ":" && tokens[at - 2] == ":";
        let is_path = tokens.get(at + 1).is_some_and(|next| next == ":")
            && tokens.get(at + 2).is_some_and(|next| next == ":");
        // Where something is visible, as in `pub(in crate::figures)`, is not what it is made of.
        let is_visibility = at >= 2 && tokens[at - 1] == "in" && tokens[at - 2] == "(";
        if after_path || !is_path || is_visibility {
            continue;
        }
        let start = match &**word {
            "crate" => "xtask".to_owned(),
            "super" => parent(name),
            "self" => name.to_owned(),
            child if children.contains(child) => format!("{name}::{child}"),
            _ => continue,
        };
        follow(start, &tokens[at + 3..], modules, &mut imports);
    }
    imports.remove(name);
    imports
}

/// Follows a path as long as it leads to modules; a group may name several.
fn follow(
    mut module: String,
    mut rest: &[String],
    modules: &BTreeMap<String, Module>,
    found: &mut BTreeSet<String>,
) {
    while let [word, tail @ ..] = rest {
        let next = if word == "super" { parent(&module) } else { format!("{module}::{word}") };
        if word == "{" {
            members(tail).for_each(|member| follow(module.clone(), member, modules, found));
        }
        if !modules.contains_key(&next) {
            break;
        }
        module = next;
        match tail {
            [first, second, more @ ..] if first == ":" && second == ":" => rest = more,
            _ => break,
        }
    }
    if modules.contains_key(&module) {
        found.insert(module);
    }
}

/// What is left of the tokens from each member of a group on, in whose members there may be groups.
fn members(group: &[String]) -> impl Iterator<Item = &[String]> {
    let mut depth = 1;
    let inside = group.iter().take_while(move |word| {
        depth += i32::from(*word == "{") - i32::from(*word == "}");
        depth > 0
    });
    let mut level = 0;
    let starts = inside.enumerate().filter(move |(at, word)| {
        let begins = level == 0 && (*at == 0 || group[at - 1] == ",");
        level += i32::from(*word == "{") - i32::from(*word == "}");
        begins
    });
    starts.map(|(at, _)| &group[at..])
}

fn parent(module: &str) -> String {
    module.rsplit_once("::").map_or_else(|| module.to_owned(), |(outer, _)| outer.to_owned())
}

/// The crates of the workspace, each hashed once.
struct Crates {
    folder: PathBuf,
    prints: BTreeMap<String, String>,
}

impl Crates {
    /// The fingerprint of a crate's code and that of the crates it depends on.
    fn fingerprint(&mut self, name: &str) -> io::Result<String> {
        if let Some(print) = self.prints.get(name) {
            return Ok(print.clone());
        }
        let folder = self.folder.join(name);
        let mut hash = Sha256::new();
        for file in rust_files(&folder.join("src"))? {
            let counts =
                |name: &str| file.ends_with(name) || file.iter().any(|part| part == "statistics");
            if name != "lab" || OF_LAB.into_iter().any(counts) {
                let tokens = code(&file)?;
                hash.update(tokens.join("\0"));
            }
        }
        for dependency in dependencies(&folder)? {
            hash.update(self.fingerprint(&dependency)?);
        }
        let print = hex(hash);
        self.prints.insert(name.to_owned(), print.clone());
        Ok(print)
    }
}

/// The crates of this workspace that a crate depends on outside of tests.
fn dependencies(folder: &Path) -> io::Result<Vec<String>> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
    let section = manifest.split("\n[").find(|section| section.starts_with("dependencies]"));
    let lines = section.into_iter().flat_map(str::lines);
    let names =
        lines.filter_map(|line| line.strip_prefix("synaptome-")?.split(['.', ' ', '=']).next());
    Ok(names.map(str::to_owned).collect())
}

/// The tokens of a file, without prose.
fn code(file: &Path) -> io::Result<Vec<String>> {
    let tokens = tokens::of_code(&fs::read_to_string(file)?);
    tokens.ok_or_else(|| io::Error::other(format!("{} is not Rust", file.display())))
}

/// All Rust files below a folder, sorted.
fn rust_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
