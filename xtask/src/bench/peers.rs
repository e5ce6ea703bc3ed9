//! The other side: one process of Python that does the works of `benches/peers` when asked.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::experiment::repository;
use crate::output::print;
use crate::process::timed;
use crate::python::{in_environment, new_environment};

/// A running process, and the versions of what it calls.
pub(super) struct Peers {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    pub(super) versions: String,
}

/// The environment of the peers.
fn folder() -> PathBuf {
    repository().join("target/peers/environment")
}

/// Installs the peers in the versions of `requirements.txt` into a new environment.
pub(super) fn install() -> Result<()> {
    new_environment(&folder())?;
    let requirements = repository().join("benches/peers/requirements.txt");
    let mut pip = Command::new(in_environment(&folder()));
    pip.args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(requirements);
    timed("the peers", "pip install", &mut pip)
}

impl Peers {
    /// Starts them if they are installed.
    pub(super) fn start(inputs: &Path) -> Result<Option<Self>> {
        let python = in_environment(&folder());
        if !python.exists() {
            return Ok(None);
        }
        let mut command = Command::new(python);
        command.arg(repository().join("benches/peers/serve.py")).arg(inputs);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).env_remove("PYTHONPATH");
        let mut process = command.spawn().context("the peers do not start")?;
        let questions = process.stdin.take().context("the peers have no input")?;
        let output = process.stdout.take().context("the peers have no output")?;
        let answers = BufReader::new(output);
        let mut peers = Self { process, questions, answers, versions: String::new() };
        peers.versions = versions(&peers.answer()?);
        Ok(Some(peers))
    }

    /// Seconds of one element of a work; a note about its result is printed.
    pub(super) fn measure(&mut self, work: &str) -> Result<f64> {
        writeln!(self.questions, "{work}").context("the peers have ended")?;
        let answer = self.answer()?;
        if let Some(error) = answer["error"].as_str() {
            bail!("{work}: {error}");
        }
        if let Some(note) = answer["note"].as_str().filter(|note| !note.is_empty()) {
            print(&format!("{work}: the peer reports {note}\n"))?;
        }
        answer["seconds"].as_f64().with_context(|| format!("{work}: {answer}"))
    }

    fn answer(&mut self) -> Result<Value> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        serde_json::from_str(&line).with_context(|| format!("the peers said {line:?}"))
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `python 3.12.3, numpy 2.4.6, …`
fn versions(answer: &Value) -> String {
    let names = answer.as_object().into_iter().flatten();
    let texts = names.map(|(name, version)| format!("{name} {}", version.as_str().unwrap_or("?")));
    texts.collect::<Vec<_>>().join(", ")
}
