//! What others may rely on: the public API of each crate as text, pinned, so that every change is
//! seen and intended. `#[doc(hidden)]` items are for calproof's own crates and are not part of it.

use std::collections::{BTreeMap, BTreeSet};

use syn::Item;

use crate::items::{
    attributes, is_for_tests, is_shown, leaves, name_of, public_part, self_type, without_private,
};
use crate::tree::{Tree, repository, root};

/// The published crates and their folders.
const PUBLISHED: &[(&str, &str)] = &[
    ("calproof-corpora", "corpora/src/"),
    ("calproof-registry", "registry/src/"),
    ("calproof", "conformance/suite/src/"),
    ("calproof-libraries", "conformance/libraries/src/"),
    ("calproof-fuzz-support", "conformance/fuzz_support/src/"),
    ("calproof-cli", "conformance/cli/src/"),
];

#[test]
fn the_public_api_is_as_agreed() {
    for (name, folder) in PUBLISHED {
        let api = Crate::read(repository(), folder).api();
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_path(root().join("conformance/cli/tests/snapshots/public_api"));
        settings.bind(|| insta::assert_snapshot!(*name, api));
    }
}

#[test]
fn only_public_items_are_shown() {
    let files = [
        (
            "a/src/lib.rs",
            "mod inner; #[doc(hidden)] pub mod hidden { pub struct H; } pub mod open { pub fn f() {} }
             pub use inner::{A, B as C, deeper::D}; pub use other::E; struct Private;
             #[macro_export] macro_rules! shown { () => {} }",
        ),
        (
            "a/src/inner.rs",
            "/// Docs.\n#[derive(Clone)] pub struct A { pub x: u8, y: u8 }
             impl A { pub fn new(x: u8) -> A { A { x, y: 0 } } fn private(&self) {} \
             #[doc(hidden)] pub fn hidden(&self) {} }
             impl std::fmt::Display for A { fn fmt(&self) { todo() } }
             pub enum B { One } pub mod deeper; #[cfg(test)] mod tests { pub struct A; }",
        ),
        ("a/src/inner/deeper.rs", "table! { D }"),
    ];
    let api = Crate::read(&Tree::of_sample(&files), "a/src/").api();
    for shown in [
        "pub struct A {\n    pub x: u8,\n    _private: (),\n}",
        "#[derive(Clone)]",
        "pub fn new(x: u8) -> A {}",
        "impl std::fmt::Display for A {}",
        "pub enum B",
        "// inner::B as C",
        "mod open {",
        "pub fn f() {}",
        "pub use other::E;",
        "macro_rules! shown",
        "table! {",
    ] {
        assert!(api.contains(shown), "{shown} is not in:\n{api}");
    }
    for hidden in ["Private", "H;", "fn private", "hidden", "todo", "y: u8", "Docs"] {
        assert!(!api.contains(hidden), "{hidden} is in:\n{api}");
    }
}

/// Types of the standard library and of serde, and names in derives and bounds.
const OF_OTHERS: &[&str] = &[
    "Arc",
    "BTreeMap",
    "BTreeSet",
    "Box",
    "Calendar",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Deserializer",
    "Dir",
    "Display",
    "Duration",
    "Eq",
    "Err",
    "Error",
    "File",
    "Fn",
    "From",
    "FromStr",
    "Hash",
    "Into",
    "Item",
    "Iterator",
    "None",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "PathBuf",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Serializer",
    "Some",
    "String",
    "Sum",
    "Sync",
    "Vec",
    "VersionReq",
    "Write",
];

/// Every type in a public signature or field must have a public path.
#[test]
fn every_type_in_the_api_can_be_named() {
    let api = Crate::read(repository(), "conformance/suite/src/").api();
    let shown = api.lines().filter(|line| !line.starts_with("//"));
    let words = |line: &str| -> Vec<String> {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        line.split(|c| !is_part(c)).map(str::to_owned).collect()
    };
    let is_type = |word: &String| word.starts_with(char::is_uppercase) && word.len() > 1;
    let defined: BTreeSet<String> = shown
        .clone()
        .filter(|line| line.starts_with("pub "))
        .flat_map(words)
        .filter(is_type)
        .collect();
    let members = members(shown);
    let nameless = |word: &String| {
        !defined.contains(word)
            && !OF_OTHERS.contains(&word.as_str())
            && *word != word.to_uppercase()
    };
    let nameless: Vec<(String, &str)> = members
        .into_iter()
        .flat_map(|line| words(line).into_iter().map(move |word| (word, line)))
        .filter(|(word, _)| is_type(word) && nameless(word))
        .collect();
    assert!(nameless.is_empty(), "these types cannot be named by others: {nameless:#?}");
}

/// The lines inside items: fields, variants without their names, methods, arguments. What a macro is
/// given is left out, and so are attributes.
fn members<'a>(shown: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut in_macro = false;
    let mut members = Vec::new();
    for line in shown {
        if !line.starts_with(' ') {
            in_macro = line.ends_with("! {");
            continue;
        }
        let member = line.trim();
        if in_macro || member.starts_with('#') {
            continue;
        }
        let is_variant = member.starts_with(char::is_uppercase);
        let after_name = member.find(|c: char| !c.is_alphanumeric()).unwrap_or(member.len());
        members.push(if is_variant { &member[after_name..] } else { member });
    }
    members
}

#[test]
fn arguments_variants_and_methods_of_traits_are_members() {
    let api = "pub trait T {\n    fn part(&self, part: Part<'_>);\n}\npub enum E {\n    One(Two),\n}\n\
               table! {\n    Three\n}\nimpl E {\n    #[four(Five)]\n    pub fn of(\n        six: Seven,\n    ) -> Eight {}\n}";
    let members = members(api.lines());
    let expected =
        ["fn part(&self, part: Part<'_>);", "(Two),", "pub fn of(", "six: Seven,", ") -> Eight {}"];
    assert_eq!(members, expected);
}

type Path = Vec<String>;

/// The items of a crate, by the path of their module.
struct Crate {
    modules: BTreeMap<Path, Vec<Item>>,
}

impl Crate {
    fn read(tree: &Tree, folder: &str) -> Crate {
        let mut modules = BTreeMap::new();
        for (path, text) in tree.rust(folder) {
            let inside = path[folder.len()..].trim_end_matches(".rs").trim_end_matches("/mod");
            let names: Path = inside.split('/').map(str::to_owned).collect();
            if names.iter().any(|name| name == "tests") {
                continue;
            }
            let names = if inside == "lib" { Path::new() } else { names };
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            add_module(&mut modules, names, file.items);
        }
        Crate { modules }
    }

    fn api(&self) -> String {
        let mut shown = Shown { all: self, text: String::new(), macros: BTreeSet::new() };
        shown.module(&Path::new());
        shown.text
    }

    /// The item that this name means in this module, and where it is defined; `None` if a macro or
    /// another crate defines it.
    fn resolve(&self, module: &Path, name: &str) -> Option<(Path, &Item)> {
        let items = self.modules.get(module)?;
        if let Some(item) = items.iter().find(|item| name_of(item).as_deref() == Some(name)) {
            return Some((module.clone(), item));
        }
        let uses = items.iter().filter_map(|item| match item {
            Item::Use(item) => Some(leaves(&item.tree)),
            _ => None,
        });
        let leaf = uses.flatten().find(|(_, shown)| shown == name)?.0;
        let (path, name) = self.absolute(module, leaf)?;
        self.resolve(&path, &name)
    }

    /// The path in another crate that this module imports the name from, if it does.
    fn foreign(&self, module: &Path, name: &str) -> Option<String> {
        let uses = self.modules.get(module)?.iter().filter_map(|item| match item {
            Item::Use(item) => Some(leaves(&item.tree)),
            _ => None,
        });
        let leaf = uses.flatten().find(|(_, shown)| shown == name)?.0;
        self.absolute(module, leaf.clone()).is_none().then(|| leaf.join("::"))
    }

    /// The module and the name that a path stands for; `None` if it leads to another crate.
    fn absolute(&self, module: &Path, mut path: Path) -> Option<(Path, String)> {
        let name = path.pop()?;
        let mut base = module.clone();
        match path.first().map(String::as_str) {
            Some("crate") => {
                base.clear();
                path.remove(0);
            }
            Some("self") => _ = path.remove(0),
            _ => {}
        }
        while path.first().is_some_and(|first| first == "super") {
            base.pop();
            path.remove(0);
        }
        base.extend(path);
        self.modules.contains_key(&base).then_some((base, name))
    }

    /// The blocks that implement something for the type of this name.
    fn implementations(&self, name: &str) -> impl Iterator<Item = &syn::ItemImpl> {
        self.modules.values().flatten().filter_map(move |item| match item {
            Item::Impl(block) if self_type(block).as_deref() == Some(name) => Some(block),
            _ => None,
        })
    }
}

/// The text so far.
struct Shown<'a> {
    all: &'a Crate,
    text: String,
    /// The modules whose macro calls have been shown.
    macros: BTreeSet<Path>,
}

impl Shown<'_> {
    fn module(&mut self, path: &Path) {
        for item in &self.all.modules[path] {
            match item {
                Item::Use(item) if is_shown(&item.vis, &item.attrs) => {
                    for (leaf, shown) in leaves(&item.tree) {
                        self.re_export(path, leaf, &shown);
                    }
                }
                Item::Mod(inner) if is_shown(&inner.vis, &inner.attrs) => {
                    let mut path = path.clone();
                    path.push(inner.ident.to_string());
                    self.line(&format!("mod {} {{\n", path.join("::")));
                    self.module(&path);
                    self.line(&format!("}} // mod {}\n", path.join("::")));
                }
                Item::Use(_) | Item::Mod(_) | Item::Impl(_) => {}
                item => self.item(item),
            }
        }
    }

    fn re_export(&mut self, module: &Path, leaf: Path, shown: &str) {
        let whole = leaf.join("::");
        let name = leaf.last().cloned().unwrap_or_default();
        let Some((path, name_there)) = self.all.absolute(module, leaf).filter(|_| shown != "*")
        else {
            let renamed = if name == shown { String::new() } else { format!(" as {shown}") };
            self.line(&format!("pub use {whole}{renamed};\n"));
            return;
        };
        if name != shown {
            self.line(&format!("// {whole} as {shown}"));
        }
        match self.all.resolve(&path, &name_there) {
            Some((_, item)) => self.item(item),
            None => match self.all.foreign(&path, &name_there) {
                Some(foreign) => self.line(&format!("pub use {foreign};\n")),
                None => self.made_by_macros(&path, &whole),
            },
        }
    }

    /// For an item that a macro defines, the macro call is shown.
    fn made_by_macros(&mut self, module: &Path, whole: &str) {
        self.line(&format!("pub use {whole}; // made by a macro\n"));
        if self.macros.insert(module.clone()) {
            let calls = self.all.modules[module].iter();
            let calls: Vec<Item> = calls
                .filter(|item| matches!(item, Item::Macro(it) if it.ident.is_none()))
                .cloned()
                .collect();
            self.print(calls);
        }
    }

    /// A definition without private parts, and everything implemented for it.
    fn item(&mut self, item: &Item) {
        let Some(plain) = without_private(item) else { return };
        let mut all = vec![plain];
        if let (Item::Struct(_) | Item::Enum(_), Some(name)) = (item, name_of(item)) {
            all.extend(self.all.implementations(&name).filter_map(public_part));
        }
        self.print(all);
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn print(&mut self, items: Vec<Item>) {
        let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items };
        self.text += &prettyplease::unparse(&file);
        self.text.push('\n');
    }
}

fn add_module(modules: &mut BTreeMap<Path, Vec<Item>>, path: Path, items: Vec<Item>) {
    let items =
        items.into_iter().filter(|item| !is_for_tests(attributes(item))).collect::<Vec<_>>();
    for item in &items {
        if let Item::Mod(syn::ItemMod { ident, content: Some((_, inside)), .. }) = item {
            let mut path = path.clone();
            path.push(ident.to_string());
            add_module(modules, path, inside.clone());
        }
    }
    modules.entry(path).or_default().extend(items);
}
