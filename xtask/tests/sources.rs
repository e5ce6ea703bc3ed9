//! Which edits make which stored points stale.

#[path = "../build/fingerprints.rs"]
mod fingerprints;
#[path = "../build/tokens.rs"]
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// A copy of the sources of this repository.
struct Copy {
    root: TempDir,
    before: BTreeMap<String, String>,
}

fn copy_sources(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        let is_source =
            path.extension().is_some_and(|kind| kind == "rs" || kind == "toml" || kind == "csv");
        if path.is_dir() && !path.ends_with("target") {
            copy_sources(&path, &target);
        } else if is_source {
            fs::copy(&path, &target).unwrap();
        }
    }
}

impl Copy {
    fn new() -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let root = tempfile::tempdir().unwrap();
        copy_sources(&repository.join("crates"), &root.path().join("crates"));
        copy_sources(&repository.join("xtask/src"), &root.path().join("xtask/src"));
        copy_sources(&repository.join("xtask/data"), &root.path().join("xtask/data"));
        let before = fingerprints::of_figures(root.path()).unwrap();
        Self { root, before }
    }

    /// The modules whose fingerprint an edit of a file changes, without their chapters.
    fn changed_by(&self, file: &str, edit: impl Fn(String) -> String) -> BTreeSet<String> {
        let path = self.root.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, edit(text.clone())).unwrap();
        let after = fingerprints::of_figures(self.root.path()).unwrap();
        fs::write(&path, text).unwrap();
        let changed = self.before.iter().filter(|(module, print)| after[*module] != **print);
        let names = changed.filter_map(|(module, _)| module.strip_prefix("xtask::figures::"));
        names.filter(|name| name.contains("::")).map(str::to_owned).collect()
    }

    /// The modules whose own file names a crate.
    fn naming(&self, name: &str) -> BTreeSet<String> {
        let naming = |module: &&String| {
            let file = module.replace("::", "/").replacen("xtask", "xtask/src", 1) + ".rs";
            fs::read_to_string(self.root.path().join(file)).unwrap().contains(name)
        };
        let names = self.before.keys().filter(naming);
        let names = names.filter_map(|module| module.strip_prefix("xtask::figures::"));
        names.filter(|name| name.contains("::")).map(str::to_owned).collect()
    }
}

fn code(text: String) -> String {
    text + "\npub(crate) const EDITED: u8 = 1;\n"
}

#[test]
fn an_edit_of_a_rule_makes_exactly_the_figures_of_its_crate_stale() {
    let copy = Copy::new();
    let changed = copy.changed_by("crates/hopfield/src/writing/ease.rs", code);
    assert!(changed.is_superset(&copy.naming("synaptome_hopfield")));
    for data in ["basins", "capacity", "cost", "recovery", "trn_ablation"] {
        assert!(changed.contains(&format!("hopfield::{data}")), "{changed:?}");
    }
    let others: Vec<_> = changed.iter().filter(|name| !name.starts_with("hopfield::")).collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn an_edit_of_a_crate_reaches_the_figures_of_the_crates_on_top_of_it() {
    let copy = Copy::new();
    let changed = copy.changed_by("crates/lognormal/src/normal.rs", code);
    assert!(changed.is_superset(&copy.naming("synaptome_mi")));
    assert!(changed.is_superset(&copy.naming("synaptome_lognormal")));
    let without = |name: &&String| !name.starts_with("mi::") && !name.starts_with("closed_form::");
    assert_eq!(changed.iter().filter(without).count(), 0, "{changed:?}");
}

#[test]
fn an_edit_of_a_figure_reaches_itself_and_those_that_take_names_from_it() {
    let copy = Copy::new();
    let changed = copy.changed_by("xtask/src/figures/infomax/half.rs", code);
    assert_eq!(changed, BTreeSet::from(["infomax::half".to_owned()]));
    let shared = copy.changed_by("xtask/src/figures/mi/random_sets.rs", code);
    for user in ["mi::random_sets", "mi::per_synapse", "closed_form::exact"] {
        assert!(shared.contains(user), "{user}: {shared:?}");
    }
    assert!(!shared.iter().any(|name| name.starts_with("willshaw::")), "{shared:?}");
}

#[test]
fn an_edit_of_a_table_of_data_reaches_the_figure_that_reads_it() {
    let changed = Copy::new()
        .changed_by("xtask/data/c_elegans_two_adults_witvliet_2021.csv", |text| text + "X,Y,1,1\n");
    assert!(changed.contains("closed_form::real_synapses"), "{changed:?}");
    assert!(changed.iter().all(|name| name.starts_with("closed_form::real_synapses")));
}

#[test]
fn prose_tests_colours_and_drawing_make_nothing_stale() {
    let copy = Copy::new();
    let file = "crates/hopfield/src/writing/ease.rs";
    let comment = |text: String| {
        format!("//! Other words.\n{}\n// and more\n", text.replacen("//!", "//", 1))
    };
    assert_eq!(copy.changed_by(file, comment), BTreeSet::new());
    let tests = |text| text + "\n#[cfg(test)]\nmod more_tests {\n    const X: u8 = 2;\n}\n";
    assert_eq!(copy.changed_by(file, tests), BTreeSet::new());
    for file in ["crates/lab/src/report.rs", "xtask/src/figures/palette.rs", "xtask/src/cli.rs"] {
        assert_eq!(copy.changed_by(file, code), BTreeSet::new(), "{file}");
    }
}

#[test]
fn an_edit_of_the_random_streams_makes_every_figure_stale() {
    let copy = Copy::new();
    let changed = copy.changed_by("crates/lab/src/streams.rs", code);
    assert!(changed.is_superset(&copy.naming("impl DataSet for")), "{changed:?}");
}

#[test]
fn a_name_taken_through_groups_within_groups_is_followed() {
    let copy = Copy::new();
    let user = "xtask/src/figures/infomax/half.rs";
    let path = copy.root.path().join(user);
    let nested = "use crate::figures::{infomax::{half as _}, mi::{per_synapse, random_sets::{self as other}}};\n";
    let text = fs::read_to_string(&path).unwrap() + nested;
    fs::write(path, text).unwrap();
    let before = fingerprints::of_figures(copy.root.path()).unwrap();
    let copy = Copy { before, ..copy };
    let changed = copy.changed_by("xtask/src/figures/mi/random_sets.rs", code);
    assert!(changed.contains("infomax::half"), "{changed:?}");
}
