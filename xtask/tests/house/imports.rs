//! Which file takes names from which other file of its crate.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{ItemMod, ItemUse, Path, UseTree, Visibility};

use crate::modules::Source;

/// The parts of a path.
pub(crate) type Names = Vec<String>;
/// For a module and a name that it gives to others: where that comes from.
pub(crate) type Exports = BTreeMap<(Names, String), Option<Names>>;

/// Pairs of files (from, to): the first uses names that the second defines.
pub(crate) fn arrows(sources: &[Source]) -> Vec<(String, String)> {
    let files: BTreeMap<&Names, &Source> = sources.iter().map(|s| (&s.module, s)).collect();
    let exports = exports(sources, &files);
    let mut arrows = BTreeSet::new();
    for source in sources {
        let mut paths = Paths::default();
        paths.visit_file(&source.tree);
        let imported = uses(&source.tree).into_iter().filter(|(.., public)| !public);
        let mentioned = paths.0.into_iter().chain(imported.map(|(path, ..)| path));
        for path in mentioned {
            let target = absolute(&source.module, &path, &files);
            let target = target.and_then(|target| defining(target, &exports, &files));
            arrows.extend(
                target
                    .filter(|to| **to != source.module)
                    .map(|to| (display(source), display(files[to]))),
            );
        }
    }
    arrows.into_iter().collect()
}

/// All exports of all modules.
pub(crate) fn exports(sources: &[Source], files: &BTreeMap<&Names, &Source>) -> Exports {
    let mut exports = BTreeMap::new();
    for source in sources {
        for (path, name, _) in uses(&source.tree).into_iter().filter(|(.., public)| *public) {
            let absolute = absolute(&source.module, &path, files);
            exports.insert((source.module.clone(), name), absolute);
        }
    }
    exports
}

fn display(source: &Source) -> String {
    source.path.display().to_string()
}

/// Names used in code as `module::name`, and as `crate::…::name`, outside of tests.
#[derive(Default)]
struct Paths(Vec<Names>);

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }

    /// Who may see an item is no import.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_path(&mut self, path: &'ast Path) {
        if path.segments.len() > 1 {
            self.0.push(path.segments.iter().map(|part| part.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }
}

/// The imports of a file outside of tests: path, the name it is given, whether it is exported.
pub(crate) fn uses(tree: &syn::File) -> Vec<(Names, String, bool)> {
    let mut found = Vec::new();
    for item in &tree.items {
        if let syn::Item::Use(item) = item {
            flatten(item, &item.tree, &mut Vec::new(), &mut found);
        }
    }
    found
}

fn flatten(
    item: &ItemUse,
    tree: &UseTree,
    path: &mut Names,
    found: &mut Vec<(Names, String, bool)>,
) {
    let is_public = !matches!(item.vis, Visibility::Inherited);
    let mut leaf = |path: &Names, last: String, name: String| {
        let mut path = path.clone();
        if last != "self" {
            path.push(last);
        }
        found.push((path, name, is_public));
    };
    match tree {
        UseTree::Path(part) => {
            path.push(part.ident.to_string());
            flatten(item, &part.tree, path, found);
            path.pop();
        }
        UseTree::Name(name) => leaf(path, name.ident.to_string(), name.ident.to_string()),
        UseTree::Rename(name) => leaf(path, name.ident.to_string(), name.rename.to_string()),
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| flatten(item, tree, path, found));
        }
        UseTree::Glob(_) => leaf(path, "self".to_owned(), String::new()),
    }
}

/// The path from the root of the crate; none for other crates and local names.
pub(crate) fn absolute(
    module: &Names,
    path: &Names,
    files: &BTreeMap<&Names, &Source>,
) -> Option<Names> {
    let mut base = module.clone();
    let mut rest = path.as_slice();
    match rest.first()?.as_str() {
        "crate" => {
            base.clear();
            rest = &rest[1..];
        }
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                base.pop()?;
                rest = &rest[1..];
            }
        }
        first => {
            let child: Names = base.iter().cloned().chain([first.to_owned()]).collect();
            files.get(&child)?;
        }
    }
    base.extend_from_slice(rest);
    Some(base)
}

/// The module whose file defines the last name of a path, followed through exports.
fn defining<'a>(
    path: Names,
    exports: &Exports,
    files: &BTreeMap<&'a Names, &Source>,
) -> Option<&'a Names> {
    defined(path, exports, files).map(|(module, _)| module)
}

/// The module whose file defines the last name of a path, and that name.
pub(crate) fn defined<'a>(
    mut path: Names,
    exports: &Exports,
    files: &BTreeMap<&'a Names, &Source>,
) -> Option<(&'a Names, Option<String>)> {
    for _ in 0..20 {
        let deepest =
            (0..=path.len()).rev().find(|&end| files.contains_key(&path[..end].to_vec()))?;
        let (module, name) = (path[..deepest].to_vec(), path.get(deepest));
        let export = name.and_then(|name| exports.get(&(module.clone(), name.clone())));
        if let Some(Some(target)) = export {
            path = target.iter().chain(&path[deepest + 1..]).cloned().collect();
        } else {
            let (module, _) = files.get_key_value(&module)?;
            return Some((module, name.cloned()));
        }
    }
    None
}
