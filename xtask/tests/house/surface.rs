//! What a crate shows: the items that its users can name, with the documents of each.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{
    Attribute, Expr, ExprLit, FnArg, ImplItem, Item, ItemImpl, Lit, Meta, ReturnType, Signature,
    TraitItem, Type, Visibility,
};

use crate::imports::{Exports, Names, absolute, defined, exports, uses};
use crate::modules::Source;

/// What a shown item is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Kind {
    /// A function or method that makes a value of its type without having one.
    Constructor,
    /// Any other function or method.
    #[default]
    Function,
    /// A struct, an enum or a trait.
    Type,
}

/// A public type, or a public function or method.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// `Type`, `function`, or `Type::method`.
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// Whether it takes anything beyond the value that it belongs to.
    pub(crate) takes_arguments: bool,
    pub(crate) has_example: bool,
}

impl Shown {
    /// The type that a method belongs to.
    pub(crate) fn owner(&self) -> Option<&str> {
        self.name.split_once("::").map(|(owner, _)| owner)
    }
}

/// Everything public of a crate, in the order of its modules.
pub(crate) fn of(sources: &[Source]) -> Vec<Shown> {
    let mut surface = Surface::new(sources);
    surface.module(&Vec::new());
    let types = surface.shown.iter().filter(|shown| shown.kind == Kind::Type);
    let types: Vec<_> = types.map(|shown| shown.name.clone()).collect();
    let blocks = sources.iter().flat_map(|source| &source.tree.items);
    surface.shown.extend(blocks.flat_map(|item| inherent(item, &types)));
    surface.shown
}

struct Surface<'a> {
    files: BTreeMap<&'a Names, &'a Source>,
    exports: Exports,
    shown: Vec<Shown>,
}

impl<'a> Surface<'a> {
    fn new(sources: &'a [Source]) -> Self {
        let files = sources.iter().map(|source| (&source.module, source)).collect();
        Self { exports: exports(sources, &files), files, shown: Vec::new() }
    }

    /// What a public module shows.
    fn module(&mut self, module: &Names) {
        let source = self.files[module];
        for item in &source.tree.items {
            match item {
                Item::Mod(inner) if is_public(&inner.vis) => {
                    self.module(&[module.as_slice(), &[inner.ident.to_string()]].concat());
                }
                _ => self.shown.extend(shown(item)),
            }
        }
        for (path, ..) in uses(&source.tree).into_iter().filter(|(.., is_public)| *is_public) {
            self.export(module, &path);
        }
    }

    /// What a `pub use` shows, if it is of this crate.
    fn export(&mut self, module: &Names, path: &Names) {
        let target = absolute(module, path, &self.files);
        let target = target.and_then(|path| defined(path, &self.exports, &self.files));
        let Some((file, Some(name))) = target else { return };
        let items = self.files[file].tree.items.iter();
        let named = |shown: &Shown| shown.owner().unwrap_or(&shown.name) == name;
        self.shown.extend(items.flat_map(shown).filter(named));
    }
}

/// The item itself, and the methods of a trait.
pub(crate) fn shown(item: &Item) -> Vec<Shown> {
    let (name, visibility, attributes) = match item {
        Item::Struct(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Enum(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Trait(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Fn(item) => (&item.sig.ident, &item.vis, &item.attrs),
        _ => return Vec::new(),
    };
    if !is_public(visibility) {
        return Vec::new();
    }
    let mut all = vec![Shown {
        name: name.to_string(),
        kind: if matches!(item, Item::Fn(_)) { Kind::Function } else { Kind::Type },
        takes_arguments: true,
        has_example: has_example(attributes),
    }];
    if let Item::Trait(item) = item {
        all.extend(item.items.iter().filter_map(|method| match method {
            TraitItem::Fn(method) => Some(Shown {
                name: format!("{name}::{}", method.sig.ident),
                takes_arguments: takes_arguments(&method.sig),
                has_example: has_example(&method.attrs),
                ..Shown::default()
            }),
            _ => None,
        }));
    }
    all
}

/// The public methods of an `impl` of a shown type.
fn inherent(item: &Item, types: &[String]) -> Vec<Shown> {
    let Item::Impl(ItemImpl { trait_: None, self_ty, items, .. }) = item else {
        return Vec::new();
    };
    let Some(owner) = last_name(self_ty).filter(|name| types.contains(name)) else {
        return Vec::new();
    };
    let methods = items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) if is_public(&method.vis) => Some(method),
        _ => None,
    });
    let kind = |signature: &Signature| match signature.receiver() {
        None if makes(&signature.output, &owner) => Kind::Constructor,
        _ => Kind::Function,
    };
    let methods = methods.map(|method| Shown {
        name: format!("{owner}::{}", method.sig.ident),
        kind: kind(&method.sig),
        takes_arguments: takes_arguments(&method.sig),
        has_example: has_example(&method.attrs),
    });
    methods.collect()
}

fn last_name(kind: &Type) -> Option<String> {
    match kind {
        Type::Path(path) => path.path.segments.last().map(|part| part.ident.to_string()),
        _ => None,
    }
}

fn takes_arguments(signature: &Signature) -> bool {
    signature.inputs.iter().any(|argument| matches!(argument, FnArg::Typed(_)))
}

/// Whether a function returns `Self`, the type by name, or either within something else.
fn makes(output: &ReturnType, owner: &str) -> bool {
    let tokens = output.to_token_stream().to_string();
    tokens.split(|c: char| !c.is_alphanumeric()).any(|word| word == "Self" || word == owner)
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Whether documents contain code that a test compiles and runs.
fn has_example(attributes: &[Attribute]) -> bool {
    let lines = attributes.iter().filter_map(document);
    let fences: Vec<_> = lines.filter(|line| line.trim().starts_with("```")).collect();
    let opening = fences.iter().step_by(2);
    opening.map(|fence| fence.trim()).any(|fence| matches!(fence, "```" | "```rust"))
}

fn document(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
