//! `cargo xtask docs`: the documents as a book.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail, ensure};

use crate::experiment::repository;
use crate::illustrations;
use crate::output::print;
use crate::process::{process, quietly};
use crate::python;
use crate::reference;

/// Draws the illustrations, builds the book and the references of the crates and of the Python package, and says
/// where they are.
pub(crate) fn build() -> Result<()> {
    illustrations::write().map_err(|error| anyhow!("illustrations: {error}"))?;
    pages()?;
    reference::build()?;
    python::reference()?;
    let book = folder().join("index.html");
    Ok(print(&format!("book: {}\n", book.display()))?)
}

fn folder() -> PathBuf {
    repository().join("target/book")
}

/// Builds the pages and says where they are; a warning of mdBook is an error, as is a link that leads nowhere.
pub(crate) fn pages() -> Result<Vec<PathBuf>> {
    if !quietly(&mut process("mdbook --version")) {
        bail!("mdbook is not installed; `cargo install --locked mdbook` installs it");
    }
    let program = own_path()?;
    let mut build = Command::new("mdbook");
    // The formulas are converted by this program.
    let converter = format!("{} mathematics", program.display());
    build
        .arg("build")
        .current_dir(repository())
        .env("MDBOOK_preprocessor__formulas__command", converter);
    let done = build.output().context("mdbook build")?;
    let said = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
    print(&said)?;
    ensure!(done.status.success(), "mdbook build failed");
    ensure!(!said.contains("WARN"), "mdbook build warns");
    let broken = broken_links(&folder())?;
    ensure!(broken.is_empty(), "links of the book lead nowhere:\n{}", broken.join("\n"));
    html(&folder())
}

/// The path of this program. Linux marks the path of a program that was compiled again while it runs.
fn own_path() -> Result<PathBuf> {
    let path = std::env::current_exe().context("the path of this program is unknown")?;
    let new = path.to_str().and_then(|text| text.strip_suffix(" (deleted)")).map(PathBuf::from);
    Ok(new.unwrap_or(path))
}

/// Links between pages of a folder that lead to no file, or to no such place in a page.
fn broken_links(folder: &Path) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for page in html(folder)? {
        let text = fs::read_to_string(&page)?;
        let lost = targets(&text).into_iter().filter(|target| !leads(&page, target));
        broken.extend(lost.map(|target| format!("{}: {target}", page.display())));
    }
    Ok(broken)
}

/// Whether there is what a page links to.
fn leads(page: &Path, target: &str) -> bool {
    let (file, place) = target.split_once('#').unwrap_or((target, ""));
    let file = file.split('?').next().unwrap_or_default();
    let base = page.parent().unwrap_or(page);
    let other = if file.is_empty() { page.to_owned() } else { base.join(file) };
    if place.is_empty() || other.extension().is_none_or(|extension| extension != "html") {
        return other.exists();
    }
    let id = format!("id=\"{place}\"");
    fs::read_to_string(other).is_ok_and(|text| text.contains(&id))
}

/// The targets of a page that lie in the book.
fn targets(page: &str) -> Vec<&str> {
    let after = ["href=\"", "src=\""].into_iter().flat_map(|mark| page.split(mark).skip(1));
    let targets = after.filter_map(|rest| rest.split('"').next());
    let is_file = |t: &&str| !t.is_empty() && *t != "#" && !t.starts_with('/') && !t.contains(':');
    targets.filter(is_file).collect()
}

/// All pages below a folder, without the reference of the Python package.
fn html(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("python-reference") {
            pages.extend(html(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            pages.push(path);
        }
    }
    pages.sort();
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let page = r##"<a href="here.html#x" id="x">1</a> <a href="#x">2</a> <a href="lost.html">3</a>
            <img src="https://x.org/y"> <a href="#y">4</a>"##;
        fs::write(folder.path().join("here.html"), page).unwrap();
        let broken = broken_links(folder.path()).unwrap();
        assert!(broken.len() == 2 && broken[0].ends_with("lost.html"), "{broken:?}");
        assert!(broken[1].ends_with("#y"), "{broken:?}");
    }
}
