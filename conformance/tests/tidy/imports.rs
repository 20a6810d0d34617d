//! Which module of the suite may use which.

use crate::tokens::{Token, group, reads, tokens, word};
use crate::tree::{Tree, finding, rule};
use crate::{LAST_MODULES, MODULES};

#[test]
fn imports_go_one_way() {
    let spec = "conformance/src/spec.rs";
    rule(backward_imports)
        .finds("spec.rs:2: `spec` uses `case`", &[(spec, "\nuse crate::case::Case;")])
        .finds("`spec` uses `report`", &[(spec, "use crate::{spec::Spec, report::{self, x}};")])
        .finds("`spec` uses `run`", &[(spec, "fn f() { m!(crate::run::go()); }")])
        .finds("`spec` uses `case`", &[(spec, "use super::case;")])
        .finds("`spec` uses `case`", &[(spec, "mod tests { use super::super::case; }")])
        .finds("`check` uses `Report`", &[("conformance/src/check/mod.rs", "use crate::Report;")])
        .finds("`check` uses `run`", &[("conformance/src/check/a.rs", "use super::super::run;")])
        .finds("util.rs:1: `util` has no place", &[("conformance/src/util.rs", "")])
        .allows(&[("conformance/src/case/mod.rs", "use crate::{case::toml, spec::{A, run}};")])
        .allows(&[(spec, "pub(crate) mod tests { use super::case; /* crate::case */ }")])
        .allows(&[(
            spec,
            "macro_rules! m { () => { $crate::run::go(); $dollar crate::hidden::a() } }",
        )])
        .allows(&[("conformance/src/hidden.rs", "use crate::{case, Report};")])
        .allows(&[("conformance/src/wire/tests.rs", "use crate::case;")])
        .holds();
}

fn backward_imports(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in tree.rust("conformance/src/") {
        let inside = path["conformance/src/".len()..].trim_end_matches(".rs");
        let module = inside.split('/').next().unwrap_or(inside);
        // A file of tests may use whatever proves its point.
        if LAST_MODULES.contains(&module) || inside.ends_with("/tests") {
            continue;
        }
        let Some(place) = MODULES.iter().position(|&name| name == module) else {
            let what = format!("`{module}` has no place in the order of modules");
            let remedy = "give it one in MODULES of conformance/tests/tidy/main.rs";
            findings.push(finding(path, 1, &what, remedy));
            continue;
        };
        let depth = inside.trim_end_matches("/mod").split('/').count();
        for (used, line) in crate_level_names(&tokens(text), depth) {
            if !MODULES[..=place].contains(&used.as_str()) {
                let what = format!("`{module}` uses `{used}`, which is not one of those before it");
                let remedy = "name the module that defines it, or move the code to where it fits";
                findings.push(finding(path, line, &what, remedy));
            }
        }
    }
    findings
}

/// What follows `crate::`, or a `super::` that leads as far up; `depth` says how far that is.
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
            // Behind a `$` it is what a macro writes where it is used, which may be anywhere.
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

/// The name that stands here, or each first name of the group that opens here.
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
