//! The code of a file without its prose: no comments, no documentation, no tests.

use std::str::FromStr;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The tokens of a source text, one by one; none if it is not Rust.
pub(crate) fn of_code(text: &str) -> Option<Vec<String>> {
    let mut tokens = Vec::new();
    append(TokenStream::from_str(text).ok()?, &mut tokens);
    Some(tokens)
}

fn append(stream: TokenStream, tokens: &mut Vec<String>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while at < trees.len() {
        let skipped = prose(&trees[at..]).or_else(|| tests(&trees[at..]));
        if let Some(count) = skipped {
            at += count;
            continue;
        }
        match &trees[at] {
            TokenTree::Group(group) => {
                let [open, close] = brackets(group);
                tokens.push(open.to_owned());
                append(group.stream(), tokens);
                tokens.push(close.to_owned());
            }
            tree => tokens.push(tree.to_string()),
        }
        at += 1;
    }
}

fn brackets(group: &Group) -> [&'static str; 2] {
    match group.delimiter() {
        Delimiter::Parenthesis => ["(", ")"],
        Delimiter::Brace => ["{", "}"],
        Delimiter::Bracket => ["[", "]"],
        Delimiter::None => ["", ""],
    }
}

/// The number of trees of an attribute `#[doc …]` or `#![doc …]` at the beginning.
fn prose(trees: &[TokenTree]) -> Option<usize> {
    let (count, first) = attribute(trees)?;
    (first == "doc").then_some(count)
}

/// The number of trees of `#[cfg(test)] mod … { … }` at the beginning.
fn tests(trees: &[TokenTree]) -> Option<usize> {
    let (count, _) = attribute(trees)?;
    let TokenTree::Group(group) = &trees[count - 1] else { return None };
    if group.stream().to_string().replace(' ', "") != "cfg(test)" {
        return None;
    }
    let is_module = matches!(trees.get(count), Some(TokenTree::Ident(word)) if word == "mod");
    let has_body = matches!(trees.get(count + 2), Some(TokenTree::Group(_)));
    (is_module && has_body).then_some(count + 3)
}

/// The number of trees of an attribute at the beginning, and its first word.
fn attribute(trees: &[TokenTree]) -> Option<(usize, String)> {
    let is = |at: usize, sign: char| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    let count = if is(1, '!') { 3 } else { 2 };
    match trees.get(count - 1) {
        Some(TokenTree::Group(group)) if is(0, '#') => {
            let first = group.stream().into_iter().next();
            Some((count, first.map_or_else(String::new, |tree| tree.to_string())))
        }
        _ => None,
    }
}
