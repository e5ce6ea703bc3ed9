//! The words of errors.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{Attribute, Item, LitStr, Variant};

use crate::crates::Crate;

/// Faults of one name whose messages differ between crates, with the messages.
pub(crate) fn faults_with_several_messages(crates: &[Crate]) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::<String, BTreeSet<String>>::new();
    // The lab's errors are about experiments, with files and figures instead of quantities.
    for package in crates.iter().filter(|package| package.name != "lab") {
        for variant in variants(package) {
            let message = variant.attrs.iter().find_map(message);
            messages.entry(variant.ident.to_string()).or_default().extend(message);
        }
    }
    messages.retain(|_, messages| messages.len() > 1);
    messages
}

fn variants(package: &Crate) -> impl Iterator<Item = &Variant> {
    let errors = package.sources.iter().filter(|source| source.module == ["error"]);
    let items = errors.flat_map(|source| &source.tree.items);
    let enums = items.filter_map(|item| match item {
        Item::Enum(item) if item.ident == "Error" => Some(&item.variants),
        _ => None,
    });
    enums.flatten()
}

fn message(attribute: &Attribute) -> Option<String> {
    let is_error = attribute.path().is_ident("error");
    // What follows the words says how numbers are shown.
    let words = |input: ParseStream<'_>| {
        let words: LitStr = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(words.value())
    };
    is_error.then(|| attribute.parse_args_with(words).ok()).flatten()
}
