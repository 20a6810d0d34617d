//! The public parts of Rust items.

use proc_macro2::TokenStream;
use syn::{Attribute, Fields, ImplItem, Item, TraitItem, Type, UseTree, Visibility};

pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

pub(crate) fn name_of(item: &Item) -> Option<String> {
    Some(match item {
        Item::Const(it) => it.ident.to_string(),
        Item::Enum(it) => it.ident.to_string(),
        Item::Fn(it) => it.sig.ident.to_string(),
        Item::Static(it) => it.ident.to_string(),
        Item::Struct(it) => it.ident.to_string(),
        Item::Trait(it) => it.ident.to_string(),
        Item::Type(it) => it.ident.to_string(),
        _ => return None,
    })
}

/// The name of the type that the block implements something for.
pub(crate) fn self_type(block: &syn::ItemImpl) -> Option<String> {
    match &*block.self_ty {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    }
}

/// What a `use` imports: each path, with the name that it gets here.
pub(crate) fn leaves(tree: &UseTree) -> Vec<(Vec<String>, String)> {
    match tree {
        UseTree::Path(path) => {
            let mut all = leaves(&path.tree);
            for (leaf, _) in &mut all {
                leaf.insert(0, path.ident.to_string());
            }
            all
        }
        UseTree::Name(name) => vec![(vec![name.ident.to_string()], name.ident.to_string())],
        UseTree::Rename(name) => vec![(vec![name.ident.to_string()], name.rename.to_string())],
        UseTree::Glob(_) => vec![(vec!["*".to_owned()], "*".to_owned())],
        UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
    }
}

pub(crate) fn is_shown(visibility: &Visibility, attributes: &[Attribute]) -> bool {
    matches!(visibility, Visibility::Public(_)) && !says(attributes, "doc", "hidden")
}

pub(crate) fn is_for_tests(attributes: &[Attribute]) -> bool {
    says(attributes, "cfg", "test")
}

/// Whether there is an attribute of this name with only this word in its brackets.
fn says(attributes: &[Attribute], name: &str, word: &str) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident(name)).any(|attribute| {
        attribute.parse_args::<syn::Ident>().is_ok_and(|argument| argument == word)
    })
}

/// The attributes that affect users of an item.
fn visible(attributes: &[Attribute]) -> Vec<Attribute> {
    let names = ["derive", "must_use", "non_exhaustive", "macro_export"];
    let is_seen = |it: &&Attribute| names.iter().any(|name| it.path().is_ident(name));
    attributes.iter().filter(is_seen).cloned().collect()
}

/// The item without bodies and private parts; `None` if nothing is left.
pub(crate) fn without_private(item: &Item) -> Option<Item> {
    let mut item = item.clone();
    match &mut item {
        Item::Const(it) if is_shown(&it.vis, &it.attrs) => {
            it.attrs = visible(&it.attrs);
            *it.expr = syn::parse_quote!(..);
        }
        Item::Static(it) if is_shown(&it.vis, &it.attrs) => {
            it.attrs = visible(&it.attrs);
            *it.expr = syn::parse_quote!(..);
        }
        Item::Fn(it) if is_shown(&it.vis, &it.attrs) => {
            it.attrs = visible(&it.attrs);
            *it.block = syn::parse_quote!({});
        }
        Item::Struct(it) if is_shown(&it.vis, &it.attrs) => {
            it.attrs = visible(&it.attrs);
            public_fields(&mut it.fields);
        }
        Item::Enum(it) if is_shown(&it.vis, &it.attrs) => {
            it.attrs = visible(&it.attrs);
            for variant in &mut it.variants {
                variant.attrs = visible(&variant.attrs);
                variant.fields.iter_mut().for_each(|field| field.attrs.clear());
            }
        }
        Item::Trait(it) if is_shown(&it.vis, &it.attrs) => {
            it.attrs = visible(&it.attrs);
            it.items.iter_mut().for_each(without_body);
        }
        Item::Type(it) if is_shown(&it.vis, &it.attrs) => it.attrs = visible(&it.attrs),
        Item::Macro(it) if it.attrs.iter().any(|it| it.path().is_ident("macro_export")) => {
            it.attrs = visible(&it.attrs);
            it.mac.tokens = TokenStream::default();
        }
        _ => return None,
    }
    Some(item)
}

/// Private fields are replaced by a mark: others cannot name them.
fn public_fields(fields: &mut Fields) {
    match fields {
        Fields::Named(named) => {
            let all = named.named.len();
            let shown = named.named.iter().filter(|field| is_shown(&field.vis, &field.attrs));
            let mut shown: Vec<syn::Field> = shown.cloned().collect();
            let is_whole = shown.len() == all;
            for field in &mut shown {
                field.attrs.clear();
            }
            named.named = shown.into_iter().collect();
            if !is_whole {
                let private: syn::FieldsNamed = syn::parse_quote!({ _private: () });
                named.named.extend(private.named);
            }
        }
        Fields::Unnamed(unnamed) => {
            for field in &mut unnamed.unnamed {
                if !is_shown(&field.vis, &field.attrs) {
                    field.ty = syn::parse_quote!(_);
                }
                field.attrs.clear();
            }
        }
        Fields::Unit => {}
    }
}

fn without_body(item: &mut TraitItem) {
    match item {
        TraitItem::Fn(it) => {
            it.attrs = visible(&it.attrs);
            if let Some(body) = &mut it.default {
                *body = syn::parse_quote!({});
            }
        }
        TraitItem::Const(it) => it.attrs.clear(),
        TraitItem::Type(it) => it.attrs.clear(),
        _ => {}
    }
}

/// The public part of a block; for a trait's, only the fact that it is implemented.
pub(crate) fn public_part(block: &syn::ItemImpl) -> Option<Item> {
    let mut block = block.clone();
    let of_a_trait = block.trait_.is_some();
    block.attrs.clear();
    if of_a_trait {
        block.items.clear();
        return Some(Item::Impl(block));
    }
    block.items.retain_mut(|item| match item {
        ImplItem::Fn(it) if is_shown(&it.vis, &it.attrs) => {
            it.attrs = visible(&it.attrs);
            it.block = syn::parse_quote!({});
            true
        }
        ImplItem::Const(it) if is_shown(&it.vis, &it.attrs) => {
            it.attrs.clear();
            it.expr = syn::parse_quote!(..);
            true
        }
        _ => false,
    });
    (!block.items.is_empty()).then_some(Item::Impl(block))
}
