//! Formulas of the book: `$…$` and `$$…$$` become MathML when the book is built, so that no page needs a script or
//! the network.
//!
//! `cargo xtask mathematics` is a preprocessor of mdBook: it reads the book as JSON from standard input and writes it
//! to standard output with its formulas converted.

use std::io::{self, Read};
use std::ops::Range;

use anyhow::{Context, Result, bail};
use pulldown_cmark::{Event, Options, Parser};
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser as Latex, Storage, push_mathml};
use serde_json::Value;

use crate::output::print;

/// Converts the book that mdBook sends, or says whether it supports an output format.
pub(crate) fn run(words: &[String]) -> Result<()> {
    if words.first().is_some_and(|word| word == "supports") {
        return match words.get(1).map(String::as_str) {
            Some("html") => Ok(()),
            other => bail!("formulas are converted for html, not for {other:?}"),
        };
    }
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).context("mdBook sends a book")?;
    let mut input: Value = serde_json::from_str(&text).context("the book is JSON")?;
    let book = input.get_mut(1).context("mdBook sends its context and the book")?;
    convert_pages(book)?;
    Ok(print(&book.to_string())?)
}

/// Converts the content of every chapter inside a value.
fn convert_pages(value: &mut Value) -> Result<()> {
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(convert_pages),
        Value::Object(fields) => fields.iter_mut().try_for_each(|(name, field)| match field {
            Value::String(text) if name == "content" => {
                *text = within_the_book(&converted(text)?);
                Ok(())
            }
            other => convert_pages(other),
        }),
        _ => Ok(()),
    }
}

/// The documents outside of the folder of the book that pages of the book include, and these pages.
const INCLUDED: [(&str, &str); 9] = [
    ("../crates/hopfield/README.md", "crates/hopfield.md"),
    ("../crates/infomax/README.md", "crates/infomax.md"),
    ("../crates/interchange/README.md", "crates/interchange.md"),
    ("../crates/lab/README.md", "crates/lab.md"),
    ("../crates/lognormal/README.md", "crates/lognormal.md"),
    ("../crates/mi/README.md", "crates/mi.md"),
    ("../crates/willshaw/README.md", "crates/willshaw.md"),
    ("../python/README.md", "python.md"),
    ("../CONTRIBUTING.md", "contributing.md"),
];

/// A page whose links to included documents, which lead to these in the repository, lead to pages of the book. A page
/// that includes a document of the root has its links, too.
fn within_the_book(page: &str) -> String {
    let page = page.replace("](docs/", "](");
    INCLUDED.iter().fold(page, |page, (file, other)| page.replace(file, other))
}

/// A page of Markdown with its formulas as MathML.
pub(crate) fn converted(page: &str) -> Result<String> {
    let (mut out, mut end) = (String::with_capacity(page.len()), 0);
    for (range, formula, mode) in formulas(page) {
        out.push_str(&page[end..range.start]);
        out.push_str(&mathml(&formula, mode).with_context(|| format!("the formula {formula:?}"))?);
        end = range.end;
    }
    out.push_str(&page[end..]);
    Ok(out)
}

/// The formulas of a page and where they stand; code is left alone.
fn formulas(page: &str) -> Vec<(Range<usize>, String, DisplayMode)> {
    let options = Options::ENABLE_MATH | Options::ENABLE_TABLES;
    let events = Parser::new_ext(page, options).into_offset_iter();
    let found = events.filter_map(|(event, range)| match event {
        Event::InlineMath(text) => Some((range, text.to_string(), DisplayMode::Inline)),
        Event::DisplayMath(text) => Some((range, text.to_string(), DisplayMode::Block)),
        _ => None,
    });
    found.collect()
}

/// The formula with thin spaces around log₂: version 0.7 puts the space before a function into its scripts.
fn spaced(formula: &str) -> String {
    let mut parts = formula.split("\\log_2");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_factor = |c: char| c.is_alphanumeric() || "})".contains(c);
        text +=
            if text.trim_end().ends_with(is_factor) { "\\,{\\log_2}\\," } else { "{\\log_2}\\," };
        text += part;
    }
    text
}

/// A formula as one line of MathML.
fn mathml(formula: &str, display_mode: DisplayMode) -> Result<String> {
    let storage = Storage::new();
    let formula = spaced(formula);
    let events = Latex::new(&formula, &storage).collect::<Result<Vec<_>, _>>();
    let events = events.map_err(|error| anyhow::anyhow!("{error}"))?;
    let mut markup = String::new();
    let options = RenderConfig { display_mode, ..RenderConfig::default() };
    push_mathml(&mut markup, events.into_iter().map(Ok::<_, std::fmt::Error>), options)?;
    // Version 0.7 leaves no space between two attributes.
    Ok(markup.replace('\n', " ").replace("\"minsize", "\" minsize"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::repository;

    #[test]
    fn formulas_become_markup_and_code_stays() {
        let page = "A $x^2$ and `$y$`.\n\n$$ \\frac{1}{2} $$\n\n```\n$z$\n```\n";
        let found = converted(page).unwrap();
        assert!(found.contains("<msup>") && found.contains("<mfrac>"), "{found}");
        assert!(found.contains("`$y$`") && found.contains("\n$z$\n"), "{found}");
        assert!(converted("$\\frac{1}$").is_err());
    }

    #[test]
    fn every_included_document_is_linked_as_its_page() {
        let docs = repository().join("docs");
        for (file, page) in INCLUDED {
            let text = std::fs::read_to_string(docs.join(page)).unwrap();
            let depth = page.matches('/').count();
            let include = format!("{{{{#include {}{file}}}}}", "../".repeat(depth));
            assert!(text.starts_with(&include), "{page}");
            assert!(docs.join(file).is_file());
        }
        let page =
            "[a](../../crates/mi/README.md#limits) [b](../CONTRIBUTING.md) [c](docs/primer.md)";
        assert_eq!(
            within_the_book(page),
            "[a](../crates/mi.md#limits) [b](contributing.md) [c](primer.md)"
        );
    }

    #[test]
    fn a_thin_space_stands_on_both_sides_of_a_logarithm() {
        let spaces = |formula: &str| converted(formula).unwrap().matches("<mspace").count();
        assert_eq!(spaces("$m\\log_2 N$"), 2);
        assert_eq!(spaces("$\\log_2 N - \\log_2 L$"), 2);
        assert_eq!(spaces("$(1-\\lambda) k \\log_2 N$"), 2);
    }

    #[test]
    fn every_formula_of_the_book_is_converted() {
        let folder = repository().join("docs");
        let mut count = 0;
        for name in ["primer.md", "concepts", "derivations"] {
            let path = folder.join(name);
            let pages = if path.is_dir() {
                std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect()
            } else {
                vec![path]
            };
            for page in pages {
                let text = std::fs::read_to_string(&page).unwrap();
                count += formulas(&text).len();
                converted(&text).unwrap_or_else(|error| panic!("{}: {error:#}", page.display()));
            }
        }
        assert!(count > 40, "only {count} formulas");
    }
}
