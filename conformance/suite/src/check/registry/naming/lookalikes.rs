//! Names that look like another one to a person.

use super::super::building_blocks::{built_in_names, can_register, find, plains};
use crate::profile::RegistryClaim;
use crate::program::{Call, Name, Program};

/// Letters of other alphabets that look like a Latin one, and that no folding takes for it. Source:
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

/// What may stand where a name has a space.
const SPACES: [&str; 2] = ["  ", "\t"];

/// Spaces that are the usual one to who compares by compatible forms of Unicode (NFKC), which a registry
/// may do that declares no folding.
const COMPATIBLE: [&str; 3] = ["\u{a0}", "\u{2003}", "\u{3000}"];

/// Every name is looked for in letters of other alphabets, and with other spaces.
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

/// What looks like the name, and is another one to a registry that declares how it folds names, or to
/// every one.
fn like(name: &Name, is_declared: bool) -> Vec<Name> {
    let Some(text) = name.text() else { return Vec::new() };
    let mut names = Vec::new();
    for (latin, others) in LETTERS {
        if text.contains(latin) {
            // One letter, and all of them.
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
