//! What no source file may contain.

use crate::tokens::{Token, group, reads, tokens, word};
use crate::tree::{Tree, finding, rule};

#[test]
fn nothing_is_skipped_or_left_open() {
    rule(skipped_or_open)
        .finds("a.rs:2: has `#[ignore]`", &[("a.rs", "#[test]\n#[ignore = \"1\"]\nfn f() {}")])
        .finds("has `#[ignore]`", &[("a.rs", "#[cfg_attr(debug_assertions, ignore)] fn f() {}")])
        .finds("has `#[allow]`", &[("a.rs", "#![allow(dead_code)]")])
        .finds("has `#[allow]`", &[("a.rs", "macro_rules! m { () => { #[allow(x)] fn f() {} } }")])
        .finds("has `#[expect]` without", &[("a.rs", "#[expect(dead_code)] fn f() {}")])
        .finds("has `todo!`", &[("a.rs", "fn f() { g(todo!()) }")])
        .finds("has `unimplemented!`", &[("a.rs", "fn f() { std::unimplemented!() }")])
        .finds("has `dbg!`", &[("a.rs", "fn f() {\n dbg!(1); }")])
        .finds("a.rs:2: has an ignored", &[("a.rs", "\n//! ```rust,ignore\n//! f();\n//! ```")])
        .finds(
            "has `#[allow]`",
            &[("a.rs", "macro_rules! m {} #[allow(x, reason = \"\")] fn f() {}")],
        )
        .finds("has `#[ignore]`", &[("a.rs", "macro_rules! m { () => { #[ignore] fn f() {} } }")])
        .allows(&[("a.rs", "macro_rules! m { () => { #[ignore = $why] fn f() {} } }")])
        .allows(&[("a.rs", "macro_rules! m { () => { #[allow(x, reason = \"\")] fn f() {} } }")])
        .allows(&[("a.rs", "#[expect(dead_code, reason = \"why\")] fn f() {} // todo!()")])
        .allows(&[("a.rs", "fn ignore() { let allow = \"#[allow(x)] dbg!()\"; if !allow {} }")])
        .holds();
}

fn skipped_or_open(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in tree.rust("") {
        let mut found = |line, what: &str, remedy| {
            findings.push(finding(path, line, &format!("has {what}"), remedy));
        };
        for (line, text) in text.lines().enumerate() {
            let example =
                text.trim().strip_prefix("/// ```").or(text.trim().strip_prefix("//! ```"));
            if example.is_some_and(|kind| kind.contains("ignore")) {
                found(line + 1, "an ignored example", "make it run, or compile (`no_run`)");
            }
        }
        let tokens = tokens(text);
        let mut macro_end = 0;
        for (at, (name, line)) in tokens.iter().enumerate() {
            let after_mark = at + 1 + usize::from(word(&tokens, at + 1) == "!");
            match name.as_str() {
                "todo" | "unimplemented" | "dbg" if word(&tokens, at + 1) == "!" => {
                    found(*line, &format!("`{name}!`"), "finish it");
                }
                "#" if word(&tokens, after_mark) == "[" => {
                    let attribute = group(&tokens, after_mark);
                    if let Some((what, remedy)) = bad_attribute(attribute, at < macro_end) {
                        found(*line, what, remedy);
                    }
                }
                "macro_rules" => macro_end = at + 3 + group(&tokens, at + 3).len(),
                _ => {}
            }
        }
    }
    findings
}

/// A macro may contain `allow` with a reason, since the lint applies only where the macro is used.
fn bad_attribute(attribute: &[Token], in_macro: bool) -> Option<(&'static str, &'static str)> {
    let has = |words| (0..attribute.len()).any(|at| reads(attribute, at, words));
    let for_a_reason = has("reason =");
    // A macro may generate an ignored test whose reason comes from the macro's arguments.
    if has("ignore") && !(in_macro && has("ignore = $")) {
        Some(("`#[ignore]`", "make the test fit to run, or delete it"))
    } else if has("allow (") && !(in_macro && for_a_reason) {
        Some(("`#[allow]`", "use `#[expect(…, reason = \"…\")]`"))
    } else if has("expect (") && !for_a_reason {
        Some(("`#[expect]` without a reason", "say why"))
    } else {
        None
    }
}

#[test]
fn proptest_keeps_no_files_of_its_own() {
    let good = "use proptest::X; ProptestConfig { failure_persistence: None, ..Config::default() }";
    rule(proptest_files)
        .finds("a.rs:2: builds", &[("a.rs", "use proptest::X;\nfn f() { Config { cases: 1 } }")])
        .finds("a.rs:1: takes", &[("a.rs", "use proptest::X; fn f() { Config::with_cases(9) }")])
        .finds("takes", &[("a.rs", "fn f() { proptest::TestRunner::deterministic() }")])
        .finds("takes", &[("a.rs", "proptest! { #[test] fn f(a in 0..9) {} }")])
        .finds("takes", &[("a.rs", "fn f() { proptest!(|(a in 0..9)| {}) }")])
        .finds("is kept", &[("conformance/proptest-regressions/a.txt", "cc 0")])
        .allows(&[("a.rs", good)])
        .allows(&[("a.rs", "proptest! { #![proptest_config(ours())] #[test] fn f(a in 0..9) {} }")])
        .allows(&[("a.rs", "use proptest::X; fn f() { proptest!(ours(), |(a in 0..9)| {}) }")])
        .allows(&[("a.rs", "fn f() { Config { a: 1 }; Config::default() }")])
        .holds();
}

/// Failures are kept as readable files in corpora/regressions, and nowhere else.
fn proptest_files(tree: &Tree) -> Vec<String> {
    let remedy = "build one with `failure_persistence: None`, in as few places as can be";
    let kept = tree.files.keys().filter(|path| path.contains("proptest-regressions"));
    let mut findings: Vec<_> = kept
        .map(|path| finding(path, 1, "is kept by proptest", "keep it in corpora/regressions"))
        .collect();
    for (path, text) in tree.rust("") {
        let tokens = tokens(text);
        if !tokens.iter().any(|(name, _)| name == "proptest") {
            continue;
        }
        let mut at = 0;
        while at < tokens.len() {
            let (what, group) = proptest_config(&tokens[at..]);
            if let Some(what) = what {
                findings.push(finding(path, tokens[at].1, what, remedy));
            }
            at += group;
        }
    }
    findings
}

/// What is wrong with a configuration that starts here, if one does, and its length in tokens.
fn proptest_config(tokens: &[Token]) -> (Option<&'static str>, usize) {
    let starts = |all: &[&str]| all.iter().any(|words| reads(tokens, 0, words));
    let within = |at, words| {
        let group = group(tokens, at);
        (0..group.len()).any(|at| reads(group, at, words))
    };
    if starts(&["ProptestConfig {", "Config {"]) {
        let wrong = !within(1, "failure_persistence : None");
        let length = 1 + group(tokens, 1).len();
        return (wrong.then_some("builds a configuration that keeps files"), length);
    }
    let asks_for_it = starts(&["ProptestConfig : :", "Config : :", "proptest ! ( |"])
        || starts(&["TestRunner : : default", "TestRunner : : deterministic"]);
    let says_nothing =
        starts(&["proptest ! {", "prop_state_machine ! {"]) && !within(2, "proptest_config");
    let wrong = asks_for_it || says_nothing;
    (wrong.then_some("takes proptest's default configuration, which keeps files"), 1)
}
