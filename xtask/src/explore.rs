//! `cargo xtask explore`: a page on which a reader changes loads, rules and noise and watches what memories recall.
//!
//! The crates compute tables and weights when the command runs. The page contains them with a program in plain
//! JavaScript, which runs retrieval from single cues itself and needs no network. Tests in headless Chromium compare
//! its states and numbers with those of the crates.

#[cfg(test)]
mod agreement;
mod encoding;
mod glyphs;
mod memories;
mod page;
mod pictures;
mod synapses;

use std::path::Path;
use std::thread;

use anyhow::{Context, Result, anyhow};
use serde::Serialize;
use synaptome_lab::write_atomically;

use crate::output::print;

/// What the crates compute for the page.
#[derive(Debug, Serialize)]
struct Tables {
    layouts: Vec<memories::Layout>,
    album: pictures::Album,
    exact: synapses::Exact,
}

/// Computes the tables, writes `explore.html` into a folder and says where it is.
pub(crate) fn write(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let page = folder.join("explore.html");
    let text = page::assembled(&tables()?)?;
    write_atomically(&page, text.as_bytes()).map_err(|error| anyhow!("{error}"))?;
    Ok(print(&format!("page: {}\n", page.display()))?)
}

/// All tables, of which three are computed at the same time.
fn tables() -> Result<Tables> {
    thread::scope(|scope| {
        let album = scope.spawn(|| text(pictures::album()));
        let exact = scope.spawn(|| text(synapses::exact()));
        let layouts = text(memories::layouts())?;
        let gone = |_| anyhow!("a thread panicked");
        let (album, exact) = (album.join().map_err(gone)??, exact.join().map_err(gone)??);
        Ok(Tables { layouts, album, exact })
    })
}

/// The error of the lab as one of this program.
fn text<T>(result: synaptome_lab::Result<T>) -> Result<T> {
    result.map_err(|error| anyhow!("{error}"))
}
