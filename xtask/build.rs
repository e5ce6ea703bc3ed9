//! Writes the fingerprints of the sources that compute each module of figures.

#[path = "build/fingerprints.rs"]
mod fingerprints;
#[path = "build/tokens.rs"]
mod tokens;

use std::env;
use std::fs;
use std::path::Path;

fn main() {
    let manifest = env::var("CARGO_MANIFEST_DIR").expect("cargo says where the package is");
    let out = env::var("OUT_DIR").expect("cargo says where to write");
    let repository = Path::new(&manifest).parent().expect("the package is in the repository");
    for folder in ["build.rs", "build", "data", "src", "../crates"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    let table = fingerprints::of_figures(repository).expect("the sources can be read");
    let rows = table.iter().map(|(module, print)| format!("    ({module:?}, {print:?}),\n"));
    let text = format!("&[\n{}]\n", rows.collect::<String>());
    fs::write(Path::new(&out).join("fingerprints.rs"), text).expect("the table can be written");
}
