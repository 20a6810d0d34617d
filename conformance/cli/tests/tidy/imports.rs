//! Which module of a crate may use which.

use crate::tokens::{Token, group, reads, tokens, word};
use crate::tree::{Tree, finding, rule};
use crate::{CRATES, LAST_MODULES};

/// The words with which the first page of a crate begins the list of its modules in order.
const ORDER: &str = "The modules, each knowing only those before it:";

#[test]
fn imports_go_one_way() {
    let page = (
        "conformance/suite/src/lib.rs",
        "//! The modules, each knowing only those before it: `escape` → `spec` (what is promised) and\n\
         //! `case` → `subject` → `check`\n//! → `run` → `report`.\n//!\n//! `util` is none.\nmod escape;",
    );
    let spec = "conformance/suite/src/spec.rs";
    let at = |path: &'static str, text: &'static str| [page, (path, text)];
    rule(backward_imports)
        .finds("spec.rs:2: `spec` uses `case`", &at(spec, "\nuse crate::case::Case;"))
        .finds("`spec` uses `report`", &at(spec, "use crate::{spec::Spec, report::{self, x}};"))
        .finds("`spec` uses `run`", &at(spec, "fn f() { m!(crate::run::go()); }"))
        .finds("`spec` uses `case`", &at(spec, "use super::case;"))
        .finds("`spec` uses `case`", &at(spec, "mod tests { use super::super::case; }"))
        .finds("`case` uses `Report`", &at("conformance/suite/src/case/a.rs", "use crate::Report;"))
        .finds(
            "`check` uses `run`",
            &at("conformance/suite/src/check/a.rs", "use super::super::run;"),
        )
        .finds(
            "`case` uses `subject`",
            &at("conformance/suite/src/case/a/b.rs", "use crate::subject::X;"),
        )
        .finds("util.rs:1: `util` has no place", &at("conformance/suite/src/util.rs", ""))
        .finds("lib.rs:1: names no order", &[("conformance/cli/src/lib.rs", "//! A page.")])
        .allows(&at(
            "conformance/suite/src/case/mod.rs",
            "use crate::{case::toml, spec::{A, run}};",
        ))
        .allows(&at(spec, "pub(crate) mod tests { use super::case; /* crate::case */ }"))
        .allows(&at(
            spec,
            "macro_rules! m { () => { $crate::run::go(); $dollar crate::hidden::a() } }",
        ))
        .allows(&at("conformance/suite/src/macro_support.rs", "use crate::{case, Report};"))
        .allows(&at("conformance/suite/src/escape/tests.rs", "use crate::case;"))
        .holds();
}

fn backward_imports(tree: &Tree) -> Vec<String> {
    CRATES.iter().flat_map(|folder| backward_imports_of(tree, folder)).collect()
}

fn backward_imports_of(tree: &Tree, folder: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let page = format!("{folder}lib.rs");
    let modules = order(tree.text(&page));
    if modules.is_empty() && tree.files.contains_key(&page) {
        let remedy = format!("say there: {ORDER} `a` → `b`");
        findings.push(finding(&page, 1, "names no order of modules", &remedy));
    }
    for (path, text) in tree.rust(folder) {
        let inside = path[folder.len()..].trim_end_matches(".rs");
        let module = inside.split('/').next().unwrap_or(inside);
        // A file of tests may use any module.
        if LAST_MODULES.contains(&module) || inside.ends_with("/tests") {
            continue;
        }
        let Some(place) = modules.iter().position(|name| name == module) else {
            let what = format!("`{module}` has no place in the order of modules");
            findings.push(finding(path, 1, &what, &format!("give it one in {page}")));
            continue;
        };
        let depth = inside.trim_end_matches("/mod").split('/').count();
        for (used, line) in crate_level_names(&tokens(text), depth) {
            if !modules[..=place].contains(&used) {
                let what = format!("`{module}` uses `{used}`, which is not one of those before it");
                let remedy = "name the module that defines it, or move the code to where it fits";
                findings.push(finding(path, line, &what, remedy));
            }
        }
    }
    findings
}

/// The modules that a crate's first page lists in order: the words in backticks, from [`ORDER`] to
/// the end of the paragraph.
fn order(page: &str) -> Vec<String> {
    let lines = page.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    let text = lines.collect::<Vec<&str>>().join("\n");
    let Some((_, rest)) = text.split_once(ORDER) else { return Vec::new() };
    let paragraph = rest.split("\n\n").next().unwrap_or(rest);
    paragraph.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The names after `crate::`, or after as many `super::` as lead to the crate; `depth` is that
/// number.
fn crate_level_names(tokens: &[Token], depth: usize) -> Vec<Token> {
    let (mut names, mut braces, mut at) = (Vec::new(), Vec::new(), 0);
    while at < tokens.len() {
        match word(tokens, at) {
            "{" => braces.push(at > 1 && word(tokens, at - 2) == "mod"),
            "}" => _ = braces.pop(),
            _ => {}
        }
        let depth = depth + braces.iter().filter(|&&opens_module| opens_module).count();
        let mut ups = 0;
        if reads(tokens, at, "crate : :") {
            // After a `$` it is part of a macro's output, which may be used anywhere.
            let for_others = tokens[at.saturating_sub(2)..at].iter().any(|(word, _)| word == "$");
            (ups, at) = (if for_others { 0 } else { depth }, at + 3);
        }
        while reads(tokens, at, "super : :") {
            (ups, at) = (ups + 1, at + 3);
        }
        if ups == 0 {
            at += 1;
        } else if ups == depth {
            names.extend(names_at(tokens, at));
        }
    }
    names
}

/// The name at this place, or each first name of the group that opens here.
fn names_at(tokens: &[Token], at: usize) -> Vec<Token> {
    if word(tokens, at) != "{" {
        return tokens.get(at).into_iter().cloned().collect();
    }
    let (mut level, mut names) = (0, Vec::new());
    for pair in group(tokens, at).windows(2) {
        level += usize::from(pair[0].0 == "{");
        level -= usize::from(pair[0].0 == "}");
        if level == 1 && ["{", ","].contains(&pair[0].0.as_str()) && pair[1].0 != "}" {
            names.push(pair[1].clone());
        }
    }
    names
}
