//! Rules for single files.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, ImplItemFn, ItemFn, ItemMod, TraitItemFn};

use crate::modules::Source;

/// The lines between the braces of every function outside of tests.
pub(crate) fn function_lines(source: &Source) -> Vec<usize> {
    let mut functions = Functions::default();
    functions.visit_file(&source.tree);
    functions.0
}

#[derive(Default)]
struct Functions(Vec<usize>);

impl Functions {
    fn add(&mut self, block: &Block) {
        let lines = |span: Span| (span.start().line, span.end().line);
        let (first, last) = lines(block.span());
        self.0.push((last - first).saturating_sub(1).max(1));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.add(&item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.add(&item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        item.default.iter().for_each(|block| self.add(block));
        visit::visit_trait_item_fn(self, item);
    }
}

/// What is wrong with the form of a file.
pub(crate) fn defects(source: &Source) -> Vec<String> {
    let mut found = Derives::default();
    found.visit_file(&source.tree);
    let path = source.path.display();
    let mut defects: Vec<_> = found.0.iter().map(|derive| format!("{path}: {derive}")).collect();
    if !source.tree.attrs.iter().any(|attribute| attribute.path().is_ident("doc")) {
        defects.push(format!("{path} does not begin with what it is"));
    }
    defects
}

/// Derives that are not in alphabetical order of their last words.
#[derive(Default)]
struct Derives(Vec<String>);

impl<'ast> Visit<'ast> for Derives {
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if attribute.path().is_ident("doc") {
            return;
        }
        let tokens = attribute.meta.to_token_stream().to_string();
        for list in tokens.split("derive").skip(1) {
            let names = list.trim_start_matches([' ', '(']).split(')').next().unwrap_or_default();
            let last = |name: &str| name.rsplit("::").next().unwrap_or_default().trim().to_owned();
            let names: Vec<String> = names.split(',').map(last).filter(|n| !n.is_empty()).collect();
            if !names.is_sorted_by_key(|name| (name == "Error", name.clone())) {
                self.0.push(format!("derive({})", names.join(", ")));
            }
        }
    }
}
