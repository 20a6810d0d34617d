//! Which files belong where, and which belong together.

use std::collections::BTreeSet;

use crate::tree::{Tree, finding, line_of, rule};
use crate::{HEADINGS, TOP};

#[test]
fn the_top_folder_holds_what_was_agreed() {
    rule(strangers_at_the_top)
        .finds("notes:1: is new", &[("notes/a.md", ""), ("notes/b.md", ""), ("README.md", "")])
        .allows(&[("scripts/check", ""), (".github/workflows/check.yml", ""), ("LICENSE-MIT", "")])
        .holds();
}

fn strangers_at_the_top(tree: &Tree) -> Vec<String> {
    let names: BTreeSet<_> = tree.files.keys().filter_map(|path| path.split('/').next()).collect();
    let strange = names.into_iter().filter(|name| !name.starts_with('.') && !TOP.contains(name));
    let remedy =
        "put it where it belongs, or agree on it in TOP of conformance/cli/tests/tidy/main.rs";
    strange.map(|name| finding(name, 1, "is new in the top folder", remedy)).collect()
}

#[test]
fn the_registry_knows_nothing_of_the_suite() {
    let manifest = "registry/Cargo.toml";
    rule(registry_ties)
        .finds("day.rs:2: speaks of", &[("registry/src/day.rs", "//! Of\n//! calproof::Case")])
        .finds("Cargo.toml:2: depends on `a`", &[(manifest, "[dependencies]\na = \"1\"")])
        .finds("on `calproof`", &[(manifest, "[dev-dependencies.calproof]\npath = \"..\"")])
        .allows(&[("registry/src/lib.rs", "use calproof_registry::Date;"), (manifest, "")])
        .allows(&[(manifest, "[dependencies]\n[dev-dependencies]\nchrono = \"0.4\"")])
        .allows(&[(manifest, "[dependencies]\na = { version = \"1\", optional = true }")])
        .holds();
}

fn registry_ties(tree: &Tree) -> Vec<String> {
    let speaks = tree.rust("registry/").filter(|(_, text)| text.contains("calproof::"));
    let mut findings: Vec<_> = speaks
        .map(|(path, text)| {
            let line = line_of(text, "calproof::");
            finding(path, line, "speaks of the suite", "say it in conformance, which may know both")
        })
        .collect();
    let path = "registry/Cargo.toml";
    let manifest = tree.toml(path);
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let all = manifest.get(kind).and_then(toml::Value::as_table).into_iter().flatten();
        for (name, how) in all {
            let is_optional = how.get("optional").and_then(toml::Value::as_bool) == Some(true);
            if (kind == "dependencies" && !is_optional) || name == "calproof" {
                let line = line_of(tree.text(path), name);
                let what = format!("depends on `{name}`");
                let remedy = "a reference stands for itself, unless a feature says otherwise";
                findings.push(finding(path, line, &what, remedy));
            }
        }
    }
    findings
}

#[test]
fn every_calendar_has_vectors_and_all_vectors_a_calendar() {
    let vectors = "corpora/vectors/old-style.toml";
    rule(unpaired_vectors)
        .finds("vectors/old-style.toml:1: is missing", &[])
        .finds("new.toml:1: belongs to no", &[(vectors, ""), ("corpora/vectors/new.toml", "")])
        .finds("old-style.txt:1: belongs", &[(vectors, ""), ("corpora/vectors/old-style.txt", "")])
        .allows(&[(vectors, "")])
        .holds();
}

fn unpaired_vectors(tree: &Tree) -> Vec<String> {
    let wanted: BTreeSet<_> =
        tree.calendars.iter().map(|id| format!("corpora/vectors/{id}.toml")).collect();
    let there: BTreeSet<_> = tree.below("corpora/vectors/").cloned().collect();
    let missing = wanted.difference(&there).map(|path| {
        finding(path, 1, "is missing", "give the calendar dates that others have published")
    });
    let dead = there.difference(&wanted).map(|path| {
        finding(path, 1, "belongs to no calendar", "name it as the id is, or delete it")
    });
    missing.chain(dead).collect()
}

#[test]
fn a_format_version_stands_in_every_file_of_the_corpora() {
    rule(without_format)
        .finds("a.toml:1: says no format", &[("corpora/vectors/a.toml", "# format = 1\n")])
        .finds("b.toml:1: says no format", &[("corpora/seeds/wire/b.toml", "side = 0\n")])
        .allows(&[("corpora/days.toml", "# Days\n\nformat = 1\n"), ("corpora/README.md", "")])
        .allows(&[("corpora/Cargo.toml", "[package]\n")])
        .allows(&[("corpora/seeds/corpus_files/a.toml", "what a fuzz target is given as it is")])
        .holds();
}

fn without_format(tree: &Tree) -> Vec<String> {
    let given_as_it_is = "corpora/seeds/corpus_files/";
    let manifests = ["corpora/Cargo.toml", "corpora/json/examples/rust/Cargo.toml"];
    let others = [given_as_it_is, manifests[0], manifests[1]];
    let files = tree.below("corpora/");
    let files = files.filter(|path| !others.iter().any(|other| path.starts_with(other)));
    let files = files.filter(|path| path.rsplit_once('.').is_some_and(|(_, kind)| kind == "toml"));
    let silent = files.filter(|path| !tree.text(path).lines().any(|line| line == "format = 1"));
    silent.map(|path| finding(path, 1, "says no format", "begin with `format = 1`")).collect()
}

#[test]
fn every_calendar_is_described_in_the_same_order() {
    let path = "registry/src/calendars/old_style.rs";
    let good: String =
        HEADINGS.iter().flat_map(|heading| ["//! ", heading, "\n//! Text.\n"]).collect();
    let swapped = good.replace("# Rule", "# R").replace("# Sources", "# Rule");
    rule(undescribed_calendars)
        .finds("old_style.rs:1: is missing", &[])
        .finds("old_style.rs:1: has not", &[(path, "")])
        .finds("old_style.rs:1: has not", &[(path, &good.replace("# Sources", "Sources"))])
        .finds("old_style.rs:1: has not", &[(path, &format!("{good}//! # More"))])
        .finds("old_style.rs:1: has not", &[(path, &swapped)])
        .allows(&[(path, &good)])
        .holds();
}

fn undescribed_calendars(tree: &Tree) -> Vec<String> {
    let remedy = format!("open it with {}", HEADINGS.join(", "));
    let judge = |id: &String| {
        let path = format!("registry/src/calendars/{}.rs", id.replace('-', "_"));
        let Some(text) = tree.files.get(&path) else {
            return Some(finding(&path, 1, "is missing", "name a calendar's file as its id is"));
        };
        let headings = text.lines().filter_map(|line| line.strip_prefix("//! "));
        let as_expected =
            headings.filter(|line| line.starts_with('#')).eq(HEADINGS.iter().copied());
        (!as_expected).then(|| finding(&path, 1, "has not the headings of a calendar", &remedy))
    };
    tree.calendars.iter().filter_map(judge).collect()
}

#[test]
fn fuzz_targets_and_their_list_agree() {
    let listed = "[[bin]]\nname = \"laws\"\npath = \"targets/laws.rs\"";
    let other = listed.replace("laws.rs", "other.rs");
    let target = ("fuzz/targets/laws.rs", "");
    rule(unpaired_targets)
        .finds("Cargo.toml:2: lists `laws`", &[("fuzz/Cargo.toml", listed)])
        .finds("laws.rs:1: is not listed", &[target])
        .finds("path is not", &[("fuzz/Cargo.toml", &other), target])
        .allows(&[("fuzz/Cargo.toml", listed), target])
        .holds();
}

fn unpaired_targets(tree: &Tree) -> Vec<String> {
    let path = "fuzz/Cargo.toml";
    let manifest = tree.toml(path);
    let mut unlisted: BTreeSet<_> = tree.below("fuzz/targets/").collect();
    let mut findings = Vec::new();
    for bin in manifest.get("bin").and_then(toml::Value::as_array).into_iter().flatten() {
        let text = |key| bin.get(key).and_then(toml::Value::as_str).unwrap_or_default();
        let name = text("name");
        let file = format!("fuzz/targets/{name}.rs");
        let what = if !unlisted.remove(&file) {
            format!("lists `{name}`, which has no file")
        } else if format!("fuzz/{}", text("path")) != file {
            format!("lists `{name}`, whose path is not its name")
        } else {
            continue;
        };
        let line = line_of(tree.text(path), &format!("name = \"{name}\""));
        findings.push(finding(path, line, &what, &format!("it wants {file}")));
    }
    let missing =
        |file| finding(file, 1, "is not listed", "list it in fuzz_support's targets/mod.rs");
    findings.extend(unlisted.into_iter().map(|file| missing(file)));
    findings
}

#[test]
fn fuzz_targets_have_seeds_and_a_dictionary() {
    let target = ("fuzz/targets/laws.rs", "");
    let (seed, words) = (("corpora/seeds/laws/a.toml", ""), ("fuzz/dictionaries/laws.dict", ""));
    rule(bare_targets)
        .finds("laws.rs:1: has no seeds", &[target, words])
        .finds("laws.rs:1: has no dictionary", &[target, seed])
        .finds("old.dict:1: belongs to no target", &[("fuzz/dictionaries/old.dict", "")])
        .allows(&[target, seed, words])
        .holds();
}

fn bare_targets(tree: &Tree) -> Vec<String> {
    let mut strange: BTreeSet<_> = tree.below("fuzz/dictionaries/").cloned().collect();
    let mut findings = Vec::new();
    for file in tree.below("fuzz/targets/") {
        let name = file.trim_start_matches("fuzz/targets/").trim_end_matches(".rs");
        let seeds = format!("corpora/seeds/{name}/");
        if tree.below(&seeds).next().is_none() {
            findings.push(finding(file, 1, "has no seeds", &format!("put some in {seeds}")));
        }
        if !strange.remove(&format!("fuzz/dictionaries/{name}.dict")) {
            findings.push(finding(file, 1, "has no dictionary", "run cargo xtask generate"));
        }
    }
    let none = |file: &String| finding(file, 1, "belongs to no target", "delete it");
    findings.extend(strange.iter().map(none));
    findings
}

#[test]
fn fuzz_targets_are_linted_as_all_else() {
    let top = ("Cargo.toml", "[workspace.lints.rust]\nunsafe_code = \"forbid\"");
    rule(other_lints)
        .finds("Cargo.toml:1: has other", &[top, ("fuzz/Cargo.toml", "")])
        .finds(
            "Cargo.toml:2: has",
            &[top, ("fuzz/Cargo.toml", "\n[workspace.lints.rust]\nunsafe_code = 1")],
        )
        .allows(&[top, ("fuzz/Cargo.toml", "[workspace.lints.rust]\nunsafe_code = \"forbid\"")])
        .holds();
}

/// A separate workspace cannot inherit the lints, so they are duplicated there.
fn other_lints(tree: &Tree) -> Vec<String> {
    let path = "fuzz/Cargo.toml";
    let top = tree.toml("Cargo.toml");
    let lints = |manifest: &toml::Table| manifest.get("workspace")?.get("lints").cloned();
    if lints(&top) == lints(&tree.toml(path)) {
        return Vec::new();
    }
    let line = line_of(tree.text(path), "[workspace.lints");
    vec![finding(path, line, "has other lints than the top Cargo.toml", "copy them from there")]
}

#[test]
fn scripts_say_what_they_do_and_can_be_started() {
    rule(mute_scripts)
        .finds("check:1: is not executable", &[("scripts/check", "# Usage: scripts/check")])
        .finds("check:1: has no usage", &[("scripts/check", "#!/bin/sh\necho '# Usage: x'")])
        .finds("check:1: has no usage", &[("scripts/check", "#!/bin/sh\n# Usage: scripts/loom")])
        .allows(&[("scripts/check", "#!/bin/sh\n# Usage: scripts/check"), ("corpora/a", "")])
        .allows(&[("scripts/xtask/src/main.rs", ""), ("scripts/common.bash", "")])
        .holds();
}

fn mute_scripts(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    // Files that scripts read have an extension, and files in subfolders of scripts/ are not
    // scripts.
    let is_script = |path: &&String| !path["scripts/".len()..].contains(['.', '/']);
    for path in tree.below("scripts/").filter(is_script) {
        if !tree.executable.contains(path) {
            findings.push(finding(path, 1, "is not executable", &format!("chmod +x {path}")));
        }
        let usage = format!("# Usage: {path}");
        if !tree.files[path].lines().any(|line| line.starts_with(&usage)) {
            let remedy = format!("begin it with a comment `{usage} …`");
            findings.push(finding(path, 1, "has no usage line", &remedy));
        }
    }
    findings
}
