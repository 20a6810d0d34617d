//! Names that look alike to a person.

use super::super::building_blocks::{built_in_names, can_register, find, plains};
use crate::profile::RegistryClaim;
use crate::program::{Call, Name, Program};

/// Letters of other alphabets that look like a Latin one, and that no folding maps to it. Source:
/// Unicode's confusables.txt (UTS 39).
const LETTERS: [(char, &str); 8] = [
    ('a', "\u{430}\u{3b1}"),
    ('c', "\u{441}"),
    ('e', "\u{435}"),
    ('i', "\u{456}"),
    ('o', "\u{43e}\u{3bf}\u{585}"),
    ('p', "\u{440}\u{3c1}"),
    ('x', "\u{445}"),
    ('y', "\u{443}"),
];

/// Replacements for a space in a name.
const SPACES: [&str; 2] = ["  ", "\t"];

/// Spaces that equal the ordinary one under Unicode compatibility (NFKC), which a registry that
/// declares no folding may apply.
const COMPATIBLE: [&str; 3] = ["\u{a0}", "\u{2003}", "\u{3000}"];

/// Looks up every name in letters of other alphabets, and with other spaces.
pub(super) fn program(claim: &RegistryClaim) -> Program {
    let (mut backends, mut calls) = (Vec::new(), Vec::new());
    let mut names: Vec<Name> = built_in_names(claim).cloned().collect();
    if can_register(claim).is_ok() {
        let own = ["spring fair of may", "pixie", "ecology"].map(Name::from);
        backends = plains(&["market"]);
        calls.push(Call::Register(0, own.to_vec()));
        names.extend(own);
    }
    let is_declared = claim.profile.folding.is_some();
    calls.extend(names.iter().flat_map(|name| like(name, is_declared)).map(find));
    calls.extend(names.into_iter().map(Call::Find));
    Program::sequence(backends, calls)
}

/// Lookalikes of the name. With `is_declared`, those that differ in a registry that declares its
/// folding; otherwise only those that differ in every registry.
fn like(name: &Name, is_declared: bool) -> Vec<Name> {
    let Some(text) = name.text() else { return Vec::new() };
    let mut names = Vec::new();
    for (latin, others) in LETTERS {
        if text.contains(latin) {
            // One letter, then all of them.
            names.extend(others.chars().map(|other| text.replacen(latin, &other.to_string(), 1)));
            names.extend(others.chars().map(|other| text.replace(latin, &other.to_string())));
        }
    }
    if text.contains(' ') {
        let compatible = COMPATIBLE.iter().filter(|_| is_declared);
        let spaces = SPACES.iter().chain(compatible);
        names.extend(spaces.map(|space| text.replacen(' ', space, 1)));
    }
    names.dedup();
    names.into_iter().map(Name::from).collect()
}
