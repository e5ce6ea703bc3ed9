//! `cargo xtask accessibility`: axe-core in headless Chromium over the pages that this program writes.
//!
//! axe-core (Mozilla Public License 2.0) is no part of the repository: npm downloads it, in the version below, into the
//! target folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use sha2::{Digest, Sha256};
use synaptome_lab::Run;

use crate::browser::{Browser, View};
use crate::experiment::{repository, synaptome};
use crate::output::print;
use crate::process::{process, quietly, step};
use crate::{book, explore};

const VERSION: &str = "4.10.3";
/// SHA-256 of `axe.min.js` of this version.
const SUM: &str = "880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb";
/// The figures of the report that is checked: one of each chapter, which take seconds.
const FIGURES: [&str; 4] = ["mi-2a", "will-11", "hop-trn-ablation", "ri-half"];
/// Opens what is folded, runs axe-core and writes what it finds at the end of the page.
const RUNNER: &str = include_str!("accessibility.js");

/// Checks these pages, or else a small report, the interactive page and the book, where the tools are.
pub(crate) fn run(pages: &[PathBuf]) -> Result<()> {
    let Some(browser) = Browser::find() else { return skipped("Chromium") };
    if !quietly(&mut process("npm --version")) {
        return skipped("npm");
    }
    let Some(axe) = axe()? else { return skipped("axe-core") };
    let given = || pages.iter().cloned().map(in_all_views).collect();
    let pages = if pages.is_empty() { own_pages()? } else { given() };
    let mut found = Vec::new();
    for (page, views) in pages {
        print(&format!("\n== accessibility: {}\n", page.display()))?;
        let page = fs::canonicalize(&page).with_context(|| page.display().to_string())?;
        for view in views {
            found.extend(violations(&browser, &axe, &page, *view)?);
        }
    }
    ensure!(found.is_empty(), "axe-core finds faults:\n{}", found.join("\n"));
    Ok(print("axe-core finds no serious and no critical fault\n")?)
}

fn skipped(tool: &str) -> Result<()> {
    Ok(print(&format!("\n== accessibility: skipped, {tool} is not installed\n"))?)
}

/// A page, and how it is shown.
type Shown = (PathBuf, &'static [View]);

fn in_all_views(page: PathBuf) -> Shown {
    (page, &View::ALL)
}

/// A small report, the interactive page, and the book where mdBook is installed. The first page of the book is shown
/// in all views. The others share its colours and are shown on a telephone.
fn own_pages() -> Result<Vec<Shown>> {
    let out = repository().join("target/accessibility");
    let only = FIGURES.map(str::to_owned).into();
    let report = Run { only, out: out.clone(), ..Run::default() };
    let lab = synaptome().map_err(|error| anyhow!("{error}"))?;
    lab.run(&report).map_err(|error| anyhow!("{error}"))?;
    explore::write(&out)?;
    let mut pages =
        ["index.html", "explore.html"].map(|name| in_all_views(out.join(name))).to_vec();
    if quietly(&mut process("mdbook --version")) {
        pages.extend(book::pages()?.into_iter().filter(|page| !is_a_copy(page)).map(of_the_book));
    }
    Ok(pages)
}

/// Whether a page of the book repeats others: all of them for printing, or the contents for browsers without scripts.
fn is_a_copy(page: &Path) -> bool {
    page.ends_with("print.html") || page.ends_with("toc.html")
}

fn of_the_book(page: PathBuf) -> Shown {
    if page.ends_with("book/index.html") { in_all_views(page) } else { (page, &[View::NARROW]) }
}

/// The text of axe-core, downloaded where it is missing or another; none where the registry cannot be reached.
fn axe() -> Result<Option<String>> {
    let folder = repository().join("target/axe");
    let file = folder.join("package/axe.min.js");
    if !fs::read(&file).is_ok_and(|text| sum(&text) == SUM) {
        fs::create_dir_all(&folder)?;
        let place = folder.display();
        let command = format!("npm pack --silent axe-core@{VERSION} --pack-destination {place}");
        if !quietly(&mut process(&command)) {
            return Ok(None);
        }
        step("axe-core", &format!("tar -xzf {place}/axe-core-{VERSION}.tgz -C {place}"), None)?;
    }
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    ensure!(sum(text.as_bytes()) == SUM, "{} is not axe-core {VERSION}", file.display());
    Ok(Some(text))
}

fn sum(text: &[u8]) -> String {
    let digest = Sha256::digest(text);
    let number = |half: &[u8]| half.iter().fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte));
    let (first, second) = digest.split_at(16);
    format!("{:032x}{:032x}", number(first), number(second))
}

/// What is serious or critical in a page.
fn violations(browser: &Browser, axe: &str, page: &Path, view: View) -> Result<Vec<String>> {
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("page.html");
    fs::write(&copy, instrumented(&fs::read_to_string(page)?, axe, page)?)?;
    let document = browser.document(&copy, view)?;
    let found = between(&document, "<pre id=\"axe-found\">", "</pre>");
    let found = found.with_context(|| format!("axe-core did not end on {}", page.display()))?;
    let shown = format!("{} at {} pixels, {}", page.display(), view.width, view.scheme());
    let lines =
        found.lines().filter(|line| line.starts_with("serious") || line.starts_with("critical"));
    Ok(lines.map(|line| format!("{shown}: {}", line.replace("&gt;", ">"))).collect())
}

/// The page with axe-core at its end; links still start from its own folder.
fn instrumented(page: &str, axe: &str, path: &Path) -> Result<String> {
    let folder = path.parent().context("a page in a folder")?;
    let base = format!("<head><base href=\"file://{}/\">", folder.display());
    let (body, end) = page.rsplit_once("</body>").context("a page with a body")?;
    let body = body.replacen("<head>", &base, 1);
    Ok(format!("{body}<script>{axe}</script><script>{RUNNER}</script></body>{end}"))
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    text.rsplit_once(open)?.1.split(close).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::say;

    #[test]
    fn faults_are_found_where_they_are_and_nowhere_else() {
        let Some(browser) = Browser::find() else {
            return say("skipped: no Chromium is installed");
        };
        if !quietly(&mut process("npm --version")) {
            return say("skipped: npm is not installed");
        }
        let Some(axe) = axe().unwrap() else {
            return say("skipped: axe-core cannot be downloaded");
        };
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("page.html");
        let found = |main: &str| {
            let text = format!(
                "<!DOCTYPE html><html lang=\"en\"><head><title>t</title></head><body><main><h1>t</h1>{main}</main></body></html>"
            );
            fs::write(&page, text).unwrap();
            violations(&browser, &axe, &page, View::WIDE).unwrap()
        };
        assert_eq!(found("<p>plain</p>"), Vec::<String>::new());
        let pale = found("<p style=\"color: #eee; background: #fff\">pale</p><img src=\"a.png\">");
        assert!(pale.iter().any(|line| line.contains("color-contrast")), "{pale:?}");
        assert!(pale.iter().any(|line| line.contains("image-alt")), "{pale:?}");
    }
}
