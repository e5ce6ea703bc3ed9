//! Which machine measured, as the document says.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

/// What the times of a run depend on besides the code.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Machine {
    pub(super) processor: String,
    pub(super) instructions: String,
    pub(super) cores: usize,
    pub(super) compiler: String,
    /// Versions of the peers; empty without them.
    pub(super) peers: String,
}

impl Machine {
    /// This machine.
    pub(super) fn this(peers: &str) -> Self {
        Self {
            processor: processor(),
            instructions: instructions().to_owned(),
            cores: std::thread::available_parallelism().map_or(1, Into::into),
            compiler: compiler(),
            peers: peers.to_owned(),
        }
    }

    /// One sentence.
    pub(super) fn sentence(&self) -> String {
        let peers = if self.peers.is_empty() { "no peers" } else { &self.peers };
        format!("Measured on {}, {peers}.", self.described())
    }

    /// The machine without the peers, within a sentence.
    pub(super) fn described(&self) -> String {
        let Self { processor, instructions, cores, compiler, .. } = self;
        format!("{processor} with {instructions} ({cores} cores), {compiler}")
    }

    /// Lines of a name and a text.
    pub(super) fn to_text(&self) -> String {
        let Self { processor, instructions, cores, compiler, peers } = self;
        format!(
            "processor: {processor}\ninstructions: {instructions}\ncores: {cores}\n\
             compiler: {compiler}\npeers: {peers}\n"
        )
    }

    pub(super) fn write(&self, path: &Path) -> Result<()> {
        synaptome_lab::write_atomically(path, self.to_text().as_bytes())?;
        Ok(())
    }

    /// Reads what `write` wrote.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let line = |name: &str| named(path, &text, name);
        Ok(Self {
            processor: line("processor")?,
            instructions: line("instructions")?,
            cores: cores_in(&line("cores")?).with_context(|| path.display().to_string())?,
            compiler: line("compiler")?,
            peers: line("peers")?,
        })
    }
}

/// What stands behind a name in the text of a file.
pub(super) fn named(path: &Path, text: &str, name: &str) -> Result<String> {
    let found = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let found = found.with_context(|| format!("{} has no {name}", path.display()));
    found.map(|text| text.trim().to_owned())
}

fn cores_in(text: &str) -> Result<usize> {
    text.parse()
        .with_context(|| format!("the number of cores must be a whole number, got {text:?}"))
}

/// The name that the processor gives itself.
fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or_else(|| format!("a {} processor", std::env::consts::ARCH), |(_, n)| n.to_owned())
}

/// The vector instructions that our loops use: those of the processor, unless the environment forbids some.
fn instructions() -> &'static str {
    match (std::env::var("SYNAPTOME_INSTRUCTIONS").as_deref(), widest()) {
        (Ok("portable"), _) => "portable loops",
        (Ok("avx2"), "AVX-512") => "AVX2",
        (_, widest) => widest,
    }
}

#[cfg(target_arch = "x86_64")]
fn widest() -> &'static str {
    let wide = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl");
    match (wide, is_x86_feature_detected!("avx2")) {
        (true, _) => "AVX-512",
        (_, true) => "AVX2",
        _ => "SSE2",
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn widest() -> &'static str {
    if cfg!(target_arch = "aarch64") { "NEON" } else { "portable loops" }
}

/// The version of the compiler.
pub(super) fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let words: Vec<String> =
        text.unwrap_or_default().split(' ').take(2).map(str::to_owned).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("machine.txt");
        let machine = Machine::this("numpy 2");
        machine.write(&path).unwrap();
        assert_eq!(Machine::read(&path).unwrap(), machine);
        assert!(machine.sentence().contains("rustc 1."), "{}", machine.sentence());
    }
}
