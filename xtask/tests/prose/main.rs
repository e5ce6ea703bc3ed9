//! Prose: what a program can check of how the documents, comments, captions and messages are written.
//!
//! Each rule is a kind of phrase that stops a reader; `rules.rs` has them with examples of both sorts. Code is not
//! prose: fenced blocks and code spans are left out.

mod rules;
mod text;

use std::fs;
use std::path::{Path, PathBuf};

use text::{Line, markdown, python, rust, statements};

/// Files whose literals name stored points.
const LEFT_OUT: [&str; 1] = [
    // Its settings are keys of random streams.
    "xtask/src/figures/infomax/gradients.rs",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}

/// All files below a folder, without what is built or installed.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    const SKIPPED: [&str; 7] =
        ["target", ".git", "node_modules", "prose", "house", "_build", "data"];
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !path.is_dir() {
            found.push(path);
        } else if !SKIPPED.contains(&&*name) && !name.starts_with('.') {
            files(&path, found);
        }
    }
}

/// The prose of a file.
fn prose(path: &Path) -> Vec<Line> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Ok(text) = fs::read_to_string(path) else { return Vec::new() };
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("md") => markdown(&text),
        Some("rs") => rust(&text),
        Some("py" | "pyi") => python(&text),
        Some("toml") if name == "claims.toml" => statements(&text),
        _ => Vec::new(),
    }
}

#[test]
fn no_phrase_stops_a_reader() {
    let (root, mut found) = (root(), Vec::new());
    files(&root, &mut found);
    let (mut defects, mut lines) = (Vec::new(), 0);
    for path in found {
        let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if LEFT_OUT.contains(&&*name) {
            continue;
        }
        for line in prose(&path) {
            lines += 1;
            let wrong = rules::defects(&line.text).into_iter();
            defects.extend(wrong.map(|wrong| format!("{name}:{}: {wrong}", line.number)));
        }
    }
    assert!(lines > 10_000, "only {lines} lines of prose");
    assert!(defects.is_empty(), "{} defects\n{}", defects.len(), defects.join("\n"));
}

#[test]
fn code_is_no_prose() {
    assert!(markdown("```\nε = .5\n```\n").iter().all(|line| line.text.trim().is_empty()));
    assert!(!markdown("see `ld N` there")[0].text.contains("ld"));
    let source = "/// At ε = .5 «so».\nfn f() { let x = a.0.1; }\n";
    assert_eq!(rust(source).iter().map(|line| rules::defects(&line.text).len()).sum::<usize>(), 2);
    assert_eq!(rust("const S: &str = \"rate .05\";").len(), 1);
    assert_eq!(statements("statement = \"p .5\"\nlow = .5\n").len(), 1);
}
