//! The maximum length of a file and of a function.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::tree::{Tree, finding, rule};

#[test]
fn files_are_short() {
    let long = "\n".repeat(401);
    rule(long_files)
        .finds("registry/src/day.rs:401: has 401 lines", &[("registry/src/day.rs", &long)])
        .finds("julian.rs:301: has 301", &[("registry/src/calendars/julian.rs", &long[100..])])
        .finds("laws.rs:11: has 11", &[("fuzz/targets/laws.rs", &long[390..])])
        .finds("README.md:151: has 151", &[("corpora/README.md", &long[250..])])
        .finds("main.cpp:251: has 251", &[("conformance/adapters/qt/main.cpp", &long[150..])])
        .allows(&[("registry/src/day.rs", &long[1..]), ("corpora/vectors/hebrew.toml", &long)])
        .holds();
}

fn long_files(tree: &Tree) -> Vec<String> {
    let long = |(path, text): (&String, &String)| {
        let (most, lines) = (most_lines(path)?, text.lines().count());
        (lines > most).then(|| {
            let what = format!("has {lines} lines, {most} are allowed");
            finding(path, most + 1, &what, "split it by what it is about")
        })
    };
    tree.files.iter().filter_map(long).collect()
}

fn most_lines(path: &str) -> Option<usize> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match (folder, name.rsplit_once('.').map_or("", |(_, kind)| kind)) {
        (_, "md") => (name == "README.md").then_some(150),
        ("fuzz/targets", "rs") => Some(10),
        ("registry/src/calendars", "rs") => Some(300),
        (_, "rs") => Some(400),
        (_, "toml" | "json") => None,
        _ => path.starts_with("conformance/adapters/").then_some(250),
    }
}

#[test]
fn functions_are_short() {
    let long = |before: &str, lines: usize| {
        format!("{before}fn f() {{{}}}\nfn g() {{}}", "\n".repeat(lines - 1))
    };
    rule(long_functions)
        .finds("a.rs:2: `f` has 51 lines, 50 are", &[("a.rs", &long("/// Says.\n", 51))])
        .finds("a.rs:1: `f` has 51 lines", &[("a.rs", &format!("impl S {{{}}}", long("", 51)))])
        .finds("a.rs:1: `f` has 51 lines", &[("a.rs", &format!("trait T {{{}}}", long("", 51)))])
        .finds("`f` has 71 lines, 70 are", &[("a.rs", &long("// Long because: it is.\n", 71))])
        .finds("a.rs:2: is no Rust", &[("a.rs", "\nfn 1")])
        .allows(&[("a.rs", &long("", 50))])
        .allows(&[("a.rs", &long("// Long because: it is.\n/// Says.\n#[inline]\n", 70))])
        .holds();
}

fn long_functions(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in tree.rust("") {
        match syn::parse_file(text) {
            Ok(file) => Functions { path, text, findings: &mut findings }.visit_file(&file),
            Err(error) => {
                let line = error.span().start().line;
                findings.push(finding(path, line, &format!("is no Rust: {error}"), "mend it"));
            }
        }
    }
    findings
}

struct Functions<'a> {
    path: &'a str,
    text: &'a str,
    findings: &'a mut Vec<String>,
}

impl Functions<'_> {
    /// `whole` begins with the documentation and the attributes, which do not count.
    fn judge(&mut self, whole: Span, signature: &syn::Signature) {
        let line = signature.span().start().line;
        let lines = whole.end().line - line + 1;
        let above = self.text.lines().take(line - 1).skip(whole.start().line.saturating_sub(2));
        let excused = above.into_iter().any(|line| line.trim().starts_with("// Long because: "));
        let most = if excused { 70 } else { 50 };
        if lines > most {
            let what = format!("`{}` has {lines} lines, {most} are allowed", signature.ident);
            let remedy = "split it, or say above it `// Long because: …`, up to 70 lines";
            self.findings.push(finding(self.path, line, &what, remedy));
        }
    }
}

impl Visit<'_> for Functions<'_> {
    fn visit_item_fn(&mut self, function: &syn::ItemFn) {
        self.judge(function.span(), &function.sig);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &syn::ImplItemFn) {
        self.judge(function.span(), &function.sig);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &syn::TraitItemFn) {
        self.judge(function.span(), &function.sig);
        visit::visit_trait_item_fn(self, function);
    }
}
