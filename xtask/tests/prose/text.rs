//! The prose of a file, line by line.

use proc_macro2::{TokenStream, TokenTree};

/// A line of prose, without its code.
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) text: String,
}

fn line((index, text): (usize, impl Into<String>)) -> Line {
    Line { number: index + 1, text: text.into() }
}

/// Markdown without code, comments, formulas and targets of links.
pub(crate) fn markdown(text: &str) -> Vec<Line> {
    let mut is_code = false;
    let mut lines = Vec::new();
    for (index, text) in text.lines().enumerate() {
        if text.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            let kept = without(&without(&without(text, "`", "`"), "<!--", "-->"), "](", ")");
            lines.push(line((index, without(&kept, "$", "$"))));
        }
    }
    lines
}

/// A text without what stands between two marks.
fn without(text: &str, open: &str, close: &str) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once(open) {
        kept.push_str(before);
        let Some((_, after)) = after.split_once(close) else {
            return kept + open + after;
        };
        kept.push('\u{fffc}');
        rest = after;
    }
    kept + rest
}

/// The comments and the literals of a file of Rust.
pub(crate) fn rust(text: &str) -> Vec<Line> {
    let is_comment = |line: &&str| line.trim_start().starts_with("//");
    let comments: Vec<String> = text
        .lines()
        .map(|line| {
            if is_comment(&line) { line.trim_start().trim_start_matches(['/', '!']) } else { "" }
                .to_owned()
        })
        .collect();
    let mut lines = markdown(&comments.join("\n"));
    let tokens: TokenStream = text.parse().expect("a file of Rust");
    let mut found = Vec::new();
    literals(tokens, &mut found);
    // A comment is a literal, too, of which all has been read.
    found.retain(|line| comments.get(line.number - 1).is_none_or(String::is_empty));
    lines.extend(found);
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}

/// The literals that are texts.
fn literals(tokens: TokenStream, lines: &mut Vec<Line>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => literals(group.stream(), lines),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                if text.starts_with('"') {
                    let number = literal.span().start().line;
                    lines.push(Line { number, text: without(&without(&text, "{", "}"), "`", "`") });
                }
            }
            _ => {}
        }
    }
}

/// All lines of Python; code reads as prose there, which no rule minds.
pub(crate) fn python(text: &str) -> Vec<Line> {
    text.lines().enumerate().map(|(index, text)| line((index, without(text, "`", "`")))).collect()
}

/// The statements of claims, and the comments.
pub(crate) fn statements(text: &str) -> Vec<Line> {
    let is_prose = |text: &str| text.starts_with("statement") || text.starts_with('#');
    text.lines().enumerate().filter(|(_, text)| is_prose(text)).map(line).collect()
}
