//! The Python package: its checks, its wheel and its documents, in an environment of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::experiment::repository;
use crate::output::print;
use crate::process::{quietly, timed};

/// What finds a Python that can make environments.
const USABLE: &str = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";

/// Why nothing is done.
const NONE: &str = "there is no Python from 3.10 on with venv";

/// Checks the package: formatting, lints, installation, style, types, tests with the examples of the documents, and
/// that the pages of the notebooks are what these print. Without Python it says so and does nothing.
pub(crate) fn checks(seed: u64) -> Result<()> {
    if !is_usable() {
        return Ok(print(&format!("\n== the Python package: skipped, {NONE}\n"))?);
    }
    cargo("Python: formatting", &["fmt", "--check"])?;
    cargo("Python: lints", &["clippy", "--release", "--locked", "--", "-D", "warnings"])?;
    install("[test,notebooks]")?;
    let sources = ["python", "tests", "notebooks"];
    python("Python: style", &[&["-m", "ruff", "check"][..], &sources].concat())?;
    python("Python: layout", &[&["-m", "ruff", "format", "--check"][..], &sources].concat())?;
    let types = ["-m", "mypy", "python/synaptome", "tests", "notebooks"];
    python("Python: types", &types)?;
    let seed = format!("--hypothesis-seed={seed}");
    let tests = ["-m", "pytest", "--quiet", &seed, "README.md", "tests", "--pyargs", "synaptome"];
    python("Python: tests", &tests)?;
    python("Python: notebooks", &["notebooks/render.py", "--check"])
}

/// Builds a wheel for this platform, with licences and a bill of materials, in `target/wheels`.
pub(crate) fn wheel() -> Result<()> {
    environment()?;
    python("the build tool", &["-m", "pip", "install", "--quiet", "maturin>=1.16,<2"])?;
    let wheels = repository().join("target/wheels");
    let out = wheels.to_string_lossy();
    python("the wheel", &["-m", "maturin", "build", "--release", "--locked", "--out", &out])?;
    Ok(print(&format!("wheel: {}\n", wheels.display()))?)
}

/// Builds the reference of the Python package beside the book.
pub(crate) fn reference() -> Result<()> {
    if !is_usable() {
        return Ok(print(&format!("\n== the Python reference: skipped, {NONE}\n"))?);
    }
    install("[docs]")?;
    let out = repository().join("target/book/python-reference");
    let out = out.to_string_lossy();
    python("the Python reference", &["-m", "sphinx", "-W", "-q", "-E", "docs", &out])
}

fn is_usable() -> bool {
    let mut python = Command::new(PYTHON);
    quietly(python.args(["-c", USABLE]))
}

#[cfg(windows)]
const PYTHON: &str = "python";
#[cfg(not(windows))]
const PYTHON: &str = "python3";

/// The folder of the environment.
fn folder() -> PathBuf {
    repository().join("target/python/environment")
}

/// Makes a new environment in a folder.
pub(crate) fn new_environment(folder: &Path) -> Result<()> {
    let mut make = Command::new(PYTHON);
    timed("Python: environment", "venv", make.args(["-m", "venv", "--clear"]).arg(folder))
}

/// The Python of the environment in a folder.
pub(crate) fn in_environment(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

fn environment() -> Result<()> {
    new_environment(&folder())
}

/// Installs the package as a user would, with some of its extras, into a new environment.
fn install(extras: &str) -> Result<()> {
    environment()?;
    python("Python: install", &["-m", "pip", "install", "--quiet", &format!(".{extras}")])
}

/// Runs the Python of the environment in the folder of the package.
fn python(name: &str, arguments: &[&str]) -> Result<()> {
    let mut python = Command::new(in_environment(&folder()));
    in_package(name, python.args(arguments))
}

fn cargo(name: &str, arguments: &[&str]) -> Result<()> {
    in_package(name, Command::new("cargo").args(arguments))
}

/// Runs a command in the folder of the package, whose builds have a folder of their own.
fn in_package(name: &str, command: &mut Command) -> Result<()> {
    let build = repository().join("target/python/build");
    let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
    let line = words.join(" ");
    let command = command.current_dir(repository().join("python"));
    timed(name, &line, command.env("CARGO_TARGET_DIR", build).env_remove("PYTHONPATH"))
}
