//! The documents: every link between them leads somewhere, and the book holds every page.

use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}

/// All documents: at the root, in `docs`, of the crates, the benches, the fuzz targets and the Python package.
fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    markdown_in(&root(), false, &mut found);
    markdown_in(&root().join("docs"), true, &mut found);
    markdown_in(&root().join("crates"), true, &mut found);
    markdown_in(&root().join("benches"), true, &mut found);
    markdown_in(&root().join("fuzz"), false, &mut found);
    markdown_in(&root().join("python"), false, &mut found);
    found.sort();
    found
}

fn markdown_in(folder: &Path, deeply: bool, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && deeply {
            markdown_in(&path, true, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

/// The targets of all links and pictures of a document.
fn links(text: &str) -> Vec<String> {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES);
    let targets = events.filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url),
        _ => None,
    });
    targets.map(|target| target.to_string()).collect()
}

/// The anchors of the headlines of a document, as they are made on the web.
fn anchors(text: &str) -> Vec<String> {
    let (mut anchors, mut headline) = (Vec::new(), None::<String>);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => headline = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => anchors.extend(headline.take()),
            Event::Text(part) | Event::Code(part) => {
                if let Some(headline) = &mut headline {
                    headline.push_str(&part);
                }
            }
            _ => {}
        }
    }
    anchors.iter().map(|headline| anchor(headline)).collect()
}

fn anchor(headline: &str) -> String {
    let kept = headline.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
}

/// What is wrong with a link of a document, if anything is.
fn defect(document: &Path, target: &str) -> Option<String> {
    // Links to items are checked by rustdoc, those to the web by a reader.
    let elsewhere = target.contains("://") || target.starts_with("mailto:");
    let item = !target.contains('/') && !target.contains('.') && !target.starts_with('#');
    if elsewhere || item || target.contains("::") {
        return None;
    }
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = if file.is_empty() { document.to_owned() } else { document.parent()?.join(file) };
    if !path.exists() {
        return Some(format!("{}: {target} does not exist", document.display()));
    }
    if anchor.is_empty() || path.is_dir() {
        return None;
    }
    let text = fs::read_to_string(&path).ok()?;
    let known = anchors(&text).iter().any(|known| known == anchor);
    (!known).then(|| format!("{}: {target} has no such headline", document.display()))
}

#[test]
fn every_link_leads_somewhere() {
    let documents = documents();
    assert!(documents.len() > 20, "only {documents:?}");
    let mut defects = Vec::new();
    for document in documents {
        let text = fs::read_to_string(&document).expect("a document is text");
        defects.extend(links(&text).iter().filter_map(|target| defect(&document, target)));
    }
    assert!(defects.is_empty(), "{}", defects.join("\n"));
}

/// What a document names in code: files of the repository, and tests.
fn named(text: &str) -> Vec<PathBuf> {
    let code = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Code(code) => Some(code.to_string()),
        _ => None,
    });
    code.flat_map(|code| test_of(&code).into_iter().chain(file_of(&code)).collect::<Vec<_>>())
        .collect()
}

/// The file of the test that a command runs.
fn test_of(code: &str) -> Option<PathBuf> {
    let mut words = code.strip_prefix("cargo test")?.split_whitespace();
    let package = words.clone().skip_while(|word| *word != "-p").nth(1)?;
    words.find(|word| *word == "--test")?;
    let folder = match package.strip_prefix("synaptome-") {
        Some(name) => root().join("crates").join(name),
        None => root().join(package),
    };
    let test = folder.join("tests").join(words.next()?);
    Some(if test.is_dir() { test.join("main.rs") } else { test.with_extension("rs") })
}

fn file_of(code: &str) -> Option<PathBuf> {
    let is_ours = ["crates/", "xtask/", "benches/", "docs/"].iter().any(|f| code.starts_with(f));
    let is_plain = code.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    (is_ours && is_plain).then(|| root().join(code))
}

#[test]
fn files_and_tests_that_documents_name_exist() {
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a document is text");
        let missing: Vec<_> = named(&text).into_iter().filter(|path| !path.exists()).collect();
        assert!(missing.is_empty(), "{} names {missing:?}", document.display());
    }
    assert!(!test_of("cargo test -p synaptome-willshaw --test absent").unwrap().exists());
    assert!(!file_of("crates/absent.rs").unwrap().exists());
}

#[test]
fn the_book_holds_every_page() {
    let docs = root().join("docs");
    let summary = fs::read_to_string(docs.join("SUMMARY.md")).expect("the contents of the book");
    let listed: Vec<PathBuf> = links(&summary).iter().map(|target| docs.join(target)).collect();
    let mut pages = Vec::new();
    markdown_in(&docs, true, &mut pages);
    let missing: Vec<_> = (pages.iter())
        .filter(|page| !listed.contains(page) && !page.ends_with("SUMMARY.md"))
        .collect();
    assert!(missing.is_empty(), "not in docs/SUMMARY.md: {missing:?}");
}

#[test]
fn a_broken_link_is_found() {
    let document = root().join("README.md");
    assert!(defect(&document, "docs/no-such-page.md").is_some());
    assert!(defect(&document, "CONTRIBUTING.md#no-such-headline").is_some());
    assert!(defect(&document, "CONTRIBUTING.md#add-a-figure").is_none());
}

/// A promise without its test is none.
#[test]
fn every_test_that_holds_a_promise_exists() {
    let text = fs::read_to_string(root().join("docs/reliability.md")).expect("a document");
    let folders = [
        "xtask/src",
        "xtask/tests",
        "xtask/tests/faults",
        "crates/infomax/tests/outside",
        "crates/lab/src",
        "crates/lab/tests/experiment",
        "crates/lognormal/tests",
        "crates/willshaw/src/bits",
        "fuzz/tests",
    ];
    let files = folders.iter().flat_map(|folder| fs::read_dir(root().join(folder)).unwrap());
    let tests: String = files.filter_map(|f| fs::read_to_string(f.unwrap().path()).ok()).collect();
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    let names = rows.filter_map(|row| row.split(" | ").nth(1)).flat_map(|cell| cell.split('`'));
    let mut count = 0;
    for name in names.filter(|name| name.contains('_')) {
        assert!(tests.contains(&format!("fn {name}(")), "{name} is no test");
        count += 1;
    }
    assert!(count > 20, "{count} tests are named");
}
