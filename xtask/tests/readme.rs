//! READMEs: their first example is a program of this repository and prints what they say, and no line of them is
//! meant for rustdoc alone.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}

/// The blocks of a language in a document.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let blocks = text.split(&*fence).skip(1).filter_map(|rest| rest.split("\n```").next());
    blocks.map(|block| format!("{block}\n")).collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a file")
}

/// The example as the tests of the workspace have built it. Cargo builds it again, with other features and for a minute, only
/// where it is missing or older than its sources.
fn first_memory() -> Command {
    let test = env::current_exe().expect("a test has a path");
    let folder = test.parent().and_then(Path::parent).expect("tests are in target/profile/deps");
    let built = folder.join("examples").join(format!("first_memory{}", env::consts::EXE_SUFFIX));
    let time = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    let newest =
        sources(&root().join("crates/willshaw")).iter().filter_map(|path| time(path)).max();
    if time(&built) > newest {
        return Command::new(built);
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--locked", "--package", "synaptome-willshaw"]);
    cargo.args(["--example", "first_memory"]).current_dir(root());
    cargo
}

/// All files in a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn the_first_example_is_a_program_that_prints_what_the_readme_says() {
    let program = read("crates/willshaw/examples/first_memory.rs");
    let run = first_memory().output().expect("the example runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let printed = String::from_utf8_lossy(&run.stdout).into_owned();
    for document in ["README.md", "crates/willshaw/README.md"] {
        let text = read(document);
        assert!(program.ends_with(&blocks(&text, "rust")[0]), "{document} shows another program");
        assert_eq!(blocks(&text, "text")[0], printed, "{document}");
    }
}

#[test]
fn no_readme_has_lines_that_only_rustdoc_hides() {
    let crates = fs::read_dir(root().join("crates"))
        .expect("a folder")
        .map(|e| e.unwrap().path().join("README.md"));
    for path in crates.chain([root().join("README.md"), root().join("python/README.md")]) {
        let text = fs::read_to_string(&path).expect("a README");
        for block in blocks(&text, "rust") {
            let hidden = block.lines().find(|line| line.starts_with("# "));
            assert_eq!(hidden, None, "{}", path.display());
        }
    }
    assert_eq!(blocks("```rust\nlet x = 1;\n```\n", "rust"), ["let x = 1;\n"]);
}

#[test]
fn the_readme_shows_the_python_that_the_package_tests() {
    let (ours, tested) = (read("README.md"), read("python/README.md"));
    let calls = |line: &&str| line.starts_with(">>>") || line.starts_with("1.0");
    for line in blocks(&ours, "python")[0].lines().filter(calls) {
        assert!(tested.contains(line), "{line} is not in python/README.md");
    }
}
